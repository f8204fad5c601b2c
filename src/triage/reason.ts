/** What counts as a reason that the people of an incident share. */
import type { Common, Examined, Incident } from './incident.ts';

/** Something they share, and what mends it for all of them. */
export interface Reason {
  common: Common;
  fix?: Fix;
}

export type Fix = NonNullable<Examined['fix']>;

/** So long Azure may take to write a change into its logs (Azure Monitor docs, "Log data ingestion time"). */
export const LOG_LAG_MS = 20 * 60_000;

/** Nobody gets in, whatever roles are held. */
export function isNetwork({ cause }: Pick<Incident, 'cause'>): boolean {
  return cause?.startsWith('network.') ?? false;
}

/** One person is no pattern, nor are two of ten. */
export function isMost(count: number, people: readonly unknown[]): boolean {
  return count >= 2 && count * 2 > people.length;
}

/** What came after the last report is no reason for it. */
export function isInTime({ at }: { at: string }, { lastReportAt }: Pick<Incident, 'lastReportAt'>): boolean {
  return Date.parse(at) <= Date.parse(lastReportAt);
}
