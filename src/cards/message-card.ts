import { type AdaptiveCard, card } from './card.ts';
import { present, title, words } from './text.ts';

/** A refusal, an error, or anything else that is said in two sentences. `next`: what to do now. */
export function messageCard(message: { title: string; text: string; next?: string }): AdaptiveCard {
  return card(
    `${message.title}: ${message.text}`,
    present([
      title(message.title),
      words({ text: message.text, max: 600 }),
      message.next !== undefined && words({ text: message.next, max: 400, isSubtle: true }),
    ]),
  );
}
