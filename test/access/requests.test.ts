import assert from 'node:assert/strict';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import {
  type AccessDependencies,
  applyEvent,
  approve,
  askForAccess,
  type Click,
  deny,
  withdraw,
} from '../../src/access/requests.ts';
import * as roles from '../../src/rbac/roles.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import { adele, alex, approved, at, instance, later, megan, pending, requestIn } from './requests.ts';
import { failing, holding, tenantThat } from './tenant-that.ts';

const request = requestIn(pending);
const { tenantId, id, version } = request;

function around(store: MemoryStore, tenant = tenantThat({ roleAssignmentsOf: async () => [holding(roles.OWNER)] })) {
  return { store, tenant, policy: DEFAULT_POLICY, now: () => later(5) } satisfies AccessDependencies;
}

const chat = { kind: 'personal', conversationId: 'a:megan' } as const;
const doing = { from: chat, correlationId: 'click-1' };
const click = (by = megan, more: Partial<Click> = {}): Click => ({
  tenantId,
  id,
  version,
  by,
  guest: false,
  ...doing,
  ...more,
});

describe('asking for access', () => {
  const asked = {
    tenantId,
    id: 'req-2',
    requester: adele,
    subject: { ...adele, type: 'User' },
    instance,
    roleId: roles.ADT_DATA_READER.id,
    reason: 'Line 4',
    durationMinutes: 480,
    correlationId: 'corr-1',
  } as const;

  it('stores the request with the work that starts it', async () => {
    const store = memoryStore();
    const answer = await askForAccess(asked, around(store), chat);
    assert.equal(answer.outcome, 'asked');
    assert.deepEqual(
      store.work.map(({ kind }) => kind),
      ['find-approvers', 'deliver', 'wake'],
    );
  });

  it('gives the one that is already open, and queues nothing', async () => {
    const store = memoryStore();
    await askForAccess(asked, around(store), chat);
    const before = store.work.length;
    const answer = await askForAccess({ ...asked, id: 'req-3' }, around(store), chat);
    assert.equal(answer.outcome, 'already-asked');
    assert.equal('request' in answer && answer.request.id, 'req-2');
    assert.equal(store.work.length, before);
  });

  it('stores nothing that the policy refuses but the attempt', async () => {
    const store = memoryStore();
    const answer = await askForAccess({ ...asked, roleId: roles.OWNER.id }, around(store), chat);
    assert.equal(answer.outcome, 'refused');
    assert.deepEqual(store.work, []);
    assert.deepEqual(store.entries, [
      {
        tenantId,
        requestId: 'req-2',
        version: 0,
        at: at(5),
        what: 'refused:invalid',
        by: adele,
        from: chat,
        correlationId: 'corr-1',
        detail: 'request',
      },
    ]);
  });
});

describe('a click on a request', () => {
  it('is written with who and when, and queues the work', async () => {
    const store = memoryStore(request);
    const answer = await approve(click(), around(store), {});
    assert.equal(answer.outcome, 'done');
    assert.deepEqual(store.work, [{ kind: 'deliver' }, { kind: 'grant' }, { kind: 'wake', at: at(65) }]);
    assert.deepEqual(store.entries, [
      {
        tenantId,
        requestId: id,
        version: version + 1,
        at: at(5),
        what: 'approve',
        by: megan,
        ...doing,
        detail: 'Azure Digital Twins Data Owner, 480 minutes',
      },
    ]);
  });

  it('keeps the reason of a denial', async () => {
    const store = memoryStore(request);
    await deny(click(), 'Not this week', around(store), {});
    assert.equal(store.entries[0]?.detail, 'Not this week');
  });

  it('needs no right in Azure to withdraw one’s own', async () => {
    const store = memoryStore(request);
    assert.equal((await withdraw(click(alex), around(store, tenantThat({})))).outcome, 'done');
  });

  it('on a request of another tenant finds none', async () => {
    const store = memoryStore(request);
    assert.deepEqual(await approve(click(megan, { tenantId: 'another' }), around(store), {}), { outcome: 'gone' });
    assert.deepEqual(
      store.entries.map(({ tenantId, what, by }) => [tenantId, what, by]),
      [['another', 'refused:gone', megan]],
    );
  });

  const nobody = tenantThat({ roleAssignmentsOf: async () => [] });
  const silent = tenantThat({ roleAssignmentsOf: failing('unavailable') });
  const refusals: [what: string, run: (store: MemoryStore) => ReturnType<typeof approve>, reason: string][] = [
    ['an old card', (store) => approve(click(megan, { version: version - 1 }), around(store), {}), 'stale-card'],
    ['no right', (store) => approve(click(adele), around(store, nobody), {}), 'no-right'],
    ['no right to deny', (store) => deny(click(adele), 'No', around(store, nobody), {}), 'no-right'],
    ['a right that is unknown', (store) => approve(click(), around(store, silent), {}), 'right-unknown'],
    ['one’s own request', (store) => approve(click(alex), around(store), {}), 'requester-cannot-approve'],
    ['somebody else’s request to withdraw', (store) => withdraw(click(adele), around(store)), 'not-yours'],
    ['no reason for a denial', (store) => deny(click(), ' ', around(store), {}), 'invalid'],
  ];
  for (const [what, run, reason] of refusals) {
    it(`with ${what} changes nothing and is on record`, async () => {
      const store = memoryStore(request);
      const answer = await run(store);
      assert.equal(answer.outcome === 'refused' && answer.reason, reason);
      assert.deepEqual(store.work, []);
      assert.deepEqual(await store.get(tenantId, id), request);
      assert.deepEqual(
        store.entries.map(({ what }) => what),
        [`refused:${reason}`],
      );
    });
  }

  it('does not ask Azure where the request itself forbids it', async () => {
    const store = memoryStore(requestIn(approved));
    const answer = await approve(click(), around(store, tenantThat({})), {});
    assert.equal(answer.outcome === 'refused' && answer.reason, 'not-in-this-state');
  });

  it('loses politely to one that was first, and shows how the request stands now', async () => {
    const store = memoryStore(request);
    const first = requestIn({ state: 'approved', by: adele, at: at(4) }, { version: version + 1 });
    store.beforeTransition = () => store.put(first);
    const answer = await approve(click(), around(store), {});
    assert.equal(answer.outcome === 'refused' && answer.reason, 'not-in-this-state');
    assert.deepEqual('request' in answer && answer.request, first);
    assert.deepEqual(store.work, []);
  });
});

describe('an event of the bot’s own', () => {
  const event = { type: 'approvers-found', approvers: [megan] } as const;

  it('is tried on the newest version when somebody else was first', async () => {
    const early = requestIn({ state: 'pending', lapsesAt: at(1440), approversFound: false }, { approvers: [] });
    const store = memoryStore(early);
    store.beforeTransition = () => store.put({ ...early, version: version + 3 });
    const after = await applyEvent(tenantId, id, { ...event, approvers: [megan] }, around(store));
    assert.equal(after?.version, version + 4);
    assert.deepEqual(after?.approvers, [megan]);
  });

  it('that comes too late leaves no trace', async () => {
    const store = memoryStore(request);
    assert.deepEqual(await applyEvent(tenantId, id, { ...event, approvers: [megan] }, around(store)), request);
    assert.deepEqual(store.entries, []);
  });

  it('for a request that is gone is nothing', async () => {
    assert.equal(await applyEvent(tenantId, 'none', { type: 'wake' }, around(memoryStore())), undefined);
  });
});
