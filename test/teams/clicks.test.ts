import assert from 'node:assert/strict';
import type { AccessRequest, AccessStatus } from '../../src/access/access-request.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { OWNER } from '../../src/rbac/roles.ts';
import { createBackground } from '../../src/teams/background.ts';
import type { ClickAnswer } from '../../src/teams/clicks/answer.ts';
import { createDecisionClicks } from '../../src/teams/clicks/decision-clicks.ts';
import { createLifeClicks } from '../../src/teams/clicks/life-clicks.ts';
import { createOnRequest, type OnRequest } from '../../src/teams/clicks/on-request.ts';
import { createRequestCards } from '../../src/teams/request-cards.ts';
import { type Tenant, TenantError } from '../../src/tenant.ts';
import { memoryStore } from '../access/memory-store.ts';
import { adele, alex, assignmentId, at, granted, later, megan, pending, requestIn } from '../access/requests.ts';
import { holding, tenantThat } from '../access/tenant-that.ts';
import { read } from '../cards/walk.ts';
import { memoryDeliveries } from './memory-deliveries.ts';
import { channel, chatWith, recordedMessenger, tenantId } from './messages-of.ts';

const id = '3f1d6f0a-9c62-4b7e-8a52-6a1f0b8d2c11';
const overdue: AccessStatus = {
  ...granted,
  ending: { how: 'expired', at: at(486), nextTryAt: at(1926) },
  overdue: at(486),
};

function setUp(status: AccessStatus, answers: Partial<Tenant> = {}, more: Partial<AccessRequest> = {}) {
  const request = requestIn(status, { id, writer: 'approver', ...more });
  const store = memoryStore(request);
  const messenger = recordedMessenger();
  const background = createBackground((_, error) => assert.fail(String(error)));
  const owner = holding(OWNER, { principalId: adele.objectId });
  const access = {
    store,
    tenant: tenantThat({ roleAssignmentsOf: async (who) => (who === adele.objectId ? [owner] : []), ...answers }),
    policy: DEFAULT_POLICY,
    now: () => later(500),
  };
  const parts = {
    access,
    requestCards: createRequestCards(memoryDeliveries(), DEFAULT_POLICY),
    conversations: {
      personal: async (_: string, who: string) => (who === megan.objectId ? chatWith('megan', who) : undefined),
    },
    messenger,
    background,
    newId: () => 'c-1',
  };
  const onRequest: OnRequest = createOnRequest(parts);
  return { request, store, messenger, background, parts, onRequest, life: createLifeClicks({ onRequest, access }) };
}

function click(from: typeof megan, data: Record<string, unknown>, conversation = chatWith('x', from.objectId)) {
  return { conversation, from, verb: 'any', data };
}

function said(answer: ClickAnswer): string {
  if (answer.kind === 'invoke') return answer.body.type;
  return answer.kind === 'card' ? read(answer.card) : answer.text;
}

describe('“I have removed it”', () => {
  it('ends the access, where Azure no longer lists the role', async () => {
    const { life, store } = setUp(overdue, { roleAssignmentsAt: async () => [] });
    assert.match(said(await life.lookAgain(click(megan, { id }))), /Access ended as planned/);
    assert.equal((await store.get(tenantId, id))?.status.state, 'ended');
  });

  it('says that it is still there, and ends nothing', async () => {
    const still = holding(requestIn(overdue).role, { id: assignmentId, principalId: alex.objectId });
    const { life, store } = setUp(overdue, { roleAssignmentsAt: async () => [still] });
    assert.match(said(await life.lookAgain(click(megan, { id }))), /The role is still there\. Take it away first/);
    assert.deepEqual(store.entries, []);
  });

  it('says what stood in the way of looking', async () => {
    const error = new TenantError('Azure is throttled.', { code: 'throttled', call: 'ARM' });
    const { life } = setUp(overdue, {
      roleAssignmentsAt: async () => {
        throw error;
      },
    });
    assert.match(said(await life.lookAgain(click(megan, { id }))), /I could not look in Azure: Azure is throttled\./);
  });

  it('ends nothing that is not to end', async () => {
    const { life, store } = setUp(granted);
    assert.match(said(await life.lookAgain(click(megan, { id }))), /still there/);
    assert.deepEqual(store.entries, []);
  });

  it('is nobody’s who has nothing to do with it', async () => {
    const { life } = setUp(overdue);
    const stranger = { objectId: 'd1e60000-0000-4000-8000-000000000009', displayName: 'Diego Siciliani' };
    const text = said(await life.lookAgain(click(stranger, { id })));
    assert.match(text, /Only the person who asked and those who can approve/);
  });
});

describe('who sees which card of a request', () => {
  const lee = { objectId: '1ee00000-0000-4000-8000-000000000004', displayName: 'Lee Gu' };
  const cases: [who: string, person: typeof megan, sees: RegExp][] = [
    ['whoever asked', alex, /^Your access request/],
    ['the colleague it is for', lee, /^Access asked for you/],
    ['whoever was asked', megan, /^Access request/],
    ['whoever else could decide', adele, /^Access request/],
  ];
  for (const [who, person, sees] of cases) {
    it(`${who} sees the own one`, async () => {
      const { life } = setUp(pending, {}, { subject: { ...lee, type: 'User' } });
      assert.match(said(await life.show(click(person, { id }))), sees);
    });
  }

  it('nobody sees one of another tenant', async () => {
    const { life } = setUp(pending);
    const elsewhere = { ...chatWith('megan', megan.objectId), tenantId: '2d9c1b1e-6a43-4c1d-9d2f-0a5f3f0c7e11' };
    assert.match(said(await life.show(click(megan, { id }, elsewhere))), /no longer there/);
  });
});

describe('turning over a list', () => {
  function lists() {
    const { life, store, request } = setUp(pending);
    const asked: unknown[] = [];
    store.ofPerson = async (...question) => {
      asked.push(['requests', ...question]);
      return [];
    };
    store.toDecide = async (...question) => {
      asked.push(['approvals', ...question]);
      return [];
    };
    return { life, asked, request };
  }

  it('goes on behind the request that was the last, in the lists of whoever clicks', async () => {
    const { life, asked, request } = lists();
    const answer = await life.olderRequests(click(megan, { id }));
    assert.match(said(answer), /No older access requests/);
    assert.ok(answer.kind === 'card' && answer.forClicker, 'nobody else sees it');
    assert.match(said(await life.moreApprovals(click(adele, { id }))), /Nothing else waits/);
    assert.deepEqual(asked, [
      ['requests', tenantId, megan.objectId, { limit: 7, after: request }],
      ['approvals', tenantId, adele.objectId, { limit: 7, after: request }],
    ]);
  });

  it('begins anew behind what is not there, or not in this tenant', async () => {
    const { life, asked } = lists();
    await life.olderRequests(click(megan, { id: '00000000-0000-4000-8000-000000000000' }));
    const elsewhere = { ...chatWith('megan', megan.objectId), tenantId: '2d9c1b1e-6a43-4c1d-9d2f-0a5f3f0c7e11' };
    await life.olderRequests(click(megan, { id }, elsewhere));
    assert.deepEqual(asked, [
      ['requests', tenantId, megan.objectId, { limit: 7 }],
      ['requests', elsewhere.tenantId, megan.objectId, { limit: 7 }],
    ]);
    assert.match(said(await life.olderRequests(click(megan, { id: 'x' }))), /could not read that click/);
  });
});

describe('a decision that takes a sign-in', () => {
  it('goes through it for approving, for approving less and for revoking, with what was decided', async () => {
    const { onRequest } = setUp(pending);
    const decided: unknown[] = [];
    const clicks = createDecisionClicks({
      onRequest,
      decideSignedIn: async (_, target, decision) => {
        decided.push([target.id, target.version, target.by.displayName, target.from, decision]);
        return { outcome: 'sign-in', answer: { kind: 'message', text: 'Sign in first.' } };
      },
    });
    const data = { id, version: 7 };
    await clicks.approve(click(megan, { ...data, role: 'x', minutes: '480' }));
    await clicks.approveLess(click(megan, { ...data, minutes: '480' }));
    await clicks.approveLess(click(megan, { ...data, role: 'r', minutes: 'permanent' }));
    assert.match(said(await clicks.revoke(click(megan, { ...data, reason: 'Over.' }))), /Sign in first/);
    const target = [id, 7, 'Megan Bowen', { kind: 'personal', conversationId: 'a:x' }];
    assert.deepEqual(decided, [
      [...target, { verb: 'approve' }],
      [...target, { verb: 'approve', less: { durationMinutes: 480 } }],
      [...target, { verb: 'approve', less: { roleId: 'r', durationMinutes: null } }],
      [...target, { verb: 'revoke', reason: 'Over.' }],
    ]);
  });

  it('asks for no more than it can read', async () => {
    const { onRequest } = setUp(pending);
    const clicks = createDecisionClicks({ onRequest, decideSignedIn: async () => assert.fail('it was decided') });
    for (const data of [{}, { id }, { id, version: 0 }, { id, version: 1.5 }, { id: '1', version: 1 }]) {
      assert.match(said(await clicks.approve(click(megan, data))), /could not read that click/);
    }
  });
});

describe('an answer that comes late', () => {
  it('goes to the clicker’s own chat, where it is for nobody else', async () => {
    const { parts, messenger, background, request } = setUp(pending);
    const decided = Promise.withResolvers<Awaited<ReturnType<Parameters<OnRequest['act']>[1]>>>();
    const card = await createRequestCards(memoryDeliveries(), DEFAULT_POLICY).cardFor(request, 'approver');
    const clicked = click(megan, { id, version: 7 }, channel);
    const first = await createOnRequest(parts, 1).act(clicked, () => decided.promise);
    assert.match(said(first), /Azure is slow just now/);
    decided.resolve({ outcome: 'sign-in', answer: { kind: 'card', card, forClicker: true } });
    await background.settle(10_000);
    assert.deepEqual(
      messenger.written.map(([what]) => what),
      ['send a:megan'],
    );
  });
});
