import type { AdaptiveCard } from '../../cards/card.ts';
import { checkingCard } from '../../cards/checking-card.ts';
import { digestOffCard } from '../../cards/digest-card.ts';
import { foundCaseCard } from '../../cards/found-case-card.ts';
import { handedOverCard } from '../../cards/handed-over-card.ts';
import { messageCard } from '../../cards/message-card.ts';
import { ownCasesCard } from '../../cards/own-cases-card.ts';
import { CASES_A_PAGE } from '../../cards/triage-card.ts';
import type { TriageFilters } from '../../cards/triage-filters.ts';
import type { TriageWords } from '../../symptoms/triage-words.ts';
import { OPEN_STATES } from '../../triage/case.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import type { TriageStore } from '../../triage/store.ts';
import { messageLink } from '../../triage/thread-link.ts';
import type { IncomingMessage } from '../activity.ts';
import type { Background } from '../background.ts';
import { channelIdOf } from '../channel-id.ts';
import { failedCard } from '../failed-card.ts';
import type { Messenger } from '../messenger.ts';
import type { ReadTeam, UseChannel } from '../use-channel.ts';
import type { DrawTriage } from './draw-triage.ts';

export interface TriageCommandsDependencies {
  triage: Pick<TriageStore, 'channel' | 'useChannel' | 'setDigest' | 'search' | 'cases' | 'cardPlaces'>;
  helpdesk: Helpdesk;
  drawTriage: DrawTriage;
  useChannel: UseChannel;
  messenger: Messenger;
  background: Background;
}

export interface TriageCommands {
  list(message: IncomingMessage, words: TriageWords): Promise<void>;
  /** Those that somebody has taken; whoever is not of the helpdesk sees in his own chat those that he reported. */
  mine(message: IncomingMessage): Promise<void>;
  /** One case, by what people call it. Who reported it finds it in his own chat. */
  find(message: IncomingMessage, number: number): Promise<void>;
  /** For a list that was not understood. `why`: where that is known. */
  hint(message: IncomingMessage, why?: 'two-owners'): Promise<void>;
  useHere(message: IncomingMessage, team: ReadTeam | undefined): Promise<void>;
  digest(message: IncomingMessage, on: boolean): Promise<void>;
}

/** What the helpdesk says to the bot. */
export function createTriageCommands({
  triage,
  helpdesk,
  drawTriage,
  useChannel,
  messenger,
  background,
}: TriageCommandsDependencies): TriageCommands {
  /**
   * Answers at once, and then with what this gives, if the person proves to be of the helpdesk.
   * @param toOthers what others read of it in their own chats, where that is more than a refusal
   */
  async function forHelpdesk(
    { conversation, from }: IncomingMessage,
    what: string,
    answer: () => Promise<AdaptiveCard>,
    toOthers?: () => Promise<AdaptiveCard | undefined>,
  ): Promise<void> {
    const { tenantId, kind } = conversation;
    const channel = await triage.channel(tenantId);
    if (channel === undefined) return say(conversation, noChannel);
    const here = kind === 'personal' || channelIdOf(conversation.id) === channelIdOf(channel.conversationId);
    // Whoever else reads along there is not of the helpdesk.
    if (!here) return say(conversation, notHere);
    const activityId = await messenger.send(conversation, checkingCard({ what }));
    background.start(what, async () => {
      const others = kind === 'personal' ? toOthers : undefined;
      const card = await proven(tenantId, from.objectId, answer, others).catch((error: unknown) =>
        failedCard('I could not look that up', error),
      );
      await messenger.update(conversation, activityId, card);
    });
  }

  async function proven(
    tenantId: string,
    personObjectId: string,
    answer: () => Promise<AdaptiveCard>,
    toOthers: (() => Promise<AdaptiveCard | undefined>) | undefined,
  ): Promise<AdaptiveCard> {
    const membership = await helpdesk.isMember(tenantId, personObjectId);
    if (membership.of === 'yes') return answer();
    if (membership.of === 'no') return (await toOthers?.()) ?? notOfHelpdesk;
    return messageCard({ title: 'I could not look up whether you belong to the helpdesk', text: membership.why });
  }

  async function numbered(tenantId: string, number: number): Promise<AdaptiveCard> {
    const [one] = await triage.search(tenantId, `#${number}`, { limit: 1 });
    if (one === undefined) return noSuchCase(number);
    const place = (await triage.cardPlaces(tenantId, [one.id])).get(one.id);
    return foundCaseCard(one, place && messageLink(place.conversationId, place.activityId));
  }

  /** The same for whoever reported it. */
  async function ownNumbered(tenantId: string, number: number, of: string): Promise<AdaptiveCard | undefined> {
    const [one] = await triage.search(tenantId, `#${number}`, { of, limit: 1 });
    return one && handedOverCard(one);
  }

  async function reportedBy(tenantId: string, reporter: string): Promise<AdaptiveCard> {
    const page = await triage.cases(tenantId, { states: OPEN_STATES, reporter }, { limit: CASES_A_PAGE });
    return ownCasesCard(page.items, page.cursor !== undefined);
  }

  async function say(conversation: IncomingMessage['conversation'], card: AdaptiveCard): Promise<void> {
    await messenger.send(conversation, card);
  }

  return {
    list: (message, words) =>
      forHelpdesk(message, 'what is open', () =>
        drawTriage(message.conversation.tenantId, message.from, filtersOf(words)),
      ),
    mine(message) {
      const { conversation, from } = message;
      return forHelpdesk(
        message,
        'your cases',
        () => drawTriage(conversation.tenantId, from, { owner: 'mine' }),
        () => reportedBy(conversation.tenantId, from.objectId),
      );
    },
    find(message, number) {
      const { conversation, from } = message;
      return forHelpdesk(
        message,
        `case ${number}`,
        () => numbered(conversation.tenantId, number),
        () => ownNumbered(conversation.tenantId, number, from.objectId),
      );
    },
    hint: ({ conversation }, why) => say(conversation, why === 'two-owners' ? twoOwners : notAFilter),
    useHere({ conversation, from }, team) {
      const { tenantId } = conversation;
      return useChannel(conversation, from, team, {
        elsewhere: 'Say this in the channel where your helpdesk works, with a mention of me.',
        done: {
          title: 'Cases come here now',
          text: 'The members of this team are the helpdesk from now on. Every report becomes a case, with one card here; “triage” lists what is open.',
        },
        taken: 'The helpdesk is in another team',
        standing: () => triage.channel(tenantId),
        async use(channel, left) {
          const before = await triage.channel(tenantId);
          return triage.useChannel({ tenantId, ...channel, digestOff: before?.digestOff ?? false }, left);
        },
      });
    },
    digest: (message, on) =>
      forHelpdesk(message, 'the daily digest', async () => {
        await triage.setDigest(message.conversation.tenantId, on);
        if (!on) return digestOffCard();
        return messageCard({
          title: 'The daily digest is on',
          text: 'It comes to the helpdesk’s channel on days when there is something to say.',
        });
      }),
  };
}

function filtersOf({ owner, instance, olderThanMinutes }: TriageWords): TriageFilters {
  return {
    ...(owner && { owner }),
    ...(instance !== undefined && { instance }),
    ...(olderThanMinutes !== undefined && { age: olderThanMinutes }),
  };
}

function noSuchCase(number: number): AdaptiveCard {
  return messageCard({ title: `There is no case ${number}`, text: 'Say “triage” to see those that are open.' });
}

const filters = {
  text: 'Try: triage mine, triage unassigned, triage plant-a, triage older than 2 days, also several at once; or triage 1042 for one case.',
  next: 'For those of one cause say “triage” and open Filter on the list. If you are refused yourself, tell me what fails without the word “triage”.',
};
const notAFilter = messageCard({ title: 'I do not know that filter', ...filters });
const twoOwners = messageCard({ title: 'Mine or unassigned, not both at once', ...filters });

const noChannel = messageCard({
  title: 'There is no helpdesk here yet',
  text: 'An owner of the helpdesk’s team says “use this channel for triage” in its channel, with a mention of me.',
});

const notHere = messageCard({
  title: 'Not in front of everybody',
  text: 'Cases are shown in the helpdesk’s channel, or in your own chat with me.',
});

const notOfHelpdesk = messageCard({
  title: 'This is for the helpdesk',
  text: 'It is shown to the members of the team whose channel is used for triage. Your own reports: say “my cases”; your requests for access: “requests”.',
});
