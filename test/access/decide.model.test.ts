import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AccessEvent, AccessRequest, Person } from '../../src/access/access-request.ts';
import { decide } from '../../src/access/decide.ts';
import { newRequest } from '../../src/access/new-request.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { adele, alex, assignmentId, instance, megan, start } from './requests.ts';

const people = [alex, megan, adele];
const person = fc.constantFrom(...people);

const event: fc.Arbitrary<AccessEvent> = fc.oneof(
  fc.record({ type: fc.constant('approvers-found' as const), approvers: fc.subarray(people) }),
  fc.record({ type: fc.constant('approve' as const), by: person }),
  fc.record({ type: fc.constant('deny' as const), by: person, reason: fc.constantFrom('', 'No.') }),
  fc.record({ type: fc.constant('withdraw' as const), by: person }),
  fc.record({
    type: fc.constant('assigned' as const),
    assignment: fc.record({
      id: fc.constantFrom('', assignmentId),
      outcome: fc.constantFrom('created' as const, 'adopted' as const),
    }),
  }),
  fc.constant({ type: 'assignment-failed' as const, failure: { code: 'timeout', message: 'Azure did not answer.' } }),
  fc.record({ type: fc.constant('access-checked' as const), effective: fc.boolean() }),
  fc.constantFrom({ type: 'wake' as const }, { type: 'revoked' as const }, { type: 'already-gone' as const }),
);

interface Step {
  event: AccessEvent;
  minutes: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(fc.record({ event, minutes: fc.constantFrom(0, 1, 30, 480, 1440) }), {
  maxLength: 25,
});

function born(requester: Person, subject: Person, durationMinutes: number | null): AccessRequest {
  const birth = newRequest(
    {
      tenantId: 't',
      id: 'r',
      requester,
      subject: { ...subject, type: 'User' },
      instance,
      roleId: DEFAULT_POLICY.grantableRoles[0]?.id ?? '',
      reason: 'Reading line 4',
      durationMinutes,
    },
    start,
    DEFAULT_POLICY,
  );
  assert.ok('next' in birth);
  return birth.next;
}

/** Every transition of a life: the event and the request before and after it. */
function live(request: AccessRequest, life: Step[]) {
  const transitions: { event: AccessEvent; before: AccessRequest; after: AccessRequest; work: string[] }[] = [];
  let now = start.getTime();
  let current = request;
  for (const { event, minutes } of life) {
    now += minutes * 60_000;
    const decision = decide(current, event, new Date(now), DEFAULT_POLICY);
    if ('refused' in decision) continue;
    transitions.push({ event, before: current, after: decision.next, work: decision.work.map(({ kind }) => kind) });
    current = decision.next;
  }
  return transitions;
}

/** Checks something of every life, whoever asked and for whom. */
function always(check: (transitions: ReturnType<typeof live>, first: AccessRequest) => void): void {
  fc.assert(
    fc.property(person, person, fc.constantFrom(480, null), steps, (requester, subject, duration, life) => {
      const first = born(requester, subject, duration);
      check(live(first, life), first);
    }),
    { numRuns: 2000 },
  );
}

describe('no sequence of events', () => {
  it('leads to access granted without the id of its role assignment', () =>
    always((transitions) => {
      for (const { after } of transitions)
        if (after.status.state === 'granted') assert.notEqual(after.status.assignment.id, '');
    }));

  it('leads to access granted without an approval before it', () =>
    always((transitions) => {
      for (const { before, after } of transitions)
        if (after.status.state === 'granted') assert.ok(['approved', 'granted'].includes(before.status.state));
    }));

  it('leads to two decisions, unless the first could not be carried out', () =>
    always((transitions) => {
      let decided = false;
      for (const { event } of transitions) {
        if (event.type === 'assignment-failed') decided = false;
        if (event.type !== 'approve' && event.type !== 'deny') continue;
        assert.equal(decided, false);
        decided = true;
      }
    }));

  it('leads to a request approved by the requester or by the person the role is for', () =>
    always((transitions, { requester, subject }) => {
      for (const { after } of transitions) {
        if (after.status.state !== 'approved' && after.status.state !== 'granted') continue;
        assert.notEqual(after.status.by.objectId, requester.objectId);
        assert.notEqual(after.status.by.objectId, subject.objectId);
      }
    }));

  it('leads to a role assignment written without an approval, or taken away that the bot did not make', () =>
    always((transitions) => {
      for (const { after, work } of transitions) {
        if (work.includes('grant')) assert.equal(after.status.state, 'approved');
        if (work.includes('revoke'))
          assert.ok(after.status.state === 'granted' && after.status.assignment.outcome === 'created');
      }
    }));

  it('leaves a request undecided or an access unexpired without a time to look again', () =>
    always((transitions) => {
      for (const { event, after, work } of transitions) {
        const { status } = after;
        const mustEnd = status.state === 'granted' && status.expiresAt !== null;
        if ((event.type === 'wake' && status.state === 'pending') || (mustEnd && event.type === 'assigned'))
          assert.ok(work.includes('wake'));
        if (event.type === 'wake' && mustEnd) assert.ok(work.includes('wake'));
      }
    }));

  it('changes anything but version, approvers and status, or skips a version', () =>
    always((transitions) => {
      for (const { before, after } of transitions) {
        assert.equal(after.version, before.version + 1);
        const { status, approvers } = after;
        assert.deepEqual(after, { ...before, version: before.version + 1, status, approvers });
      }
    }));

  it('moves a request that has come to its end', () =>
    always((transitions) => {
      for (const { before } of transitions)
        assert.equal(['denied', 'withdrawn', 'lapsed', 'ended'].includes(before.status.state), false);
    }));
});
