import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type CarryOutDependencies, followDiagnosisJob, reconcileJob, wakeJob } from '../../src/triage/carry-out.ts';
import { applyToCase, applyToIncident } from '../../src/triage/cases.ts';
import { gather } from '../../src/triage/incidents.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { adele, alex, at, lee, megan, recordOf, start } from './reports.ts';

describe('what the queue does for cases', () => {
  let store: TestStore;
  let dependencies: CarryOutDependencies;
  let now = start;

  beforeEach(async () => {
    store = await openTestStore();
    now = start;
    dependencies = {
      store: store.triage,
      diagnoses: store.diagnoses,
      requests: store.access,
      conversations: store.conversations,
      now: () => now,
      newId: randomUUID,
    };
  });
  afterEach(() => store.close());

  const follow = (diagnosisId: string) => followDiagnosisJob({ tenantId: store.tenantId, diagnosisId }, dependencies);

  it('opens one case of a diagnosis, however often it is asked to', async () => {
    const record = recordOf(store.tenantId, alex);
    await store.diagnoses.save(record);
    await Promise.all([follow(record.id), follow(record.id)]);
    await follow(record.id);
    const { items } = await store.triage.cases(store.tenantId, {}, { limit: 10 });
    assert.equal(items.length, 1);
    assert.deepEqual(items[0]?.outcome?.causes, ['rbac.missing-data-role']);
  });

  it('opens none of what a person told the bot alone', async () => {
    const { triaged: _, ...personal } = recordOf(store.tenantId, alex);
    await store.diagnoses.save(personal);
    await follow(personal.id);
    assert.equal(await store.triage.byDiagnosis(store.tenantId, personal.id), undefined);
  });

  it('finds again what moved on unseen: a diagnosis that was finished, a time that came', async () => {
    const { diagnosis, ...begun } = recordOf(store.tenantId, alex, { state: 'running' });
    await store.diagnoses.save(begun);
    await follow(begun.id);
    assert.ok(diagnosis);
    await store.diagnoses.save({ ...begun, state: 'done', diagnosis });
    now = new Date(at(20));
    await reconcileJob({ tenantId: store.tenantId }, dependencies);
    const one = await store.triage.byDiagnosis(store.tenantId, begun.id);
    assert.deepEqual(one?.outcome?.causes, ['rbac.missing-data-role']);

    const ask = { type: 'ask-reporter', by: megan, note: 'Since when?' } as const;
    await applyToCase(store.tenantId, one?.id ?? '', ask, dependencies);
    now = new Date(at(8 * 24 * 60));
    await reconcileJob({ tenantId: store.tenantId }, dependencies);
    const late = await store.triage.byDiagnosis(store.tenantId, begun.id);
    assert.ok(late?.status.state === 'resolved' && late.status.how === 'no-answer');
  });

  it('has those followed again that no case was opened of, while it may still help', async () => {
    const lost = recordOf(store.tenantId, alex, { begunAt: at(0) });
    const old = recordOf(store.tenantId, alex, { begunAt: at(-8 * 24 * 60) });
    const young = recordOf(store.tenantId, alex, { begunAt: at(30) });
    const followed = recordOf(store.tenantId, alex, { begunAt: at(1) });
    const { triaged: _, ...personal } = recordOf(store.tenantId, alex, { begunAt: at(2) });
    for (const record of [lost, old, young, followed, personal]) await store.diagnoses.save(record);
    await follow(followed.id);
    const queued: string[] = [];
    const queueFollow: typeof store.triage.queueFollow = async (_tenant, ids) => void queued.push(...ids);
    now = new Date(at(60));
    await reconcileJob({ tenantId: store.tenantId }, { ...dependencies, store: { ...store.triage, queueFollow } });
    assert.deepEqual(queued, [lost.id]);
    await follow(lost.id);
    await reconcileJob({ tenantId: store.tenantId }, { ...dependencies, store: { ...store.triage, queueFollow } });
    assert.deepEqual(queued, [lost.id]);
  });

  it('opens the case of a diagnosis whose jobs were all used up, without anybody doing anything', async () => {
    const record = recordOf(store.tenantId, alex);
    // No handler is there yet: the job is gone.
    await store.diagnoses.save(record);
    const opened = Promise.withResolvers<void>();
    await store.queue.work({
      'triage.follow-diagnosis': async (ref) => {
        await followDiagnosisJob(ref, dependencies);
        opened.resolve();
      },
      'triage.reconcile': async () => {},
    });
    now = new Date(at(60));
    await reconcileJob({ tenantId: store.tenantId }, dependencies);
    await opened.promise;
    assert.ok(await store.triage.byDiagnosis(store.tenantId, record.id));
  });

  it('finds cases that their incident’s end or new beginning has not reached', async () => {
    const ids: string[] = [];
    for (const [i, person] of [alex, adele, lee].entries()) {
      const record = recordOf(store.tenantId, person, { begunAt: at(i) });
      await store.diagnoses.save(record);
      await follow(record.id);
      const { id } = (await store.triage.byDiagnosis(store.tenantId, record.id)) ?? { id: '' };
      ids.push(id);
      await gather(store.tenantId, id, dependencies);
    }
    const [incident] = await store.triage.openIncidents(store.tenantId, 10);
    assert.ok(incident);
    const { tenantId, id } = incident;
    const states = async () =>
      Promise.all(ids.map(async (each) => (await store.triage.case(tenantId, each))?.status.state));
    // The jobs of both are gone.
    await applyToIncident(tenantId, id, { type: 'resolve', by: megan }, dependencies);
    await reconcileJob({ tenantId }, dependencies);
    assert.deepEqual(await states(), ['resolved', 'resolved', 'resolved']);

    await applyToIncident(tenantId, id, { type: 'reopen', by: megan }, dependencies);
    const queued: unknown[] = [];
    const queueAgain: typeof store.triage.queueAgain = async (work) => void queued.push(...work);
    await reconcileJob({ tenantId }, { ...dependencies, store: { ...store.triage, queueAgain } });
    const next = await store.triage.incident(tenantId, id);
    assert.deepEqual(queued, [{ kind: 'incident', next, work: [{ kind: 'align-cases' }] }]);
  });

  it('wakes a case at its time, also where this machine’s clock is behind the queue’s', async () => {
    const record = recordOf(store.tenantId, alex);
    await store.diagnoses.save(record);
    await follow(record.id);
    const { id } = (await store.triage.byDiagnosis(store.tenantId, record.id)) ?? { id: '' };
    await applyToCase(store.tenantId, id, { type: 'resolve', by: megan }, dependencies);
    const due = (await store.triage.case(store.tenantId, id))?.wakeAt ?? '';
    await wakeJob({ tenantId: store.tenantId, caseId: id, at: due }, dependencies);
    assert.equal((await store.triage.case(store.tenantId, id))?.status.state, 'closed');
  });
});
