import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Conversation } from '../../src/access/delivery.ts';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import { createBackground } from '../../src/teams/background.ts';
import { createDiagnoses } from '../../src/teams/diagnoses.ts';
import { MessengerError } from '../../src/teams/messenger.ts';
import type { Tenant } from '../../src/tenant.ts';
import type { Incident } from '../../src/triage/incident.ts';
import { anIncident } from '../cards/triage-samples.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { alex, at } from '../triage/reports.ts';
import { recordedMessenger } from './messages-of.ts';

/** Of another service, so that it is answered without a look at Azure. */
const report: SymptomReport = { kind: 'other-service', service: 'storage', status: 403, redacted: [] };
const over: Incident = { ...anIncident(), status: { state: 'resolved', at: at(9) } };

describe('a report that an incident is behind', () => {
  let store: TestStore;
  let thread: Conversation;

  beforeEach(async () => {
    store = await openTestStore();
    const { tenantId } = store;
    thread = { tenantId, id: `19:floor;messageid=${randomUUID()}`, kind: 'channel', reference: {} };
    await store.conversations.remember(thread);
  });
  afterEach(() => store.close());

  /** A bot on the store; `behind`: the open incident that it finds, `latest`: how that is when it is looked at again. */
  function aBot({ behind, latest = behind }: { behind?: Incident; latest?: Incident | undefined } = {}) {
    const messenger = recordedMessenger();
    const faults: unknown[] = [];
    const background = createBackground((_, error) => void faults.push(error));
    const diagnoses = createDiagnoses({
      tenant: {} as Tenant,
      botAppId: 'the-bot',
      store: store.diagnoses,
      conversations: store.conversations,
      messenger,
      background,
      offer: undefined,
      knownIncident: async () => behind,
      incident: async () => latest,
      helpdesk: { isMember: async () => ({ of: 'no' }) },
      hasHelpdesk: async () => true,
      now: () => new Date(at(10)),
      newId: randomUUID,
    });
    const settled = async () => {
      await background.settle(10_000);
      assert.deepEqual(faults, []);
    };
    return { diagnoses, messenger, settled };
  }

  async function told(more: Partial<DiagnosisRecord> = {}): Promise<DiagnosisRecord> {
    const record: DiagnosisRecord = {
      tenantId: store.tenantId,
      id: randomUUID(),
      askedBy: alex,
      report,
      conversationId: thread.id,
      activityId: 'told',
      begunAt: at(8),
      state: 'done',
      triaged: true,
      joins: anIncident().id,
      ...more,
    };
    await store.diagnoses.save(record);
    return record;
  }

  const stored = ({ id }: DiagnosisRecord) => store.diagnoses.get(store.tenantId, id);
  const updatesOf = ({ written }: ReturnType<typeof recordedMessenger>) =>
    written.filter(([what]) => what.startsWith('update')).map(([, summary]) => summary);

  it('is told of it, and that it is over where it ends before the message is out', async () => {
    const fresh = aBot({ behind: anIncident() });
    await fresh.diagnoses.begin(thread, alex, { kind: 'adt-403', redacted: [] });
    assert.deepEqual(updatesOf(fresh.messenger), []);
    const late = aBot({ behind: anIncident(), latest: over });
    const record = await late.diagnoses.begin(thread, alex, { kind: 'adt-403', redacted: [] });
    assert.match(updatesOf(late.messenger).join(), /^This is resolved/);
    assert.deepEqual(await stored(record), record);
    assert.equal(record.state, 'done');
  });

  it('has been told of it also where that it is over cannot be', async () => {
    const { diagnoses, messenger } = aBot({ behind: anIncident(), latest: over });
    messenger.before = (what) => {
      if (what.startsWith('update')) throw new MessengerError('No.', 'failed');
    };
    await assert.rejects(diagnoses.begin(thread, alex, { kind: 'adt-403', redacted: [] }), MessengerError);
    const last = await store.diagnoses.latest(store.tenantId, thread.id, alex.objectId, at(0));
    assert.equal(last?.state, 'done');
  });

  it('is looked at after all in the same card, once, whoever tries', async () => {
    const record = await told();
    const bots = [aBot(), aBot()];
    await Promise.all(bots.flatMap(({ diagnoses }) => [1, 2].map(() => diagnoses.lookAfterAll(record))));
    for (const { settled } of bots) await settled();
    const looked = bots.filter(({ messenger }) => messenger.written.length > 0);
    assert.equal(looked.length, 1);
    const written = looked.flatMap(({ messenger }) => messenger.written);
    assert.deepEqual([...new Set(written.map(([what]) => what))], [`update ${thread.id}/told`]);
    const after = await stored(record);
    assert.deepEqual([after?.state, after?.joins, after?.begunAt], ['done', undefined, at(10)]);
    assert.ok(after?.diagnosis);
    const later = aBot();
    await later.diagnoses.lookAfterAll(record);
    await later.settled();
    assert.deepEqual(later.messenger.written, []);
  });

  it('is looked at by the next start where a stop came in between', async () => {
    const record = await told();
    assert.ok(await store.diagnoses.beginTold(record, at(10)));
    const { diagnoses, messenger, settled } = aBot();
    await diagnoses.resume(new Date(at(5)), new Date(at(11)));
    await settled();
    assert.ok((await stored(record))?.diagnosis);
    assert.match(messenger.written.join(), /update .*\/told/);
  });

  it('is looked at by one of two that start at once, where a stop left it untold and it is over', async () => {
    const { activityId: _, ...untold } = await told({ state: 'running' });
    await store.diagnoses.save(untold);
    const bots = [aBot(), aBot()];
    await Promise.all(bots.map(({ diagnoses }) => diagnoses.resume(new Date(at(5)), new Date(at(11)))));
    for (const { settled } of bots) await settled();
    const sent = bots.flatMap(({ messenger }) => messenger.written).filter(([what]) => what.startsWith('send'));
    assert.equal(sent.length, 1);
    const after = await stored(untold);
    assert.deepEqual([after?.joins, after?.diagnosis !== undefined], [undefined, true]);
  });

  it('is told of it in its card by the next start where a stop came after that was sent', async () => {
    const record = await told({ state: 'running' });
    const { diagnoses, messenger, settled } = aBot({ behind: anIncident() });
    await diagnoses.resume(new Date(at(5)), new Date(at(11)));
    await settled();
    assert.match(messenger.written.join(), /^update .*\/told,You are not the only one/);
    const after = await stored(record);
    assert.deepEqual([after?.state, after?.joins], ['done', anIncident().id]);
  });

  it('is part of it no more once the person has it looked at', async () => {
    const record = await told();
    const { diagnoses, settled } = aBot({ behind: anIncident() });
    const { begin } = await diagnoses.again(record, thread);
    assert.equal((await stored(record))?.joins, undefined);
    begin();
    await settled();
    assert.ok((await stored(record))?.diagnosis);
  });
});
