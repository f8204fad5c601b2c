import assert from 'node:assert/strict';
import { assertAssignmentId, assertGuid, assertScope, subscriptionOf, trailingGuid } from '../../src/azure/ids.ts';
import type { Tenant } from '../../src/tenant.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { failsWith } from './fails-with.ts';

const guid = 'B9C3C9C5-6b5e-4a53-9a4e-5a0a4a1b8f10';
const subscription = '/subscriptions/dce515b8-f95f-40f8-bd5a-7c201411fbd2';
const group = `${subscription}/resourceGroups/twins-prod`;
const plantA = `${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-a`;

describe('what is put into a path of ARM', () => {
  for (const id of [subscription, group, plantA, `${subscription}/resourceGroups/Zwillinge_(Köln).v2`]) {
    it(`may be ${id}, without its first slash`, () => assert.equal(assertScope(id, 'x'), id.slice(1)));
  }

  const bad = [
    '',
    '/',
    subscription.slice(1),
    `${subscription}/`,
    `${subscription}/resourceGroups/..`,
    `${subscription}/resourceGroups/../providers/x/y/z`,
    `${subscription}/resourceGroups/a/providers/../y/z`,
    `${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/..`,
    `${group}/providers/Microsoft.DigitalTwins`,
    `${plantA}?api-version=1`,
    `${plantA}#`,
    `${plantA}%2F..`,
    `${plantA}\n`,
    `${plantA} or true`,
    'https://evil.example/subscriptions',
    '/providers/Microsoft.Management/managementGroups/contoso',
  ];
  for (const id of bad) {
    it(`is never ${JSON.stringify(id)}`, () => {
      assert.throws(() => assertScope(id, 'x'), { code: 'rejected' });
      assert.throws(() => assertAssignmentId(id, 'x'), { code: 'rejected' });
    });
  }

  it('is an object id in lower case', () => {
    assert.equal(assertGuid(guid, 'x'), guid.toLowerCase());
    for (const id of ['', 'me', `${guid}'`, ` ${guid}`, `${guid}\n`, guid.slice(1), `{${guid}}`]) {
      assert.throws(() => assertGuid(id, 'x'), { code: 'rejected', message: /is not an object id/ });
    }
  });

  it('is the full id of a role assignment', () => {
    const id = `${plantA}/providers/Microsoft.Authorization/roleAssignments/${guid}`;
    assert.equal(assertAssignmentId(id, 'x'), id.slice(1));
    for (const bad of [
      plantA,
      `${id}/..`,
      id.replace('roleAssignments', 'locks'),
      id.replace(guid, 'x'),
      id.slice(1),
    ]) {
      assert.throws(() => assertAssignmentId(bad, 'x'), { code: 'rejected' });
    }
  });

  it('is compared by the part that has one form only', () => {
    assert.equal(trailingGuid(`${subscription}/providers/x/roleDefinitions/${guid}`), guid.toLowerCase());
    assert.equal(trailingGuid(guid), guid.toLowerCase());
    assert.equal(trailingGuid(''), '');
    assert.equal(subscriptionOf(plantA), subscription);
  });
});

describe('an id that is none', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant();
  });
  after(() => contoso.close());

  const evil = "0' or true";
  const fine = 'b9c3c9c5-6b5e-4a53-9a4e-5a0a4a1b8f10';
  const grant = { scope: plantA, roleId: fine, principalId: fine, principalType: 'User', description: '' } as const;
  const calls: [string, (tenant: Tenant) => Promise<unknown>][] = [
    ['roleAssignmentsOf, principal', (tenant) => tenant.roleAssignmentsOf(evil, plantA)],
    ['roleAssignmentsOf, scope', (tenant) => tenant.roleAssignmentsOf(fine, evil)],
    ['directAssignmentsIn, principal', (tenant) => tenant.directAssignmentsIn(evil, plantA)],
    ['directAssignmentsIn, scope', (tenant) => tenant.directAssignmentsIn(fine, evil)],
    ['eligibleRolesOf, principal', (tenant) => tenant.eligibleRolesOf(evil, plantA)],
    ['eligibleRolesOf, scope', (tenant) => tenant.eligibleRolesOf(fine, evil)],
    ['roleAssignmentsAt', (tenant) => tenant.roleAssignmentsAt(evil)],
    ['roleDefinitions', (tenant) => tenant.roleDefinitions(evil)],
    ['denyAssignmentsAt', (tenant) => tenant.denyAssignmentsAt(evil)],
    ['application', (tenant) => tenant.application(evil)],
    ['applicationOwners', (tenant) => tenant.applicationOwners(evil)],
    ['servicePrincipal', (tenant) => tenant.servicePrincipal(evil)],
    ['permissionGrants', (tenant) => tenant.permissionGrants(evil)],
    ['groupsOf', (tenant) => tenant.groupsOf({ objectId: evil, type: 'User' })],
    ['groupMembers', (tenant) => tenant.groupMembers(evil)],
    ['groupOwners', (tenant) => tenant.groupOwners(evil)],
    ['directoryObjects', (tenant) => tenant.directoryObjects([fine, evil])],
    ['createRoleAssignment, name', (tenant) => tenant.createRoleAssignment(evil, grant)],
    ['createRoleAssignment, scope', (tenant) => tenant.createRoleAssignment(fine, { ...grant, scope: evil })],
    ['createRoleAssignment, role', (tenant) => tenant.createRoleAssignment(fine, { ...grant, roleId: evil })],
    ['createRoleAssignment, principal', (tenant) => tenant.createRoleAssignment(fine, { ...grant, principalId: evil })],
    ['deleteRoleAssignment', (tenant) => tenant.deleteRoleAssignment(`${plantA}/../${evil}`)],
  ];
  for (const [what, call] of calls) {
    it(`is sent to nobody: ${what}`, async () => {
      await failsWith('rejected', call(contoso.tenant));
      assert.deepEqual(contoso.simulated.calls, []);
    });
  }
});
