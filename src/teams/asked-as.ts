import type { DiagnosisRecord } from '../diagnosis/record.ts';
import type { Sender } from './activity.ts';
import { sameId } from './same-id.ts';

/**
 * The record as this person asks with it; undefined where it is not his to ask with. What somebody else has asked about the
 * writer of a message is the writer's as his own is; what was asked about others because of him is not.
 */
export function askedAs(record: DiagnosisRecord, person: Pick<Sender, 'objectId'>): DiagnosisRecord | undefined {
  const { askedBy, writtenBy, diagnosis } = record;
  if (sameId(askedBy.objectId, person.objectId)) return record;
  if (writtenBy === undefined || diagnosis?.principal === undefined) return undefined;
  const { principal } = diagnosis;
  if (!sameId(writtenBy.objectId, person.objectId) || !sameId(principal.objectId, person.objectId)) return undefined;
  return { ...record, askedBy: writtenBy, diagnosis: { ...diagnosis, principal: { ...principal, self: true } } };
}
