const tag =
  /<(\/?)(p|div|span|br|b|i|u|strong|em|code|pre|a|ul|ol|li|h[1-6]|table|thead|tbody|tr|td|th|font|html|head|body|title|center|hr|blockquote)(?=[\s/>])[^<>]{0,300}>/gi;
const lineTags = /^(?:p|div|br|pre|li|h[1-6]|tr|hr|blockquote|title|table)$/i;
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
/** The bot's own name is no sign of what a message is about. */
const mention = /<at\b[^<>]{0,100}>[^<]{0,100}<\/at>|(?<![\w.])@ADT[ -]?Support\b/gi;

/** The text without the tags and entities of HTML that a paste from a page or a mail brings, and without mentions. */
export function withoutMarkup(text: string): string {
  const said = text.replace(mention, ' ');
  if (!/[<&]/.test(said)) return said;
  return said
    .replace(tag, (_, _close: string, name: string) => (lineTags.test(name) ? '\n' : ' '))
    .replace(/&(?:nbsp|quot|apos|lt|gt|amp|#34|#39|#x27);/g, (entity) => entities[entity] ?? entity);
}
