import type { Finding, Unchecked } from './diagnosis.ts';
import { asSentence, list } from './wording.ts';

type Unread = Omit<Finding, 'id'>;

/**
 * What could not be checked, told once for each cause. One cause are findings that lack the same thing, that one command
 * mends, or that failed alike in different calls.
 */
export function uncheckedOf(findings: readonly Unread[]): Unchecked[] {
  const unknown = findings.filter(({ verdict }) => verdict === 'unknown');
  return [...Map.groupBy(unknown, (finding) => finding.remedy?.command ?? causeOf(finding)).values()].flatMap(asOne);
}

function asOne(findings: readonly Unread[]): Unchecked[] {
  const [first] = findings;
  if (first === undefined) return [];
  const { remedy, docs } = first;
  const evidence = findings.flatMap((finding) => finding.evidence);
  const notRead = [...new Set(evidence.flatMap(({ source }) => (source === undefined ? [] : [source.what])))];
  return [
    {
      topics: [...new Set(findings.map(({ title }) => title))],
      why: whyOf(findings, notRead),
      evidence: [...new Map(evidence.map((each) => [each.text, each])).values()],
      ...(remedy && { remedy }),
      ...(docs && { docs }),
    },
  ];
}

function whyOf(findings: readonly Unread[], notRead: readonly string[]): string {
  const whys = [...new Set(findings.map(({ why }) => why))];
  const causes = [...new Set(findings.map(causeOf))];
  const late = causes.some((cause) => /no answer (within|in time)/.test(cause));
  const lacking = whys.length > 1 ? lackingRights(causes) : undefined;
  if (lacking !== undefined) return lacking;
  const why = whys.length === 1 ? withPeriod(whys.join()) : causes.map(asSentence).map(withPeriod).join(' ');
  if (notRead.length === 0 || !(late || whys.length > 1)) return why;
  return `${why} ${late ? 'Still waiting for' : 'Not read'}: ${list(notRead)}.`;
}

function causeOf({ why }: Unread): string {
  return withoutCall(why);
}

/** 'the bot was refused.' for 'ARM: list deny assignments: the bot was refused.': why a call failed, whichever it was. */
export function withoutCall(reason: string): string {
  return reason.replace(/^(ARM|Graph|Resource Graph|Entra): [^:]+: /, '');
}

/** Azure's own words may end with none. */
function withPeriod(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** 'the bot was refused; it needs A.' and '… B.' as 'The bot was refused; it needs A and B.' */
function lackingRights(causes: readonly string[]): string | undefined {
  const parts = causes.flatMap((cause) => {
    const [, refusal, right] = /^(.*; it needs )(.+)\.$/.exec(cause) ?? [];
    return refusal === undefined || right === undefined ? [] : [{ refusal, right }];
  });
  const [first] = parts;
  if (first === undefined || parts.length < causes.length) return undefined;
  if (parts.some(({ refusal }) => refusal !== first.refusal)) return undefined;
  return asSentence(`${first.refusal}${list(parts.map(({ right }) => right))}.`);
}
