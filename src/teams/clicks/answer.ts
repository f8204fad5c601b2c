import type { Conversation } from '../../access/delivery.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import { messageCard } from '../../cards/message-card.ts';
import type { CardClick, Sender } from '../activity.ts';
import type { InvokeBody } from '../sign-in.ts';

/** What a click is answered with: a card in place of the clicked one, for the clicker, or a line of text. */
export type ClickAnswer = (
  | {
      kind: 'card';
      card: AdaptiveCard;
      /** And nowhere else to be seen. */
      forClicker?: true;
      /** With what others who read along have not been told. */
      confidential?: true;
    }
  | { kind: 'message'; text: string }
  /** Anything else that Teams understands, from a client that can sign in on cards. */
  | { kind: 'invoke'; body: InvokeBody }
) & {
  /** What the click causes is shown anyway, so a client that cannot show an answer in place needs none. */
  shownAnyway?: boolean;
  /** Begins once the answer is out, lest the answer overwrites what this shows. */
  afterwards?: () => void;
};

export type ClickHandler = (click: CardClick) => Promise<ClickAnswer>;

export function say(text: string): ClickAnswer {
  return { kind: 'message', text };
}

export const unreadable = say(
  'I could not read that click, so nothing was changed. Send me your question again for a fresh card.',
);

export const notYours = say(
  'Only the person who asked can use this button. Send me a message to check your own access.',
);

export const switchedOff = say('Requests are switched off here. Ask one of the people on the card.');

/** An answer to a click as a message; where others read it too, it says whom it is for. */
export function aboutClick({ kind }: Conversation, { displayName }: Sender, text: string): AdaptiveCard {
  return messageCard({ title: kind === 'personal' ? 'About your click' : `About ${displayName}’s click`, text });
}
