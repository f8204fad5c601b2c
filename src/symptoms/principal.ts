import { addressOfCaller, onlyAddress } from './addresses.ts';
import { appNoun, identityNoun } from './app-nouns.ts';
import { appName, groupName, identityName, namedByPrefix } from './caller-names.ts';
import { anAppCalls, withoutBystanders } from './calling-apps.ts';
import { isForwarded, runsAsTheWriter, somebodyElseCalls, theWriterCalls } from './calling-people.ts';
import { signsIn } from './credentials.ts';
import { calledByApp } from './formats/functions.ts';
import { type Guid, guids } from './identifiers.ts';
import { anyPersonNoun } from './person-nouns.ts';
import type { ReportedPrincipal } from './report.ts';
import { sieved } from './sieve.ts';
import { spoken } from './spoken.ts';
import type { TokenReading } from './token.ts';

const appWords = new RegExp(`\\b(?:${appNoun})\\b`, 'i');
const identityWords = new RegExp(`\\b(?:${identityNoun})\\b`, 'i');
/** ADT's own identity is what event routes and jobs run as, not who calls ADT. */
const ownIdentity = sieved(
  /(?:instance|adt|digital twins?)(?:'s)? (?:own )?(?:(?:system|user)[ -]assigned )?(?:managed )?identity|identity of (?:the |our )?(?:adt|digital twins?|instance)/i,
);
/** Who was refused, or who wants access. `text` as pasted, `prose` in English. Undefined where nobody but the writer is pointed at. */
export function readPrincipal(text: string, prose: string): ReportedPrincipal | undefined {
  const fromArm = armClient(text);
  if (fromArm !== undefined) return fromArm;

  const words = withoutBystanders(prose);
  const guid = callerGuid(guids(text));
  const resource = /\/userAssignedIdentities\/([\w-]{3,128})/i.exec(text)?.[1];
  if (resource !== undefined && !ownIdentity.test(words)) return { kind: 'managed-identity', id: resource };
  const client = clientOfSecret(text) ?? clientOfSignIn(text);
  if (client !== undefined) return { kind: 'app', id: client };
  const managed = identityWords.test(words) && !ownIdentity.test(words);
  const signed = signsIn(text);
  if (managed || signed === 'managed-identity')
    return withId('managed-identity', guid?.id ?? identityName(words) ?? identityByPrefix(words));
  const signedIn = signedInUser(text);
  if (signedIn !== undefined) return { kind: 'user', id: signedIn };
  if (guid !== undefined) return { kind: guidKind(guid, words), id: guid.id };
  const app = appName(words);
  if (app !== undefined) return { kind: 'app', id: app };
  const email = addressOfCaller(prose);
  if (email !== undefined) return { kind: 'user', id: email };
  const group = groupName(words);
  if (group !== undefined) return { kind: 'group', id: group };
  const prefixed = namedByPrefix(words);
  if (prefixed !== undefined) return prefixed;
  if (runsAsTheWriter(words)) return { kind: 'me' };
  const logged = calledByApp(text);
  if (logged !== undefined) return withId('app', logged.name);
  if (anAppCalls(words) || signed === 'app') return { kind: 'app' };
  const told = spoken(words);
  if (somebodyElseCalls(told) || isForwarded(text)) return withId('user', onlyAddress(prose));
  return theWriterCalls(told) ? { kind: 'me' } : undefined;
}

/** Who is named, else whom the token speaks for: the writer, where it is his own and not an app's. */
export function callerByToken(
  named: ReportedPrincipal | undefined,
  token: TokenReading | undefined,
  prose: string,
): ReportedPrincipal | undefined {
  const inToken = named === undefined || (named.kind === 'unknown' && named.id === token?.claims.objectId);
  const isApps = token?.bearer?.kind === 'app';
  if (token !== undefined && inToken && !isApps && ownToken.test(prose)) return { kind: 'me' };
  return named ?? token?.bearer;
}

const ownToken = sieved(/\bmy (?:own |[\w-]{1,12} )?(?:token|jwt)\b/i);

function identityByPrefix(words: string): string | undefined {
  const named = namedByPrefix(words);
  return named?.kind === 'managed-identity' ? named.id : undefined;
}

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const credentialCall = new RegExp(`ClientSecretCredential\\(\\s{0,20}["']${guid}["'],\\s{0,20}["'](${guid})["']`, 'i');

/** Tenant, client, secret: the same order in every SDK. */
function clientOfSecret(text: string): string | undefined {
  return credentialCall.exec(text)?.[1]?.toLowerCase();
}

/** Entra names the client by its id, in the language of the browser: 'アプリケーション ID "…"', 'la aplicación con el identificador …'. */
const signInId = new RegExp(`AADSTS\\d{4,8}\\b[^\\n]{0,200}?(?:\\bID|identifi\\w{0,8}|kennung)\\W{1,4}(${guid})`, 'i');

function clientOfSignIn(text: string): string | undefined {
  const id = signInId.exec(text)?.[1]?.toLowerCase();
  const known = id === undefined ? undefined : guids(text).find((each) => each.id === id);
  return known?.role === 'app' || known?.role === 'unknown' ? id : undefined;
}

/** "The client 'alex@contoso.com' with object id '…' does not have authorization": ARM names the caller. */
function armClient(text: string): ReportedPrincipal | undefined {
  const match = /The client '([^'\n]{1,128})' with object id '([^'\n]{1,64})'/i.exec(text);
  if (match === null) return undefined;
  const [, client = '', objectId = ''] = match;
  if (/^[^@#\s]{1,64}@[^@\s]{1,190}$/.test(client)) return { kind: 'user', id: client };
  // Guests show as 'live.com#…'; only the object id finds them.
  return client.includes('@') ? { kind: 'user', id: objectId } : { kind: 'app', id: client };
}

/** "The signed in user 'dana@contoso.com' is blocked": Entra names the person beside the app. */
function signedInUser(text: string): string | undefined {
  return /\b(?:signed[ -]in user|user account|external user|user) ['"{]([^'"{}\s@]{1,64}@[^'"{}\s@]{1,190})['"}]/i.exec(
    text,
  )?.[1];
}

/** 'Id=…', '…/': the id of a run, a file or a version, and of nobody. */
const namesAThing = sieved(
  /(?:id|guid|uuid|key|etag|version|tag|run|build|job|twin|device|file|folder|commit|hash|code|ref)["']?[\s:=#]{0,3}["'(]?$|[/=_-]$/,
);

function callerGuid(found: readonly Guid[]): Guid | undefined {
  return (
    found.find(({ role }) => role === 'app') ??
    found.find(({ role }) => role === 'object') ??
    found.find(({ role, before }) => role === 'unknown' && !namesAThing.test(before))
  );
}

/** 'User …', 'our auditor (object id …', 'my object id is …'. */
const personsId = new RegExp(
  `(?:\\busers?|${anyPersonNoun})(?:'s)?[^a-z]{0,3}(?:with |has )?(?:the )?(?:object )?(?:id)?[^a-z]{0,4}$|\\b(?:my|her|his) (?:object )?id(?: is)?[^a-z]{0,4}$`,
);

function guidKind({ role, before }: Guid, words: string): ReportedPrincipal['kind'] {
  if (role === 'app') return 'app';
  if (/group[^a-z]{0,3}(?:with )?(?:the )?(?:object )?(?:id)?[^a-z]{0,4}$/.test(before)) return 'group';
  if (personsId.test(before)) return 'user';
  return appWords.test(words) || /\bservice connection\b/.test(before) ? 'app' : 'unknown';
}

function withId(kind: ReportedPrincipal['kind'], id: string | undefined): ReportedPrincipal {
  return id === undefined ? { kind } : { kind, id };
}
