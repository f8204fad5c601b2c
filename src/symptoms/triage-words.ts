/** What narrows the list of open cases, in the words of 'triage mine plant-a older than 2 days'. */
export interface TriageWords {
  owner?: 'mine' | 'unassigned';
  /** Part of an instance's name. */
  instance?: string;
  /** Reported at least so long ago. */
  olderThanMinutes?: number;
}

const UNITS: Record<string, number> = { minute: 1, hour: 60, day: 1_440, week: 10_080 };
const age = /\bolder than (?:(an?|one|\d{1,3}) )?(minute|hour|day|week)s?\b/;
const owners: [RegExp, TriageWords['owner'] & string][] = [
  [/(?<![\w-])(?:mine|my cases|my own|my|assigned to me)(?![\w-])/, 'mine'],
  [/(?<![\w-])(?:unassigned|not assigned|nobody'?s|taken by nobody|unclaimed|open to take)(?![\w-])/, 'unassigned'],
];
const instanceName = /^[a-z\d][a-z\d-]{1,61}[a-z\d]$/;
const NO_FILTERS = new Set(['cases', 'case', 'and', 'on', 'of', 'for', 'at', 'the', 'show', 'all', 'open']);
/** What people ask for that no list has. An instance of such a name is found by Filter. */
const NO_INSTANCES = new Set(
  'closed resolved solved done assigned taken new waiting pending approval incident incidents old older oldest newest today yesterday'.split(
    ' ',
  ),
);

/** Reads what stands behind the word 'triage', in lower case. Undefined where there is anything that it does not know. */
export function readTriageWords(words: string): TriageWords | undefined {
  const older = age.exec(words);
  const owner = owners.find(([pattern]) => pattern.test(words));
  const rest = [age, ...owners.map(([pattern]) => pattern)]
    .reduce((left, pattern) => left.replace(pattern, ' '), words)
    .split(/[\s,]/)
    .filter((word) => word !== '' && !NO_FILTERS.has(word));
  const [instance, ...more] = rest;
  if (more.length > 0) return undefined;
  if (instance !== undefined && (NO_INSTANCES.has(instance) || !instanceName.test(instance))) return undefined;
  const [, count, unit = ''] = older ?? [];
  const many = count === undefined || /^(?:an?|one)$/.test(count) ? 1 : Number(count);
  return {
    ...(owner && { owner: owner[1] }),
    ...(instance !== undefined && { instance }),
    ...(older && { olderThanMinutes: many * (UNITS[unit] ?? 0) }),
  };
}
