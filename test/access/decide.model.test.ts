import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AccessEvent, AccessRequest, Person, Work } from '../../src/access/access-request.ts';
import { decide } from '../../src/access/decide.ts';
import { newRequest } from '../../src/access/new-request.ts';
import { type AccessPolicy, DEFAULT_POLICY } from '../../src/access/policy.ts';
import { nextWakeAt } from '../../src/access/schedule.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../src/rbac/roles.ts';
import { adele, alex, assignmentId, instance, megan, start } from './requests.ts';

const people = [alex, megan, adele];
const person = fc.constantFrom(...people);
const guest = fc.constantFrom({}, {}, { guest: false }, { guest: true });
/** Whose identity writes now: the mode can be switched while a request lives. */
const mode = fc.constantFrom({}, { writer: 'bot' as const }, { writer: 'approver' as const });
const less = fc.record(
  {
    roleId: fc.constantFrom(ADT_DATA_READER.id, ADT_DATA_OWNER.id, OWNER.id),
    durationMinutes: fc.constantFrom(1, 480, 1440, 43200, null),
  },
  { requiredKeys: [] },
);
const by = <Type extends AccessEvent['type']>(type: Type) => fc.record({ type: fc.constant(type), by: person });

const event: fc.Arbitrary<AccessEvent> = fc.oneof(
  fc.record({ type: fc.constant('approvers-found' as const), approvers: fc.subarray(people) }),
  fc
    .tuple(person, fc.oneof(fc.constant(undefined), less), guest, fc.oneof(fc.constant([]), fc.subarray(people)), mode)
    .map(([by, less, guest, lost, mode]) => ({
      type: 'approve' as const,
      by,
      ...(less && { less }),
      ...guest,
      ...mode,
      lost,
    })),
  fc.tuple(person, fc.constantFrom('', 'No.'), guest).map(([by, reason, guest]) => ({
    type: 'deny' as const,
    by,
    reason,
    ...guest,
  })),
  by('withdraw'),
  by('remind'),
  by('done'),
  fc.tuple(person, guest, mode).map(([by, guest, mode]) => ({ type: 'revoke' as const, by, ...guest, ...mode })),
  fc.record({
    type: fc.constant('assigned' as const),
    assignment: fc.record({
      id: fc.constantFrom('', assignmentId),
      outcome: fc.constantFrom('created' as const, 'adopted' as const),
    }),
  }),
  fc.constant({ type: 'assignment-failed' as const, failure: { code: 'timeout', message: 'Azure did not answer.' } }),
  fc.record({ type: fc.constant('access-checked' as const), effective: fc.boolean() }),
  fc.constant({ type: 'wake' as const }),
  fc.constantFrom({ type: 'revoked' as const }, { type: 'already-gone' as const }),
  fc.constant({ type: 'changed-outside' as const, what: 'a condition was added' }),
  fc.constant({ type: 'extended' as const, by: megan, requestId: 'r2' }),
);

interface Step {
  event: AccessEvent;
  minutes: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(fc.record({ event, minutes: fc.constantFrom(0, 1, 30, 480, 1440) }), {
  maxLength: 25,
});

interface Birth {
  requester: Person;
  subject: Person;
  duration: number | null;
  writer: AccessRequest['writer'];
}

function born({ requester, subject, duration, writer }: Birth): AccessRequest {
  const asked = {
    tenantId: 't',
    id: 'r',
    requester,
    subject: { ...subject, type: 'User' as const },
    instance,
    roleId: ADT_DATA_OWNER.id,
    reason: 'Uploading the models of line 4',
    durationMinutes: duration,
    correlationId: 'corr-1',
  };
  const birth = newRequest(asked, start, DEFAULT_POLICY, writer);
  assert.ok('next' in birth);
  return birth.next;
}

interface Transition {
  event: AccessEvent;
  at: number;
  before: AccessRequest;
  after: AccessRequest;
  work: Work[];
}

/** Every transition of a life: the event and the request before and after it. */
function live(request: AccessRequest, life: Step[], policy: AccessPolicy): Transition[] {
  const transitions: Transition[] = [];
  let at = start.getTime();
  let current = request;
  for (const { event, minutes } of life) {
    at += minutes * 60_000;
    const decision = decide(current, event, new Date(at), policy);
    if ('refused' in decision) continue;
    transitions.push({ event, at, before: current, after: decision.next, work: decision.work });
    current = decision.next;
  }
  return transitions;
}

const birth: fc.Arbitrary<Birth> = fc.record({
  requester: person,
  subject: person,
  duration: fc.constantFrom(480, 10080, null),
  writer: fc.constantFrom('bot' as const, 'approver' as const),
});

/** Checks something of every life, whoever asked and for whom. */
function always(
  check: (transitions: Transition[], first: AccessRequest) => void,
  policy: AccessPolicy = DEFAULT_POLICY,
): void {
  fc.assert(
    fc.property(birth, steps, (each, life) => {
      const first = born(each);
      check(live(first, life, policy), first);
    }),
    { numRuns: 2000 },
  );
}

const has = (work: Work[], kind: Work['kind']) => work.some((piece) => piece.kind === kind);
const minutes = (value: number | null) => value ?? Number.POSITIVE_INFINITY;
const ends = ['denied', 'withdrawn', 'lapsed', 'ended'];

describe('no sequence of events', () => {
  it('leads to access granted without the id of its role assignment', () =>
    always((transitions) => {
      for (const { after } of transitions)
        if (after.status.state === 'granted') assert.notEqual(after.status.assignment.id, '');
    }));

  it('leads to access granted without an approval before it', () =>
    always((transitions) => {
      const seen = new Set<string>();
      for (const { after } of transitions) {
        seen.add(after.status.state);
        if (after.status.state === 'granted') assert.ok(seen.has('approved'));
      }
    }));

  it('leads to two decisions, unless the first could not be carried out', () =>
    always((transitions) => {
      let decided = false;
      for (const { event, after } of transitions) {
        if (event.type === 'assignment-failed') decided = false;
        if (after.status.state !== 'denied' && (event.type !== 'approve' || after.status.state !== 'approved'))
          continue;
        assert.equal(decided, false);
        decided = true;
      }
    }));

  it('leads to a request approved by the requester or by the person the role is for', () =>
    always((transitions, { requester, subject }) => {
      const parties = [requester.objectId, subject.objectId];
      for (const { after } of transitions) {
        const { status } = after;
        const approvers =
          status.state === 'approved' || status.state === 'granted' || status.state === 'failed'
            ? [status.by, status.firstApprover]
            : [status.state === 'pending' ? status.firstApproval?.by : undefined];
        for (const approver of approvers) if (approver) assert.ok(!parties.includes(approver.objectId));
      }
    }));

  it('leads to permanent access that only one person approved', () =>
    always((transitions) => {
      for (const { after } of transitions) {
        const { status, durationMinutes } = after;
        if (durationMinutes !== null || (status.state !== 'approved' && status.state !== 'granted')) continue;
        assert.ok(status.firstApprover !== undefined && status.firstApprover.objectId !== status.by.objectId);
      }
    }));

  it('counts an approval whose right was found to be gone', () =>
    always((transitions) => {
      for (const { event, after } of transitions) {
        if (event.type !== 'approve' || after.status.state !== 'approved') continue;
        const first = after.status.firstApprover?.objectId;
        assert.ok(!event.lost?.some(({ objectId }) => objectId === first));
      }
    }));

  it('gives more than was asked for, or a role or time that the policy does not offer', () =>
    always((transitions, { asked }) => {
      for (const { after } of transitions) {
        assert.deepEqual(after.asked, asked);
        assert.ok([ADT_DATA_READER.id, ADT_DATA_OWNER.id].includes(after.role.id));
        assert.ok(minutes(after.durationMinutes) <= minutes(asked.durationMinutes));
        assert.ok(DEFAULT_POLICY.durations.some((offered) => offered.minutes === after.durationMinutes));
      }
    }));

  it('gives more after an approval of less', () =>
    always((transitions) => {
      for (const { before, after } of transitions) {
        assert.ok(minutes(after.durationMinutes) <= minutes(before.durationMinutes));
        if (before.role.id === ADT_DATA_READER.id) assert.equal(after.role.id, ADT_DATA_READER.id);
      }
    }));

  it('lets a guest decide', () =>
    always((transitions) => {
      for (const { event } of transitions) assert.ok(!('guest' in event && event.guest));
    }));

  it('lets anyone but the requester withdraw or remind, or anyone but a party give back', () =>
    always((transitions, { requester, subject }) => {
      for (const { event } of transitions) {
        if (event.type === 'withdraw' || event.type === 'remind') assert.equal(event.by.objectId, requester.objectId);
        if (event.type === 'done') assert.ok([requester.objectId, subject.objectId].includes(event.by.objectId));
      }
    }));

  it('leads to a role assignment written without an approval, or taken away that the bot did not make', () =>
    always((transitions) => {
      for (const { after, work } of transitions) {
        const { status } = after;
        if (has(work, 'grant')) assert.equal(status.state, 'approved');
        if (has(work, 'revoke'))
          assert.ok(status.state === 'granted' && status.assignment.outcome === 'created' && status.ending);
      }
    }));

  it('makes the bot take away what it may not write itself, or write before the approver’s click has', () =>
    always((transitions) => {
      for (const { event, at, after, work } of transitions) {
        if (after.writer === 'bot') continue;
        assert.ok(!has(work, 'revoke') && !has(work, 'clean-up'));
        const grant = work.find(({ kind }) => kind === 'grant');
        if (event.type === 'approve' && grant?.kind === 'grant') assert.ok(Date.parse(grant.at ?? '') > at);
      }
    }));

  it('shows access as ended that nobody has confirmed to be gone, changed or taken over', () =>
    always((transitions) => {
      const proofs = ['revoked', 'already-gone', 'changed-outside', 'extended'];
      for (const { event, after } of transitions)
        if (after.status.state === 'ended') assert.ok(proofs.includes(event.type));
    }));

  it('says that access works which is being taken away', () =>
    always((transitions) => {
      for (const { event, before } of transitions)
        if (event.type === 'access-checked') assert.ok(before.status.state === 'granted' && !before.status.ending);
    }));

  it('loses a wake: whatever waits for a time has one queued for exactly then', () =>
    always((transitions, first) => {
      const queued = new Set([first.wakeAt]);
      for (const { after, work } of transitions) {
        for (const piece of work) if (piece.kind === 'wake') queued.add(piece.at);
        assert.equal(after.wakeAt, nextWakeAt(after, DEFAULT_POLICY));
        if (after.wakeAt !== undefined) assert.ok(queued.has(after.wakeAt));
      }
    }));

  it('makes a wake that is always due: each one sets the clock forward', () =>
    always((transitions) => {
      for (const { event, at, after } of transitions)
        if (event.type === 'wake' && after.wakeAt !== undefined) assert.ok(Date.parse(after.wakeAt) > at);
    }));

  it('leaves a request undecided, an approval unheard of or an access unexpired without a time to look again', () =>
    always((transitions) => {
      for (const { after } of transitions) {
        const { status } = after;
        const waits =
          status.state === 'pending' ||
          status.state === 'approved' ||
          (status.state === 'granted' && (status.expiresAt !== null || status.ending !== undefined));
        assert.equal(after.wakeAt !== undefined, waits);
      }
    }));

  it('skips a version, or changes who asks, for whom, on what and why', () =>
    always((transitions) => {
      for (const { before, after } of transitions) {
        assert.equal(after.version, before.version + 1);
        const fixed = ({ version, status, approvers, role, durationMinutes, wakeAt, writer, ...rest }: AccessRequest) =>
          rest;
        assert.deepEqual(fixed(after), fixed(before));
      }
    }));

  it('changes who writes but by an approval, which is written afterwards', () =>
    always((transitions) => {
      for (const { event, before, after } of transitions)
        if (before.writer !== after.writer) assert.deepEqual([event.type, after.status.state], ['approve', 'approved']);
    }));

  it('moves a request that has come to its end', () =>
    always((transitions) => {
      for (const { before } of transitions) assert.ok(!ends.includes(before.status.state));
    }));
});

it('a wake changes nothing before its time, nor a second time', () => {
  fc.assert(
    fc.property(birth, steps, fc.integer({ min: 1, max: 2000 }), (each, life, early) => {
      const current = live(born(each), life, DEFAULT_POLICY).at(-1)?.after ?? born(each);
      if (current.wakeAt === undefined) return;
      const due = Date.parse(current.wakeAt);
      const before = decide(current, { type: 'wake' }, new Date(due - early), DEFAULT_POLICY);
      assert.ok('refused' in before && before.refused === 'nothing-due');
      const first = decide(current, { type: 'wake' }, new Date(due), DEFAULT_POLICY);
      assert.ok('next' in first);
      const second = decide(first.next, { type: 'wake' }, new Date(due), DEFAULT_POLICY);
      assert.ok('refused' in second);
    }),
    { numRuns: 2000 },
  );
});

it('with self-grant on, only the one who asks for himself may approve his own request', () => {
  always(
    (transitions, { requester, subject }) => {
      for (const { event } of transitions) {
        if (event.type !== 'approve') continue;
        const { objectId } = event.by;
        const forHimself = requester.objectId === subject.objectId;
        if (!forHimself) assert.ok(![requester.objectId, subject.objectId].includes(objectId));
      }
    },
    { ...DEFAULT_POLICY, selfGrant: true },
  );
});
