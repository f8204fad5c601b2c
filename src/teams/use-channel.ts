import type { ChannelInUse, ChannelLeft, Conversation, ConversationStore } from '../access/delivery.ts';
import type { Written } from '../access/store.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { publicName } from '../cards/case-words.ts';
import { checkingCard } from '../cards/checking-card.ts';
import { messageCard } from '../cards/message-card.ts';
import { names } from '../cards/names.ts';
import type { Tenant } from '../tenant.ts';
import { channelOf, type Sender } from './activity.ts';
import type { Background } from './background.ts';
import { failedCard } from './failed-card.ts';
import { mayTake } from './may-take-channel.ts';
import type { Messenger } from './messenger.ts';
import { sameId } from './same-id.ts';

/** Reads the group behind the team a message is from, and what the team is called. */
export type ReadTeam = () => Promise<Team>;

interface Team {
  groupId?: string;
  name?: string;
}

export interface UseChannelDependencies {
  tenant: Pick<Tenant, 'groupOwners' | 'directoryObjects'>;
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
  /** Title of the answer where it is another team's, and stays there. */
  taken: string;
  /** The channel that is used now. */
  standing(): Promise<ChannelInUse | undefined>;
  /** Stores it, if `left` still stands; the conversation is remembered. */
  use(channel: ChannelInUse, left: ChannelLeft | undefined): Promise<Written>;
}

export type UseChannel = (
  conversation: Conversation,
  from: Sender,
  /** Undefined outside of a team. */
  team: ReadTeam | undefined,
  what: ChannelUse,
) => Promise<void>;

/**
 * A team's channel is used for something from now on, if an owner of the team says so. Whoever would take it from another
 * team has to own that one too, as far as it exists. What could not be read is no.
 */
export function createUseChannel({ tenant, conversations, messenger, background }: UseChannelDependencies): UseChannel {
  return async function useChannel(conversation, from, team, what) {
    if (conversation.kind !== 'channel' || team === undefined) {
      await messenger.send(conversation, messageCard({ title: 'This is not a channel', text: what.elsewhere }));
      return;
    }
    const here = await team();
    const activityId = await messenger.send(conversation, checkingCard({ what: 'whether you own this team' }));
    background.start('use of a channel', async () => {
      const card = await take(channelOf(conversation), from, here, what).catch((error: unknown) =>
        failedCard('I could not check whether you own the team', error),
      );
      await messenger.update(conversation, activityId, card);
    });
  };

  async function take(
    channel: Conversation,
    { objectId }: Sender,
    { groupId, name }: Team,
    what: ChannelUse,
  ): Promise<AdaptiveCard> {
    if (groupId === undefined) return notOwner;
    // Again where somebody was first: what stands then is what has to be left.
    for (;;) {
      const standing = await what.standing();
      const isOther = standing !== undefined && !sameId(standing.groupId, groupId);
      const [here, there] = await Promise.all([
        tenant.groupOwners(groupId),
        isOther ? ownersOf(standing.groupId) : undefined,
      ]);
      const may = mayTake(objectId, here, there);
      if (may === 'not-owner-here') return notOwner;
      if (may === 'not-owner-there') return takenCard(what.taken, standing?.groupId ?? '', there ?? []);
      await conversations.remember(channel);
      const left: ChannelLeft | undefined = standing && {
        conversationId: standing.conversationId,
        by: objectId,
        to: isOther ? { team: 'other', ...(name !== undefined && { name }) } : { team: 'same' },
      };
      if ((await what.use({ conversationId: channel.id, groupId }, left)) === 'written') return messageCard(what.done);
    }
  }

  /** Undefined where there is no such team any more: what stood in it stands no more. */
  async function ownersOf(groupId: string): Promise<readonly string[] | undefined> {
    const owners = await tenant.groupOwners(groupId);
    // A group that the directory does not know has none either.
    return owners.length > 0 || (await tenant.directoryObjects([groupId])).length > 0 ? owners : undefined;
  }

  async function takenCard(title: string, groupId: string, owners: readonly string[]): Promise<AdaptiveCard> {
    const called = await tenant.directoryObjects([groupId, ...owners]).catch(() => []);
    const team = called.find((each) => sameId(each.objectId, groupId));
    const people = called.filter((each) => each !== team).map(({ displayName }) => publicName(displayName));
    const theTeam = team === undefined ? 'that team' : `“${publicName(team.displayName)}”`;
    const owner = people.length > 0 ? names(people) : 'an owner of that team';
    return messageCard({
      title,
      text: `It is in ${team === undefined ? 'another team' : theTeam}. Only somebody who owns both teams can move it here. Nothing was changed.`,
      next:
        owners.length === 0
          ? `Nobody owns ${theTeam}. An administrator of Teams can give it an owner, or take me out of it; then say this again.`
          : `Ask ${owner}: whoever owns ${theTeam} and this team says this here, or takes me out of ${theTeam}; then you can say it again.`,
    });
  }
}

const notOwner = messageCard({
  title: 'Only an owner of this team can do that',
  text: 'Ask a team owner to say it. Nothing was changed.',
});
