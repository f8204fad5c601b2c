import type { SymptomReport } from '../../symptoms/report.ts';
import { digitalTwinsAppId } from '../app-ids.ts';
import type { Finding, Remedy } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import type { Check } from '../situation.ts';

const id = 'symptom.token-error';

/** Whether Entra refused, before Azure Digital Twins was asked. */
export function gotNoToken({ errorCode }: SymptomReport): boolean {
  return errorCode?.startsWith('AADSTS') ?? false;
}

/**
 * No token was issued (an AADSTS error), or the one that was sent is for another service or had expired: Azure Digital
 * Twins then answers 401 at best, and no role mends it.
 */
export const tokenError: Check = (situation) =>
  gotNoToken(situation.report) ? notIssued(situation.report) : sentToken(situation.report, situation.facts.now);

function notIssued({ errorCode }: SymptomReport): Finding {
  return {
    id,
    verdict: 'confirmed',
    title: 'Sign-in failed before the call',
    why: `${errorCode} comes from Entra: no token was issued, so Azure Digital Twins was never asked. A role does not mend it.`,
    evidence: [{ text: `Error code ${errorCode} in the report.` }],
    remedy: {
      who: 'You, or an administrator of the app',
      steps: ['Look the code up in the list of sign-in errors, and check the app’s secret, consent and tenant.'],
    },
    docs: docs.signInErrors,
  };
}

/** What the claims of the token in a report prove by themselves, whoever's it is: its audience, and its end at `now`. */
export function sentToken(report: SymptomReport, now: Date): Finding | undefined {
  return wrongAudience(report) ?? expired(report, now);
}

function wrongAudience({ token }: SymptomReport): Finding | undefined {
  const audience = token?.audience;
  if (audience === undefined || isDigitalTwins(audience)) return undefined;
  return {
    id,
    verdict: 'confirmed',
    title: 'The token is for another service',
    why: `The token in your message was issued for ${audience}. Azure Digital Twins takes only tokens for https://digitaltwins.azure.net.`,
    evidence: [{ text: `Audience in the token: ${audience}.` }],
    remedy: { ...getToken, steps: ['Ask for a token for the scope https://digitaltwins.azure.net/.default.'] },
    docs: docs.authenticate,
  };
}

/** Where the text does not tell when the call was made, the token may have expired since. */
function expired({ token, at, status }: SymptomReport, now: Date): Finding | undefined {
  const expiresAt = Date.parse(token?.expiresAt ?? '');
  if (!(expiresAt <= Date.parse(at ?? now.toISOString()))) return undefined;
  return {
    id,
    verdict: at !== undefined || status === 401 ? 'confirmed' : 'possible',
    title: 'The token has expired',
    why: `The token in your message was good until ${new Date(expiresAt).toISOString().slice(0, 16).replace('T', ' ')} UTC. A call with an expired token is refused whatever roles are held.`,
    evidence: [{ text: `Expiry in the token: ${token?.expiresAt}.` }],
    remedy: { ...getToken, steps: ['Ask for a new token, and call again.'] },
    docs: docs.authenticate,
  };
}

const getToken: Remedy = {
  who: 'You',
  command: `az account get-access-token --resource ${digitalTwinsAppId}`,
};

function isDigitalTwins(audience: string): boolean {
  const plain = audience.toLowerCase().replace(/\/+$/, '');
  return plain === 'https://digitaltwins.azure.net' || plain === digitalTwinsAppId;
}
