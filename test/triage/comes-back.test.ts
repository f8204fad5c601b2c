/** What was resolved and is reported again: the same case once more, or another one. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import type { Instance } from '../../src/tenant.ts';
import type { Case, CaseEvent, Origin } from '../../src/triage/case.ts';
import { applyToCase, applyToIncident, type TriageDependencies } from '../../src/triage/cases.ts';
import { followDiagnosis } from '../../src/triage/follow.ts';
import { gather } from '../../src/triage/incidents.ts';
import { plantA } from '../support/situation.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { adele, alex, at, diagnosisOf, lee, megan, recordOf } from './reports.ts';

describe('a resolved trouble that is reported again', () => {
  let store: TestStore;
  let minute = 0;
  let triage: TriageDependencies;

  before(async function open() {
    store = await openTestStore();
    triage = { store: store.triage, now: () => new Date(at(minute)), newId: randomUUID };
  });
  beforeEach(() => {
    minute = 0;
  });
  after(() => store.close());

  const how = { channel: 'channel', chat: 'handed-over' } as const;

  /** Where Alex reports; `says` begins a diagnosis in this minute, `hears` follows it. */
  function place(kind: keyof typeof how = 'channel') {
    const conversationId = kind === 'channel' ? `19:floor;messageid=${randomUUID()}` : `a:${randomUUID()}`;
    const origin: Origin = { how: how[kind], conversationId };
    return {
      says: (more: Partial<DiagnosisRecord> = {}) =>
        recordOf(store.tenantId, alex, { conversationId, begunAt: at(minute), ...more }),
      hears: (record: DiagnosisRecord) => followDiagnosis(record, origin, triage),
    };
  }

  const act = (one: Case, event: CaseEvent) => applyToCase(store.tenantId, one.id, event, triage);
  const resolve = (one: Case, by = megan) => act(one, { type: 'resolve', by, note: 'You are in the group now.' });
  const now = ({ id }: Case) => store.triage.case(store.tenantId, id);
  const byAlex = { ...alex, helpdesk: false };
  const none = diagnosisOf([]);
  const running = ({ diagnosis: _, ...record }: DiagnosisRecord): DiagnosisRecord => ({ ...record, state: 'running' });

  it('is open again at once, whatever is found, and stays with whoever has it', async () => {
    const { says, hears } = place();
    const first = await hears(says());
    await act(first, { type: 'claim', by: megan });
    await resolve(first);
    minute = 2;
    const again = says({ diagnosis: none });
    const reopened = await hears(running(again));
    assert.deepEqual([reopened.id, reopened.status], [first.id, { state: 'new', at: at(2), reopened: { by: alex } }]);
    assert.equal(reopened.assignee?.objectId, megan.objectId);
    const found = await hears(again);
    assert.deepEqual([found.id, found.diagnosisId, found.status.state], [first.id, again.id, 'new']);
    const history = await store.triage.history(store.tenantId, first.id);
    assert.deepEqual(
      history.slice(-2).map(({ what, by }) => [what, by?.objectId]),
      [
        ['reopen', alex.objectId],
        ['diagnosed', undefined],
      ],
    );
  });

  it('is open again where he had resolved it himself, where nobody had heard of him, and with whom it had ended', async () => {
    const ends: ((one: Case) => Promise<unknown>)[] = [
      (one) => resolve(one, byAlex),
      async (one) => {
        await act(one, { type: 'ask-reporter', by: megan, note: 'Since when?' });
        minute = 7 * 24 * 60;
        await act(one, { type: 'wake' });
      },
      async (one) => {
        for (const person of [adele, lee]) await place().hears(recordOf(store.tenantId, person));
        await gather(store.tenantId, one.id, triage);
        const incidentId = (await now(one))?.incidentId ?? '';
        await applyToIncident(store.tenantId, incidentId, { type: 'resolve', by: megan }, triage);
        await act(one, { type: 'incident-resolved', incidentId });
      },
    ];
    for (const end of ends) {
      minute = 0;
      const { says, hears } = place();
      const one = await hears(says());
      await end(one);
      assert.equal((await now(one))?.status.state, 'resolved');
      minute += 2;
      const again = await hears(says({ diagnosis: none }));
      assert.deepEqual([again.id, again.status.state, again.incidentId], [one.id, 'new', undefined]);
      await resolve(one);
    }
  });

  it('is opened again once, however many look at it at once and however late', async () => {
    const { says, hears } = place();
    const one = await hears(says());
    await resolve(one);
    minute = 2;
    const records = [says(), says(), says()];
    const followed = await Promise.all([...records, ...records].map(hears));
    assert.deepEqual(new Set(followed.map(({ id }) => id)), new Set([one.id]));
    const reopens = async () =>
      (await store.triage.history(store.tenantId, one.id)).filter(({ what }) => what === 'reopen').length;
    assert.equal(await reopens(), 1);
    minute = 3;
    await resolve(one);
    for (const record of records) await hears(record);
    assert.deepEqual([(await now(one))?.status.state, await reopens()], ['resolved', 1]);
  });

  it('is opened again where somebody changes the case at the same moment', async () => {
    const { says, hears } = place();
    const one = await hears(says());
    await resolve(one);
    minute = 2;
    const [again] = await Promise.all([hears(says()), act(one, { type: 'reopen', by: megan })]);
    assert.equal(again.id, one.id);
    assert.notEqual((await now(one))?.status.state, 'resolved');
  });

  it('is for the look to say where it was begun before the end, and is no other case', async () => {
    const { says, hears } = place();
    const one = await hears(says());
    minute = 1;
    const [refused, fine] = [says(), says({ diagnosis: none })];
    minute = 2;
    await resolve(one);
    assert.deepEqual([(await hears(fine)).id, (await now(one))?.status.state], [one.id, 'resolved']);
    assert.deepEqual([(await hears(running(refused))).id, (await now(one))?.status.state], [one.id, 'resolved']);
    minute = 3;
    await act(one, { type: 'reopen', by: byAlex });
    await resolve(one, byAlex);
    await hears(refused);
    assert.equal((await now(one))?.status.state, 'resolved', 'he knows better');
  });

  it('is open again by a look that was begun before the helpdesk ended it, and finds a cause', async () => {
    const { says, hears } = place();
    const one = await hears(says());
    minute = 1;
    const refused = says();
    minute = 2;
    await resolve(one);
    assert.deepEqual([(await hears(refused)).id, (await now(one))?.status.state], [one.id, 'new']);
  });

  it('is another case elsewhere, about something else, by somebody else’s hand, and where a role had worked', async () => {
    const plantB: Instance = { ...plantA, id: plantA.id.replace('plant-a', 'plant-b'), name: 'plant-b' };
    const { says, hears } = place();
    const one = await hears(says());
    await resolve(one);
    minute = 2;
    const elsewhere = place();
    const others = [
      await elsewhere.hears(elsewhere.says()),
      await hears(says({ diagnosis: diagnosisOf(['rbac.missing-data-role'], { instance: plantB }) })),
      await hears(says({ askedBy: megan, writtenBy: alex })),
    ];
    assert.equal(new Set([one, ...others].map(({ id }) => id)).size, 4);
    assert.equal((await now(one))?.status.state, 'resolved');

    const helped = place();
    const worked = await helped.hears(helped.says());
    await act(worked, { type: 'requested', requestId: 'r', madeAt: at(2) });
    await act(worked, { type: 'access-works', requestId: 'r', worksSince: at(3) });
    minute = 9;
    assert.notEqual((await helped.hears(helped.says())).id, worked.id);
    const muted = place();
    const useless = await muted.hears(muted.says());
    await act(useless, { type: 'not-helpful', by: byAlex });
    minute = 12;
    assert.notEqual((await muted.hears(muted.says())).id, useless.id);
  });

  it('goes to the open case of it, and of several that are over to the one that was over last', async () => {
    const nowhere: Partial<DiagnosisRecord> = { report: { kind: 'adt-403', redacted: [] } };
    const plantB: Instance = { ...plantA, id: plantA.id.replace('plant-a', 'plant-b'), name: 'plant-b' };
    const { says, hears } = place();
    const first = await hears(says());
    const second = await hears(says({ diagnosis: diagnosisOf(['rbac.missing-data-role'], { instance: plantB }) }));
    minute = 1;
    await resolve(second);
    minute = 2;
    await resolve(first);
    minute = 3;
    assert.equal((await hears(running(says(nowhere)))).id, first.id);
    minute = 4;
    assert.equal((await hears(running(says(nowhere)))).id, first.id);
    assert.equal((await now(second))?.status.state, 'resolved');
  });

  it('joins the incident again that he is told of, and counts nobody twice', async () => {
    const { says, hears } = place();
    const one = await hears(says());
    for (const person of [adele, lee]) await place().hears(recordOf(store.tenantId, person));
    await gather(store.tenantId, one.id, triage);
    const incidentId = (await now(one))?.incidentId ?? '';
    const before = await store.triage.incident(store.tenantId, incidentId);
    await resolve(one);
    minute = 5;
    const told = { ...running(says()), state: 'done', joins: incidentId } as const;
    const again = await hears(told);
    assert.deepEqual([again.id, (await now(one))?.incidentId], [one.id, incidentId]);
    const after = await store.triage.incident(store.tenantId, incidentId);
    assert.deepEqual([after?.people, after?.cases], [before?.people, before?.cases]);
  });

  it('in one’s own chat is open again with what is handed over then, however old that is', async () => {
    const { says, hears } = place('chat');
    const [first, older] = [says(), says({ diagnosis: none })];
    const one = await hears(first);
    minute = 2;
    await resolve(one);
    minute = 60;
    assert.deepEqual([(await hears(older)).id, (await now(one))?.status.state], [one.id, 'new']);
  });
});
