const placeholder = /\[redacted [a-z-]{1,30}\]/y;
/** What people, code and documentation write where the secret would stand. */
const standIn =
  /(?:(?:null|undefined|none|nil|true|false|string|redacted|hidden|removed|expired|invalid|wrong|x{3,60}|\*{3,60}|\.{2,9}|…)(?![\w-])|<[a-z][\w .-]{1,60}>|your[-_ ]|\$[{(]|\$env:|\$[A-Z_]{3,60}(?!\w)|%[A-Z_]{3,60}%|process\.env|os\.(?:environ|getenv)|env\.|(?:config|settings)[.[]|@Microsoft\.KeyVault\(|\{\{|[{[](?=[\s"'{]|$))/iy;
/** 'With my password: still 403', 'client secret: AADSTS7000215 …': a sentence goes on, or an error follows. */
const noValue =
  /(?:(?:a|accepted|after|all|also|always|an|and|are|as|because|before|both|but|by|can|cannot|changed|correct|denied|did|does|empty|error|failed|fails|for|forbidden|from|has|have|he|how|i|i'm|if|in|incorrect|is|it|it's|must|my|missing|new|no|not|now|of|off|ok|old|on|or|our|please|rejected|required|reset|rotated|same|see|set|she|should|so|still|that|the|then|there|they|this|to|unchanged|unknown|unset|valid|was|we|what|when|where|which|why|with|works|worked|yes|you|[1-5]\d\d|AADSTS\d{3,9})(?=["'`]?[,.;:!?)\]}]{0,3}(?:\s|$)|["'`]\s{0,3}[,:;)\]}<]))/iy;

export interface ValueSpan {
  start: number;
  end: number;
}

/**
 * Where the value that begins at `from` ends: a quoted one at its closing quote, a bare one at white space or at one of
 * `stops` where it looks like the end. Undefined where there is no value, where a stand-in such as `<your-secret>` or
 * the next word of a sentence stands, or where an earlier pass has been. Looks at every character a few times at most.
 */
export function secretValueAt(text: string, from: number, stops: string): ValueSpan | undefined {
  const escaped = text[from] === '\\' && isQuote(text[from + 1]);
  const open = escaped ? from + 1 : from;
  const quote = text[open] ?? '';
  const start = isQuote(quote) ? open + 1 : from;
  standIn.lastIndex = start;
  noValue.lastIndex = start;
  if (standIn.test(text) || noValue.test(text)) return undefined;
  const end = isQuote(quote) ? closingQuote(text, start, quote, escaped) : endOfWord(text, start, stops);
  return end <= start || endOfPlaceholder(text, start) === end ? undefined : { start, end };
}

function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'" || character === '`' || character === '「';
}

function closingQuote(text: string, start: number, quote: string, escaped: boolean): number {
  const closing = quote === '「' ? '」' : quote;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') return at;
    if (character === closing) return escaped && text[at - 1] === '\\' ? Math.max(start, at - 1) : at;
    if (character === '\\' && !escaped) at += 1;
  }
  return text.length;
}

function endOfWord(text: string, start: number, stops: string): number {
  let least = start;
  let end = start;
  while (
    end < text.length &&
    !(stops.includes(text.charAt(end)) && isEnd(text, end)) &&
    text.charAt(end).trim() !== ''
  ) {
    // What an earlier pass left has a space in it, and is removed as a whole or not at all.
    const after = text[end] === '[' ? endOfPlaceholder(text, end) : undefined;
    least = after ?? least;
    end = after ?? end + 1;
  }
  // A sentence or a list goes on after the secret.
  while (end > least && ',.)]}'.includes(text.charAt(end - 1))) end -= 1;
  return end;
}

const afterQuote = /[\s,;:)\]}>&<\\+.?!/|"'`]|$/y;
/** A password may have any sign in it; what follows shows whether one ends it. */
const afterEnd: Readonly<Record<string, RegExp>> = {
  '"': afterQuote,
  "'": afterQuote,
  '`': afterQuote,
  // The next field of a form or a connection string.
  '&': /(?:amp;)?[\w.%-]{1,60}=|(?:quot|apos|lt|gt|nbsp|#\d{2,4});/y,
  ';': /[\s"'`)\]}<]|$|[a-z]\w{0,40}(?: \w{1,30}){0,3}=/iy,
  '<': /\/?[a-z!][\w:-]{0,30}[\s/>]/iy,
  '>': /[\s<,;)\]}"'`]|$/y,
};

function isEnd(text: string, at: number): boolean {
  const after = afterEnd[text.charAt(at)];
  if (after === undefined) return true;
  after.lastIndex = at + 1;
  return after.test(text);
}

function endOfPlaceholder(text: string, at: number): number | undefined {
  placeholder.lastIndex = at;
  return placeholder.test(text) ? placeholder.lastIndex : undefined;
}
