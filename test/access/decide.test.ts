import assert from 'node:assert/strict';
import type {
  AccessEvent,
  AccessRequest,
  AccessStatus,
  Decision,
  Refusal,
  Work,
} from '../../src/access/access-request.ts';
import { decide } from '../../src/access/decide.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../src/rbac/roles.ts';
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

const forGood = { durationMinutes: null, asked: { role: ADT_DATA_OWNER, durationMinutes: null } };
const byHand = { writer: 'approver' } as const;
const failure = { code: 'throttled', message: 'Azure is busy. Approve again in a few minutes.' };
const created = { id: assignmentId, outcome: 'created' } as const;

function send(status: AccessStatus, event: AccessEvent, now = later(10), more: Partial<AccessRequest> = {}): Decision {
  return decide(requestIn(status, more), event, now, DEFAULT_POLICY);
}

function step(decision: Decision): { next: AccessRequest; work: Work[] } {
  assert.ok('next' in decision, `refused: ${JSON.stringify(decision)}`);
  return decision;
}

function refusal(decision: Decision): Refusal['refused'] {
  assert.ok('refused' in decision, 'was not refused');
  assert.match(decision.message, /^[A-Z].*\.$/);
  return decision.refused;
}

const tell = (news: Extract<Work, { kind: 'tell-requester' }>['news']): Work => ({ kind: 'tell-requester', news });
const deliver: Work = { kind: 'deliver' };
const wakeAt = (time: string): Work => ({ kind: 'wake', at: time });
const remind = (to: string): Work => ({ kind: 'tell-approver', to, news: 'reminder' });

/** Whatever a request can be in, by name. Those written by the approver's own hand are named so. */
const states: Record<string, AccessRequest> = {
  'pending, approvers not found': requestIn({ state: 'pending', lapsesAt: at(1440), approversFound: false }),
  pending: requestIn(pending),
  'pending, reminder due': requestIn({ ...pending, askedAt: at(-5) }),
  'pending, time over': requestIn({ ...pending, lapsesAt: at(9) }),
  'pending, approved once': requestIn(
    { ...pending, firstApproval: { by: adele, at: at(5), role: ADT_DATA_OWNER, durationMinutes: null } },
    forGood,
  ),
  approved: requestIn(approved),
  'approved, not heard of': requestIn({ ...approved, at: at(-60) }),
  failed: requestIn(failed),
  'granted, checking': requestIn(granted),
  'granted, effective': requestIn({ ...granted, access: 'effective' }),
  'granted, late': requestIn({ ...granted, access: 'late' }),
  'granted, notice due': requestIn({ ...granted, access: 'effective', at: at(-60), expiresAt: at(69) }),
  'granted, time over': requestIn({ ...granted, expiresAt: at(9) }),
  'granted for good': requestIn({ ...granted, expiresAt: null }, forGood),
  'granted, was there before': requestIn({
    ...granted,
    assignment: { id: assignmentId, outcome: 'adopted' },
    expiresAt: null,
  }),
  'granted, ending': requestIn({ ...granted, ending: { how: 'revoked', by: adele, at: at(8), nextTryAt: at(68) } }),
  'granted by hand': requestIn(granted, byHand),
  'granted by hand, time over': requestIn({ ...granted, expiresAt: at(9) }, byHand),
  'granted by hand, overdue': requestIn(
    { ...granted, ending: { how: 'expired', at: at(8), nextTryAt: at(9) }, overdue: at(8) },
    byHand,
  ),
  'granted by schedule, time over': requestIn(
    { ...granted, assignment: { ...created, scheduled: { endsAt: at(9) } }, expiresAt: at(9) },
    byHand,
  ),
  denied: requestIn({ state: 'denied', by: megan, at: at(5), reason: 'Ask for Reader.' }),
  withdrawn: requestIn({ state: 'withdrawn', at: at(5) }),
  lapsed: requestIn({ state: 'lapsed', at: at(5) }),
  ended: requestIn({ state: 'ended', at: at(5), how: 'expired', by: megan }),
};

/** What can happen, by name; whoever may do it does. */
const events: Record<string, AccessEvent> = {
  'approvers-found': { type: 'approvers-found', approvers: [megan] },
  approve: { type: 'approve', by: megan },
  deny: { type: 'deny', by: megan, reason: 'Ask for Reader.' },
  withdraw: { type: 'withdraw', by: alex },
  remind: { type: 'remind', by: alex },
  assigned: { type: 'assigned', assignment: created },
  'assignment-failed': { type: 'assignment-failed', failure },
  'access works': { type: 'access-checked', effective: true },
  'access does not work yet': { type: 'access-checked', effective: false },
  wake: { type: 'wake' },
  revoke: { type: 'revoke', by: megan },
  done: { type: 'done', by: alex },
  revoked: { type: 'revoked' },
  'removal-failed': { type: 'removal-failed', failure },
  'already-gone': { type: 'already-gone' },
  'changed-outside': { type: 'changed-outside', what: 'a condition was added' },
  extended: { type: 'extended', by: megan, requestId: 'req-2' },
};

describe('every event in every state', () => {
  const decidable = { approve: 'approved', deny: 'denied', withdraw: 'withdrawn' } as const;
  const checks = { 'access works': 'granted', 'access does not work yet': 'granted' } as const;
  const outside = { 'already-gone': 'ended', 'changed-outside': 'ended' } as const;
  const early = 'refused: nothing-due' as const;
  const stands = { ...outside, wake: early, revoke: 'granted', done: 'granted', extended: 'ended' } as const;
  const isEnding = { ...outside, wake: early, revoked: 'ended', 'removal-failed': 'granted' } as const;
  type Outcome = AccessStatus['state'] | `refused: ${Refusal['refused']}`;
  /** State after the event; every pair that is not here is refused as not in this state. */
  const moves: Record<string, Record<string, Outcome>> = {
    'pending, approvers not found': { ...decidable, 'approvers-found': 'pending', wake: early },
    pending: { ...decidable, remind: 'pending', wake: early },
    'pending, reminder due': { ...decidable, remind: 'pending', wake: 'pending' },
    'pending, time over': { deny: 'denied', withdraw: 'withdrawn', wake: 'lapsed' },
    'pending, approved once': { ...decidable, remind: 'pending', wake: early },
    approved: { assigned: 'granted', 'assignment-failed': 'failed', wake: early },
    'approved, not heard of': { assigned: 'granted', 'assignment-failed': 'failed', wake: 'approved' },
    failed: { approve: 'approved', withdraw: 'withdrawn', assigned: 'granted' },
    'granted, checking': { ...stands, ...checks },
    'granted, effective': stands,
    'granted, late': { ...stands, 'access works': 'granted' },
    'granted, notice due': { ...stands, wake: 'granted' },
    'granted, time over': { ...stands, ...checks, wake: 'granted' },
    'granted for good': { ...outside, ...checks, revoke: 'granted', done: 'granted', extended: 'ended' },
    'granted, was there before': {
      ...outside,
      ...checks,
      extended: 'ended',
      revoke: 'refused: not-ours',
      done: 'refused: not-ours',
    },
    'granted, ending': isEnding,
    'granted by hand': { ...stands, ...checks },
    'granted by hand, time over': { ...stands, ...checks, wake: 'granted' },
    'granted by hand, overdue': { ...isEnding, wake: 'granted', revoke: 'granted', extended: 'ended' },
    'granted by schedule, time over': { ...stands, ...checks, wake: 'granted' },
  };

  for (const [stateName, request] of Object.entries(states)) {
    for (const [eventName, event] of Object.entries(events)) {
      const expected = moves[stateName]?.[eventName] ?? 'refused: not-in-this-state';
      it(`${eventName} while ${stateName}: ${expected}`, () => {
        const decision = decide(request, event, later(10), DEFAULT_POLICY);
        if (expected.startsWith('refused: ')) return assert.equal(`refused: ${refusal(decision)}`, expected);
        const { next } = step(decision);
        assert.equal(next.status.state, expected);
        assert.equal(next.version, 8);
      });
    }
  }
});

describe('approvers that were found', () => {
  const waiting: AccessStatus = { state: 'pending', lapsesAt: at(1440), approversFound: false };

  it('are stored and shown', () => {
    const { next, work } = step(send(waiting, { type: 'approvers-found', approvers: [megan, adele] }));
    assert.deepEqual(next.approvers, [megan, adele]);
    assert.deepEqual(next.status, { ...waiting, approversFound: true, askedAt: at(10) });
    assert.deepEqual(work, [deliver, wakeAt(at(25))]);
  });

  it('are each asked once, and never the requester', () => {
    const again = { ...megan, objectId: megan.objectId.toUpperCase() };
    const { next } = step(send(waiting, { type: 'approvers-found', approvers: [alex, megan, again] }));
    assert.deepEqual(next.approvers, [again]);
  });

  it('are nobody: the requester is told', () => {
    const { next, work } = step(send(waiting, { type: 'approvers-found', approvers: [alex] }));
    assert.deepEqual(next.approvers, []);
    assert.deepEqual(work, [deliver, tell('nobody-to-ask'), wakeAt(at(25))]);
  });
});

describe('an approval', () => {
  it('is recorded and carried out', () => {
    const { next, work } = step(send(pending, { type: 'approve', by: megan }));
    assert.deepEqual(next.status, { state: 'approved', by: megan, at: at(10) });
    assert.deepEqual(work, [deliver, { kind: 'grant' }, wakeAt(at(70))]);
  });

  it('may come from somebody who was not asked, whose right has been proven', () => {
    assert.equal(step(send(pending, { type: 'approve', by: adele })).next.status.state, 'approved');
  });

  it('may come again after a failure, from somebody else', () => {
    const { next, work } = step(send(failed, { type: 'approve', by: adele }));
    assert.deepEqual(next.status, { state: 'approved', by: adele, at: at(10) });
    assert.deepEqual(work, [deliver, { kind: 'grant' }, wakeAt(at(70))]);
  });

  for (const status of [pending, failed]) {
    it(`refuses the requester as approver (${status.state})`, () => {
      const by = { ...alex, objectId: alex.objectId.toUpperCase() };
      assert.equal(refusal(send(status, { type: 'approve', by })), 'requester-cannot-approve');
    });

    it(`refuses the person the role is for (${status.state})`, () => {
      const more = { requester: adele };
      assert.equal(refusal(send(status, { type: 'approve', by: alex }, later(10), more)), 'requester-cannot-approve');
    });
  }

  it('is refused when the policy no longer allows the role', () => {
    const policy = { ...DEFAULT_POLICY, grantableRoles: [ADT_DATA_READER] };
    const decision = decide(requestIn(pending), { type: 'approve', by: megan }, later(10), policy);
    assert.equal(refusal(decision), 'not-allowed');
  });
});

describe('a denial', () => {
  it('keeps its reason, and the requester is told', () => {
    const { next, work } = step(send(pending, { type: 'deny', by: megan, reason: '  Reader is enough. ' }));
    assert.deepEqual(next.status, { state: 'denied', by: megan, at: at(10), reason: 'Reader is enough.' });
    assert.deepEqual(work, [deliver, tell('denied')]);
  });

  for (const reason of ['', ' \n ', 'x'.repeat(501)])
    it(`needs a reason of 1 to 500 characters, not ${reason.trim().length}`, () =>
      assert.equal(refusal(send(pending, { type: 'deny', by: megan, reason })), 'invalid'));

  it('takes a reason of one character and of 500', () => {
    for (const reason of ['x', 'x'.repeat(500)]) step(send(pending, { type: 'deny', by: megan, reason }));
  });

  it('is not for the requester, who withdraws', () => {
    const decision = send(pending, { type: 'deny', by: alex, reason: 'No longer needed' });
    assert.equal(refusal(decision), 'requester-cannot-approve');
    assert.match('message' in decision ? decision.message : '', /withdraw/);
  });
});

describe('a withdrawal', () => {
  it('ends the request and updates its cards', () => {
    const { next, work } = step(send(pending, { type: 'withdraw', by: alex }));
    assert.deepEqual(next.status, { state: 'withdrawn', at: at(10) });
    assert.deepEqual(work, [deliver]);
    assert.equal(next.wakeAt, undefined);
  });

  it('is for the requester alone', () => {
    assert.equal(refusal(send(pending, { type: 'withdraw', by: megan })), 'not-yours');
  });
});

describe('a role assignment that was made', () => {
  it('grants until the end of the duration, and is verified', () => {
    const { next, work } = step(send(approved, { type: 'assigned', assignment: created }));
    assert.deepEqual(next.status, {
      state: 'granted',
      by: megan,
      at: at(10),
      assignment: created,
      expiresAt: at(490),
      access: 'checking',
    });
    assert.deepEqual(work, [deliver, tell('granted'), { kind: 'verify', at: at(10, 5) }, wakeAt(at(430))]);
  });

  it('never expires when it is permanent', () => {
    const more = { durationMinutes: null };
    const { next, work } = step(send(approved, { type: 'assigned', assignment: created }, later(10), more));
    assert.equal(next.status.state === 'granted' && next.status.expiresAt, null);
    assert.deepEqual(work, [deliver, tell('granted'), { kind: 'verify', at: at(10, 5) }]);
  });

  it('is never taken away when Azure already had it', () => {
    const assignment = { id: assignmentId, outcome: 'adopted' } as const;
    const { next, work } = step(send(approved, { type: 'assigned', assignment }));
    assert.equal(next.status.state === 'granted' && next.status.expiresAt, null);
    assert.equal(
      work.some(({ kind }) => kind === 'wake'),
      false,
    );
  });

  it('grants nothing without its id', () => {
    const assignment = { id: '', outcome: 'created' } as const;
    assert.equal(refusal(send(approved, { type: 'assigned', assignment })), 'invalid');
  });
});

it('a role assignment that failed is told with its reason and keeps who approved', () => {
  const { next, work } = step(send(approved, { type: 'assignment-failed', failure }));
  assert.deepEqual(next.status, { state: 'failed', by: megan, at: at(10), failure });
  assert.deepEqual(work, [deliver, tell('failed'), { kind: 'watch', at: at(11) }]);
});

it('a role assignment that waits for the approver’s stronger sign-in rings no bell at the requester’s', () => {
  const mfa = { code: 'needs-mfa', message: 'Azure asks for multifactor authentication.' };
  const { next, work } = step(send(approved, { type: 'assignment-failed', failure: mfa }));
  assert.deepEqual(next.status, { state: 'failed', by: megan, at: at(10), failure: mfa });
  assert.deepEqual(work, [deliver, { kind: 'watch', at: at(11) }]);
});

describe('access that was checked', () => {
  it('is told once it works', () => {
    const { next, work } = step(send(granted, { type: 'access-checked', effective: true }));
    assert.deepEqual(next.status, { ...granted, access: 'effective', worksSince: at(10) });
    assert.deepEqual(work, [deliver, tell('effective')]);
  });

  it('is checked again after 5, 10, 20, 40 … seconds and at most two minutes', () => {
    const delays = [5];
    let now = later(6, 5);
    for (let checks = 0; checks < 7; checks++) {
      const { next, work } = step(send(granted, { type: 'access-checked', effective: false }, now));
      assert.deepEqual(next.status, granted);
      const [verify, ...rest] = work;
      assert.ok(verify?.kind === 'verify' && rest.length === 0);
      delays.push((Date.parse(verify.at) - now.getTime()) / 1000);
      now = new Date(verify.at);
    }
    assert.deepEqual(delays, [5, 10, 20, 40, 80, 120, 120, 120]);
  });

  it('is checked a last time 30 minutes after the grant', () => {
    const { work } = step(send(granted, { type: 'access-checked', effective: false }, later(35, 59)));
    assert.deepEqual(work, [{ kind: 'verify', at: at(36) }]);
  });

  it('is late after 30 minutes, and told', () => {
    const { next, work } = step(send(granted, { type: 'access-checked', effective: false }, later(36)));
    assert.deepEqual(next.status, { ...granted, access: 'late' });
    assert.deepEqual(work, [deliver, tell('late')]);
  });

  it('can still work after it was late', () => {
    const { work } = step(send({ ...granted, access: 'late' }, { type: 'access-checked', effective: true }, later(60)));
    assert.deepEqual(work, [deliver, tell('effective')]);
  });

  it('is checked soon when the clocks of two machines disagree', () => {
    const { work } = step(send(granted, { type: 'access-checked', effective: false }, later(5)));
    assert.deepEqual(work, [{ kind: 'verify', at: at(5, 5) }]);
  });
});

describe('waking', () => {
  const wake: AccessEvent = { type: 'wake' };

  it('lets a request lapse that nobody decided', () => {
    const { next, work } = step(send(pending, wake, later(1440)));
    assert.deepEqual(next.status, { state: 'lapsed', at: at(1440) });
    assert.deepEqual(work, [deliver, tell('lapsed')]);
  });

  it('reminds whoever was asked, shows the new version, and sets the clock again', () => {
    const { next, work } = step(send(pending, wake, later(15)));
    assert.deepEqual(next.status, { ...pending, remindedAt: at(15) });
    assert.deepEqual(work, [deliver, remind(megan.objectId), remind('channel'), wakeAt(at(45))]);
  });

  it('after a long standstill reminds once for all that was missed', () => {
    const { work } = step(send(pending, wake, later(600)));
    assert.deepEqual(work.slice(0, 3), [deliver, remind(megan.objectId), remind('channel')]);
    assert.equal(work.length, 4);
  });

  it('tells of the end an hour before it', () => {
    const { next, work } = step(send(granted, wake, later(426)));
    assert.deepEqual(next.status, { ...granted, noticedAt: at(426) });
    assert.deepEqual(work, [deliver, tell('expires-in-an-hour'), wakeAt(at(486))]);
  });

  it('takes away what has expired, and stays granted until that is done', () => {
    const { next, work } = step(send(granted, wake, later(486)));
    assert.deepEqual(next.status, { ...granted, ending: { how: 'expired', at: at(486), nextTryAt: at(546) } });
    assert.deepEqual(work, [deliver, { kind: 'revoke' }, wakeAt(at(546))]);
  });

  it('asks again every hour to take it away, and once it is gone nothing more happens', () => {
    const first = step(decide(requestIn(granted), wake, later(486), DEFAULT_POLICY)).next;
    assert.equal(refusal(decide(first, wake, later(500), DEFAULT_POLICY)), 'nothing-due');
    const second = step(decide(first, wake, later(546), DEFAULT_POLICY));
    assert.deepEqual(second.work, [deliver, { kind: 'revoke' }, wakeAt(at(606))]);
    const ended = step(decide(second.next, { type: 'revoked' }, later(547), DEFAULT_POLICY)).next;
    for (const type of ['revoked', 'already-gone', 'wake'] as const)
      assert.equal(refusal(decide(ended, { type }, later(547), DEFAULT_POLICY)), 'not-in-this-state');
  });

  it('takes up an approval of which nothing was heard for an hour', () => {
    const { next, work } = step(send(approved, wake, later(65)));
    assert.deepEqual(next.status, { ...approved, triedAgainAt: at(65) });
    assert.deepEqual(work, [deliver, { kind: 'grant' }, wakeAt(at(125))]);
  });

  it('plans anew where no wake is on record', () => {
    const { wakeAt: _, ...forgotten } = requestIn(pending);
    const { work } = step(decide(forgotten, wake, later(1), DEFAULT_POLICY));
    assert.deepEqual(work, [deliver, wakeAt(at(15))]);
  });
});

describe('access that is gone', () => {
  const ending = { how: 'expired', at: at(486), nextTryAt: at(546) } as const;

  it('has expired when the bot took it away', () => {
    const { next, work } = step(send({ ...granted, ending }, { type: 'revoked' }, later(487)));
    assert.deepEqual(next.status, { state: 'ended', at: at(487), how: 'expired', by: megan });
    assert.deepEqual(work, [deliver, tell('ended')]);
  });

  it('has expired too when somebody else was quicker to take it away', () => {
    const { next } = step(send({ ...granted, ending }, { type: 'already-gone' }, later(487)));
    assert.deepEqual(next.status, { state: 'ended', at: at(487), how: 'expired', by: megan });
  });

  it('is never said to be revoked while nobody wanted that', () => {
    assert.equal(refusal(send(granted, { type: 'revoked' }, later(487))), 'not-in-this-state');
  });

  it('was removed outside when it was not there any more', () => {
    const { next, work } = step(send(granted, { type: 'already-gone' }, later(20)));
    assert.deepEqual(next.status, { state: 'ended', at: at(20), how: 'removed-outside', by: megan });
    assert.deepEqual(work, [deliver, tell('ended')]);
  });

  it('or no longer what was granted ends as such, and the approver is told', () => {
    const { next, work } = step(send(granted, { type: 'changed-outside', what: 'a condition was added' }, later(20)));
    assert.deepEqual(next.status, { state: 'ended', at: at(20), how: 'changed-outside', by: megan });
    const toApprover = (to: string): Work => ({ kind: 'tell-approver', to, news: 'changed-outside' });
    assert.deepEqual(work, [deliver, tell('ended'), toApprover(megan.objectId), toApprover('channel')]);
  });
});

it('a decision leaves the request it was asked about as it was', () => {
  const request = requestIn(pending);
  const before = structuredClone(request);
  decide(request, { type: 'approve', by: megan }, later(10), DEFAULT_POLICY);
  assert.deepEqual(request, before);
});
