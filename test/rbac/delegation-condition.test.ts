import assert from 'node:assert/strict';
import { judgeCondition } from '../../src/rbac/delegation-condition.ts';
import type { RoleAssignmentWrite } from '../../src/rbac/model.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER, RBAC_ADMINISTRATOR } from '../../src/rbac/roles.ts';

const alex = 'a1e50000-0000-4000-8000-000000000001';
const writeAction = 'Microsoft.Authorization/roleAssignments/write';
const owner: RoleAssignmentWrite = { roleId: ADT_DATA_OWNER.id, principalId: alex, principalType: 'User' };

/** A condition as the portal writes it: one half for adding, on the request, and one for removing, on what is there. */
function delegation(limits: string): string {
  return `
(
 (
  !(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})
 )
 OR
 (
  ${limits.replaceAll('@It', '@Request')}
 )
)
AND
(
 (
  !(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})
 )
 OR
 (
  ${limits.replaceAll('@It', '@Resource')}
 )
)
`;
}

const role = '@It[Microsoft.Authorization/roleAssignments:RoleDefinitionId]';
const principal = '@It[Microsoft.Authorization/roleAssignments:PrincipalId]';
const principalType = '@It[Microsoft.Authorization/roleAssignments:PrincipalType]';
const dataRoles = `{${ADT_DATA_OWNER.id}, ${ADT_DATA_READER.id.toUpperCase()}}`;
const privileged = `{${OWNER.id}, ${RBAC_ADMINISTRATOR.id}}`;

const templates = {
  'constrain roles': delegation(`${role} ForAnyOfAnyValues:GuidEquals ${dataRoles}`),
  'constrain roles and principal types': delegation(
    `${role} ForAnyOfAnyValues:GuidEquals ${dataRoles}\n  AND\n  ${principalType} ForAnyOfAnyValues:StringEqualsIgnoreCase {'user', 'ServicePrincipal'}`,
  ),
  'constrain roles and principals': delegation(
    `${role} ForAnyOfAnyValues:GuidEquals ${dataRoles} AND ${principal} ForAnyOfAnyValues:GuidEquals {${alex.toUpperCase()}}`,
  ),
  'allow all except specific roles': delegation(`${role} ForAnyOfAllValues:GuidNotEquals ${privileged}`),
};

describe('a condition that limits delegation', () => {
  for (const [name, condition] of Object.entries(templates)) {
    it(`by the template "${name}" allows what it names`, () => {
      assert.equal(judgeCondition(condition, { action: writeAction, write: owner }), 'allow');
    });

    it(`by the template "${name}" denies a privileged role`, () => {
      const write = { ...owner, roleId: OWNER.id };
      assert.equal(judgeCondition(condition, { action: writeAction, write }), 'deny');
    });

    it(`by the template "${name}" is read the same on one line`, () => {
      const line = condition.replace(/\s+/g, ' ').trim();
      assert.equal(judgeCondition(line, { action: writeAction, write: owner }), 'allow');
    });

    it(`by the template "${name}" does not touch other actions`, () => {
      assert.equal(judgeCondition(condition, { action: 'Microsoft.Authorization/roleAssignments/read' }), 'allow');
    });

    it(`by the template "${name}" is unknown while the assignment to be written is not known`, () => {
      assert.equal(judgeCondition(condition, { action: writeAction }), 'unknown');
    });

    it(`by the template "${name}" is unknown for a removal, which depends on what is there`, () => {
      const action = 'Microsoft.Authorization/roleAssignments/delete';
      assert.equal(judgeCondition(condition, { action, write: owner }), 'unknown');
    });

    it(`by the template "${name}" judges a removal by what is removed`, () => {
      const action = 'Microsoft.Authorization/roleAssignments/delete';
      assert.equal(judgeCondition(condition, { action, removed: owner }), 'allow');
      assert.equal(judgeCondition(condition, { action, removed: { ...owner, roleId: OWNER.id } }), 'deny');
    });
  }

  it('denies a principal type that is not named', () => {
    const condition = templates['constrain roles and principal types'];
    const write: RoleAssignmentWrite = { ...owner, principalType: 'Group' };
    assert.equal(judgeCondition(condition, { action: writeAction, write }), 'deny');
  });

  it('denies a principal that is not named', () => {
    const condition = templates['constrain roles and principals'];
    const write = { ...owner, principalId: 'b2e50000-0000-4000-8000-000000000002' };
    assert.equal(judgeCondition(condition, { action: writeAction, write }), 'deny');
  });
});

/** Judged on Data Owner for Alex, a user. */
function judge(condition: string): string {
  return judgeCondition(condition, { action: writeAction, write: owner });
}

const requestRole = role.replace('@It', '@Request');
const requestType = principalType.replace('@It', '@Request');
const yes = `${requestType} StringEquals 'User'`;
const no = `${requestType} StringEquals 'Group'`;
const maybe = "@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name] StringEquals 'logs'";

describe('a condition', () => {
  const judged: [condition: string, answer: 'allow' | 'deny' | 'unknown'][] = [
    [yes, 'allow'],
    [no, 'deny'],
    [maybe, 'unknown'],
    // Three-valued logic: what cannot be told matters only where it would change the answer.
    [`${yes} OR ${maybe}`, 'allow'],
    [`${no} OR ${maybe}`, 'unknown'],
    [`${no} || ${no}`, 'deny'],
    [`${no} AND ${maybe}`, 'deny'],
    [`${yes} AND ${maybe}`, 'unknown'],
    [`${yes} && ${yes} and ${yes}`, 'allow'],
    [`NOT (${no})`, 'allow'],
    [`!(${maybe})`, 'unknown'],
    [`!!(${yes})`, 'allow'],
    ["ActionMatches{'Microsoft.Authorization/roleAssignments/*'}", 'allow'],
    ["ActionMatches{'Microsoft.Storage/*'}", 'deny'],
    // Operators and quantifiers.
    [`${requestRole} GuidEquals ${ADT_DATA_OWNER.id}`, 'allow'],
    [`${requestRole} GuidEquals '${ADT_DATA_OWNER.id}'`, 'allow'],
    [`${requestRole} GuidNotEquals ${ADT_DATA_OWNER.id}`, 'deny'],
    [`${requestRole} ForAllOfAnyValues:GuidEquals ${dataRoles}`, 'allow'],
    [`${requestRole} ForAllOfAllValues:GuidNotEquals ${dataRoles}`, 'deny'],
    [`${requestRole} ForAnyOfAllValues:GuidEquals ${dataRoles}`, 'deny'],
    [`${requestRole} ForAnyOfAnyValues:GuidNotEquals ${dataRoles}`, 'allow'],
    [`${requestType} StringEquals 'user'`, 'deny'],
    [`${requestType} StringEqualsIgnoreCase 'user'`, 'allow'],
    [`${requestType} StringNotEquals 'user'`, 'allow'],
    [`${requestType} StringNotEqualsIgnoreCase 'user'`, 'deny'],
    // Well formed, and beyond what can be told.
    [`${requestType} StringLike 'U*'`, 'unknown'],
    [`${requestRole} ForSomeOfFewValues:GuidEquals ${dataRoles}`, 'unknown'],
    [`${requestRole} GuidEquals @Principal[Microsoft.Directory/CustomSecurityAttributes/Id:Role]`, 'unknown'],
    ["@Request[subOperation] ForAnyOfAnyValues:StringEquals {'x'}", 'unknown'],
    ['@Environment[isPrivateLink] BoolEquals true', 'unknown'],
    [`Exists ${requestRole}`, 'unknown'],
    [`${no} AND Exists ${requestRole}`, 'deny'],
    ["SubOperationMatches{'Blob.List'}", 'unknown'],
    // AND beside OR without parentheses has no order.
    [`${yes} OR ${yes} AND ${yes}`, 'unknown'],
    [`(${yes} OR ${no}) AND ${yes}`, 'allow'],
  ];
  for (const [condition, answer] of judged)
    it(`${condition} is ${answer}`, () => assert.equal(judge(condition), answer));

  const broken = [
    '',
    '   ',
    'true',
    '"quoted"',
    `(${yes}`,
    `${yes})`,
    `${yes} AND`,
    `${yes} ${yes}`,
    `AND ${yes}`,
    '()',
    '!',
    'NOT',
    'Exists',
    "Exists 'x'",
    `${yes} OR Exists`,
    "ActionMatches{''",
    'ActionMatches{write}',
    "Matches{'x'}",
    `${requestRole} GuidEquals`,
    `${requestRole} 'GuidEquals' {x}`,
    `${requestRole} GuidEquals {}`,
    `${requestRole} GuidEquals (`,
    `${yes} OR ${requestRole} GuidEquals {a, }`,
    `${'('.repeat(5000)}${yes}${')'.repeat(5000)}`,
    '!'.repeat(8000),
  ];
  for (const condition of broken)
    it(`that is not understood as a whole decides nothing: ${condition.slice(0, 60)}`, () =>
      assert.equal(judge(condition), 'unknown'));
});
