import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Person } from '../../src/access/access-request.ts';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import {
  type CarryOutDependencies,
  followDiagnosisJob,
  gatherJob,
  reconcileJob,
  wakeJob,
} from '../../src/triage/carry-out.ts';
import { applyToCase, applyToIncident } from '../../src/triage/cases.ts';
import { gather, settleIncident } from '../../src/triage/incidents.ts';
import type { TriageWork } from '../../src/triage/store.ts';
import { pending, requestIn } from '../access/requests.ts';
import { birthOf } from '../store/request-of-alex.ts';
import { plantA } from '../support/situation.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { adele, alex, at, diagnosisOf, lee, megan, recordOf, start } from './reports.ts';

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
      look: async () => assert.fail('Nobody was told of an incident that is over.'),
      now: () => now,
      newId: randomUUID,
    };
  });
  afterEach(() => store.close());

  const follow = (diagnosisId: string) => followDiagnosisJob({ tenantId: store.tenantId, diagnosisId }, dependencies);

  /** Follows a finished diagnosis and gives its case's id. */
  async function caseOf(record: DiagnosisRecord): Promise<string> {
    await store.diagnoses.save(record);
    await follow(record.id);
    return (await store.triage.byDiagnosis(store.tenantId, record.id))?.id ?? assert.fail();
  }

  /** The same, and looks whether others share its trouble. */
  async function gathered(record: DiagnosisRecord): Promise<string> {
    const id = await caseOf(record);
    await gather(store.tenantId, id, dependencies);
    return id;
  }

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

  it('shows of several looks without a finding the latest, and changes nothing for having them followed again', async () => {
    const { diagnosis: _, ...looked } = recordOf(store.tenantId, alex, { unseen: 'failed' });
    const latest: DiagnosisRecord = { ...looked, id: randomUUID(), begunAt: at(5), unseen: 'not-shown' };
    const id = await caseOf(latest);
    assert.equal(await caseOf(looked), id);
    const known = await store.triage.case(store.tenantId, id);
    assert.deepEqual([known?.diagnosisId, known?.unseen], [latest.id, 'not-shown']);
    for (const hour of [1, 2]) {
      now = new Date(at(60 * hour));
      await reconcileJob({ tenantId: store.tenantId }, dependencies);
    }
    assert.deepEqual(await store.triage.case(store.tenantId, id), known);
    assert.equal((await store.triage.history(store.tenantId, id)).length, known?.version);
  });

  it('finds what became of requests that were made because of any diagnosis of an open case', async () => {
    const conversationId = '19:floor;messageid=1';
    const [first, second] = [0, 1].map((minute) =>
      recordOf(store.tenantId, alex, { conversationId, begunAt: at(minute) }),
    );
    assert.ok(first && second);
    for (const record of [first, second]) {
      await store.diagnoses.save(record);
      await follow(record.id);
    }
    const because = { diagnosisId: first.id, headline: '', confirmed: [], couldNotCheck: [] };
    const request = { ...requestIn(pending), tenantId: store.tenantId, id: randomUUID(), because };
    await store.access.create(request, [], birthOf(request));
    await reconcileJob({ tenantId: store.tenantId }, dependencies);
    const one = await store.triage.byDiagnosis(store.tenantId, second.id);
    assert.deepEqual([one?.status.state, one?.requestId], ['waiting-for-approval', request.id]);
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
      ids.push(await gathered(record));
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
    assert.deepEqual(queued, [
      { kind: 'incident', next, work: [{ kind: 'align-cases' }] },
      // It has no open case yet, which settling finds a reason for.
      { kind: 'incident', next, work: [{ kind: 'settle' }] },
    ]);
  });

  it('tells an incident of a further report of its case, once, and not of one that is run again', async () => {
    const conversationId = '19:floor;messageid=1';
    const says = (person: Person, minute: number, more: Partial<DiagnosisRecord> = {}) =>
      recordOf(store.tenantId, person, { begunAt: at(minute), ...more });
    const hears = async (record: DiagnosisRecord) => {
      await store.diagnoses.save(record);
      await follow(record.id);
    };
    const gathered = Promise.withResolvers<void>();
    await store.queue.work({
      'triage.gather': async (ref) => {
        await gatherJob(ref, dependencies);
        // Twice does nothing more.
        await gatherJob(ref, dependencies);
        if (ref.reportedAt !== undefined) gathered.resolve();
      },
    });
    const first = says(alex, 0, { conversationId });
    for (const record of [first, says(adele, 1), says(lee, 2)]) await hears(record);
    const incident = async () => {
      const [one] = await store.triage.openIncidents(store.tenantId, 10);
      return one && { cases: one.cases, people: one.people, lastReportAt: one.lastReportAt };
    };
    while ((await incident()) === undefined) await setImmediate();
    await hears({ ...first, begunAt: at(90) });
    assert.equal((await incident())?.lastReportAt, at(2));
    const again = says(alex, 60, { conversationId });
    await hears(again);
    await gathered.promise;
    assert.deepEqual(await incident(), { cases: 3, people: 3, lastReportAt: at(60) });
    await hears({ ...again, begunAt: at(95) });
    assert.deepEqual(await incident(), { cases: 3, people: 3, lastReportAt: at(60) });
  });

  it('wakes a case at its time, also where this machine’s clock is behind the queue’s', async () => {
    const record = recordOf(store.tenantId, alex);
    const id = await caseOf(record);
    await applyToCase(store.tenantId, id, { type: 'resolve', by: megan }, dependencies);
    const due = (await store.triage.case(store.tenantId, id))?.wakeAt ?? '';
    await wakeJob({ tenantId: store.tenantId, caseId: id, at: due }, dependencies);
    assert.equal((await store.triage.case(store.tenantId, id))?.status.state, 'closed');
  });

  it('finds what a resolved case has missed: the request made after its end, and the time to close it', async () => {
    const { tenantId } = store;
    const [reopened, closed] = [recordOf(tenantId, alex), recordOf(tenantId, adele)];
    for (const record of [reopened, closed]) {
      await store.diagnoses.save(record);
      await follow(record.id);
      const { id } = (await store.triage.byDiagnosis(tenantId, record.id)) ?? { id: '' };
      await applyToCase(tenantId, id, { type: 'resolve', by: megan }, dependencies);
    }
    const because = { diagnosisId: reopened.id, headline: '', confirmed: [], couldNotCheck: [] };
    const request = { ...requestIn(pending), tenantId, id: randomUUID(), createdAt: at(5), because };
    await store.access.create(request, [], birthOf(request));
    now = new Date(at(8 * 24 * 60));
    await reconcileJob({ tenantId }, dependencies);
    const states = await Promise.all(
      [reopened, closed].map(async ({ id }) => (await store.triage.byDiagnosis(tenantId, id))?.status.state),
    );
    assert.deepEqual(states, ['waiting-for-approval', 'closed']);
  });

  it('has a case compared with others that was not after its diagnosis, and an incident looked at that nobody has', async () => {
    const { tenantId } = store;
    const ids: string[] = [];
    for (const [i, person] of [alex, adele, lee].entries()) {
      const record = recordOf(tenantId, person, { begunAt: at(i) });
      await store.diagnoses.save(record);
      await follow(record.id);
      ids.push((await store.triage.byDiagnosis(tenantId, record.id))?.id ?? '');
    }
    const queued: TriageWork[] = [];
    const queueAgain: typeof store.triage.queueAgain = async (work) => void queued.push(...work);
    const run = async (minutes: number) => {
      queued.length = 0;
      now = new Date(at(minutes));
      await reconcileJob({ tenantId }, { ...dependencies, store: { ...store.triage, queueAgain } });
      return queued.map(({ next, work }) => [next.id, work[0]?.kind]).toSorted();
    };
    assert.deepEqual(await run(10), [], 'the queue still tries');
    assert.deepEqual(await run(60), ids.map((id) => [id, 'gather']).toSorted());
    assert.deepEqual(await run(2 * 24 * 60), [], 'nothing was lost for so long');
    await gather(tenantId, ids[0] ?? '', dependencies);
    const [incident] = await store.triage.openIncidents(tenantId, 1);
    assert.ok(incident);
    assert.deepEqual(await run(2 * 24 * 60 + 60), [[incident.id, 'examine']]);
    const examined = { at: now.toISOString(), common: [], unseen: [] };
    await applyToIncident(tenantId, incident.id, { type: 'examined', examined }, dependencies);
    assert.deepEqual(await run(2 * 24 * 60 + 120), []);
  });

  it('finds incidents whose last case has ended unseen, and leaves the others', async () => {
    const about = (name: string) => ({ ...plantA, id: `/s/${name}`, name });
    const incidents: Record<string, string[]> = { 'plant-a': [], 'plant-b': [] };
    for (const [name, ids] of Object.entries(incidents)) {
      for (const [i, person] of [alex, adele, lee].entries()) {
        const diagnosis = diagnosisOf(['rbac.missing-data-role'], { instance: about(name) });
        const conversationId = `19:${name};messageid=${i}`;
        const record = recordOf(store.tenantId, person, { begunAt: at(i), diagnosis, conversationId });
        ids.push(await gathered(record));
      }
    }
    const { tenantId } = store;
    for (const id of incidents['plant-a'] ?? []) {
      await applyToCase(tenantId, id, { type: 'resolve', by: megan }, dependencies);
    }
    // The jobs that the ends of the cases have queued are gone; the ones of this run are kept.
    const queued: TriageWork[] = [];
    const queueAgain: typeof store.triage.queueAgain = async (work) => void queued.push(...work);
    const run = () => reconcileJob({ tenantId }, { ...dependencies, store: { ...store.triage, queueAgain } });
    await run();
    assert.deepEqual(
      queued.map(({ next, work }) => ['trait' in next && next.trait.label, work]),
      [['plant-a', [{ kind: 'settle' }]]],
    );
    await settleIncident(tenantId, queued[0]?.next.id ?? '', dependencies);
    await run();
    assert.equal(queued.length, 1);
    const open = await store.triage.openIncidents(tenantId, 9);
    assert.deepEqual(
      open.map(({ trait }) => trait.label),
      ['plant-b'],
    );
  });
});
