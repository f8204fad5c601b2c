/** Of the cards that are sent for one report, on several replicas, the first that is out answers it. */
import type { Conversation } from '../../access/delivery.ts';
import { answeredElsewhereCard } from '../../cards/answered-elsewhere-card.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { goneCard } from '../../cards/gone-card.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../../diagnosis/record.ts';
import type { Background } from '../background.ts';
import type { Messenger } from '../messenger.ts';
import { whereReachable } from '../where-reachable.ts';

export interface FirstCardDependencies {
  store: Pick<DiagnosisStore, 'posted' | 'get' | 'takeUp'>;
  messenger: Messenger;
  background: Background;
}

export type PostedRecord = DiagnosisRecord & { activityId: string };

/**
 * Sends the first card of a stored record, which is its run's from then on. A message may wait long for its turn, and another
 * replica take the record for left behind meanwhile: whose card is out first goes on with it. Undefined for the other, whose
 * card then says so, and where the record is gone or was begun anew. Throws MessengerError.
 */
export type SendFirstCard = (
  record: DiagnosisRecord,
  conversation: Conversation,
  card: AdaptiveCard,
) => Promise<PostedRecord | undefined>;

export function createSendFirstCard({ store, messenger, background }: FirstCardDependencies): SendFirstCard {
  /** What is still to be answered, as whose card this is now; else what this card is to show, if anything. */
  async function standing(
    sent: PostedRecord,
  ): Promise<{ ours: DiagnosisRecord } | { instead: AdaptiveCard | undefined }> {
    for (;;) {
      const ours = await store.posted(sent);
      if (ours !== undefined) return { ours };
      const now = await store.get(sent.tenantId, sent.id);
      if (now === undefined) return { instead: goneCard('diagnosis') };
      // Somebody has pressed a button on it already.
      if (now.activityId === sent.activityId) return { instead: undefined };
      const isPassedOn = now.state === 'running' && now.activityId === undefined && now.joins === sent.joins;
      if (!isPassedOn) return { instead: answeredElsewhereCard() };
      const taken = await store.takeUp({ ...now, activityId: sent.activityId });
      if (taken !== undefined) return { ours: taken };
    }
  }

  return async function sendFirstCard(record, conversation, card) {
    const activityId = await messenger.send(conversation, card);
    // Before Teams hears that the message was taken, so that a stop from now on finds the card again.
    const stands = await standing({ ...record, activityId });
    if ('ours' in stands) return { ...stands.ours, activityId };
    const { instead } = stands;
    if (instead !== undefined) {
      background.start('card that another took the place of', () =>
        whereReachable(() => messenger.update(conversation, activityId, instead)),
      );
    }
    return undefined;
  };
}
