import { ADT_DATA_OWNER, ADT_DATA_READER, type BuiltInRole } from '../rbac/roles.ts';

/** What may be asked for and how long an answer is awaited. */
export interface AccessPolicy {
  /** The only roles that can be requested and granted. */
  grantableRoles: readonly BuiltInRole[];
  durations: readonly Duration[];
  /** A request that nobody decided lapses after this. */
  lapseAfterMinutes: number;
}

export interface Duration {
  /** null is permanent. */
  minutes: number | null;
  /** For a card: '8 hours'. */
  label: string;
}

export const DEFAULT_POLICY: AccessPolicy = {
  grantableRoles: [ADT_DATA_READER, ADT_DATA_OWNER],
  durations: [
    { minutes: 480, label: '8 hours' },
    { minutes: 1440, label: '1 day' },
    { minutes: 10080, label: '7 days' },
    { minutes: 43200, label: '30 days' },
    { minutes: null, label: 'Permanent' },
  ],
  lapseAfterMinutes: 1440,
};

const PERMANENT = 'permanent';

/** The durations as choices of a form, whose values are text. */
export function durationChoices({ durations }: AccessPolicy): { title: string; value: string }[] {
  return durations.map(({ minutes, label }) => ({ title: label, value: minutes === null ? PERMANENT : `${minutes}` }));
}

/** The minutes behind a form's value, null for permanent; undefined for a value that the policy does not offer. */
export function durationFromChoice(value: string, { durations }: AccessPolicy): number | null | undefined {
  return durations.find(({ minutes }) => value === (minutes === null ? PERMANENT : `${minutes}`))?.minutes;
}

/** A duration in words, also one that the policy no longer offers. */
export function durationLabel(minutes: number | null, { durations }: AccessPolicy): string {
  const offered = durations.find((duration) => duration.minutes === minutes)?.label;
  return offered ?? (minutes === null ? 'Permanent' : `${minutes} minutes`);
}
