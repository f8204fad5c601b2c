import assert from 'node:assert/strict';
import { doesMoreThanRead, judgeOwnRoles, mayGiveDataRoles } from '../../src/doctor/own-right.ts';
import { DELEGATION_CONDITION } from '../../src/rbac/data-role-delegation.ts';
import type { DenyAssignment, RoleAssignment, RoleDefinition } from '../../src/rbac/model.ts';
import {
  ADT_DATA_OWNER,
  ADT_DATA_READER,
  type BuiltInRole,
  CONTRIBUTOR,
  OWNER,
  RBAC_ADMINISTRATOR,
  READER,
  USER_ACCESS_ADMINISTRATOR,
} from '../../src/rbac/roles.ts';
import { botObjectId } from './deployment.ts';

const subscription = '/subscriptions/dce515b8-f95f-40f8-bd5a-7c201411fbd2';
const instance = `${subscription}/resourceGroups/twins-prod/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-a`;

function defined({ id, name }: BuiltInRole, actions: string[], notActions: string[] = []): RoleDefinition {
  return { id, name, type: 'BuiltInRole', permissions: [{ actions, notActions, dataActions: [], notDataActions: [] }] };
}

const custom: BuiltInRole = { id: '5ca1ab1e-0000-4000-8000-000000000001', name: 'Twins gatekeeper' };
const delegates = [
  '*/read',
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleAssignments/delete',
];
const definitions = new Map(
  [
    defined(OWNER, ['*']),
    defined(
      CONTRIBUTOR,
      ['*'],
      [
        'Microsoft.Authorization/*/Delete',
        'Microsoft.Authorization/*/Write',
        'Microsoft.Authorization/elevateAccess/Action',
      ],
    ),
    defined(USER_ACCESS_ADMINISTRATOR, ['*/read', 'Microsoft.Authorization/*', 'Microsoft.Support/*']),
    defined(RBAC_ADMINISTRATOR, [...delegates, 'Microsoft.Support/*']),
    defined(READER, ['*/read']),
    defined(custom, delegates),
  ].map((role) => [role.id, role]),
);

function held({ id }: BuiltInRole, condition?: string, scope = subscription): RoleAssignment {
  const assignment = `${scope}/providers/Microsoft.Authorization/roleAssignments/403`;
  return {
    id: assignment,
    scope,
    roleId: id,
    principalId: botObjectId,
    principalType: 'ServicePrincipal',
    ...(condition !== undefined && { condition }),
  };
}

/** The condition of the documentation with other limits for writing, and for deleting. */
function limitedTo(write: string, remove = write): string {
  return (
    `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (${write.replaceAll('@It', '@Request')})) AND ` +
    `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR (${remove.replaceAll('@It', '@Resource')}))`
  );
}

const roleIn = (...ids: string[]) =>
  `@It[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${ids.join(', ')}}`;
const typeIn = (...types: string[]) =>
  `@It[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {${types.map((type) => `'${type}'`).join(', ')}}`;
const alex = 'a1e50000-0000-4000-8000-000000000001';
const toAlex = `@It[Microsoft.Authorization/roleAssignments:PrincipalId] ForAnyOfAnyValues:GuidEquals {${alex}}`;
const dataRoles = roleIn(ADT_DATA_OWNER.id, ADT_DATA_READER.id);
const usersAndApps = typeIn('User', 'ServicePrincipal');

const letsOf = (...assignments: RoleAssignment[]) =>
  judgeOwnRoles(assignments, definitions).excess.map(({ lets }) => lets);

describe("the bot's own right", () => {
  const narrow: [what: string, assignment: RoleAssignment][] = [
    ['the condition of the documentation', held(RBAC_ADMINISTRATOR, DELEGATION_CONDITION)],
    ['that condition in a custom role', held(custom, DELEGATION_CONDITION)],
    ['less: one data role', held(RBAC_ADMINISTRATOR, limitedTo(`${roleIn(ADT_DATA_READER.id)} AND ${usersAndApps}`))],
    ['less: one person', held(RBAC_ADMINISTRATOR, limitedTo(`${dataRoles} AND ${usersAndApps} AND ${toAlex}`))],
    ['Reader', held(READER)],
    ['Contributor, which assigns no roles', held(CONTRIBUTOR)],
  ];
  for (const [what, assignment] of narrow) {
    it(`is not too wide with ${what}`, () => assert.deepEqual(letsOf(assignment), []));
  }

  const wide: [what: string, assignment: RoleAssignment, lets: string[]][] = [
    ['Owner', held(OWNER), ['assign every role to anyone']],
    ['User Access Administrator', held(USER_ACCESS_ADMINISTRATOR), ['assign every role to anyone']],
    ['a role administrator without a condition', held(RBAC_ADMINISTRATOR), ['assign every role to anyone']],
    ['a custom role without a condition', held(custom), ['assign every role to anyone']],
    [
      'Owner of another group',
      held(OWNER, undefined, `${subscription}/resourceGroups/other`),
      ['assign every role to anyone'],
    ],
    [
      'Owner of a management group',
      held(OWNER, undefined, '/providers/Microsoft.Management/managementGroups/contoso'),
      ['assign every role to anyone'],
    ],
    ['Owner of the root', held(OWNER, undefined, '/'), ['assign every role to anyone']],
    [
      'User Access Administrator with the condition, which limits nothing but role assignments',
      held(USER_ACCESS_ADMINISTRATOR, DELEGATION_CONDITION),
      [
        'change what roles allow',
        'assign roles by a schedule',
        'make people eligible for roles',
        'remove deny assignments',
        'take over the whole tenant',
      ],
    ],
    [
      'one more role',
      held(RBAC_ADMINISTRATOR, limitedTo(`${roleIn(ADT_DATA_READER.id, OWNER.id)} AND ${usersAndApps}`)),
      ['assign Owner', 'take away Owner'],
    ],
    [
      'one more role that is nowhere else',
      held(RBAC_ADMINISTRATOR, limitedTo(`${roleIn(custom.id)} AND ${usersAndApps}`)),
      ['assign Twins gatekeeper', 'take away Twins gatekeeper'],
    ],
    [
      'groups',
      held(RBAC_ADMINISTRATOR, limitedTo(dataRoles)),
      ['assign data roles to Group, ForeignGroup, Device', 'take away data roles from Group, ForeignGroup, Device'],
    ],
    [
      'all roles but the privileged ones',
      held(
        RBAC_ADMINISTRATOR,
        limitedTo(
          `@It[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {${OWNER.id}, ${USER_ACCESS_ADMINISTRATOR.id}, ${RBAC_ADMINISTRATOR.id}}`,
        ),
      ),
      [
        'assign roles that its condition does not name',
        'assign data roles to Group, ForeignGroup, Device',
        'take away roles that its condition does not name',
        'take away data roles from Group, ForeignGroup, Device',
      ],
    ],
    [
      'a limit on writing alone',
      held(RBAC_ADMINISTRATOR, limitedTo(`${dataRoles} AND ${usersAndApps}`, `${dataRoles} OR !(${dataRoles})`)),
      ['take away every role'],
    ],
    [
      'every role for one person',
      held(RBAC_ADMINISTRATOR, limitedTo(`(${dataRoles} AND ${usersAndApps}) OR ${toAlex}`)),
      [
        'assign what its condition allows, which cannot be judged from here',
        'take away what its condition allows, which cannot be judged from here',
      ],
    ],
    [
      'a condition that is not understood',
      held(RBAC_ADMINISTRATOR, "@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Bot] StringEquals 'yes'"),
      [
        'assign what its condition allows, which cannot be judged from here',
        'take away what its condition allows, which cannot be judged from here',
      ],
    ],
  ];
  for (const [what, assignment, lets] of wide) {
    it(`is too wide with ${what}`, () => assert.deepEqual(letsOf(assignment), [lets]));
  }

  it('is not known while a role has no definition', () => {
    const lost = held({ id: '10570000-0000-4000-8000-000000000001', name: 'Lost' });
    assert.deepEqual(judgeOwnRoles([lost], definitions), { excess: [], unread: [lost] });
  });

  it('counts each assignment by itself, so that a narrow one hides no wide one', () => {
    assert.equal(letsOf(held(RBAC_ADMINISTRATOR, DELEGATION_CONDITION), held(READER), held(OWNER)).length, 1);
  });
});

describe('the right to give the data roles', () => {
  const bot = new Set([botObjectId]);
  const may = (assignments: RoleAssignment[], denies: DenyAssignment[] = []) =>
    mayGiveDataRoles({ assignments, definitions, denies }, bot, instance);

  it('is given by the condition of the documentation, at or above the instance', () => {
    assert.equal(may([held(RBAC_ADMINISTRATOR, DELEGATION_CONDITION)]), 'allow');
    const elsewhere = held(RBAC_ADMINISTRATOR, DELEGATION_CONDITION, `${subscription}/resourceGroups/other`);
    assert.equal(may([elsewhere]), 'deny');
  });

  it('is not given by reading, or by half of it', () => {
    assert.equal(may([held(READER)]), 'deny');
    assert.equal(may([held(RBAC_ADMINISTRATOR, limitedTo(roleIn(ADT_DATA_READER.id)))]), 'deny');
    assert.equal(may([held(RBAC_ADMINISTRATOR, limitedTo(dataRoles, roleIn(ADT_DATA_READER.id)))]), 'deny');
    assert.equal(may([held(RBAC_ADMINISTRATOR, limitedTo(`${dataRoles} AND ${typeIn('User')}`))]), 'deny');
  });

  it('is not certain where it depends on who gets the role', () => {
    assert.equal(may([held(RBAC_ADMINISTRATOR, limitedTo(`${dataRoles} AND ${toAlex}`))]), 'unknown');
  });

  it('ends where a deny assignment begins', () => {
    const deny: DenyAssignment = {
      id: 'deny',
      name: 'Locked',
      scope: subscription,
      permissions: [{ actions: ['Microsoft.Authorization/*'], notActions: [], dataActions: [], notDataActions: [] }],
      principals: [botObjectId],
      excludePrincipals: [],
      doNotApplyToChildScopes: false,
    };
    assert.equal(may([held(RBAC_ADMINISTRATOR, DELEGATION_CONDITION)], [deny]), 'deny');
  });
});

describe('a role that only reads', () => {
  for (const [role, more] of [
    [READER, false],
    [CONTRIBUTOR, true],
    [OWNER, true],
    [custom, true],
  ] as const) {
    it(`is ${more ? 'not ' : ''}${role.name}`, () => {
      const found = definitions.get(role.id);
      assert.equal(found && doesMoreThanRead(found), more);
    });
  }

  it('is none with rights on data', () => {
    const reader = defined(READER, ['*/read']);
    const permissions = reader.permissions.map((each) => ({
      ...each,
      dataActions: ['Microsoft.DigitalTwins/query/action'],
    }));
    assert.ok(doesMoreThanRead({ ...reader, permissions }));
  });
});
