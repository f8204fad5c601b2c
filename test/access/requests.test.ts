import assert from 'node:assert/strict';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import {
  type AccessDependencies,
  applyEvent,
  approve,
  askForAccess,
  type Click,
  deny,
  giveBack,
  remind,
  revokeAccess,
  withdraw,
} from '../../src/access/requests.ts';
import * as roles from '../../src/rbac/roles.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import { adele, alex, approved, at, granted, instance, later, megan, pending, requestIn } from './requests.ts';
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

  it('keeps of a reason what was made of it, and not what was typed', async () => {
    const store = memoryStore(request);
    await deny(click(), `  Not\u0000 now ${' '.repeat(1000)}`, around(store), {});
    assert.equal(store.entries[0]?.detail, 'Not now');
  });

  it('on nothing we know keeps of the card only the id: its version may be anything', async () => {
    const store = memoryStore();
    await approve(click(megan, { version: Number.MAX_SAFE_INTEGER }), around(store), {});
    assert.deepEqual([store.entries[0]?.what, store.entries[0]?.version], ['refused:gone', 0]);
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

describe('a click of which it is not known whether it is a guest’s', () => {
  const user = (userPrincipalName: string) => async () => ({ kind: 'user' as const, ...megan, userPrincipalName });
  const owning = { roleAssignmentsOf: async () => [holding(roles.OWNER)] };
  const unknown = () => {
    const { guest: _, ...rest } = click();
    return rest;
  };

  it('is looked up in the directory, beside the right', async () => {
    const tenant = tenantThat({ ...owning, user: user('megan@contoso.com') });
    assert.equal((await approve(unknown(), around(memoryStore(request), tenant), {})).outcome, 'done');
  });

  for (const [what, answer, reason] of [
    ['is a guest’s', user('megan_fabrikam.com#EXT#@contoso.com'), 'guest'],
    ['the directory does not know', async () => undefined, 'right-unknown'],
    ['the directory says nothing of', failing('forbidden'), 'right-unknown'],
  ] as const)
    for (const [name, decide] of [
      ['approval', approve],
      ['denial', (click: Click, around: AccessDependencies) => deny(click, 'No.', around, {})],
    ] as const)
      it(`and ${what} makes no ${name}`, async () => {
        const store = memoryStore(request);
        const clicked = await decide(unknown(), around(store, tenantThat({ ...owning, user: answer })), {});
        assert.equal(clicked.outcome === 'refused' && clicked.reason, reason);
        assert.deepEqual(await store.get(tenantId, id), request);
      });

  it('needs no directory where guests may decide', async () => {
    const open = { ...around(memoryStore(request)), policy: { ...DEFAULT_POLICY, guestsMayApprove: true } };
    assert.equal((await approve(unknown(), open, {})).outcome, 'done');
  });
});

describe('a revocation', () => {
  const held = requestIn(granted);

  it('works from any card of it, since what is known of a granted access moves on and what it is does not', async () => {
    for (const version of [held.version - 2, held.version]) {
      const revoked = await revokeAccess(click(megan, { version }), 'Enough', around(memoryStore(held)), {});
      assert.equal(revoked.outcome, 'done');
      assert.equal((await giveBack(click(alex, { version }), around(memoryStore(held)))).outcome, 'done');
    }
    const ahead = await giveBack(click(alex, { version: held.version + 1 }), around(memoryStore(held)));
    assert.equal(ahead.outcome === 'refused' && ahead.reason, 'stale-card');
  });

  it('needs the right to assign roles there, read now', async () => {
    const store = memoryStore(held);
    const nobody = around(store, tenantThat({ roleAssignmentsOf: async () => [] }));
    const clicked = await revokeAccess(click(adele), 'Why not', nobody, {});
    assert.equal(clicked.outcome === 'refused' && clicked.reason, 'no-right');
    assert.deepEqual(await store.get(tenantId, id), held);
  });

  it('is on record with its reason and makes the bot take the role away', async () => {
    const store = memoryStore(held);
    assert.equal((await revokeAccess(click(), 'The audit is over', around(store), {})).outcome, 'done');
    assert.deepEqual([store.entries[0]?.what, store.entries[0]?.detail], ['revoke', 'The audit is over']);
    assert.ok(store.work.some(({ kind }) => kind === 'revoke'));
  });

  it('of what the bot did not make is refused with the command', async () => {
    const adopted = requestIn({
      ...granted,
      assignment: { ...granted.assignment, outcome: 'adopted' },
      expiresAt: null,
    });
    const clicked = await revokeAccess(click(), '', around(memoryStore(adopted)), {});
    assert.ok(clicked.outcome === 'refused' && clicked.reason === 'not-ours');
    assert.match(clicked.command ?? '', /^az role assignment delete/);
  });
});

describe('a click of the requester', () => {
  it('has the approvers reminded, and tells when it is too soon', async () => {
    const store = memoryStore(request);
    const done = await remind(click(alex), around(store, tenantThat({})));
    assert.equal(done.outcome, 'done');
    const again = await remind(click(alex, { version: version + 1 }), around(store, tenantThat({})));
    assert.equal(again.outcome === 'refused' && again.reason, 'too-soon');
  });

  it('gives access back', async () => {
    const store = memoryStore(requestIn(granted));
    assert.equal((await giveBack(click(alex), around(store, tenantThat({})))).outcome, 'done');
    assert.deepEqual([store.entries[0]?.what, store.entries[0]?.by], ['done', alex]);
  });
});

describe('an approval of less', () => {
  const less = { roleId: roles.ADT_DATA_READER.id };

  it('is on record with what it gave', async () => {
    const store = memoryStore(request);
    await approve({ ...click(), less }, around(store), {});
    assert.equal(store.entries[0]?.detail, 'Azure Digital Twins Data Reader, 480 minutes');
  });

  it('is refused where another request is for that very access', async () => {
    const other = requestIn(granted, { id: 'req-9', role: roles.ADT_DATA_READER });
    const store = memoryStore(request, other);
    const clicked = await approve({ ...click(), less }, around(store), {});
    assert.equal(clicked.outcome === 'refused' && clicked.reason, 'already-open');
    assert.deepEqual(await store.get(tenantId, id), request);
  });
});

it('a first of two approvals is on record as such, and writes nothing in Azure', async () => {
  const store = memoryStore(requestIn(pending, { durationMinutes: null }));
  const clicked = await approve(click(), around(store), {});
  assert.ok(clicked.outcome === 'done' && clicked.request.status.state === 'pending');
  assert.equal(store.entries[0]?.detail, 'first of two, Azure Digital Twins Data Owner, permanent');
  assert.ok(!store.work.some(({ kind }) => kind === 'grant'));
});

describe('the second of two approvals', () => {
  const firstApproval = { by: adele, at: at(2), role: roles.ADT_DATA_OWNER, durationMinutes: null };
  const half = requestIn({ ...pending, firstApproval }, { durationMinutes: null });
  const owners =
    (...ids: string[]) =>
    async (who: string) =>
      ids.includes(who) ? [holding(roles.OWNER, { principalId: who })] : [];
  const member = { user: async () => ({ kind: 'user' as const, ...adele, userPrincipalName: 'adele@contoso.com' }) };

  it('counts where the first approver still has the right', async () => {
    const store = memoryStore(half);
    const tenant = tenantThat({ ...member, roleAssignmentsOf: owners(megan.objectId, adele.objectId) });
    const clicked = await approve(click(), around(store, tenant), {});
    assert.ok(clicked.outcome === 'done' && clicked.request.status.state === 'approved');
    assert.deepEqual(clicked.request.status.firstApprover, adele);
  });

  const lost: [what: string, answers: Parameters<typeof tenantThat>[0]][] = [
    ['has lost it', { ...member, roleAssignmentsOf: owners(megan.objectId) }],
    [
      'is a guest by now',
      {
        roleAssignmentsOf: owners(megan.objectId, adele.objectId),
        user: async () => ({ kind: 'user', ...adele, userPrincipalName: 'adele_fabrikam.com#EXT#@contoso.com' }),
      },
    ],
    [
      'has left the directory',
      { roleAssignmentsOf: owners(megan.objectId, adele.objectId), user: async () => undefined },
    ],
  ];
  for (const [what, answers] of lost)
    it(`is the first where whoever approved before ${what}, and nothing is written in Azure`, async () => {
      const store = memoryStore(half);
      const clicked = await approve(click(), around(store, tenantThat(answers)), {});
      assert.ok(clicked.outcome === 'done' && clicked.request.status.state === 'pending');
      assert.deepEqual(clicked.request.status.firstApproval, {
        ...firstApproval,
        by: megan,
        at: at(5),
        insteadOf: adele,
      });
      assert.ok(!store.work.some(({ kind }) => kind === 'grant'));
      assert.equal(
        store.entries[0]?.detail,
        `first of two, Azure Digital Twins Data Owner, permanent; no longer counts: the approval of Adele Vance (${adele.objectId})`,
      );
    });

  for (const [what, answers] of [
    [
      'the right',
      {
        ...member,
        roleAssignmentsOf: (who: string) => (who === adele.objectId ? failing('timeout')() : owners(who)(who)),
      },
    ],
    [
      'whether he is a guest',
      { roleAssignmentsOf: owners(megan.objectId, adele.objectId), user: failing('unavailable') },
    ],
  ] as const)
    it(`changes nothing while Azure does not tell ${what} of the first approver: unknown is not no`, async () => {
      const store = memoryStore(half);
      const clicked = await approve(click(), around(store, tenantThat(answers)), {});
      assert.ok(clicked.outcome === 'refused' && clicked.reason === 'right-unknown');
      assert.match(clicked.message, /^Adele Vance approved first.*Nothing was changed; try again/);
      assert.deepEqual(await store.get(tenantId, id), half);
    });

  it('is refused for a clicker without the right, whatever the first approver has', async () => {
    const tenant = tenantThat({ ...member, roleAssignmentsOf: owners(adele.objectId) });
    const clicked = await approve(click(), around(memoryStore(half), tenant), {});
    assert.equal(clicked.outcome === 'refused' && clicked.reason, 'no-right');
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
