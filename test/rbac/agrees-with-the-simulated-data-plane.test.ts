import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type AccessTenant, allows } from '../../playground/azure/access.ts';
import { evaluateAccess } from '../../src/rbac/evaluate.ts';
import {
  type AccessQuestion,
  type AccessRecords,
  ALL_PRINCIPALS,
  type DenyAssignment,
  type RoleAssignment,
  type RoleDefinition,
} from '../../src/rbac/model.ts';

const ASSIGN = 'Microsoft.Authorization/roleAssignments/write';

const guid = (kind: string, n: number) => `${kind.repeat(8)}-0000-4000-8000-${`${n}`.padStart(12, '0')}`;
const users = [guid('a', 1), guid('a', 2)];
const groups = [guid('b', 1), guid('b', 2), guid('b', 3)];
const principals = [...users, ...groups];
const roleIds = [guid('c', 1), guid('c', 2), guid('c', 3), guid('c', 4)];

/** Two subscriptions: one under plants, which is under contoso; the other right under the tenant root. */
const subscriptionIds = [guid('d', 1), guid('d', 2)];
const hierarchy = {
  managementGroups: [{ name: 'Contoso' }, { name: 'Plants', parent: 'Contoso' }, { name: 'Office', parent: 'Contoso' }],
  subscriptions: [{ subscriptionId: guid('d', 1), managementGroup: 'Plants' }, { subscriptionId: guid('d', 2) }],
};
const managementGroup = (name: string) => `/providers/Microsoft.Management/managementGroups/${name}`;
const groupsAbove = (scope: string) => new Set(scope.toLowerCase().includes(guid('d', 1)) ? ['contoso', 'plants'] : []);

const instanceIds = subscriptionIds.flatMap((id) =>
  ['rg1/plant-a', 'rg1/plant-ab', 'rg10/plant-a'].map((path) => {
    const [group, name] = path.split('/');
    return `/subscriptions/${id}/resourceGroups/${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name}`;
  }),
);
const aboveInstances = [
  '/',
  ...hierarchy.managementGroups.map(({ name }) => managementGroup(name)),
  ...subscriptionIds.map((id) => `/subscriptions/${id}`),
  ...instanceIds.map((id) => id.slice(0, id.indexOf('/providers'))),
];

/** The same text, as the different interfaces of Azure spell it. */
const spelt = (text: string) => fc.constantFrom(text, text.toLowerCase(), text.toUpperCase());
/** The instance that is tried, mostly: random records that never meet would agree on nothing but no. */
const [tried = ''] = instanceIds;
/** What is above it, and a management group beside it. */
const nearTried = [
  '/',
  managementGroup('Contoso'),
  managementGroup('Plants'),
  managementGroup('Office'),
  `/subscriptions/${guid('d', 1)}`,
  `/subscriptions/${guid('d', 1)}/resourceGroups/rg1`,
];
const scope = fc
  .oneof(
    { weight: 3, arbitrary: fc.constantFrom(tried, ...nearTried) },
    { weight: 1, arbitrary: fc.constantFrom(...aboveInstances, ...instanceIds) },
  )
  .chain((id) => fc.oneof(spelt(id), fc.constant(id === '/' ? id : `${id}/`)));

const patterns = [
  '*',
  '*/read',
  'Microsoft.DigitalTwins/*',
  'Microsoft.DigitalTwins/*/write',
  'Microsoft.DigitalTwins/digitaltwins/*',
  'Microsoft.DigitalTwins/digitaltwins/read',
  'Microsoft.DigitalTwins/query/action',
  'microsoft.digitaltwins/MODELS/write',
  'Microsoft.Authorization/*',
  'Microsoft.Authorization/*/Write',
  ASSIGN,
];
const some = fc.array(fc.oneof(fc.constant('*'), fc.constantFrom(...patterns)), { minLength: 1, maxLength: 2 });
const few = fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: some });
const parts = { actions: some, notActions: few, dataActions: some, notDataActions: few };

/** Limits of delegation in the two halves that the portal writes, and one that nobody here can read. */
const request = (attribute: string) => `@Request[Microsoft.Authorization/roleAssignments:${attribute}]`;
const limit = fc.oneof(
  fc
    .subarray(roleIds, { minLength: 1 })
    .map((ids) => `${request('RoleDefinitionId')} ForAnyOfAnyValues:GuidEquals {${ids.join(', ')}}`),
  fc
    .subarray(principals, { minLength: 1 })
    .map((ids) => `${request('PrincipalId')} ForAnyOfAnyValues:GuidEquals {${ids.join(',')}}`),
  fc
    .constantFrom('user', 'Group')
    .map((type) => `${request('PrincipalType')} ForAnyOfAnyValues:StringEqualsIgnoreCase {'${type}'}`),
);
const delegation = fc.array(limit, { minLength: 1, maxLength: 2 }).map((limits) => {
  const half = (verb: string, text: string) =>
    `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${verb}'})) OR (${text}))`;
  const text = limits.join(' AND ');
  return `${half('write', text)} AND ${half('delete', text.replaceAll('@Request', '@Resource'))}`;
});
const condition = fc.oneof(delegation, fc.constant("@Resource[Microsoft.Storage/x:name] StringLike 'a*'"));

const assignment: fc.Arbitrary<RoleAssignment> = fc.record(
  {
    id: fc.constant('/providers/Microsoft.Authorization/roleAssignments/x'),
    scope,
    // The last one stands for a definition that is gone.
    roleId: fc.constantFrom(...roleIds, guid('c', 9)),
    principalId: fc.constantFrom(...principals).chain(spelt),
    principalType: fc.constantFrom('User' as const, 'Group' as const),
    condition,
  },
  { requiredKeys: ['id', 'scope', 'roleId', 'principalId', 'principalType'] },
);

const deny: fc.Arbitrary<DenyAssignment> = fc.record({
  id: fc.constant('/providers/Microsoft.Authorization/denyAssignments/x'),
  name: fc.constant('Locked'),
  scope,
  permissions: fc.array(
    fc.record(
      { ...parts, condition: fc.constant('c') },
      { requiredKeys: ['actions', 'notActions', 'dataActions', 'notDataActions'] },
    ),
    { minLength: 1, maxLength: 2 },
  ),
  principals: fc.array(fc.constantFrom(...principals, ALL_PRINCIPALS), { minLength: 1, maxLength: 2 }),
  excludePrincipals: fc.array(fc.constantFrom(...principals).chain(spelt), { maxLength: 1 }),
  doNotApplyToChildScopes: fc.boolean(),
});

const tenant = fc.record({
  assignments: fc.array(assignment, { minLength: 1, maxLength: 6 }),
  denies: fc.oneof(fc.constant<DenyAssignment[]>([]), fc.array(deny, { maxLength: 2 })),
  definitions: fc.array(fc.array(fc.record(parts), { minLength: 1, maxLength: 2 }), { minLength: 4, maxLength: 4 }),
  /** Members of each group, other groups among them, in circles too. */
  members: fc.array(fc.subarray(principals, { maxLength: 2 }), { minLength: 3, maxLength: 3 }),
});

const attempt = fc.record({
  user: fc.constantFrom(...users),
  scope: fc.oneof(fc.constant(tried), fc.constantFrom(...instanceIds)).chain(spelt),
  act: fc.oneof(
    fc.record({
      plane: fc.constant('data' as const),
      action: fc
        .constantFrom('digitaltwins/read', 'digitaltwins/relationships/write', 'models/write', 'query/action')
        .map((action) => `Microsoft.DigitalTwins/${action}`),
    }),
    fc.record({
      plane: fc.constant('control' as const),
      action: fc.constantFrom(ASSIGN, 'Microsoft.DigitalTwins/digitalTwinsInstances/read'),
    }),
  ),
  write: fc.option(
    fc.record({
      roleId: fc.constantFrom(...roleIds),
      principalId: fc.constantFrom(...principals),
      principalType: fc.constantFrom('User' as const, 'Group' as const),
    }),
    { nil: undefined },
  ),
  /** Whether the records are those that Azure lists at or above the scope, or all of the tenant's. */
  listed: fc.boolean(),
});

type Tenant = typeof tenant extends fc.Arbitrary<infer T> ? T : never;
type Attempt = typeof attempt extends fc.Arbitrary<infer T> ? T : never;

function ours({ assignments, denies, definitions, members }: Tenant, { user, scope, act, write, listed }: Attempt) {
  const above = groupsAbove(scope);
  // Azure lists no management group that is not above; everything else that is beside the scope may well be in the records.
  const isListed = (one: { scope: string }) => {
    const [, group] = /managementgroups\/([^/]+)/.exec(one.scope.toLowerCase()) ?? [];
    return !listed || group === undefined || above.has(group);
  };
  const records: AccessRecords = {
    assignments: assignments.filter(isListed),
    denies: denies.filter(isListed),
    definitions: new Map(
      definitions.map((permissions, index): [string, RoleDefinition] => {
        const id = roleIds[index] ?? '';
        return [id, { id, name: id, type: 'CustomRole', permissions }];
      }),
    ),
  };
  const question: AccessQuestion = {
    ...act,
    scope,
    principalIds: groupsOf(user, members),
    ...(write && { write }),
    ...(!listed && { managementGroups: above }),
  };
  return evaluateAccess(question, records).access;
}

function groupsOf(member: string, members: string[][], seen = new Set<string>()): Set<string> {
  if (seen.has(member)) return seen;
  seen.add(member);
  groups.forEach((group, index) => {
    if (members[index]?.includes(member)) groupsOf(group, members, seen);
  });
  return seen;
}

function theirs({ assignments, denies, definitions, members }: Tenant, { user, scope, act, write }: Attempt): boolean {
  const simulated: AccessTenant = {
    ...hierarchy,
    roleAssignments: assignments.map(({ roleId, ...one }) => ({
      ...one,
      roleDefinitionId: `/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/${roleId}`,
    })),
    roleDefinitions: definitions.map((permissions, index) => ({ name: roleIds[index] ?? '', permissions })),
    denyAssignments: denies.map((one) => ({ ...one, denyAssignmentName: one.name })),
    groups: groups.map((id, index) => ({ id, members: members[index] ?? [] })),
  };
  const attributes = write && { ...write, roleDefinitionId: write.roleId };
  return allows(simulated, user, act.action, act.plane, scope, attributes);
}

describe('the evaluation of access', () => {
  it('agrees with the simulated tenant wherever it is sure', () => {
    const answers = { allow: 0, deny: 0, unknown: 0 };
    fc.assert(
      fc.property(tenant, attempt, (records, tried) => {
        const answer = ours(records, tried);
        answers[answer] += 1;
        if (answer !== 'unknown') assert.equal(answer === 'allow', theirs(records, tried));
      }),
      { numRuns: 10_000 },
    );
    // Agreement means little unless each answer comes up often.
    for (const [answer, count] of Object.entries(answers)) assert.ok(count > 300, `${answer}: ${count}`);
  });
});
