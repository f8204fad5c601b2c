/** The diagnoses that run in this process: each shows what it finds in its card and stores what it has come to. */
import type { Conversation } from '../../access/delivery.ts';
import { checkingCard } from '../../cards/checking-card.ts';
import type { DiagnosisRecord } from '../../diagnosis/record.ts';
import type { Background } from '../background.ts';
import { type DiagnosisCards, isHandedOver } from '../diagnosis-cards.ts';
import { createLiveCard, type LiveCard } from '../live-card.ts';
import type { Messenger } from '../messenger.ts';
import { inWords, type RunDependencies, runDiagnosis } from '../run-diagnosis.ts';
import { createSendFirstCard } from './first-card.ts';

export interface DiagnosisRunsDependencies extends Omit<RunDependencies, 'render'> {
  messenger: Messenger;
  background: Background;
}

export interface DiagnosisRuns {
  has(recordId: string): boolean;
  /** The card of this record's message; one card has one queue of updates, whoever shows something on it. */
  cardOn(recordId: string, conversation: Conversation, activityId: string): LiveCard;
  /** Looks in the background. A run of the same record that is under way counts no more. */
  start(record: DiagnosisRecord, conversation: Conversation, activityId: string): void;
  /** The same in the card that is there; where none was sent yet, in a new one, unless another answers it by then. */
  startAgain(record: DiagnosisRecord, conversation: Conversation): Promise<void>;
  /** What runs for this record counts no more; waits until it writes no more. */
  supersede(recordId: string): Promise<void>;
  /** Its message shows something else by now; what is found is stored all the same. */
  silence(recordId: string): void;
  /** Nothing of this record runs any more. */
  drop(recordId: string): void;
}

interface Running {
  card: LiveCard;
  /** The last write of this run. */
  saved: Promise<unknown>;
  isQuiet?: true;
}

export function createDiagnosisRuns(dependencies: DiagnosisRunsDependencies, cards: DiagnosisCards): DiagnosisRuns {
  const { store, messenger, background } = dependencies;
  const sendFirstCard = createSendFirstCard(dependencies);
  /** By record id: the run that counts. Another one of the same record shows and saves nothing any more. */
  const running = new Map<string, Running>();

  function cardOn(id: string, conversation: Conversation, activityId: string): LiveCard {
    return running.get(id)?.card ?? createLiveCard(messenger, conversation, activityId);
  }

  async function supersede(id: string): Promise<void> {
    const before = running.get(id);
    if (before === undefined) return;
    running.set(id, { card: before.card, saved: Promise.resolve() });
    await before.saved.catch(() => undefined);
  }

  async function startAgain(record: DiagnosisRecord, conversation: Conversation): Promise<void> {
    const { activityId, report } = record;
    const sent =
      activityId === undefined
        ? await sendFirstCard(record, conversation, checkingCard({ what: inWords(report) }))
        : { ...record, activityId };
    if (sent !== undefined) start(sent, conversation, sent.activityId);
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

  return {
    has: (id) => running.has(id),
    cardOn,
    start,
    startAgain,
    supersede,
    silence(id) {
      const run = running.get(id);
      if (run !== undefined) run.isQuiet = true;
    },
    drop: (id) => void running.delete(id),
  };
}
