/** Access that comes to its end: by an approver, by whoever has it, by the clock; and what the bot may not take away. */
import assert from 'node:assert/strict';
import type { AccessEvent, AccessRequest, Refusal, Work } from '../../src/access/access-request.ts';
import { decide } from '../../src/access/decide.ts';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { adele, alex, assignmentId, at, granted, later, megan, requestIn } from './requests.ts';

const held = requestIn(granted);
const byHand = requestIn(granted, { writer: 'approver' });
const adopted = requestIn({ ...granted, assignment: { id: assignmentId, outcome: 'adopted' }, expiresAt: null });
const revoke: AccessEvent = { type: 'revoke', by: adele, reason: ' The audit is over. ' };

function step(request: AccessRequest, event: AccessEvent, now = later(20)) {
  const decision = decide(request, event, now, DEFAULT_POLICY);
  assert.ok('next' in decision, `refused: ${JSON.stringify(decision)}`);
  const { status } = decision.next;
  return { ...decision, granted: status.state === 'granted' ? status : undefined };
}

function why(request: AccessRequest, event: AccessEvent, now = later(20)): Refusal {
  const decision = decide(request, event, now, DEFAULT_POLICY);
  assert.ok('refused' in decision, 'was not refused');
  return decision;
}

const told = (work: Work[]) =>
  work.flatMap((piece) => (piece.kind === 'tell-approver' ? [[piece.to, piece.news]] : []));
const kinds = (work: Work[]) => work.map(({ kind }) => kind);
const revokeNeeded = [
  [megan.objectId, 'revoke-needed'],
  ['channel', 'revoke-needed'],
];

describe('an approver’s revocation', () => {
  it('makes the bot take away what it made, and shows it as standing until that is confirmed', () => {
    const { granted: after, work } = step(held, revoke);
    const ending = { how: 'revoked', by: adele, at: at(20), reason: 'The audit is over.', nextTryAt: at(80) };
    assert.deepEqual(after?.ending, ending);
    assert.deepEqual(kinds(work), ['deliver', 'revoke', 'wake']);
  });

  it('ends it, once confirmed, with who and why', () => {
    const { next } = step(step(held, revoke).next, { type: 'revoked' }, later(21));
    assert.deepEqual(next.status, {
      state: 'ended',
      at: at(21),
      how: 'revoked',
      by: adele,
      reason: 'The audit is over.',
    });
  });

  it('needs no reason, and takes none that is too long', () => {
    assert.equal(step(held, { type: 'revoke', by: adele }).granted?.ending?.reason, undefined);
    assert.equal(why(held, { ...revoke, reason: 'x'.repeat(501) }).refused, 'invalid');
  });

  it('never takes away what was there before the bot came, and says how somebody can', () => {
    const refusal = why(adopted, revoke);
    assert.ok(refusal.refused === 'not-ours');
    assert.equal(refusal.command, `az role assignment delete --ids "${assignmentId}"`);
    assert.ok(refusal.message.includes(refusal.command));
  });

  it('happens once: a second one finds it under way', () => {
    assert.equal(why(step(held, revoke).next, revoke).refused, 'not-in-this-state');
  });

  it('is not a guest’s', () => {
    assert.equal(why(held, { type: 'revoke', by: adele, guest: true }).refused, 'guest');
  });

  it('of what the approver’s own hand made is left to the click, and asked for again where the click did not do it', () => {
    const { next, granted: after, work } = step(byHand, revoke);
    assert.equal(after?.overdue, undefined);
    assert.deepEqual(kinds(work), ['deliver', 'wake']);
    const later2 = step(next, { type: 'wake' }, later(22));
    assert.equal(later2.granted?.overdue, at(22));
    assert.deepEqual(told(later2.work), revokeNeeded);
  });
});

describe('giving access back', () => {
  for (const [who, by] of [
    ['who asked', alex],
    ['whom it is for', adele],
  ] as const)
    it(`is for ${who}`, () => {
      const request = requestIn(granted, { subject: { ...adele, type: 'User' } });
      const { granted: after, work } = step(request, { type: 'done', by });
      assert.deepEqual(after?.ending, { how: 'given-back', by, at: at(20), nextTryAt: at(80) });
      assert.deepEqual(kinds(work), ['deliver', 'revoke', 'wake']);
    });

  it('is for nobody else', () => {
    assert.equal(why(held, { type: 'done', by: megan }).refused, 'not-yours');
  });

  it('is not possible with what was there before', () => {
    assert.equal(why(adopted, { type: 'done', by: alex }).refused, 'not-ours');
  });

  it('asks the approver to take it away where the bot may not', () => {
    const { granted: after, work } = step(byHand, { type: 'done', by: alex });
    assert.equal(after?.ending?.how, 'given-back');
    assert.equal(after?.overdue, at(20));
    assert.deepEqual(told(work), revokeNeeded);
  });
});

describe('when the time of what the approver’s own hand made is up', () => {
  const due = step(byHand, { type: 'wake' }, later(486));

  it('it stays granted and overdue, and the approver is asked to take it away', () => {
    assert.equal(due.granted?.overdue, at(486));
    assert.equal(due.granted?.ending?.how, 'expired');
    assert.deepEqual(told(due.work), revokeNeeded);
    assert.ok(!kinds(due.work).includes('revoke'));
  });

  it('the approver is asked again every day, and not in the night', () => {
    // A day later it is 16:06 UTC.
    assert.equal(due.next.wakeAt, at(486 + 1440));
    const again = step(due.next, { type: 'wake' }, later(486 + 1440));
    assert.deepEqual(told(again.work), revokeNeeded);
    assert.equal(again.granted?.overdue, at(486), 'since when it is overdue stays');
    const atNight = decide(byHand, { type: 'wake' }, new Date('2025-03-03T23:00:00Z'), DEFAULT_POLICY);
    assert.ok('next' in atNight && atNight.next.wakeAt === '2025-03-05T07:00:00.000Z');
  });

  it('a revocation then says who did it, and it has expired all the same', () => {
    const revoking = step(due.next, revoke, later(500));
    assert.deepEqual([revoking.granted?.ending?.how, revoking.granted?.ending?.by], ['expired', adele]);
    const { next } = step(revoking.next, { type: 'revoked', writtenBy: adele.objectId }, later(501));
    assert.ok(next.status.state === 'ended' && next.status.how === 'expired' && next.status.by === adele);
  });

  it('it is never said to work', () => {
    assert.equal(why(due.next, { type: 'access-checked', effective: true }).refused, 'not-in-this-state');
  });
});

describe('what Azure ends itself by a schedule', () => {
  const assignment = { ...granted.assignment, scheduled: { endsAt: at(486) } };
  const scheduled = requestIn({ ...granted, assignment }, { writer: 'approver' });

  it('expires when the schedule says, whatever was asked', () => {
    const approved = requestIn(
      { state: 'approved', by: megan, at: at(5) },
      { writer: 'approver', durationMinutes: 1440 },
    );
    assert.equal(step(approved, { type: 'assigned', assignment }).granted?.expiresAt, at(486));
  });

  it('is only watched for an hour; then the approver is asked', () => {
    const first = step(scheduled, { type: 'wake' }, later(486));
    assert.deepEqual([kinds(first.work), first.granted?.overdue], [['deliver', 'revoke', 'wake'], undefined]);
    assert.equal(first.next.wakeAt, at(501));
    const second = step(first.next, { type: 'wake' }, later(546));
    assert.deepEqual(told(second.work), revokeNeeded);
  });
});

describe('a removal that failed', () => {
  const failure = { code: 'ScopeLocked', message: 'A lock forbids it.' };
  const ending = step(held, { type: 'wake' }, later(486)).next;
  const failed = step(ending, { type: 'removal-failed', failure }, later(487));

  it('keeps the access shown as standing, says why, and tells the approver', () => {
    assert.equal(failed.granted?.overdue, at(487));
    assert.deepEqual(failed.granted?.ending?.failed, { failure, toldAt: at(487) });
    assert.deepEqual(told(failed.work), revokeNeeded);
  });

  it('is tried again every hour, and told once a day', () => {
    const again = step(failed.next, { type: 'wake' }, later(546));
    assert.deepEqual(kinds(again.work), ['deliver', 'revoke', 'wake']);
    assert.equal(why(again.next, { type: 'removal-failed', failure }, later(547)).refused, 'nothing-due');
    assert.deepEqual(told(step(again.next, { type: 'removal-failed', failure }, later(487 + 1440)).work), revokeNeeded);
  });

  it('ends like any other once it is gone', () => {
    assert.equal(step(failed.next, { type: 'revoked' }, later(600)).next.status.state, 'ended');
  });
});

describe('news for a colleague somebody asked for', () => {
  const forAdele = { subject: { ...adele, type: 'User' as const } };
  const toSubject = (work: Work[]) => work.flatMap((piece) => (piece.kind === 'tell-subject' ? [piece.news] : []));

  it('come when it is granted, when it works, before it ends, and when it has ended', () => {
    const approved = requestIn({ state: 'approved', by: megan, at: at(5) }, forAdele);
    const made = step(approved, { type: 'assigned', assignment: granted.assignment });
    const works = step(made.next, { type: 'access-checked', effective: true });
    const notice = step(works.next, { type: 'wake' }, later(20 + 420));
    const over = step(notice.next, { type: 'already-gone' }, later(500));
    const all = [made, works, notice, over].flatMap(({ work }) => toSubject(work));
    assert.deepEqual(all, ['granted', 'effective', 'expires-in-an-hour', 'ended']);
  });

  it('do not come to an app, nor to whoever asks for himself', () => {
    const app = { subject: { ...adele, type: 'ServicePrincipal' as const } };
    for (const more of [app, {}]) {
      const { work } = step(requestIn(granted, more), { type: 'already-gone' });
      assert.deepEqual(toSubject(work), []);
    }
  });
});
