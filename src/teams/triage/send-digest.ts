import type { ConversationStore } from '../../access/delivery.ts';
import { digestCard } from '../../cards/digest-card.ts';
import type { DailyDigestDependencies } from '../../triage/daily-digest.ts';
import { type Messenger, MessengerError } from '../messenger.ts';

/** Sends the digest where the helpdesk is. Where the bot is not there any more it is left. Throws MessengerError 'failed'. */
export function createSendDigest({
  conversations,
  messenger,
  boardUrl,
}: {
  conversations: Pick<ConversationStore, 'get'>;
  messenger: Pick<Messenger, 'send'>;
  boardUrl?: string | undefined;
}): DailyDigestDependencies['send'] {
  return async function sendDigest({ tenantId, conversationId }, digest) {
    const conversation = await conversations.get(tenantId, conversationId);
    if (conversation === undefined) return;
    try {
      await messenger.send(conversation, digestCard({ ...digest, boardUrl }));
    } catch (error) {
      if (!(error instanceof MessengerError) || error.code !== 'unreachable') throw error;
    }
  };
}
