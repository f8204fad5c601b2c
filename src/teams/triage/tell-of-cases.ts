import type { Conversation, ConversationStore } from '../../access/delivery.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { assigneeNewsCard, type CaseNews, caseNewsCard } from '../../cards/case-news-card.ts';
import { chatAddress } from '../../cards/chat-link-card.ts';
import { joinedCard } from '../../cards/joined-card.ts';
import type { DiagnosisStore } from '../../diagnosis/record.ts';
import { type Tenant, TenantError } from '../../tenant.ts';
import type { Case } from '../../triage/case.ts';
import type { Incident } from '../../triage/incident.ts';
import { isOpen } from '../../triage/is-open.ts';
import { samePerson } from '../../triage/person.ts';
import type { CardPlace, SideMessage, TriageStore } from '../../triage/store.ts';
import { waitsForAnswer } from '../../triage/waits-for-answer.ts';
import type { Messenger } from '../messenger.ts';
import { sameId } from '../same-id.ts';
import { whereReachable } from '../where-reachable.ts';

export interface TellOfCasesDependencies {
  store: Pick<
    TriageStore,
    'case' | 'incident' | 'card' | 'history' | 'diagnosesOf' | 'putBeside' | 'dropBeside' | 'queueDeliver'
  >;
  records: Pick<DiagnosisStore, 'get'>;
  conversations: Pick<ConversationStore, 'get' | 'personal'>;
  messenger: Messenger;
  tenant: Pick<Tenant, 'user'>;
  /** What the helpdesk asked could be sent to nobody. */
  unreached: (asked: Case) => Promise<unknown>;
}

const DIRECTORY_WITHIN_MS = 3_000;

export interface CaseRef {
  tenantId: string;
  caseId: string;
}

/** `askedAt`: of several questions it is this one. */
export type ReporterNews = CaseRef &
  ({ news: 'asked'; askedAt: string } | { news: Exclude<CaseNews, 'asked'>; askedAt?: never });

/** New messages about a case, because an updated card rings no bell. */
export interface TellOfCases {
  tellReporter(job: ReporterNews): Promise<void>;
  tellAssignee(job: CaseRef & { version: number }): Promise<void>;
  /** The question of a case once more, for a reporter who has just written to the bot alone. */
  askAgain(one: Case): Promise<QuestionAgain>;
}

/** A copy of a question, which ends with it: of the message that shows it this has to be told. */
export interface QuestionAgain {
  card: AdaptiveCard;
  shown(message: CardPlace): Promise<void>;
  /** The message is to show something else from now on. */
  replaced(message: CardPlace): Promise<void>;
}

/**
 * What is overtaken when its turn comes is not told. A question is remembered, so that its buttons end with it; one that
 * could not be sent to anywhere is given back; of other news that could not the case's card shows what it would have said.
 * Throws MessengerError 'failed'.
 */
export function createTellOfCases({
  store,
  records,
  conversations,
  messenger,
  tenant,
  unreached,
}: TellOfCasesDependencies): TellOfCases {
  async function tellReporter({ tenantId, caseId, news, askedAt }: ReporterNews): Promise<void> {
    const one = await store.case(tenantId, caseId);
    if (one === undefined || !isStillNews(one, news, askedAt)) return;
    // One that was opened again by itself belongs to no incident.
    const withIncident = news === 'incident-resolved' || news === 'reopened';
    const incident =
      withIncident && one.incidentId !== undefined ? await store.incident(tenantId, one.incidentId) : undefined;
    if (incident !== undefined) await updateJoinedCards(one, incident);
    const sent = await sendToFirst(await reporterPlaces(one), async ({ kind }) =>
      kind === 'personal' && news === 'asked'
        ? askInChat(one, 'chat')
        : caseNewsCard(one, news, { where: WHERE[kind], ...(incident && { incident }) }),
    );
    if (news !== 'asked') return;
    if (sent === undefined) await unreached(one);
    else await remember(one, { ...sent, askedAt });
  }

  async function remember({ tenantId, id }: Case, question: SideMessage): Promise<void> {
    const subject = { kind: 'case', id } as const;
    await store.putBeside(tenantId, subject, question);
    // What came in between knew nothing of it.
    const one = await store.case(tenantId, id);
    if (one !== undefined && !isStillNews(one, 'asked', question.askedAt))
      await store.queueDeliver(tenantId, [subject]);
  }

  async function askAgain(one: Case): Promise<QuestionAgain> {
    const { tenantId, id, status } = one;
    return {
      card: await askInChat(one, 'own-words'),
      shown: (message) => remember(one, { ...message, askedAt: status.at }),
      replaced: (message) => store.dropBeside(tenantId, { kind: 'case', id }, message),
    };
  }

  async function askInChat(one: Case, where: 'chat' | 'own-words'): Promise<AdaptiveCard> {
    const chatUrl = await chatWithAsker(one);
    return caseNewsCard(one, 'asked', { where, ...(chatUrl !== undefined && { chatUrl }) });
  }

  async function tellAssignee({ tenantId, caseId, version }: CaseRef & { version: number }): Promise<void> {
    const [one, history] = await Promise.all([store.case(tenantId, caseId), store.history(tenantId, caseId)]);
    const given = history.findLast(({ what }) => what === 'assign' || what === 'claim');
    // Who has it since knows, or is told by a job of his own; and what was written is not for him.
    if (given?.version !== version || one?.assignee === undefined || !isOpen(one)) return;
    const [own, card] = await Promise.all([
      conversations.personal(tenantId, one.assignee.objectId),
      store.card(tenantId, { kind: 'case', id: caseId }),
    ]);
    // Somebody without the bot in his own chat reads it where the case is.
    const there =
      card?.conversationId === undefined ? undefined : await conversations.get(tenantId, card.conversationId);
    await sendToFirst([own, there], async () => assigneeNewsCard(one, given));
  }

  /** Undefined where the directory does not say; the person is named all the same. */
  async function chatWithAsker({ tenantId, status, number }: Case): Promise<string | undefined> {
    if (status.state !== 'waiting-for-reporter' || status.by === undefined) return undefined;
    try {
      const user = await tenant.user(status.by.objectId, { signal: AbortSignal.timeout(DIRECTORY_WITHIN_MS) });
      return user && chatAddress(tenantId, user.userPrincipalName, `About case ${number}: `);
    } catch (error) {
      if (!(error instanceof TenantError)) throw error;
      return undefined;
    }
  }

  /** Where he reported it, else his own chat. Nobody else's own chat, whoever pointed at his message there. */
  async function reporterPlaces({ tenantId, reporter, origin }: Case): Promise<(Conversation | undefined)[]> {
    const [there, own] = await Promise.all([
      conversations.get(tenantId, origin.conversationId),
      conversations.personal(tenantId, reporter.objectId),
    ]);
    const isHis = there?.kind !== 'personal' || sameId(there.userObjectId ?? reporter.objectId, reporter.objectId);
    return [isHis ? there : undefined, own];
  }

  /** What told of the open incident tells that it is over, and the other way round. */
  async function updateJoinedCards({ tenantId, id }: Case, incident: Incident): Promise<void> {
    for (const diagnosisId of await store.diagnosesOf(tenantId, id)) {
      const record = await records.get(tenantId, diagnosisId);
      if (record?.joins !== incident.id || record.diagnosis !== undefined || record.activityId === undefined) continue;
      const { activityId } = record;
      const conversation = await conversations.get(tenantId, record.conversationId);
      if (conversation === undefined) continue;
      await whereReachable(() =>
        messenger.update(conversation, activityId, joinedCard(incident, record.id, record.unasked)),
      );
    }
  }

  async function sendToFirst(
    places: readonly (Conversation | undefined)[],
    draw: (place: Conversation) => Promise<AdaptiveCard>,
  ): Promise<SideMessage | undefined> {
    const tried = new Set<string>();
    for (const place of places) {
      if (place === undefined || tried.has(place.id)) continue;
      tried.add(place.id);
      const activityId = await whereReachable(() => messenger.send(place, () => draw(place)));
      if (activityId !== undefined) return { conversationId: place.id, activityId };
    }
    return undefined;
  }

  return { tellReporter, tellAssignee, askAgain };
}

const WHERE = { personal: 'chat', group: 'group', channel: 'thread' } as const;

/** He opened it again himself after somebody else had, which is what the news would be about. */
function reopenedByReporter({ status, reporter }: Case): boolean {
  return 'reopened' in status && samePerson(status.reopened?.by, reporter);
}

function isStillNews(one: Case, news: CaseNews, askedAt: string | undefined): boolean {
  const { status } = one;
  switch (news) {
    case 'asked':
      return waitsForAnswer(one, askedAt);
    case 'resolved':
      return status.state === 'resolved' && status.how === 'by-hand' && !samePerson(status.by, one.reporter);
    case 'incident-resolved':
      return status.state === 'resolved' && status.how === 'incident';
    case 'no-answer':
      return status.state === 'resolved' && status.how === 'no-answer';
    case 'reopened':
      return isOpen(one) && !reopenedByReporter(one);
  }
}
