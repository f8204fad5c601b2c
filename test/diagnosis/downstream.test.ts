import assert from 'node:assert/strict';
import type { Fault } from '../../playground/azure/simulated-tenant.ts';
import { instance, type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { type Asking, ask, diagnosisOf, find, verdicts } from './ask.ts';

const lab = '0a000000-0000-4000-8000-000000000009';

describe('a diagnosis of what another resource refused', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({
      subscriptions: [
        { id: 'dce515b8-f95f-40f8-bd5a-7c201411fbd2', name: 'contoso-dev' },
        { id: lab, name: 'contoso-lab' },
      ],
      resourceGroups: [
        { name: 'twins-prod', subscription: 'contoso-dev' },
        { name: 'lab', subscription: 'contoso-lab' },
      ],
      groups: [
        { name: 'Twin identities', members: ['plant-b'] },
        { name: 'Scene builders', members: ['adele@contoso.com'] },
      ],
      resources: [
        { name: 'contoso-events', type: 'Microsoft.EventHub/namespaces' },
        { name: 'contoso-far', type: 'Microsoft.EventHub/namespaces', resourceGroup: 'lab' },
        { name: 'contoso-adx', type: 'Microsoft.Kusto/clusters' },
        { name: 'contosoblobs', type: 'Microsoft.Storage/storageAccounts' },
      ],
      instances: [
        instance('plant-a', {
          systemIdentity: true,
          endpoints: [{ name: 'alerts', namespace: 'contoso-events', entity: 'alerts' }],
          dataHistory: [{ name: 'history', eventHub: 'contoso-events/history', database: 'contoso-adx/twins' }],
        }),
        instance('plant-b', {
          systemIdentity: true,
          endpoints: [
            { name: 'near', namespace: 'contoso-events', entity: 'near' },
            { name: 'far', namespace: 'contoso-far', entity: 'far', deadLetters: 'contosoblobs/letters' },
          ],
          dataHistory: [{ name: 'history', eventHub: 'contoso-events/history', database: 'contoso-adx/twins' }],
        }),
        instance('plant-c'),
      ],
      roleAssignments: [
        { principal: 'ADT Support', role: 'Reader', scope: 'contoso-lab' },
        { principal: 'Alex Wilber', role: 'Azure Digital Twins Data Owner', scope: 'contoso-dev' },
        { principal: 'Alex Wilber', role: 'Reader', scope: 'contoso-dev' },
        { principal: 'Twin identities', role: 'Azure Event Hubs Data Sender', scope: 'contoso-events' },
        { principal: 'plant-b', role: 'Azure Event Hubs Data Owner', scope: 'lab' },
        { principal: 'plant-b', role: 'Storage Blob Data Contributor', scope: 'contosoblobs' },
        { principal: 'Scene builders', role: 'Storage Blob Data Contributor', scope: 'contosoblobs' },
        { principal: 'Megan Bowen', role: 'Owner', scope: 'contoso-dev' },
      ],
    });
  });
  after(() => contoso.close());

  const about = (downstream: NonNullable<Asking['told']>['downstream'], more: Asking['told'] = {}): Asking => ({
    told: { ...(downstream !== undefined && { downstream }), ...more },
  });
  const plant = (name: string) => ({ instance: { name } });

  it('asks nothing more where the report is about none', async () => {
    contoso.simulated.calls.length = 0;
    const found = verdicts(await diagnosisOf(ask(contoso, about(undefined))));
    assert.ok(!Object.keys(found).some((id) => id.startsWith('downstream.')));
    assert.ok(!contoso.simulated.calls.some(({ path }) => /endpoints|timeSeries/.test(path)));
    const lists = contoso.simulated.calls.filter(({ service }) => service === 'resource-graph');
    assert.equal(lists.length, 1);
  });

  it('shows what the instance itself may do to nobody who could not see it in Azure', async () => {
    for (const downstream of ['event-route', 'data-history', 'jobs'] as const) {
      const hidden = find(
        await diagnosisOf(ask(contoso, { ...about(downstream), by: 'lee' })),
        `downstream.${downstream}`,
      );
      assert.equal(hidden.verdict, 'unknown');
      assert.match(hidden.why, /^What plant-a itself may do is shown to whoever may read role assignments/);
      assert.deepEqual(hidden.evidence, []);
    }
  });

  it('leads with the role that the instance’s identity lacks, and names the hub it was found to be', async () => {
    const diagnosis = await diagnosisOf(ask(contoso, about('event-route')));
    assert.equal(diagnosis.findings[0]?.id, 'downstream.event-route');
    assert.equal(diagnosis.findings[0]?.verdict, 'confirmed');
    assert.match(
      diagnosis.findings[0]?.remedy?.command ?? '',
      new RegExp(`--assignee-object-id ${contoso.idOf('plant-a')} `),
    );
    assert.match(
      diagnosis.findings[0]?.remedy?.command ?? '',
      /--scope "\/subscriptions\/dce5.+\/Microsoft\.EventHub\/namespaces\/contoso-events\/eventhubs\/alerts"$/,
    );
    // One's own roles are told beside it.
    assert.equal(find(diagnosis, 'rbac.missing-data-role').verdict, 'ruled-out');
    assert.equal(diagnosis.headline, 'Event routes cannot deliver: plant-a’s identity may not send.');
    assert.equal(diagnosis.proposal, undefined);
  });

  it('finds roles in every subscription where a receiver is, through groups too', async () => {
    const diagnosis = await diagnosisOf(ask(contoso, about('event-route', plant('plant-b'))));
    const finding = find(diagnosis, 'downstream.event-route');
    // A group of a managed identity is settled after a day; these roles are of long ago.
    assert.equal(finding.verdict, 'ruled-out', finding.why);
    assert.equal(finding.evidence.length, 3);
  });

  it('tells data history that is refused from one that is not', async () => {
    const of = async (name: string) =>
      find(await diagnosisOf(ask(contoso, about('data-history', plant(name)))), 'downstream.data-history').verdict;
    assert.deepEqual(
      [await of('plant-a'), await of('plant-b'), await of('plant-c')],
      ['confirmed', 'ruled-out', 'confirmed'],
    );
  });

  it('tells an import job whose instance reads nothing from one that reads and writes', async () => {
    const storage = { account: 'contosoblobs', container: 'import' };
    const of = async (name: string) =>
      find(await diagnosisOf(ask(contoso, about('jobs', { storage, ...plant(name) }))), 'downstream.jobs');
    assert.equal((await of('plant-a')).verdict, 'confirmed');
    assert.equal((await of('plant-b')).verdict, 'ruled-out');
    assert.match((await of('plant-c')).why, /^plant-c has no identity/);
  });

  it('looks at the person’s own roles for 3D scenes, through groups too', async () => {
    const storage = { account: 'contosoblobs', container: 'scenes' };
    const of = async (by: string, more: object = { storage }) =>
      find(await diagnosisOf(ask(contoso, { by, ...about('3d-scenes', more) })), 'downstream.3d-scenes');
    assert.equal((await of('alex')).verdict, 'confirmed');
    assert.equal((await of('alex', {})).verdict, 'confirmed');
    const builder = await of('adele');
    assert.equal(builder.verdict, 'possible');
    assert.match(builder.why, /^You may not look at the settings/);
  });

  it('looks at what a service refused whose error was pasted', async () => {
    const told = { kind: 'other-service', service: 'storage', downstream: 'jobs' } as const;
    const diagnosis = await diagnosisOf(ask(contoso, { told: { ...told, ...plant('plant-c') } }));
    assert.equal(diagnosis.findings[0]?.id, 'downstream.jobs');
  });

  const failing: [
    what: string,
    downstream: 'event-route' | 'data-history' | 'jobs' | '3d-scenes',
    match: Fault['match'],
  ][] = [
    ['endpoints', 'event-route', { service: 'arm', path: '/endpoints' }],
    ['data history', 'data-history', { service: 'arm', path: '/timeSeriesDatabaseConnections' }],
    ['the identity’s roles', 'event-route', { service: 'arm', path: /roleAssignments.*assignedTo/ }],
    ['the identity’s roles', 'jobs', { service: 'arm', path: /roleAssignments.*assignedTo/ }],
    ['the person’s roles', '3d-scenes', { service: 'arm', path: /roleAssignments.*assignedTo/ }],
  ];
  for (const [what, downstream, match] of failing) {
    it(`names the right that the bot lacks to read ${what}: ${downstream}`, async () => {
      const body = { error: { code: 'AuthorizationFailed', message: 'No.' } };
      const heal = contoso.simulated.inject({ match, answer: { status: 403, body } });
      const finding = find(await diagnosisOf(ask(contoso, about(downstream))), `downstream.${downstream}`);
      heal();
      assert.equal(finding.verdict, 'unknown', finding.why);
      assert.match(finding.why, /it needs Microsoft\.\w+\/.+\/read/);
      assert.match(finding.remedy?.command ?? '', /--role Reader --scope \/subscriptions\/dce515b8-/);
    });
  }
});
