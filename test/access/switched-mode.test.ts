/** APPROVAL_MODE was switched while requests were open: what was begun in the one mode goes on in the other. */
import assert from 'node:assert/strict';
import type { AccessRequest, AccessStatus, Work } from '../../src/access/access-request.ts';
import { wake } from '../../src/access/carry-out-end.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { approve, type Click, giveBack, revokeAccess } from '../../src/access/requests.ts';
import * as roles from '../../src/rbac/roles.ts';
import { memoryStore } from './memory-store.ts';
import {
  adele,
  alex,
  approved,
  assignmentId,
  at,
  failed,
  granted,
  later,
  megan,
  pending,
  requestIn,
} from './requests.ts';
import { holding, tenantThat } from './tenant-that.ts';

type Writer = AccessRequest['writer'];

const firstApproval = { by: adele, at: at(2), role: roles.ADT_DATA_OWNER, durationMinutes: null };

function stage(status: AccessStatus, begun: Writer, now: Writer, more: Partial<AccessRequest> = {}) {
  const request = requestIn(status, { writer: begun, ...more });
  const store = memoryStore(request);
  const clock = { now: later(10) };
  const { tenantId, id, version } = request;
  const its = holding(roles.ADT_DATA_OWNER, { id: assignmentId, principalId: alex.objectId });
  const tenant = tenantThat({
    roleAssignmentsOf: async (principalId) => [holding(roles.OWNER, { principalId })],
    roleAssignmentsAt: async () => [its],
    user: async (objectId) => ({ kind: 'user', objectId, displayName: 'Somebody', userPrincipalName: 's@contoso.com' }),
  });
  const dependencies = { store, tenant, policy: DEFAULT_POLICY, now: () => clock.now, writer: now };
  const click = (by: Click['by']): Click => ({
    tenantId,
    id,
    version,
    by,
    guest: false,
    from: { kind: 'job' },
    correlationId: 'click-1',
  });
  const work = (kind: Work['kind']) => store.work.find((each) => each.kind === kind);
  const standing = async () => (await store.get(tenantId, id)) ?? assert.fail();
  return { store, clock, dependencies, click, work, standing, ref: { tenantId, requestId: id } };
}

const directions: [begun: Writer, now: Writer][] = [
  ['approver', 'bot'],
  ['bot', 'approver'],
];

for (const [begun, now] of directions) {
  describe(`what began with the ${begun} as the one who writes, now that it is the ${now}`, () => {
    const decidable: [what: string, status: AccessStatus, more: Partial<AccessRequest>][] = [
      ['waits for a decision', pending, {}],
      ['waits for its second approval', { ...pending, firstApproval }, { durationMinutes: null }],
      ['failed', failed, {}],
      ['failed because it was interrupted', { ...failed, failure: { code: 'approve-again', message: 'Again.' } }, {}],
    ];
    for (const [what, status, more] of decidable)
      it(`and ${what}, is approved and written by the ${now}`, async () => {
        const { dependencies, click, work, standing } = stage(status, begun, now, more);
        const clicked = await approve(click(megan), dependencies, {});
        assert.equal(clicked.outcome, 'done');
        const { status: next, writer } = await standing();
        assert.deepEqual([next.state, writer], ['approved', now]);
        const grant = work('grant');
        assert.ok(grant?.kind === 'grant');
        assert.equal(grant.at === undefined, now === 'bot', 'a click that writes itself comes first');
      });

    it('and has been approved, stays with who was to write it', async () => {
      const { dependencies, click, standing } = stage(approved, begun, now);
      const clicked = await approve(click(adele), dependencies, {});
      assert.equal(clicked.outcome === 'refused' && clicked.reason, 'not-in-this-state');
      assert.equal((await standing()).writer, begun);
    });
  });
}

describe('access that the approver wrote, now that the bot writes', () => {
  for (const [what, end] of [
    ['revoked', async ({ click, dependencies }) => void (await revokeAccess(click(adele), 'Enough', dependencies, {}))],
    ['given back', async ({ click, dependencies }) => void (await giveBack(click(alex), dependencies))],
    [
      'over',
      async ({ clock, dependencies, ref }) => {
        clock.now = later(486);
        await wake({ ...ref, at: at(486) }, dependencies);
      },
    ],
  ] as [string, (on: ReturnType<typeof stage>) => Promise<void>][])
    it(`and that is ${what}, is not taken away by the bot: people are asked to, at once`, async () => {
      const on = stage(granted, 'approver', 'bot');
      await end(on);
      const { status } = await on.standing();
      assert.ok(status.state === 'granted' && status.ending !== undefined && status.overdue !== undefined);
      assert.equal(on.work('revoke'), undefined);
      const told = on.store.work.flatMap((each) => (each.kind === 'tell-approver' ? [`${each.to} ${each.news}`] : []));
      assert.deepEqual(told, [`${megan.objectId} revoke-needed`, 'channel revoke-needed']);
    });

  it('keeps who revoked it and why', async () => {
    const { dependencies, click, standing } = stage(granted, 'approver', 'bot');
    await revokeAccess(click(adele), 'Enough', dependencies, {});
    const { status } = await standing();
    assert.ok(status.state === 'granted');
    assert.deepEqual([status.ending?.how, status.ending?.by, status.ending?.reason], ['revoked', adele, 'Enough']);
  });
});

describe('access that the bot wrote, now that approvers write', () => {
  it('is still the bot’s to take away', async () => {
    const { dependencies, click, work } = stage(granted, 'bot', 'approver');
    await revokeAccess(click(adele), '', dependencies, {});
    assert.deepEqual(work('revoke'), { kind: 'revoke' });
  });
});

describe('in the same mode', () => {
  it('the approver’s own click takes away what an approver wrote', async () => {
    const { dependencies, click, store, standing } = stage(granted, 'approver', 'approver');
    await revokeAccess(click(adele), '', dependencies, {});
    const { status } = await standing();
    assert.ok(status.state === 'granted' && status.ending !== undefined && status.overdue === undefined);
    assert.ok(!store.work.some(({ kind }) => kind === 'tell-approver'), 'nobody is asked to do what is being done');
  });
});
