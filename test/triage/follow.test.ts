import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AccessStatus } from '../../src/access/access-request.ts';
import type { TriageDependencies } from '../../src/triage/cases.ts';
import { applyToCase, clickOnCase } from '../../src/triage/cases.ts';
import { eventsOf, followDiagnosis, followRequest } from '../../src/triage/follow.ts';
import { approved, granted, pending, requestIn } from '../access/requests.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { adele, alex, at, diagnosisOf, inChannel, megan, recordOf, start } from './reports.ts';

describe('a case', () => {
  let store: TestStore;
  let triage: TriageDependencies;

  before(async function open() {
    store = await openTestStore();
    triage = { store: store.triage, now: () => start, newId: randomUUID };
  });

  after(() => store.close());

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
    await followRequest(request({ ...granted, access: 'effective' }), triage);
    const after = await store.triage.case(store.tenantId, id);
    assert.equal(after?.status.state, 'resolved');
    assert.equal(after?.accessAt, start.toISOString());
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

describe('a request, for its case,', () => {
  const cases: [string, AccessStatus, string[]][] = [
    ['pending', pending, ['requested']],
    ['approved', approved, ['requested']],
    ['granted and not seen to work yet', granted, ['requested']],
    ['granted and working', { ...granted, access: 'effective' }, ['requested', 'access-works']],
    ['lapsed', { state: 'lapsed', at: at(1) }, ['request-failed']],
    ['withdrawn', { state: 'withdrawn', at: at(1) }, ['request-failed']],
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
