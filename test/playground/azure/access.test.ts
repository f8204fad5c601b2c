import assert from 'node:assert/strict';
import { type AccessTenant, allows } from '../../../playground/azure/access.ts';
import { delegationAllows } from '../../../playground/azure/delegation-condition.ts';

const INSTANCE = '/subscriptions/s1/resourceGroups/rg1/providers/Microsoft.DigitalTwins/digitalTwinsInstances/a';
const READ = 'Microsoft.DigitalTwins/models/read';
const permission = { actions: [], notActions: [], dataActions: [], notDataActions: [] };

function tenant(change: Partial<AccessTenant> = {}): AccessTenant {
  return {
    roleDefinitions: [
      { name: 'data', permissions: [{ ...permission, dataActions: ['Microsoft.DigitalTwins/*'] }] },
      { name: 'all', permissions: [{ ...permission, actions: ['*'] }] },
    ],
    roleAssignments: [{ scope: INSTANCE, roleDefinitionId: 'data', principalId: 'alex' }],
    denyAssignments: [],
    groups: [],
    ...change,
  };
}

const held = (scope: string, roleDefinitionId = 'data', principalId = 'alex') => ({
  roleAssignments: [{ scope, roleDefinitionId, principalId }],
});

describe('the simulated services’ own access decision', () => {
  it('inherits from above, and stops at a whole segment', () => {
    assert.equal(allows(tenant(held('/')), 'alex', READ, 'data', INSTANCE), true);
    assert.equal(allows(tenant(held('/SUBSCRIPTIONS/S1')), 'alex', READ, 'data', INSTANCE), true);
    assert.equal(allows(tenant(held('/subscriptions/s1/resourceGroups/rg')), 'alex', READ, 'data', INSTANCE), false);
    assert.equal(allows(tenant(held(`${INSTANCE}2`)), 'alex', READ, 'data', INSTANCE), false);
  });

  it('inherits from management groups', () => {
    const above = {
      managementGroups: [{ name: 'root' }, { name: 'plants', parent: 'root' }],
      subscriptions: [{ subscriptionId: 's1', managementGroup: 'plants' }],
    };
    const assigned = tenant({ ...above, ...held('/providers/Microsoft.Management/managementGroups/root') });
    assert.equal(allows(assigned, 'alex', READ, 'data', INSTANCE), true);
    assert.equal(allows(assigned, 'alex', READ, 'data', INSTANCE.replace('s1', 's2')), false);
  });

  it('never lets a control-plane wildcard reach the data plane', () => {
    assert.equal(allows(tenant(held(INSTANCE, 'all')), 'alex', READ, 'data', INSTANCE), false);
    assert.equal(allows(tenant(held(INSTANCE, 'all')), 'alex', READ, 'control', INSTANCE), true);
  });

  it('looks through groups in groups, and survives a circle of them', () => {
    const groups = [
      { id: 'outer', members: ['inner'] },
      { id: 'inner', members: ['alex', 'outer'] },
    ];
    assert.equal(allows(tenant({ groups, ...held(INSTANCE, 'data', 'outer') }), 'alex', READ, 'data', INSTANCE), true);
  });

  it('lets a deny assignment win, except for those it leaves out and scopes it does not reach', () => {
    const deny = {
      name: 'd',
      denyAssignmentName: 'd',
      scope: '/subscriptions/s1',
      permissions: [{ ...permission, dataActions: ['*/read'] }],
      principals: ['00000000-0000-0000-0000-000000000000'],
      excludePrincipals: [] as string[],
      doNotApplyToChildScopes: false,
    };
    const decide = (change: Partial<typeof deny>) =>
      allows(tenant({ denyAssignments: [{ ...deny, ...change }] }), 'alex', READ, 'data', INSTANCE);
    assert.equal(decide({}), false);
    assert.equal(decide({ excludePrincipals: ['alex'] }), true);
    assert.equal(decide({ doNotApplyToChildScopes: true }), true);
    assert.equal(decide({ principals: ['megan'] }), true);
  });

  it('gives no data access through an assignment with a condition', () => {
    const [assignment] = held(INSTANCE).roleAssignments;
    const roleAssignments = assignment === undefined ? [] : [{ ...assignment, condition: 'true' }];
    assert.equal(allows(tenant({ roleAssignments }), 'alex', READ, 'data', INSTANCE), false);
  });
});

describe('the delegation condition', () => {
  const WRITE = 'Microsoft.Authorization/roleAssignments/write';
  const condition =
    "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR " +
    '(@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {r1, r2} AND ' +
    "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User'}))";
  const attributes = { roleDefinitionId: 'r2', principalId: 'alex', principalType: 'user' };

  it('lets the named roles and principal types pass, and every other action', () => {
    assert.equal(delegationAllows(condition, WRITE, attributes), true);
    assert.equal(delegationAllows(condition, 'Microsoft.Authorization/roleAssignments/read', undefined), true);
  });

  it('stops other roles, other principal types, and a write that it knows nothing about', () => {
    assert.equal(delegationAllows(condition, WRITE, { ...attributes, roleDefinitionId: 'r3' }), false);
    assert.equal(delegationAllows(condition, WRITE, { ...attributes, principalType: 'Group' }), false);
    assert.equal(delegationAllows(condition, WRITE, undefined), false);
  });

  it('stops everything when it is of another form', () => {
    assert.equal(
      delegationAllows(`${condition} AND @Environment[UtcNow] DateTimeLess '2030-01-01'`, WRITE, attributes),
      false,
    );
    assert.equal(delegationAllows('', WRITE, attributes), false);
  });
});
