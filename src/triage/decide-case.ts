import type { Case, CaseDecision, CaseEvent, CaseRefusal } from './case.ts';
import { withConsequences } from './consequences.ts';
import { answered, askReporter, questionUnreached, reporterWrote } from './transitions/asking.ts';
import { dueAt, notHelpful, reopen, resolve, wake } from './transitions/ending.ts';
import { diagnosed, questionAsked, unseen } from './transitions/looked.ts';
import { accessWorks, requested, requestFailed } from './transitions/requested.ts';
import { assign, claim } from './transitions/taking.ts';
import { incidentReopened, incidentResolved, joined } from './transitions/with-incident.ts';

/**
 * What an event makes of a case: its next version with the work that follows, or why nothing changes. Pure; whoever stores
 * `next` compares and swaps on the version. Events that come late or twice are refusals, never errors.
 */
export function decideCase(before: Case, event: CaseEvent, now: Date): CaseDecision {
  const decision = react(before, event, now);
  return 'refused' in decision ? decision : withWake(before, withConsequences(before, decision));
}

function react(before: Case, event: CaseEvent, now: Date): CaseDecision {
  switch (event.type) {
    case 'diagnosed':
      return diagnosed(before, event, now);
    case 'question-asked':
      return questionAsked(before, event.begunAt, now);
    case 'unseen':
      return unseen(before, event, now);
    case 'requested':
      return requested(before, event, now);
    case 'request-failed':
      return requestFailed(before, event, now);
    case 'access-works':
      return accessWorks(before, event, now);
    case 'joined':
      return joined(before, event, now);
    case 'incident-resolved':
      return incidentResolved(before, event, now);
    case 'incident-reopened':
      return incidentReopened(before, event, now);
    case 'claim':
      return claim(before, event.by);
    case 'assign':
      return assign(before, event);
    case 'ask-reporter':
      return askReporter(before, event, now);
    case 'question-unreached':
      return questionUnreached(before, event.askedAt, now);
    case 'reporter-wrote':
      return reporterWrote(before, event.by, now);
    case 'answered':
      return answered(before, event, now);
    case 'resolve':
      return resolve(before, event, now);
    case 'not-helpful':
      return notHelpful(before, event.by, now);
    case 'reopen':
      return reopen(before, event, now);
    case 'wake':
      return wake(before, now);
  }
}

/** Every step that changes when the case is next due queues a wake for it: so no time is ever forgotten. */
function withWake(before: Case, { next, work }: Exclude<CaseDecision, CaseRefusal>): CaseDecision {
  const { wakeAt: _, ...rest } = next;
  const due = dueAt(rest);
  if (due === undefined) return { next: rest, work };
  const at = new Date(due).toISOString();
  return { next: { ...rest, wakeAt: at }, work: at === before.wakeAt ? work : [...work, { kind: 'wake', at }] };
}
