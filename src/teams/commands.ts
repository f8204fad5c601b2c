import type { Conversation, ConversationStore } from '../access/delivery.ts';
import type { AccessStore } from '../access/store.ts';
import { checkingCard } from '../cards/checking-card.ts';
import { helpCard } from '../cards/help-card.ts';
import { instancesCard } from '../cards/instances-card.ts';
import type { Command } from '../symptoms/command.ts';
import type { Tenant } from '../tenant.ts';
import type { IncomingMessage } from './activity.ts';
import type { Background } from './background.ts';
import type { Diagnoses } from './diagnoses.ts';
import { failedCard } from './failed-card.ts';
import type { Messenger } from './messenger.ts';
import { approvalsOf, requestsOf } from './request-lists.ts';
import type { TriageCommands } from './triage/triage-commands.ts';
import type { ReadTeam, UseChannel } from './use-channel.ts';

export interface CommandsDependencies {
  tenant: Tenant;
  diagnoses: Diagnoses;
  requests: AccessStore;
  conversations: ConversationStore;
  messenger: Messenger;
  background: Background;
  useChannel: UseChannel;
  triageCommands: TriageCommands;
  approvals: 'off' | 'bot-identity' | 'on-behalf-of';
}

/** Carries out words of command. `team` is only called where a command needs it. */
export function createCommands(
  dependencies: CommandsDependencies,
): (command: Command, message: IncomingMessage, team: ReadTeam) => Promise<void> {
  const { tenant, diagnoses, requests, conversations, messenger, background, useChannel, triageCommands, approvals } =
    dependencies;

  async function obey(command: Command, message: IncomingMessage, team: ReadTeam): Promise<void> {
    const { conversation, from, teamId } = message;
    const { tenantId } = conversation;
    const ofTeam = teamId === undefined ? undefined : team;
    switch (command.name) {
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
        return useChannel(conversation, from, ofTeam, {
          elsewhere: 'Say this in the channel that should get the approval cards, with a mention of me.',
          done: {
            title: 'Approvals come here now',
            text: 'Access requests are posted in this channel: those that wait for a decision now, and new ones as they come. Only people who can assign roles on the instance can approve them.',
          },
          taken: 'Approvals go to another team',
          standing: () => conversations.approvalsUse(tenantId),
          use: (channel, left) => conversations.useForApprovals(tenantId, channel, left),
        });
      case 'use-for-triage':
        return triageCommands.useHere(message, ofTeam);
      case 'triage':
        return triageCommands.list(message, command.words);
      case 'triage-case':
        return triageCommands.find(message, command.number);
      case 'triage-unknown':
        return triageCommands.hint(message, command.why);
      case 'my-cases':
        return triageCommands.mine(message);
      case 'digest-on':
        return triageCommands.digest(message, true);
      case 'digest-off':
        return triageCommands.digest(message, false);
      default:
        await messenger.send(conversation, helpCard({ approvals }));
    }
  }

  async function listInstances(conversation: Conversation): Promise<void> {
    const activityId = await messenger.send(conversation, checkingCard({ what: 'which instances I can see' }));
    background.start('list of instances', async () => {
      const card = await tenant.findInstances({}).then(
        (instances) => instancesCard(instances),
        (error: unknown) => failedCard('I could not list the instances', error),
      );
      await messenger.update(conversation, activityId, card);
    });
  }

  return obey;
}
