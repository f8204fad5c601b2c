import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Conversation } from '../../../src/access/delivery.ts';
import { checkingCard } from '../../../src/cards/checking-card.ts';
import type { DiagnosisRecord } from '../../../src/diagnosis/record.ts';
import type { SymptomReport } from '../../../src/symptoms/report.ts';
import { MessengerError } from '../../../src/teams/messenger.ts';
import { anIncident } from '../../cards/triage-samples.ts';
import { onEachDatabase, openTestStore, type TestStore } from '../../support/store.ts';
import { alex, at } from '../../triage/reports.ts';
import { diagnosingBot, type HowItGoes } from '../diagnosing-bot.ts';

/** Of another service, so that it is answered without a look at Azure. */
const looked: SymptomReport = { kind: 'other-service', service: 'storage', status: 403, redacted: [] };
const told: SymptomReport = { kind: 'adt-403', redacted: [] };
const surplus = /^My answer is in another message here/;

onEachDatabase(() => {
  describe('a report that another replica takes up while its card is on its way', () => {
    let store: TestStore;
    let thread: Conversation;

    beforeEach(async () => {
      store = await openTestStore();
      const { tenantId } = store;
      thread = { tenantId, id: `19:floor;messageid=${randomUUID()}`, kind: 'channel', reference: {} };
      await store.conversations.remember(thread);
    });
    afterEach(() => store.close());

    /** A replica whose messages wait until they may go, or fail. */
    function replica(name: string, how: HowItGoes = {}) {
      const bot = diagnosingBot(store, { name, ...how });
      const [isSending, sends] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      bot.messenger.before = async (what) => {
        if (!what.startsWith('send')) return;
        isSending.resolve();
        await sends.promise;
      };
      const doing: Promise<unknown>[] = [];
      function waiting(begun: Promise<unknown>): Promise<void> {
        // Whoever waits for it sees the fault.
        begun.catch(() => undefined);
        doing.push(begun);
        return isSending.promise;
      }
      return {
        ...bot,
        begin: (report: SymptomReport) => waiting(bot.diagnoses.begin(thread, alex, report)),
        readFile() {
          const report: SymptomReport = { kind: 'unclear', redacted: [] };
          const unread = { state: 'running', readInPart: true } as const;
          return waiting(
            bot.diagnoses.note(thread, alex, report, checkingCard({ what: 'the file error.log' }), unread),
          );
        },
        async takeUp() {
          await bot.diagnoses.resume(new Date(at(5)), new Date(at(15)));
          return isSending.promise;
        },
        async send() {
          sends.resolve();
          const [begun] = await Promise.all(doing);
          await bot.settled();
          return begun;
        },
        async fail() {
          sends.reject(new MessengerError('Too much is being written there at once.', 'failed'));
          const done = await Promise.allSettled(doing);
          await bot.background.settle(10_000);
          return [...bot.faults, ...done.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))];
        },
        /** What each of its messages shows by now, by id. */
        shows() {
          const sent = bot.messenger.written.filter(([what]) => what.startsWith('send'));
          const first = sent.map(([, summary], nth) => [`${name}${nth + 1}`, summary] as const);
          const updates = bot.messenger.written.filter(([what]) => what.startsWith('update'));
          return Object.fromEntries([
            ...first,
            ...updates.map(([what, summary]) => [what.slice(what.lastIndexOf('/') + 1), summary] as const),
          ]);
        },
      };
    }

    const last = () => store.diagnoses.latest(store.tenantId, thread.id, alex.objectId, at(0));

    for (const [what, report, how, answer] of [
      ['looked at', looked, {}, /Azure Storage/],
      ['told of an incident', told, { behind: anIncident() }, /^You are not the only one/],
    ] as const) {
      describe(`to be ${what}`, () => {
        it('is answered by whoever took it up, where that card is out first', async () => {
          const [one, other] = [replica('a', how), replica('b', how)];
          await one.begin(report);
          await other.takeUp();
          await other.send();
          assert.equal(await one.send(), undefined);
          assert.match(other.shows().b1 ?? '', answer);
          assert.match(one.shows().a1 ?? '', surplus);
          const record = await last();
          assert.deepEqual([record?.state, record?.activityId], ['done', 'b1']);
        });

        it('is answered by whoever began it, where that card is out first', async () => {
          const [one, other] = [replica('a', how), replica('b', how)];
          await one.begin(report);
          await other.takeUp();
          assert.ok(await one.send());
          await other.send();
          assert.match(one.shows().a1 ?? '', answer);
          assert.match(other.shows().b1 ?? '', surplus);
          const record = await last();
          assert.deepEqual([record?.state, record?.activityId], ['done', 'a1']);
        });

        it('is answered in one card, where both are out at once', async () => {
          const [one, other] = [replica('a', how), replica('b', how)];
          await one.begin(report);
          await other.takeUp();
          await Promise.all([one.send(), other.send()]);
          const shown = { ...one.shows(), ...other.shows() };
          const activityId = (await last())?.activityId ?? '';
          const { [activityId]: answered = '', ...others } = shown;
          assert.match(answered, answer);
          assert.match(Object.values(others).join(), surplus);
          assert.equal(Object.keys(shown).length, 2);
        });

        it('is answered by the one whose card Teams takes', async () => {
          for (const fails of ['one', 'other'] as const) {
            const bots = { one: replica('a', how), other: replica('b', how) };
            await bots.one.begin(report);
            await bots.other.takeUp();
            assert.equal((await bots[fails].fail()).length, 1);
            const sends = bots[fails === 'one' ? 'other' : 'one'];
            await sends.send();
            assert.match(Object.values(sends.shows()).join(), answer);
            assert.equal((await last())?.state, 'done');
          }
        });

        it('is answered by the next start, once, where Teams takes neither', async () => {
          const [one, other] = [replica('a', how), replica('b', how)];
          await one.begin(report);
          await other.takeUp();
          assert.equal((await one.fail()).length + (await other.fail()).length, 2);
          const [third, fourth] = [replica('c', how), replica('d', how)];
          await third.takeUp();
          await fourth.takeUp();
          await third.send();
          await fourth.send();
          assert.match(third.shows().c1 ?? '', answer);
          assert.match(fourth.shows().d1 ?? '', surplus);
          assert.equal((await last())?.activityId, 'c1');
        });

        it('stays forgotten where it is meanwhile, and its card says that it is gone', async () => {
          const one = replica('a', how);
          await one.begin(report);
          await store.retention.deleteDiagnoses(store.tenantId, { before: new Date(at(20)), limit: 10 });
          assert.equal(await one.send(), undefined);
          assert.match(one.shows().a1 ?? '', /^This diagnosis is no longer there/);
          assert.equal(await last(), undefined);
        });
      });
    }

    describe('to have a file of its read', () => {
      const interrupted = /^I was interrupted/;

      it('is told that this was interrupted, where whoever took it up says so first', async () => {
        const [one, other] = [replica('a'), replica('b')];
        await one.readFile();
        await other.takeUp();
        await other.send();
        assert.equal(await one.send(), undefined);
        assert.match(other.shows().b1 ?? '', interrupted);
        assert.match(one.shows().a1 ?? '', surplus);
        assert.equal((await last())?.state, 'done');
      });

      it('has it read by whoever began with it, where that card is out first', async () => {
        const [one, other] = [replica('a'), replica('b')];
        await one.readFile();
        await other.takeUp();
        assert.ok(await one.send());
        await other.send();
        assert.match(other.shows().b1 ?? '', surplus);
        const record = await last();
        assert.deepEqual([record?.state, record?.activityId], ['running', 'a1']);
        // What is left running would be taken up by others.
        if (record !== undefined) await store.diagnoses.end(record);
      });

      it('goes on with the answer, where that was begun while it was told that this was interrupted', async () => {
        const one = diagnosingBot(store, { name: 'a' });
        const unread = { state: 'running', readInPart: true, activityId: 'a1' } as const;
        const report: SymptomReport = { kind: 'unclear', redacted: [] };
        const record = await one.diagnoses.note(thread, alex, report, checkingCard({ what: 'error.log' }), unread);
        assert.ok(record);
        const other = diagnosingBot(store, { name: 'b' });
        other.messenger.before = async () => {
          await one.diagnoses.revise(record, thread, looked);
        };
        await other.diagnoses.resume(new Date(at(5)), new Date(at(15)));
        await other.settled();
        await one.settled();
        assert.match(one.messenger.written.at(-1)?.join() ?? '', /Azure Storage/);
        assert.ok((await last())?.diagnosis);
      });
    });

    it('is left alone where somebody has pressed a button on its card before it was known where that is', async () => {
      const { posted, save } = store.diagnoses;
      const one = replica('a', {
        behind: anIncident(),
        records: {
          async posted(record) {
            const { joins: _, ...begunAnew } = record;
            await save({ ...begunAnew, begunAt: at(11) });
            return posted(record);
          },
        },
      });
      await one.begin(told);
      assert.equal(await one.send(), undefined);
      assert.equal(one.messenger.written.length, 1);
      const record = await last();
      assert.deepEqual([record?.state, record?.activityId, record?.begunAt], ['running', 'a1', at(11)]);
      // What is left running would be taken up by others.
      if (record !== undefined) await store.diagnoses.end(record);
    });

    it('is answered in its card, where that is out by then', async () => {
      const wait = Promise.withResolvers<undefined>();
      const one = replica('a', { records: { lastInstance: () => wait.promise } });
      const other = diagnosingBot(store, { name: 'b' });
      const begun = one.begin(looked);
      await begun;
      const sent = one.send();
      for (let record: DiagnosisRecord | undefined; record?.activityId === undefined; ) record = await last();
      await other.diagnoses.resume(new Date(at(5)), new Date(at(15)));
      await other.settled();
      wait.resolve(undefined);
      await sent;
      assert.deepEqual(
        other.messenger.written.map(([what]) => what),
        [`update ${thread.id}/a1`],
      );
      assert.match(other.messenger.written.join(), /Azure Storage/);
      assert.equal((await last())?.state, 'done');
    });
  });
});
