import type { Conversation, ConversationStore } from '../../access/delivery.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { incidentCard } from '../../cards/incident-card.ts';
import type { Case } from '../../triage/case.ts';
import { isOpen } from '../../triage/is-open.ts';
import type { SideMessage, TriageCard, TriageStore } from '../../triage/store.ts';
import { channelIdOf } from '../channel-id.ts';
import { type Messenger, MessengerError } from '../messenger.ts';
import type { DrawCase } from './draw-case.ts';
import { createEndSideMessages, type EndSideMessagesDependencies } from './end-side-messages.ts';
import { createShowInChats, type ShowInChatsDependencies } from './show-in-chats.ts';

export interface DeliverCardsDependencies {
  store: EndSideMessagesDependencies['store'] &
    ShowInChatsDependencies['store'] &
    Pick<TriageStore, 'case' | 'incident' | 'saveCard' | 'channel'>;
  records: ShowInChatsDependencies['records'];
  conversations: Pick<ConversationStore, 'get' | 'heard'>;
  messenger: Messenger;
  drawCase: DrawCase;
}

export interface SubjectRef {
  tenantId: string;
  subject: TriageCard['subject'];
}

/** A case or an incident, as far as its card goes. */
interface Subject {
  number: number;
  version: number;
  open: boolean;
  /** Where it was reported; an incident was nowhere. */
  reportedIn?: string;
  draw(): Promise<AdaptiveCard>;
  /** Absent: it is an incident. */
  one?: Case;
}

/**
 * Sends or updates the one card of a case or an incident: in the helpdesk's channel, or in the report's own thread where it
 * was reported in that very channel. Where there is no such channel yet the card waits; of what is over it stays where it is.
 * Then the messages beside it are ended: first the new card, then word of it on the one left behind. The queue runs one of
 * these at a time for each subject; the card shows the subject as it is when the message goes out. A process that dies between
 * sending and recording sends it once more: both copies carry the same id. Whoever handed a case over is shown where it stands
 * however that fares. Throws MessengerError 'failed'.
 */
export function createDeliverCards({
  store,
  records,
  conversations,
  messenger,
  drawCase,
}: DeliverCardsDependencies): (ref: SubjectRef) => Promise<void> {
  const endSideMessages = createEndSideMessages({ store, conversations, messenger });
  const showInChats = createShowInChats({ store, records, conversations, messenger });

  return async function deliver({ tenantId, subject }) {
    const now = await subjectOf(tenantId, subject);
    if (now === undefined) return;
    // Neither waits for the other, nor fails with it.
    const outcomes = await Promise.allSettled([
      showToHelpdesk({ tenantId, subject }, now),
      now.one && showInChats(now.one),
    ]);
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  };

  async function showToHelpdesk({ tenantId, subject }: SubjectRef, now: Subject): Promise<void> {
    const channel = await store.channel(tenantId);
    if (channel !== undefined) await bringUp({ tenantId, subject }, now, channel.conversationId);
    await endSideMessages({ tenantId, subject, ...now });
  }

  async function bringUp({ tenantId, subject }: SubjectRef, now: Subject, channelConversationId: string) {
    const card = (await store.card(tenantId, subject)) ?? { tenantId, subject, shownVersion: 0 };
    if (card.activityId === undefined && !now.open) return;
    const places = now.open ? await placesFor(tenantId, now, channelConversationId) : await placeOf(card);
    // A card in a channel that is not the helpdesk's any more is followed by one where it is.
    const there = places.find(({ id }) => id === card.conversationId);
    const shown = there === undefined ? undefined : card.activityId;
    if (there !== undefined && (card.undeliverable !== undefined || card.shownVersion >= now.version)) return;
    let version = 0;
    const draw = async () => {
      const current = (await subjectOf(tenantId, subject)) ?? now;
      version = current.version;
      return current.draw();
    };
    const writes = [
      ...(there !== undefined && shown !== undefined
        ? [{ place: there, write: () => messenger.update(there, shown, draw).then(() => shown) }]
        : []),
      // Where somebody has deleted the card, the case still needs one.
      ...(now.open ? places.map((place) => ({ place, write: () => messenger.send(place, draw) })) : []),
    ];
    let why = 'The bot is not in the helpdesk’s channel.';
    for (const { place, write } of writes) {
      try {
        const activityId = await write();
        const next = { tenantId, subject, conversationId: place.id, activityId, shownVersion: version };
        await store.saveCard(next, leftBy(card, place));
        // What Teams takes here it may have refused others before.
        await conversations.heard(tenantId, place.id);
        return;
      } catch (error) {
        if (!(error instanceof MessengerError) || error.code !== 'unreachable') throw error;
        why = error.message;
      }
    }
    const { conversationId = channelConversationId, activityId } = card;
    await store.saveCard({
      tenantId,
      subject,
      conversationId,
      ...(activityId !== undefined && { activityId }),
      shownVersion: card.shownVersion,
      undeliverable: why,
    });
  }

  async function subjectOf(tenantId: string, { kind, id }: TriageCard['subject']): Promise<Subject | undefined> {
    if (kind === 'incident') {
      const incident = await store.incident(tenantId, id);
      return (
        incident && {
          number: incident.number,
          version: incident.version,
          open: incident.status.state === 'open',
          draw: async () => incidentCard(incident),
        }
      );
    }
    const one = await store.case(tenantId, id);
    return (
      one && {
        one,
        number: one.number,
        version: one.version,
        open: isOpen(one),
        reportedIn: one.origin.conversationId,
        draw: () => drawCase(one),
      }
    );
  }

  async function placeOf({ tenantId, conversationId }: TriageCard): Promise<Conversation[]> {
    const place = conversationId === undefined ? undefined : await conversations.get(tenantId, conversationId);
    return place === undefined ? [] : [place];
  }

  /** In this order, until one takes it. */
  async function placesFor(
    tenantId: string,
    { reportedIn }: Subject,
    channelConversationId: string,
  ): Promise<Conversation[]> {
    const inChannel = reportedIn !== undefined && channelIdOf(reportedIn) === channelIdOf(channelConversationId);
    const [thread, channel] = await Promise.all([
      inChannel ? conversations.get(tenantId, reportedIn) : undefined,
      conversations.get(tenantId, channelConversationId),
    ]);
    return [thread, channel].filter((each) => each !== undefined);
  }
}

/** The card that one in another place takes the place of. One in the same place is only followed where it was deleted. */
function leftBy({ conversationId, activityId }: TriageCard, { id }: Conversation): SideMessage | undefined {
  if (conversationId === undefined || activityId === undefined || conversationId === id) return undefined;
  return { conversationId, activityId };
}
