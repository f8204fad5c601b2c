import { isDeepStrictEqual } from 'node:util';
import { cloudOf } from '../playground/bot-cloud.ts';
import { createAzureTenant } from '../src/azure/azure-tenant.ts';
import { createCredential, warmTokens } from '../src/azure/credentials.ts';
import { diagnose, type Outcome } from '../src/diagnosis/diagnose.ts';
import type { Diagnosis } from '../src/diagnosis/diagnosis.ts';
import type { Question } from '../src/diagnosis/facts.ts';
import type { Tenant } from '../src/tenant.ts';
import { sequentialRoundTrips } from '../test/support/round-trips.ts';
import type { TenantProcess } from './processes/start-tenant.ts';

/** How long something took: round trips to Azure that followed each other, and all in all. */
export interface Taken {
  ms: number;
  roundTrips: number;
}

/** One diagnosis, or several of one moment. */
export interface Sample {
  /** Until every verdict was as it stays. */
  verdicts: Taken;
  /** Until the names of those who can help were there too. */
  names: Taken;
  /** As Azure saw them; tokens are not counted. */
  azureCalls: number;
}

/** New clients with empty caches; the tokens are warm, as in a running bot. */
export async function freshTenant(simulated: TenantProcess): Promise<Tenant> {
  const { tenantId, bot } = simulated;
  const cloud = cloudOf(simulated);
  const credential = createCredential(
    { kind: 'client-secret', tenantId, clientId: bot.appId, clientSecret: bot.secret },
    cloud,
  );
  await warmTokens(credential, cloud);
  return createAzureTenant(tenantId, credential, cloud);
}

/** Whom a question is asked as, by user principal name. */
export async function personIn(simulated: TenantProcess, name: string): Promise<Question['asker']> {
  const person = await (await freshTenant(simulated)).user(name);
  if (person === undefined) throw new Error(`The tenant has no ${name}.`);
  return person;
}

/** Asks once. Throws where the answer is no diagnosis. */
export function sampleDiagnosis(simulated: TenantProcess, tenant: Tenant, question: Question): Promise<Sample> {
  return sampleDiagnoses(simulated, tenant, [question]);
}

/** Asks all of it in one moment: until the last has its answer. */
export async function sampleDiagnoses(
  simulated: TenantProcess,
  tenant: Tenant,
  questions: readonly Question[],
): Promise<Sample> {
  await simulated.takeCalls();
  const start = performance.now();
  const options = { now: () => new Date(), botAppId: simulated.bot.appId };
  const outcomes = await Promise.all(questions.map((question) => diagnose(question, tenant, options)));
  const shownMs = performance.now() - start;
  const callsUntilShown = simulated.takeCalls();
  const isFinal = await Promise.all(outcomes.map(isFinalWhenShown));
  const completeMs = performance.now() - start;
  const untilShown = await callsUntilShown;
  const all = [...untilShown, ...(await simulated.takeCalls())];
  const names = { ms: completeMs, roundTrips: sequentialRoundTrips(all) };
  return {
    verdicts: isFinal.every(Boolean) ? { ms: shownMs, roundTrips: sequentialRoundTrips(untilShown) } : names,
    names,
    azureCalls: all.filter(({ service }) => service !== 'entra').length,
  };
}

/** Whether the names, which come later, changed no verdict. Resolves when they are there. */
async function isFinalWhenShown(outcome: Outcome): Promise<boolean> {
  if (outcome.kind !== 'diagnosis') throw new Error(`Expected a diagnosis, got ${outcome.kind}.`);
  const verdicts = ({ findings }: Diagnosis) => findings.map(({ id, verdict }) => `${id} ${verdict}`).sort();
  return isDeepStrictEqual(verdicts(outcome.diagnosis), verdicts(await outcome.complete));
}
