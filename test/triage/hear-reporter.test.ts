import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Case, CaseEvent, Origin } from '../../src/triage/case.ts';
import { applyToCase } from '../../src/triage/cases.ts';
import { followDiagnosis } from '../../src/triage/follow.ts';
import { type HearDependencies, hearReporter, type Overheard } from '../../src/triage/hear-reporter.ts';
import { plantA } from '../support/situation.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { alex, at, diagnosisOf, lee, megan, recordOf, start } from './reports.ts';

describe('what a person writes', () => {
  let store: TestStore;
  let triage: HearDependencies;

  beforeEach(async function freshTenant() {
    store = await openTestStore();
    triage = { store: store.triage, records: store.diagnoses, now: () => start, newId: randomUUID };
  });

  afterEach(() => store.close());

  const thread = { id: '19:floor;messageid=1', kind: 'channel' } as const;
  const group = { id: '19:group@thread.v2', kind: 'group' } as const;
  const own = { id: 'a:alex', kind: 'personal' } as const;
  const HOW = { channel: 'channel', group: 'group', personal: 'handed-over' } as const;

  async function reported(where: Overheard['conversation'], more: Partial<Origin> = {}): Promise<Case> {
    const conversationId = more.conversationId ?? where.id;
    const record = recordOf(store.tenantId, alex, { conversationId, begunAt: at(0) });
    return followDiagnosis(record, { how: HOW[where.kind], conversationId, ...more }, triage);
  }

  const act = (one: Case, event: CaseEvent) => applyToCase(store.tenantId, one.id, event, triage);
  const ask = (one: Case) => act(one, { type: 'ask-reporter', by: megan, note: 'Since when?' });
  const hear = (conversation: Overheard['conversation'], more: Partial<Overheard> = {}) =>
    hearReporter(
      {
        tenantId: store.tenantId,
        conversation,
        by: alex,
        works: false,
        fails: false,
        answers: false,
        asks: false,
        decides: false,
        once: (act) => act(),
        ...more,
      },
      triage,
    );
  const state = async ({ id }: Case) => (await store.triage.case(store.tenantId, id))?.status.state;

  for (const where of [thread, group]) {
    it(`answers what he was asked in a ${where.kind}`, async () => {
      const one = await reported(where);
      assert.equal(await hear(where), undefined);
      await ask(one);
      assert.equal(await hear(where, { by: lee }), undefined);
      assert.equal(await hear({ ...where, id: 'elsewhere' }), undefined);
      assert.equal(await state(one), 'waiting-for-reporter');
      assert.deepEqual(await hear(where), { what: 'answered' });
      assert.equal(await state(one), 'new');
      const last = (await store.triage.history(store.tenantId, one.id)).at(-1);
      assert.deepEqual([last?.what, last?.from], ['reporter-wrote', { kind: where.kind, conversationId: where.id }]);
    });
  }

  it('is of the case about the instance that it names, and of none about another', async () => {
    const one = await reported(thread);
    assert.equal(await hear(thread, { works: { name: 'plant-b' } }), undefined);
    assert.equal(await state(one), 'new');
    assert.equal((await hear(thread, { works: { name: 'plant-a' } }))?.what, 'works');
    assert.equal(await state(one), 'resolved');
  });

  it('is an answer where it says yes to what the helpdesk asked there, and his word that it is over elsewhere', async () => {
    const one = await reported(thread);
    await ask(one);
    assert.deepEqual(await hear(thread, { works: {}, answers: true }), { what: 'answered' });
    assert.equal(await state(one), 'new');
    assert.equal((await hear(thread, { works: {}, answers: true }))?.what, 'works');
    const own1 = await reported(own);
    await ask(own1);
    assert.equal((await hear(own, { works: {}, answers: true }))?.what, 'works');
  });

  it('is no answer where it asks the bot what has become of the case', async () => {
    const one = await reported(thread);
    await ask(one);
    assert.equal(await hear(thread, { asks: true }), undefined);
    assert.equal(await state(one), 'waiting-for-reporter');
  });

  it('is an answer where it says to close the case or to open it again, and the helpdesk has asked there', async () => {
    const one = await reported(thread);
    const says = { asks: true, decides: true };
    assert.equal(await hear(thread, says), undefined);
    await ask(one);
    assert.equal(await hear({ ...thread, id: 'elsewhere' }, says), undefined);
    assert.equal(await hear(thread, { ...says, by: lee }), undefined);
    assert.equal(await state(one), 'waiting-for-reporter');
    assert.deepEqual(await hear(thread, says), { what: 'answered' });
    assert.equal(await state(one), 'new');
    assert.equal((await store.triage.history(store.tenantId, one.id)).at(-1)?.what, 'reporter-wrote');
    assert.equal(await hear(thread, says), undefined);
  });

  it('resolves the case where it says to close it because it works', async () => {
    const one = await reported(thread);
    await ask(one);
    assert.equal((await hear(thread, { works: {}, asks: true, decides: true }))?.what, 'works');
    assert.equal(await state(one), 'resolved');
  });

  it('is heard once, however often it comes', async () => {
    const one = await reported(thread);
    await ask(one);
    const once = async () => undefined;
    assert.deepEqual(await hear(thread, { once }), { what: 'again' });
    assert.deepEqual(await hear(thread, { once, works: {} }), { what: 'again' });
    assert.equal(await state(one), 'waiting-for-reporter');
  });

  it('in his own chat is no answer, for nobody else reads it', async () => {
    const one = await reported(own);
    await ask(one);
    const heard = await hear(own);
    assert.ok(heard?.what === 'unheard' && heard.one.id === one.id);
    assert.equal(await state(one), 'waiting-for-reporter');
  });

  it('in his own chat is about what somebody else has pointed out, and not about what he reported in a channel', async () => {
    await ask(await reported(thread));
    assert.equal(await hear(own), undefined);
    await ask(await reported(thread, { how: 'message-action', conversationId: 'a:megan' }));
    assert.equal((await hear(own))?.what, 'unheard');
  });

  it('ends his case where it says that it works', async () => {
    for (const where of [thread, group, own]) {
      const one = await reported(where);
      assert.equal(await hear(where, { works: {}, by: lee }), undefined);
      const heard = await hear(where, { works: {} });
      assert.ok(heard?.what === 'works' && heard.one.id === one.id);
      const { status } = heard.one;
      assert.ok(status.state === 'resolved' && status.by?.objectId === alex.objectId);
      assert.equal(await hear(where, { works: {} }), undefined);
    }
  });

  it('ends none of several that it may be about', async () => {
    const first = await reported(own);
    const second = await reported(own, { conversationId: 'a:alex-again' });
    const heard = await hear(own, { works: {} });
    assert.ok(heard?.what === 'one-works' && heard.cases.length === 2);
    assert.deepEqual([await state(first), await state(second)], ['new', 'new']);
  });

  const resolve = (one: Case, minute = 0) =>
    applyToCase(store.tenantId, one.id, { type: 'resolve', by: megan }, { ...triage, now: () => new Date(at(minute)) });

  it('opens his resolved case again where it says that it still fails, and his alone', async () => {
    for (const where of [thread, group, own]) {
      const one = await reported(where);
      assert.equal(await hear(where, { fails: true }), undefined);
      await resolve(one);
      assert.equal(await hear(where), undefined);
      assert.equal(await hear(where, { fails: true, by: lee }), undefined);
      assert.equal(await hear({ ...where, id: 'elsewhere', kind: 'group' }, { fails: true }), undefined);
      assert.deepEqual(await hear(where, { fails: true, once: async () => undefined }), { what: 'again' });
      const heard = await hear(where, { fails: true });
      assert.ok(heard?.what === 'fails' && heard.one.id === one.id);
      const { status } = heard.one;
      assert.ok(status.state === 'new' && status.reopened?.by.objectId === alex.objectId);
      const last = (await store.triage.history(store.tenantId, one.id)).at(-1);
      assert.deepEqual([last?.what, last?.from], ['reopen', { kind: where.kind, conversationId: where.id }]);
      await act(one, { type: 'resolve', by: megan });
      await act(one, { type: 'reopen', by: megan });
      await act(one, { type: 'not-helpful', by: megan });
      const inAWeek = { ...triage, now: () => new Date(at(7 * 24 * 60)) };
      await applyToCase(store.tenantId, one.id, { type: 'wake' }, inAWeek);
      assert.equal(await hear(where, { fails: true }), undefined);
    }
  });

  it('opens the one that was resolved last, and none where he has told of something else since', async () => {
    const first = await reported(thread);
    const plantB = { ...plantA, id: plantA.id.replace('plant-a', 'plant-b'), name: 'plant-b' };
    const diagnosis = diagnosisOf(['rbac.missing-data-role'], { instance: plantB });
    const another = recordOf(store.tenantId, alex, { conversationId: thread.id, begunAt: at(0), diagnosis });
    const second = await followDiagnosis(another, first.origin, triage);
    await resolve(second, 1);
    await resolve(first, 2);
    const told = (minute: number) => {
      const { triaged: _, ...record } = recordOf(store.tenantId, alex, { conversationId: thread.id });
      return store.diagnoses.save({ ...record, begunAt: at(minute) });
    };
    await told(1);
    const heard = await hear(thread, { fails: true });
    assert.ok(heard?.what === 'fails' && heard.one.id === first.id);
    await resolve(first, 3);
    await told(4);
    assert.equal(await hear(thread, { fails: true }), undefined);
    assert.deepEqual([await state(first), await state(second)], ['resolved', 'resolved']);
  });
});
