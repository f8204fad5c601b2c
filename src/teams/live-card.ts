import type { Conversation } from '../access/delivery.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import type { Messenger } from './messenger.ts';

/** A sent card that changes in place. Updates go out one after the other; of those that wait, only the newest. */
export interface LiveCard {
  show(card: AdaptiveCard): void;
  /** Waits until the newest is out. Rejects with the MessengerError of the last update. */
  settled(): Promise<void>;
}

export function createLiveCard(messenger: Messenger, conversation: Conversation, activityId: string): LiveCard {
  let next: AdaptiveCard | undefined;
  let running: Promise<void> | undefined;

  async function drain(): Promise<void> {
    while (next !== undefined) {
      let card = next;
      await messenger.update(conversation, activityId, () => {
        // What was shown while this one waited for its turn takes its place.
        card = next ?? card;
        next = undefined;
        return card;
      });
    }
  }

  return {
    show(card) {
      next = card;
      running = (running ?? Promise.resolve()).catch(() => undefined).then(drain);
      // Whoever waits sees the fault; nobody has to.
      running.catch(() => undefined);
    },
    settled: () => running ?? Promise.resolve(),
  };
}
