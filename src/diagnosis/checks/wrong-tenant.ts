import type { SymptomReport } from '../../symptoms/report.ts';
import type { Instance } from '../../tenant.ts';
import type { Finding, Remedy, Source } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import type { Check } from '../situation.ts';

/**
 * 404 "Sub-domain not found" is what a token of another tenant gets, even a guest's with the right role. A 404 with an
 * error code is about a twin or a model that is not there.
 */
export const wrongTenant: Check = ({ report, instance, facts }) => {
  const issued = instance && tokenOfAnotherTenant(report, instance, facts.instance.source);
  if (issued !== undefined) return issued;
  if (report.status !== 404 || report.errorCode !== undefined) return undefined;
  // The body of a bare 404 may have said anything.
  const found = instance !== undefined && report.instance?.hostName !== undefined && report.body === 'present';
  return {
    id: 'identity.wrong-tenant',
    verdict: found ? 'confirmed' : 'possible',
    title: 'The token is of another tenant',
    why: found
      ? `The host name is right, and still Azure Digital Twins answers 404: it does so when the token comes from another tenant than ${instance.tenantId}.`
      : 'Azure Digital Twins answers 404 “Sub-domain not found” for a token of another tenant, and for a wrong host name. A 404 without these words is about a twin or model that does not exist.',
    evidence: [
      { text: 'Status 404 in the report.' },
      ...(found
        ? [{ text: `Home tenant of ${instance.name}: ${instance.tenantId}.`, source: facts.instance.source }]
        : []),
    ],
    remedy: signIn(instance),
    docs: docs.error404,
  };
};

/** What the issuer of the token in a report proves by itself, whoever's the token is. */
export function tokenOfAnotherTenant(
  { token }: SymptomReport,
  instance: Instance,
  source: Source,
): Finding | undefined {
  const issuer = token?.tenantId;
  if (issuer === undefined || issuer === instance.tenantId.toLowerCase()) return undefined;
  return {
    id: 'identity.wrong-tenant',
    verdict: 'confirmed',
    title: 'The token is of another tenant',
    why: `The token in your message was issued by tenant ${issuer}. ${instance.name} takes only tokens of its own tenant, ${instance.tenantId}, also from guests.`,
    evidence: [
      { text: `Tenant id in the token: ${issuer}.` },
      { text: `Home tenant of ${instance.name}: ${instance.tenantId}.`, source },
    ],
    remedy: signIn(instance),
    docs: docs.error404,
  };
}

function signIn(instance: Instance | undefined): Remedy {
  return {
    who: 'You',
    ...(instance && { command: `az login --tenant ${instance.tenantId}` }),
    steps: ['Sign in to the tenant the instance lives in; a guest’s own tenant does not work.'],
  };
}
