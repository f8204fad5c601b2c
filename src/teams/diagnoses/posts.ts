/** A report becomes a record, stored before it is answered with a card. */
import type { Conversation, ConversationStore } from '../../access/delivery.ts';
import type { AdaptiveCard } from '../../cards/card.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../../diagnosis/record.ts';
import type { SymptomReport } from '../../symptoms/report.ts';
import { becomesCase } from '../../triage/becomes-case.ts';
import type { Sender } from '../activity.ts';
import { takingOf } from '../taking.ts';
import { createSendFirstCard, type FirstCardDependencies, type PostedRecord } from './first-card.ts';

/** What is known of a report besides its text. */
export interface Circumstances {
  /** The message whose card this takes over; without it a new one is sent. */
  activityId?: string | undefined;
  instanceId?: string | undefined;
  readInPart?: boolean | undefined;
  /** Nobody had spoken to the bot. */
  unasked?: boolean | undefined;
  /** Who wrote the message that `from` has pointed at. */
  writtenBy?: Sender | undefined;
  /** Id of the conversation with that message, where it is another one. */
  saidIn?: string | undefined;
  /** Ids of the messages that this answers, so that nothing else does. */
  messageIds?: readonly string[];
}

export interface PostsDependencies extends FirstCardDependencies {
  store: FirstCardDependencies['store'] & Pick<DiagnosisStore, 'saveFor'>;
  conversations: Pick<ConversationStore, 'remember'>;
  now: () => Date;
  newId: () => string;
}

export interface Posts {
  newRecord(
    conversation: Conversation,
    askedBy: Sender,
    report: SymptomReport,
    circumstances: Circumstances & Pick<DiagnosisRecord, 'state'>,
  ): DiagnosisRecord;
  /**
   * Stored before it is announced: a stop in between leaves something to resume, not a card that waits for ever. Undefined
   * where the messages are answered already, or by another by then.
   */
  post(
    record: DiagnosisRecord,
    conversation: Conversation,
    card: AdaptiveCard,
    messageIds?: readonly string[],
  ): Promise<PostedRecord | undefined>;
  /** Shows what is stored already: in its message, or in a new one. Undefined where another answers it by then. */
  show(record: DiagnosisRecord, conversation: Conversation, card: AdaptiveCard): Promise<PostedRecord | undefined>;
  /** Stores it as what answers these messages. False where they are answered already. */
  saveFor(record: DiagnosisRecord, conversation: Conversation, messageIds?: readonly string[]): Promise<boolean>;
}

export function createPosts(dependencies: PostsDependencies): Posts {
  const { store, conversations, messenger, now, newId } = dependencies;
  const sendFirstCard = createSendFirstCard(dependencies);

  function newRecord(
    conversation: Conversation,
    askedBy: Sender,
    report: SymptomReport,
    {
      activityId,
      instanceId,
      readInPart,
      unasked,
      writtenBy,
      saidIn,
      state,
    }: Circumstances & Pick<DiagnosisRecord, 'state'>,
  ): DiagnosisRecord {
    return {
      tenantId: conversation.tenantId,
      id: newId(),
      askedBy,
      report,
      conversationId: conversation.id,
      begunAt: now().toISOString(),
      state,
      ...(activityId !== undefined && { activityId }),
      ...(instanceId !== undefined && { instanceId }),
      ...(readInPart && { readInPart }),
      ...(unasked && { unasked }),
      ...(writtenBy && { writtenBy }),
      ...(saidIn !== undefined && { saidIn }),
      ...(becomesCase(conversation, report) && { triaged: true }),
    };
  }

  async function post(
    record: DiagnosisRecord,
    conversation: Conversation,
    card: AdaptiveCard,
    messageIds?: readonly string[],
  ): Promise<PostedRecord | undefined> {
    // The case that follows the record has to know where it was reported.
    if (conversation.kind !== 'personal') await conversations.remember(conversation);
    if (!(await saveFor(record, conversation, messageIds))) return undefined;
    return show(record, conversation, card);
  }

  async function show(
    record: DiagnosisRecord,
    conversation: Conversation,
    card: AdaptiveCard,
  ): Promise<PostedRecord | undefined> {
    const { activityId } = record;
    if (activityId === undefined) return sendFirstCard(record, conversation, card);
    await messenger.update(conversation, activityId, card);
    return { ...record, activityId };
  }

  function saveFor(
    record: DiagnosisRecord,
    conversation: Conversation,
    messageIds: readonly string[] = [],
  ): Promise<boolean> {
    return store.saveFor(
      record,
      messageIds.map((id) => takingOf(conversation, id, now())),
    );
  }

  return { newRecord, post, show, saveFor };
}
