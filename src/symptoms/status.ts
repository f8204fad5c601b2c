import { statusNames } from './status-names.ts';

const statuses = '400|401|403|404|405|408|409|412|413|415|429|500|502|503|504';
/** Where a client or a body states the status. */
const stated = new RegExp(
  [
    'status:? {1,3}(\\d{3})\\b',
    'status[=:](\\d{3})\\b',
    'status[ _-]?code[s:]?\\\\?["\']?\\s{0,3}[:=]?\\s{0,3}(?:of |is |was )?["\']?(\\d{3})\\b',
    '["\']status\\\\?["\']\\s{0,3}:\\s{0,3}["\']?(\\d{3})\\b',
    'HTTP\\/\\d(?:\\.\\d)?["\']? (\\d{3})\\b',
    '(?:RESPONSE:?|with a status of|failed with|HTTP|HTTP error|HTTP code|http_status|error code:?|exit code:?|code:?) ?[:=]? ?(\\d{3})(?![\\w.])',
    '(\\d{3}) (?:Client|Server) Error\\b',
  ]
    .map((pattern) => `(?:(?<![a-z])${pattern})`)
    .join('|'),
  'gi',
);
/** A number behind one of these is no status: 'room 403'. A piece of patterns. */
export const numberedThings =
  'room|raum|zimmer|salle|sala|floor|door|gate|page|line|ticket|building|house|office|locker|extension|flight|row|seat|box|port|number';
/** Nor is one before these: '403 euros'. */
export const countedThings =
  'times|ms|seconds|minutes|users|devices|messages|events|kb|mb|months|years|days|weeks|hours|euros?|dollars|pounds|eur|usd|chf|km|kilomet\\w{2,4}|miles|met(?:er|re)s|kg|pages|people|persons|guests|points|steps|tickets|pieces|visitors|views|likes|lines|rows|cups|bottles|rooms|chairs|desks|tests';
/** 'All 403 twins' are many, where '403 twins' in a hurry is a refusal. */
const counting =
  '\\b(?:of|all|the|these|those|our|my|have|has|had|with|about|exactly|only|over|than|are|import\\w{0,3}|creat\\w{0,3}|upload\\w{0,3}|load\\w{0,3}|delet\\w{0,3}|updat\\w{0,3}|list\\w{0,3})';
const bare = new RegExp(
  `(?<![\\w.,/+-]|\\d:|\\b(?:${numberedThings}) )(${statuses})(?![a-rt-z0-9_/]|s\\w|[.,:-]\\d|(?<!(?<!${counting} )403) ?(?:twins|models|relationships)\\b| ?(?:${countedThings}|%)\\b)`,
  'gi',
);
const words: readonly (readonly [RegExp, number])[] = [
  [/(?<![\w-])forbidden(?![\w-])|\bForbiddenError\b/i, 403],
  [/\bunauthorized(?:access)?\b|\bUnauthorizedError\b/i, 401],
  [/\btoo many requests\b/i, 429],
  [/\bbad request\b/i, 400],
  [/\bservice unavailable\b/i, 503],
  // In small letters it is any sentence's.
  [/\bNot Found\b/, 404],
];
/** "Operation returned an invalid status code 'Conflict'". */
const named = /invalid status(?: code)? ['"](\w{4,30})['"]/i;
/** 'It is a 404, not a 403'. */
const denied =
  /\b(?:not|no longer|instead of|rather than|isn't|wasn't)(?: it's| it is)? (?:a |an |the |any )?["']?(?:(?:403|401|404)s?\b|(?:forbidden|unauthorized)\b)["']?|\b(?:no |(?:don't|doesn't|do not|does not|didn't) (?:get|see|return|give|say)s? (?:me )?(?:a |an |the |any )?)["']?(?:403|401|404|forbidden|unauthorized)["']?(?=[^.;\n]{0,20}?(?:,? but (?:rather |only |just )?|, ?(?:it's|it is|that's|rather|instead) (?:rather |only |just )?)(?:a |an |the )?["']?(?:[45]\d\d|unauthorized|forbidden|not found))|\b(?:403|401)s? (?=(?:turned in ?to|became|changed (?:in)?to|is now) )/gi;

/** The HTTP status that the text reports: as a client states it, else as a number of its own, else by its name. */
export function readStatus(text: string): number | undefined {
  const told = text.replace(denied, ' ');
  return (
    first(statusesIn(told, stated)) ??
    statusNames.get(named.exec(told)?.[1] ?? '') ??
    first(statusesIn(told, bare)) ??
    words.find(([pattern]) => pattern.test(told))?.[1]
  );
}

function statusesIn(text: string, pattern: RegExp): number[] {
  return [...text.matchAll(pattern)]
    .map((match) => Number(match.slice(1).find((group) => group !== undefined)))
    .filter((status) => status >= 400 && status < 600);
}

/** Of several numbers in a story the refusal is what it is about. */
function first(found: readonly number[]): number | undefined {
  return found.includes(403) ? 403 : found[0];
}
