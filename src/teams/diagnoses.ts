import type { Conversation, ConversationStore } from '../access/delivery.ts';
import type { AdaptiveCard } from '../cards/card.ts';
import { checkingCard } from '../cards/checking-card.ts';
import { diagnosisCard } from '../cards/diagnosis-card.ts';
import { instancePickerCard } from '../cards/instance-picker-card.ts';
import { messageCard } from '../cards/message-card.ts';
import type { RequestOptions } from '../cards/request-form.ts';
import { diagnose, type Outcome } from '../diagnosis/diagnose.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { DiagnosisRecord, DiagnosisStore } from '../diagnosis/record.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { Instance, Tenant } from '../tenant.ts';
import type { Sender } from './activity.ts';
import type { Background } from './background.ts';
import { createLiveCard, type LiveCard } from './live-card.ts';
import type { Messenger } from './messenger.ts';

export interface DiagnosesDependencies {
  tenant: Tenant;
  botAppId: string;
  store: DiagnosisStore;
  conversations: ConversationStore;
  messenger: Messenger;
  background: Background;
  /** The form of the request button; undefined where requests are off. */
  offer: RequestOptions | undefined;
  now: () => Date;
  newId: () => string;
}

/** Diagnoses that a person watches: a card at once, updated as facts arrive. */
export interface Diagnoses {
  /** Answers a report with a card and goes on in the background. */
  begin(conversation: Conversation, from: Sender, report: SymptomReport): Promise<void>;
  /** Runs a diagnosis again in its card, with an instance where one was chosen: once `card`, to show meanwhile, is out. */
  again(
    record: DiagnosisRecord,
    conversation: Conversation,
    instanceId?: string,
  ): Promise<{ card: AdaptiveCard; begin: () => void }>;
  /** The card of a finished diagnosis, without the request form where the request has been made. */
  cardOf(record: DiagnosisRecord, requested: boolean): AdaptiveCard | undefined;
  /** Picks up what a stop of the process has left unfinished: begun from `since` on, and not after `until`. */
  resume(since: Date, until: Date): Promise<number>;
}

/** Progress is shown when a diagnosis takes longer than this, and then at this pace: Teams counts updates. */
const progressEveryMs = 1_500;
const mostInstancesShown = 30;

export function createDiagnoses(dependencies: DiagnosesDependencies): Diagnoses {
  const { tenant, botAppId, store, conversations, messenger, background, offer, now, newId } = dependencies;

  async function begin(conversation: Conversation, from: Sender, report: SymptomReport): Promise<void> {
    const record: DiagnosisRecord = {
      tenantId: conversation.tenantId,
      id: newId(),
      askedBy: from,
      report,
      conversationId: conversation.id,
      begunAt: now().toISOString(),
      state: 'running',
    };
    // Stored before it is announced: a stop in between leaves something to resume, not a card that waits for ever.
    await Promise.all([store.save(record), conversation.kind !== 'personal' && conversations.remember(conversation)]);
    const activityId = await messenger.send(conversation, checkingCard({ what: inWords(report) }));
    const sent = { ...record, activityId };
    // Before Teams hears that the message was taken, so that a stop from now on finds the card again.
    await store.save(sent);
    background.start('diagnosis', () => run(sent, conversation, activityId));
  }

  async function again(
    record: DiagnosisRecord,
    conversation: Conversation,
    instanceId?: string,
  ): Promise<{ card: AdaptiveCard; begin: () => void }> {
    const { diagnosis, ...rest } = record;
    const chosen = instanceId ?? diagnosis?.instance?.id;
    const running: DiagnosisRecord = {
      ...rest,
      state: 'running',
      begunAt: now().toISOString(),
      ...(chosen !== undefined && { instanceId: chosen }),
    };
    await store.save(running);
    return {
      card: checkingCard({ what: inWords(record.report) }),
      begin() {
        const { activityId } = record;
        if (activityId !== undefined) {
          background.start('diagnosis', () => run(running, conversation, activityId));
        }
      },
    };
  }

  async function run(record: DiagnosisRecord, conversation: Conversation, activityId: string): Promise<void> {
    const card = createLiveCard(messenger, conversation, activityId);
    try {
      const lastInstanceId = await store.lastInstance(record.tenantId, record.askedBy.objectId);
      const outcome = await look(record, lastInstanceId, card);
      await conclude(record, outcome, card);
      await rememberInstance(record, outcome, lastInstanceId);
    } catch (error) {
      card.show(failedCard());
      await store.save({ ...record, state: 'done' });
      throw error;
    } finally {
      await card.settled();
    }
  }

  async function look(
    { askedBy, report, instanceId }: DiagnosisRecord,
    lastInstanceId: string | undefined,
    card: LiveCard,
  ): Promise<Outcome> {
    const done: string[] = [];
    let shown: number | undefined;
    const progress = setInterval(() => {
      // Teams counts updates, and one that shows nothing new is wasted.
      if (done.length === shown) return;
      shown = done.length;
      card.show(checkingCard({ what: inWords(report), done: [...done], waiting: ['the rest'] }));
    }, progressEveryMs);
    try {
      return await diagnose(
        {
          report,
          asker: askedBy,
          ...(instanceId !== undefined && { instanceId }),
          ...(lastInstanceId !== undefined && { lastInstanceId }),
        },
        tenant,
        { now, botAppId, onFact: ({ what, known }) => known && !done.includes(what) && done.push(what) },
      );
    } finally {
      clearInterval(progress);
    }
  }

  async function conclude(record: DiagnosisRecord, outcome: Outcome, card: LiveCard): Promise<void> {
    if (outcome.kind === 'choose-instance') {
      card.show(pickerCard(record.id, outcome.instances));
      return store.save({ ...record, state: 'waiting-for-instance' });
    }
    if (outcome.kind === 'name-identity') {
      card.show(messageCard({ title: 'Whose access?', text: outcome.message }));
      return store.save({ ...record, state: 'done' });
    }
    if (outcome.kind === 'not-shown') {
      card.show(messageCard({ title: 'Not mine to show', text: outcome.message }));
      return store.save({ ...record, state: 'done' });
    }
    const { diagnosis, complete } = outcome;
    // Saved first: a click on the card must find what the card shows.
    await store.save({ ...record, state: 'done', diagnosis });
    const pending = diagnosis.proposal !== undefined;
    card.show(render(record.id, diagnosis, { requested: false, helpersPending: pending }));
    if (!pending) return;
    const named = await complete;
    await store.save({ ...record, state: 'done', diagnosis: named });
    card.show(render(record.id, named, { requested: false, helpersPending: false }));
  }

  async function rememberInstance(
    { tenantId, askedBy }: DiagnosisRecord,
    outcome: Outcome,
    lastInstanceId: string | undefined,
  ): Promise<void> {
    const id = outcome.kind === 'diagnosis' ? outcome.diagnosis.instance?.id : undefined;
    if (id !== undefined && id !== lastInstanceId) await store.rememberInstance(tenantId, askedBy.objectId, id);
  }

  function render(
    id: string,
    diagnosis: Diagnosis,
    { requested, helpersPending }: { requested: boolean; helpersPending: boolean },
  ): AdaptiveCard {
    const roleId = diagnosis.proposal?.roleId;
    const request =
      offer === undefined || requested || roleId === undefined ? undefined : { ...offer, defaultRoleId: roleId };
    return diagnosisCard(diagnosis, { id, request, helpersPending });
  }

  async function resume(since: Date, until: Date): Promise<number> {
    const unfinished = await store.unfinished(since.toISOString(), until.toISOString());
    for (const record of unfinished) {
      background.start('resumed diagnosis', async () => {
        const conversation = await conversations.get(record.tenantId, record.conversationId);
        if (conversation === undefined) return;
        const activityId =
          record.activityId ?? (await messenger.send(conversation, checkingCard({ what: inWords(record.report) })));
        await run({ ...record, activityId }, conversation, activityId);
      });
    }
    return unfinished.length;
  }

  return {
    begin,
    again,
    cardOf: ({ id, diagnosis }, requested) => diagnosis && render(id, diagnosis, { requested, helpersPending: false }),
    resume,
  };
}

function pickerCard(id: string, instances: readonly Instance[]): AdaptiveCard {
  return instancePickerCard({
    id,
    instances: instances.slice(0, mostInstancesShown).map((instance) => ({
      value: instance.id,
      name: instance.name,
      detail: `${instance.resourceGroup}, ${instance.location}`,
    })),
    more: Math.max(0, instances.length - mostInstancesShown),
  });
}

function failedCard(): AdaptiveCard {
  return messageCard({
    title: 'That did not work',
    text: 'The check failed on my side. Nothing was changed.',
    next: 'Ask me again; if it fails again, tell whoever runs this bot.',
  });
}

/** What was understood, for the card that is shown at once. */
function inWords({ instance, principal }: SymptomReport): string {
  const other =
    principal?.id !== undefined && principal.kind !== 'me' ? `the access of ${principal.id}` : 'your access';
  const place = instance?.name ?? instance?.hostName;
  return place === undefined ? other : `${other} to ${place}`;
}
