import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type CarryOutDependencies, followDiagnosisJob, reconcileJob, wakeJob } from '../../src/triage/carry-out.ts';
import { applyToCase } from '../../src/triage/cases.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { alex, at, megan, recordOf, start } from './reports.ts';

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
