/** When Azure wants more of a person than the sign-in it was shown: which errors say so, and what they ask for. */
import { isRecord } from './is-record.ts';

/** A person has to sign in again, in a browser. `claims` is JSON for Entra's `claims` parameter, where Azure named it. */
export interface NeedsSignIn {
  needs: 'mfa' | 'consent' | 'sign-in';
  claims?: string;
}

/** What ARM asks for before a user creates, changes or deletes anything (Entra docs, "Mandatory multifactor authentication"). */
const MFA_CLAIMS = '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}';

/** Of Privileged Identity Management: whoever assigns the role has to have signed in with multi-factor authentication. */
export const MFA_RULE = 'MfaRule';

const LONGEST_CLAIMS = 4_000;

/** By AADSTS number (Entra docs, "Microsoft Entra authentication and authorization error codes"). */
const NEEDS: Readonly<Record<string, NeedsSignIn['needs']>> = {
  // Consent of the person or an administrator.
  65001: 'consent',
  65004: 'consent',
  // Multi-factor authentication, enrolment for it, or a Conditional Access policy.
  50072: 'mfa',
  50074: 'mfa',
  50076: 'mfa',
  50078: 'mfa',
  50079: 'mfa',
  50158: 'mfa',
  53000: 'mfa',
  53001: 'mfa',
  53003: 'mfa',
  // The sign-in is too old, or was revoked.
  50013: 'sign-in',
  50132: 'sign-in',
  50133: 'sign-in',
  50173: 'sign-in',
  70043: 'sign-in',
  500133: 'sign-in',
  700082: 'sign-in',
};

/** The claims if they are a JSON object of a sensible size, else undefined: they go into an address. */
export function readClaims(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > LONGEST_CLAIMS) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) && !Array.isArray(value) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** The claims of a WWW-Authenticate header, which carries them in base64 (Entra docs, "Claims challenges"). */
export function claimsOfChallenge(header: string | null | undefined): string | undefined {
  const encoded = /\bclaims="([A-Za-z0-9+/_=-]+)"/.exec(header ?? '')?.[1];
  return encoded === undefined ? undefined : readClaims(Buffer.from(encoded, 'base64').toString('utf8'));
}

/** Why no token was issued, where signing in again helps. Reads what @azure/identity throws, MSAL's error being its cause. */
export function neededByEntra(error: unknown): NeedsSignIn | undefined {
  const faults = [error, isRecord(error) ? error.cause : undefined].filter(isRecord);
  const claims = faults.map((fault) => readClaims(fault.claims)).find((text) => text !== undefined);
  const number = faults
    .map(({ message }) => /AADSTS(\d+)/.exec(String(message))?.[1])
    .find((text) => text !== undefined);
  const needs = NEEDS[number ?? ''] ?? (claims === undefined ? undefined : 'mfa');
  return needs && { needs, ...(claims !== undefined && { claims }) };
}

/** Why ARM refused a write, where signing in again helps. Reads what the ARM client throws. */
export function neededByArm(error: unknown): NeedsSignIn | undefined {
  if (!isRecord(error)) return undefined;
  const headers = isRecord(error.response) ? error.response.headers : undefined;
  const get = isRecord(headers) ? headers.get : undefined;
  const header: unknown = typeof get === 'function' ? get.call(headers, 'www-authenticate') : undefined;
  const claims = typeof header === 'string' ? claimsOfChallenge(header) : undefined;
  if (error.statusCode === 401 && claims !== undefined) return { needs: 'mfa', claims };
  const byPim = neededByPim(error);
  if (byPim !== undefined) return byPim;
  // The same rule, where a tenant enforces it through Azure Policy.
  const byPolicy = error.code === 'RequestDisallowedByPolicy' && /\bmfa\b|multi-?factor/i.test(String(error.message));
  return byPolicy ? { needs: 'mfa', claims: MFA_CLAIMS } : undefined;
}

/**
 * Privileged Identity Management says it in the error instead of a header: as a rule that failed, or as an authentication
 * context of Conditional Access, whose claims stand in the text as part of an address.
 */
function neededByPim({ code, message }: Record<string, unknown>): NeedsSignIn | undefined {
  const text = String(message);
  if (code === 'RoleAssignmentRequestPolicyValidationFailed') {
    return text.includes(`"${MFA_RULE}"`) ? { needs: 'mfa', claims: MFA_CLAIMS } : undefined;
  }
  if (code !== 'RoleAssignmentRequestAcrsValidationFailed') return undefined;
  const claims = readClaims(decoded(/claims=(%7B[^\s&"]+|\{.*\})/i.exec(text)?.[1]));
  return { needs: 'mfa', ...(claims !== undefined && { claims }) };
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * The claims to sign in with, saying too that this app understands claims challenges: Azure does not take an authentication
 * context from one that does not (Entra docs, "How to use Continuous Access Evaluation enabled APIs", client capabilities).
 */
export function withCapability(claims = '{}'): string {
  const { access_token, ...rest } = JSON.parse(claims) as { access_token?: object };
  return JSON.stringify({ ...rest, access_token: { ...access_token, xms_cc: { values: ['cp1'] } } });
}
