import { instanceHost } from './identifiers.ts';

/** What narrows the list of open cases, in the words of 'triage mine plant-a older than 2 days'. */
export interface TriageWords {
  owner?: 'mine' | 'unassigned';
  /** Part of an instance's name. */
  instance?: string;
  /** Reported at least so long ago. */
  olderThanMinutes?: number;
}

const UNITS: Record<string, number> = { m: 1, h: 60, d: 1_440, w: 10_080 };
const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const count = `(an?|${NUMBERS.join('|')}|\\d{1,3})`;
/** An hour is meant by 'hour', and not by 'h' alone. */
const age = new RegExp(
  `\\bolder than (?:(?:${count} )?(minute|hour|day|week)s?|${count} ?(min|hr|h|day|d|week|wk|w)s?)(?![\\w-])`,
);
const owners: [RegExp, TriageWords['owner'] & string][] = [
  [/(?<![\w-])(?:mine|my cases|my own|my|assigned to me)(?![\w-])/, 'mine'],
  [/(?<![\w-])(?:unassigned|not assigned|nobody'?s|taken by nobody|unclaimed|open to take)(?![\w-])/, 'unassigned'],
];
const instanceName = /^[a-z\d][a-z\d-]{1,61}[a-z\d]$/;
const NO_FILTERS = new Set('cases case and on of for at the show list all open please pls plz now instance'.split(' '));
/** What people ask for that no list has. An instance of such a name is found by Filter. */
const NO_INSTANCES = new Set(
  'help filter filters error errors closed resolved solved done assigned taken new waiting pending approval incident incidents old older oldest newest today yesterday'.split(
    ' ',
  ),
);

/**
 * Reads what stands behind the word 'triage', in lower case. Undefined where there is anything that it does not know;
 * 'two-owners' where it is to be mine and nobody's at once.
 */
export function readTriageWords(words: string): TriageWords | 'two-owners' | undefined {
  const older = age.exec(words);
  const [owner, other] = owners.filter(([pattern]) => pattern.test(words));
  if (other !== undefined) return 'two-owners';
  const rest = [age, ...owners.map(([pattern]) => pattern)]
    .reduce((left, pattern) => left.replace(pattern, ' '), words)
    .split(/[\s,]/)
    .map((word) => word.replace(/^["'`]|["'`]$/g, ''))
    .filter((word) => word !== '' && !NO_FILTERS.has(word));
  const [first, ...more] = rest;
  if (more.length > 0) return undefined;
  const instance = first && (instanceHost(first)?.split('.', 1)[0] ?? first);
  if (instance !== undefined && !canBeInstance(instance)) return undefined;
  return {
    ...(owner && { owner: owner[1] }),
    ...(instance !== undefined && { instance }),
    ...(older && { olderThanMinutes: minutesOf(older) }),
  };
}

/** No number either: that is a case's. */
function canBeInstance(word: string): boolean {
  return instanceName.test(word) && !/^\d{1,63}$/.test(word) && !NO_INSTANCES.has(word);
}

function minutesOf([, longCount, longUnit, shortCount, shortUnit]: RegExpExecArray): number {
  const many = longCount ?? shortCount ?? 'a';
  const [unit = ''] = longUnit ?? shortUnit ?? '';
  const named = NUMBERS.indexOf(many) + 1;
  return (/^an?$/.test(many) ? 1 : named || Number(many)) * (UNITS[unit] ?? 0);
}
