import type { ConversationStore } from '../access/delivery.ts';
import { goneCard } from '../cards/gone-card.ts';
import type { TriageStore } from '../triage/store.ts';
import { caseInOwnChat } from './case-in-own-chat.ts';
import type { Messenger } from './messenger.ts';
import { whereReachable } from './where-reachable.ts';

export interface TellDeletedDiagnosisDependencies {
  cases: Pick<TriageStore, 'byDiagnosis'>;
  conversations: Pick<ConversationStore, 'get'>;
  messenger: Messenger;
}

/** A diagnosis that was deleted before its time, and the message with its card. */
export interface DeletedDiagnosis {
  tenantId: string;
  diagnosisId: string;
  conversationId: string;
  activityId: string;
}

/**
 * The card of a diagnosis that is not stored any more names nobody, and has no buttons that would do nothing. Where somebody
 * handed it over, it tells of the case all the same. Throws MessengerError 'failed'.
 */
export function createTellDeletedDiagnosis({
  cases,
  conversations,
  messenger,
}: TellDeletedDiagnosisDependencies): (deleted: DeletedDiagnosis) => Promise<void> {
  return async function tellDeletedDiagnosis({ tenantId, diagnosisId, conversationId, activityId }) {
    const there = await conversations.get(tenantId, conversationId);
    if (there === undefined) return;
    const one = await cases.byDiagnosis(tenantId, diagnosisId);
    const handedOver = there.kind === 'personal' ? one : undefined;
    const card = handedOver ? caseInOwnChat(handedOver, diagnosisId, there.userObjectId) : goneCard('diagnosis');
    await whereReachable(() => messenger.update(there, activityId, card));
  };
}
