const placeholder = /\[redacted [a-z-]{1,30}\]/y;
/** What people, code and documentation write where the secret would stand. */
const standIn =
  /(?:(?:null|undefined|none|nil|true|false|string|redacted|hidden|removed|expired|invalid|wrong|x{3,60}|\*{3,60}|\.{2,9}|…)(?![\w-])|<[a-z][\w .-]{1,60}>|your[-_ ]|\$[{(]|\$env:|\$[A-Z_]{3,60}(?!\w)|%[A-Z_]{3,60}%|process\.env|os\.(?:environ|getenv)|env\.|(?:config|settings)[.[]|\{\{|[{[](?=[\s"'{]|$))/iy;

export interface ValueSpan {
  start: number;
  end: number;
}

/**
 * Where the value that begins at `from` ends: a quoted one at its closing quote, a bare one at white space or one of
 * `stops`. Undefined where there is no value, where a stand-in such as `<your-secret>` stands, or where an earlier
 * pass has been. Looks at every character once.
 */
export function secretValueAt(text: string, from: number, stops: string): ValueSpan | undefined {
  const escaped = text[from] === '\\' && isQuote(text[from + 1]);
  const open = escaped ? from + 1 : from;
  const quote = text[open] ?? '';
  const start = isQuote(quote) ? open + 1 : from;
  standIn.lastIndex = start;
  if (standIn.test(text)) return undefined;
  const end = isQuote(quote) ? closingQuote(text, start, quote, escaped) : endOfWord(text, start, stops);
  return end <= start || endOfPlaceholder(text, start) === end ? undefined : { start, end };
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'" || character === '`';
}

function closingQuote(text: string, start: number, quote: string, escaped: boolean): number {
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') return at;
    if (character === quote) return escaped && text[at - 1] === '\\' ? Math.max(start, at - 1) : at;
    if (character === '\\' && !escaped) at += 1;
  }
  return text.length;
}

function endOfWord(text: string, start: number, stops: string): number {
  let least = start;
  let end = start;
  while (end < text.length && !stops.includes(text.charAt(end)) && text.charAt(end).trim() !== '') {
    // What an earlier pass left has a space in it, and is removed as a whole or not at all.
    const after = text[end] === '[' ? endOfPlaceholder(text, end) : undefined;
    least = after ?? least;
    end = after ?? end + 1;
  }
  // A sentence or a list goes on after the secret.
  while (end > least && ',.)]}'.includes(text.charAt(end - 1))) end -= 1;
  return end;
}

function endOfPlaceholder(text: string, at: number): number | undefined {
  placeholder.lastIndex = at;
  return placeholder.test(text) ? placeholder.lastIndex : undefined;
}
