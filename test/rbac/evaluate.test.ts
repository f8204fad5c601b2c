import assert from 'node:assert/strict';
import { evaluateAccess } from '../../src/rbac/evaluate.ts';
import {
  type AccessQuestion,
  type AccessRecords,
  ALL_PRINCIPALS,
  type DenyAssignment,
  type RoleAssignment,
  type RoleDefinition,
  type RolePermission,
} from '../../src/rbac/model.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, CONTRIBUTOR, OWNER, RBAC_ADMINISTRATOR } from '../../src/rbac/roles.ts';

const alex = 'a1e50000-0000-4000-8000-000000000001';
const engineers = '9e000000-0000-4000-8000-000000000001';
const subscription = '/subscriptions/11111111-1111-1111-1111-111111111111';
const group = `${subscription}/resourceGroups/rg-plants`;
const plantA = `${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-a`;
const plantB = plantA.replace('plant-a', 'plant-b');

const none: RolePermission = { actions: [], notActions: [], dataActions: [], notDataActions: [] };
const twins = (...types: string[]) => types.map((type) => `Microsoft.DigitalTwins/${type}`);

const definitions = new Map<string, RoleDefinition>(
  [
    role(ADT_DATA_OWNER.id, [{ ...none, dataActions: twins('digitaltwins/*', 'models/*', 'query/*') }]),
    role(ADT_DATA_READER.id, [{ ...none, dataActions: twins('digitaltwins/read', 'models/read', 'query/action') }]),
    role(OWNER.id, [{ ...none, actions: ['*'] }]),
    role(CONTRIBUTOR.id, [{ ...none, actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] }]),
    role(RBAC_ADMINISTRATOR.id, [{ ...none, actions: ['Microsoft.Authorization/roleAssignments/write', '*/read'] }]),
    role('custom-all-but-models', [{ ...none, dataActions: ['*'], notDataActions: twins('models/*') }]),
    role('custom-two-blocks', [
      { ...none, dataActions: ['*'], notDataActions: ['*'] },
      { ...none, dataActions: twins('models/write') },
    ]),
  ].map((definition) => [definition.id, definition]),
);

function role(id: string, permissions: RolePermission[]): RoleDefinition {
  return { id, name: id, type: 'CustomRole', permissions };
}

function holds(roleId: string, more: Partial<RoleAssignment> = {}): RoleAssignment {
  return { id: `assignment-of-${roleId}`, scope: plantA, roleId, principalId: alex, principalType: 'User', ...more };
}

function deny(more: Partial<DenyAssignment> = {}): DenyAssignment {
  return {
    id: 'deny-1',
    name: 'Locked by a deployment stack',
    scope: plantA,
    permissions: [{ ...none, dataActions: ['*'] }],
    principals: [alex],
    excludePrincipals: [],
    doNotApplyToChildScopes: false,
    ...more,
  };
}

function ask(records: Partial<AccessRecords>, question: Partial<AccessQuestion> = {}) {
  return evaluateAccess(
    {
      action: 'Microsoft.DigitalTwins/models/write',
      plane: 'data',
      scope: plantA,
      principalIds: new Set([alex, engineers]),
      ...question,
    },
    { assignments: [], definitions, denies: [], ...records },
  );
}

const noRole = { access: 'deny', because: 'no-role' };

describe('access to a digital twins instance', () => {
  it('is denied where no role is held', () => assert.deepEqual(ask({}), noRole));

  it('is allowed by a data role at the instance, and says by which assignment', () => {
    const assignment = holds(ADT_DATA_OWNER.id);
    assert.deepEqual(ask({ assignments: [assignment] }), { access: 'allow', by: [assignment] });
  });

  it('is allowed by a role at any scope above', () => {
    for (const scope of [group, subscription, '/', '/providers/Microsoft.Management/managementGroups/factory']) {
      assert.equal(ask({ assignments: [holds(ADT_DATA_OWNER.id, { scope })] }).access, 'allow', scope);
    }
  });

  it('is not allowed by a role on another instance', () => {
    assert.deepEqual(ask({ assignments: [holds(ADT_DATA_OWNER.id, { scope: plantB })] }), noRole);
  });

  it('is not allowed by a management group that is not above', () => {
    const scope = '/providers/Microsoft.Management/managementGroups/office';
    const records = { assignments: [holds(ADT_DATA_OWNER.id, { scope })] };
    assert.deepEqual(ask(records, { managementGroups: new Set(['factory']) }), noRole);
  });

  it('is allowed through a group, with ids compared without case', () => {
    const assignment = holds(ADT_DATA_OWNER.id, {
      principalId: engineers.toUpperCase(),
      principalType: 'Group',
      roleId: ADT_DATA_OWNER.id.toUpperCase(),
    });
    assert.equal(ask({ assignments: [assignment] }).access, 'allow');
  });

  it("is not allowed by somebody else's role", () => {
    const principalId = 'b2e50000-0000-4000-8000-000000000002';
    assert.deepEqual(ask({ assignments: [holds(ADT_DATA_OWNER.id, { principalId })] }), noRole);
  });

  it('is not allowed by Owner or Contributor, whose star is of the control plane', () => {
    assert.deepEqual(ask({ assignments: [holds(OWNER.id), holds(CONTRIBUTOR.id)] }), noRole);
  });

  it('is denied for a write to a Data Reader, who may query', () => {
    const records = { assignments: [holds(ADT_DATA_READER.id)] };
    assert.deepEqual(ask(records), noRole);
    assert.equal(ask(records, { action: 'Microsoft.DigitalTwins/query/action' }).access, 'allow');
  });

  it('names every assignment that allows it', () => {
    const assignments = [holds(ADT_DATA_OWNER.id), holds(ADT_DATA_OWNER.id, { scope: group })];
    assert.deepEqual(ask({ assignments }), { access: 'allow', by: assignments });
  });
});

describe('NotActions', () => {
  it('subtract within their own role', () => {
    assert.deepEqual(ask({ assignments: [holds('custom-all-but-models')] }), noRole);
    const write = { action: 'Microsoft.Authorization/roleAssignments/write', plane: 'control' } as const;
    assert.deepEqual(ask({ assignments: [holds(CONTRIBUTOR.id)] }, write), noRole);
  });

  it('take nothing from another role', () => {
    const owner = holds(ADT_DATA_OWNER.id);
    assert.deepEqual(ask({ assignments: [holds('custom-all-but-models'), owner] }), { access: 'allow', by: [owner] });
  });

  it('take nothing from another permission block of the same role', () => {
    assert.equal(ask({ assignments: [holds('custom-two-blocks')] }).access, 'allow');
  });
});

describe('a deny assignment', () => {
  const assignments = [holds(ADT_DATA_OWNER.id, { scope: subscription })];

  it('goes before every role', () => {
    const by = [deny()];
    assert.deepEqual(ask({ assignments, denies: by }), { access: 'deny', because: 'deny-assignment', by });
  });

  it('is named as the reason also where no role is held', () => {
    assert.deepEqual(ask({ denies: [deny()] }), { access: 'deny', because: 'deny-assignment', by: [deny()] });
  });

  const applying: [name: string, deny: DenyAssignment][] = [
    ['inherited from above', deny({ scope: group })],
    ['for a group of the principal, with ids in any case', deny({ principals: [engineers.toUpperCase()] })],
    ['for everyone', deny({ principals: [ALL_PRINCIPALS] })],
    ['for everyone but others', deny({ principals: [ALL_PRINCIPALS], excludePrincipals: ['somebody'] })],
    ['at this scope only', deny({ doNotApplyToChildScopes: true, scope: `${plantA.toUpperCase()}/` })],
    [
      'with a condition beside one without',
      deny({
        permissions: [
          { ...none, dataActions: ['*'], condition: 'c' },
          { ...none, dataActions: ['*'] },
        ],
      }),
    ],
  ];
  for (const [name, one] of applying)
    it(`${name} applies`, () => assert.equal(ask({ assignments, denies: [one] }).access, 'deny'));

  const notApplying: [name: string, deny: DenyAssignment][] = [
    ['of another instance', deny({ scope: plantB })],
    ['from above that is not for child scopes', deny({ scope: group, doNotApplyToChildScopes: true })],
    ['for somebody else', deny({ principals: ['somebody'] })],
    ['that excludes the principal', deny({ excludePrincipals: [alex.toUpperCase()] })],
    [
      'for everyone that excludes a group of the principal',
      deny({ principals: [ALL_PRINCIPALS], excludePrincipals: [engineers] }),
    ],
    ['of the control plane', deny({ permissions: [{ ...none, actions: ['*'] }] })],
    [
      'that leaves the action out',
      deny({ permissions: [{ ...none, dataActions: ['*'], notDataActions: twins('models/*') }] }),
    ],
    ['without permissions', deny({ permissions: [] })],
  ];
  for (const [name, one] of notApplying)
    it(`${name} does not apply`, () => assert.equal(ask({ assignments, denies: [one] }).access, 'allow'));

  it('of a management group that is not above does not apply', () => {
    const denies = [deny({ scope: '/providers/Microsoft.Management/managementGroups/office' })];
    assert.equal(ask({ assignments, denies }, { managementGroups: new Set(['factory']) }).access, 'allow');
    assert.equal(ask({ assignments, denies }, { managementGroups: new Set(['office']) }).access, 'deny');
  });

  it('with a condition leaves it unknown where a role would allow', () => {
    const conditional = deny({ permissions: [{ ...none, dataActions: ['*'], condition: 'c' }] });
    const reasons = [{ kind: 'deny-condition', deny: conditional }];
    assert.deepEqual(ask({ assignments, denies: [conditional] }), { access: 'unknown', reasons });
    assert.deepEqual(ask({ denies: [conditional] }), noRole);
  });
});

describe('a role assignment that cannot be judged', () => {
  const condition = "@Resource[Microsoft.DigitalTwins/x:name] StringEquals 'y'";
  const conditional = holds(ADT_DATA_OWNER.id, { condition });
  const undefinedRole = holds('deleted-role');

  it('leaves it unknown when it has a condition, whatever that says', () => {
    const passing = "!(ActionMatches{'Microsoft.Storage/*'})";
    assert.equal(ask({ assignments: [holds(ADT_DATA_OWNER.id, { condition: passing })] }).access, 'unknown');
    const reasons = [{ kind: 'condition', assignment: conditional }];
    assert.deepEqual(ask({ assignments: [conditional] }), { access: 'unknown', reasons });
  });

  it('leaves it unknown when its role definition is missing', () => {
    const reasons = [{ kind: 'missing-definition', assignment: undefinedRole }];
    assert.deepEqual(ask({ assignments: [undefinedRole] }), { access: 'unknown', reasons });
  });

  it('does not matter beside one that allows', () => {
    const owner = holds(ADT_DATA_OWNER.id, { scope: group });
    assert.deepEqual(ask({ assignments: [conditional, undefinedRole, owner] }), { access: 'allow', by: [owner] });
  });

  it('does not matter where its role lacks the action anyway', () => {
    assert.deepEqual(ask({ assignments: [holds(ADT_DATA_READER.id, { condition })] }), noRole);
  });

  it('is told beside a deny assignment that cannot be judged either', () => {
    const one = deny({ permissions: [{ ...none, dataActions: ['*'], condition: 'c' }] });
    assert.deepEqual(ask({ assignments: [conditional], denies: [one] }), {
      access: 'unknown',
      reasons: [
        { kind: 'condition', assignment: conditional },
        { kind: 'deny-condition', deny: one },
      ],
    });
  });
});

describe('the condition of an administrator', () => {
  const condition =
    "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {" +
    `${ADT_DATA_OWNER.id}}))`;
  const records = { assignments: [holds(RBAC_ADMINISTRATOR.id, { condition })] };
  const write = { roleId: ADT_DATA_OWNER.id, principalId: 'somebody', principalType: 'User' } as const;
  const question = { action: 'Microsoft.Authorization/roleAssignments/write', plane: 'control' } as const;

  it('allows the role it names', () => assert.equal(ask(records, { ...question, write }).access, 'allow'));

  it('refuses another role', () => {
    assert.deepEqual(ask(records, { ...question, write: { ...write, roleId: OWNER.id } }), noRole);
  });

  it('does not limit what it does not name', () => {
    const read = { ...question, action: 'Microsoft.Authorization/roleAssignments/read' };
    assert.equal(ask(records, read).access, 'allow');
  });

  it('is unknown while it is open which role is to be written', () => {
    assert.equal(ask(records, question).access, 'unknown');
  });
});
