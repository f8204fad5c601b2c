import { z } from 'zod/v4';
import { goneCard } from '../../cards/gone-card.ts';
import { CALLER_MAX } from '../../cards/verbs.ts';
import type { DiagnosisStore } from '../../diagnosis/record.ts';
import type { CardClick } from '../activity.ts';
import { askedAs } from '../asked-as.ts';
import type { Diagnoses } from '../diagnoses.ts';
import { answered } from '../questions.ts';
import { type ClickAnswer, type ClickHandler, notYours, say, unreadable } from './answer.ts';
import { id, text } from './fields.ts';

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
}

/** A diagnosis is run again, with what was answered or as it was. */
export function createDiagnosisClicks({ diagnoses, records }: DiagnosisClicksDependencies): {
  confirm: ClickHandler;
  recheck: ClickHandler;
} {
  async function again(
    { conversation, from }: CardClick,
    data: z.infer<typeof confirmation> | undefined,
  ): Promise<ClickAnswer> {
    if (data === undefined) return unreadable;
    const record = await records.get(conversation.tenantId, data.id);
    if (record === undefined) return { kind: 'card', card: goneCard('diagnosis') };
    const asks = askedAs(record, from);
    if (asks === undefined) return notYours;
    if (record.state === 'waiting-for-answer' && record.offered !== undefined && !data.instance) {
      return say('Choose an instance, then press the button again.');
    }
    const report = answered(record.report, data);
    if (typeof report === 'string') return say(report);
    // From here on it is the writer of the message who asks, where somebody else did before.
    const asker = asks === record ? {} : { askedBy: asks.askedBy };
    const { card, begin } = await diagnoses.again(record, conversation, {
      instanceId: data.instance,
      report,
      ...asker,
    });
    return { kind: 'card', card, afterwards: begin };
  }

  return {
    confirm: (click) => again(click, confirmation.safeParse(click.data).data),
    recheck: (click) => again(click, z.object({ id }).safeParse(click.data).data),
  };
}
