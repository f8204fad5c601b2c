/** Whose own look finds another trouble than his incident has in common is not part of that, and not of what becomes of it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Person } from '../../src/access/access-request.ts';
import type { FindingId } from '../../src/diagnosis/diagnosis.ts';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import { applyToCase, type TriageDependencies } from '../../src/triage/cases.ts';
import { followDiagnosis } from '../../src/triage/follow.ts';
import type { Incident } from '../../src/triage/incident.ts';
import { gather, settleIncident } from '../../src/triage/incidents.ts';
import { plantA, plantB } from '../support/situation.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { adele, alex, at, diagnosisOf, inChannel, lee, megan, recordOf, start } from './reports.ts';

describe('a case of an incident whose own look', () => {
  let store: TestStore;
  let triage: TriageDependencies;

  beforeEach(async () => {
    store = await openTestStore();
    triage = { store: store.triage, now: () => start, newId: randomUUID };
  });
  afterEach(() => store.close());

  const current = async (id: string) => (await store.triage.case(store.tenantId, id)) ?? assert.fail('It is gone.');

  async function follows(record: DiagnosisRecord) {
    const { conversationId } = record;
    const { id } = await followDiagnosis(record, { ...inChannel, conversationId }, triage);
    await gather(store.tenantId, id, triage);
    return current(id);
  }

  /** Of three people, by what was found of them. */
  async function incidentOf(
    causes: readonly FindingId[],
    records = [alex, adele, lee].map((person) =>
      recordOf(store.tenantId, person, { diagnosis: diagnosisOf([...causes]) }),
    ),
  ) {
    for (const record of records) await follows(record);
    const [incident] = await store.triage.openIncidents(store.tenantId, 10);
    return { incident: incident ?? assert.fail('There is no incident.'), records };
  }

  /** Its cases, its people and their names. */
  async function counted({ id }: Incident) {
    const { cases, people, affected } = (await store.triage.incident(store.tenantId, id)) ?? assert.fail();
    return [cases, people, affected.map(({ displayName }) => displayName).sort()];
  }

  /** Megan reports later and is told of it; then her own look confirms these. */
  async function told({ id: joins }: Incident, person: Person = megan) {
    const { diagnosis: _, ...record } = recordOf(store.tenantId, person, { joins, begunAt: at(5) });
    const one = await follows(record);
    assert.equal(one.incidentId, joins);
    const { joins: __, ...own } = record;
    const finds = (causes: FindingId[], minute = 6, more = {}) =>
      follows({ ...own, begunAt: at(minute), diagnosis: diagnosisOf(causes, more) });
    return { record, finds, id: one.id };
  }

  const closed = 'network.public-access-disabled';
  const missing = 'rbac.missing-data-role';

  it('confirms another cause leaves it, which its history tells, and does not come back', async () => {
    const { incident } = await incidentOf([closed]);
    const { record, finds, id } = await told(incident);
    const left = await finds([missing]);
    assert.deepEqual([left.incidentId, left.incidentInstance], [undefined, undefined]);
    const history = await store.triage.history(store.tenantId, id);
    assert.deepEqual(
      history.slice(-2).map(({ what, detail }) => [what, detail]),
      [
        ['joined', incident.id],
        ['diagnosed', incident.id],
      ],
    );
    // What was told before is followed once more, every hour.
    assert.equal((await follows({ ...record, id: randomUUID() })).incidentId, undefined);
    await settleIncident(store.tenantId, incident.id, triage);
    assert.equal((await current(id)).incidentId, undefined);
  });

  it('confirms another cause is counted no more, nor named, and the rest are looked at without him', async () => {
    const { incident } = await incidentOf([closed]);
    const { finds } = await told(incident);
    assert.deepEqual(await counted(incident), [4, 4, ['Adele Vance', 'Alex Wilber', 'Lee Gu', 'Megan Bowen']]);
    await finds([missing]);
    assert.deepEqual(await counted(incident), [3, 3, ['Adele Vance', 'Alex Wilber', 'Lee Gu']]);
    const history = await store.triage.history(store.tenantId, incident.id);
    assert.equal(history.at(-1)?.what, 'case-left');
    // Followed once more, every hour.
    await finds([missing]);
    assert.deepEqual(await counted(incident), [3, 3, ['Adele Vance', 'Alex Wilber', 'Lee Gu']]);
  });

  it('confirms another cause, and later the same after all, is counted again', async () => {
    const { incident } = await incidentOf([closed]);
    const { finds } = await told(incident);
    await finds([missing]);
    assert.equal((await finds([closed], 9)).incidentId, incident.id);
    assert.deepEqual(await counted(incident), [4, 4, ['Adele Vance', 'Alex Wilber', 'Lee Gu', 'Megan Bowen']]);
  });

  it('confirms another cause leaves him counted if another case of his is of it', async () => {
    const { incident } = await incidentOf([closed]);
    const { finds } = await told(incident, alex);
    const names = ['Adele Vance', 'Alex Wilber', 'Lee Gu'];
    assert.deepEqual(await counted(incident), [4, 3, names]);
    await finds([missing]);
    assert.deepEqual(await counted(incident), [3, 3, names]);
  });

  it('confirms another cause leaves also one that is about a shared cause, on whatever instance', async () => {
    const on = (person: Person, name: string) =>
      recordOf(store.tenantId, person, {
        diagnosis: diagnosisOf([closed], { instance: { ...plantB, id: `/subscriptions/s/${name}`, name } }),
      });
    const records = [on(alex, 'one'), on(adele, 'two'), on(lee, 'three')];
    const { incident } = await incidentOf([], records);
    assert.equal(incident.trait.kind, 'cause');
    const [first] = records;
    assert.ok(first?.diagnosis);
    const again = {
      ...first,
      begunAt: at(7),
      diagnosis: { ...first.diagnosis, findings: diagnosisOf([missing]).findings },
    };
    assert.equal((await follows(again)).incidentId, undefined);
  });

  it('finds another instance of the same name leaves it, and is not taken back for what was told before', async () => {
    const { incident } = await incidentOf([missing]);
    const { record, finds, id } = await told(incident);
    const other = { ...plantA, id: plantA.id.replace('twins-prod', 'twins-test') };
    assert.notEqual(other.id, plantA.id);
    assert.equal((await finds([missing], 6, { instance: other })).incidentId, undefined);
    // What was told before is followed once more, every hour.
    await followDiagnosis(record, inChannel, triage);
    assert.equal((await current(id)).incidentId, undefined);
  });

  it('is opened again by itself is part of it again as long as that is open, and counted once', async () => {
    const { incident } = await incidentOf([missing]);
    const { finds, id } = await told(incident);
    await finds([missing]);
    const by = { ...megan, helpdesk: false };
    for (const type of ['resolve', 'reopen'] as const) await applyToCase(store.tenantId, id, { type, by }, triage);
    await gather(store.tenantId, id, triage);
    assert.equal((await current(id)).incidentId, incident.id);
    assert.deepEqual(await counted(incident), [4, 4, ['Adele Vance', 'Alex Wilber', 'Lee Gu', 'Megan Bowen']]);
  });

  it('confirms the same, with something else or not, stays', async () => {
    const { incident } = await incidentOf([closed]);
    const { finds } = await told(incident);
    assert.equal((await finds([closed])).incidentId, incident.id);
    assert.equal((await finds([missing, closed], 7)).incidentId, incident.id);
    assert.equal((await finds([missing], 8)).incidentId, undefined);
  });

  it('cannot tell, or finds that his role is on its way, stays', async () => {
    const { incident } = await incidentOf([missing]);
    const { finds } = await told(incident);
    const [possible] = diagnosisOf(['rbac.condition']).findings;
    assert.ok(possible);
    assert.equal((await finds([], 6, { findings: [{ ...possible, verdict: 'possible' }] })).incidentId, incident.id);
    assert.equal((await finds([], 7, { findings: [{ ...possible, verdict: 'unknown' }] })).incidentId, incident.id);
    assert.equal((await finds(['rbac.propagating'], 8)).incidentId, incident.id);
  });

  it('finds what it had when it became part of it stays', async () => {
    const { incident, records } = await incidentOf(
      [],
      [alex, adele, lee].map((person) =>
        recordOf(store.tenantId, person, {
          diagnosis: diagnosisOf([person === lee ? 'rbac.reader-cannot-write' : missing]),
        }),
      ),
    );
    const lees = records.at(-1) ?? assert.fail();
    assert.equal((await follows({ ...lees, begunAt: at(9) })).incidentId, incident.id);
  });

  it('confirms another cause stays where the incident is about a sign-in error or a failing instance', async () => {
    const reports: SymptomReport[] = [
      { kind: 'adt-403', errorCode: 'AADSTS65001', redacted: [] },
      { kind: 'adt-other', status: 503, redacted: [] },
    ];
    for (const report of reports) {
      const { instance, ...nowhere } = diagnosisOf([], { report });
      const found = (cause: FindingId) => ({
        ...nowhere,
        ...(report.kind === 'adt-other' && instance && { instance }),
        findings: diagnosisOf([cause]).findings,
      });
      const people = [1, 2, 3].map((n) => ({ objectId: randomUUID(), displayName: `Person ${n}` }));
      const records = people.map((person) =>
        recordOf(store.tenantId, person, { report, diagnosis: found('instance.not-found') }),
      );
      for (const record of records) await follows(record);
      const [first] = records;
      assert.ok(first);
      const { incidentId } = await follows(first);
      assert.ok(incidentId, report.kind);
      assert.equal((await follows({ ...first, begunAt: at(9), diagnosis: found(missing) })).incidentId, incidentId);
    }
  });
});
