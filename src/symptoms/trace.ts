import { refusalIndex } from './clauses.ts';
import { sieved } from './sieve.ts';

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const value = `\\\\?["']?(?: is| was)?[\\s:=|]{0,4}\\[?\\s{0,2}\\\\?["']?`;
/** Best first: what a support case asks for. */
const correlation = [
  new RegExp(`corr(?:elation|el)?\\.?[ _-]?(?:request[ _-]?)?id(?:_g)?${value}(${guid})`, 'i'),
  new RegExp(`(?:x-ms-|apim-)?request[ _-]?id${value}(${guid})`, 'i'),
  // The SDK for .NET logs its request id so.
  new RegExp(`\\b(?:response|request) \\[(${guid})\\]`, 'i'),
  new RegExp(`(?:trace|activity|tracking|invocation)[ _-]?id${value}(${guid})`, 'i'),
  new RegExp(`(?:operation_?id|operation_Id|trace_?id)${value}([0-9a-f]{32}|${guid})\\b`, 'i'),
  /\btrace(?:parent|response)\\?["']?[\s:=]{1,4}["']?00-([0-9a-f]{32})-/i,
];

/** The id under which Azure logged the refused call. */
export function readCorrelationId(text: string): string | undefined {
  if (!/id|trace/i.test(text)) return undefined;
  for (const pattern of correlation) {
    const id = pattern.exec(text)?.[1];
    if (id !== undefined) return id.toLowerCase();
  }
  return undefined;
}

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}';
const zone = '(?: ?(?:Z|UTC|GMT)\\b| ?[+-]\\d{2}:?\\d{2}(?!\\d))';
const clock = '\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?: ?[AP]M)?';
/** Times that say what zone they are in: ISO 8601, HTTP dates, US and spelled-out dates. */
const times = new RegExp(
  [
    `(?<!\\d)20\\d{2}-\\d{2}-\\d{2}(?:[T ]|, )${clock}${zone}`,
    `(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}, )?(?<!\\d)\\d{1,2} ${month} 20\\d{2},? (?:at )?${clock}${zone}`,
    `\\b${month} \\d{1,2}(?:st|nd|rd|th)?,? 20\\d{2},? (?:at )?${clock}${zone}`,
    `(?<!\\d)\\d{1,2}\\/\\d{1,2}\\/20\\d{2},? ${clock}${zone}`,
  ]
    .map((pattern) => `(?:${pattern})`)
    .join('|'),
  'gi',
);
/** When a token ends or a role was given is not when a call failed. */
const otherTime = sieved(
  /(?:exp(?:ire[sd]?|iry|iration)?(?:[ _-]?(?:on|at|date))?|nbf|iat|notBefore|created(?:On|At| on| at)?|updated(?:On|At| on| at)?|modified(?:On)?|last[ _-]?(?:login|modified|sign-?in)|issued(?: at)?|valid (?:until|from)|since|until|assigned(?: on| at)?|start(?:ed|Time)? ?(?:on|at)?)\\?["']?[ \t:=]{0,4}["']?$/i,
);

/** When it failed, ISO 8601 in UTC. A time without a zone is left alone: nobody can tell what it means. */
export function readTime(text: string): string | undefined {
  if (!/20\d{2}/.test(text)) return undefined;
  const found: { index: number; at: string }[] = [];
  for (const match of text.matchAll(times)) {
    const at = asIso(match[0]);
    if (at !== undefined && !otherTime.test(text.slice(Math.max(0, match.index - 30), match.index))) {
      found.push({ index: match.index, at });
    }
    if (found.length === 400) break;
  }
  if (found.length < 2) return found[0]?.at;
  // In a log the time stands at the start of the line that tells of the failure; a response's Date comes behind it.
  const refusal = refusalIndex(text);
  const lineEnd = text.indexOf('\n', refusal);
  const before = found.findLast(({ index }) => index < (lineEnd < 0 ? text.length : lineEnd));
  return (refusal < 0 ? undefined : before?.at) ?? found[0]?.at;
}

function asIso(written: string): string | undefined {
  const plain = written
    .replace(/(\d{2}),(\d{1,9})/, '$1.$2')
    .replace(/(\d)(?:st|nd|rd|th)\b/, '$1')
    .replace(/ at /, ' ')
    .replace(/ ?UTC$| ?GMT$/i, 'Z')
    .replace(/^(20\d{2}-\d{2}-\d{2})(?:, | )/, '$1T')
    .replace(/(\.\d{3})\d{1,6}/, '$1');
  const iso = /^20\d{2}-/.test(plain);
  const text = iso ? plain.replace(/ (?=[+-Z])/, '') : plain.replace(/Z$/i, ' UTC').replace(/,/g, '');
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
