const statuses = '400|401|403|404|405|408|409|412|413|415|429|500|502|503|504';
/** Where a client or a body states the status. */
const stated = [
  /\bstatus:? {1,3}(\d{3})\b/i,
  /\bstatus[ _-]?code\\?["']?\s{0,3}[:=]?\s{0,3}["']?(\d{3})\b/i,
  /\\?["']status\\?["']\s{0,3}:\s{0,3}["']?(\d{3})\b/i,
  /\bHTTP\/\d(?:\.\d)? (\d{3})\b/i,
  /\b(?:RESPONSE|with a status of|failed with|StatusCode=|HTTP|HTTP error|HTTP code|error code:?) (\d{3})\b/i,
  /\b(\d{3}) (?:Client|Server) Error\b/i,
];
const bare = new RegExp(
  `(?<![\\w.,:/+-])(${statuses})(?![a-rt-z0-9_/]|s\\w|[.,:-]\\d| (?:twins|models|relationships|times|ms|seconds|minutes|users|devices|messages|events)\\b)`,
  'gi',
);
const words: readonly (readonly [RegExp, number])[] = [
  [/\bforbidden\b|\bForbiddenError\b/i, 403],
  [/\bunauthorized\b|\bUnauthorizedError\b/i, 401],
  [/\btoo many requests\b/i, 429],
];

/** The HTTP status that the text reports: as a client states it, else as a number of its own, else by its name. */
export function readStatus(text: string): number | undefined {
  for (const pattern of stated) {
    const status = Number(pattern.exec(text)?.[1] ?? 0);
    if (status >= 400 && status < 600) return status;
  }
  let first: number | undefined;
  for (const match of text.matchAll(bare)) {
    // Of several numbers in a story the refusal is what it is about.
    if (match[1] === '403') return 403;
    first ??= Number(match[1]);
  }
  return first ?? words.find(([pattern]) => pattern.test(text))?.[1];
}
