import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { FindingId } from '../../src/diagnosis/diagnosis.ts';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import { becomesCase } from '../../src/triage/becomes-case.ts';
import { applyToIncident, type TriageDependencies } from '../../src/triage/cases.ts';
import { followDiagnosis } from '../../src/triage/follow.ts';
import { FRESH_MS, type Incident } from '../../src/triage/incident.ts';
import { gather } from '../../src/triage/incidents.ts';
import { createKnownIncident } from '../../src/triage/known-incident.ts';
import { originOf } from '../../src/triage/origin.ts';
import { plantA } from '../support/situation.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { adele, alex, at, diagnosisOf, inChannel, lee, megan, recordOf, start } from './reports.ts';

async function askedFor(report: Partial<SymptomReport>): Promise<string[]> {
  const keys: string[] = [];
  const known = createKnownIncident({
    store: {
      incidentsAbout: async (_, traits) => {
        keys.push(...traits.map(({ key }) => key));
        return [];
      },
      openIncidents: async () => [],
      cases: async () => ({ items: [] }),
    },
    records: { get: async () => undefined },
    tenant: { recallInstance: ({ name }) => (name === 'plant-a' ? plantA.id : undefined) },
    now: () => start,
  });
  await known('t', { kind: 'adt-403', redacted: [], ...report });
  return keys;
}

describe('the incident behind a report', () => {
  it('is looked for by the instance that it names, where that was looked at before', async () => {
    assert.deepEqual(await askedFor({ instance: { name: 'plant-a' } }), [`instance:${plantA.id.toLowerCase()}`]);
    assert.deepEqual(await askedFor({ instance: { name: 'plant-z' } }), []);
  });

  it('is looked for by the sign-in error that it tells', async () => {
    assert.deepEqual(await askedFor({ kind: 'adt-other', errorCode: 'AADSTS65001' }), ['error:aadsts65001']);
  });

  it('is looked for by the instance where the person is refused, or all are answered alike, and for no other trouble', async () => {
    const named = { instance: { name: 'plant-a' } };
    const key = `instance:${plantA.id.toLowerCase()}`;
    assert.deepEqual(await askedFor({ kind: 'adt-other', status: 429, ...named }), [`${key}#429`]);
    assert.deepEqual(await askedFor({ kind: 'adt-other', status: 404, ...named }), []);
    assert.deepEqual(await askedFor({ kind: 'adt-other', ...named }), []);
    assert.deepEqual(await askedFor({ kind: 'adt-other', status: 400, errorCode: 'AADSTS65001', ...named }), [
      'error:aadsts65001',
    ]);
  });

  it('is none of who asks for access, or names nothing', async () => {
    assert.deepEqual(await askedFor({ kind: 'access-request', instance: { name: 'plant-a' } }), []);
    assert.deepEqual(await askedFor({}), []);
  });
});

describe('the incident behind a report, of a bot that has looked nothing up since it started', () => {
  /** Of the same name in another region. */
  const otherPlantA = {
    ...plantA,
    id: plantA.id.replace('twins-prod', 'twins-us'),
    hostName: 'plant-a.api.eus.digitaltwins.azure.net',
  };
  let store: TestStore;
  let triage: TriageDependencies;
  let now: Date;

  beforeEach(async () => {
    store = await openTestStore();
    now = start;
    triage = { store: store.triage, now: () => start, newId: randomUUID };
  });
  afterEach(() => store.close());

  type IncidentLooks = Partial<DiagnosisRecord> & { cause?: FindingId; said?: Partial<SymptomReport> };

  /** Three people call an instance like this; the diagnosis finds which one it is. */
  async function incidentOf(
    called: SymptomReport['instance'],
    instance = plantA,
    { cause = 'rbac.missing-data-role', said = {}, ...more }: IncidentLooks = {},
  ): Promise<Incident | undefined> {
    const report: SymptomReport = { kind: 'adt-403', redacted: [], ...(called && { instance: called }), ...said };
    for (const person of [alex, adele, lee]) {
      const diagnosis = diagnosisOf([cause], { report, instance });
      const record = recordOf(store.tenantId, person, { report, diagnosis, begunAt: at(0), ...more });
      await store.diagnoses.save(record);
      const { id } = await followDiagnosis(record, inChannel, triage);
      await gather(store.tenantId, id, triage);
    }
    const [newest] = await store.triage.openIncidents(store.tenantId, 10);
    return newest;
  }

  const behind = async (instance: SymptomReport['instance'], more: Partial<SymptomReport> = {}) => {
    const known = createKnownIncident({
      store: store.triage,
      records: store.diagnoses,
      tenant: { recallInstance: () => undefined },
      now: () => now,
    });
    const report: SymptomReport = { kind: 'adt-403', redacted: [], ...(instance && { instance }), ...more };
    return (await known(store.tenantId, report))?.id;
  };

  it('is known by the name that its instance was found under', async () => {
    const incident = await incidentOf({ name: 'plant-a' });
    assert.ok(incident);
    assert.equal(await behind({ name: 'Plant-A' }), incident.id);
    assert.equal(await behind({ name: 'plant-b' }), undefined);
    assert.equal(await behind(undefined), undefined);
  });

  it('is known by the host name of its instance, and by no other', async () => {
    const incident = await incidentOf({ name: 'plant-a' });
    assert.equal(await behind({ hostName: plantA.hostName.toUpperCase() }), incident?.id);
    assert.equal(await behind({ hostName: otherPlantA.hostName }), undefined);
  });

  it('is not known by a name that nobody has looked up, since another region may have it too', async () => {
    const incident = await incidentOf({ hostName: plantA.hostName });
    assert.equal(await behind({ name: 'plant-a' }), undefined);
    assert.equal(await behind({ hostName: plantA.hostName }), incident?.id);
  });

  it('is not known by a name of which people had to choose', async () => {
    await incidentOf({ name: 'plant-a' }, plantA, { instanceId: plantA.id });
    assert.equal(await behind({ name: 'plant-a' }), undefined);
  });

  it('is none of two by their name, and each by its host name', async () => {
    const one = await incidentOf({ name: 'plant-a' });
    await incidentOf({ name: 'plant-a' }, otherPlantA);
    assert.equal(await behind({ name: 'plant-a' }), undefined);
    assert.equal(await behind({ hostName: plantA.hostName }), one?.id);
    assert.notEqual(await behind({ hostName: otherPlantA.hostName }), one?.id);
    assert.ok(await behind({ hostName: otherPlantA.hostName }));
  });

  it('is none of what the instance answers others with', async () => {
    const refused = await incidentOf({ name: 'plant-a' });
    const throttled = { kind: 'adt-other', status: 429 } as const;
    assert.equal(await behind({ name: 'plant-a' }, throttled), undefined);
    const more = { report: { ...throttled, redacted: [], instance: { name: 'plant-a' } } };
    for (const person of [alex, adele, lee]) {
      const diagnosis = diagnosisOf([], more);
      const record = recordOf(store.tenantId, person, { ...more, diagnosis, conversationId: `19:${person.objectId}` });
      await store.diagnoses.save(record);
      const { id } = await followDiagnosis(record, { ...inChannel, conversationId: record.conversationId }, triage);
      await gather(store.tenantId, id, triage);
    }
    const open = await store.triage.openIncidents(store.tenantId, 10);
    assert.deepEqual(
      open.map(({ people }) => people),
      [3, 3],
    );
    const other = open.find(({ id }) => id !== refused?.id);
    assert.equal(await behind({ name: 'plant-a' }, throttled), other?.id);
    assert.equal(await behind({ name: 'plant-a' }), refused?.id);
    assert.equal(await behind({ name: 'plant-a' }, { kind: 'adt-other', status: 404 }), undefined);
  });

  it('is none whose last report is hours ago, unless somebody has opened it again since', async () => {
    const incident = await incidentOf({ name: 'plant-a' });
    const { tenantId } = store;
    now = new Date(start.getTime() + FRESH_MS - 1);
    assert.equal(await behind({ name: 'plant-a' }), incident?.id);
    now = new Date(start.getTime() + FRESH_MS);
    assert.equal(await behind({ name: 'plant-a' }), undefined);
    const later = { ...triage, now: () => now };
    await applyToIncident(tenantId, incident?.id ?? '', { type: 'resolve', by: megan }, later);
    await applyToIncident(tenantId, incident?.id ?? '', { type: 'reopen', by: megan }, later);
    assert.equal(await behind({ name: 'plant-a' }), incident?.id);
  });

  const plant = { name: 'plant-a' };
  const query = { operation: 'query', access: 'read' } as const;
  const upload = { operation: 'models', access: 'write' } as const;
  const app = { principal: { kind: 'app', id: 'twin-dashboard' } } as const;

  it('is of whoever is refused what its people are, or does not say what', async () => {
    const incident = await incidentOf(plant, plantA, { said: query });
    for (const more of [
      query,
      { operation: 'read' },
      {},
      { principal: { kind: 'user', id: 'lee@contoso.com' } },
    ] as const) {
      assert.equal(await behind(plant, more), incident?.id);
    }
  });

  it('is none of who needs more than its people, or is no person: those are looked at', async () => {
    await incidentOf(plant, plantA, { said: query });
    for (const more of [
      upload,
      app,
      { principal: { kind: 'managed-identity' } },
      { worksWith: 'own-login', principal: { kind: 'unknown' } },
    ] as const) {
      assert.equal(await behind(plant, more), undefined);
    }
  });

  it('is of who needs no more than somebody of it', async () => {
    const incident = await incidentOf(plant, plantA, { said: upload });
    for (const more of [upload, query]) assert.equal(await behind(plant, more), incident?.id);
  });

  it('is none of a person where those of it are apps', async () => {
    await incidentOf(plant, plantA, { said: app });
    assert.equal(await behind(plant, query), undefined);
  });

  it('is of everybody where the cause lies in the instance itself', async () => {
    for (const cause of ['network.public-access-disabled', 'instance.not-ready'] as const) {
      const incident = await incidentOf(plant, plantA, { said: query, cause });
      for (const more of [upload, app]) assert.equal(await behind(plant, more), incident?.id);
      await applyToIncident(store.tenantId, incident?.id ?? '', { type: 'resolve', by: megan }, triage);
      await store.close();
      store = await openTestStore();
      triage = { ...triage, store: store.triage };
    }
  });

  it('is none that is resolved', async () => {
    const incident = await incidentOf({ name: 'plant-a' });
    await applyToIncident(store.tenantId, incident?.id ?? '', { type: 'resolve', by: megan }, triage);
    assert.equal(await behind({ name: 'plant-a' }), undefined);
  });
});

describe('a report', () => {
  it('becomes a case by itself where others read it, as far as ADT goes', () => {
    assert.equal(becomesCase({ kind: 'channel' }, { kind: 'adt-403' }), true);
    assert.equal(becomesCase({ kind: 'group' }, { kind: 'access-request' }), true);
    assert.equal(becomesCase({ kind: 'personal' }, { kind: 'adt-403' }), false);
    assert.equal(becomesCase({ kind: 'channel' }, { kind: 'other-service' }), false);
  });

  it('tells of a message action who pointed at it', () => {
    const record = { conversationId: 'c', askedBy: megan };
    assert.deepEqual(originOf(record, { kind: 'personal' }), { how: 'handed-over', conversationId: 'c' });
    const { helpdesk: _, ...by } = megan;
    assert.deepEqual(originOf({ ...record, writtenBy: alex }, { kind: 'channel' }), {
      how: 'message-action',
      conversationId: 'c',
      by,
    });
  });
});
