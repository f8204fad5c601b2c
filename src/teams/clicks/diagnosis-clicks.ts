import { z } from 'zod/v4';
import type { Conversation, ConversationStore } from '../../access/delivery.ts';
import { goneCard } from '../../cards/gone-card.ts';
import { CALLER_MAX } from '../../cards/verbs.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../../diagnosis/record.ts';
import type { CardClick } from '../activity.ts';
import type { Diagnoses } from '../diagnoses.ts';
import { answered } from '../questions.ts';
import { sameId } from '../same-id.ts';
import { type ClickAnswer, type ClickHandler, say, unreadable } from './answer.ts';
import { id, text } from './fields.ts';
import type { MayAsk } from './may-ask.ts';

/** The answers to the one question; a card asks only for some of them. */
const confirmation = z.object({
  id,
  instance: text.optional(),
  who: z.enum(['me', 'app', 'user', 'group']).optional(),
  caller: z.string().max(CALLER_MAX).optional(),
  tried: text.optional(),
});

export interface DiagnosisClicksDependencies {
  diagnoses: Diagnoses;
  records: DiagnosisStore;
  conversations: Pick<ConversationStore, 'get'>;
  mayAsk: MayAsk;
}

/** A diagnosis is run again, with what was answered or as it was. */
export function createDiagnosisClicks({ diagnoses, records, conversations, mayAsk }: DiagnosisClicksDependencies): {
  confirm: ClickHandler;
  recheck: ClickHandler;
} {
  async function again(
    { conversation, from, activityId }: CardClick,
    data: z.infer<typeof confirmation> | undefined,
  ): Promise<ClickAnswer> {
    if (data === undefined) return unreadable;
    const record = await records.get(conversation.tenantId, data.id);
    if (record === undefined) return { kind: 'card', card: goneCard('diagnosis') };
    const asks = await mayAsk(record, from, 'look-anew');
    if ('answer' in asks) return asks.answer;
    if (record.state === 'waiting-for-answer' && record.offered !== undefined && !data.instance) {
      return say('Choose an instance, then press the button again.');
    }
    const report = answered(record.report, data);
    if (typeof report === 'string') return say(report);
    const there = await placeOf(record, { conversation, from });
    if (there === undefined) return say(NOT_THERE);
    // From here on it is the writer of the message who asks, where somebody else did before.
    const asker = asks.record === record ? {} : { askedBy: asks.record.askedBy };
    // The card was sent, and that it was is not stored yet.
    const isOnlyCard = record.activityId === undefined && there === conversation && activityId !== undefined;
    const shown = isOnlyCard ? { ...record, activityId } : record;
    const { card, begin } = await diagnoses.again(shown, there, {
      instanceId: data.instance,
      report,
      ...asker,
    });
    const answer: ClickAnswer =
      there === conversation ? { kind: 'card', card } : say('I am looking. The answer comes where this was asked.');
    return { ...answer, afterwards: begin };
  }

  /** Where its card is: what is shown to one person alone may be in another conversation. Nobody else's chat. */
  async function placeOf(
    { tenantId, conversationId }: DiagnosisRecord,
    { conversation, from }: Pick<CardClick, 'conversation' | 'from'>,
  ): Promise<Conversation | undefined> {
    if (conversation.id === conversationId) return conversation;
    const there = await conversations.get(tenantId, conversationId);
    const isOpenToHim = there?.kind !== 'personal' || sameId(there.userObjectId ?? '', from.objectId);
    return isOpenToHim ? there : undefined;
  }

  return {
    confirm: (click) => again(click, confirmation.safeParse(click.data).data),
    recheck: (click) => again(click, z.object({ id }).safeParse(click.data).data),
  };
}

const NOT_THERE = 'I cannot answer where this was asked. Send me here what fails, and I look anew.';
