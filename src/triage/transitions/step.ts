/** What every transition of a case is made of. */
import type { Person } from '../../access/access-request.ts';
import type { Announced, Case, CaseWork, Reopened, Resolved } from '../case.ts';
import { signed } from '../note.ts';

/** The card follows every change. */
export const DELIVER: CaseWork = { kind: 'deliver' };

/** What belongs to no incident is compared with what others report. */
export const GATHER: CaseWork = { kind: 'gather' };

/** The next version, with the work that follows. */
export function step(next: Case, ...work: CaseWork[]): { next: Case; work: CaseWork[] } {
  return { next: { ...next, version: next.version + 1 }, work };
}

export function announce(event: Announced): CaseWork {
  return { kind: 'announce', event };
}

/** Whose turn it is where nobody waits for the reporter: a request that is still open says more than the helpdesk's. */
export function back({ requestOpen }: Pick<Case, 'requestOpen'>, now: Date, how?: Reopened) {
  const state = requestOpen ? ('waiting-for-approval' as const) : ('new' as const);
  return { state, at: now.toISOString(), ...(how && { reopened: how }) };
}

/** What it belonged to is over, or did not help; the next look may find another one. */
export function reopened(before: Case, how: Reopened, now: Date): Case {
  const { incidentId: _, ...rest } = before;
  return { ...rest, status: back(before, now, how) };
}

export function resolved(how: Resolved['how'], now: Date, by?: Person, note?: string): Resolved {
  return { state: 'resolved', at: now.toISOString(), how, ...(by && signed(by, note)) };
}
