import type { Conversation, ConversationStore } from '../access/delivery.ts';
import { checkingCard } from '../cards/checking-card.ts';
import { messageCard } from '../cards/message-card.ts';
import type { Tenant } from '../tenant.ts';
import { channelOf, type Sender } from './activity.ts';
import type { Background } from './background.ts';
import { failedCard } from './failed-card.ts';
import type { Messenger } from './messenger.ts';

/** Reads the group behind the team a message is from. */
export type ReadTeam = () => Promise<{ groupId?: string }>;

export interface UseChannelDependencies {
  tenant: Pick<Tenant, 'groupOwners'>;
  conversations: Pick<ConversationStore, 'remember'>;
  messenger: Messenger;
  background: Background;
}

/** What a channel is to be used for. */
export interface ChannelUse {
  /** In the title of the answer: 'Approvals come here now'. */
  done: { title: string; text: string };
  /** Where it was not said in a channel. */
  elsewhere: string;
  /** Stores it; the conversation is remembered. */
  use(channel: Conversation, groupId: string): Promise<void>;
}

export type UseChannel = (
  conversation: Conversation,
  from: Sender,
  /** Undefined outside of a team. */
  team: ReadTeam | undefined,
  what: ChannelUse,
) => Promise<void>;

/** A team's channel is used for something from now on, if an owner of the team says so. */
export function createUseChannel({ tenant, conversations, messenger, background }: UseChannelDependencies): UseChannel {
  return async function useChannel(conversation, { objectId }, team, { done, elsewhere, use }) {
    if (conversation.kind !== 'channel' || team === undefined) {
      await messenger.send(conversation, messageCard({ title: 'This is not a channel', text: elsewhere }));
      return;
    }
    const { groupId } = await team();
    const activityId = await messenger.send(conversation, checkingCard({ what: 'whether you own this team' }));
    background.start('use of a channel', async () => {
      const card = await isOwner(groupId, objectId).then(
        async (ownedId) => {
          if (ownedId === undefined) return notOwner;
          const channel = channelOf(conversation);
          await conversations.remember(channel);
          await use(channel, ownedId);
          return messageCard(done);
        },
        (error: unknown) => failedCard('I could not check whether you own this team', error),
      );
      await messenger.update(conversation, activityId, card);
    });
  };

  /** The group, where this person owns it. */
  async function isOwner(groupId: string | undefined, personObjectId: string): Promise<string | undefined> {
    if (groupId === undefined) return undefined;
    return (await tenant.groupOwners(groupId)).includes(personObjectId.toLowerCase()) ? groupId : undefined;
  }
}

const notOwner = messageCard({
  title: 'Only an owner of this team can do that',
  text: 'Ask a team owner to say it. Nothing was changed.',
});
