import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { pendingSignIn } from '../auth/pending-sign-in.ts';
import { onEachDatabase, openTestStore, type TestStore } from '../support/store.ts';

onEachDatabase(() => {
  describe('the store of sign-in links', () => {
    const start = Date.parse('2026-05-04T09:00:00Z');
    const at = (seconds: number) => new Date(start + seconds * 1_000);
    let store: TestStore;
    beforeEach(async () => {
      store = await openTestStore();
    });

    const pendingOf = (tenantId: string) =>
      pendingSignIn(tenantId, {
        decision: { verb: 'approve', less: { durationMinutes: 480 } },
        claims: '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}',
      });
    const place = (handleHash: string, ...tenantIds: string[]) => ({
      tenantIds: tenantIds.length > 0 ? tenantIds : [store.tenantId],
      handleHash,
    });
    const add = (handleHash: string, second: number, { most = 100, tenantId = store.tenantId } = {}) => {
      const link = { tenantId, handleHash, pending: pendingOf(tenantId), until: at(second + 600) };
      return store.signInLinks.add(link, { now: at(second), most });
    };

    it('gives back what was kept, as often as asked', async () => {
      await add('hash', 0);
      for (const second of [0, 599]) {
        assert.deepEqual(await store.signInLinks.get(place('hash'), at(second)), pendingOf(store.tenantId));
      }
    });

    it('gives a link to one of many that take it at once', async () => {
      await add('hash', 0);
      const taken = await Promise.all(Array.from({ length: 20 }, () => store.signInLinks.take(place('hash'), at(1))));
      assert.deepEqual(
        taken.filter((each) => each !== undefined),
        [pendingOf(store.tenantId)],
      );
      assert.equal(await store.signInLinks.get(place('hash'), at(1)), undefined);
    });

    it('has no link whose time is over', async () => {
      await add('hash', 0);
      assert.equal(await store.signInLinks.get(place('hash'), at(600)), undefined);
      assert.equal(await store.signInLinks.take(place('hash'), at(600)), undefined);
    });

    it('looks in the tenants that it is told to, and in no other', async () => {
      const other = randomUUID();
      await add('hash', 0);
      assert.equal(await store.signInLinks.take(place('hash', other), at(1)), undefined);
      assert.ok(await store.signInLinks.take(place('hash', other, store.tenantId), at(1)));
    });

    it('drops what is over when a new one comes, for good', async () => {
      await add('old', 0);
      await add('new', 600);
      assert.equal(await store.signInLinks.get(place('old'), at(1)), undefined);
      assert.ok(await store.signInLinks.get(place('new'), at(601)));
    });

    it('drops the oldest where there are too many, and another tenant’s never', async () => {
      const other = randomUUID();
      await add('other', 0, { tenantId: other });
      for (const second of [1, 2, 3]) await add(`${second}`, second, { most: 2 });
      const there = ['1', '2', '3'].map((hash) => store.signInLinks.get(place(hash), at(4)));
      assert.deepEqual(
        (await Promise.all(there)).map((each) => each !== undefined),
        [false, true, true],
      );
      assert.ok(await store.signInLinks.get(place('other', other), at(4)));
    });

    it('takes in many at once', async () => {
      for (let each = 0; each < 20; each += 1) await add(`old-${each}`, 0);
      await Promise.all(Array.from({ length: 20 }, (_, each) => add(`${each}`, 700)));
      for (let each = 0; each < 20; each += 1) assert.ok(await store.signInLinks.get(place(`${each}`), at(701)));
      assert.equal(await store.signInLinks.get(place('old-0'), at(1)), undefined);
    });
  });
});
