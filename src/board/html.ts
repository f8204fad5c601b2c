const MARKUP = Symbol('markup');

/** Markup that can be sent as it is: every text in it has been escaped. Made by `html` alone. */
export interface Html {
  readonly [MARKUP]: string;
}

type Content = Html | string | number | false | undefined | readonly Content[];

/** Markup with its values escaped, be it between tags or in a quoted attribute. `false` and `undefined` leave nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return { [MARKUP]: String.raw({ raw: parts }, ...values.map(markupOf)) };
}

export function textOf(one: Html): string {
  return one[MARKUP];
}

function markupOf(content: Content): string {
  if (content === undefined || content === false) return '';
  if (typeof content === 'string' || typeof content === 'number') return escaped(String(content));
  return isList(content) ? content.map(markupOf).join('') : content[MARKUP];
}

function isList(content: Html | readonly Content[]): content is readonly Content[] {
  return Array.isArray(content);
}

function escaped(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
