import assert from 'node:assert/strict';
import fc from 'fast-check';
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
    ['applicationOwners, object', (tenant) => tenant.applicationOwners({ objectId: evil })],
    ['applicationOwners, app', (tenant) => tenant.applicationOwners({ appId: evil })],
    ['servicePrincipal', (tenant) => tenant.servicePrincipal(evil)],
    ['permissionGrants, object', (tenant) => tenant.permissionGrants({ objectId: evil })],
    ['permissionGrants, app', (tenant) => tenant.permissionGrants({ appId: evil })],
    ['groupsOf, user', (tenant) => tenant.groupsOf({ objectId: evil, type: 'User' })],
    ['groupsOf, group', (tenant) => tenant.groupsOf({ objectId: evil, type: 'Group' })],
    ['groupsOf, service principal', (tenant) => tenant.groupsOf({ objectId: evil, type: 'ServicePrincipal' })],
    ['groupsOf, app', (tenant) => tenant.groupsOf({ appId: evil, type: 'ServicePrincipal' })],
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

describe('a text that is looked for in the directory', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({ groups: [{ name: 'Engineers', members: [] }] });
  });
  after(() => contoso.close());

  const texts = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      "' or displayName ne '",
      "x' or true",
      "'",
      "''",
      '\\',
      "\\'",
      '&$top=1',
      '?$filter=x',
      '../users',
      'a/b',
      '\ud800',
      '%27 or true',
    ),
  );
  const lookups: [string, path: string, (tenant: Tenant, text: string) => Promise<unknown[]>][] = [
    ['servicePrincipalsNamed', '/v1.0/servicePrincipals', (tenant, text) => tenant.servicePrincipalsNamed(text)],
    ['applicationsNamed', '/v1.0/applications', (tenant, text) => tenant.applicationsNamed(text)],
    ['groupsNamed', '/v1.0/groups', (tenant, text) => tenant.groupsNamed(text)],
    ['usersWithMail', '/v1.0/users', (tenant, text) => tenant.usersWithMail(text)],
  ];
  for (const [what, path, lookUp] of lookups) {
    it(`never leaves the comparison that it stands in: ${what}`, async () => {
      await fc.assert(
        fc.asyncProperty(texts, async (text) => {
          contoso.simulated.calls.length = 0;
          assert.deepEqual(await lookUp(contoso.tenant, text), []);
          const [call] = contoso.simulated.calls;
          const sent = new URL(call?.path ?? '', 'https://graph.microsoft.com');
          assert.equal(sent.pathname, path);
          assert.deepEqual([...sent.searchParams.keys()].sort(), ['$filter', '$select', '$top']);
          const [, quoted = ''] = /^\w+ eq '(.*)'$/su.exec(sent.searchParams.get('$filter') ?? '') ?? [];
          assert.equal(quoted.replaceAll("''", ''), text.toWellFormed().replaceAll("'", ''));
          assert.equal(quoted.split("'").length - 1, 2 * (text.split("'").length - 1));
        }),
        { numRuns: 40 },
      );
    });
  }

  it('is no way to somewhere else where it is a sign-in name', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (userPrincipalName) => {
        contoso.simulated.calls.length = 0;
        assert.deepEqual(await contoso.tenant.groupsOf({ type: 'User', userPrincipalName }), []);
        assert.equal(await contoso.tenant.user(userPrincipalName), undefined);
        for (const { path } of contoso.simulated.calls) {
          assert.match(path, /^\/v1\.0\/users\/[^/?#]+(\/transitiveMemberOf)?\?\$select=[\w,]+(&\$top=999)?$/);
        }
      }),
      { numRuns: 40 },
    );
  });
});
