import type { Conversation, ConversationStore } from '../access/delivery.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { checkingCard } from '../cards/checking-card.ts';
import { mutedCard } from '../cards/shared-diagnosis-card.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../diagnosis/record.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { Sender } from './activity.ts';
import { type Circumstances, createPosts, type PostsDependencies } from './diagnoses/posts.ts';
import { createDiagnosisRuns, type DiagnosisRunsDependencies } from './diagnoses/runs.ts';
import { createToldOfIncident, type ToldDependencies, type ToldOfIncident } from './diagnoses/told-of-incident.ts';
import { createUnfinished, type Unfinished, type UnfinishedDependencies } from './diagnoses/unfinished.ts';
import { createDiagnosisCards, type DiagnosisCards, type DiagnosisCardsDependencies } from './diagnosis-cards.ts';
import { inWords } from './run-diagnosis.ts';

export interface DiagnosesDependencies
  extends DiagnosisCardsDependencies,
    DiagnosisRunsDependencies,
    PostsDependencies,
    ToldDependencies,
    UnfinishedDependencies {
  store: DiagnosisStore;
  conversations: ConversationStore;
}

/** What a diagnosis is run again with. */
export interface Answer {
  instanceId?: string | undefined;
  report?: SymptomReport;
  /** Who asks instead, for whoever did. */
  askedBy?: Sender;
}

/** Diagnoses that a person watches: a card at once, updated as facts arrive. */
export interface Diagnoses
  extends Pick<DiagnosisCards, 'cardOf' | 'offeringCardOf' | 'wholeCardOf' | 'whatNextOf'>,
    Pick<ToldOfIncident, 'lookAfterAll'>,
    Unfinished {
  /**
   * Answers a report with a card and goes on in the background. Where others read along, and an open incident is behind it,
   * the card tells of that instead. Undefined where its messages are answered already: then nothing is shown or stored.
   */
  begin(
    conversation: Conversation,
    from: Sender,
    report: SymptomReport,
    circumstances?: Circumstances,
  ): Promise<DiagnosisRecord | undefined>;
  /** Begins anew in the same card, with a report that knows more; what ran before is dropped. Undefined as above. */
  revise(
    record: DiagnosisRecord,
    conversation: Conversation,
    report: SymptomReport,
    circumstances?: Omit<Circumstances, 'activityId'>,
  ): Promise<DiagnosisRecord | undefined>;
  /** Answers with a card of another kind and remembers the report, for what the person says next. Undefined as above. */
  note(
    conversation: Conversation,
    from: Sender,
    report: SymptomReport,
    card: AdaptiveCard,
    circumstances: Pick<Circumstances, 'activityId' | 'unasked' | 'readInPart' | 'messageIds'> & {
      state: DiagnosisRecord['state'];
    },
  ): Promise<DiagnosisRecord | undefined>;
  /** Runs a diagnosis again in its card, with what was answered: once `card`, to show meanwhile, is out. */
  again(
    record: DiagnosisRecord,
    conversation: Conversation,
    answer?: Answer,
  ): Promise<{ card: AdaptiveCard; begin: () => void }>;
  /** The card collapses to one line, for everybody, and stays so. */
  collapse(record: DiagnosisRecord, conversation: Conversation): Promise<AdaptiveCard>;
  /** Its message shows this from now on, also where more is still being found. */
  replace(record: DiagnosisRecord, conversation: Conversation, card: AdaptiveCard): Promise<void>;
}

export function createDiagnoses(dependencies: DiagnosesDependencies): Diagnoses {
  const { store, now } = dependencies;
  const cards = createDiagnosisCards(dependencies);
  const runs = createDiagnosisRuns(dependencies, cards);
  const posts = createPosts(dependencies);
  const told = createToldOfIncident(dependencies, posts, runs);
  const unfinished = createUnfinished(dependencies, cards, posts, runs, told);
  const { newRecord, post, saveFor } = posts;
  const { cardOn, start, supersede } = runs;
  const { incidentBehind, tellOf } = told;

  async function begin(
    conversation: Conversation,
    from: Sender,
    report: SymptomReport,
    circumstances: Circumstances = {},
  ): Promise<DiagnosisRecord | undefined> {
    const { messageIds } = circumstances;
    const record = newRecord(conversation, from, report, { ...circumstances, state: 'running' });
    const incident = await incidentBehind(record);
    if (incident !== undefined) return tellOf(incident, record, conversation, messageIds);
    const sent = await post(record, conversation, checkingCard({ what: inWords(report) }), messageIds);
    if (sent === undefined) return undefined;
    start(sent, conversation, sent.activityId);
    return sent;
  }

  async function revise(
    record: DiagnosisRecord,
    conversation: Conversation,
    report: SymptomReport,
    circumstances: Omit<Circumstances, 'activityId'> = {},
  ): Promise<DiagnosisRecord | undefined> {
    const { activityId } = record;
    if (activityId === undefined) return begin(conversation, record.askedBy, report, circumstances);
    const { messageIds } = circumstances;
    const isRunning = runs.has(record.id);
    await supersede(record.id);
    const { unasked, writtenBy, saidIn } = record;
    const revised: DiagnosisRecord & { activityId: string } = {
      ...newRecord(conversation, record.askedBy, report, {
        ...circumstances,
        unasked,
        writtenBy,
        saidIn,
        state: 'running',
      }),
      id: record.id,
      activityId,
    };
    let answered: DiagnosisRecord | undefined;
    try {
      const incident = await incidentBehind(revised);
      if (incident !== undefined) answered = await tellOf(incident, revised, conversation, messageIds);
      else if (await saveFor(revised, conversation, messageIds)) answered = revised;
    } finally {
      // Another answers what was said since, or it failed; what was said before is still to be.
      if (answered === undefined && isRunning) start({ ...record, activityId }, conversation, activityId);
    }
    if (answered === revised) {
      cardOn(revised.id, conversation, activityId).show(checkingCard({ what: inWords(report) }));
      start(revised, conversation, activityId);
    } else if (answered !== undefined) runs.drop(record.id);
    return answered;
  }

  async function note(
    conversation: Conversation,
    from: Sender,
    report: SymptomReport,
    card: AdaptiveCard,
    circumstances: Parameters<Diagnoses['note']>[4],
  ): Promise<DiagnosisRecord | undefined> {
    return post(newRecord(conversation, from, report, circumstances), conversation, card, circumstances.messageIds);
  }

  async function again(
    record: DiagnosisRecord,
    conversation: Conversation,
    { instanceId, report = record.report, askedBy }: Answer = {},
  ): Promise<{ card: AdaptiveCard; begin: () => void }> {
    const { diagnosis, offered, unseen: _, joins: __, ...rest } = record;
    // What was wrong with a token says nothing of the call that is made with the next.
    const { token, ...lasting } = report;
    const chosen = instanceId ?? record.instanceId ?? diagnosis?.instance?.id;
    await supersede(record.id);
    const restarted: DiagnosisRecord = {
      ...rest,
      ...(askedBy && { askedBy, writtenBy: record.writtenBy ?? record.askedBy }),
      report: diagnosis === undefined ? report : lasting,
      state: 'running',
      begunAt: now().toISOString(),
      ...(chosen !== undefined && { instanceId: chosen }),
    };
    await store.save(restarted);
    return {
      card: checkingCard({ what: inWords(report) }),
      begin() {
        const { activityId } = record;
        if (activityId !== undefined) start(restarted, conversation, activityId);
      },
    };
  }

  async function collapse(record: DiagnosisRecord, conversation: Conversation): Promise<AdaptiveCard> {
    await supersede(record.id);
    const { activityId } = record;
    const card = mutedCard();
    await store.end(record);
    if (activityId !== undefined) {
      const shown = cardOn(record.id, conversation, activityId);
      shown.show(card);
      await shown.settled();
    }
    runs.drop(record.id);
    return card;
  }

  async function replace(record: DiagnosisRecord, conversation: Conversation, card: AdaptiveCard): Promise<void> {
    const { id, activityId } = record;
    if (activityId === undefined) return;
    runs.silence(id);
    const shown = cardOn(id, conversation, activityId);
    shown.show(card);
    await shown.settled();
  }

  return {
    begin,
    revise,
    note,
    again,
    lookAfterAll: told.lookAfterAll,
    cardOf: cards.cardOf,
    offeringCardOf: cards.offeringCardOf,
    wholeCardOf: cards.wholeCardOf,
    whatNextOf: cards.whatNextOf,
    collapse,
    replace,
    ...unfinished,
  };
}
