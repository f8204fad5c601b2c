import type { FindingId } from '../diagnosis/diagnosis.ts';
import type { ChoiceSetInput, Element } from './card.ts';
import { causeNames } from './cause-words.ts';
import { durationLabel } from './duration.ts';
import { plain } from './escape.ts';

/** What narrows the list of open cases. What is absent does not narrow. */
export interface TriageFilters {
  owner?: Owner;
  /** Part of the instance's name. */
  instance?: string;
  cause?: FindingId;
  /** Reported at least so long ago, in minutes; the form offers AGES. */
  age?: number;
}

export type Owner = 'mine' | 'unassigned';

const OWNERS: Record<Owner, string> = { mine: 'Mine', unassigned: 'Taken by nobody' };
const AGES: [minutes: number, label: string][] = [
  [60, 'an hour'],
  [1440, 'a day'],
  [3 * 1440, '3 days'],
  [7 * 1440, 'a week'],
];
const INSTANCE_MAX = 60;
/** Of an input where nothing is chosen. */
const ANY = 'any';

/** Reads the form again. Whatever it does not know does not narrow: what comes from a client is never trusted. */
export function readFilters(inputs: Record<string, unknown>): TriageFilters {
  const owner = keyOf(OWNERS, inputs.owner);
  const cause = keyOf(causeNames, inputs.cause);
  const age = typeof inputs.age === 'string' && /^[1-9]\d{0,6}$/.test(inputs.age) ? Number(inputs.age) : undefined;
  const instance = typeof inputs.instance === 'string' ? plain(inputs.instance, INSTANCE_MAX) : '';
  return {
    ...(owner !== undefined && { owner }),
    ...(instance !== '' && { instance }),
    ...(cause !== undefined && { cause }),
    ...(age !== undefined && { age }),
  };
}

/** 'mine · plant-a · older than a day'; empty where nothing narrows. */
export function filtersInWords({ owner, instance, cause, age }: TriageFilters): string {
  return [
    ...(owner ? [OWNERS[owner].toLowerCase()] : []),
    ...(instance ? [plain(instance, INSTANCE_MAX)] : []),
    ...(cause ? [causeNames[cause]] : []),
    ...(age === undefined ? [] : [`older than ${ageInWords(age)}`]),
  ].join(' · ');
}

/** The form. Every input has a value, so that any button of the card may send them all. */
export function filterInputs({ owner, instance, cause, age }: TriageFilters): Element[] {
  return [
    choice('owner', 'Whose', 'Everybody’s', Object.entries(OWNERS), owner),
    {
      type: 'Input.Text',
      id: 'instance',
      label: 'Instance',
      placeholder: 'Part of its name',
      ...(instance !== undefined && { value: plain(instance, INSTANCE_MAX) }),
      maxLength: INSTANCE_MAX,
    },
    choice('cause', 'Cause', 'Any', Object.entries(causeNames), cause),
    choice(
      'age',
      'Reported',
      'Any time',
      agesWith(age).map((minutes): [string, string] => [String(minutes), `More than ${ageInWords(minutes)} ago`]),
      age === undefined ? undefined : String(age),
    ),
  ];
}

/** Those that the form offers, and the one that was asked for in words. */
function agesWith(age: number | undefined): number[] {
  const offered = AGES.map(([minutes]) => minutes);
  return age === undefined || offered.includes(age) ? offered : [...offered, age].sort((a, b) => a - b);
}

function ageInWords(age: number): string {
  return AGES.find(([minutes]) => minutes === age)?.[1] ?? durationLabel(age);
}

function choice(
  id: string,
  label: string,
  any: string,
  choices: [value: string, title: string][],
  chosen: string | undefined,
): ChoiceSetInput {
  return {
    type: 'Input.ChoiceSet',
    id,
    label,
    style: 'compact',
    choices: [{ title: any, value: ANY }, ...choices.map(([value, title]) => ({ title, value }))],
    value: chosen ?? ANY,
  };
}

/** What is given, where it is one of those that are known. */
export function keyOf<Key extends string>(known: Readonly<Record<Key, string>>, given: unknown): Key | undefined {
  const keys = Object.keys(known) as Key[];
  return keys.find((key) => key === given);
}
