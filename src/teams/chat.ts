import type { Conversation, ConversationStore } from '../access/delivery.ts';
import type { AccessStore } from '../access/store.ts';
import { approvalsCard } from '../cards/approvals-card.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { checkingCard } from '../cards/checking-card.ts';
import { helpCard } from '../cards/help-card.ts';
import { instancesCard } from '../cards/instances-card.ts';
import { messageCard } from '../cards/message-card.ts';
import { requestsCard } from '../cards/requests-card.ts';
import { unclearCard } from '../cards/unclear-card.ts';
import { welcomeCard } from '../cards/welcome-card.ts';
import { type Command, readCommand } from '../symptoms/command.ts';
import { readSymptoms } from '../symptoms/read-symptoms.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import { type Tenant, TenantError } from '../tenant.ts';
import { channelOf, type IncomingMessage } from './activity.ts';
import type { Background } from './background.ts';
import type { Diagnoses } from './diagnoses.ts';
import type { Messenger } from './messenger.ts';

export interface ChatDependencies {
  tenant: Tenant;
  diagnoses: Diagnoses;
  requests: AccessStore;
  conversations: ConversationStore;
  messenger: Messenger;
  background: Background;
  approvals: 'off' | 'bot-identity';
}

export interface Chat {
  /** `team` reads the group behind the team the message is from; it is only called where a command needs it. */
  onMessage(message: IncomingMessage, team: () => Promise<{ groupId?: string }>): Promise<void>;
  /** The bot was added to a conversation. */
  onAdded(conversation: Conversation): Promise<void>;
  onRemoved(conversation: Conversation): Promise<void>;
}

const mostListed = 10;

export function createChat(dependencies: ChatDependencies): Chat {
  const { tenant, diagnoses, requests, conversations, messenger, background, approvals } = dependencies;

  async function onMessage(message: IncomingMessage, team: () => Promise<{ groupId?: string }>): Promise<void> {
    const { conversation, text } = message;
    if (conversation.kind === 'personal') await conversations.remember(conversation);
    const command = readCommand(text);
    if (command !== undefined) return obey(command, message, team);
    return answer(readSymptoms(text), message);
  }

  async function answer(report: SymptomReport, { conversation, from }: IncomingMessage): Promise<void> {
    const say = (card: AdaptiveCard) => messenger.send(conversation, card);
    switch (report.kind) {
      case 'adt-403':
      case 'adt-other':
      case 'other-service':
        await diagnoses.begin(conversation, from, report);
        break;
      case 'access-request':
        if (isForSelf(report, from.objectId)) await diagnoses.begin(conversation, from, report);
        else await say(askThemselves());
        break;
      case 'chatter':
        // In a channel the bot stays out of other people's talk.
        if (conversation.kind === 'personal') await say(friendly());
        break;
      default:
        await say(unclearCard());
    }
    if (report.redacted.length > 0) await say(secretSeen(report.redacted));
  }

  async function obey(
    { name }: Command,
    { conversation, from, teamId }: IncomingMessage,
    team: () => Promise<{ groupId?: string }>,
  ): Promise<void> {
    const { tenantId } = conversation;
    switch (name) {
      case 'diagnose':
        return diagnoses.begin(conversation, from, { kind: 'adt-403', principal: { kind: 'me' }, redacted: [] });
      case 'requests':
        await messenger.send(
          conversation,
          requestsCard(await requests.byRequester(tenantId, from.objectId, mostListed)),
        );
        return;
      case 'approvals': {
        // Somebody else's request is shown to whom it was sent, nobody else.
        const pending = await requests.pending(tenantId, 100);
        const mine = pending.filter(({ approvers }) => approvers.some(({ objectId }) => objectId === from.objectId));
        await messenger.send(conversation, approvalsCard(mine.slice(0, mostListed)));
        return;
      }
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
    team: (() => Promise<{ groupId?: string }>) | undefined,
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
            text: 'New access requests are posted in this channel. Only people who can assign roles on the instance can approve them.',
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

  async function onAdded(conversation: Conversation): Promise<void> {
    await conversations.remember(conversation);
    await messenger.send(conversation, welcomeCard());
  }

  return {
    onMessage,
    onAdded,
    onRemoved: ({ tenantId, id }) => conversations.forget(tenantId, id),
  };
}

function isForSelf({ principal }: SymptomReport, askerId: string): boolean {
  return principal === undefined || principal.kind === 'me' || principal.id?.toLowerCase() === askerId.toLowerCase();
}

function askThemselves(): AdaptiveCard {
  return messageCard({
    title: 'I can only ask for you yourself',
    text: 'Access for somebody else has to be asked for by that person, who can write to me in the same way.',
    next: 'An Owner of the instance can also give the role directly.',
  });
}

function friendly(): AdaptiveCard {
  return messageCard({ title: 'Glad to help', text: 'When Azure Digital Twins answers 403, paste the error here.' });
}

const kindsOfSecret: Record<string, string> = {
  jwt: 'an access token',
  'client-secret': 'a client secret',
  sas: 'a SAS signature',
};

function secretSeen(kinds: readonly string[]): AdaptiveCard {
  const named = [...new Set(kinds)].map((kind) => kindsOfSecret[kind] ?? kind.replaceAll('-', ' '));
  return messageCard({
    title: 'There was a secret in your message',
    text: `I saw ${named.join(', ')} and neither stored nor passed it on. It is still in this chat.`,
    next: 'Delete the message and replace the secret.',
  });
}

function failed(title: string, error: unknown): AdaptiveCard {
  const text = error instanceof TenantError ? error.message : 'Something went wrong on my side.';
  return messageCard({ title, text, next: 'Try again in a minute.' });
}
