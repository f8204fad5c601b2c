/** Access that is asked for because of a diagnosis that its reporter has told nobody. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AccessRequest, AccessStatus } from '../../src/access/access-request.ts';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import type { Case, Origin } from '../../src/triage/case.ts';
import { requestsBehind } from '../../src/triage/case-of-request.ts';
import { applyToCase } from '../../src/triage/cases.ts';
import { type FollowRequestDependencies, followDiagnosis, followRequest } from '../../src/triage/follow.ts';
import { granted, pending, requestIn } from '../access/requests.ts';
import { birthOf } from '../store/request-of-alex.ts';
import { plantA } from '../support/situation.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { adele, alex, at, diagnosisOf, lee, megan, recordOf, start } from './reports.ts';

describe('a request of a diagnosis that is no case', () => {
  let store: TestStore;
  let triage: FollowRequestDependencies;

  beforeEach(async () => {
    store = await openTestStore();
    const { triage: cases, access: requests, diagnoses } = store;
    triage = { store: cases, requests, diagnoses, now: () => start, newId: randomUUID };
  });
  afterEach(() => store.close());

  let chat = 'a:alex';

  /** What he has told in his own chat, and nobody else. */
  function told(minute: number, more: Partial<DiagnosisRecord> = {}): DiagnosisRecord {
    const { triaged: _, ...record } = recordOf(store.tenantId, alex, { conversationId: chat, begunAt: at(minute) });
    return { ...record, ...more };
  }

  function handsOver(more: Partial<DiagnosisRecord> = {}, origin: Partial<Origin> = {}): Promise<Case> {
    const record = told(0, { triaged: true, ...more });
    return followDiagnosis(record, { how: 'handed-over', conversationId: chat, ...origin }, triage);
  }

  /** Asks for access because of that, and follows what becomes of it. */
  async function asks(record: DiagnosisRecord, minute: number, more: Partial<AccessRequest> = {}) {
    await store.diagnoses.save(record);
    const because = { diagnosisId: record.id, headline: 'Private.', confirmed: [], couldNotCheck: [] };
    const made = { tenantId: store.tenantId, id: randomUUID(), createdAt: at(minute), because, instance: plantA };
    return async (status: AccessStatus, changes: Partial<AccessRequest> = {}) => {
      const request = { ...requestIn(status), ...made, ...more, ...changes };
      await followRequest(request, triage);
      return request;
    };
  }

  const now = async ({ id }: Case) => (await store.triage.case(store.tenantId, id)) ?? assert.fail();
  const works: AccessStatus = { ...granted, access: 'effective', worksSince: at(5) };

  it('is followed by what he has handed over from that chat about the same, and tells it nothing else', async () => {
    const one = await handsOver();
    const becomes = await asks(told(1), 2);
    const { id: requestId } = await becomes(pending);
    const waiting = await now(one);
    assert.deepEqual([waiting.status.state, waiting.requestId], ['waiting-for-approval', requestId]);
    assert.deepEqual([waiting.diagnosisId, waiting.outcome], [one.diagnosisId, one.outcome]);
    assert.deepEqual(await store.triage.diagnosesOf(store.tenantId, one.id), [one.diagnosisId]);
    await becomes(works);
    await becomes(works);
    const after = await now(one);
    assert.ok(after.status.state === 'resolved' && after.status.how === 'access-works');
    assert.doesNotMatch(JSON.stringify(await store.triage.history(store.tenantId, one.id)), /Private/);
  });

  it('is followed to the end once it is, also where the diagnosis is gone and the case was resolved meanwhile', async () => {
    const one = await handsOver();
    const becomes = await asks(told(1), 2);
    await becomes(pending);
    assert.equal((await now(one)).requestOpen, true);
    await applyToCase(store.tenantId, one.id, { type: 'resolve', by: megan }, triage);
    const denied: AccessStatus = { state: 'denied', by: megan, at: at(3), reason: 'No.' };
    const because = { diagnosisId: randomUUID(), headline: '', confirmed: [], couldNotCheck: [] };
    await becomes(denied, { because });
    const after = await now(one);
    assert.deepEqual([after.status.state, after.requestOpen], ['resolved', undefined]);
  });

  it('is waited for again once a later one lets nobody in, and counts also where it works after that', async () => {
    const denied: AccessStatus = { state: 'denied', by: megan, at: at(4), reason: 'Reader will do.' };
    const one = await handsOver();
    const [asksFirst, asksSecond] = [await asks(told(1), 2), await asks(told(1), 3)];
    const [first, second] = [await asksFirst(pending), await asksSecond(pending)];
    assert.equal((await now(one)).requestId, second.id);
    const stored = { ...first, version: 1 };
    await store.access.create(stored, [], birthOf(stored));
    await asksSecond(denied);
    const waiting = await now(one);
    assert.deepEqual([waiting.status.state, waiting.requestId], ['waiting-for-approval', first.id]);
    await asksFirst(works);
    assert.equal((await now(one)).status.state, 'resolved');
  });

  it('is looked at again every hour', async () => {
    const one = await handsOver();
    await (await asks(told(1), 2))(pending);
    assert.deepEqual(await requestsBehind(await now(one), store.triage), [(await now(one)).requestId]);
  });

  it('is let alone by every other case', async () => {
    const plantB = { ...plantA, id: plantA.id.replace('plant-a', 'plant-b'), name: 'plant-b' };
    const principal = { kind: 'app', id: 'twin-sync' } as const;
    const twinSync = { objectId: randomUUID(), displayName: 'twin-sync', type: 'ServicePrincipal' } as const;
    interface Other {
      handed?: Partial<DiagnosisRecord>;
      origin?: Partial<Origin>;
      because?: Partial<DiagnosisRecord>;
      request?: Partial<AccessRequest>;
      minute?: number;
    }
    const others: Record<string, Other> = {
      'reported in a channel': { origin: { how: 'channel', conversationId: '19:floor;messageid=1' } },
      'pointed out': { origin: { how: 'message-action', by: lee } },
      'of another chat': { origin: { conversationId: 'a:other' } },
      'of another instance': { handed: { diagnosis: diagnosisOf([], { instance: plantB }) } },
      'of an app': { handed: { report: { kind: 'adt-403', principal, redacted: [] } } },
      'of another reporter': { handed: { askedBy: adele } },
      'asked for another': { request: { subject: { ...adele, type: 'User' } } },
      'asked for an app': { request: { subject: { ...twinSync, appId: randomUUID() } } },
      'of a report that is to be a case': { because: { triaged: true } },
      'asked for before': { handed: { begunAt: at(4) }, minute: 3 },
    };
    for (const [what, { handed, origin, because, request, minute = 2 }] of Object.entries(others)) {
      chat = `a:${what}`;
      const one = await handsOver(handed, origin);
      const becomes = await asks(told(1, because), minute, request);
      for (const status of [pending, works]) await becomes(status);
      assert.deepEqual(await now(one), one, what);
    }
  });

  it('is followed where it is for the same app', async () => {
    const appId = randomUUID();
    const principal = { kind: 'app', id: appId } as const;
    const found = { objectId: randomUUID(), displayName: 'twin-sync', appId };
    const diagnosis = diagnosisOf(['rbac.missing-data-role'], {
      principal: { ...found, kind: 'service-principal', self: false },
    });
    const one = await handsOver({ report: { kind: 'adt-403', principal, redacted: [] }, diagnosis });
    const subject = { objectId: found.objectId, displayName: 'twin-sync', type: 'ServicePrincipal', appId } as const;
    await (await asks(told(1), 2, { subject }))(pending);
    assert.equal((await now(one)).status.state, 'waiting-for-approval');
  });
});
