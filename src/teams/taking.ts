import type { Conversation } from '../access/delivery.ts';
import type { Taking } from '../diagnosis/record.ts';

/**
 * Teams delivers a message again under the same id where it was not answered within 15 seconds
 * (MicrosoftDocs/msteams-docs#6084), and does not say for how long; nobody has seen a day.
 */
const DAY_MS = 86_400_000;

/** That this message of this conversation is answered, for so long. Pure. */
export function takingOf(
  { tenantId, id }: Pick<Conversation, 'tenantId' | 'id'>,
  messageId: string,
  now: Date,
  forMs = DAY_MS,
): Taking {
  const until = new Date(now.getTime() + forMs).toISOString();
  return { tenantId, conversationId: id, messageId, at: now.toISOString(), until };
}

/** The id of a message as it is taken for what it means to a case, apart from the answer to it. */
export function asHeard(messageId: string): string {
  return `heard ${messageId}`;
}
