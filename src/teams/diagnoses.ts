import type { Conversation, ConversationStore } from '../access/delivery.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { checkingCard } from '../cards/checking-card.ts';
import { joinedCard } from '../cards/joined-card.ts';
import { messageCard } from '../cards/message-card.ts';
import { mutable } from '../cards/not-helpful.ts';
import { mutedCard } from '../cards/shared-diagnosis-card.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../diagnosis/record.ts';
import type { SymptomKind, SymptomReport } from '../symptoms/report.ts';
import type { Tenant } from '../tenant.ts';
import { becomesCase } from '../triage/becomes-case.ts';
import type { Helpdesk } from '../triage/helpdesk.ts';
import type { Incident } from '../triage/incident.ts';
import type { KnownIncident } from '../triage/known-incident.ts';
import type { TriageStore } from '../triage/store.ts';
import type { Sender } from './activity.ts';
import type { Background } from './background.ts';
import {
  createDiagnosisCards,
  type DiagnosisCards,
  type DiagnosisCardsDependencies,
  isHandedOver,
} from './diagnosis-cards.ts';
import { createLiveCard, type LiveCard } from './live-card.ts';
import type { Messenger } from './messenger.ts';
import { sayReadInPart } from './read-in-part.ts';
import { inWords, runDiagnosis } from './run-diagnosis.ts';
import { takingOf } from './taking.ts';
import { createMayStillSee } from './triage/may-still-see.ts';
import { whereReachable } from './where-reachable.ts';

export interface DiagnosesDependencies extends DiagnosisCardsDependencies {
  tenant: Tenant;
  botAppId: string;
  store: DiagnosisStore;
  conversations: ConversationStore;
  messenger: Messenger;
  background: Background;
  knownIncident: KnownIncident;
  incident: TriageStore['incident'];
  helpdesk: Helpdesk;
  now: () => Date;
  newId: () => string;
}

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

/** What a diagnosis is run again with. */
export interface Answer {
  instanceId?: string | undefined;
  report?: SymptomReport;
  /** Who asks instead, for whoever did. */
  askedBy?: Sender;
}

/** Diagnoses that a person watches: a card at once, updated as facts arrive. */
export interface Diagnoses extends Pick<DiagnosisCards, 'cardOf' | 'offeringCardOf' | 'wholeCardOf'> {
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
  /**
   * Looks, in the same card, at what was told of an incident instead and is not part of that any more. Of those who try at
   * once, on whatever replica, one looks; the others do nothing.
   */
  lookAfterAll(told: DiagnosisRecord): Promise<void>;
  /** The card collapses to one line, for everybody, and stays so. */
  collapse(record: DiagnosisRecord, conversation: Conversation): Promise<AdaptiveCard>;
  /** Its message shows this from now on, also where more is still being found. */
  replace(record: DiagnosisRecord, conversation: Conversation, card: AdaptiveCard): Promise<void>;
  /** Picks up what a stop of the process has left unfinished: begun from `since` on, and not after `until`. */
  resume(since: Date, until: Date): Promise<number>;
  /** Of these, shows what was found and never shown. */
  showAgain(since: Date, until: Date): Promise<number>;
}

interface Running {
  card: LiveCard;
  /** The last write of this run. */
  saved: Promise<unknown>;
  /** Its message shows something else by now; what is found is stored all the same. */
  isQuiet?: true;
}

export function createDiagnoses(dependencies: DiagnosesDependencies): Diagnoses {
  const { store, conversations, messenger, background, knownIncident, now, newId } = dependencies;
  const cards = createDiagnosisCards(dependencies);
  const mayStillSee = createMayStillSee(dependencies);
  /** By record id: the run that counts. Another one of the same record shows and saves nothing any more. */
  const running = new Map<string, Running>();

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
    const isRunning = running.has(record.id);
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
    const incident = await incidentBehind(revised);
    if (incident !== undefined) {
      running.delete(record.id);
      return tellOf(incident, revised, conversation, messageIds);
    }
    if (!(await saveFor(revised, conversation, messageIds))) {
      // Another answers what was said since; what was said before is still to be.
      if (isRunning) start({ ...record, activityId }, conversation, activityId);
      return undefined;
    }
    const card = cardOn(revised.id, conversation, activityId);
    card.show(checkingCard({ what: inWords(report) }));
    start(revised, conversation, activityId);
    return revised;
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

  async function incidentBehind({ tenantId, triaged, report }: DiagnosisRecord): Promise<Incident | undefined> {
    return triaged ? knownIncident(tenantId, report) : undefined;
  }

  /** Nothing is looked up: the case joins the incident, and hears of it. */
  async function tellOf(
    incident: Incident,
    record: DiagnosisRecord,
    conversation: Conversation,
    messageIds?: readonly string[],
  ): Promise<DiagnosisRecord | undefined> {
    const cardOf = (known: Incident) => sayReadInPart(joinedCard(known, record.id, record.unasked), record);
    const sent = await post({ ...record, joins: incident.id }, conversation, cardOf(incident), messageIds);
    if (sent === undefined) return undefined;
    const told: DiagnosisRecord = { ...sent, state: 'done' };
    try {
      // Whoever redraws the cards of an incident that ends finds none that is still being sent.
      const latest = await dependencies.incident(record.tenantId, incident.id);
      if (latest !== undefined && latest.status.state !== incident.status.state) {
        await messenger.update(conversation, sent.activityId, cardOf(latest));
      }
    } finally {
      // Who has pressed “Diagnose mine” meanwhile is being looked at.
      await store.conclude(told, true);
    }
    return told;
  }

  async function lookAfterAll(told: DiagnosisRecord): Promise<void> {
    const conversation = await conversations.get(told.tenantId, told.conversationId);
    // Nothing can be shown there any more.
    if (conversation === undefined) return;
    const begun = await store.beginTold(told, now().toISOString());
    if (begun === undefined) return;
    await startAgain(begun, conversation);
    const { id, activityId, report } = begun;
    if (activityId !== undefined) cardOn(id, conversation, activityId).show(checkingCard({ what: inWords(report) }));
  }

  /** In the card that is there; where none was sent yet, in a new one. */
  async function startAgain(record: DiagnosisRecord, conversation: Conversation): Promise<void> {
    const { activityId = await messenger.send(conversation, checkingCard({ what: inWords(record.report) })) } = record;
    const sent = { ...record, activityId };
    if (record.activityId === undefined) await store.save(sent);
    start(sent, conversation, activityId);
  }

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

  /** Stored before it is announced: a stop in between leaves something to resume, not a card that waits for ever. */
  async function post(
    record: DiagnosisRecord,
    conversation: Conversation,
    card: AdaptiveCard,
    messageIds?: readonly string[],
  ): Promise<(DiagnosisRecord & { activityId: string }) | undefined> {
    // The case that follows the record has to know where it was reported.
    if (conversation.kind !== 'personal') await conversations.remember(conversation);
    if (!(await saveFor(record, conversation, messageIds))) return undefined;
    if (record.activityId !== undefined) {
      await messenger.update(conversation, record.activityId, card);
      return { ...record, activityId: record.activityId };
    }
    const sent = { ...record, activityId: await messenger.send(conversation, card) };
    // Before Teams hears that the message was taken, so that a stop from now on finds the card again.
    await store.save(sent);
    return sent;
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

  function cardOn(id: string, conversation: Conversation, activityId: string): LiveCard {
    // One card has one queue of updates, whoever shows something on it.
    return running.get(id)?.card ?? createLiveCard(messenger, conversation, activityId);
  }

  /** What runs for this record counts no more; waits until it writes no more. */
  async function supersede(id: string): Promise<void> {
    const before = running.get(id);
    if (before === undefined) return;
    running.set(id, { card: before.card, saved: Promise.resolve() });
    await before.saved.catch(() => undefined);
  }

  function start(record: DiagnosisRecord, conversation: Conversation, activityId: string): void {
    const run: Running = { card: cardOn(record.id, conversation, activityId), saved: Promise.resolve() };
    running.set(record.id, run);
    const counts = () => running.get(record.id) === run;
    background.start('diagnosis', async () => {
      try {
        await runDiagnosis(
          record,
          {
            show: (card) => counts() && !run.isQuiet && run.card.show(card),
            async save(changed) {
              if (!counts()) return undefined;
              const saving = store.conclude(changed);
              run.saved = saving;
              const stored = await saving;
              if (stored !== undefined && !record.triaged && isHandedOver(stored, conversation)) run.isQuiet = true;
              return stored;
            },
          },
          {
            ...dependencies,
            render: (of, diagnosis, pending) => cards.running(of, conversation, diagnosis, pending),
          },
        );
      } finally {
        await run.card
          .settled()
          .then(() => (counts() ? endShown(record, conversation, run.card) : undefined))
          .finally(() => counts() && running.delete(record.id));
      }
    });
  }

  /** Its card is out. Where it was handed over meanwhile, on whatever replica, that is what it has to show. */
  async function endShown(record: DiagnosisRecord, conversation: Conversation, card: LiveCard): Promise<void> {
    const stored = await store.shown(record);
    if (stored === undefined || record.triaged) return;
    const instead = await cards.caseCardOf(stored, conversation);
    if (instead === undefined) return;
    card.show(instead);
    await card.settled();
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
    running.delete(record.id);
    return card;
  }

  async function replace(record: DiagnosisRecord, conversation: Conversation, card: AdaptiveCard): Promise<void> {
    const { id, activityId } = record;
    if (activityId === undefined) return;
    const run = running.get(id);
    if (run !== undefined) run.isQuiet = true;
    const shown = cardOn(id, conversation, activityId);
    shown.show(card);
    await shown.settled();
  }

  async function resume(since: Date, until: Date): Promise<number> {
    const unfinished = await store.unfinished(since.toISOString(), until.toISOString());
    for (const left of unfinished) {
      background.start('resumed diagnosis', async () => {
        const conversation = await conversations.get(left.tenantId, left.conversationId);
        if (conversation === undefined) return;
        // Of replicas that start at once, one goes on.
        const record = await store.takeUp(left);
        if (record === undefined) return;
        if (record.joins !== undefined) {
          const incident = await incidentBehind(record);
          if (incident === undefined) return lookAfterAll(record);
          return void (await tellOf(incident, record, conversation));
        }
        // A file was being read, and what was written with it says too little.
        if (!canDiagnose(record.report) && (record.report.kind !== 'unclear' || record.readInPart)) {
          await store.end(record);
          if (record.activityId !== undefined)
            await messenger.update(conversation, record.activityId, mutable(record, interruptedCard()));
          return;
        }
        await startAgain(record, conversation);
      });
    }
    return unfinished.length + (await showAgain(since, until));
  }

  /** Where others read along, what is shown is for them all. */
  async function mayStillShow(record: DiagnosisRecord, { kind }: Conversation): Promise<boolean> {
    return kind !== 'personal' || (await mayStillSee(record, record.askedBy)).right === 'yes';
  }

  async function showAgain(since: Date, until: Date): Promise<number> {
    const unshown = await store.unshown(since.toISOString(), until.toISOString());
    for (const record of unshown) {
      background.start('card of a diagnosis', async () => {
        const conversation = await conversations.get(record.tenantId, record.conversationId);
        if (conversation === undefined || running.has(record.id)) return;
        const card =
          (await cards.caseCardOf(record, conversation)) ??
          ((await mayStillShow(record, conversation)) ? await cards.offeringCardOf(record, conversation) : undefined);
        if (record.activityId === undefined || card === undefined) {
          // A question, why nothing was found, or what its asker may see by now: all come out of another look.
          const again = await store.takeUp(record);
          if (again !== undefined) await startAgain(again, conversation);
          return;
        }
        const { activityId } = record;
        await whereReachable(() => messenger.update(conversation, activityId, card));
        await store.shown(record);
      });
    }
    return unshown.length;
  }

  return {
    begin,
    revise,
    note,
    again,
    lookAfterAll,
    cardOf: cards.cardOf,
    offeringCardOf: cards.offeringCardOf,
    wholeCardOf: cards.wholeCardOf,
    collapse,
    replace,
    resume,
    showAgain,
  };
}

/** Reports that tell enough to look into. */
export const diagnosable: readonly SymptomKind[] = ['adt-403', 'adt-other', 'other-service', 'access-request'];

export function canDiagnose({ kind }: SymptomReport): boolean {
  return diagnosable.includes(kind);
}

function interruptedCard(): AdaptiveCard {
  return messageCard({
    title: 'I was interrupted',
    text: 'I was restarted while I read your file, and have not kept it.',
    next: 'Please send it again.',
  });
}
