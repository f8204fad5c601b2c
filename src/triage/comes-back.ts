import type { DiagnosisRecord } from '../diagnosis/record.ts';
import type { Case, Origin, Resolved } from './case.ts';
import { caseStep } from './cases.ts';
import type { Doing } from './doing.ts';
import { person, samePerson } from './person.ts';
import { isSameTrouble } from './same-trouble.ts';
import type { Returning } from './store.ts';

/** Where a role had worked, or nobody wanted an answer, the next report is of something new. */
const MAY_COME_BACK: readonly Resolved['how'][] = ['by-hand', 'incident', 'no-answer'];
const KINDS = { channel: 'channel', group: 'group', 'handed-over': 'personal' } as const;

/**
 * Whether a resolved case is what its reporter reports again, in its own thread or chat; then it is open again, as by his
 * button. What he had said before the end is one more look at it, which tells by what it finds whether it was the end.
 * Undefined: it is not, and the report is another case. Pure.
 */
export function comesBack(
  resolved: Case,
  record: DiagnosisRecord,
  { how, conversationId }: Origin,
  now: Date,
): Returning | undefined {
  const { status, reporter } = resolved;
  // Whoever points at a message does not know whether it is an old one.
  if (how === 'message-action' || !samePerson(record.askedBy, reporter)) return undefined;
  if (status.state !== 'resolved' || !MAY_COME_BACK.includes(status.how)) return undefined;
  if (!isSameTrouble(resolved, record)) return undefined;
  // To the helpdesk it is said when it is handed over.
  const saidAt = how === 'handed-over' ? now.toISOString() : record.begunAt;
  if (saidAt <= status.at) {
    // Who was told of an incident is to be looked at where that is over.
    return record.joins === undefined ? {} : undefined;
  }
  const by = person(reporter);
  const doing: Doing = { by, from: { kind: KINDS[how], conversationId } };
  const step = caseStep(resolved, { type: 'reopen', by: { ...by, helpdesk: false } }, now, doing);
  return 'refused' in step ? undefined : { step };
}
