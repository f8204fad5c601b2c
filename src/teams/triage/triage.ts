import type { ConversationStore, DeliveryStore } from '../../access/delivery.ts';
import type { AccessStore } from '../../access/store.ts';
import { type TriageVerb, triageVerbs } from '../../cards/verbs.ts';
import type { DiagnosisStore } from '../../diagnosis/record.ts';
import type { Tenant } from '../../tenant.ts';
import { applyToCase, type TriageDependencies } from '../../triage/cases.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import { createActOnce } from '../act-once.ts';
import type { Background } from '../background.ts';
import type { ClickHandler } from '../clicks/answer.ts';
import { createCaseClicks } from '../clicks/case-clicks.ts';
import { createIncidentClicks } from '../clicks/incident-clicks.ts';
import { createLookClicks } from '../clicks/look-clicks.ts';
import { createMayAsk, type MayAsk } from '../clicks/may-ask.ts';
import { createSharedDiagnosisClicks } from '../clicks/shared-diagnosis-clicks.ts';
import { createTriageClicks } from '../clicks/triage-clicks.ts';
import type { Diagnoses } from '../diagnoses.ts';
import type { Messenger } from '../messenger.ts';
import type { UseChannel } from '../use-channel.ts';
import { createDeliverCards } from './deliver-cards.ts';
import { createDrawCase } from './draw-case.ts';
import { createDrawTriage } from './draw-triage.ts';
import { createMayApprove } from './may-approve.ts';
import { createMaySee } from './may-see.ts';
import { createOverhear, type Overhear } from './overhear.ts';
import { createTellOfCases, type TellOfCases } from './tell-of-cases.ts';
import { createTriageCommands, type TriageCommands } from './triage-commands.ts';

export interface TriageInTeamsDependencies {
  triage: TriageDependencies;
  helpdesk: Helpdesk;
  tenant: Tenant;
  diagnoses: Diagnoses;
  records: DiagnosisStore;
  conversations: ConversationStore;
  deliveries: Pick<DeliveryStore, 'of'>;
  requests: Pick<AccessStore, 'get'>;
  messenger: Messenger;
  background: Background;
  useChannel: UseChannel;
  /** The board's tab, where there is one. */
  boardUrl?: string | undefined;
}

/** Everything of triage that people meet in Teams. */
export interface TriageInTeams extends TellOfCases {
  commands: TriageCommands;
  clicks: Record<TriageVerb, ClickHandler>;
  /** Brings the card of a case or an incident in line with the store. */
  deliver: ReturnType<typeof createDeliverCards>;
  /** Hears what people write for what it means to their own cases. */
  overhear: Overhear;
  /** Whose a diagnosis is to go on with, which depends on who has its case. */
  mayAsk: MayAsk;
}

export function createTriageInTeams(dependencies: TriageInTeamsDependencies): TriageInTeams {
  const { triage, tenant, boardUrl } = dependencies;
  const maySee = createMaySee(dependencies);
  const { store, now } = triage;
  const shared = {
    ...dependencies,
    store,
    drawCase: createDrawCase({ ...dependencies, store }),
    drawTriage: createDrawTriage({ store, now, boardUrl }),
    maySee,
    mayApprove: createMayApprove(tenant),
  };
  const tell = createTellOfCases({
    ...shared,
    unreached: ({ tenantId, id, status }) =>
      applyToCase(tenantId, id, { type: 'question-unreached', askedAt: status.at }, triage),
  });
  const cases = createCaseClicks(shared);
  const looks = createLookClicks(shared);
  const incidents = createIncidentClicks(shared);
  const lists = createTriageClicks(shared);
  const diagnosis = createSharedDiagnosisClicks(shared);
  return {
    commands: createTriageCommands({ ...shared, triage: store }),
    clicks: {
      [triageVerbs.claimCase]: cases.claim,
      [triageVerbs.assignCase]: cases.assign,
      [triageVerbs.askReporter]: cases.ask,
      [triageVerbs.answered]: cases.answered,
      [triageVerbs.resolveCase]: cases.resolve,
      [triageVerbs.reopenCase]: cases.reopen,
      [triageVerbs.lookIntoCase]: looks.look,
      [triageVerbs.caseDetails]: cases.details,
      [triageVerbs.chatWithReporter]: cases.chat,
      [triageVerbs.showCase]: cases.show,
      [triageVerbs.previewHandOver]: diagnosis.previewHandOver,
      [triageVerbs.handOver]: diagnosis.handOver,
      [triageVerbs.claimIncident]: incidents.claim,
      [triageVerbs.resolveIncident]: incidents.resolve,
      [triageVerbs.resolveForAll]: incidents.resolveForAll,
      [triageVerbs.reopenIncident]: incidents.reopen,
      [triageVerbs.incidentCases]: incidents.cases,
      [triageVerbs.showIncident]: incidents.show,
      [triageVerbs.diagnosisDetails]: diagnosis.details,
      [triageVerbs.itWorks]: cases.works,
      [triageVerbs.muteDiagnosis]: diagnosis.mute,
      [triageVerbs.showTriage]: lists.show,
      [triageVerbs.digestOff]: lists.digestOff,
    },
    deliver: createDeliverCards(shared),
    overhear: createOverhear({ ...shared, askAgain: tell.askAgain, actOnce: createActOnce({ ...shared, now }) }),
    mayAsk: createMayAsk({ cases: store, maySee }),
    ...tell,
  };
}
