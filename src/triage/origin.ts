import type { Conversation } from '../access/delivery.ts';
import type { DiagnosisRecord } from '../diagnosis/record.ts';
import type { Origin } from './case.ts';
import { person } from './person.ts';

const HOW = { channel: 'channel', group: 'group', personal: 'handed-over' } as const;

/** Where a report was made, and by whom if not by the reporter. Out of his own chat he hands it over himself. */
export function originOf(
  {
    conversationId,
    askedBy,
    writtenBy,
    saidIn,
  }: Pick<DiagnosisRecord, 'conversationId' | 'askedBy' | 'writtenBy' | 'saidIn'>,
  { kind }: Pick<Conversation, 'kind'>,
): Origin {
  const where = { conversationId, ...(saidIn !== undefined && { saidIn }) };
  if (writtenBy === undefined) return { how: HOW[kind], ...where };
  return { how: 'message-action', ...where, by: person(askedBy) };
}
