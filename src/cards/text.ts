import type { Color, Element, RichTextBlock, Spacing, TextBlock, TextRun } from './card.ts';
import { plain } from './escape.ts';

/** What the card is about, small and above its title. Our own words only. */
export function kicker(text: string, color?: Color): TextBlock {
  return {
    type: 'TextBlock',
    text,
    wrap: true,
    size: 'Small',
    weight: 'Bolder',
    ...(color ? { color: WEAK.includes(color) ? 'Default' : color } : { isSubtle: true }),
  };
}

/** So pale in light themes that small letters in them are hard to read. What they would say the words say. */
const WEAK: readonly Color[] = ['Good', 'Warning'];

/** The title of a card in our own words. With names in it: `title`. */
export function heading(text: string): TextBlock {
  return { type: 'TextBlock', text, wrap: true, size: 'Large', weight: 'Bolder', style: 'heading', spacing: 'None' };
}

/** The title of a card with words of others in it. */
export function title(text: string, max = 160): RichTextBlock {
  return {
    type: 'RichTextBlock',
    spacing: 'None',
    inlines: [{ type: 'TextRun', text: plain(text, max), size: 'Large', weight: 'Bolder' }],
  };
}

type Look = Omit<TextRun, 'type' | 'text'>;

/** One piece of a line: words, or words with a look. */
export type Piece = string | ({ text: string; max?: number } & Look);

/** A line of words, ours or others'; never Markdown, each piece at most `max` characters (300 unless told). */
export function words(pieces: Piece | Piece[], spacing: Spacing = 'Small'): RichTextBlock {
  const list = Array.isArray(pieces) ? pieces : [pieces];
  return { type: 'RichTextBlock', spacing, inlines: list.map(run) };
}

function run(piece: Piece): TextRun {
  const { text, max = 300, ...look } = typeof piece === 'string' ? { text: piece } : piece;
  const edges = { before: /^\s/.test(text) ? ' ' : '', after: /\S\s$/.test(text) ? ' ' : '' };
  return { type: 'TextRun', text: `${edges.before}${plain(text, max)}${edges.after}`, ...look };
}

/** A line of our own words with a date in it: dates are only read in a TextBlock. */
export function dated(text: string, spacing: Spacing = 'Small'): TextBlock {
  return { type: 'TextBlock', text, wrap: true, spacing };
}

/** Small and quiet. Our own words and dates only. */
export function footnote(text: string): TextBlock {
  return { type: 'TextBlock', text, wrap: true, size: 'Small', isSubtle: true, spacing: 'Small' };
}

/** Drops what is not there, so that a card reads as one list with conditions in it. */
export function present(elements: (Element | false | undefined)[]): Element[] {
  return elements.filter((element): element is Element => typeof element === 'object');
}
