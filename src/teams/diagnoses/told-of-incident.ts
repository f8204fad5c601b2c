/** Who reports what an open incident explains is told of that, and looked at only once it does no more. */
import type { Conversation, ConversationStore } from '../../access/delivery.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { checkingCard } from '../../cards/checking-card.ts';
import { joinedCard } from '../../cards/joined-card.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../../diagnosis/record.ts';
import type { Incident } from '../../triage/incident.ts';
import type { KnownIncident } from '../../triage/known-incident.ts';
import type { TriageStore } from '../../triage/store.ts';
import type { Messenger } from '../messenger.ts';
import { sayReadInPart } from '../read-in-part.ts';
import { inWords } from '../run-diagnosis.ts';
import type { PostedRecord } from './first-card.ts';
import type { Posts } from './posts.ts';
import type { DiagnosisRuns } from './runs.ts';

export interface ToldDependencies {
  store: Pick<DiagnosisStore, 'conclude' | 'beginTold'>;
  conversations: Pick<ConversationStore, 'get'>;
  messenger: Messenger;
  knownIncident: KnownIncident;
  incident: TriageStore['incident'];
  now: () => Date;
}

export interface ToldOfIncident {
  /** The open incident that explains this report, where it becomes a case. */
  incidentBehind(record: DiagnosisRecord): Promise<Incident | undefined>;
  /** Nothing is looked up: the case joins the incident, and hears of it. Undefined where its messages are answered already. */
  tellOf(
    incident: Incident,
    record: DiagnosisRecord,
    conversation: Conversation,
    messageIds?: readonly string[],
  ): Promise<DiagnosisRecord | undefined>;
  /** The same of what is stored as told of it, and was left before it was. */
  tellAgain(incident: Incident, record: DiagnosisRecord, conversation: Conversation): Promise<void>;
  /**
   * Looks, in the same card, at what was told of an incident instead and is not part of that any more. Of those who try at
   * once, on whatever replica, one looks; the others do nothing.
   */
  lookAfterAll(told: DiagnosisRecord): Promise<void>;
}

export function createToldOfIncident(
  { store, conversations, messenger, knownIncident, incident: incidentOf, now }: ToldDependencies,
  { post, show }: Posts,
  { cardOn, startAgain }: DiagnosisRuns,
): ToldOfIncident {
  async function incidentBehind({ tenantId, triaged, report }: DiagnosisRecord): Promise<Incident | undefined> {
    return triaged ? knownIncident(tenantId, report) : undefined;
  }

  async function tellOf(
    incident: Incident,
    record: DiagnosisRecord,
    conversation: Conversation,
    messageIds?: readonly string[],
  ): Promise<DiagnosisRecord | undefined> {
    const card = cardOf(incident, record);
    const sent = await post({ ...record, joins: incident.id }, conversation, card, messageIds);
    return sent && concludeTold(sent, incident, conversation);
  }

  async function tellAgain(incident: Incident, record: DiagnosisRecord, conversation: Conversation): Promise<void> {
    const sent = await show(record, conversation, cardOf(incident, record));
    if (sent !== undefined) await concludeTold(sent, incident, conversation);
  }

  async function concludeTold(
    sent: PostedRecord,
    incident: Incident,
    conversation: Conversation,
  ): Promise<DiagnosisRecord> {
    const told: DiagnosisRecord = { ...sent, state: 'done' };
    try {
      // Whoever redraws the cards of an incident that ends finds none that is still being sent.
      const latest = await incidentOf(sent.tenantId, incident.id);
      if (latest !== undefined && latest.status.state !== incident.status.state) {
        await messenger.update(conversation, sent.activityId, cardOf(latest, sent));
      }
    } finally {
      // Who has pressed “Diagnose mine” meanwhile is being looked at.
      await store.conclude(told, true);
    }
    return told;
  }

  async function lookAfterAll(told: DiagnosisRecord): Promise<void> {
    const conversation = await conversations.get(told.tenantId, told.conversationId);
    // Nothing can be shown there any more.
    if (conversation === undefined) return;
    const begun = await store.beginTold(told, now().toISOString());
    if (begun === undefined) return;
    await startAgain(begun, conversation);
    const { id, activityId, report } = begun;
    if (activityId !== undefined) cardOn(id, conversation, activityId).show(checkingCard({ what: inWords(report) }));
  }

  return { incidentBehind, tellOf, tellAgain, lookAfterAll };
}

function cardOf(incident: Incident, record: DiagnosisRecord): AdaptiveCard {
  return sayReadInPart(joinedCard(incident, record.id, record.unasked), record);
}
