/** What follows from a step of a case for others than the people of it, whatever the step was. */
import type { Announced, Case, CaseState, CaseWork } from './case.ts';

/** How a ticket system counts the states of a case. */
export const TICKET_STATES = {
  new: 'open',
  'waiting-for-reporter': 'pending',
  'waiting-for-approval': 'pending',
  resolved: 'resolved',
  closed: 'closed',
} as const satisfies Record<CaseState, string>;

/** What tells of a state that nothing else tells of. */
const NEWS = {
  open: 'case.resumed',
  pending: 'case.waiting',
  resolved: 'case.resolved',
  closed: 'case.closed',
} as const satisfies Record<(typeof TICKET_STATES)[CaseState], Announced>;

/**
 * The work with what follows from the change: a ticket system hears of every state that it knows, once, and an incident of
 * what may have been its last open case. What the incident itself has ended is no news to it.
 */
export function withConsequences<Step extends { next: Case; work: CaseWork[] }>(before: Case, step: Step): Step {
  const { next, work } = step;
  const state = TICKET_STATES[next.status.state];
  const told = state === TICKET_STATES[before.status.state] || work.some(({ kind }) => kind === 'announce');
  const { incidentId } = before;
  const ended = before.status.state !== 'resolved' && 'how' in next.status && next.status.how !== 'incident';
  return {
    ...step,
    work: [
      ...work,
      ...(told ? [] : [{ kind: 'announce', event: NEWS[state] } as const]),
      ...(ended && incidentId !== undefined ? [{ kind: 'settle-incident', incidentId } as const] : []),
    ],
  };
}
