import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { applyToCase } from '../../src/triage/cases.ts';
import { type DailyDigestDependencies, digestJob, queueNextDigest } from '../../src/triage/daily-digest.ts';
import type { Digest } from '../../src/triage/digest.ts';
import { followDiagnosis } from '../../src/triage/follow.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { adele, alex, at, inChannel, recordOf } from './reports.ts';

describe('the daily digest', () => {
  let store: TestStore;
  let tenantId: string;
  let sent: Digest[];
  let queued: { day: string; at?: string }[];
  let now: Date;
  let dependencies: DailyDigestDependencies;

  before(async function open() {
    store = await openTestStore();
  });
  after(() => store.close());

  beforeEach(async function freshTenant() {
    tenantId = randomUUID();
    sent = [];
    queued = [];
    now = new Date('2026-03-03T07:00:01.000Z');
    dependencies = {
      store: { ...store.triage, queueDigest: async (_, digest) => void queued.push(digest) },
      send: async (_, digest) => void sent.push(digest),
      timeZone: 'Europe/Berlin',
      now: () => now,
    };
    const conversationId = '19:helpdesk@thread.tacv2';
    await store.conversations.remember({ tenantId, id: conversationId, kind: 'channel', reference: {} });
    await store.triage.useChannel({ tenantId, conversationId, groupId: 'g', digestOff: false });
  });

  const run = (day = '2026-03-03') => digestJob({ tenantId, day }, dependencies);

  async function report(who: typeof alex, begunAt: string): Promise<string> {
    const triage = { store: store.triage, now: () => new Date(begunAt), newId: randomUUID };
    return (await followDiagnosis(recordOf(tenantId, who, { begunAt }), inChannel, triage)).id;
  }

  it('tells what was reported since the last one, and what waits longest', async () => {
    const yesterday = await report(alex, '2026-03-02T06:59:59.000Z');
    const today = await report(adele, at(0));
    await run();
    assert.equal(sent.length, 1);
    const [{ waiting = [], ...figures } = {}] = sent;
    assert.deepEqual(figures, {
      reported: 1,
      resolved: 0,
      open: 2,
      cause: { id: 'rbac.missing-data-role', cases: 1 },
      since: '2026-03-02T07:00:00.000Z',
      until: '2026-03-03T07:00:00.000Z',
    });
    assert.deepEqual(
      waiting.map(({ id }) => id),
      [yesterday, today],
    );
  });

  it('is not sent where there is nothing to say', async () => {
    await run();
    assert.deepEqual(sent, []);
  });

  it('is queued for the next day at eight by the clocks there', async () => {
    await run();
    await queueNextDigest(tenantId, dependencies);
    const tomorrow = { day: '2026-03-04', at: '2026-03-04T07:00:00.000Z' };
    assert.deepEqual(queued, [tomorrow, tomorrow]);
  });

  it('goes on the day after one that could not be sent', async () => {
    await report(alex, at(0));
    dependencies.send = async () => {
      throw new Error('Teams is down.');
    };
    await assert.rejects(run());
    assert.equal(queued.length, 1);
  });

  it('tells of all the time in which no bot ran, once, and says which', async () => {
    await report(alex, at(0));
    await report(adele, '2026-03-05T07:00:00.000Z');
    now = new Date('2026-03-06T12:00:00.000Z');
    await run('2026-03-03');
    assert.deepEqual(
      sent.map(({ reported, since, until }) => [reported, since, until]),
      [[2, '2026-03-02T07:00:00.000Z', '2026-03-06T07:00:00.000Z']],
    );
    assert.deepEqual(
      queued.map(({ day }) => day),
      ['2026-03-07'],
    );
  });

  it('leaves to the next one what came after it was due, also where it comes late', async () => {
    const one = await report(alex, '2026-03-03T09:00:00.000Z');
    now = new Date('2026-03-03T12:00:00.000Z');
    const triage = { store: store.triage, now: () => now, newId: randomUUID };
    const by = { ...adele, helpdesk: true };
    await applyToCase(tenantId, one, { type: 'resolve', by }, triage);
    await report(adele, at(0));
    await run('2026-03-03');
    now = new Date('2026-03-04T07:00:00.000Z');
    await run('2026-03-04');
    assert.deepEqual(
      sent.map(({ reported, resolved, since, until }) => [reported, resolved, since, until]),
      [
        [1, 0, '2026-03-02T07:00:00.000Z', '2026-03-03T07:00:00.000Z'],
        [1, 1, '2026-03-03T07:00:00.000Z', '2026-03-04T07:00:00.000Z'],
      ],
    );
  });

  for (const [retry, next] of [
    ['2026-03-03', '2026-03-04'],
    ['2026-03-04', '2026-03-03'],
  ] as const) {
    it(`counts each time once where one is tried again after the next was due, and ${retry} comes first`, async () => {
      await store.triage.digestTold(tenantId, '2026-03-02T07:00:00.000Z');
      await report(alex, at(0));
      const { send } = dependencies;
      dependencies.send = async () => {
        throw new Error('Teams is down.');
      };
      await assert.rejects(run());
      dependencies.send = send;
      await report(adele, '2026-03-03T12:00:00.000Z');
      now = new Date('2026-03-04T09:00:00.000Z');
      await run(retry);
      await run(next);
      assert.deepEqual(
        sent.map(({ reported, since, until }) => [reported, since, until]),
        [[2, '2026-03-02T07:00:00.000Z', '2026-03-04T07:00:00.000Z']],
      );
    });
  }

  it('is not sent again where its job is run again after it was sent', async () => {
    await report(alex, at(0));
    await run();
    await run();
    assert.equal(sent.length, 1);
  });

  it('tells also of the time of one that was given up, from where the last one ended', async () => {
    await report(alex, '2026-03-01T12:00:00.000Z');
    now = new Date('2026-03-02T07:00:01.000Z');
    await run('2026-03-02');
    await report(adele, at(0));
    now = new Date('2026-03-04T07:00:01.000Z');
    await run('2026-03-04');
    assert.deepEqual(
      sent.map(({ reported, since, until }) => [reported, since, until]),
      [
        [1, '2026-03-01T07:00:00.000Z', '2026-03-02T07:00:00.000Z'],
        [1, '2026-03-02T07:00:00.000Z', '2026-03-04T07:00:00.000Z'],
      ],
    );
  });

  it('is queued for another day by a clock that is behind the queue’s', async () => {
    now = new Date('2026-03-03T06:59:58.000Z');
    await run();
    assert.deepEqual(
      queued.map(({ day }) => day),
      ['2026-03-04'],
    );
  });

  it('is not sent while it is off, and goes on once it is on again', async () => {
    await report(alex, at(0));
    await store.triage.setDigest(tenantId, false);
    await run();
    assert.deepEqual([sent.length, queued.length], [0, 1]);
    await store.triage.setDigest(tenantId, true);
    await report(adele, at(0));
    now = new Date('2026-03-04T07:00:01.000Z');
    await run('2026-03-04');
    assert.deepEqual(
      sent.map(({ since }) => since),
      ['2026-03-03T07:00:00.000Z'],
    );
  });

  it('waits for a channel', async () => {
    tenantId = randomUUID();
    await report(alex, at(0));
    await run();
    assert.deepEqual([sent.length, queued.length], [0, 1]);
  });
});
