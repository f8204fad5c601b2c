/** A case follows the incident it belongs to. */
import type { Case, CaseDecision, CaseEvent } from '../case.ts';
import { isOpen } from '../is-open.ts';
import { signed } from '../note.ts';
import { refusals } from './refusals.ts';
import { announce, back, DELIVER, resolved, step } from './step.ts';

export function joined(
  before: Case,
  { incidentId, trait }: Extract<CaseEvent, { type: 'joined' }>,
  now: Date,
): CaseDecision {
  if (!isOpen(before)) return refusals.notNow;
  if (before.incidentId !== undefined) return refusals.noChange;
  return step(
    {
      ...before,
      incidentId,
      ...(trait.kind === 'instance' && { incidentInstance: trait.label }),
      traits: [...new Set([...(before.traits ?? []), trait.key])],
      answeredAt: before.answeredAt ?? now.toISOString(),
    },
    DELIVER,
    announce('case.joined'),
  );
}

export function incidentResolved(
  before: Case,
  { incidentId, by, note }: Extract<CaseEvent, { type: 'incident-resolved' }>,
  now: Date,
): CaseDecision {
  // One that was opened again by itself belongs to it no more.
  if (!isOpen(before) || before.incidentId !== incidentId) return refusals.noChange;
  return step(
    { ...before, status: resolved('incident', now, by, note) },
    DELIVER,
    { kind: 'tell-reporter', news: 'incident-resolved' },
    announce('case.resolved'),
  );
}

/** Only what this incident had resolved: for the others something else has helped, or their time is up. */
export function incidentReopened(
  before: Case,
  { incidentId, by, note }: Extract<CaseEvent, { type: 'incident-reopened' }>,
  now: Date,
): CaseDecision {
  const { status } = before;
  if (status.state !== 'resolved' || status.how !== 'incident' || before.incidentId !== incidentId) {
    return refusals.noChange;
  }
  return step(
    { ...before, status: back(before, now, signed(by, note)) },
    DELIVER,
    { kind: 'tell-reporter', news: 'reopened' },
    announce('case.reopened'),
  );
}
