/** What fits in whole: a stack trace, a few log lines, a mail. */
const enough = 16 * 1024;
const head = 4 * 1024;
const tail = 3 * 1024;
const before = 500;
const after = 700;

/** Where a refusal shows, and then what tells more about it; each with the most that is taken around such places. */
const signs: readonly (readonly [pattern: RegExp, budget: number])[] = [
  [/forbidden|AuthorizationFailed|AADSTS\d|access denied/gi, 5 * 1024],
  // By itself it may as well count something.
  [/(?<![\w.-])403(?![\w-])/g, 4 * 1024],
  [/digitaltwins\.azure|(?<![\w.-])(?:401|404|429)(?![\w-])|exception\b|\b(?:client|app)[_ ]?id\b/gi, 4 * 1024],
];

/**
 * A short text itself; of a long one its start, its end and the places around errors, in order. People write their own
 * words before or after what they paste, and of a log only some lines tell what failed. At most about 20 KB.
 */
export function excerpt(text: string): string {
  if (text.length <= enough) return text;
  const spans: [start: number, end: number][] = [
    [0, head],
    [text.length - tail, text.length],
  ];
  for (const [pattern, budget] of signs) spans.push(...around(text, pattern, budget));
  spans.sort(([a], [b]) => a - b);
  let result = '';
  let done = 0;
  for (const [start, end] of spans) {
    if (end <= done) continue;
    const from = start <= done ? done : nextBreak(text, start);
    result += `${from === done ? '' : '\n'}${text.slice(from, end)}`;
    done = Math.max(end, from);
  }
  return result;
}

function around(text: string, pattern: RegExp, budget: number): [start: number, end: number][] {
  const spans: [start: number, end: number][] = [];
  let left = budget;
  pattern.lastIndex = head;
  for (let match = pattern.exec(text); match !== null && left > 0; match = pattern.exec(text)) {
    const end = Math.min(text.length, nextBreak(text, match.index + after));
    spans.push([Math.max(0, match.index - before), end]);
    left -= before + after;
    // What follows within the window is taken already.
    pattern.lastIndex = end;
  }
  pattern.lastIndex = 0;
  return spans;
}

/** The next white space, so that no word is cut: not far, or here. */
function nextBreak(text: string, at: number): number {
  const distance = text.slice(at, at + 200).search(/\s/);
  return distance < 0 ? at : at + distance;
}
