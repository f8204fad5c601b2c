import type { ConversationStore } from '../../access/delivery.ts';
import type { DiagnosisStore } from '../../diagnosis/record.ts';
import type { Case } from '../../triage/case.ts';
import type { TriageStore } from '../../triage/store.ts';
import { caseInOwnChat } from '../case-in-own-chat.ts';
import type { Messenger } from '../messenger.ts';
import { whereReachable } from '../where-reachable.ts';

export interface ShowInChatsDependencies {
  store: Pick<TriageStore, 'diagnosesOf' | 'shownInChats' | 'saveShownInChats'>;
  records: Pick<DiagnosisStore, 'get'>;
  conversations: Pick<ConversationStore, 'get'>;
  messenger: Pick<Messenger, 'update'>;
}

/**
 * Shows whoever handed a diagnosis over, his own or another's, in its message in his own chat where the case stands: once for
 * each version, and again only where the process dies or Teams fails before all of them are written. Throws MessengerError
 * 'failed'.
 */
export function createShowInChats({
  store,
  records,
  conversations,
  messenger,
}: ShowInChatsDependencies): (one: Case) => Promise<void> {
  return async function showInChats(one) {
    const { tenantId, id, version } = one;
    const shown = await store.shownInChats(tenantId, id);
    if (shown !== undefined && shown >= version) return;
    const writes = (await Promise.all((await store.diagnosesOf(tenantId, id)).map((each) => inChat(one, each)))).filter(
      (write) => write !== undefined,
    );
    if (shown === undefined) {
      if (writes.length === 0) return;
      // From now on it is known that there are such, and what is not written is found by that.
      await store.saveShownInChats(tenantId, id, 0);
    }
    for (const write of writes) await whereReachable(write);
    await store.saveShownInChats(tenantId, id, version);
  };

  /** Undefined where the diagnosis was answered where others read along, or there is no message of it any more. */
  async function inChat(one: Case, diagnosisId: string): Promise<(() => Promise<void>) | undefined> {
    const record = await records.get(one.tenantId, diagnosisId);
    const chat = record && (await conversations.get(record.tenantId, record.conversationId));
    if (record?.activityId === undefined || chat?.kind !== 'personal') return undefined;
    const { activityId, askedBy } = record;
    return () => messenger.update(chat, activityId, caseInOwnChat(one, diagnosisId, askedBy.objectId));
  }
}
