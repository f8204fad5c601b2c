import { secretValueAt, type ValueSpan } from './secret-value.ts';

/** Where a secret stands, and its kind where a finder knows several. */
export interface Found extends ValueSpan {
  kind?: string;
}

/** Finds the next secret at or after `from`. */
export type Finder = (text: string, from: number) => Found | undefined;

/** Whether this value is a secret, by what stands before it. */
type Accept = (value: string, match: RegExpExecArray) => boolean;

/** One kind of secret and how it is found; only where one of the hints (in lower case) stands in the text. */
export type KindOfSecret = readonly [hints: readonly string[], kind: string, find: Finder];

/** What ends a value that is not quoted. */
export const bare = '"\'`;&<>';

/** Which of several kinds it is. */
type KindOf = (match: RegExpExecArray) => string;

/** A secret with a shape of its own. `pattern` is global; its last group, if there is one, is the secret and ends the match. */
export function shaped(pattern: RegExp, kindOf?: KindOf): Finder {
  return (text, from) => {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    const end = match.index + match[0].length;
    const value = match.at(-1) ?? match[0];
    return { start: end - value.length, end, ...(kindOf && { kind: kindOf(match) }) };
  };
}

/**
 * A value before its name: group 1 of a pattern that ends in looking back, since from the value every word would have to
 * be tried. `pattern` has the flags d and g.
 */
export function before(pattern: RegExp, accept: (value: string) => boolean = () => true): Finder {
  return (text, from) => {
    pattern.lastIndex = from;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const [start, end] = match.indices?.[1] ?? [0, 0];
      if (start >= from && end > start && accept(text.slice(start, end))) return { start, end };
    }
    return undefined;
  };
}

/** A value after a name. `pattern` is global and ends where the value begins; `stops` may end a bare value. */
export function named(pattern: RegExp, stops: string, accept: Accept = () => true, kindOf?: KindOf): Finder {
  return (text, from) => {
    pattern.lastIndex = from;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const span = secretValueAt(text, pattern.lastIndex, stops);
      if (span === undefined) continue;
      const value = withoutPlaceholders(text.slice(span.start, span.end));
      // No word of a sentence is this long; and a long value that is passed over would be read again and again.
      if (value.length > 100 || accept(value, match)) {
        return kindOf === undefined ? span : { ...span, kind: kindOf(match) };
      }
    }
    return undefined;
  };
}

/** What an earlier finder left must not make a value longer or odder than it was. */
function withoutPlaceholders(value: string): string {
  return value.replace(/\[redacted [a-z-]{1,30}\]/g, '');
}

/** The rest of a header's line. */
export function headerLine(pattern: RegExp): Finder {
  return (text, from) => {
    pattern.lastIndex = from;
    while (pattern.exec(text) !== null) {
      const lineEnd = text.indexOf('\n', pattern.lastIndex);
      const line = text.slice(pattern.lastIndex, lineEnd < 0 ? text.length : lineEnd);
      const start = pattern.lastIndex + line.length - line.trimStart().length;
      const value = line.trim();
      if (value !== '' && !/^\[redacted [a-z-]{1,30}\]$/.test(value)) return { start, end: start + value.length };
    }
    return undefined;
  };
}

/** What stands between a name and its value: `=`, `:`, `=>`, with or without quotes or stars around the name. */
const separated = String.raw`(?:\\?["'\x60]\]?|[*_]{1,3})?\s{0,4}(?:=>|:=|={1,3}|:)(?:[*_]{1,3}(?=\s))?\s{0,4}`;
/** 'Secret twins-client-secret: forbidden' names a secret of a Key Vault and does not tell it. */
const inVault = String.raw`\bsecrets?[ /]["']?\w{1,30}-(?:\w{1,30}-){0,3}`;

/** `names` with a sign between them and the value. */
export function name(names: string): RegExp {
  // Looked back from behind the name: from before it, it would be looked back from every place of the text.
  return new RegExp(`(?:${names})(?<!${inVault}(?:${names}))${separated}`, 'gi');
}

/** `--client-secret value` of a command. */
export function option(names: string): RegExp {
  return new RegExp(String.raw`(?<!\S)(?:${names})[\s=]{1,4}`, 'gi');
}

/** One of these, for `:` or `=`, stands in everything that `encoded` finds. */
export const encodedSign = ['%3a', '%3d', '%253a', '%253d'];

/** `client_secret%3D…`, `%22password%22%3A%22…`: a value inside a URL or a logged form, once or twice encoded. */
export function encoded(names: string): Finder {
  return shaped(
    new RegExp(
      String.raw`(?:${names})(?:%(?:25)?22)?(?:%(?:25)?20|\+){0,2}%(?:25)?3[AD](?:%(?:25)?20|\+){0,2}(?:%(?:25)?22)?(?!%)((?:(?!%(?:25)?(?:2[26C]|3B|7D))[^\s&"'<>;,]){4,4096})`,
      'gi',
    ),
  );
}
