import type { DiagnosisStore } from '../diagnosis/record.ts';
import type { Tenant } from '../tenant.ts';
import { applyToIncident, type TriageDependencies } from './cases.ts';
import { commonReason } from './common-reason.ts';
import { gatherIncidentFacts } from './examine-facts.ts';

export interface ExamineDependencies extends TriageDependencies {
  tenant: Tenant;
  diagnoses: Pick<DiagnosisStore, 'get'>;
  /** The bot's own app id, for the commands that grant it what it lacks. */
  botAppId: string;
}

/** Nobody waits in front of a screen, and logs are slow to search. */
const DEADLINE_SECONDS = 30;
const MOST_CASES = 100;

/** The job 'triage.examine': finds out what the people of an open incident have in common. What Azure does not tell is kept as unseen. */
export async function examine(
  { tenantId, incidentId }: { tenantId: string; incidentId: string },
  dependencies: ExamineDependencies,
): Promise<void> {
  const { store, tenant, botAppId, now } = dependencies;
  const incident = await store.incident(tenantId, incidentId);
  if (incident?.status.state !== 'open') return;
  const { items: cases } = await store.cases(tenantId, { incidentId }, { limit: MOST_CASES });
  const signal = AbortSignal.timeout(DEADLINE_SECONDS * 1_000);
  const facts = await gatherIncidentFacts(incident, cases, dependencies, {
    tenant,
    options: { signal },
    fetching: { signal, deadlineSeconds: DEADLINE_SECONDS, now, botAppId },
  });
  const examined = commonReason(incident, cases, facts);
  await applyToIncident(tenantId, incidentId, { type: 'examined', examined }, dependencies);
}
