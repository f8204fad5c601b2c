import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type CarryOutDependencies, followDiagnosisJob } from '../../src/triage/carry-out.ts';
import type { Case, CaseEvent } from '../../src/triage/case.ts';
import { applyToCase } from '../../src/triage/cases.ts';
import { giveUpTellAssignee, giveUpTellReporter } from '../../src/triage/give-up.ts';
import type { TriageWork } from '../../src/triage/store.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { adele, alex, at, megan, recordOf, start } from './reports.ts';

const DAY_MINUTES = 24 * 60;

describe('news of a case that the queue has given up', () => {
  let store: TestStore;
  let dependencies: CarryOutDependencies;
  let now = start;
  let queued: TriageWork[];
  let one: Case;

  beforeEach(async () => {
    store = await openTestStore();
    now = start;
    queued = [];
    const queueAgain: typeof store.triage.queueAgain = async (work) => void queued.push(...work);
    dependencies = {
      store: { ...store.triage, queueAgain },
      diagnoses: store.diagnoses,
      requests: store.access,
      conversations: store.conversations,
      now: () => now,
      newId: randomUUID,
      look: async () => assert.fail('Nobody was told of an incident that is over.'),
    };
    const record = recordOf(store.tenantId, alex);
    await store.diagnoses.save(record);
    await followDiagnosisJob({ tenantId: store.tenantId, diagnosisId: record.id }, dependencies);
    one = (await store.triage.byDiagnosis(store.tenantId, record.id)) ?? assert.fail();
  });
  afterEach(() => store.close());

  async function happens(event: CaseEvent): Promise<Case> {
    one = (await applyToCase(store.tenantId, one.id, event, dependencies)) ?? assert.fail();
    return one;
  }
  const ref = () => ({ tenantId: one.tenantId, caseId: one.id, version: one.version });
  const current = async () => (await store.triage.case(one.tenantId, one.id)) ?? assert.fail();

  it('goes back to the helpdesk where it is a question, so that nobody waits for an answer that cannot come', async () => {
    const { status } = await happens({ type: 'ask-reporter', by: megan, note: 'Since when?' });
    await giveUpTellReporter({ ...ref(), news: 'asked', askedAt: status.at }, dependencies);
    const given = await current();
    assert.deepEqual(given.status, { state: 'new', at: at(0), unreached: { question: 'Since when?' } });
    assert.equal(given.wakeAt, undefined);
    await giveUpTellReporter({ ...ref(), news: 'asked', askedAt: status.at }, dependencies);
    assert.equal((await current()).version, given.version);
    assert.deepEqual(queued, []);
  });

  it('leaves a question alone that was asked after it', async () => {
    const first = await happens({ type: 'ask-reporter', by: megan, note: 'Since when?' });
    now = new Date(at(20));
    const { at: askedAt } = first.status;
    await happens({ type: 'ask-reporter', by: megan, note: 'And which app?', askedAt });
    await giveUpTellReporter({ ...ref(), news: 'asked', askedAt: first.status.at }, dependencies);
    assert.equal((await current()).status.state, 'waiting-for-reporter');
  });

  it('is tried again for a day where it is anything else', async () => {
    await happens({ type: 'resolve', by: megan });
    now = new Date(at(40));
    await giveUpTellReporter({ ...ref(), news: 'resolved' }, dependencies);
    assert.deepEqual(queued, [{ kind: 'case', next: one, work: [{ kind: 'tell-reporter', news: 'resolved' }] }]);
    now = new Date(at(DAY_MINUTES + 1));
    await giveUpTellReporter({ ...ref(), news: 'resolved' }, dependencies);
    assert.equal(queued.length, 1);
  });

  it('is tried again for whom the case was given to, unless somebody else has it by then', async () => {
    const given = await happens({ type: 'assign', by: megan, to: adele });
    await happens({ type: 'ask-reporter', by: megan, note: 'Since when?' });
    now = new Date(at(40));
    const job = { ...ref(), version: given.version };
    await giveUpTellAssignee(job, dependencies);
    assert.deepEqual(
      queued.map(({ next, work }) => [next.version, work]),
      [[given.version, [{ kind: 'tell-assignee' }]]],
    );
    now = new Date(at(DAY_MINUTES + 1));
    await giveUpTellAssignee(job, dependencies);
    now = new Date(at(50));
    await happens({ type: 'claim', by: megan });
    await giveUpTellAssignee(job, dependencies);
    assert.equal(queued.length, 1);
  });
});
