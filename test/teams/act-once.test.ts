import assert from 'node:assert/strict';
import { createActOnce } from '../../src/teams/act-once.ts';
import { onEachDatabase, openTestStore, type TestStore } from '../support/store.ts';
import { chatWith } from './messages-of.ts';

onEachDatabase(() => {
  describe('what a message asks for', () => {
    let store: TestStore;
    let clock: number;
    let done: string[];

    beforeEach(async () => {
      store = await openTestStore();
      clock = Date.parse('2026-11-02T09:00:00Z');
      done = [];
    });
    afterEach(() => store.close());

    const aReplica = () => createActOnce({ records: store.diagnoses, now: () => new Date(clock) });
    const message = (id = '1', tenantId = store.tenantId) => ({
      conversation: { ...chatWith('alex', 'a1'), tenantId },
      id,
    });
    const act = async () => done.push('done');

    it('is done by one of those who have it at once, and not again on that day', async () => {
      const replicas = [aReplica(), aReplica()];
      const results = await Promise.all(replicas.flatMap((once) => [1, 2].map(() => once(message(), act))));
      assert.deepEqual(
        results.filter((result) => result !== undefined),
        [1],
      );
      clock += 23 * 3_600_000;
      assert.equal(await aReplica()(message(), act), undefined);
      assert.equal(await aReplica()(message('2'), act), 2);
    });

    it('is done by the next where it failed, and by the next but one no more', async () => {
      const once = aReplica();
      await assert.rejects(
        once(message(), () => Promise.reject(new Error('Teams refused it.'))),
        /Teams refused it/,
      );
      assert.equal(await once(message(), act), 1);
      assert.equal(await aReplica()(message(), act), undefined);
    });

    it('is done when Teams delivers it again, where whoever had it was killed', async () => {
      const begun = Promise.withResolvers<void>();
      void aReplica()(message(), () => {
        begun.resolve();
        return new Promise(() => {});
      });
      await begun.promise;
      assert.equal(await aReplica()(message(), act), undefined);
      clock += 15_000;
      assert.equal(await aReplica()(message(), act), 1);
    });

    it('is not begun again by who is still at it, however long that takes', async () => {
      const once = aReplica();
      const held = Promise.withResolvers<void>();
      const first = once(message(), () => held.promise.then(act));
      clock += 60_000;
      assert.equal(await once(message(), act), undefined);
      held.resolve();
      assert.equal(await first, 1);
      assert.equal(await aReplica()(message(), act), undefined);
    });

    it('is done each time where Teams gives it no name', async () => {
      const once = aReplica();
      const { conversation } = message();
      await once({ conversation }, act);
      assert.equal(await once({ conversation }, act), 2);
    });
  });
});
