import { isKnownId } from './identifiers.ts';
import { findJwt } from './jwt.ts';
import type { ReportedPrincipal, TokenClaims } from './report.ts';
import { sieved } from './sieve.ts';

export interface TokenReading {
  claims: TokenClaims;
  /** Who the token speaks for, as far as its claims tell. */
  bearer?: ReportedPrincipal;
}

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** A token's payload of usual length; what is longer carries hundreds of groups, after the claims that matter. */
const longest = 32 * 1024;
const mostTokens = 8;

/**
 * What the tokens in a text claim, before they are removed from it. Nothing is verified. A token for Azure Digital Twins
 * comes before any other, for a log shows the others that were asked for on the way; then an access token: an id token
 * names the app as its audience. Undefined where the text holds no token of Entra that can be decoded.
 */
export function readJwts(text: string): TokenReading | undefined {
  let first: TokenReading | undefined;
  let access: TokenReading | undefined;
  let count = 0;
  for (let span = findJwt(text, 0); span !== undefined && count < mostTokens; span = findJwt(text, span.end)) {
    count += 1;
    const payload = payloadOf(text.slice(span.start, span.end));
    const reading = payload === undefined ? undefined : readPayload(payload);
    if (payload === undefined || reading === undefined) continue;
    if (isForDigitalTwins(reading.claims)) return reading;
    if (isAccessToken(payload)) access ??= reading;
    first ??= reading;
  }
  return access ?? first;
}

function isForDigitalTwins({ audience }: TokenClaims): boolean {
  return (
    audience !== undefined &&
    /^https:\/\/digitaltwins\.azure\.net\/{0,2}$|^0b07f429-9f4b-4714-9392-cc5e8e80c8b0$/.test(audience)
  );
}

/** The decoded middle part, whole or as far as it was pasted. */
function payloadOf(token: string): string | undefined {
  const encoded = token.split('.', 2)[1];
  if (encoded === undefined) return undefined;
  return Buffer.from(encoded.replace(/\s/g, '').slice(0, longest), 'base64url').toString('utf8');
}

const isAccessToken = (payload: string): boolean =>
  /"(?:scp|roles|idtyp|appid|azp|appidacr|azpacr)"\s{0,3}:/.test(payload);

/** Claim by claim, not as JSON, so that a token cut short still tells what it holds. */
function readPayload(payload: string): TokenReading | undefined {
  if (isOfAnotherIssuer(payload)) return undefined;
  const claims = present({
    audience: audienceIn(payload)?.replace(/^(?=[0-9A-F-]{36}$).{36}$/i, (id) => id.toLowerCase()),
    tenantId: claim(payload, 'tid', guid)?.toLowerCase(),
    objectId: claim(payload, 'oid', guid)?.toLowerCase(),
    appId: claim(payload, 'appid|azp', guid)?.toLowerCase(),
    expiresAt: fromSeconds(claim(payload, 'exp', '\\d{9,11}')),
  });
  if (Object.keys(claims).length === 0) return undefined;
  const bearer = bearerOf(payload, claims);
  return bearer === undefined ? { claims } : { claims, bearer };
}

/** One, or several, of which Azure Digital Twins' own counts. */
function audienceIn(payload: string): string | undefined {
  const several = /"aud"\s{0,3}:\s{0,3}\[([^\]]{1,1000})/.exec(payload)?.[1];
  const names = several?.match(/[^"\s,]{1,200}/g) ?? [];
  return (
    names.find((audience) => isForDigitalTwins({ audience })) ?? names[0] ?? claim(payload, 'aud', '[^"\\s[\\]]{1,200}')
  );
}

/** A cluster's or a pipeline's own token is exchanged at Entra, and never sent to a service of Azure. */
function isOfAnotherIssuer(payload: string): boolean {
  const issuer = claim(payload, 'iss', '[^"\\s]{1,300}');
  return (
    issuer !== undefined &&
    !/^https:\/\/(?:sts\.windows\.net|login\.microsoftonline\.[a-z]{2,3}|login\.(?:partner\.)?microsoftonline\.cn)\//i.test(
      issuer,
    )
  );
}

function claim(text: string, names: string, value: string): string | undefined {
  return new RegExp(`"(?:${names})"\\s{0,3}:\\s{0,3}"?(${value})(?=["\\s,}])`, 'i').exec(text)?.[1];
}

/** 'Access token claims reference': `idtyp` is 'app' for an app alone; a token for a user has `scp`, and most a `upn`. */
function bearerOf(payload: string, { appId, objectId }: TokenClaims): ReportedPrincipal | undefined {
  const forUser = /"(?:scp|upn|unique_name|preferred_username|email)"\s{0,3}:\s{0,3}"[^"]/.test(payload);
  if (/"idtyp"\s{0,3}:\s{0,3}"app"/.test(payload) || !forUser) {
    // Microsoft's own tools sign people in.
    if (appId !== undefined && !isKnownId(appId)) return { kind: 'app', id: appId };
  }
  return objectId === undefined ? undefined : { kind: 'unknown', id: objectId };
}

/** A token's claims in the clear, as jwt.ms, jwt.io and a debugger show them: only worth reading where one names it. */
const looksDecoded = sieved(/"(?:aud|appid|azp|oid|tid|xms_mirid)"\s{0,3}:/);
const pairs: readonly (readonly [keyof TokenClaims, RegExp])[] = [
  [
    'audience',
    /\baud(?:ience)?["']?(?:\s{0,3}[:=]\s{0,3}| is | )["']?(https?:\/\/[\w.-]{4,80}\/{0,2}(?!\w)|api:\/\/[\w./-]{4,80}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i,
  ],
  [
    'tenantId',
    new RegExp(
      `\\b(?:tid["']?(?: is)? |(?:tid|tenant|tenantid|tenant_id)["']?\\s{0,3}[:=]\\s{0,3})["']?(${guid})`,
      'i',
    ),
  ],
  ['objectId', new RegExp(`\\boid["']?(?:\\s{0,3}[:=]\\s{0,3}| is | )["']?(${guid})`, 'i')],
  ['appId', new RegExp(`\\b(?:appid|azp)["']?(?:\\s{0,3}[:=]\\s{0,3}| is | )["']?(${guid})`, 'i')],
  ['expiresAt', /\bexp["']?\s{0,3}[:=]\s{0,3}["']?(\d{9,11})\b/i],
];
const cliExpiry = sieved(/"expires_on"\s{0,3}:\s{0,3}(\d{9,11})/);

/**
 * Claims that stand in the text in the clear: a decoded token, `az account get-access-token`, a diagnostic log's
 * `identity.claims`, or 'the token has aud https://management.azure.com'. Undefined where nothing speaks of a token.
 */
export function readClaims(text: string): TokenReading | undefined {
  if (!/\b(?:aud|audience|oid|azp|tid|claims?|tokens?|jwt|expires_on|accessToken)\b/i.test(text)) return undefined;
  if (looksDecoded.test(text)) return readPayload(text);
  const found = Object.fromEntries(pairs.map(([name, pattern]) => [name, pattern.exec(text)?.[1]]));
  const cli = cliExpiry.exec(text)?.[1];
  // Without one of a token's own names beside it, a tenant id is just a tenant id.
  if (found.audience === undefined && found.objectId === undefined && found.appId === undefined && cli === undefined) {
    return undefined;
  }
  const claims = present({
    audience: found.audience,
    tenantId: found.tenantId?.toLowerCase(),
    objectId: found.objectId?.toLowerCase(),
    appId: found.appId?.toLowerCase(),
    expiresAt: fromSeconds(found.expiresAt ?? cli),
  });
  return Object.keys(claims).length === 0 ? undefined : { claims };
}

/** Seconds since 1970, ISO 8601 out. */
function fromSeconds(seconds: string | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(Number(seconds) * 1000).toISOString();
}

function present(claims: { [K in keyof TokenClaims]?: TokenClaims[K] | undefined }): TokenClaims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
