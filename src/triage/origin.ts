import type { Conversation } from '../access/delivery.ts';
import type { DiagnosisRecord } from '../diagnosis/record.ts';
import type { Origin } from './case.ts';

const HOW = { channel: 'channel', group: 'group', personal: 'handed-over' } as const;

/** Where a report was made, and by whom if not by the reporter. Out of his own chat he hands it over himself. */
export function originOf(
  { conversationId, askedBy, writtenBy }: Pick<DiagnosisRecord, 'conversationId' | 'askedBy' | 'writtenBy'>,
  { kind }: Pick<Conversation, 'kind'>,
): Origin {
  if (writtenBy === undefined) return { how: HOW[kind], conversationId };
  const { objectId, displayName } = askedBy;
  return { how: 'message-action', conversationId, by: { objectId, displayName } };
}
