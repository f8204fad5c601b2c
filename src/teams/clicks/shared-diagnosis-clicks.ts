import { z } from 'zod/v4';
import { caseDetailsCard } from '../../cards/case-details-card.ts';
import { diagnosisCard } from '../../cards/diagnosis-card.ts';
import { goneCard } from '../../cards/gone-card.ts';
import { handOverCard } from '../../cards/shared-diagnosis-card.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../../diagnosis/record.ts';
import { clickOnCase, type TriageDependencies } from '../../triage/cases.ts';
import { followDiagnosis } from '../../triage/follow.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import { originOf } from '../../triage/origin.ts';
import type { CardClick } from '../activity.ts';
import { askedAs } from '../asked-as.ts';
import { caseInOwnChat } from '../case-in-own-chat.ts';
import type { Diagnoses } from '../diagnoses.ts';
import { sameId } from '../same-id.ts';
import type { MaySee } from '../triage/may-see.ts';
import { type ClickAnswer, type ClickHandler, notYours, say, unreadable } from './answer.ts';
import { id } from './fields.ts';
import { actorOf, clickOf } from './helpdesk-only.ts';

export interface SharedDiagnosisClicksDependencies {
  diagnoses: Diagnoses;
  records: DiagnosisStore;
  triage: TriageDependencies;
  helpdesk: Helpdesk;
  maySee: MaySee;
}

/** What a diagnosis shows to whom: its whole to those concerned, nothing more where it did not help, and all to the helpdesk. */
export function createSharedDiagnosisClicks({
  diagnoses,
  records,
  triage,
  helpdesk,
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
      const one = await store.byDiagnosis(tenantId, diagnosisId);
      const seen = await maySee(record, from, one);
      if (!seen.may) return say(seen.why);
      if (diagnosis === undefined) return notYet;
      // In the chat where it was asked nobody else reads along: there it is the card itself.
      if (
        sameId(askedBy.objectId, from.objectId) &&
        conversation.kind === 'personal' &&
        conversation.id === conversationId
      ) {
        const card = await diagnoses.offeringCardOf(record, conversation);
        return card === undefined ? notYet : { kind: 'card', card, forClicker: true };
      }
      const asks = askedAs(record, from, one);
      const card =
        'record' in asks
          ? // It takes the place of the card that he could ask for access on.
            await diagnoses.wholeCardOf(asks.record)
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
      const own = sameId((record.writtenBy ?? record.askedBy).objectId, from.objectId);
      const proven = await actorOf(click, helpdesk);
      if (!own && 'unproven' in proven) return proven.unproven;
      const isHelpdesk = !('unproven' in proven) && proven.actor.helpdesk;
      if (!own && !isHelpdesk) return say('Only the person it is about and the helpdesk can switch it off.');
      const there = { ...conversation, id: record.conversationId };
      await store.mute(record.tenantId, record.conversationId);
      if (record.triaged) await endCase(click, record, there, isHelpdesk);
      // Last, so that the button is there until all of it is done.
      const card = await diagnoses.collapse(record, there);
      return { kind: 'card', card, shownAnyway: true };
    });
  }

  /**
   * What was no report is no case, unless he has asked about the same all the same. The case may not be open yet: what follows
   * the record comes in its own time.
   */
  async function endCase(
    click: CardClick,
    record: DiagnosisRecord,
    there: CardClick['conversation'],
    isHelpdesk: boolean,
  ): Promise<void> {
    const { id: caseId, version } = await followDiagnosis(record, originOf(record, there), triage);
    const of = await store.diagnosesOf(record.tenantId, caseId);
    const others = await Promise.all(of.map((diagnosisId) => records.get(record.tenantId, diagnosisId)));
    if (others.some((other) => other !== undefined && other.unasked !== true)) return;
    const by = { ...click.from, helpdesk: isHelpdesk };
    await clickOnCase(clickOf(click, { id: caseId, version }), { type: 'not-helpful', by }, triage);
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
      // From here on it is followed, also where the rest of this comes to nothing.
      const triaged = await records.handOver(record);
      return triaged === undefined ? { kind: 'card', card: goneCard('diagnosis') } : standing(triaged, conversation);
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
    const card = caseInOwnChat(one, record.id, record.askedBy.objectId);
    await diagnoses.replace(record, conversation, card);
    return { kind: 'card', card, shownAnyway: true };
  }

  return { details, mute, previewHandOver, handOver };
}

const notYet = say('I am still looking. The card shows what I find.');
