import { causeNames } from '../cards/cause-words.ts';
import { keyOf } from '../cards/triage-filters.ts';
import type { FindingId } from '../diagnosis/diagnosis.ts';
import { openCases } from '../triage/open-cases.ts';
import type { CaseFilter } from '../triage/store.ts';

/** What the page asks for, as its address has it. Whatever is none of these narrows nothing. */
export interface BoardFilters {
  whose?: Whose;
  /** Part of an instance's name. */
  instance?: string;
  cause?: FindingId;
  age?: Age;
  /** Days that the figures and the chart look back. */
  days: Days;
  /** Most cases in the table. */
  shown: number;
}

export const WHOSE = { mine: 'Mine', unassigned: 'Unassigned' } as const;
export type Whose = keyof typeof WHOSE;

export const AGES = { '1': 'Over an hour', '8': 'Over 8 hours', '24': 'Over a day', '72': 'Over 3 days' } as const;
/** Hours. */
export type Age = keyof typeof AGES;

export const DAYS = { '14': '14 days', '30': '30 days', '90': '90 days' } as const;
export type Days = keyof typeof DAYS;

export const USUAL_DAYS: Days = '30';
export const PAGE = 50;
export const MOST_SHOWN = 500;
const LONGEST_NAME = 100;
const HOUR_MS = 3_600_000;

export function readFilters(query: URLSearchParams): BoardFilters {
  const whose = keyOf(WHOSE, query.get('whose'));
  const instance = query.get('instance')?.replaceAll('\u0000', '').trim().slice(0, LONGEST_NAME);
  const cause = keyOf(causeNames, query.get('cause'));
  const age = keyOf(AGES, query.get('age'));
  const shown = Number(query.get('shown'));
  return {
    ...(whose && { whose }),
    ...(instance && { instance }),
    ...(cause && { cause }),
    ...(age && { age }),
    days: keyOf(DAYS, query.get('days')) ?? USUAL_DAYS,
    shown: Number.isInteger(shown) && shown > PAGE ? Math.min(shown, MOST_SHOWN) : PAGE,
  };
}

/** Open cases, as this person has narrowed them. */
export function caseFilterOf(filters: BoardFilters, me: { objectId: string }, now: Date): CaseFilter {
  const { whose, instance, cause, age } = filters;
  const olderThanMs = age === undefined ? undefined : Number(age) * HOUR_MS;
  return openCases({ owner: whose, instance, cause, olderThanMs }, me, now);
}

export function isNarrowed({ whose, instance, cause, age }: BoardFilters): boolean {
  return [whose, instance, cause, age].some((one) => one !== undefined);
}
