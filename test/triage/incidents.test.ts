import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Person } from '../../src/access/access-request.ts';
import type { Case } from '../../src/triage/case.ts';
import { applyToCase, clickOnIncident, type TriageDependencies } from '../../src/triage/cases.ts';
import { followDiagnosis } from '../../src/triage/follow.ts';
import { gather, resolveCases } from '../../src/triage/incidents.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { adele, alex, at, inChannel, lee, megan, recordOf, start } from './reports.ts';

describe('people hit by the same instance', () => {
  let store: TestStore;
  let triage: TriageDependencies;

  beforeEach(async function freshTenant() {
    store = await openTestStore();
    triage = { store: store.triage, now: () => start, newId: randomUUID };
  });

  afterEach(() => store.close());

  async function reports(person: Person, minute: number): Promise<Case> {
    const record = recordOf(store.tenantId, person, { begunAt: at(minute) });
    const one = await followDiagnosis(record, inChannel, triage);
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
    await reports(megan, 50);
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

  it('are all resolved with it, but for whoever was helped before', async () => {
    const cases: Case[] = [];
    for (const [i, person] of [alex, adele, lee].entries()) cases.push(await reports(person, i));
    const [first] = cases;
    await applyToCase(store.tenantId, first?.id ?? '', { type: 'resolve', by: megan, note: 'Own role.' }, triage);
    const { incident, click } = await openOne();
    await clickOnIncident(click, { type: 'resolve', by: megan, note: 'The network is open again.' }, triage);
    await resolveCases(store.tenantId, incident.id, triage);
    await resolveCases(store.tenantId, incident.id, triage);
    const after = await Promise.all(cases.map(({ id }) => store.triage.case(store.tenantId, id)));
    assert.deepEqual(
      after.map((one) => one && 'how' in one.status && one.status.how),
      ['by-hand', 'incident', 'incident'],
    );
  });

  it('leave a resolved incident, and make another one when it comes back', async () => {
    for (const [i, person] of [alex, adele, lee].entries()) await reports(person, i);
    const { incident, click } = await openOne();
    await clickOnIncident(click, { type: 'resolve', by: megan }, triage);
    await resolveCases(store.tenantId, incident.id, triage);
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
});
