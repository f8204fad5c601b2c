import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { caseAskedAfter } from '../../src/triage/asked-after.ts';
import type { Case, CaseEvent, Origin } from '../../src/triage/case.ts';
import { applyToCase, type TriageDependencies } from '../../src/triage/cases.ts';
import { followDiagnosis } from '../../src/triage/follow.ts';
import type { Overheard } from '../../src/triage/hear-reporter.ts';
import { plantA } from '../support/situation.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { alex, at, diagnosisOf, lee, megan, recordOf, start } from './reports.ts';

describe('the case that a person asks after', () => {
  let store: TestStore;
  let triage: TriageDependencies;

  beforeEach(async () => {
    store = await openTestStore();
    triage = { store: store.triage, now: () => start, newId: randomUUID };
  });
  afterEach(() => store.close());

  const thread = { id: '19:floor;messageid=1', kind: 'channel' } as const;
  const elsewhere = { id: '19:floor;messageid=2', kind: 'channel' } as const;
  const own = { id: 'a:alex', kind: 'personal' } as const;

  function reported({ id: conversationId }: { id: string }, how: Origin['how'] = 'channel'): Promise<Case> {
    const record = recordOf(store.tenantId, alex, { conversationId, begunAt: at(0) });
    return followDiagnosis(record, { how, conversationId }, triage);
  }
  const act = (one: Case, event: CaseEvent) => applyToCase(store.tenantId, one.id, event, triage);
  const resolve = (one: Case, minute = 0) =>
    applyToCase(store.tenantId, one.id, { type: 'resolve', by: megan }, { ...triage, now: () => new Date(at(minute)) });
  /** In the thread, about another instance. */
  function reportedAbout(name: string): Promise<Case> {
    const instance = { ...plantA, id: plantA.id.replace('plant-a', name), name };
    const diagnosis = diagnosisOf(['rbac.missing-data-role'], { instance });
    const record = recordOf(store.tenantId, alex, { conversationId: thread.id, begunAt: at(1), diagnosis });
    return followDiagnosis(record, { how: 'channel', conversationId: thread.id }, triage);
  }

  /** Its number and whether it is of that place; of several their numbers. */
  async function asked(conversation: Overheard['conversation'], by = alex) {
    const found = await caseAskedAfter({ tenantId: store.tenantId, conversation, by }, store.triage);
    if (found === undefined) return undefined;
    return [found.here, 'one' in found ? found.one.number : found.several.map(({ number }) => number)];
  }

  it('is that of the thread, or else the only one that is open', async () => {
    const first = await reported(thread);
    assert.deepEqual(await asked(thread), [true, first.number]);
    assert.deepEqual(await asked(elsewhere), [false, first.number]);
    assert.deepEqual(await asked(own), [true, first.number]);
    const second = await reported(elsewhere);
    assert.deepEqual(await asked(elsewhere), [true, second.number]);
    assert.deepEqual(await asked({ ...elsewhere, id: '19:floor;messageid=3' }), [false, [first.number, second.number]]);
    assert.deepEqual(await asked(own), [true, [first.number, second.number]]);
  });

  it('is nobody else’s', async () => {
    await reported(thread);
    assert.equal(await asked(thread, lee), undefined);
  });

  it('is what was resolved there last, where nothing of his is open there, whatever is elsewhere', async () => {
    const [one, other] = [await reported(thread), await reported(elsewhere)];
    await resolve(one);
    assert.deepEqual(await asked(thread), [true, one.number]);
    assert.deepEqual(await asked({ ...elsewhere, id: '19:floor;messageid=3' }), [false, other.number]);
    assert.deepEqual(await asked(own), [true, other.number]);
    const another = await reportedAbout('plant-b');
    assert.deepEqual(await asked(thread), [true, another.number]);
    await resolve(another, 2);
    assert.deepEqual(await asked(thread), [true, another.number]);
    await act(one, { type: 'reopen', by: megan });
    await resolve(one, 3);
    assert.deepEqual(await asked(thread), [true, one.number]);
  });

  it('is what was resolved there, where nothing is open anywhere', async () => {
    const one = await reported(thread);
    await resolve(one);
    assert.deepEqual(await asked(thread), [true, one.number]);
    assert.deepEqual(await asked(own), [true, one.number]);
    assert.equal(await asked(elsewhere), undefined);
  });
});
