import type { Conversation, ConversationStore } from '../access/delivery.ts';
import type { AccessStore } from '../access/store.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { checkingCard } from '../cards/checking-card.ts';
import { helpCard } from '../cards/help-card.ts';
import { instancesCard } from '../cards/instances-card.ts';
import { messageCard } from '../cards/message-card.ts';
import type { Command } from '../symptoms/command.ts';
import { type Tenant, TenantError } from '../tenant.ts';
import { channelOf, type IncomingMessage } from './activity.ts';
import type { Background } from './background.ts';
import type { Diagnoses } from './diagnoses.ts';
import type { Messenger } from './messenger.ts';
import { approvalsOf, requestsOf } from './request-lists.ts';

export interface CommandsDependencies {
  tenant: Tenant;
  diagnoses: Diagnoses;
  requests: AccessStore;
  conversations: ConversationStore;
  messenger: Messenger;
  background: Background;
  approvals: 'off' | 'bot-identity' | 'on-behalf-of';
}

/** Reads the group behind the team a message is from. */
export type ReadTeam = () => Promise<{ groupId?: string }>;

/** Carries out words of command. `team` is only called where a command needs it. */
export function createCommands(
  dependencies: CommandsDependencies,
): (command: Command, message: IncomingMessage, team: ReadTeam) => Promise<void> {
  const { tenant, diagnoses, requests, conversations, messenger, background, approvals } = dependencies;

  async function obey(
    { name }: Command,
    { conversation, from, teamId }: IncomingMessage,
    team: ReadTeam,
  ): Promise<void> {
    const { tenantId } = conversation;
    switch (name) {
      case 'diagnose':
        await diagnoses.begin(conversation, from, { kind: 'adt-403', principal: { kind: 'me' }, redacted: [] });
        return;
      case 'requests':
        await messenger.send(conversation, await requestsOf({ tenantId, person: from }, requests));
        return;
      case 'approvals':
        await messenger.send(conversation, await approvalsOf({ tenantId, person: from }, requests));
        return;
      case 'instances':
        return listInstances(conversation);
      case 'use-for-approvals':
        return useForApprovals(conversation, from.objectId, teamId === undefined ? undefined : team);
      default:
        await messenger.send(conversation, helpCard({ approvals }));
    }
  }

  async function listInstances(conversation: Conversation): Promise<void> {
    const activityId = await messenger.send(conversation, checkingCard({ what: 'which instances I can see' }));
    background.start('list of instances', async () => {
      const card = await tenant.findInstances({}).then(
        (instances) => instancesCard(instances),
        (error: unknown) => failed('I could not list the instances', error),
      );
      await messenger.update(conversation, activityId, card);
    });
  }

  /** Only an owner of the team may send other people's requests into its channel. */
  async function useForApprovals(
    conversation: Conversation,
    personObjectId: string,
    team: ReadTeam | undefined,
  ): Promise<void> {
    if (conversation.kind !== 'channel' || team === undefined) {
      const text = 'Say this in the channel that should get the approval cards, with a mention of me.';
      await messenger.send(conversation, messageCard({ title: 'This is not a channel', text }));
      return;
    }
    const { groupId } = await team();
    const activityId = await messenger.send(conversation, checkingCard({ what: 'whether you own this team' }));
    background.start('approvals channel', async () => {
      const card = await isOwner(groupId, personObjectId).then(
        async (owner) => {
          if (!owner)
            return messageCard({
              title: 'Only an owner of this team can do that',
              text: 'Ask a team owner to say it. Nothing was changed.',
            });
          const channel = channelOf(conversation);
          await conversations.remember(channel);
          await conversations.useForApprovals(channel.tenantId, channel.id);
          return messageCard({
            title: 'Approvals come here now',
            text: 'Access requests are posted in this channel: those that wait for a decision now, and new ones as they come. Only people who can assign roles on the instance can approve them.',
          });
        },
        (error: unknown) => failed('I could not check whether you own this team', error),
      );
      await messenger.update(conversation, activityId, card);
    });
  }

  async function isOwner(groupId: string | undefined, personObjectId: string): Promise<boolean> {
    if (groupId === undefined) return false;
    return (await tenant.groupOwners(groupId)).includes(personObjectId.toLowerCase());
  }

  return obey;
}

function failed(title: string, error: unknown): AdaptiveCard {
  const text = error instanceof TenantError ? error.message : 'Something went wrong on my side.';
  return messageCard({ title, text, next: 'Try again in a minute.' });
}
