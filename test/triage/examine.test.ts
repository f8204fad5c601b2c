import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TenantFileInput } from '../../playground/azure/tenant-file.ts';
import type { Person } from '../../src/access/access-request.ts';
import type { FindingId } from '../../src/diagnosis/diagnosis.ts';
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { clickOnIncident, type TriageDependencies } from '../../src/triage/cases.ts';
import { examine } from '../../src/triage/examine.ts';
import { followDiagnosis } from '../../src/triage/follow.ts';
import type { Incident } from '../../src/triage/incident.ts';
import { gather } from '../../src/triage/incidents.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { at, diagnosisOf, inChannel, megan, recordOf, start } from './reports.ts';

describe('an incident that is looked into', () => {
  let store: TestStore;
  let triage: TriageDependencies;
  let contoso: StartedTenant | undefined;
  let now = start;

  beforeEach(async function freshTenant() {
    now = new Date(at(10));
    store = await openTestStore();
    triage = { store: store.triage, now: () => now, newId: randomUUID };
  });

  afterEach(async () => {
    await contoso?.close();
    contoso = undefined;
    await store.close();
  });

  /** The tenant after what its logs tell, and three people who cannot get at plant-a any more. */
  async function incidentIn(parts: Partial<TenantFileInput>, cause: FindingId = 'rbac.missing-data-role') {
    const started = await startSmallTenant(parts, { now: () => now });
    contoso = started;
    const [instance] = await started.tenant.findInstances({ name: 'plant-a' });
    const person = (name: string): Person => ({ objectId: started.idOf(name), displayName: name });
    for (const [minute, name] of ['alex', 'adele', 'lee'].entries()) {
      const diagnosis = diagnosisOf([cause], instance && { instance });
      const record = recordOf(store.tenantId, person(name), { begunAt: at(minute), diagnosis });
      await store.diagnoses.save(record);
      const one = await followDiagnosis(record, inChannel, triage);
      await gather(store.tenantId, one.id, triage);
    }
    return { started, incidentId: (await only()).id };
  }

  async function only(): Promise<Incident> {
    const [incident, ...others] = await store.triage.openIncidents(store.tenantId, 10);
    assert.ok(incident);
    assert.deepEqual(others, []);
    return incident;
  }

  async function examined({ started, incidentId }: { started: StartedTenant; incidentId: string }) {
    const { tenant, simulated } = started;
    const job = { tenantId: store.tenantId, incidentId };
    await examine(job, { ...triage, tenant, diagnoses: store.diagnoses, botAppId: simulated.bot.appId });
    return (await only()).examined ?? assert.fail('was not looked into');
  }

  const readers = { name: 'Twins Readers', members: ['alex@contoso.com', 'adele@contoso.com', 'lee@contoso.com'] };

  it('says that the network was closed, when, and how to open it', async () => {
    const opened = await incidentIn(
      {
        instances: [{ name: 'plant-a', publicNetworkAccess: 'Disabled' }],
        activityLog: [{ change: 'network', at: at(-5), instance: 'plant-a', publicNetworkAccess: 'Disabled' }],
      },
      'network.public-access-disabled',
    );
    const { common, fix, unseen } = await examined(opened);
    assert.deepEqual(common[0], {
      kind: 'network',
      text: 'The public network access of plant-a was closed.',
      at: at(-5),
    });
    assert.match(fix?.command ?? '', /^az rest --method PATCH/);
    assert.deepEqual(unseen, []);
  });

  it('says that their group lost its role', async () => {
    const opened = await incidentIn({
      groups: [readers],
      activityLog: [
        {
          change: 'role-removed',
          at: at(-5),
          principal: 'Twins Readers',
          role: ADT_DATA_READER.name,
          scope: 'plant-a',
        },
      ],
    });
    const { common, fix } = await examined(opened);
    const text = 'The role Azure Digital Twins Data Reader of the group “Twins Readers” on plant-a was removed.';
    assert.deepEqual(common[0], { kind: 'assignment-removed', text, at: at(-5) });
    assert.match(fix?.command ?? '', /az ad group show --group "Twins Readers"/);
  });

  it('says that they were taken out of a group, nested ones included', async () => {
    const people = readers.members;
    const opened = await incidentIn({
      groups: [
        { name: 'Night shift', members: [] },
        { name: 'Twins Readers', members: ['Night shift'] },
      ],
      roleAssignments: [{ principal: 'Twins Readers', role: ADT_DATA_READER.name, scope: 'twins-prod' }],
      directoryAudits: people.map((member) => ({ at: at(-5), member, group: 'Night shift' })),
    });
    const { common, fix } = await examined(opened);
    assert.match(common[0]?.text ?? '', /^3 of the people affected were taken out of the group “Night shift”/);
    assert.equal(fix?.title, 'Put them back into the group “Night shift”');
  });

  it('says what it could not see, and which right it lacks, and claims nothing', async () => {
    const opened = await incidentIn({ groups: [readers] });
    const bot = opened.started.state.servicePrincipals.find(({ displayName }) => displayName === 'ADT Support');
    if (bot !== undefined) bot.graphPermissions = ['Directory.Read.All'];
    opened.started.simulated.inject({
      match: { service: 'arm', path: 'eventtypes' },
      answer: { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'No.' } } },
    });
    const { common, unseen, fix } = await examined(opened);
    assert.deepEqual(
      common.map(({ kind }) => kind),
      ['same-cause'],
    );
    // What the diagnoses prove needs no log.
    assert.match(fix?.title ?? '', /^Give a group of theirs the role/);
    const why = unseen.map((one) => one.why).join('\n');
    assert.match(why, /Microsoft\.Insights\/eventtypes\/values\/read/);
    assert.match(why, /AuditLog\.Read\.All/);
    assert.match(
      unseen.map(({ remedy }) => remedy?.command ?? '').join('\n'),
      /--role Reader[\s\S]*appRoleAssignments/,
    );
  });

  it('is looked into while Azure is down, and says so', async () => {
    const opened = await incidentIn({});
    for (const service of ['arm', 'resource-graph', 'graph'] as const) {
      opened.started.simulated.inject({ match: { service }, answer: 'rubbish' });
    }
    const { common, unseen } = await examined(opened);
    assert.deepEqual(
      common.map(({ kind }) => kind),
      ['same-cause'],
    );
    assert.ok(unseen.length > 0);
  });

  it('is looked into again once the logs have caught up, and then says more', async () => {
    const opened = await incidentIn({
      groups: [readers],
      logs: { delay: 15 },
      activityLog: [
        { change: 'role-removed', at: at(0), principal: 'Twins Readers', role: ADT_DATA_READER.name, scope: 'plant-a' },
      ],
    });
    const first = await examined(opened);
    assert.ok(first.unseen.some(({ what }) => what === 'The last minutes'));
    now = new Date(at(20));
    const second = await examined(opened);
    assert.deepEqual(
      second.common.map(({ kind }) => kind),
      ['assignment-removed', 'same-cause'],
    );
    assert.equal(second.at, at(20));
  });

  it('is left alone once it is resolved', async () => {
    const opened = await incidentIn({});
    const { id, version } = await only();
    const click = { tenantId: store.tenantId, id, version, by: megan, from: { kind: 'job' } as const };
    await clickOnIncident(click, { type: 'resolve', by: megan }, triage);
    opened.started.simulated.calls.length = 0;
    const { tenant, simulated } = opened.started;
    const job = { tenantId: store.tenantId, incidentId: id };
    await examine(job, { ...triage, tenant, diagnoses: store.diagnoses, botAppId: simulated.bot.appId });
    assert.deepEqual(simulated.calls, []);
    assert.equal((await store.triage.incident(store.tenantId, id))?.examined, undefined);
  });
});
