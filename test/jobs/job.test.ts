import assert from 'node:assert/strict';
import { JOB_NAMES, runsInOrder, subjectOf, workersFor } from '../../src/jobs/job.ts';

const tenantId = 'contoso';

describe('a job', () => {
  it('is about one request, case, incident or diagnosis, or about the whole tenant', () => {
    assert.deepEqual(subjectOf({ tenantId, requestId: 'r' }), { requestId: 'r' });
    assert.deepEqual(subjectOf({ tenantId, caseId: 'c', version: 2 }), { caseId: 'c' });
    assert.deepEqual(subjectOf({ tenantId, incidentId: 'i' }), { incidentId: 'i' });
    assert.deepEqual(subjectOf({ tenantId, diagnosisId: 'd' }), { diagnosisId: 'd' });
    assert.deepEqual(subjectOf({ tenantId, subject: { kind: 'case', id: 'c' } }), { caseId: 'c' });
    assert.deepEqual(subjectOf({ tenantId, subject: { kind: 'incident', id: 'i' } }), { incidentId: 'i' });
    assert.deepEqual(subjectOf({ tenantId, after: 'r' }), {});
    assert.deepEqual(subjectOf({ tenantId }), {});
  });

  it('that somebody reads the outcome of runs in order', () => {
    const read = JOB_NAMES.filter((name) => /\.(deliver|tell-.*|announce|digest)$/.test(name));
    assert.deepEqual(JOB_NAMES.filter(runsInOrder), read);
  });

  it('has a worker, at least', () => {
    for (const name of JOB_NAMES) assert.ok(workersFor(name) >= 1);
  });
});
