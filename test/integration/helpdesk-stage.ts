/** The helpdesk's team with its channel, and the floor where people report trouble. */
import type { Message } from '../support/teams-double/connector.ts';
import { type Conversation, messagesIn } from '../support/teams-double/conversation.ts';
import type { Channel } from '../support/teams-double/teams.ts';
import { type Stage, type StageOptions, setStage, type Who } from './stage.ts';

export interface HelpdeskStage extends Stage {
  helpdesk: Channel;
  floor: Channel;
  /** A channel of its own, for Teams limits what a bot sends to one. */
  channel(): Channel;
  /** Somebody reports a 403 on the floor, unasked, and has seen the diagnosis. Gives the card and its thread. */
  reports(who: Who, text?: string): Promise<{ card: Message; thread: Conversation }>;
  /** The newest card of the helpdesk's channel that says this. */
  card(text: RegExp): Promise<Message>;
}

/** Megan, who owns the helpdesk's team, has said where cases go; unless `silent`. */
export async function setHelpdesk({
  silent,
  ...options
}: StageOptions & { silent?: true } = {}): Promise<HelpdeskStage> {
  const stage = await setStage(options);
  const groupId = (name: string) => stage.tenant.state.groups.find(({ displayName }) => displayName === name)?.id ?? '';
  const helpdesk = stage.teams.team({ name: 'Helpdesk', groupId: groupId('Helpdesk') });
  const floor = stage.teams.team({ name: 'Digital Twins', groupId: groupId('Digital Twins') });
  if (!silent) {
    await stage.person('megan').says('use this channel for triage', helpdesk.thread());
    await stage.person('megan').sees(/Cases come here now/, { in: helpdesk });
  }
  return Object.assign(stage, {
    helpdesk,
    floor,
    channel: () => stage.teams.team({ name: 'Line', groupId: stage.tenant.state.groups[0]?.id ?? '' }),
    async reports(who: Who, text = 'I get 403 on plant-a when I query twins') {
      const person = stage.person(who);
      const thread = await person.posts(text, floor);
      return { card: await person.sees(/Who can fix it:|You are not the only one/, { in: thread }), thread };
    },
    card: (text: RegExp) => stage.person('megan').sees(text, { in: helpdesk }),
  });
}

/** Everything that was ever shown in channels. */
export function shownInChannels({ teams }: Stage, ...channels: Conversation[]): string[] {
  return channels
    .flatMap((channel) => messagesIn(teams.connector, channel))
    .flatMap(({ versions }) => versions.map((version) => JSON.stringify(version.card ?? version.text)));
}
