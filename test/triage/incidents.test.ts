import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Person } from '../../src/access/access-request.ts';
import type { FindingId } from '../../src/diagnosis/diagnosis.ts';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import type { Case, CaseEvent } from '../../src/triage/case.ts';
import { applyToCase, clickOnIncident, type TriageDependencies } from '../../src/triage/cases.ts';
import { followDiagnosis } from '../../src/triage/follow.ts';
import type { Incident } from '../../src/triage/incident.ts';
import { alignCases, gather, settleIncident } from '../../src/triage/incidents.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { adele, alex, at, diagnosisOf, inChannel, lee, megan, recordOf, start } from './reports.ts';

describe('people hit by the same instance', () => {
  let store: TestStore;
  let triage: TriageDependencies;
  let now = start;

  beforeEach(async function freshTenant() {
    store = await openTestStore();
    now = start;
    triage = { store: store.triage, now: () => now, newId: randomUUID };
  });

  afterEach(() => store.close());

  async function reports(person: Person, minute: number, thread = inChannel.conversationId): Promise<Case> {
    const record = recordOf(store.tenantId, person, { begunAt: at(minute), conversationId: thread });
    const one = await followDiagnosis(record, { ...inChannel, conversationId: thread }, triage);
    await gather(store.tenantId, one.id, triage);
    return one;
  }

  const open = async () =>
    (await store.triage.openIncidents(store.tenantId, 10)).map(({ people, cases }) => ({ people, cases }));

  /** The one open incident, and a click of Megan on its card. */
  async function openOne() {
    const [incident] = await store.triage.openIncidents(store.tenantId, 10);
    assert.ok(incident);
    const { id, version } = incident;
    const from = { kind: 'channel', conversationId: inChannel.conversationId } as const;
    return { incident, click: { tenantId: store.tenantId, id, version, by: megan, from } };
  }

  /** What these people reported, and the incident of it. The click is made on whatever the card showed first. */
  async function incidentOf(...people: Person[]) {
    const cases: Case[] = [];
    for (const [i, person] of people.entries()) cases.push(await reports(person, i / 10));
    return { cases, ...(await openOne()) };
  }

  const byMegan = { type: 'resolve', by: megan } as const;
  const align = ({ id }: Incident, dependencies = triage) => alignCases(store.tenantId, id, dependencies);
  const act = (one: Case | undefined, event: CaseEvent) => applyToCase(store.tenantId, one?.id ?? '', event, triage);
  const states = (cases: readonly Case[]) =>
    Promise.all(cases.map(async ({ id }) => (await store.triage.case(store.tenantId, id))?.status.state));

  it('become one incident when there are three of them', async () => {
    await reports(alex, 0);
    await reports(adele, 4);
    assert.deepEqual(await open(), []);
    await reports(lee, 9);
    const [incident] = await store.triage.openIncidents(store.tenantId, 10);
    assert.deepEqual(
      incident?.affected.map(({ displayName }) => displayName),
      ['Alex Wilber', 'Adele Vance', 'Lee Gu'],
    );
    assert.equal(incident?.trait.label, 'plant-a');
    assert.equal(incident?.cause, 'rbac.missing-data-role');
    assert.equal(incident?.since, at(0));
    assert.equal(incident?.lastReportAt, at(9));
  });

  it('are none when one of them reports three times', async () => {
    for (const minute of [0, 1, 2]) await reports(alex, minute);
    assert.deepEqual(await open(), []);
  });

  it('are none when they come hours apart', async () => {
    await reports(alex, 0);
    await reports(adele, 120);
    await reports(lee, 240);
    assert.deepEqual(await open(), []);
  });

  it('are joined by the next one, who counts once', async () => {
    for (const [i, person] of [alex, adele, lee].entries()) await reports(person, i);
    await reports(megan, 45);
    assert.deepEqual(await open(), [{ people: 4, cases: 4 }]);
    await reports(megan, 50, '19:support@thread.tacv2;messageid=2');
    assert.deepEqual(await open(), [{ people: 4, cases: 5 }]);
  });

  it('are one incident also when all of them are looked at at once, and twice', async () => {
    const people = [alex, adele, lee, megan, { objectId: randomUUID(), displayName: 'Diego Siciliani' }];
    const cases = await Promise.all(
      people.map((person, i) =>
        followDiagnosis(recordOf(store.tenantId, person, { begunAt: at(i) }), inChannel, triage),
      ),
    );
    await Promise.all([...cases, ...cases].map(({ id }) => gather(store.tenantId, id, triage)));
    assert.deepEqual(await open(), [{ people: 5, cases: 5 }]);
  });

  it('are joined by who was looked at only where that finds the same', async () => {
    const { incident } = await incidentOf(alex, adele, lee);
    const finds = async (causes: FindingId[], person: Person) => {
      const thread = randomUUID();
      const record = recordOf(store.tenantId, person, { conversationId: thread, diagnosis: diagnosisOf(causes) });
      const one = await followDiagnosis(record, { ...inChannel, conversationId: thread }, triage);
      await gather(store.tenantId, one.id, triage);
      return (await store.triage.case(store.tenantId, one.id)) ?? assert.fail();
    };
    const also = await finds(['rbac.control-plane-role-only', 'rbac.missing-data-role'], megan);
    assert.equal(also.incidentId, incident.id);
    const other = await finds(['rbac.reader-cannot-write'], { objectId: randomUUID(), displayName: 'Diego Siciliani' });
    assert.equal(other.incidentId, undefined);
    // It is over with those who are part of it.
    const { items } = await store.triage.cases(store.tenantId, { incidentId: incident.id }, { limit: 10 });
    for (const one of items) await act(one, byMegan);
    await settleIncident(store.tenantId, incident.id, triage);
    assert.deepEqual(await open(), []);
    assert.equal((await store.triage.case(store.tenantId, other.id))?.incidentId, undefined);
  });

  it('are told of it at once where their instance is known', async () => {
    for (const [i, person] of [alex, adele, lee].entries()) await reports(person, i);
    const [incident] = await store.triage.openIncidents(store.tenantId, 10);
    assert.ok(incident);
    const { diagnosis: _, ...undiagnosed } = recordOf(store.tenantId, megan, { joins: incident.id });
    const one = await followDiagnosis(undiagnosed, inChannel, triage);
    assert.equal((await store.triage.case(store.tenantId, one.id))?.incidentId, incident.id);
    await followDiagnosis(undiagnosed, inChannel, triage);
    assert.deepEqual(await open(), [{ people: 4, cases: 4 }]);
  });

  /** What somebody says who was told of an incident instead of being looked at, and what was looked at after all. */
  function told(person: Person, { id: joins }: Pick<Incident, 'id'>, more: Partial<DiagnosisRecord> = {}) {
    const record = recordOf(store.tenantId, person, { joins, ...more });
    delete record.diagnosis;
    const looked: string[] = [];
    const look = async ({ id }: DiagnosisRecord) => void looked.push(id);
    return { record, looked, hears: () => followDiagnosis(record, inChannel, { ...triage, look }) };
  }

  it('are looked at after all where it is over, or gone, before they are part of it', async () => {
    const { incident, click } = await incidentOf(alex, adele, lee);
    await clickOnIncident(click, byMegan, triage);
    for (const joins of [incident, { id: randomUUID() }]) {
      const { record, looked, hears } = told(megan, joins, { conversationId: randomUUID() });
      const one = await hears();
      assert.deepEqual(looked, [record.id]);
      const { incidentId, status } = (await store.triage.case(store.tenantId, one.id)) ?? {};
      assert.deepEqual([incidentId, status?.state], [undefined, 'new']);
    }
  });

  it('are looked at also where it ends while they become part of it', async () => {
    const { incident, click } = await incidentOf(alex, adele, lee);
    const { record, looked } = told(megan, incident);
    const transition: typeof store.triage.transition = async (steps) => {
      await clickOnIncident(click, byMegan, triage);
      return store.triage.transition(steps);
    };
    const look = async ({ id }: DiagnosisRecord) => void looked.push(id);
    await followDiagnosis(record, inChannel, { ...triage, look, store: { ...store.triage, transition } });
    assert.deepEqual(looked, [record.id]);
  });

  it('are not looked at where it is open, before all is told, or once they were looked at', async () => {
    const { incident, click } = await incidentOf(alex, adele, lee);
    const joining = told(megan, incident);
    await joining.hears();
    await clickOnIncident(click, byMegan, triage);
    const thread = () => ({ conversationId: randomUUID() });
    const still = told(megan, incident, { ...thread(), state: 'running' });
    const failed = told(megan, incident, { ...thread(), unseen: 'failed' });
    const seen = told(megan, incident, thread());
    seen.record.diagnosis = diagnosisOf([]);
    const all = [joining, still, failed, seen];
    for (const each of all) await each.hears();
    const looked = all.flatMap((each) => each.looked);
    assert.deepEqual(looked, []);
  });

  it('are not looked at where their case is over, or came back after it', async () => {
    const { incident, click } = await incidentOf(alex, adele, lee);
    const back = told(megan, incident, { conversationId: randomUUID() });
    const { id } = await back.hears();
    await clickOnIncident(click, byMegan, triage);
    await align(incident);
    await back.hears();
    await applyToCase(store.tenantId, id, { type: 'reopen', by: { ...megan, helpdesk: false } }, triage);
    await back.hears();
    const over = told(megan, incident, { conversationId: randomUUID() });
    const one = await followDiagnosis({ ...over.record, state: 'running' }, inChannel, triage);
    await act(one, byMegan);
    await over.hears();
    assert.deepEqual([...back.looked, ...over.looked], []);
  });

  it('are not looked at where nobody had asked and somebody has switched it off', async () => {
    const { incident, click } = await incidentOf(alex, adele, lee);
    await clickOnIncident(click, byMegan, triage);
    const conversationId = randomUUID();
    const unasked = told(megan, incident, { conversationId, unasked: true });
    await store.triage.mute(store.tenantId, conversationId);
    await unasked.hears();
    assert.deepEqual(unasked.looked, []);
    const asked = told(megan, incident, { conversationId });
    await asked.hears();
    assert.deepEqual(asked.looked, [asked.record.id]);
  });

  it('are all resolved with it, but for whoever was helped before', async () => {
    const cases: Case[] = [];
    for (const [i, person] of [alex, adele, lee].entries()) cases.push(await reports(person, i));
    const [first] = cases;
    await applyToCase(store.tenantId, first?.id ?? '', { type: 'resolve', by: megan, note: 'Own role.' }, triage);
    const { incident, click } = await openOne();
    await clickOnIncident(click, { type: 'resolve', by: megan, note: 'The network is open again.' }, triage);
    await alignCases(store.tenantId, incident.id, triage);
    await alignCases(store.tenantId, incident.id, triage);
    const after = await Promise.all(cases.map(({ id }) => store.triage.case(store.tenantId, id)));
    assert.deepEqual(
      after.map((one) => one && 'how' in one.status && one.status.how),
      ['by-hand', 'incident', 'incident'],
    );
  });

  it('are all opened again with it, but for those that it had not resolved, and told once', async () => {
    const diego = { objectId: randomUUID(), displayName: 'Diego Siciliani' };
    const { cases, incident, click } = await incidentOf(alex, adele, lee, megan, diego);
    const [byHand, reopened, , , closed] = cases;
    await act(byHand, { type: 'resolve', by: megan, note: 'Own role.' });
    await clickOnIncident(click, { type: 'resolve', by: megan, note: 'The network is open again.' }, triage);
    await align(incident);
    await act(reopened, { type: 'reopen', by: { ...adele, helpdesk: false }, note: 'Not for me.' });
    now = new Date(at(8 * 24 * 60));
    await act(closed, { type: 'wake' });
    now = start;

    await clickOnIncident(click, { type: 'reopen', by: megan, note: 'It is closed once more.' }, triage);
    await Promise.all([align(incident), align(incident)]);
    await align(incident);
    assert.deepEqual(await states(cases), ['resolved', 'new', 'new', 'new', 'closed']);
    const after = await Promise.all(cases.map(({ id }) => store.triage.case(store.tenantId, id)));
    assert.deepEqual(
      after.map((one) => one?.incidentId === incident.id),
      [true, false, true, true, true],
    );
    assert.deepEqual(after[2]?.status, {
      state: 'new',
      at: start.toISOString(),
      reopened: { by: { objectId: megan.objectId, displayName: megan.displayName }, note: 'It is closed once more.' },
    });
    const history = await store.triage.history(store.tenantId, after[2]?.id ?? '');
    assert.deepEqual(
      history.slice(-2).map(({ what, detail }) => [what, detail]),
      [
        ['incident-resolved', 'The network is open again.'],
        ['incident-reopened', 'It is closed once more.'],
      ],
    );
  });

  it('are where the newer wish wants them, also where the older one’s run comes after', async () => {
    const { cases, incident, click } = await incidentOf(alex, adele, lee);
    await clickOnIncident(click, { type: 'resolve', by: megan }, triage);
    await clickOnIncident(click, { type: 'reopen', by: megan }, triage);
    await align(incident);
    await align(incident);
    assert.deepEqual(await states(cases), ['new', 'new', 'new']);
    await clickOnIncident(click, { type: 'resolve', by: megan }, triage);
    await align(incident);
    assert.deepEqual(await states(cases), ['resolved', 'resolved', 'resolved']);
  });

  it('are where the newer wish wants them, also where it comes while the older one’s run goes on', async () => {
    for (const first of ['resolve', 'reopen'] as const) {
      const people = [1, 2, 3].map((n) => ({ objectId: randomUUID(), displayName: `Person ${n}` }));
      const { cases, incident, click } = await incidentOf(...people);
      const then = first === 'resolve' ? 'reopen' : 'resolve';
      if (first === 'reopen') {
        await clickOnIncident(click, { type: 'resolve', by: megan }, triage);
        await align(incident);
      }
      await clickOnIncident(click, { type: first, by: megan }, triage);
      let turns = 0;
      const transition: typeof store.triage.transition = async (steps) => {
        const written = await store.triage.transition(steps);
        turns += 1;
        // The newer wish's own run is over before the older one's goes on.
        if (turns === 2) {
          await clickOnIncident(click, { type: then, by: megan }, triage);
          await align(incident);
        }
        return written;
      };
      await align(incident, { ...triage, store: { ...store.triage, transition } });
      const expected = then === 'resolve' ? 'resolved' : 'new';
      assert.deepEqual(await states(cases), [expected, expected, expected], `${first}, then ${then}`);
      await clickOnIncident(click, { type: 'resolve', by: megan }, triage);
      await align(incident);
    }
  });

  it('are not passed by a step that was decided before the newer wish and is written after its run', async () => {
    const { cases, incident, click } = await incidentOf(alex, adele, lee);
    await clickOnIncident(click, { type: 'resolve', by: megan }, triage);
    let late = true;
    const transition: typeof store.triage.transition = async (steps) => {
      if (late) {
        late = false;
        await clickOnIncident(click, { type: 'reopen', by: megan }, triage);
        await align(incident);
      }
      return store.triage.transition(steps);
    };
    await align(incident, { ...triage, store: { ...store.triage, transition } });
    assert.deepEqual(await states(cases), ['new', 'new', 'new']);
  });

  it('are all reached by the next run where one died half way', async () => {
    const { cases, incident, click } = await incidentOf(alex, adele, lee);
    for (const [type, between, after] of [
      ['resolve', ['new', 'new', 'resolved'], 'resolved'],
      ['reopen', ['new', 'resolved', 'resolved'], 'new'],
    ] as const) {
      await clickOnIncident(click, { type, by: megan }, triage);
      let turns = 0;
      const transition: typeof store.triage.transition = async (steps) => {
        turns += 1;
        if (turns > 1) throw new Error('The process is gone.');
        return store.triage.transition(steps);
      };
      await assert.rejects(align(incident, { ...triage, store: { ...store.triage, transition } }), /gone/);
      assert.deepEqual((await states(cases)).toSorted(), between);
      await align(incident);
      assert.deepEqual(await states(cases), [after, after, after]);
    }
  });

  it('are reached page by page, however many there are', async () => {
    const { cases, incident, click } = await incidentOf(alex, adele, lee, megan);
    const [own] = cases;
    await act(own, { type: 'resolve', by: megan });
    const list: typeof store.triage.cases = (tenantId, filter, page) =>
      store.triage.cases(tenantId, filter, { ...page, limit: 1 });
    const inSmallPages = { ...triage, store: { ...store.triage, cases: list } };
    for (const [type, expected] of [
      ['resolve', 'resolved'],
      ['reopen', 'new'],
    ] as const) {
      await clickOnIncident(click, { type, by: megan }, triage);
      await align(incident, inSmallPages);
      assert.deepEqual(await states(cases), ['resolved', expected, expected, expected]);
    }
  });

  it('leave a resolved incident, and make another one when it comes back', async () => {
    for (const [i, person] of [alex, adele, lee].entries()) await reports(person, i);
    const { incident, click } = await openOne();
    await clickOnIncident(click, { type: 'resolve', by: megan }, triage);
    await alignCases(store.tenantId, incident.id, triage);
    for (const [i, person] of [alex, adele, lee].entries()) await reports(person, 300 + i);
    const [next] = await store.triage.openIncidents(store.tenantId, 10);
    assert.notEqual(next?.id, incident.id);
    assert.equal(next?.people, 3);
    // The first one cannot come back beside it.
    const again = await clickOnIncident(
      { ...click, version: click.version + 1 },
      { type: 'reopen', by: megan },
      triage,
    );
    assert.equal(again.outcome === 'refused' && again.reason, 'duplicate');
  });

  const settle = ({ id }: Incident) => settleIncident(store.tenantId, id, triage);
  const statusOf = async ({ id }: Incident) => (await store.triage.incident(store.tenantId, id))?.status;

  it('are over as an incident when the last of them is, whichever way each ended', async () => {
    const { cases, incident } = await incidentOf(alex, adele, lee);
    const [first, second, third] = cases;
    await act(first, byMegan);
    await act(second, { type: 'requested', requestId: 'r', madeAt: at(1) });
    await act(second, { type: 'access-works', requestId: 'r' });
    await settle(incident);
    assert.deepEqual(await statusOf(incident), { state: 'open' });
    await act(third, { type: 'resolve', by: { ...lee, helpdesk: false } });
    now = new Date(at(60));
    await Promise.all([settle(incident), settle(incident)]);
    const over = { state: 'resolved', at: at(60), withItsCases: true } as const;
    assert.deepEqual(await statusOf(incident), over);
    await settle(incident);
    await align(incident);
    assert.deepEqual(await statusOf(incident), over);
    assert.deepEqual(
      (await store.triage.history(store.tenantId, incident.id))
        .map(({ what }) => what)
        .filter((what) => what === 'cases-over'),
      ['cases-over'],
    );
  });

  it('are over as an incident also where its cases were closed since', async () => {
    const { cases, incident } = await incidentOf(alex, adele, lee);
    for (const one of cases) await act(one, byMegan);
    now = new Date(at(8 * 24 * 60));
    for (const one of cases) await act(one, { type: 'wake' });
    assert.deepEqual(await states(cases), ['closed', 'closed', 'closed']);
    await settle(incident);
    assert.equal((await statusOf(incident))?.state, 'resolved');
  });

  it('stay an incident where one of them was opened again meanwhile, who is counted once', async () => {
    const { cases, incident } = await incidentOf(alex, adele, lee);
    for (const one of cases) await act(one, byMegan);
    await act(cases[0], { type: 'reopen', by: { ...alex, helpdesk: false } });
    await settle(incident);
    assert.deepEqual(await open(), [{ people: 3, cases: 3 }]);
    assert.equal((await store.triage.case(store.tenantId, cases[0]?.id ?? ''))?.incidentId, incident.id);
    await act(cases[0], byMegan);
    await settle(incident);
    assert.deepEqual(await open(), []);
  });

  it('stay an incident also where the one who came back was only told of it', async () => {
    const { cases, incident } = await incidentOf(alex, adele, lee);
    const { diagnosis: _, ...undiagnosed } = recordOf(store.tenantId, megan, { joins: incident.id });
    const told = await followDiagnosis(undiagnosed, inChannel, triage);
    for (const one of [...cases, told]) await act(one, byMegan);
    await act(told, { type: 'reopen', by: megan });
    await settle(incident);
    assert.deepEqual(await open(), [{ people: 4, cases: 4 }]);
  });

  it('stay an incident that somebody has opened again, until the last of its cases ends after that', async () => {
    const { cases, incident, click } = await incidentOf(alex, adele, lee);
    for (const one of cases) await act(one, byMegan);
    await settle(incident);
    now = new Date(at(60));
    await clickOnIncident(click, { type: 'reopen', by: megan }, triage);
    await settle(incident);
    assert.equal((await statusOf(incident))?.state, 'open');
    now = new Date(at(70));
    const own = await reports({ objectId: randomUUID(), displayName: 'Diego Siciliani' }, 65);
    await act(own, byMegan);
    await settle(incident);
    assert.equal((await statusOf(incident))?.state, 'resolved');
  });

  it('are opened again with it before anybody asks whether they are over', async () => {
    const { cases, incident, click } = await incidentOf(alex, adele, lee);
    await clickOnIncident(click, byMegan, triage);
    await align(incident);
    now = new Date(at(60));
    await clickOnIncident(click, { type: 'reopen', by: megan }, triage);
    await settle(incident);
    assert.deepEqual(await states(cases), ['new', 'new', 'new']);
    assert.deepEqual(await statusOf(incident), {
      state: 'open',
      reopened: { by: { objectId: megan.objectId, displayName: megan.displayName }, at: at(60) },
    });
  });

  it('are no incident when an old case is looked at again, however alike', async () => {
    const day = 24 * 60;
    const [old] = [await reports(alex, -4 * day), await reports(adele, -2 * day), await reports(lee, 0)];
    await gather(store.tenantId, old.id, triage);
    assert.deepEqual(await open(), []);
  });

  it('are one without whoever reported days before, also when that is looked at again', async () => {
    const old = await reports(megan, -4 * 24 * 60);
    const { incident } = await incidentOf(alex, adele, lee);
    await gather(store.tenantId, old.id, triage);
    assert.deepEqual(await open(), [{ people: 3, cases: 3 }]);
    assert.equal((await store.triage.incident(store.tenantId, incident.id))?.since, at(0));
    // He says now that he is refused as well, and is told of it.
    const { diagnosis: _, ...again } = recordOf(store.tenantId, megan, { joins: incident.id, begunAt: at(20) });
    await followDiagnosis(again, inChannel, triage);
    const after = await store.triage.incident(store.tenantId, incident.id);
    assert.deepEqual([after?.people, after?.since, after?.lastReportAt], [4, at(0), at(20)]);
  });

  it('beside one that stands, begin no other one of the same instance, and nothing fails', async () => {
    const many = [alex, adele, lee].map((person, i) => ({ person, minute: -4 * 24 * 60 + i }));
    const old = await Promise.all(
      many.map(({ person, minute }) =>
        followDiagnosis(recordOf(store.tenantId, person, { begunAt: at(minute) }), inChannel, triage),
      ),
    );
    const young = [
      megan,
      { objectId: randomUUID(), displayName: 'Diego Siciliani' },
      { objectId: randomUUID(), displayName: 'Isaiah Langer' },
    ];
    for (const [i, person] of young.entries()) await reports(person, i);
    for (const { id } of old) await gather(store.tenantId, id, triage);
    assert.deepEqual(await open(), [{ people: 3, cases: 3 }]);
  });

  it('join an incident whose last report is long ago by what their diagnosis finds', async () => {
    await incidentOf(alex, adele, lee);
    await reports(megan, 20 * 24 * 60);
    assert.deepEqual(await open(), [{ people: 4, cases: 4 }]);
  });
});
