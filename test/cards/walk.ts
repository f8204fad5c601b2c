import type { AdaptiveCard } from '../../src/cards/card.ts';

type Node = Record<string, unknown>;

/** Every object in a card, the card included, its fallbacks too. */
export function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodes)];
}

/** Those of one type: 'TextBlock', 'Action.Execute' … */
export function ofType(card: AdaptiveCard, type: string): Node[] {
  return nodes(card).filter((node) => node.type === type);
}

/** Every string in a card. */
export function strings(card: AdaptiveCard): string[] {
  return nodes(card).flatMap((node) => Object.values(node).filter((value) => typeof value === 'string'));
}

/** What a reader sees, as one text: blocks, runs, code and button titles, folded ones too. */
export function read(card: AdaptiveCard): string {
  return nodes(swapped(card, ({ fallback: _, ...code }) => code))
    .flatMap((node) => {
      if (node.type === 'CodeBlock') return [node.codeSnippet];
      if (Array.isArray(node.inlines)) return [node.inlines.map(({ text }) => text).join('')];
      if (node.type === 'TextBlock') return [node.text];
      return node.type === 'Action.Execute' || node.type === 'Action.ShowCard' || node.type === 'Action.OpenUrl'
        ? [`[${node.title}]`]
        : [];
    })
    .join('\n');
}

/** The card as clients show it that do not know Teams' element for code; what is beyond the schema is gone with it. */
export function withoutCode(card: AdaptiveCard): AdaptiveCard {
  return swapped(card, ({ fallback }) => fallback) as AdaptiveCard;
}

function swapped(value: unknown, swap: (code: Node) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => swapped(each, swap));
  if (typeof value !== 'object' || value === null) return value;
  const node = value as Node;
  if (node.type === 'CodeBlock') return swap(node);
  return Object.fromEntries(Object.entries(node).map(([key, each]) => [key, swapped(each, swap)]));
}

/** Titles of the buttons a reader sees at first, in order. */
export function buttonTitles(card: AdaptiveCard): unknown[] {
  return card.body.flatMap((element) =>
    element.type === 'ActionSet' ? element.actions.map(({ title }) => title) : [],
  );
}
