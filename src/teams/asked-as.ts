import type { DiagnosisRecord } from '../diagnosis/record.ts';
import type { Case } from '../triage/case.ts';
import type { Sender } from './activity.ts';
import { sameId } from './same-id.ts';

/** `another-has-it`: he has asked, and the case has become somebody else's since. */
export type AskedAs = { record: DiagnosisRecord } | { not: 'yours' | 'another-has-it' };

/**
 * The record as this person goes on with it, or why it is not his to go on with. Who asked because of another's message does
 * so until somebody else has the case. What somebody else has asked about the writer of a message is the writer's as his own
 * is, and so is what was not looked into yet; what was asked about others because of him is not. Pure.
 * @param one the case that the diagnosis is of; undefined where there is none
 */
export function askedAs(
  record: DiagnosisRecord,
  person: Pick<Sender, 'objectId'>,
  one: Pick<Case, 'assignee'> | undefined,
): AskedAs {
  const { askedBy, writtenBy = askedBy, diagnosis } = record;
  const is = (other: { objectId: string } | undefined) =>
    other !== undefined && sameId(other.objectId, person.objectId);
  const principal = diagnosis?.principal;
  if (is(askedBy)) {
    const isAnothers = one?.assignee !== undefined && !is(one.assignee);
    return isAnothers && !is(writtenBy) && !is(principal) ? { not: 'another-has-it' } : { record };
  }
  if (!is(writtenBy) || (diagnosis !== undefined && !is(principal))) return { not: 'yours' };
  const own = diagnosis && principal && { ...diagnosis, principal: { ...principal, self: true } };
  return { record: { ...record, askedBy: writtenBy, ...(own && { diagnosis: own }) } };
}
