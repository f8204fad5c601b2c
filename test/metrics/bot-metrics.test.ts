import assert from 'node:assert/strict';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import { type BotMetrics, createBotMetrics } from '../../src/metrics/bot-metrics.ts';
import { alex, birthOf, requestOfAlex } from '../store/request-of-alex.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

describe('the metrics of the bot', () => {
  let metrics: BotMetrics;
  let plain: TestStore;
  let store: TestStore;
  beforeEach(async () => {
    metrics = createBotMetrics();
    plain = await openTestStore();
    store = metrics.watch(plain);
  });
  afterEach(() => store.close());

  const lines = () =>
    metrics
      .write([])
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
  const assertHas = (...wanted: string[]) => {
    for (const line of wanted) assert.ok(lines().includes(line), `${line} among\n${lines().join('\n')}`);
  };

  function record(changes: Partial<DiagnosisRecord> = {}): DiagnosisRecord {
    return {
      tenantId: store.tenantId,
      id: 'diagnosis-1',
      askedBy: alex,
      report: { kind: 'adt-403', redacted: [] },
      conversationId: 'chat-1',
      begunAt: '2026-03-02T09:00:00.000Z',
      state: 'done',
      diagnosis: {
        report: { kind: 'adt-403', redacted: [] },
        headline: 'You have no data role on plant-a.',
        findings: [
          { id: 'rbac.missing-data-role', verdict: 'confirmed', title: 'No data role', why: 'None.', evidence: [] },
          { id: 'rbac.denied', verdict: 'ruled-out', title: 'Deny assignment', why: 'None.', evidence: [] },
        ],
        tookMs: 1_200,
        azureCalls: 7,
      },
      ...changes,
    };
  }

  it('count a diagnosis once, though it is saved again with the names of approvers', async () => {
    await store.diagnoses.save(record({ state: 'running' }));
    await store.diagnoses.conclude(record());
    await store.diagnoses.conclude(record());
    assertHas(
      'adt_support_diagnoses_total{verdict="confirmed"} 1',
      'adt_support_causes_confirmed_total{cause="rbac.missing-data-role"} 1',
      'adt_support_diagnosis_seconds_bucket{le="1"} 0',
      'adt_support_diagnosis_seconds_bucket{le="2"} 1',
      'adt_support_diagnosis_seconds_count 1',
      'adt_support_diagnosis_azure_calls_total 7',
    );
    const anew = { begunAt: '2026-03-02T10:00:00.000Z' };
    await store.diagnoses.conclude(record(anew));
    assertHas('adt_support_diagnoses_total{verdict="confirmed"} 1');
    await store.diagnoses.save(record({ ...anew, state: 'running' }));
    await store.diagnoses.conclude(record(anew));
    assertHas('adt_support_diagnoses_total{verdict="confirmed"} 2');
  });

  it('count what becomes of requests, and only what was written', async () => {
    const request = requestOfAlex(store.tenantId);
    await store.access.create(request, [], birthOf(request));
    await store.access.create({ ...request, id: 'again' }, [], birthOf({ ...request, id: 'again' }));
    const next = { ...request, version: 2, status: { state: 'withdrawn', at: request.createdAt } } as const;
    const step = { next, work: [], entry: { ...birthOf(request), version: 2, what: 'withdraw' } } as const;
    assert.equal(await store.access.transition([step]), 'written');
    assert.equal(await store.access.transition([step]), 'overtaken');
    await store.access.recordRefusal({ ...birthOf(request), what: 'refused:stale-card' });
    assertHas(
      'adt_support_request_changes_total{what="request",state="pending"} 1',
      'adt_support_request_changes_total{what="withdraw",state="withdrawn"} 1',
      'adt_support_request_refusals_total{reason="stale-card"} 1',
    );
  });

  it('count messages that arrived and those that cannot', async () => {
    const request = requestOfAlex(store.tenantId);
    await store.access.create(request, [], birthOf(request));
    const delivery = {
      tenantId: store.tenantId,
      requestId: request.id,
      audience: 'approver',
      shownVersion: 0,
    } as const;
    const copies = ['a', 'b'].map((id) => ({ ...delivery, id, personObjectId: id }));
    await store.deliveries.add(copies);
    const [one, other] = copies;
    await store.deliveries.shown(one ?? assert.fail(), { conversationId: 'c', activityId: '1', version: 1 });
    await store.deliveries.giveUp(other ?? assert.fail(), 'The bot is not installed there.');
    assertHas(
      'adt_support_deliveries_total{outcome="shown"} 1',
      'adt_support_deliveries_total{outcome="undeliverable"} 1',
    );
  });

  it('count runs of jobs, and hand on what they throw', async () => {
    let works = true;
    let given: Parameters<typeof plain.queue.work>[0] = {};
    const queue = {
      ...plain.queue,
      async work(handlers: typeof given) {
        given = handlers;
      },
    };
    const watched = metrics.watch({ ...plain, queue });
    await watched.queue.work({
      async 'access.deliver'() {
        if (!works) throw new Error('Teams is down.');
      },
    });
    const run = () =>
      given['access.deliver']?.(
        { tenantId: 't', requestId: 'r' },
        { jobId: 'j', attempt: 1, signal: AbortSignal.timeout(1_000) },
      );
    await run();
    works = false;
    await assert.rejects(async () => run(), /Teams is down/);
    assertHas(
      'adt_support_jobs_total{job="access.deliver",outcome="done"} 1',
      'adt_support_jobs_total{job="access.deliver",outcome="failed"} 1',
    );
  });

  it('are there from the start, and name nobody', async () => {
    assertHas('adt_support_faults_total 0', 'adt_support_database_up 1', 'adt_support_diagnosis_seconds_count 0');
    metrics.fault();
    const request = requestOfAlex(store.tenantId);
    await store.access.create(request, [], birthOf(request));
    await store.diagnoses.save(record({ state: 'running' }));
    assert.ok(await store.diagnoses.conclude(record()));
    assertHas('adt_support_faults_total 1');
    for (const id of [store.tenantId, request.id, alex.objectId, alex.displayName, 'plant-a', 'diagnosis-1']) {
      assert.ok(!metrics.write([]).includes(id), id);
    }
  });
});
