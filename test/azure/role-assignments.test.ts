import assert from 'node:assert/strict';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../src/rbac/roles.ts';
import type { NewRoleAssignment } from '../../src/tenant.ts';
import { instance, type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { failsWith } from './fails-with.ts';

const name = 'b9c3c9c5-6b5e-4a53-9a4e-5a0a4a1b8f10';
const otherName = 'c9c3c9c5-6b5e-4a53-9a4e-5a0a4a1b8f11';

describe('role assignments', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({
      instances: [instance('plant-a'), instance('plant-b')],
      groups: [
        { name: 'Platform Owners', members: ['Twins Owners'] },
        { name: 'Twins Owners', members: ['megan@contoso.com'] },
      ],
      roleAssignments: [
        { principal: 'ADT Support', role: 'Role Based Access Control Administrator', scope: 'plant-a' },
        { principal: 'Platform Owners', role: 'Owner', scope: 'contoso-dev' },
        { principal: 'megan@contoso.com', role: 'Azure Digital Twins Data Reader', scope: 'twins-prod' },
        { principal: 'lee@contoso.com', role: 'Azure Digital Twins Data Reader', scope: 'plant-b', condition: '@x' },
      ],
      limits: { pageSize: 2 },
    });
  });
  after(() => contoso.close());
  beforeEach(() => {
    contoso.simulated.calls.length = 0;
  });

  const wanted = (more: Partial<NewRoleAssignment> = {}): NewRoleAssignment => ({
    scope: contoso.instanceId(),
    roleId: ADT_DATA_OWNER.id,
    principalId: contoso.idOf('alex'),
    principalType: 'User',
    description: 'Requested by Alex Wilber',
    ...more,
  });
  const idOf = (guid: string) => `${contoso.instanceId()}/providers/Microsoft.Authorization/roleAssignments/${guid}`;
  const held = () => contoso.state.roleAssignments.filter(({ principalId }) => principalId === contoso.idOf('alex'));
  const whatFails = async (azureCode: string, status: number) => {
    const answer = { status, body: { error: { code: azureCode, message: 'As a test wants it.' } } };
    const heal = contoso.simulated.inject({ match: { service: 'arm', method: 'PUT' }, answer });
    const error = await failsWith(
      status === 403 ? 'forbidden' : status === 409 ? 'conflict' : 'rejected',
      contoso.tenant.createRoleAssignment(name, wanted()),
    );
    heal();
    return error;
  };

  it('that reach a person are listed at and above the instance, through nested groups, page by page', async () => {
    const found = await contoso.tenant.roleAssignmentsOf(contoso.idOf('megan'), contoso.instanceId());
    assert.deepEqual(found.map(({ principalType, scope }) => `${principalType} at ${scope.split('/').at(-1)}`).sort(), [
      `Group at ${contoso.state.subscriptions[0]?.subscriptionId}`,
      'User at twins-prod',
    ]);
    const everyone = await contoso.tenant.roleAssignmentsAt(contoso.instanceId());
    assert.equal(everyone.length, 4);
    assert.equal(contoso.simulated.calls.length, 1 + 2);
  });

  it('that name a person are listed anywhere in the subscription, without those of its groups', async () => {
    const { tenant, instanceId, idOf } = contoso;
    const subscription = instanceId().split('/').slice(0, 3).join('/');
    const scopes = async (name: string) =>
      (await tenant.directAssignmentsIn(idOf(name), subscription)).map(({ scope }) => scope.split('/').at(-1));
    assert.deepEqual(await scopes('lee'), ['plant-b']);
    assert.deepEqual(await scopes('megan'), ['twins-prod']);
  });

  it('that reach a person are listed anywhere in the subscription too, above and below it, through nested groups', async () => {
    const { tenant, instanceId, idOf } = contoso;
    const subscription = instanceId().split('/').slice(0, 3).join('/');
    const found = async (name: string) =>
      (await tenant.roleAssignmentsIn(idOf(name), subscription))
        .map(({ principalType, scope }) => `${principalType} at ${scope.split('/').at(-1)}`)
        .sort();
    assert.deepEqual(await found('megan'), [`Group at ${subscription.split('/').at(-1)}`, 'User at twins-prod']);
    assert.deepEqual(await found('lee'), ['User at plant-b']);
  });

  it('come with their condition and times, ids in lower case', async () => {
    const [found] = await contoso.tenant.roleAssignmentsOf(contoso.idOf('lee'), contoso.instanceId('plant-b'));
    assert.equal(found?.condition, '@x');
    assert.equal(found?.roleId, ADT_DATA_READER.id);
    assert.match(found?.createdOn ?? '', /^\d{4}-.*Z$/);
  });

  it('are created under the given name, with role, principal, its type and the description', async () => {
    const created = await contoso.tenant.createRoleAssignment(name.toUpperCase(), wanted());
    assert.deepEqual(created, { id: idOf(name), outcome: 'created' });
    const [stored] = held();
    assert.deepEqual(
      [stored?.roleDefinitionId, stored?.principalType, stored?.description],
      [ADT_DATA_OWNER.id, 'User', 'Requested by Alex Wilber'],
    );
  });

  it('are adopted where they exist, under this name or another', async () => {
    const adopted = { id: idOf(name), outcome: 'adopted' };
    assert.deepEqual(await contoso.tenant.createRoleAssignment(name, wanted()), adopted);
    assert.deepEqual(await contoso.tenant.createRoleAssignment(otherName, wanted()), adopted);
    assert.equal(held().length, 1);
  });

  it('are adopted also where the conflict does not say which one exists, as in older versions of ARM', async () => {
    const body = { error: { code: 'RoleAssignmentExists', message: 'The role assignment already exists.' } };
    const heal = contoso.simulated.inject({ match: { service: 'arm', method: 'PUT' }, answer: { status: 409, body } });
    const adopted = await contoso.tenant.createRoleAssignment(otherName, wanted());
    heal();
    assert.deepEqual(adopted, { id: idOf(name), outcome: 'adopted' });
  });

  it('are not made up where Azure says one exists and lists none', async () => {
    const body = { error: { code: 'RoleAssignmentExists', message: 'The role assignment already exists.' } };
    const heal = contoso.simulated.inject({ match: { service: 'arm', method: 'PUT' }, answer: { status: 409, body } });
    const create = contoso.tenant.createRoleAssignment(otherName, wanted({ principalId: contoso.idOf('adele') }));
    const { azureCode } = await failsWith('conflict', create);
    heal();
    assert.equal(azureCode, 'RoleAssignmentExists');
  });

  it('are created once over a connection that breaks', async () => {
    contoso.state.roleAssignments = contoso.state.roleAssignments.filter((each) => !held().includes(each));
    const match = { service: 'arm', method: 'PUT' } as const;
    const heal = contoso.simulated.inject({ match, times: 1, answer: 'disconnect' });
    assert.equal((await contoso.tenant.createRoleAssignment(name, wanted())).outcome, 'created');
    heal();
    assert.equal(held().length, 1);
  });

  it('are refused to a bot without the right, which is named', async () => {
    const elsewhere = wanted({ scope: contoso.instanceId('plant-b') });
    const error = await failsWith('forbidden', contoso.tenant.createRoleAssignment(otherName, elsewhere));
    assert.deepEqual(
      [error.azureCode, error.permission],
      ['AuthorizationFailed', 'Microsoft.Authorization/roleAssignments/write'],
    );
  });

  it('are refused with Azure’s own code for what only a person can mend', async () => {
    assert.equal((await whatFails('PrincipalNotFound', 400)).azureCode, 'PrincipalNotFound');
    assert.equal((await whatFails('UnmatchedPrincipalType', 400)).azureCode, 'UnmatchedPrincipalType');
    const { message } = await whatFails('PrincipalNotFound', 400);
    assert.equal(message, 'ARM: create role assignment: As a test wants it. (HTTP 400 PrincipalNotFound)');
    contoso.state.roleAssignmentLimit = 1;
    const create = contoso.tenant.createRoleAssignment(otherName, wanted({ principalId: contoso.idOf('adele') }));
    assert.equal((await failsWith('rejected', create)).azureCode, 'RoleAssignmentLimitExceeded');
    contoso.state.roleAssignmentLimit = 4_000;
  });

  it('of one name cannot become another grant', async () => {
    const create = contoso.tenant.createRoleAssignment(name, wanted({ roleId: ADT_DATA_READER.id }));
    assert.equal((await failsWith('rejected', create)).azureCode, 'RoleAssignmentUpdateNotPermitted');
  });

  it('carry at most 1024 characters of description', async () => {
    const long = wanted({ roleId: ADT_DATA_READER.id, description: 'x'.repeat(2_000) });
    await contoso.tenant.createRoleAssignment(otherName, long);
    assert.equal(held().at(-1)?.description?.length, 1_024);
  });

  it('are deleted by id, and what is absent already is as it should be', async () => {
    await contoso.tenant.deleteRoleAssignment(idOf(name));
    await contoso.tenant.deleteRoleAssignment(idOf(name));
    await contoso.tenant.deleteRoleAssignment(idOf(otherName));
    assert.deepEqual(held(), []);
    const gone = `${contoso.instanceId().replace('plant-a', 'plant-z')}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    const notFound = { status: 404, body: { error: { code: 'ResourceNotFound', message: 'no' } } };
    const heal = contoso.simulated.inject({ match: { service: 'arm', method: 'DELETE' }, answer: notFound });
    await contoso.tenant.deleteRoleAssignment(gone);
    heal();
  });

  it('are not deleted by a bot without the right', async () => {
    const ofLee = contoso.state.roleAssignments.find(({ principalId }) => principalId === contoso.idOf('lee'));
    const id = `${ofLee?.scope}/providers/Microsoft.Authorization/roleAssignments/${ofLee?.name}`;
    await failsWith('forbidden', contoso.tenant.deleteRoleAssignment(id));
  });
});
