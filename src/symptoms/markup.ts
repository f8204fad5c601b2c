import { canBeName } from './names.ts';
import { sieved } from './sieve.ts';

const tag =
  /<(\/?)(p|div|span|br|b|i|u|strong|em|code|pre|a|ul|ol|li|h[1-6]|table|thead|tbody|tr|td|th|font|html|head|body|title|center|hr|blockquote)(?=[\s/>])[^<>]{0,300}>/gi;
const lineTags = sieved(/^(?:p|div|br|pre|li|h[1-6]|tr|hr|blockquote|title|table)$/i);
const entities: Readonly<Record<string, string>> = {
  '&nbsp;': ' ',
  '&quot;': '"',
  '&#34;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&#x27;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};
/** The bot's own name, and whomever a message calls first, is no sign of what it is about. */
const mention =
  /^\s{0,9}<at\b[^<>]{0,100}>[^<]{0,100}<\/at>(?!'|[^<\n]{1,300}<at\b[^<>]{0,100}>ADT[ -]?Support)|<at\b[^<>]{0,100}>ADT[ -]?Support<\/at>|(?<![\w.])@ADT[ -]?Support\b/gi;
/** Anybody else who is mentioned is spoken of. */
const mentioned = /<at\b[^<>]{0,100}>([^<]{0,100})<\/at>/gi;

/** `<i>plant</i>`, `**plant**`: whoever sets a word apart means it as a name, as with quotes. */
const setApartInHtml = /<(i|b|u|em|strong|code|span)(?: [^<>]{0,200})?>\s{0,3}([a-z][\w-]{2,62})\s{0,3}<\/\1>/gi;
const setApartInMarkdown = /(?<![\w*\\/])\*{1,3}([a-z][\w-]{2,62})\*{1,3}(?![\w*])/gi;
/** Where a link leads is worth reading only where it leads to data. */
const link = /\[([^[\]\n]{1,100})\]\((https?:\/\/[^\s()]{1,500})\)/g;
const toData = sieved(/digitaltwins\.azure\.|\.core\.windows\.|\.vault\.azure\./i);

/** The text without the tags and entities of HTML that a paste from a page or a mail brings, without Markdown, and without mentions. */
export function withoutMarkup(text: string): string {
  const said = withoutMarkdown(text.replace(mention, ' ').replace(mentioned, '$1'));
  if (!/[<&]/.test(said)) return said;
  return said
    .replace(setApartInHtml, (whole, name: string, word: string) => (name === 'Code' ? whole : quoted(word)))
    .replace(tag, (whole, _close: string, name: string) =>
      // `<Code>` is of an XML body.
      name === 'Code' ? whole : lineTags.test(name) ? '\n' : ' ',
    )
    .replace(/&(?:nbsp|quot|apos|lt|gt|amp|#34|#39|#x27);/g, (entity) => entities[entity] ?? entity);
}

function withoutMarkdown(text: string): string {
  return text
    .replace(link, (_, words: string, url: string) => (toData.test(url) ? `${words} ${url}` : words))
    .replace(setApartInMarkdown, (_, word: string) => quoted(word));
}

function quoted(word: string): string {
  return canBeName(word) ? `"${word}"` : ` ${word} `;
}

/** Whether a text is a web page that tells of an error: then it is the body of an answer. */
export function isErrorPage(text: string): boolean {
  return /<title>[^<]{0,80}(?:[45]\d\d|forbidden|denied|error|unauthorized)/i.test(text);
}
