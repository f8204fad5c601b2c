import type { DeadJob, Handlers } from '../jobs/queue.ts';
import type { Store } from '../store/open-store.ts';
import type { Diagnoses } from '../teams/diagnoses.ts';
import type { TriageInTeams } from '../teams/triage/triage.ts';
import type { Tenant } from '../tenant.ts';
import {
  type CarryOutDependencies,
  followDiagnosisJob,
  followRequestJob,
  gatherJob,
  reconcileJob,
  wakeJob,
} from '../triage/carry-out.ts';
import type { TriageDependencies } from '../triage/cases.ts';
import { type DailyDigestDependencies, digestJob } from '../triage/daily-digest.ts';
import { examine } from '../triage/examine.ts';
import { giveUpTellAssignee, giveUpTellReporter } from '../triage/give-up.ts';
import { alignCases, settleIncident } from '../triage/incidents.ts';
import { type RetainDependencies, retainJob } from '../triage/retain.ts';

/** No diagnosis is still being shown so long after it was begun, whatever Teams has its messages wait for. */
const longestShowingMs = 3 * 60_000;
/** What is older was not shown by the hourly look before this one either. */
const showForMs = 2 * 3_600_000;

/**
 * What the queue does for cases and incidents. What tells people something has to be given back where it was given up; the
 * rest is found again by the next reconciliation.
 */
export function triageJobs(
  triage: TriageDependencies,
  {
    triageInTeams,
    diagnoses: { lookAfterAll: look, showAgain },
    store,
    tenant,
    botAppId,
    digest,
    retain,
    announce,
  }: {
    triageInTeams: TriageInTeams;
    diagnoses: Pick<Diagnoses, 'lookAfterAll' | 'showAgain'>;
    store: Pick<Store, 'diagnoses' | 'access' | 'conversations'>;
    tenant: Tenant;
    botAppId: string;
    digest: DailyDigestDependencies;
    retain: RetainDependencies;
    announce: Handlers['triage.announce'];
  },
): { handlers: Partial<Handlers>; giveUp: (dead: DeadJob) => Promise<void> } {
  const { diagnoses, access: requests, conversations } = store;
  const carryOut: CarryOutDependencies = { ...triage, diagnoses, requests, conversations, look };
  return {
    handlers: {
      'triage.deliver': triageInTeams.deliver,
      'triage.tell-reporter': triageInTeams.tellReporter,
      'triage.tell-assignee': triageInTeams.tellAssignee,
      'triage.follow-diagnosis': (ref) => followDiagnosisJob(ref, carryOut),
      'triage.follow-request': (ref) => followRequestJob(ref, carryOut),
      'triage.gather': (ref) => gatherJob(ref, triage),
      'triage.wake': (ref) => wakeJob(ref, triage),
      'triage.examine': (ref) => examine(ref, { ...triage, tenant, diagnoses, botAppId }),
      'triage.align-cases': ({ tenantId, incidentId }) => alignCases(tenantId, incidentId, triage),
      'triage.settle-incident': ({ tenantId, incidentId }) => settleIncident(tenantId, incidentId, triage),
      'triage.reconcile': async (ref) => {
        await reconcileJob(ref, carryOut);
        const ago = (ms: number) => new Date(triage.now().getTime() - ms);
        if (ref.after === undefined) await showAgain(ago(showForMs), ago(longestShowingMs));
      },
      'triage.announce': announce,
      'triage.digest': (ref) => digestJob(ref, digest),
      'triage.retain': (ref) => retainJob(ref, retain),
    },
    async giveUp(dead) {
      if (dead.name === 'triage.tell-reporter') await giveUpTellReporter(dead.data, triage);
      if (dead.name === 'triage.tell-assignee') await giveUpTellAssignee(dead.data, triage);
    },
  };
}
