import type { ChannelLeft, ConversationStore } from '../access/delivery.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { publicName } from '../cards/case-words.ts';
import { messageCard } from '../cards/message-card.ts';
import { type Tenant, TenantError } from '../tenant.ts';
import { type Messenger, MessengerError } from './messenger.ts';

export interface TellLeftChannelDependencies {
  conversations: Pick<ConversationStore, 'get'>;
  messenger: Messenger;
  tenant: Pick<Tenant, 'user'>;
}

/** What the channel was used for. */
export interface LeftChannel extends ChannelLeft {
  tenantId: string;
  use: 'approvals' | 'triage';
}

const DIRECTORY_WITHIN_MS = 3_000;

/** Tells a channel that it is used no more, by whom and where to that has gone. Throws MessengerError 'failed'. */
export function createTellLeftChannel({
  conversations,
  messenger,
  tenant,
}: TellLeftChannelDependencies): (left: LeftChannel) => Promise<void> {
  return async function tellLeftChannel({ tenantId, conversationId, use, by, to }) {
    const channel = await conversations.get(tenantId, conversationId);
    if (channel === undefined) return;
    try {
      await messenger.send(channel, leftCard(use, (await nameOf(by)) ?? 'An owner', to));
    } catch (error) {
      if (!(error instanceof MessengerError) || error.code !== 'unreachable') throw error;
    }
  };

  async function nameOf(objectId: string): Promise<string | undefined> {
    try {
      const user = await tenant.user(objectId, { signal: AbortSignal.timeout(DIRECTORY_WITHIN_MS) });
      return user && publicName(user.displayName);
    } catch (error) {
      if (!(error instanceof TenantError)) throw error;
      return undefined;
    }
  }
}

function leftCard(use: LeftChannel['use'], who: string, to: ChannelLeft['to']): AdaptiveCard {
  const where =
    to.team === 'same'
      ? 'another channel of this team'
      : to.name === undefined
        ? 'another team'
        : `“${publicName(to.name)}”`;
  const whose = to.team === 'same' ? 'an owner of this team' : 'whoever owns both teams';
  return use === 'triage'
    ? messageCard({
        title: 'The helpdesk has moved',
        text: `${who} has moved it to ${where}. What is open is there now, and its cards here say where. What is over stays here.`,
        next: `Not meant? Then ${whose} says “use this channel for triage” here.`,
      })
    : messageCard({
        title: 'Approvals go elsewhere now',
        text: `${who} has moved them to ${where}. What waits for a decision is there too.`,
        next: `Not meant? Then ${whose} says “use this channel for approvals” here.`,
      });
}
