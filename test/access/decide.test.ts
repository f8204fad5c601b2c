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
import { ADT_DATA_READER } from '../../src/rbac/roles.ts';
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

describe('every event in every state', () => {
  const states: Record<string, AccessStatus> = {
    'pending, approvers not found': { state: 'pending', lapsesAt: at(1440), approversFound: false },
    pending,
    'pending, time over': { state: 'pending', lapsesAt: at(9), approversFound: true },
    approved,
    failed,
    'granted, checking': granted,
    'granted, effective': { ...granted, access: 'effective' },
    'granted, late': { ...granted, access: 'late' },
    'granted, time over': { ...granted, expiresAt: at(9) },
    'granted for good': { ...granted, expiresAt: null },
    denied: { state: 'denied', by: megan, at: at(5), reason: 'Ask for Reader.' },
    withdrawn: { state: 'withdrawn', at: at(5) },
    lapsed: { state: 'lapsed', at: at(5) },
    ended: { state: 'ended', at: at(5), how: 'expired', by: megan },
  };
  const events: Record<string, AccessEvent> = {
    'approvers-found': { type: 'approvers-found', approvers: [megan] },
    approve: { type: 'approve', by: megan },
    deny: { type: 'deny', by: megan, reason: 'Ask for Reader.' },
    withdraw: { type: 'withdraw', by: alex },
    assigned: { type: 'assigned', assignment: created },
    'assignment-failed': { type: 'assignment-failed', failure },
    'access works': { type: 'access-checked', effective: true },
    'access does not work yet': { type: 'access-checked', effective: false },
    wake: { type: 'wake' },
    revoked: { type: 'revoked' },
    'already-gone': { type: 'already-gone' },
  };
  /** State after the event; every pair that is not here is refused as not in this state. */
  const moves: Record<string, Record<string, AccessStatus['state']>> = {
    'pending, approvers not found': {
      'approvers-found': 'pending',
      approve: 'approved',
      deny: 'denied',
      withdraw: 'withdrawn',
      wake: 'pending',
    },
    pending: { approve: 'approved', deny: 'denied', withdraw: 'withdrawn', wake: 'pending' },
    'pending, time over': { approve: 'approved', deny: 'denied', withdraw: 'withdrawn', wake: 'lapsed' },
    approved: { assigned: 'granted', 'assignment-failed': 'failed' },
    failed: { approve: 'approved', withdraw: 'withdrawn' },
    'granted, checking': {
      'access works': 'granted',
      'access does not work yet': 'granted',
      wake: 'granted',
      revoked: 'ended',
      'already-gone': 'ended',
    },
    'granted, effective': { wake: 'granted', revoked: 'ended', 'already-gone': 'ended' },
    'granted, late': { 'access works': 'granted', wake: 'granted', revoked: 'ended', 'already-gone': 'ended' },
    'granted, time over': {
      'access works': 'granted',
      'access does not work yet': 'granted',
      wake: 'granted',
      revoked: 'ended',
      'already-gone': 'ended',
    },
    'granted for good': {
      'access works': 'granted',
      'access does not work yet': 'granted',
      'already-gone': 'ended',
    },
  };

  for (const [stateName, status] of Object.entries(states)) {
    for (const [eventName, event] of Object.entries(events)) {
      const expected = moves[stateName]?.[eventName];
      it(`${eventName} while ${stateName}: ${expected ?? 'refused'}`, () => {
        const decision = send(status, event);
        if (expected === undefined) return assert.equal(refusal(decision), 'not-in-this-state');
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
    assert.deepEqual(next.status, { ...waiting, approversFound: true });
    assert.deepEqual(work, [deliver]);
  });

  it('are each asked once, and never the requester', () => {
    const again = { ...megan, objectId: megan.objectId.toUpperCase() };
    const { next } = step(send(waiting, { type: 'approvers-found', approvers: [alex, megan, again] }));
    assert.deepEqual(next.approvers, [again]);
  });

  it('are nobody: the requester is told', () => {
    const { next, work } = step(send(waiting, { type: 'approvers-found', approvers: [alex] }));
    assert.deepEqual(next.approvers, []);
    assert.deepEqual(work, [deliver, tell('nobody-to-ask')]);
  });
});

describe('an approval', () => {
  it('is recorded and carried out', () => {
    const { next, work } = step(send(pending, { type: 'approve', by: megan }));
    assert.deepEqual(next.status, { state: 'approved', by: megan, at: at(10) });
    assert.deepEqual(work, [deliver, { kind: 'grant' }]);
  });

  it('may come from somebody who was not asked, whose right has been proven', () => {
    assert.equal(step(send(pending, { type: 'approve', by: adele })).next.status.state, 'approved');
  });

  it('may come again after a failure, from somebody else', () => {
    const { next, work } = step(send(failed, { type: 'approve', by: adele }));
    assert.deepEqual(next.status, { state: 'approved', by: adele, at: at(10) });
    assert.deepEqual(work, [deliver, { kind: 'grant' }]);
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
    assert.equal(refusal(decision), 'invalid');
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
    assert.deepEqual(work, [
      deliver,
      tell('granted'),
      { kind: 'verify', at: at(10, 5) },
      { kind: 'wake', at: at(490) },
    ]);
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
  assert.deepEqual(work, [deliver, tell('failed')]);
});

describe('access that was checked', () => {
  it('is told once it works', () => {
    const { next, work } = step(send(granted, { type: 'access-checked', effective: true }));
    assert.deepEqual(next.status, { ...granted, access: 'effective' });
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
  it('lets a request lapse that nobody decided', () => {
    const { next, work } = step(send(pending, { type: 'wake' }, later(1440)));
    assert.deepEqual(next.status, { state: 'lapsed', at: at(1440) });
    assert.deepEqual(work, [deliver, tell('lapsed')]);
  });

  it('too early for that sets the clock again, and shows the new version', () => {
    const { next, work } = step(send(pending, { type: 'wake' }, later(1439, 59)));
    assert.deepEqual(next.status, pending);
    assert.deepEqual(work, [deliver, { kind: 'wake', at: at(1440) }]);
  });

  it('takes away what has expired, and stays granted until that is done', () => {
    const { next, work } = step(send(granted, { type: 'wake' }, later(486)));
    assert.deepEqual(next.status, granted);
    assert.deepEqual(work, [{ kind: 'revoke' }, { kind: 'wake', at: at(546) }]);
  });

  it('twice asks to revoke twice, and the second finds the request ended', () => {
    const first = step(decide(requestIn(granted), { type: 'wake' }, later(486), DEFAULT_POLICY)).next;
    const second = step(decide(first, { type: 'wake' }, later(486), DEFAULT_POLICY)).next;
    const ended = step(decide(second, { type: 'revoked' }, later(487), DEFAULT_POLICY)).next;
    for (const type of ['revoked', 'already-gone', 'wake'] as const)
      assert.equal(refusal(decide(ended, { type }, later(487), DEFAULT_POLICY)), 'not-in-this-state');
  });

  it('too early for that only sets the clock again (granted)', () => {
    const { next, work } = step(send(granted, { type: 'wake' }, later(485)));
    assert.deepEqual(next.status, granted);
    assert.deepEqual(work, [{ kind: 'wake', at: at(486) }]);
  });
});

describe('access that is gone', () => {
  it('has expired when the bot took it away', () => {
    const { next, work } = step(send(granted, { type: 'revoked' }, later(487)));
    assert.deepEqual(next.status, { state: 'ended', at: at(487), how: 'expired', by: megan });
    assert.deepEqual(work, [deliver, tell('ended')]);
  });

  it('was removed outside when it was not there any more', () => {
    const { next, work } = step(send(granted, { type: 'already-gone' }, later(20)));
    assert.deepEqual(next.status, { state: 'ended', at: at(20), how: 'removed-outside', by: megan });
    assert.deepEqual(work, [deliver, tell('ended')]);
  });
});

it('a decision leaves the request it was asked about as it was', () => {
  const request = requestIn(pending);
  const before = structuredClone(request);
  decide(request, { type: 'approve', by: megan }, later(10), DEFAULT_POLICY);
  assert.deepEqual(request, before);
});
