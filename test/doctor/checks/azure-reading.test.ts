import assert from 'node:assert/strict';
import { azureReading } from '../../../src/doctor/checks/azure-reading.ts';
import { instances } from '../../../src/doctor/checks/instances.ts';
import { instance, type StartedTenant, startSmallTenant } from '../../support/tenant.ts';
import { appId, deployment, tenantId } from '../deployment.ts';

type Parts = NonNullable<Parameters<typeof startSmallTenant>[0]>;

describe('what the bot may read in Azure', () => {
  const started: StartedTenant[] = [];
  after(() => Promise.all(started.map((tenant) => tenant.close())));

  async function look(parts: Parts = {}, edit: (tenant: StartedTenant) => void = () => {}) {
    const tenant = await startSmallTenant(parts);
    started.push(tenant);
    edit(tenant);
    const token = { objectId: tenant.idOf('ADT Support'), appId, tenantId, roles: [] };
    const asked = deployment({ tenant: tenant.tenant, signIn: async () => token, now: () => new Date() });
    return { seen: await instances.run(asked, {}), read: await azureReading.run(asked, {}) };
  }

  it('is enough as Reader of the subscription', async () => {
    const { seen, read } = await look();
    assert.deepEqual(
      [...seen, ...read].map(({ outcome }) => outcome),
      ['ok', 'ok'],
    );
    assert.match(seen[0]?.what ?? '', /: plant-a\.$/);
  });

  it('is nothing without a role: which one to give', async () => {
    const { seen, read } = await look({}, ({ state }) => {
      state.roleAssignments = [];
    });
    assert.deepEqual([seen[0]?.outcome, seen[0]?.fix?.how], ['fault', 'Reader in one']);
    assert.equal(read[0]?.outcome, 'unknown');
  });

  it('lacks the definitions of the subscription as Reader of a group, and what lies outside', async () => {
    const { read } = await look(
      { roleAssignments: [{ principal: 'ADT Support', role: 'Reader', scope: 'twins-prod' }] },
      ({ state }) => {
        state.roleAssignments = state.roleAssignments.filter(({ scope }) => scope.includes('/resourceGroups/'));
      },
    );
    assert.deepEqual(
      read.map(({ outcome, what }) => [outcome, what.replace(/^.*: /, '')]),
      [
        ['fault', 'the bot may not read role definitions.'],
        ['warning', 'the bot may not read the activity log.'],
      ],
    );
    assert.equal(read[0]?.fix?.how, 'Reader in dce515b8-f95f-40f8-bd5a-7c201411fbd2');
  });

  it('is told for each subscription, and each kind that could not be read', async () => {
    const two = {
      subscriptions: [{ name: 'contoso-dev' }, { name: 'contoso-test' }],
      resourceGroups: [
        { name: 'twins-prod', subscription: 'contoso-dev' },
        { name: 'twins-test', subscription: 'contoso-test' },
      ],
      instances: [instance('plant-a'), instance('plant-b', { resourceGroup: 'twins-test' })],
      roleAssignments: [{ principal: 'ADT Support', role: 'Reader', scope: 'contoso-test' }],
    };
    const { seen, read } = await look(two, ({ simulated }) => {
      simulated.inject({ match: { path: '/denyAssignments' }, answer: { status: 503 } });
      simulated.inject({
        match: { path: '/roleEligibilityScheduleInstances' },
        answer: { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'No.' } } },
      });
    });
    assert.equal(seen.length, 2);
    assert.deepEqual(
      read.map(({ outcome }) => outcome),
      ['unknown', 'warning', 'unknown', 'warning'],
    );
  });

  it('is told where instances are readable and their neighbours are not', async () => {
    const actions = ['Microsoft.DigitalTwins/*/read', 'Microsoft.Authorization/*/read', 'Microsoft.Insights/*/read'];
    const permissions = [{ actions }];
    const { read } = await look(
      {
        customRoles: [{ name: 'Twins reader', permissions }],
        roleAssignments: [{ principal: 'ADT Support', role: 'Twins reader', scope: 'contoso-dev' }],
      },
      ({ state, roleId }) => {
        state.roleAssignments = state.roleAssignments.filter(
          ({ roleDefinitionId }) => roleDefinitionId === roleId('Twins reader'),
        );
      },
    );
    assert.equal(read[0]?.outcome, 'warning');
    assert.match(read[0]?.what ?? '', /Microsoft\.EventHub\/namespaces\/read/);
  });
});
