import type { Conversation } from '../access/delivery.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { type DiagnosisView, diagnosisCard } from '../cards/diagnosis-card.ts';
import { sharedDiagnosisCard } from '../cards/shared-diagnosis-card.ts';
import { whatNextCard } from '../cards/what-next-card.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { DiagnosisRecord } from '../diagnosis/record.ts';
import type { TriageStore } from '../triage/store.ts';
import { askedAs } from './asked-as.ts';
import { caseInOwnChat } from './case-in-own-chat.ts';
import { sayReadInPart } from './read-in-part.ts';
import type { OfferRequest } from './request-offer.ts';

export interface DiagnosisCardsDependencies {
  /** What the request button offers; undefined where requests are off. */
  offer: OfferRequest | undefined;
  caseOf: TriageStore['byDiagnosis'];
  /** Whether there is a helpdesk to send a diagnosis to. */
  hasHelpdesk: (tenantId: string) => Promise<boolean>;
}

/** What a diagnosis looks like where it is shown: whole in one's own chat, what may be read along elsewhere. */
export interface DiagnosisCards {
  /** While it runs: `pending` as long as those who could approve are looked up. */
  running(
    record: DiagnosisRecord,
    conversation: Conversation,
    diagnosis: Diagnosis,
    pending: boolean,
  ): Promise<AdaptiveCard>;
  /** The card of a finished diagnosis for which the request has been made: without the form. */
  cardOf(record: DiagnosisRecord, conversation: Conversation): Promise<AdaptiveCard | undefined>;
  /** The card of a finished diagnosis as its message shows it. */
  offeringCardOf(record: DiagnosisRecord, conversation: Conversation): Promise<AdaptiveCard | undefined>;
  /** The whole of a finished diagnosis, with what can be asked for, to show to whoever asked alone. */
  wholeCardOf(record: DiagnosisRecord): Promise<AdaptiveCard | undefined>;
  /** What to do with a finished diagnosis, for whoever asks; `afterCase`: he asked after a case that he does not have. */
  whatNextOf(
    record: DiagnosisRecord,
    conversation: Conversation,
    afterCase: boolean,
  ): Promise<AdaptiveCard | undefined>;
  /** Once it was handed over its message is about the case; undefined as long as there is none. */
  caseCardOf(record: DiagnosisRecord, conversation: Conversation): Promise<AdaptiveCard | undefined>;
}

export function createDiagnosisCards({ offer, caseOf, hasHelpdesk }: DiagnosisCardsDependencies): DiagnosisCards {
  const canHandOver = async ({ tenantId, triaged }: DiagnosisRecord, { kind }: Conversation) =>
    kind === 'personal' && !triaged && (await hasHelpdesk(tenantId));

  async function draw(
    record: DiagnosisRecord,
    conversation: Conversation,
    diagnosis: Diagnosis,
    view: Pick<DiagnosisView, 'request' | 'helpersPending'>,
  ): Promise<AdaptiveCard> {
    const { id, triaged, unasked = false, askedBy, writtenBy = askedBy } = record;
    const card =
      conversation.kind === 'personal'
        ? diagnosisCard(diagnosis, { id, ...view, helpdesk: await canHandOver(record, conversation) })
        : sharedDiagnosisCard(diagnosis, {
            id,
            ...view,
            reporter: writtenBy.displayName,
            unasked,
            followed: triaged === true,
          });
    return sayReadInPart(card, record);
  }

  /** Where somebody has pointed at a message, its writer reads the answer and asks for his own access. */
  function offered(record: DiagnosisRecord, { kind }: Conversation, diagnosis: Diagnosis) {
    const { writtenBy } = record;
    const asks =
      kind === 'personal' || !writtenBy ? undefined : askedAs({ ...record, diagnosis }, writtenBy, undefined);
    const asked = asks && 'record' in asks ? asks.record : record;
    return offer?.(asked, asked.diagnosis ?? diagnosis);
  }

  async function caseCardOf(record: DiagnosisRecord, conversation: Conversation): Promise<AdaptiveCard | undefined> {
    const one = isHandedOver(record, conversation) ? await caseOf(record.tenantId, record.id) : undefined;
    return one && caseInOwnChat(one, record.id, record.askedBy.objectId);
  }

  return {
    async running(record, conversation, diagnosis, pending) {
      // Only once it is known who would get the request.
      const request = pending ? undefined : await offered(record, conversation, diagnosis);
      return draw(record, conversation, diagnosis, { request, helpersPending: pending });
    },

    async cardOf(record, conversation) {
      const { diagnosis } = record;
      return diagnosis && draw(record, conversation, diagnosis, { request: undefined, helpersPending: false });
    },

    async offeringCardOf(record, conversation) {
      const { diagnosis } = record;
      if (diagnosis === undefined) return undefined;
      const request = await offered(record, conversation, diagnosis);
      return draw(record, conversation, diagnosis, { request, helpersPending: false });
    },

    async wholeCardOf(record) {
      const { id, diagnosis } = record;
      if (diagnosis === undefined) return undefined;
      const request = await offer?.(record, diagnosis);
      return sayReadInPart(diagnosisCard(diagnosis, { id, request, helpersPending: false }), record);
    },

    async whatNextOf(record, conversation, afterCase) {
      const { diagnosis } = record;
      if (diagnosis === undefined) return undefined;
      const standing = await caseCardOf(record, conversation);
      if (standing !== undefined) return standing;
      const request = await offered(record, conversation, diagnosis);
      const requests = request !== undefined && 'roles' in request;
      return whatNextCard(diagnosis, { afterCase, requests, helpdesk: await canHandOver(record, conversation) });
    },

    caseCardOf,
  };
}

/** What a person tells the bot alone is followed by the helpdesk only where he has handed it over. */
export function isHandedOver({ triaged }: DiagnosisRecord, { kind }: Conversation): boolean {
  return kind === 'personal' && triaged === true;
}
