import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Conversation } from '../../src/access/delivery.ts';
import { handedOverCard } from '../../src/cards/handed-over-card.ts';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import { MessengerError } from '../../src/teams/messenger.ts';
import type { Case } from '../../src/triage/case.ts';
import type { Incident } from '../../src/triage/incident.ts';
import { aCase, anIncident } from '../cards/triage-samples.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { alex, at } from '../triage/reports.ts';
import { diagnosingBot, type HowItGoes } from './diagnosing-bot.ts';
import { chatWith } from './messages-of.ts';

/** Of another service, so that it is answered without a look at Azure. */
const report: SymptomReport = { kind: 'other-service', service: 'storage', status: 403, redacted: [] };
const over: Incident = { ...anIncident(), status: { state: 'resolved', at: at(9) } };

describe('the diagnoses that people watch', () => {
  let store: TestStore;
  let thread: Conversation;

  beforeEach(async () => {
    store = await openTestStore();
    const { tenantId } = store;
    thread = { tenantId, id: `19:floor;messageid=${randomUUID()}`, kind: 'channel', reference: {} };
    await store.conversations.remember(thread);
  });
  afterEach(() => store.close());

  const aBot = (how: HowItGoes = {}) => diagnosingBot(store, how);

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

  const unshownHere = async () =>
    (await store.diagnoses.unshown(at(0), at(23))).filter(({ tenantId }) => tenantId === store.tenantId).length;
  const stored = ({ id }: DiagnosisRecord) => store.diagnoses.get(store.tenantId, id);
  const updatesOf = ({ messenger: { written } }: Pick<ReturnType<typeof aBot>, 'messenger'>) =>
    written.filter(([what]) => what.startsWith('update')).map(([, summary]) => summary);

  describe('where an incident is behind the report', () => {
    it('is told of it, and that it is over where it ends before the message is out', async () => {
      const fresh = aBot({ behind: anIncident() });
      await fresh.diagnoses.begin(thread, alex, { kind: 'adt-403', redacted: [] });
      assert.deepEqual(updatesOf(fresh), []);
      const late = aBot({ behind: anIncident(), latest: over });
      const record = await late.diagnoses.begin(thread, alex, { kind: 'adt-403', redacted: [] });
      assert.ok(record);
      assert.match(updatesOf(late).join(), /^This is resolved/);
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

  describe('while something else happens to it', () => {
    const held = () => Promise.withResolvers<void>();

    /** A bot that has begun one, stored what it found, and whose first card of it is still on its way. */
    async function showing(where: Conversation, one?: Case) {
      const [isShowing, goOn] = [held(), held()];
      const bot = aBot(one ? { one } : {});
      bot.messenger.before = async (what) => {
        if (!what.startsWith('update')) return;
        isShowing.resolve();
        await goOn.promise;
      };
      const record = (await bot.diagnoses.begin(where, alex, report, { unasked: true })) ?? assert.fail();
      await isShowing.promise;
      return { ...bot, record, goOn: goOn.resolve };
    }

    it('shows the case where it was handed over, here or by another replica, and stays handed over', async () => {
      const chat = { ...chatWith('alex', alex.objectId), tenantId: store.tenantId };
      for (const isHere of [true, false]) {
        const { record, messenger, goOn, ...here } = await showing(chat, aCase());
        const { diagnoses } = isHere ? here : aBot();
        const handedOver = (await store.diagnoses.handOver(record)) ?? assert.fail();
        const replacing = isHere && diagnoses.replace(handedOver, chat, handedOverCard(aCase()));
        goOn();
        await replacing;
        await here.settled();
        assert.match(updatesOf({ messenger }).at(-1) ?? '', /is with the helpdesk/);
        assert.equal((await stored(record))?.triaged, true);
      }
    });

    it('shows nothing more where another replica has collapsed it or begun it anew', async () => {
      const { record, messenger, goOn, settled } = await showing(thread);
      const other = aBot();
      await other.diagnoses.collapse(record, thread);
      goOn();
      await settled();
      assert.equal(messenger.written.length, 2);
      assert.match(other.messenger.written.join(), /I stay silent here/);
      assert.equal(await unshownHere(), 0);
    });

    it('is not what it was told before, where it is looked at while it is being told', async () => {
      const bot = aBot({ behind: anIncident(), latest: over });
      const telling = held();
      bot.messenger.before = async (what) => {
        if (!what.startsWith('update')) return;
        const last = await store.diagnoses.latest(store.tenantId, thread.id, alex.objectId, at(0));
        assert.ok(last);
        const { joins: _, ...looked } = last;
        await store.diagnoses.save({ ...looked, begunAt: at(11) });
        telling.resolve();
      };
      await bot.diagnoses.begin(thread, alex, { kind: 'adt-403', redacted: [] });
      await telling.promise;
      const last = await store.diagnoses.latest(store.tenantId, thread.id, alex.objectId, at(0));
      assert.deepEqual([last?.state, last?.joins], ['running', undefined]);
      // What is left running would be taken up by others.
      if (last !== undefined) await store.diagnoses.end(last);
    });
  });

  describe('left behind by a stop', () => {
    const question: SymptomReport = { kind: 'unclear', status: 500, redacted: [] };

    /** Begun, and stopped before its result was shown. */
    async function unshown(what: SymptomReport): Promise<DiagnosisRecord> {
      const stopped = aBot();
      stopped.messenger.before = (write) => {
        if (write.startsWith('update')) throw new MessengerError('The line is dead.', 'failed');
      };
      const record = (await stopped.diagnoses.begin(thread, alex, what)) ?? assert.fail();
      await stopped.background.settle(10_000);
      assert.equal(stopped.faults.length, 1);
      return record;
    }

    for (const [what, left] of [
      ['what was found', report],
      ['what was asked', question],
    ] as const) {
      it(`${what} is shown in its card by the next start, once`, async () => {
        const { activityId } = await unshown(left);
        const next = aBot();
        await next.diagnoses.resume(new Date(at(5)), new Date(at(11)));
        await next.settled();
        assert.deepEqual(
          [...new Set(next.messenger.written.map(([write]) => write))],
          [`update ${thread.id}/${activityId}`],
        );
        const later = aBot();
        await later.diagnoses.resume(new Date(at(5)), new Date(at(11)));
        await later.settled();
        assert.deepEqual(later.messenger.written, []);
      });
    }

    it('is looked for anew where its asker may see that access no more, and shown where it is his own', async () => {
      const lee = { objectId: randomUUID(), displayName: 'Lee Gu' };
      const chat: Conversation = { ...thread, id: `a:${randomUUID()}`, kind: 'personal', userObjectId: alex.objectId };
      await store.conversations.remember(chat);
      for (const [principal, headline] of [
        [{ ...lee, self: false }, /Azure Storage/],
        [{ ...alex, self: true }, /^No data role\.$/],
      ] as const) {
        const { joins: _, ...left } = await told({ conversationId: chat.id, state: 'running', report });
        await store.diagnoses.save(left);
        const found = { report, headline: 'No data role.', findings: [], tookMs: 1, azureCalls: 1 };
        const diagnosis = { ...found, principal: { kind: 'user', ...principal } } as const;
        await store.diagnoses.conclude({ ...left, state: 'done', diagnosis });
        const next = aBot();
        await next.diagnoses.showAgain(new Date(at(5)), new Date(at(11)));
        await next.settled();
        const shown = updatesOf(next);
        assert.match(shown.join(), headline);
        assert.equal(shown.includes('No data role.'), principal.self);
        assert.equal(await unshownHere(), 0);
      }
    });

    it('is not shown where it was shown, or where nobody reads it any more', async () => {
      const done = aBot();
      await done.diagnoses.begin(thread, alex, report);
      await done.settled();
      await unshown(report);
      const next = aBot();
      next.messenger.before = () => {
        throw new MessengerError('Gone.', 'unreachable');
      };
      assert.equal(await unshownHere(), 1);
      await next.diagnoses.showAgain(new Date(at(5)), new Date(at(11)));
      await next.settled();
      assert.equal(await unshownHere(), 0);
    });

    it('is gone on with by one of those that start at once, in one message', async () => {
      const begun: DiagnosisRecord = {
        ...(await told()),
        id: randomUUID(),
        state: 'running',
      };
      const { activityId: _, joins: __, ...unsent } = begun;
      await store.diagnoses.save(unsent);
      const bots = [aBot(), aBot()];
      await Promise.all(bots.map(({ diagnoses }) => diagnoses.resume(new Date(at(5)), new Date(at(11)))));
      for (const { settled } of bots) await settled();
      const sent = bots.flatMap(({ messenger }) => messenger.written).filter(([what]) => what.startsWith('send'));
      assert.equal(sent.length, 1);
      assert.equal((await stored(unsent))?.activityId, '1');
    });
  });

  describe('where its messages are answered already', () => {
    it('is begun by one of those who try at once, and nothing is shown by the others', async () => {
      const bots = [aBot(), aBot()];
      const messageIds = ['1700000000000'];
      const begun = await Promise.all(
        bots.flatMap(({ diagnoses }) => [1, 2].map(() => diagnoses.begin(thread, alex, report, { messageIds }))),
      );
      for (const { settled } of bots) await settled();
      assert.equal(begun.filter((each) => each !== undefined).length, 1);
      const sent = bots.flatMap(({ messenger }) => messenger.written).filter(([what]) => what.startsWith('send'));
      assert.equal(sent.length, 1);
    });

    /** A bot that has begun one whose run waits. */
    async function looking(more: Parameters<typeof aBot>[0] = {}) {
      const [isLooking, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      async function lastInstance() {
        isLooking.resolve();
        await goOn.promise;
        return undefined;
      }
      const bot = aBot({ ...more, records: { lastInstance, ...more.records } });
      const record = (await bot.diagnoses.begin(thread, alex, report, { messageIds: ['1'] })) ?? assert.fail();
      await isLooking.promise;
      return { ...bot, record, goOn: goOn.resolve };
    }

    const more: SymptomReport = { kind: 'adt-403', redacted: [] };

    for (const [what, behind] of [
      ['', {}],
      [', and an incident is behind that', { behind: anIncident() }],
    ] as const) {
      it(`goes on as it was where another has answered what was said since${what}`, async () => {
        const { diagnoses, record, messenger, goOn, settled } = await looking(behind);
        const other = aBot();
        await other.diagnoses.begin(thread, alex, report, { messageIds: ['2'] });
        assert.equal(await diagnoses.revise(record, thread, more, { messageIds: ['2'] }), undefined);
        goOn();
        await Promise.all([settled(), other.settled()]);
        assert.match(updatesOf({ messenger }).at(-1) ?? '', /storage/i);
        const after = await stored(record);
        assert.deepEqual([after?.report, after?.state], [report, 'done']);
      });
    }

    it('goes on as it was where what was said since cannot be stored', async () => {
      const { saveFor } = store.diagnoses;
      const { diagnoses, record, messenger, goOn, settled } = await looking({
        records: {
          async saveFor(of, takings) {
            if (of.report === more) throw new Error('No room.');
            return saveFor(of, takings);
          },
        },
      });
      await assert.rejects(diagnoses.revise(record, thread, more, { messageIds: ['2'] }), /No room/);
      goOn();
      await settled();
      assert.match(updatesOf({ messenger }).at(-1) ?? '', /storage/i);
      assert.equal((await stored(record))?.state, 'done');
    });
  });
});
