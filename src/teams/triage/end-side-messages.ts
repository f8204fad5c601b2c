import type { ConversationStore } from '../../access/delivery.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { questionOverCard } from '../../cards/case-news-card.ts';
import { itWorksCard } from '../../cards/it-works-card.ts';
import { movedCard } from '../../cards/moved-card.ts';
import type { Case } from '../../triage/case.ts';
import { samePerson } from '../../triage/person.ts';
import type { SideMessage, TriageCard, TriageStore } from '../../triage/store.ts';
import { messageLink } from '../../triage/thread-link.ts';
import { waitsForAnswer } from '../../triage/waits-for-answer.ts';
import { channelIdOf } from '../channel-id.ts';
import type { Messenger } from '../messenger.ts';
import { whereReachable } from '../where-reachable.ts';

export interface EndSideMessagesDependencies {
  store: Pick<TriageStore, 'card' | 'beside' | 'dropBeside'>;
  conversations: Pick<ConversationStore, 'get'>;
  messenger: Pick<Messenger, 'update'>;
}

/** A case or an incident, as far as the messages beside its card go. */
export interface SideSubject {
  tenantId: string;
  subject: TriageCard['subject'];
  number: number;
  open: boolean;
  /** Of a case. */
  one?: Case;
}

/**
 * Takes the buttons from the messages beside a card whose time is over: a card that another one has taken the place of, a
 * question that waits for no answer any more. Each is updated once, but again where the process dies before it is recorded.
 * Throws MessengerError 'failed'.
 */
export function createEndSideMessages({
  store,
  conversations,
  messenger,
}: EndSideMessagesDependencies): (of: SideSubject) => Promise<void> {
  return async function endSideMessages(of) {
    const { tenantId, subject } = of;
    for (const message of await store.beside(tenantId, subject)) {
      const card = message.askedAt === undefined ? await leftBehind(message, of) : asked(message, of);
      if (card === undefined) continue;
      const { conversationId, activityId } = message;
      const place = await conversations.get(tenantId, conversationId);
      // Where the bot is not let in now, it may be again while somebody could still press something.
      if (place === undefined && message.askedAt === undefined && of.open) continue;
      if (place !== undefined) await whereReachable(() => messenger.update(place, activityId, card));
      await store.dropBeside(tenantId, subject, message);
    }
  };

  /** Undefined where it is still the only card that there is. */
  async function leftBehind({ conversationId: left }: SideMessage, of: SideSubject): Promise<AdaptiveCard | undefined> {
    const { tenantId, subject, number, open } = of;
    const { conversationId, activityId } = (await store.card(tenantId, subject)) ?? {};
    const about = { kind: subject.kind, number };
    if (conversationId === undefined || activityId === undefined) {
      return open ? undefined : movedCard(about, { to: 'nowhere' });
    }
    const here = channelIdOf(conversationId) === channelIdOf(left);
    return movedCard(about, {
      to: here ? 'this-channel' : 'another-channel',
      url: messageLink(conversationId, activityId),
    });
  }
}

/** Undefined as long as it waits for an answer. */
function asked({ askedAt }: SideMessage, { one }: SideSubject): AdaptiveCard | undefined {
  if (one === undefined || waitsForAnswer(one, askedAt)) return undefined;
  const { status, reporter } = one;
  // He may have pressed “It works now” there: nothing else gives him the way back.
  const own = status.state === 'resolved' && samePerson(status.by, reporter);
  return own ? itWorksCard(one) : questionOverCard(one);
}
