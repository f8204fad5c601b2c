import type { FindingId } from '../diagnosis/diagnosis.ts';
import { OPEN_STATES } from './case.ts';
import type { CaseFilter } from './store.ts';

/** What somebody wants to see of the open cases, on a card or on the board. */
export interface Narrowing {
  owner?: 'mine' | 'unassigned' | undefined;
  /** Part of the instance's name. */
  instance?: string | undefined;
  cause?: FindingId | undefined;
  /** Reported at least so long ago. */
  olderThanMs?: number | undefined;
}

/** The same as the store reads it. Pure. */
export function openCases(
  { owner, instance, cause, olderThanMs }: Narrowing,
  { objectId }: { objectId: string },
  now: Date,
): CaseFilter {
  return {
    states: OPEN_STATES,
    ...(owner === 'mine' && { assignee: objectId }),
    ...(owner === 'unassigned' && { unassigned: true }),
    ...(instance !== undefined && { instance }),
    ...(cause !== undefined && { cause }),
    ...(olderThanMs !== undefined && { before: new Date(now.getTime() - olderThanMs).toISOString() }),
  };
}
