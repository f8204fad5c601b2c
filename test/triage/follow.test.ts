import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AccessRequest, AccessStatus } from '../../src/access/access-request.ts';
import { accessChecked } from '../../src/access/transitions/granting.ts';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import type { Instance } from '../../src/tenant.ts';
import type { Origin } from '../../src/triage/case.ts';
import { applyToCase, clickOnCase } from '../../src/triage/cases.ts';
import { eventsOf, type FollowRequestDependencies, followDiagnosis, followRequest } from '../../src/triage/follow.ts';
import { approved, granted, pending, requestIn } from '../access/requests.ts';
import { birthOf } from '../store/request-of-alex.ts';
import { plantA } from '../support/situation.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { adele, alex, at, diagnosisOf, inChannel, lee, megan, recordOf, start } from './reports.ts';

let store: TestStore;
let triage: FollowRequestDependencies;

/** Gives the tests of a `describe` a store of their own. */
function withStore(): void {
  before(async function open() {
    store = await openTestStore();
    triage = {
      store: store.triage,
      requests: store.access,
      diagnoses: store.diagnoses,
      now: () => start,
      newId: randomUUID,
    };
  });
  after(() => store.close());
}

describe('a case', () => {
  withStore();

  const clickOf = (id: string, version: number) => ({
    tenantId: store.tenantId,
    id,
    version,
    by: megan,
    from: { kind: 'channel', conversationId: 'c' } as const,
  });

  it('is opened once for a diagnosis, however often that is looked at', async () => {
    const record = recordOf(store.tenantId, alex);
    const [first, second] = await Promise.all([
      followDiagnosis(record, inChannel, triage),
      followDiagnosis(record, inChannel, triage),
    ]);
    assert.equal(first.id, second.id);
    const one = await store.triage.byDiagnosis(store.tenantId, record.id);
    assert.equal(one?.version, 2);
    assert.equal(one?.outcome?.headline, 'You cannot read twins in plant-a.');
    assert.deepEqual(
      (await store.triage.history(store.tenantId, first.id)).map(({ what }) => what),
      ['opened', 'diagnosed'],
    );
  });

  it('waits for the reporter while the bot has asked something, and is new again with the answer', async () => {
    const { diagnosis, ...rest } = recordOf(store.tenantId, alex);
    const asked = await followDiagnosis({ ...rest, state: 'waiting-for-answer' }, inChannel, triage);
    assert.equal(asked.status.state, 'waiting-for-reporter');
    const answered = await followDiagnosis(
      { ...rest, begunAt: at(1), ...(diagnosis && { diagnosis }) },
      inChannel,
      triage,
    );
    assert.equal(answered.status.state, 'new');
  });

  it('shows the latest diagnosis, and is not taken back by an older one', async () => {
    const record = recordOf(store.tenantId, alex, { begunAt: at(5) });
    await followDiagnosis(
      { ...record, begunAt: at(9), diagnosis: diagnosisOf([], { headline: 'Later.' }) },
      inChannel,
      triage,
    );
    const one = await followDiagnosis(record, inChannel, triage);
    assert.equal(one.outcome?.headline, 'Later.');
  });

  it('is resolved by itself once the role that was asked for works', async () => {
    const record = recordOf(store.tenantId, alex);
    const { id } = await followDiagnosis(record, inChannel, triage);
    const because = { diagnosisId: record.id, headline: '', confirmed: [], couldNotCheck: [] };
    const request = (status: AccessStatus) => ({ ...requestIn(status), tenantId: store.tenantId, because });
    await followRequest(request(pending), triage);
    assert.equal((await store.triage.case(store.tenantId, id))?.status.state, 'waiting-for-approval');
    await followRequest(request({ ...granted, access: 'effective', worksSince: at(5) }), triage);
    const after = await store.triage.case(store.tenantId, id);
    assert.equal(after?.status.state, 'resolved');
    assert.equal(after?.accessAt, at(5));
  });

  it('is open again for the helpdesk when the request is denied', async () => {
    const record = recordOf(store.tenantId, alex);
    const { id } = await followDiagnosis(record, inChannel, triage);
    const because = { diagnosisId: record.id, headline: '', confirmed: [], couldNotCheck: [] };
    const denied: AccessStatus = { state: 'denied', by: megan, at: at(3), reason: 'Use the test instance.' };
    for (const status of [pending, denied]) {
      await followRequest({ ...requestIn(status), tenantId: store.tenantId, because }, triage);
    }
    assert.equal((await store.triage.case(store.tenantId, id))?.status.state, 'new');
  });

  it('keeps to the newest request, however late news of an older one comes', async () => {
    const record = recordOf(store.tenantId, alex);
    const { id } = await followDiagnosis(record, inChannel, triage);
    const because = { diagnosisId: record.id, headline: '', confirmed: [], couldNotCheck: [] };
    const request = (requestId: string, minute: number, status: AccessStatus = pending) => ({
      ...requestIn(status),
      tenantId: store.tenantId,
      id: requestId,
      createdAt: at(minute),
      because,
    });
    const behind = async () => (await store.triage.case(store.tenantId, id))?.requestId;
    await followRequest(request('z-first', 1), triage);
    await followRequest(request('a-second', 2), triage);
    await followRequest(request('z-first', 1, approved), triage);
    assert.equal(await behind(), 'a-second');
    await followRequest(request('a-second', 2, { state: 'lapsed', at: at(3) }), triage);
    await followRequest(request('z-first', 1, granted), triage);
    const after = await store.triage.case(store.tenantId, id);
    assert.deepEqual([after?.requestId, after?.status.state], ['a-second', 'new']);
    await followRequest(request('third', 4), triage);
    assert.equal(await behind(), 'third');
  });

  for (const [what, then, expected] of [
    ['works', { ...granted, access: 'effective' }, 'resolved'],
    ['lets nobody in either', { state: 'lapsed', at: at(9) }, 'new'],
  ] as const satisfies [string, AccessStatus, string][]) {
    it(`waits for an older request once the newest is denied, until that ${what}`, async () => {
      const record = recordOf(store.tenantId, alex);
      const { id } = await followDiagnosis(record, inChannel, triage);
      const because = { diagnosisId: record.id, headline: '', confirmed: [], couldNotCheck: [] };
      const asks = async (minute: number) => {
        const subject = { ...requestIn(pending).subject, objectId: randomUUID() };
        const made = { tenantId: store.tenantId, id: randomUUID(), createdAt: at(minute), because, subject };
        const request = { ...requestIn(pending), ...made };
        await store.access.create(request, [], birthOf(request));
        await followRequest(request, triage);
        return request;
      };
      const becomes = async (request: AccessRequest, status: AccessStatus) => {
        const next = { ...request, version: request.version + 1, status };
        await store.access.transition([{ next, work: [], entry: { ...birthOf(next), version: next.version } }]);
        await followRequest(next, triage);
      };
      const older = await asks(1);
      const newest = await asks(2);
      const denied: AccessStatus = { state: 'denied', by: megan, at: at(3), reason: 'Reader will do.' };
      await becomes(newest, denied);
      const waiting = await store.triage.case(store.tenantId, id);
      assert.deepEqual([waiting?.status.state, waiting?.requestId], ['waiting-for-approval', older.id]);
      await followRequest({ ...newest, status: denied }, triage);
      assert.equal((await store.triage.case(store.tenantId, id))?.version, waiting?.version);
      await becomes(older, then);
      assert.equal((await store.triage.case(store.tenantId, id))?.status.state, expected);
    });
  }

  it('leaves a request alone that no case is behind', async () => {
    const because = { diagnosisId: randomUUID(), headline: '', confirmed: [], couldNotCheck: [] };
    await followRequest({ ...requestIn(pending), tenantId: store.tenantId, because }, triage);
  });

  it('is taken by one of two people who take it at once', async () => {
    const { id, version } = await followDiagnosis(recordOf(store.tenantId, alex), inChannel, triage);
    const click = clickOf(id, version);
    const other = { ...adele, helpdesk: true };
    const both = await Promise.all([
      clickOnCase(click, { type: 'claim', by: megan }, triage),
      clickOnCase({ ...click, by: other }, { type: 'claim', by: other }, triage),
    ]);
    assert.deepEqual(both.map(({ outcome }) => outcome).sort(), ['done', 'refused']);
  });

  it('keeps the note of whoever resolves it on a card that is out of date', async () => {
    const { id } = await followDiagnosis(recordOf(store.tenantId, alex), inChannel, triage);
    const click = clickOf(id, 1);
    const clicked = await clickOnCase(click, { type: 'resolve', by: megan, note: ' Gave him the role. ' }, triage);
    assert.equal(clicked.outcome, 'done');
    const history = await store.triage.history(store.tenantId, id);
    assert.equal(history.at(-1)?.detail, 'Gave him the role.');
    assert.equal(history.at(-1)?.by?.objectId, megan.objectId);
  });

  it('keeps a record of what was refused, and believes no version that does not exist yet', async () => {
    const { id } = await followDiagnosis(recordOf(store.tenantId, alex), inChannel, triage);
    const clicked = await clickOnCase(clickOf(id, 99), { type: 'resolve', by: megan }, triage);
    assert.equal(clicked.outcome, 'refused');
    assert.equal((await store.triage.history(store.tenantId, id)).at(-1)?.what, 'refused:stale-card');
    assert.equal((await clickOnCase(clickOf(randomUUID(), 1), { type: 'resolve', by: megan }, triage)).outcome, 'gone');
  });

  it('of another tenant is not there', async () => {
    const { id } = await followDiagnosis(recordOf(store.tenantId, alex), inChannel, triage);
    assert.equal(await applyToCase(randomUUID(), id, { type: 'wake' }, triage), undefined);
  });
});

describe('one trouble', () => {
  withStore();

  /** A thread, with what its reporter says there minute by minute. */
  function thread(conversationId = `19:floor;messageid=${randomUUID()}`) {
    const origin: Origin = { how: 'channel', conversationId };
    const says = (minute: number, more: Partial<DiagnosisRecord> = {}) =>
      recordOf(store.tenantId, alex, { conversationId, begunAt: at(minute), ...more });
    return { says, hears: (record: DiagnosisRecord) => followDiagnosis(record, origin, triage) };
  }

  const unfinished = ({ diagnosis: _, ...record }: DiagnosisRecord): DiagnosisRecord => ({
    ...record,
    state: 'running',
  });
  const plantB: Instance = { ...plantA, id: plantA.id.replace('plant-a', 'plant-b'), name: 'plant-b' };
  const ofPlantB = diagnosisOf(['rbac.missing-data-role'], { instance: plantB });
  const caseBehind = ({ id }: DiagnosisRecord) => store.triage.byDiagnosis(store.tenantId, id);

  it('is one case, however often its reporter comes back to it, and shows what was found last', async () => {
    const { says, hears } = thread();
    const [first, second] = [says(0), says(1)];
    const { id } = await hears(first);
    assert.equal((await hears(unfinished(second))).id, id);
    const one = await hears(second);
    assert.deepEqual([one.id, one.diagnosisId, one.outcome?.at], [id, second.id, at(1)]);
    assert.equal((await hears(first)).diagnosisId, second.id);
    assert.deepEqual((await store.triage.diagnosesOf(store.tenantId, id)).toSorted(), [first.id, second.id].toSorted());
  });

  it('is one case for a message that was heard and that two people point at', async () => {
    const { says, hears } = thread();
    const heard = await hears(says(0));
    const writtenBy = alex;
    const [there, elsewhere] = [says(1), says(2)];
    const byMegan = await hears({ ...there, askedBy: megan, writtenBy });
    const own = { ...elsewhere, conversationId: 'a:lee', saidIn: elsewhere.conversationId, askedBy: lee, writtenBy };
    assert.deepEqual([byMegan.id, (await followDiagnosis(own, inChannel, triage)).id], [heard.id, heard.id]);
  });

  it('is one case also where all of it is looked at at once', async () => {
    const { says, hears } = thread();
    const records = [0, 1, 2, 3, 4].map((minute) => says(minute));
    const cases = await Promise.all([...records, ...records].map((record) => hears(record)));
    assert.equal(new Set(cases.map(({ id }) => id)).size, 1);
    assert.equal((await caseBehind(says(0)))?.id, undefined);
  });

  it('is another one about another instance, and once the first is closed', async () => {
    const { says, hears } = thread();
    const first = await hears(says(0));
    const other = await hears(says(1, { diagnosis: ofPlantB }));
    assert.notEqual(other.id, first.id);
    await applyToCase(store.tenantId, first.id, { type: 'resolve', by: megan }, triage);
    const inAWeek = { ...triage, now: () => new Date(at(7 * 24 * 60)) };
    assert.equal((await applyToCase(store.tenantId, first.id, { type: 'wake' }, inAWeek))?.status.state, 'closed');
    assert.notEqual((await hears(says(8 * 24 * 60))).id, first.id);
  });

  it('goes on where an instance was not found, with the one that was meant, and not where that has a case', async () => {
    const named = (name: string) => ({ kind: 'adt-403' as const, redacted: [], instance: { name } });
    const { instance: _, ...nowhere } = diagnosisOf(['instance.not-found'], { report: named('plant-zzz') });
    const { says, hears } = thread();
    const mistyped = says(0, { report: named('plant-zzz'), diagnosis: nowhere });
    const { id } = await hears(mistyped);
    const meant = says(1, { report: named('plant-b'), diagnosis: ofPlantB });
    assert.equal((await hears(unfinished(meant))).id, id);
    const one = await hears(meant);
    assert.deepEqual([one.id, one.report.instance, one.outcome?.instance?.name], [id, { name: 'plant-b' }, 'plant-b']);
    const second = await hears(says(2, { report: named('plant-zzz'), diagnosis: nowhere }));
    assert.notEqual(second.id, id);
    assert.equal((await hears(says(3, { report: named('plant-b'), diagnosis: ofPlantB }))).id, id);
    assert.equal((await hears(says(4, { report: named('plant-a') }))).id, second.id);
  });

  it('keeps the diagnosis of the instance that was not found, however often that is looked at again', async () => {
    const named = (name: string) => ({ kind: 'adt-403' as const, redacted: [], instance: { name } });
    const { instance: _, ...nowhere } = diagnosisOf(['instance.not-found'], { report: named('plant-zzz') });
    const { says, hears } = thread();
    const mistyped = says(0, { report: named('plant-zzz'), diagnosis: nowhere });
    const { id } = await hears(mistyped);
    await hears(says(1, { report: named('plant-b'), diagnosis: ofPlantB }));
    for (const again of [mistyped, unfinished(mistyped), mistyped]) assert.equal((await hears(again)).id, id);
    assert.equal((await store.triage.case(store.tenantId, id))?.outcome?.instance?.name, 'plant-b');
  });

  it('turns out to be another one, whatever it was taken for', async () => {
    const { says, hears } = thread();
    const first = says(0);
    const { id } = await hears(first);
    const second = says(1, { diagnosis: ofPlantB });
    assert.equal((await hears(unfinished(second))).id, id);
    const other = await hears(second);
    assert.notEqual(other.id, id);
    assert.equal((await hears(second)).id, other.id);
    assert.deepEqual(await store.triage.diagnosesOf(store.tenantId, id), [first.id]);
    assert.equal((await store.triage.case(store.tenantId, id))?.outcome?.instance?.name, 'plant-a');
    assert.equal((await hears(says(2, { diagnosis: ofPlantB }))).id, other.id);
  });

  it('is resolved by the role that was asked for because of any of its diagnoses', async () => {
    const { says, hears } = thread();
    const [first, second] = [says(0), says(1)];
    const { id } = await hears(first);
    await hears(second);
    const because = { diagnosisId: first.id, headline: '', confirmed: [], couldNotCheck: [] };
    const request = (status: AccessStatus) => ({ ...requestIn(status), tenantId: store.tenantId, because });
    await followRequest(request(pending), triage);
    assert.equal((await store.triage.case(store.tenantId, id))?.status.state, 'waiting-for-approval');
    await followRequest(request({ ...granted, access: 'effective' }), triage);
    assert.equal((await store.triage.case(store.tenantId, id))?.status.state, 'resolved');
  });

  for (const [what, status, expected] of [
    ['pending', pending, 'waiting-for-approval'],
    ['working', { ...granted, access: 'effective' }, 'resolved'],
    ['denied', { state: 'denied', by: megan, at: at(3), reason: 'No.' }, 'new'],
  ] as const satisfies [string, AccessStatus, string][]) {
    it(`that was asked for access before it became a case is ${expected} where the request is ${what}`, async () => {
      const { says, hears } = thread();
      const record = says(0);
      const because = { diagnosisId: record.id, headline: '', confirmed: [], couldNotCheck: [] };
      const request = { ...requestIn(status), tenantId: store.tenantId, id: randomUUID(), because };
      const asked = { ...request, subject: { ...request.subject, objectId: randomUUID() } };
      const followed = Promise.withResolvers<void>();
      await store.queue.work({
        'triage.follow-request': async ({ requestId }) => {
          assert.equal(requestId, request.id);
          await followRequest(asked, triage);
          followed.resolve();
        },
      });
      await store.access.create(asked, [], birthOf(asked));
      await followed.promise;
      const again = Promise.withResolvers<void>();
      await store.queue.work({
        'triage.follow-request': async () => {
          await followRequest(asked, triage);
          again.resolve();
        },
      });
      const { id } = await hears(record);
      await again.promise;
      assert.equal((await store.triage.case(store.tenantId, id))?.status.state, expected);
      assert.deepEqual(await store.triage.requestsOf(store.tenantId, id), [request.id]);
    });
  }
});

describe('two requests of one case', () => {
  let store: TestStore;
  let triage: FollowRequestDependencies;
  let minute = 0;

  before(async function open() {
    store = await openTestStore();
    triage = {
      store: store.triage,
      requests: store.access,
      diagnoses: store.diagnoses,
      now: () => new Date(at(minute)),
      newId: randomUUID,
    };
  });

  after(() => store.close());

  type Which = 'older' | 'newest';
  type What = 'asked' | 'granted' | 'works' | 'denied';
  /** When the jobs that follow the requests run: each at once, or only when all has happened. */
  const jobs: Record<string, Which[] | undefined> = {
    'at once': undefined,
    'late, the older first': ['older', 'newest'],
    'late, the newest first': ['newest', 'older'],
    'late and twice': ['newest', 'older', 'newest', 'older'],
  };
  const stories: Record<string, { happens: [Which, What][]; ends: string }> = {
    'is resolved where the older one began to work after more was asked for, whatever becomes of that': {
      happens: [
        ['older', 'asked'],
        ['older', 'granted'],
        ['newest', 'asked'],
        ['older', 'works'],
        ['newest', 'denied'],
      ],
      ends: 'resolved',
    },
    'is resolved where the older one began to work while more is still asked for': {
      happens: [
        ['older', 'asked'],
        ['older', 'granted'],
        ['newest', 'asked'],
        ['older', 'works'],
      ],
      ends: 'resolved',
    },
    'is resolved where the older one begins to work once the newest is denied': {
      happens: [
        ['older', 'asked'],
        ['older', 'granted'],
        ['newest', 'asked'],
        ['newest', 'denied'],
        ['older', 'works'],
      ],
      ends: 'resolved',
    },
    'is resolved where the older one is granted and works after more was asked for': {
      happens: [
        ['older', 'asked'],
        ['newest', 'asked'],
        ['older', 'granted'],
        ['newest', 'denied'],
        ['older', 'works'],
      ],
      ends: 'resolved',
    },
    'waits where the older one worked and more was asked for all the same': {
      happens: [
        ['older', 'asked'],
        ['older', 'granted'],
        ['older', 'works'],
        ['newest', 'asked'],
      ],
      ends: 'waiting-for-approval',
    },
    'is the helpdesk’s where the older one worked, and more was asked for and denied': {
      happens: [
        ['older', 'asked'],
        ['older', 'granted'],
        ['older', 'works'],
        ['newest', 'asked'],
        ['newest', 'denied'],
      ],
      ends: 'new',
    },
    'waits for the older one where that does not work yet when the newest is denied': {
      happens: [
        ['older', 'asked'],
        ['older', 'granted'],
        ['newest', 'asked'],
        ['newest', 'denied'],
      ],
      ends: 'waiting-for-approval',
    },
  };

  /** As a request of that case is stored when this has happened to it. */
  const statusAfter = (what: What, before: AccessStatus): AccessStatus => {
    switch (what) {
      case 'asked':
        return pending;
      case 'granted':
        return { ...granted, at: at(minute), expiresAt: null };
      case 'works': {
        const decided = accessChecked(requestIn(before), true, new Date(at(minute)));
        return 'next' in decided ? decided.next.status : assert.fail(decided.message);
      }
      case 'denied':
        return { state: 'denied', by: megan, at: at(minute), reason: 'Reader will do.' };
    }
  };

  async function aCase() {
    minute = 0;
    const record = recordOf(store.tenantId, alex);
    const { id } = await followDiagnosis(record, inChannel, triage);
    // Which of the ids is the greater must not matter.
    const [older, newest] = [randomUUID(), randomUUID()];
    const ids: Record<Which, string> = { older, newest };
    const stored = async (which: Which) =>
      (await store.access.get(store.tenantId, ids[which])) ?? assert.fail(`${which} is not stored`);
    return {
      follow: async (which: Which) => followRequest(await stored(which), triage),
      async happens(which: Which, what: What) {
        minute += 1;
        if (what === 'asked') {
          const because = { diagnosisId: record.id, headline: '', confirmed: [], couldNotCheck: [] };
          const subject = { ...requestIn(pending).subject, objectId: randomUUID() };
          const made = { tenantId: store.tenantId, id: ids[which], createdAt: at(minute), because, subject };
          const request = requestIn(pending, made);
          await store.access.create(request, [], birthOf(request));
          return;
        }
        const before = await stored(which);
        const next = { ...before, version: before.version + 1, status: statusAfter(what, before.status) };
        await store.access.transition([{ next, work: [], entry: { ...birthOf(next), version: next.version } }]);
      },
      stands: async () => (await store.triage.case(store.tenantId, id)) ?? assert.fail('The case is gone.'),
      reopens: async () =>
        applyToCase(store.tenantId, id, { type: 'reopen', by: megan, note: 'Not for models.' }, triage),
    };
  }

  for (const [what, { happens, ends }] of Object.entries(stories)) {
    for (const [when, order] of Object.entries(jobs)) {
      it(`${what}; jobs ${when}`, async () => {
        const one = await aCase();
        for (const [which, event] of happens) {
          await one.happens(which, event);
          if (order === undefined) await one.follow(which);
        }
        for (const which of order ?? []) {
          minute += 1;
          await one.follow(which);
        }
        const after = await one.stands();
        assert.equal(after.status.state, ends);
        // Whatever is looked at once more changes nothing.
        minute += 1;
        for (const which of ['older', 'newest', 'older'] as const) await one.follow(which);
        assert.equal((await one.stands()).version, after.version);
      });
    }
  }

  it('leaves it open where somebody opened it again, in whatever order they are heard of', async () => {
    const one = await aCase();
    await one.happens('older', 'asked');
    await one.happens('older', 'granted');
    await one.happens('newest', 'asked');
    await one.happens('older', 'works');
    await one.follow('older');
    assert.equal((await one.stands()).status.state, 'resolved');
    minute += 1;
    await one.reopens();
    await one.follow('newest');
    await one.follow('older');
    assert.equal((await one.stands()).status.state, 'waiting-for-approval');
    await one.happens('newest', 'denied');
    await one.follow('newest');
    await one.follow('older');
    assert.equal((await one.stands()).status.state, 'new');
  });
});

describe('a request, for its case,', () => {
  const cases: [string, AccessStatus, string[]][] = [
    ['pending', pending, ['requested']],
    ['approved', approved, ['requested']],
    ['granted and not seen to work yet', granted, ['requested']],
    ['granted and working', { ...granted, access: 'effective' }, ['requested', 'access-works']],
    ['lapsed', { state: 'lapsed', at: at(1) }, ['requested', 'request-failed']],
    ['withdrawn', { state: 'withdrawn', at: at(1) }, ['requested', 'request-failed']],
  ];
  for (const [what, status, expected] of cases) {
    it(`${what} is ${expected.join(', then ')}`, () => {
      assert.deepEqual(
        eventsOf({ id: 'r', createdAt: at(0), status }).map(({ type }) => type),
        expected,
      );
    });
  }
});
