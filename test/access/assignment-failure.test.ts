/** What Azure can answer to a role assignment, each with its end; through the real client, on the simulated tenant. */
import assert from 'node:assert/strict';
import type { AccessRequest } from '../../src/access/access-request.ts';
import { failureOf, isTemporary, needsMfa } from '../../src/access/assignment-failure.ts';
import { revoke } from '../../src/access/carry-out-end.ts';
import { cleanUp, giveUpGrant, grant } from '../../src/access/carry-out-grant.ts';
import { assignmentId } from '../../src/access/grants.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { DELEGATION_CONDITION } from '../../src/rbac/data-role-delegation.ts';
import { mayAssignRole } from '../../src/rbac/role-assigners.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { TenantError } from '../../src/tenant.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import { approved, granted, later, megan, requestIn } from './requests.ts';

const rbacAdministrator = 'Role Based Access Control Administrator';

/** ARM's body for an error. */
const arm = (status: number, code: string, message = 'As a test wants it.', headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: { error: { code, message } },
});
const challenge = {
  'www-authenticate':
    'Bearer authorization_uri="https://login.microsoftonline.com/", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlcyI6WyJwMSJdfX19"',
};

describe('what Azure answers to a role assignment', () => {
  let contoso: StartedTenant;
  let base: Partial<AccessRequest>;
  before(async () => {
    contoso = await startSmallTenant({
      roleAssignments: [{ principal: 'ADT Support', role: rbacAdministrator, scope: 'plant-a' }],
    });
    const alex = { objectId: contoso.idOf('alex'), displayName: 'Alex Wilber' };
    base = {
      requester: alex,
      subject: { ...alex, type: 'User' },
      instance: { id: contoso.instanceId(), name: 'plant-a', hostName: 'plant-a.api.weu.digitaltwins.azure.net' },
    };
  });
  after(() => contoso.close());
  const heals: (() => void)[] = [];
  afterEach(() => {
    for (const heal of heals.splice(0)) heal();
    contoso.state.roleAssignments.splice(0, Number.POSITIVE_INFINITY, ...contoso.state.roleAssignments.filter(isBots));
  });

  const isBots = ({ principalId }: { principalId: string }) => principalId !== contoso.idOf('alex');
  const ref = () => ({ tenantId: requestIn(approved).tenantId, requestId: 'req-1' });
  const around = (store: MemoryStore) => ({
    store,
    tenant: contoso.tenant,
    policy: DEFAULT_POLICY,
    now: () => later(10),
    botObjectId: async () => 'b0700000-0000-4000-8000-000000000001',
  });
  const standing = async (store: MemoryStore) => (await store.get(ref().tenantId, 'req-1'))?.status ?? assert.fail();
  const held = () => contoso.state.roleAssignments.filter((each) => !isBots(each));
  type Answer = ReturnType<typeof arm> | 'hang' | 'rubbish' | 'disconnect';
  const faulty = (answer: Answer, method = 'PUT', times?: number) => {
    heals.push(contoso.simulated.inject({ match: { service: 'arm', method }, answer, ...(times && { times }) }));
  };
  const ownId = () => assignmentId(contoso.instanceId(), contoso.idOf('alex'), ADT_DATA_OWNER.id);

  it('nothing wrong: granted, with its id and with who wrote it', async () => {
    const store = memoryStore(requestIn(approved, base));
    await grant(ref(), around(store));
    const status = await standing(store);
    assert.ok(status.state === 'granted');
    assert.deepEqual(status.assignment, { id: ownId(), outcome: 'created' });
    assert.equal(store.entries.at(-1)?.writtenBy, 'b0700000-0000-4000-8000-000000000001');
    assert.equal(held()[0]?.principalType, 'User');
  });

  it('it exists, by somebody else: adopted, nobody of ours wrote it, and it never ends by itself', async () => {
    contoso.state.roleAssignments.push({
      ...(contoso.state.roleAssignments[0] ?? assert.fail()),
      name: '9d1f3c55-7b0f-4a55-8f0e-2c4a7d9b5e77',
      scope: contoso.instanceId(),
      principalId: contoso.idOf('alex'),
      principalType: 'User',
      roleDefinitionId: ADT_DATA_OWNER.id,
    });
    const store = memoryStore(requestIn(approved, base));
    await grant(ref(), around(store));
    const status = await standing(store);
    assert.ok(status.state === 'granted' && status.assignment.outcome === 'adopted' && status.expiresAt === null);
    assert.equal(store.entries.at(-1)?.writtenBy, undefined);
  });

  it('it exists under our own name, because the answer to the first attempt got lost: ours, and it ends', async () => {
    await grant(ref(), around(memoryStore(requestIn(approved, base))));
    const store = memoryStore(requestIn(approved, base));
    await grant(ref(), around(store));
    const status = await standing(store);
    assert.ok(status.state === 'granted' && status.assignment.outcome === 'created' && status.expiresAt !== null);
    assert.equal(held().length, 1);
  });

  const final: [what: string, answer: ReturnType<typeof arm>, code: string, says: RegExp][] = [
    [
      'the bot lacks the right: which role it needs, with the command',
      arm(403, 'AuthorizationFailed'),
      'AuthorizationFailed',
      /needs the role Role Based Access Control Administrator there, limited to the two data roles/,
    ],
    [
      'too many role assignments: what to do about it',
      arm(400, 'RoleAssignmentLimitExceeded'),
      'RoleAssignmentLimitExceeded',
      /limit of role assignments. Remove some/,
    ],
    ['a lock: who can take it off', arm(409, 'ScopeLocked'), 'ScopeLocked', /An Owner can remove the lock/],
    [
      'the name is taken by something else: how to remove it',
      arm(400, 'RoleAssignmentUpdateNotPermitted'),
      'RoleAssignmentUpdateNotPermitted',
      /Remove it, then approve again/,
    ],
    [
      'another type of identity: ask anew',
      arm(400, 'UnmatchedPrincipalType'),
      'UnmatchedPrincipalType',
      /ask again from a new diagnosis/,
    ],
    [
      'multifactor authentication is demanded by a challenge',
      arm(401, 'RequestDisallowedByAzure', 'Sign in with MFA: claims eyJhY2Nlc3M.', challenge),
      'needs-mfa',
      /multifactor authentication/,
    ],
    [
      'multifactor authentication is demanded by a policy',
      arm(403, 'RequestDisallowedByPolicy', "Resource was disallowed by policy. Reasons: 'MFA is required'."),
      'needs-mfa',
      /multifactor authentication/,
    ],
    [
      'a policy forbids it',
      arm(403, 'RequestDisallowedByPolicy', 'Resource was disallowed by policy.'),
      'RequestDisallowedByPolicy',
      /Azure Policy forbids this/,
    ],
    [
      'a deny assignment forbids it',
      arm(403, 'DenyAssignmentAuthorizationFailed'),
      'DenyAssignmentAuthorizationFailed',
      /A deny assignment forbids/,
    ],
    ['a role that is none', arm(400, 'RoleDefinitionDoesNotExist'), 'RoleDefinitionDoesNotExist', /Mend this/],
  ];
  for (const [what, answer, code, says] of final)
    it(`${what}; failed, and can be approved again`, async () => {
      faulty(answer);
      const store = memoryStore(requestIn(approved, base));
      await grant(ref(), around(store));
      const status = await standing(store);
      assert.ok(status.state === 'failed');
      assert.equal(status.failure.code, code);
      assert.match(status.failure.message, says);
      assert.doesNotMatch(JSON.stringify([status, store.entries, store.work]), /eyJ|claims|Bearer/);
      assert.deepEqual(held(), []);
    });

  const temporary: [what: string, answer: Answer][] = [
    ['too many calls', arm(429, 'TooManyRequests', 'Slow down.', { 'retry-after': '60' })],
    ['a fault of the server', arm(500, 'InternalServerError')],
    ['no service', arm(503, 'ServiceUnavailable')],
    ['a broken connection', 'disconnect'],
    ['an answer that is none', 'rubbish'],
    ['a principal not known yet', arm(400, 'PrincipalNotFound')],
  ];
  for (const [what, answer] of temporary)
    it(`${what}: tried again by the job, and granted when it has passed`, async () => {
      faulty(answer);
      const store = memoryStore(requestIn(approved, base));
      await assert.rejects(grant(ref(), around(store)), TenantError);
      assert.deepEqual([(await standing(store)).state, store.entries], ['approved', []]);
      for (const heal of heals.splice(0)) heal();
      await grant(ref(), around(store), { attempt: 2 });
      assert.equal((await standing(store)).state, 'granted');
      assert.equal(held().length, 1);
    });

  it('a principal that stays unknown: a few attempts, then failed with what to do', async () => {
    faulty(arm(400, 'PrincipalNotFound'));
    const store = memoryStore(requestIn(approved, base));
    await assert.rejects(grant(ref(), around(store), { attempt: 5 }), TenantError);
    await grant(ref(), around(store), { attempt: 6 });
    const status = await standing(store);
    assert.ok(status.state === 'failed');
    assert.equal(status.failure.code, 'PrincipalNotFound');
    assert.match(status.failure.message, /can take some minutes: approve again then/);
  });

  it('no answer until the attempts are used up: failed, and looked for, because it may be there', async () => {
    const store = memoryStore(requestIn(approved, base));
    await giveUpGrant(ref(), 'ARM: create role assignment: no answer in time.', around(store));
    const status = await standing(store);
    assert.ok(status.state === 'failed' && status.failure.code === 'gave-up');
    assert.ok(store.work.some(({ kind }) => kind === 'watch'));
  });

  it('the removal is refused: the access stays granted, the approver is told and it is tried again', async () => {
    faulty(arm(403, 'AuthorizationFailed'), 'DELETE');
    const ending = { how: 'expired', at: granted.at, nextTryAt: granted.at } as const;
    const assignment = { id: ownId(), outcome: 'created' } as const;
    const store = memoryStore(requestIn({ ...granted, assignment, ending }, base));
    await revoke(ref(), around(store));
    const status = await standing(store);
    assert.ok(status.state === 'granted' && status.ending?.failed?.failure.code === 'AuthorizationFailed');
    assert.ok(store.work.some((work) => work.kind === 'tell-approver' && work.news === 'revoke-needed'));
    for (const heal of heals.splice(0)) heal();
    await revoke(ref(), around(store));
    assert.equal((await standing(store)).state, 'ended');
  });

  it('what a failed attempt left behind is cleaned up once the request is withdrawn', async () => {
    await grant(ref(), around(memoryStore(requestIn(approved, base))));
    assert.equal(held().length, 1);
    await cleanUp(ref(), around(memoryStore(requestIn({ state: 'withdrawn', at: granted.at }, base))));
    assert.deepEqual(held(), []);
  });

  it('but not what another request lives on, nor what an approver’s own hand made', async () => {
    await grant(ref(), around(memoryStore(requestIn(approved, base))));
    const withdrawn = requestIn({ state: 'withdrawn', at: granted.at }, base);
    await cleanUp(ref(), around(memoryStore(withdrawn, requestIn(granted, { ...base, id: 'req-2' }))));
    await cleanUp(ref(), around(memoryStore({ ...withdrawn, writer: 'approver' })));
    assert.equal(held().length, 1);
  });

  it('the command that gives the bot its right lets it assign the two data roles and nothing else', async () => {
    const store = memoryStore(requestIn(approved, base));
    faulty(arm(403, 'AuthorizationFailed'));
    await grant(ref(), around(store));
    const status = await standing(store);
    const command = status.state === 'failed' ? (status.failure.command ?? '') : '';
    assert.ok(command.includes('b0700000-0000-4000-8000-000000000001') && command.includes(`"${rbacAdministrator}"`));
    assert.equal((command.match(/"/g) ?? []).length % 2, 0);
    assert.ok(!DELEGATION_CONDITION.includes('"'), 'so that the condition stays one word of the command');

    const bot = 'b0700000-0000-4000-8000-000000000001';
    const scope = contoso.instanceId();
    const definitions = await contoso.tenant.roleDefinitions(scope);
    const assignment = {
      id: 'bot',
      scope,
      roleId: contoso.roleId(rbacAdministrator),
      principalId: bot,
      principalType: 'ServicePrincipal' as const,
      condition: DELEGATION_CONDITION,
    };
    const may = (roleId: string, principalType: 'User' | 'ServicePrincipal' | 'Group') =>
      mayAssignRole({ assignments: [assignment], definitions, denies: [] }, new Set([bot]), scope, {
        roleId,
        principalId: megan.objectId,
        principalType,
      }).access;
    assert.deepEqual([may(ADT_DATA_OWNER.id, 'User'), may(ADT_DATA_READER.id, 'ServicePrincipal')], ['allow', 'allow']);
    assert.deepEqual([may(contoso.roleId('Owner'), 'User'), may(ADT_DATA_OWNER.id, 'Group')], ['deny', 'deny']);
  });
});

describe('what a refusal means where the approver’s own identity writes', () => {
  const byHand = requestIn(approved, { writer: 'approver' });
  const refused = (azureCode: string) =>
    new TenantError('ARM: refused.', { code: 'forbidden', call: 'ARM: create role assignment', azureCode });

  it('somebody else has to approve, and the bot asks for no right of its own', () => {
    const failure = failureOf(refused('AuthorizationFailed'), byHand);
    assert.match(failure.message, /Azure does not let Megan Bowen assign .* Somebody else who can assign roles/s);
    assert.equal(failure.command, undefined);
  });

  it('multifactor authentication is the approver’s to give', () => {
    assert.equal(isTemporary(refused('insufficient_claims')), false);
    assert.match(needsMfa(byHand).message, /Approve again and sign in as asked/);
  });
});
