/** What Teams takes as an answer to the message extension (Teams docs, "Respond to the dialog submit action" and "Respond to search command"). */
import type { AdaptiveCard } from '../../cards/card.ts';

export type ExtensionAnswer =
  | { task: { type: 'continue'; value: { title: string; width: 'medium'; height: 'medium'; card: CardAttachment } } }
  | { task: { type: 'message'; value: string } }
  | { composeExtension: { type: 'result'; attachmentLayout: 'list'; attachments: SearchResult[] } }
  | { composeExtension: { type: 'message'; text: string } }
  /** Closes the dialog. */
  | Record<string, never>;

interface CardAttachment {
  contentType: 'application/vnd.microsoft.card.adaptive';
  content: AdaptiveCard;
}

/** The card that is shared, and how the list shows it: to whoever searches alone. */
export interface SearchResult extends CardAttachment {
  preview: {
    contentType: 'application/vnd.microsoft.card.thumbnail';
    content: { title: string; text: string };
  };
}

export function dialog(title: string, card: AdaptiveCard): ExtensionAnswer {
  return { task: { type: 'continue', value: { title, width: 'medium', height: 'medium', card: attached(card) } } };
}

/** Takes the dialog's place. */
export function say(text: string): ExtensionAnswer {
  return { task: { type: 'message', value: text } };
}

export const closed: ExtensionAnswer = {};

export function results(attachments: SearchResult[]): ExtensionAnswer {
  return { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } };
}

/** Stands where results would. */
export function noResults(text: string): ExtensionAnswer {
  return { composeExtension: { type: 'message', text } };
}

/** `title` and `text`: inert, since the list reads some HTML. */
export function result(card: AdaptiveCard, { title, text }: { title: string; text: string }): SearchResult {
  return {
    ...attached(card),
    preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title, text } },
  };
}

function attached(content: AdaptiveCard): CardAttachment {
  return { contentType: 'application/vnd.microsoft.card.adaptive', content };
}
