import { z } from 'zod/v4';
import type { ConversationStore } from '../../access/delivery.ts';
import { takeFirstCard } from '../../cards/chat-link-card.ts';
import { goneCard } from '../../cards/gone-card.ts';
import type { DiagnosisStore } from '../../diagnosis/record.ts';
import { clickOnCase, type TriageDependencies } from '../../triage/cases.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import { isOpen } from '../../triage/is-open.ts';
import type { Diagnoses } from '../diagnoses.ts';
import { sameId } from '../same-id.ts';
import type { DrawCase } from '../triage/draw-case.ts';
import { type ClickHandler, say, unreadable } from './answer.ts';
import { id, version } from './fields.ts';
import { actorOf, clickOf, helpdeskOnly } from './helpdesk-only.ts';

export interface LookClicksDependencies {
  triage: TriageDependencies;
  helpdesk: Helpdesk;
  records: Pick<DiagnosisStore, 'get'>;
  conversations: Pick<ConversationStore, 'get'>;
  diagnoses: Pick<Diagnoses, 'again'>;
  drawCase: DrawCase;
}

/**
 * Has the report of a case looked at that nothing was found out of yet: because it was pointed out by somebody who may not see
 * that access, or because the check had failed. Whoever does so takes the case, for he sees what is found.
 */
export function createLookClicks({
  triage,
  helpdesk,
  records,
  conversations,
  diagnoses,
  drawCase,
}: LookClicksDependencies): { look: ClickHandler } {
  return {
    async look(click) {
      const target = z.object({ id, version }).safeParse(click.data).data;
      if (target === undefined) return unreadable;
      const { tenantId } = click.conversation;
      const proven = await actorOf(click, helpdesk);
      if ('unproven' in proven) return proven.unproven;
      const { actor } = proven;
      if (!actor.helpdesk) return helpdeskOnly;
      const one = await triage.store.case(tenantId, target.id);
      if (one === undefined) return { kind: 'card', card: goneCard('case') };
      if (one.unseen === undefined || !isOpen(one)) return say('There is nothing to look at any more.');
      const isMine = one.assignee !== undefined && sameId(one.assignee.objectId, actor.objectId);
      if (one.assignee !== undefined && !isMine)
        return { kind: 'card', card: takeFirstCard(one, 'Diagnose'), forClicker: true };
      const record = await records.get(tenantId, one.diagnosisId);
      const there = record && (await conversations.get(tenantId, record.conversationId));
      if (record?.activityId === undefined || there === undefined) {
        return say('I can no longer write where it was reported. Ask the reporter, or resolve the case.');
      }
      if (record.state === 'running') return say('I am looking already. The case shows what I find.');
      if (!isMine) {
        const taken = await clickOnCase(clickOf(click, target), { type: 'claim', by: actor }, triage);
        if (taken.outcome === 'gone') return { kind: 'card', card: goneCard('case') };
        if (taken.outcome === 'refused') return { kind: 'card', card: await drawCase(taken.subject) };
      }
      // Where the check had failed, it is still whoever reported it who asks.
      const asker = record.unseen === 'not-shown' ? { askedBy: click.from } : {};
      const { begin } = await diagnoses.again(record, there, asker);
      const now = (await triage.store.case(tenantId, one.id)) ?? one;
      return { kind: 'card', card: await drawCase(now), shownAnyway: true, afterwards: begin };
    },
  };
}
