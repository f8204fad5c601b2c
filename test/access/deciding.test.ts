/** Approvals of less, by two people, by guests, for oneself; each rule with an attempt to get around it. */
import assert from 'node:assert/strict';
import type { AccessEvent, AccessRequest, Less, Person, Refusal, Work } from '../../src/access/access-request.ts';
import { decide } from '../../src/access/decide.ts';
import { type AccessPolicy, DEFAULT_POLICY } from '../../src/access/policy.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../src/rbac/roles.ts';
import { adele, alex, at, failed, later, megan, pending, requestIn } from './requests.ts';

const lee: Person = { objectId: '1ee00000-0000-4000-8000-000000000004', displayName: 'Lee Gu' };
const owner = { role: ADT_DATA_OWNER, durationMinutes: null };
const forGood = requestIn(pending, { durationMinutes: null, asked: owner });

function send(request: AccessRequest, event: AccessEvent, policy: AccessPolicy = DEFAULT_POLICY) {
  return decide(request, event, later(10), policy);
}

function approves(request: AccessRequest, by: Person, less?: Less, policy?: AccessPolicy) {
  return send(request, { type: 'approve', by, ...(less && { less }) }, policy);
}

function next(decision: ReturnType<typeof decide>): AccessRequest {
  assert.ok('next' in decision, `refused: ${JSON.stringify(decision)}`);
  return decision.next;
}

function why(decision: ReturnType<typeof decide>): Refusal['refused'] {
  assert.ok('refused' in decision, 'was not refused');
  return decision.refused;
}

const givenBy = ({ role, durationMinutes }: AccessRequest) => [role.id, durationMinutes];

describe('an approval of less', () => {
  const request = requestIn(pending);

  it('gives the smaller role or the shorter time, and keeps what was asked', () => {
    const role = next(approves(request, megan, { roleId: ADT_DATA_READER.id.toUpperCase() }));
    assert.deepEqual([...givenBy(role), role.role.name], [ADT_DATA_READER.id, 480, ADT_DATA_READER.name]);
    assert.deepEqual(role.asked, { role: ADT_DATA_OWNER, durationMinutes: 480 });
    const week = requestIn(pending, { durationMinutes: 10080 });
    assert.deepEqual(givenBy(next(approves(week, megan, { durationMinutes: 480 }))), [ADT_DATA_OWNER.id, 480]);
    const both = next(approves(week, megan, { roleId: ADT_DATA_READER.id, durationMinutes: 1440 }));
    assert.deepEqual(givenBy(both), [ADT_DATA_READER.id, 1440]);
  });

  it('of exactly what was asked is an approval', () => {
    const same = next(approves(request, megan, { roleId: ADT_DATA_OWNER.id, durationMinutes: 480 }));
    assert.deepEqual(givenBy(same), [ADT_DATA_OWNER.id, 480]);
  });

  const reader = requestIn(pending, { role: ADT_DATA_READER });
  const tricks: [what: string, request: AccessRequest, less: Less][] = [
    ['a larger role', reader, { roleId: ADT_DATA_OWNER.id }],
    ['a longer time', request, { durationMinutes: 1440 }],
    ['no end at all', request, { durationMinutes: null }],
    ['a role of Azure’s own', request, { roleId: OWNER.id }],
    ['a role that is none', request, { roleId: '' }],
    ['a time that is not offered', request, { durationMinutes: 479 }],
    ['no time', request, { durationMinutes: 0 }],
    ['a time before now', request, { durationMinutes: -480 }],
    ['a time that is no number', request, { durationMinutes: Number.NaN }],
  ];
  for (const [what, request, less] of tricks)
    it(`cannot give ${what}`, () => {
      assert.ok(['invalid', 'not-allowed'].includes(why(approves(request, megan, less))));
    });

  it('after a failure cannot give back what the first approval had taken off', () => {
    const lessened = requestIn(failed, { role: ADT_DATA_READER });
    assert.equal(why(approves(lessened, adele, { roleId: ADT_DATA_OWNER.id })), 'invalid');
    assert.equal(next(approves(lessened, adele)).role.id, ADT_DATA_READER.id);
  });

  it('is the way out where the policy has become narrower since', () => {
    const narrow = { ...DEFAULT_POLICY, grantableRoles: [ADT_DATA_READER] };
    assert.equal(why(approves(request, megan, undefined, narrow)), 'not-allowed');
    assert.equal(next(approves(request, megan, { roleId: ADT_DATA_READER.id }, narrow)).role.id, ADT_DATA_READER.id);
    const short = { ...DEFAULT_POLICY, durations: DEFAULT_POLICY.durations.slice(0, 1) };
    const week = requestIn(pending, { durationMinutes: 10080 });
    assert.equal(why(approves(week, megan, undefined, short)), 'not-allowed');
    assert.equal(next(approves(week, megan, { durationMinutes: 480 }, short)).durationMinutes, 480);
  });
});

describe('permanent access', () => {
  const first = next(approves(forGood, megan));

  it('stays pending after the first approval, and everybody else is asked', () => {
    assert.deepEqual(first.status, { ...pending, firstApproval: { by: megan, at: at(10), ...owner } });
    const decision = approves(requestIn(pending, { ...forGood, approvers: [megan, adele] }), megan);
    assert.ok('work' in decision);
    const told = decision.work.filter(
      (work): work is Extract<Work, { kind: 'tell-approver' }> => work.kind === 'tell-approver',
    );
    assert.deepEqual(
      told.map(({ to, news }) => [to, news]),
      [
        [adele.objectId, 'second-approval'],
        ['channel', 'second-approval'],
      ],
    );
    assert.ok(!decision.work.some(({ kind }) => kind === 'grant'));
  });

  it('is given once a second person approves, and both are on record', () => {
    const approved = next(approves(first, adele));
    assert.deepEqual(approved.status, { state: 'approved', by: adele, at: at(10), firstApprover: megan });
    const assignment = { id: '/a/b', outcome: 'created' } as const;
    const granted = next(send(approved, { type: 'assigned', assignment }));
    assert.ok(granted.status.state === 'granted' && granted.status.firstApprover?.objectId === megan.objectId);
  });

  it('is not given to one person who approves twice, whatever the case of the id', () => {
    assert.equal(why(approves(first, megan)), 'another-approver-needed');
    const shouted = { ...megan, objectId: megan.objectId.toUpperCase() };
    assert.equal(why(approves(first, shouted)), 'another-approver-needed');
  });

  it('is not given to one person by way of a failure', () => {
    const once = requestIn({ ...failed, by: megan }, { ...forGood, status: { ...failed, by: megan } });
    assert.equal(why(approves(once, megan)), 'another-approver-needed');
    assert.equal(next(approves(once, adele)).status.state, 'approved');
    const twice = requestIn({ ...failed, by: adele, firstApprover: megan }, { durationMinutes: null, asked: owner });
    assert.deepEqual(next(approves(twice, adele)).status, {
      state: 'approved',
      by: adele,
      at: at(10),
      firstApprover: megan,
    });
  });

  it('is not given by the requester as the second person', () => {
    assert.equal(why(approves(first, alex)), 'requester-cannot-approve');
    const self = { ...DEFAULT_POLICY, selfGrant: true };
    assert.equal(
      why(approves(next(approves(forGood, alex, undefined, self)), alex, undefined, self)),
      'another-approver-needed',
    );
  });

  it('is what both agreed to: never more than either of them', () => {
    const reader = next(approves(forGood, megan, { roleId: ADT_DATA_READER.id }));
    assert.deepEqual(givenBy(next(approves(reader, adele))), [ADT_DATA_READER.id, null]);
    assert.deepEqual(givenBy(next(approves(first, adele, { roleId: ADT_DATA_READER.id }))), [ADT_DATA_READER.id, null]);
  });

  it('needs one approval where it is cut short, also by whoever approved first', () => {
    assert.deepEqual(givenBy(next(approves(forGood, megan, { durationMinutes: 480 }))), [ADT_DATA_OWNER.id, 480]);
    assert.deepEqual(givenBy(next(approves(first, megan, { durationMinutes: 480 }))), [ADT_DATA_OWNER.id, 480]);
  });

  it('can still be denied after the first approval, and lapses like any other', () => {
    assert.equal(next(send(first, { type: 'deny', by: megan, reason: 'Changed my mind.' })).status.state, 'denied');
    const lapsed = decide(first, { type: 'wake' }, later(1440), DEFAULT_POLICY);
    assert.equal(next(lapsed).status.state, 'lapsed');
  });

  it('needs one person where the policy says so', () => {
    const policy = { ...DEFAULT_POLICY, secondApproverForPermanent: false };
    assert.equal(next(approves(forGood, megan, undefined, policy)).status.state, 'approved');
  });
});

describe('an approval by somebody who has lost the right since', () => {
  const first = next(approves(requestIn(pending, { ...forGood, approvers: [megan, adele, lee] }), megan));
  const without = (request: AccessRequest, by: Person, lost: Person[], less?: Less) =>
    send(request, { type: 'approve', by, lost, ...(less && { less }) });
  const told = (decision: ReturnType<typeof decide>) =>
    'work' in decision
      ? decision.work.flatMap((work) => (work.kind === 'tell-approver' ? [`${work.to} ${work.news}`] : []))
      : [];

  it('counts no more: the next one is the first, and others are asked', () => {
    const decision = without(first, adele, [megan]);
    assert.deepEqual(next(decision).status, {
      ...pending,
      firstApproval: { by: adele, at: at(10), ...owner, insteadOf: megan },
    });
    assert.ok('work' in decision && !decision.work.some(({ kind }) => kind === 'grant'));
    assert.deepEqual(told(decision), [
      `${megan.objectId} second-approval`,
      `${lee.objectId} second-approval`,
      'channel second-approval',
    ]);
    assert.deepEqual(next(approves(next(decision), lee)).status, {
      state: 'approved',
      by: lee,
      at: at(10),
      firstApprover: adele,
    });
  });

  it('holds nobody to what it was cut down to', () => {
    const reader = next(approves(forGood, megan, { roleId: ADT_DATA_READER.id }));
    const again = next(without(reader, adele, [megan])).status;
    assert.ok(again.state === 'pending' && again.firstApproval?.role.id === ADT_DATA_OWNER.id);
  });

  it('is no part of one that takes only one person', () => {
    const short = next(without(first, adele, [megan], { durationMinutes: 480 }));
    assert.deepEqual(short.status, { state: 'approved', by: adele, at: at(10) });
  });

  it('counts no more after a failure: who approves now is the first of two', () => {
    const twice = requestIn({ ...failed, by: adele, firstApprover: megan }, { durationMinutes: null, asked: owner });
    assert.deepEqual(next(without(twice, lee, [adele])).status, {
      state: 'approved',
      by: lee,
      at: at(10),
      firstApprover: megan,
    });
    const decision = without(twice, lee, [adele, megan]);
    const { status } = next(decision);
    assert.ok(status.state === 'failed' && status.failure.code === 'another-approver-needed');
    assert.deepEqual([status.by, status.firstApprover, status.at], [lee, undefined, failed.at]);
    assert.match(status.failure.message, /^Adele Vance and Megan Bowen can no longer .* Somebody else .* Lee Gu/);
    assert.deepEqual(told(decision), [`${megan.objectId} second-approval`, 'channel second-approval']);
    assert.equal(why(approves(next(decision), lee)), 'another-approver-needed');
    assert.deepEqual(next(approves(next(decision), adele)).status, {
      state: 'approved',
      by: adele,
      at: at(10),
      firstApprover: lee,
    });
  });
});

describe('a guest', () => {
  const decisions: [what: string, request: AccessRequest, event: AccessEvent][] = [
    ['approve', requestIn(pending), { type: 'approve', by: lee, guest: true }],
    ['deny', requestIn(pending), { type: 'deny', by: lee, reason: 'No.', guest: true }],
  ];
  for (const [what, request, event] of decisions) {
    it(`does not ${what}`, () => assert.equal(why(send(request, event)), 'guest'));
    it(`may ${what} where the policy says so`, () => {
      next(send(request, event, { ...DEFAULT_POLICY, guestsMayApprove: true }));
    });
  }

  it('is not asked either', () => {
    const waiting = requestIn({ state: 'pending', lapsesAt: at(1440), approversFound: false });
    const approvers = [megan, { ...lee, userPrincipalName: 'lee_fabrikam.com#ext#@contoso.com' }];
    const found = next(send(waiting, { type: 'approvers-found', approvers }));
    assert.deepEqual(found.approvers, [megan]);
  });
});

it('of the approvers no more is kept than their names, ids and clocks', () => {
  const waiting = requestIn({ state: 'pending', lapsesAt: at(1440), approversFound: false });
  const found = { ...megan, userPrincipalName: 'megan@contoso.com', timeZone: 'Europe/Berlin', right: 'Owner' };
  const { approvers } = next(send(waiting, { type: 'approvers-found', approvers: [found] }));
  assert.deepEqual(approvers, [{ ...megan, timeZone: 'Europe/Berlin' }]);
});

describe('with self-grant on', () => {
  const policy = { ...DEFAULT_POLICY, selfGrant: true };

  it('an Owner may approve what is for himself', () => {
    assert.equal(next(approves(requestIn(pending), alex, undefined, policy)).status.state, 'approved');
  });

  it('nobody may approve what he asked for others, or others asked for him', () => {
    const forAdele = requestIn(pending, { subject: { ...adele, type: 'User' } });
    const forApp = requestIn(pending, { subject: { ...adele, type: 'ServicePrincipal' } });
    for (const request of [forAdele, forApp])
      assert.equal(why(approves(request, alex, undefined, policy)), 'requester-cannot-approve');
    assert.equal(why(approves(forAdele, adele, undefined, policy)), 'requester-cannot-approve');
  });
});

describe('a decision about what may no longer be asked for', () => {
  const app = { objectId: adele.objectId, displayName: 'Twin Sync', type: 'ServicePrincipal' } as const;
  for (const [what, request] of [
    ['an app', requestIn(pending, { subject: app })],
    ['a colleague', requestIn(pending, { subject: { ...adele, type: 'User' } })],
  ] as const)
    it(`is refused for ${what} since the policy has become narrower`, () => {
      const policy: AccessPolicy = { ...DEFAULT_POLICY, askFor: ['self'] };
      assert.equal(why(approves(request, megan, undefined, policy)), 'not-allowed');
      assert.equal(next(send(request, { type: 'deny', by: megan, reason: 'No.' }, policy)).status.state, 'denied');
    });
});

it('an approval after the time is over is refused, however late the clock’s own event is', () => {
  const decision = decide(requestIn(pending), { type: 'approve', by: megan }, later(1440), DEFAULT_POLICY);
  assert.equal(why(decision), 'not-in-this-state');
});

describe('the requester’s own reminder', () => {
  const remind: AccessEvent = { type: 'remind', by: alex };

  it('reminds everybody who was asked', () => {
    const decision = send(requestIn(pending, { approvers: [megan, adele] }), remind);
    assert.ok('work' in decision);
    const told = decision.work.flatMap((work) => (work.kind === 'tell-approver' ? [work.to] : []));
    assert.deepEqual(told, [megan.objectId, adele.objectId, 'channel']);
  });

  it('is sent at most once an hour', () => {
    const reminded = next(send(requestIn(pending), remind));
    assert.equal(why(decide(reminded, remind, later(69), DEFAULT_POLICY)), 'too-soon');
    assert.ok('next' in decide(reminded, remind, later(70), DEFAULT_POLICY));
  });

  it('is the requester’s alone', () => {
    assert.equal(why(send(requestIn(pending), { type: 'remind', by: megan })), 'not-yours');
  });
});
