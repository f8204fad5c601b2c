import type { ConversationStore } from '../../access/delivery.ts';
import { typedSecretCard } from '../../cards/secret-card.ts';
import type { CardClick } from '../activity.ts';
import type { Background } from '../background.ts';
import type { Messenger } from '../messenger.ts';
import type { ClickHandler } from './answer.ts';
import { secretsIn } from './fields.ts';

export interface WarnOfSecretsDependencies {
  conversations: Pick<ConversationStore, 'personal'>;
  messenger: Pick<Messenger, 'send'>;
  background: Background;
}

/**
 * Handles clicks as before, and tells whoever typed a secret into a form that it was seen: in the own chat, if there is
 * one, whatever became of the click.
 */
export function warningOfSecrets(
  handle: ClickHandler,
  { conversations, messenger, background }: WarnOfSecretsDependencies,
): ClickHandler {
  async function warn({ conversation, from }: CardClick, kinds: string[]): Promise<void> {
    const place = (await conversations.personal(conversation.tenantId, from.objectId)) ?? conversation;
    await messenger.send(place, typedSecretCard(kinds, place.kind === 'personal' ? undefined : from.displayName));
  }

  return async function handleAndWarn(click) {
    const answer = await handle(click);
    const kinds = secretsIn(click.data);
    // A click that first takes a sign-in comes again with it.
    if (kinds.length > 0 && answer.kind !== 'invoke') {
      background.start('warning of a secret', () => warn(click, kinds));
    }
    return answer;
  };
}
