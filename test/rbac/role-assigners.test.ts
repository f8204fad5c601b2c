import assert from 'node:assert/strict';
import {
  type AccessRecords,
  ALL_PRINCIPALS,
  type DenyAssignment,
  type RoleAssignment,
  type RoleDefinition,
  type RolePermission,
} from '../../src/rbac/model.ts';
import { mayAssignRole, roleAssigners } from '../../src/rbac/role-assigners.ts';
import * as roles from '../../src/rbac/roles.ts';

const alex = 'a1e50000-0000-4000-8000-000000000001';
const megan = '3e9a0000-0000-4000-8000-000000000002';
const owners = '9e000000-0000-4000-8000-000000000001';
const subscription = '/subscriptions/11111111-1111-4111-8111-111111111111';
const plantA = `${subscription}/resourceGroups/rg-plants/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-a`;
const write = { roleId: roles.ADT_DATA_OWNER.id, principalId: alex, principalType: 'User' } as const;

function define(id: string, actions: string[], notActions: string[] = []): [string, RoleDefinition] {
  const permission: RolePermission = { actions, notActions, dataActions: [], notDataActions: [] };
  return [id, { id, name: id, type: 'BuiltInRole', permissions: [permission] }];
}

const definitions = new Map([
  define(roles.OWNER.id, ['*']),
  define(roles.CONTRIBUTOR.id, ['*'], ['Microsoft.Authorization/*/Write']),
  define(roles.READER.id, ['*/read']),
  define(roles.USER_ACCESS_ADMINISTRATOR.id, ['*/read', 'Microsoft.Authorization/*']),
  define(roles.RBAC_ADMINISTRATOR.id, ['Microsoft.Authorization/roleAssignments/write', '*/read']),
  define('custom', ['Microsoft.Authorization/roleAssignments/*']),
]);

const only = (roleId: string) =>
  "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR " +
  `(@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${roleId}}))`;

function holds(roleId: string, more: Partial<RoleAssignment> = {}): RoleAssignment {
  const scope = subscription;
  return { id: roleId, scope, roleId, principalId: megan, principalType: 'User', ...more };
}

function deny(more: Partial<DenyAssignment>): DenyAssignment {
  return {
    id: 'deny',
    name: 'Locked',
    scope: subscription,
    permissions: [{ actions: ['Microsoft.Authorization/*'], notActions: [], dataActions: [], notDataActions: [] }],
    principals: [ALL_PRINCIPALS],
    excludePrincipals: [],
    doNotApplyToChildScopes: false,
    ...more,
  };
}

const records = (assignments: RoleAssignment[], denies: DenyAssignment[] = []): AccessRecords => ({
  assignments,
  definitions,
  denies,
});

describe('the right to assign a role', () => {
  const ask = (assignments: RoleAssignment[], denies: DenyAssignment[] = []) =>
    mayAssignRole(records(assignments, denies), new Set([megan, owners]), plantA, write).access;

  const rights: [role: string, access: string, assignment: RoleAssignment][] = [
    ['Owner', 'allow', holds(roles.OWNER.id)],
    ['Owner through a group', 'allow', holds(roles.OWNER.id, { principalId: owners, principalType: 'Group' })],
    ['User Access Administrator', 'allow', holds(roles.USER_ACCESS_ADMINISTRATOR.id)],
    ['RBAC Administrator', 'allow', holds(roles.RBAC_ADMINISTRATOR.id)],
    [
      'RBAC Administrator for this role',
      'allow',
      holds(roles.RBAC_ADMINISTRATOR.id, { condition: only(write.roleId) }),
    ],
    [
      'RBAC Administrator for another role',
      'deny',
      holds(roles.RBAC_ADMINISTRATOR.id, { condition: only(roles.READER.id) }),
    ],
    ['RBAC Administrator with a strange condition', 'unknown', holds(roles.RBAC_ADMINISTRATOR.id, { condition: '?' })],
    ['a custom role', 'allow', holds('custom')],
    ['Contributor', 'deny', holds(roles.CONTRIBUTOR.id)],
    ['Reader', 'deny', holds(roles.READER.id)],
    ['Owner of another instance', 'deny', holds(roles.OWNER.id, { scope: `${plantA}2` })],
  ];
  for (const [role, access, assignment] of rights)
    it(`of ${role}: ${access}`, () => assert.equal(ask([assignment]), access));

  it('is lost to a deny assignment', () => assert.equal(ask([holds(roles.OWNER.id)], [deny({})]), 'deny'));
});

describe('assignments whose holders can assign a role', () => {
  const find = (assignments: RoleAssignment[], denies: DenyAssignment[] = []) =>
    roleAssigners(records(assignments, denies), plantA, write);

  it('are those that can write this role assignment', () => {
    const can = [
      holds(roles.OWNER.id),
      holds(roles.OWNER.id, { principalId: owners.toUpperCase(), principalType: 'Group' }),
      holds(roles.USER_ACCESS_ADMINISTRATOR.id),
      holds(roles.RBAC_ADMINISTRATOR.id, { condition: only(write.roleId) }),
      holds('custom'),
    ];
    const cannot = [
      holds(roles.CONTRIBUTOR.id),
      holds(roles.READER.id),
      holds('deleted-role'),
      holds(roles.RBAC_ADMINISTRATOR.id, { condition: only(roles.READER.id) }),
      holds(roles.RBAC_ADMINISTRATOR.id, { condition: '?' }),
      holds(roles.OWNER.id, { scope: `${plantA}2` }),
    ];
    assert.deepEqual(find([...can, ...cannot]), can);
  });

  it('are none where everyone is denied', () => {
    const group = holds(roles.OWNER.id, { principalId: owners, principalType: 'Group' });
    assert.deepEqual(find([holds(roles.OWNER.id), group], [deny({})]), []);
  });

  it('keep a group of which a deny assignment may except members', () => {
    const group = holds(roles.OWNER.id, { principalId: owners, principalType: 'Group' });
    const denies = [deny({ excludePrincipals: [alex] })];
    assert.deepEqual(find([holds(roles.OWNER.id), group], denies), [group]);
  });
});
