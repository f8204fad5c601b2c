import { z } from 'zod/v4';
import { caseDetailsCard } from '../../cards/case-details-card.ts';
import { diagnosisCard } from '../../cards/diagnosis-card.ts';
import { goneCard } from '../../cards/gone-card.ts';
import { handedOverCard } from '../../cards/handed-over-card.ts';
import { handOverCard } from '../../cards/shared-diagnosis-card.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../../diagnosis/record.ts';
import type { TriageDependencies } from '../../triage/cases.ts';
import { followDiagnosis } from '../../triage/follow.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import { originOf } from '../../triage/origin.ts';
import type { CardClick } from '../activity.ts';
import type { Diagnoses } from '../diagnoses.ts';
import type { Messenger } from '../messenger.ts';
import { sameId } from '../same-id.ts';
import type { MaySee } from '../triage/may-see.ts';
import { type ClickAnswer, type ClickHandler, notYours, say, unreadable } from './answer.ts';
import { id } from './fields.ts';
import { actorOf } from './helpdesk-only.ts';

export interface SharedDiagnosisClicksDependencies {
  diagnoses: Diagnoses;
  records: DiagnosisStore;
  triage: TriageDependencies;
  helpdesk: Helpdesk;
  messenger: Messenger;
  maySee: MaySee;
}

/** What a diagnosis shows to whom: its whole to those concerned, nothing more where it did not help, and all to the helpdesk. */
export function createSharedDiagnosisClicks({
  diagnoses,
  records,
  triage,
  helpdesk,
  messenger,
  maySee,
}: SharedDiagnosisClicksDependencies): Record<'details' | 'mute' | 'previewHandOver' | 'handOver', ClickHandler> {
  const { store } = triage;

  async function about(
    { conversation, data }: CardClick,
    answer: (record: DiagnosisRecord) => Promise<ClickAnswer>,
  ): Promise<ClickAnswer> {
    const target = z.object({ id }).safeParse(data).data;
    if (target === undefined) return unreadable;
    const record = await records.get(conversation.tenantId, target.id);
    return record === undefined ? { kind: 'card', card: goneCard('diagnosis') } : answer(record);
  }

  async function details(click: CardClick): Promise<ClickAnswer> {
    return about(click, async (record) => {
      const { tenantId, id: diagnosisId, diagnosis, askedBy, conversationId } = record;
      const { conversation, from } = click;
      // In the chat where it was asked nobody else reads along: there it is the card itself.
      if (
        sameId(askedBy.objectId, from.objectId) &&
        conversation.kind === 'personal' &&
        conversation.id === conversationId
      ) {
        const card = await diagnoses.offeringCardOf(record, conversation);
        return card === undefined ? notYet : { kind: 'card', card, forClicker: true };
      }
      const one = await store.byDiagnosis(tenantId, diagnosisId);
      const seen = await maySee(record, from, one);
      if (!seen.may) return say(seen.why);
      if (diagnosis === undefined) return notYet;
      const card = sameId(askedBy.objectId, from.objectId)
        ? // It takes the place of the card that he could ask for access on.
          await diagnoses.wholeCardOf(record)
        : one === undefined
          ? diagnosisCard(diagnosis, { id: diagnosisId, request: undefined, helpersPending: false })
          : caseDetailsCard(one, diagnosis);
      return card === undefined ? notYet : { kind: 'card', card, forClicker: true, confidential: true };
    });
  }

  /** In this thread nothing is answered unasked any more. */
  async function mute(click: CardClick): Promise<ClickAnswer> {
    return about(click, async (record) => {
      if (record.unasked !== true) return unreadable;
      const { conversation, from } = click;
      if (!sameId(record.askedBy.objectId, from.objectId)) {
        const proven = await actorOf(click, helpdesk);
        if ('unproven' in proven) return proven.unproven;
        if (!proven.actor.helpdesk) return say('Only the person it is about and the helpdesk can switch it off.');
      }
      await store.mute(record.tenantId, record.conversationId);
      const card = await diagnoses.collapse(record, { ...conversation, id: record.conversationId });
      return { kind: 'card', card, shownAnyway: true };
    });
  }

  async function previewHandOver(click: CardClick): Promise<ClickAnswer> {
    return handingOver(click, async (record) =>
      record.diagnosis === undefined
        ? notYet
        : { kind: 'card', card: handOverCard(record.diagnosis, record.id), forClicker: true },
    );
  }

  async function handOver(click: CardClick): Promise<ClickAnswer> {
    return handingOver(click, async (record) => {
      if (record.diagnosis === undefined) return notYet;
      const { conversation } = click;
      const triaged: DiagnosisRecord = { ...record, triaged: true };
      // From here on it is followed, also where the rest of this comes to nothing.
      await records.save(triaged);
      return standing(triaged, conversation);
    });
  }

  /** Only by the person himself, out of his own chat. */
  async function handingOver(
    click: CardClick,
    answer: (record: DiagnosisRecord) => Promise<ClickAnswer>,
  ): Promise<ClickAnswer> {
    return about(click, async (record) => {
      const { conversation, from } = click;
      if (!sameId(record.askedBy.objectId, from.objectId)) return notYours;
      if (conversation.kind !== 'personal') return unreadable;
      if (record.triaged) return standing(record, conversation);
      if ((await store.channel(record.tenantId)) === undefined) {
        return say('There is no helpdesk here: no team has said “use this channel for triage” yet.');
      }
      return answer(record);
    });
  }

  /** The card of the diagnosis becomes that of its case. */
  async function standing(record: DiagnosisRecord, conversation: CardClick['conversation']): Promise<ClickAnswer> {
    const one = await followDiagnosis(record, originOf(record, conversation), triage);
    const card = handedOverCard(one);
    if (record.activityId !== undefined) await messenger.update(conversation, record.activityId, card);
    return { kind: 'card', card, shownAnyway: true };
  }

  return { details, mute, previewHandOver, handOver };
}

const notYet = say('I am still looking. The card shows what I find.');
