import assert from 'node:assert/strict';
import type { Case, CaseEvent } from '../../src/triage/case.ts';
import { decideCase } from '../../src/triage/decide-case.ts';
import { alex, megan } from '../access/requests.ts';
import { aCase, caseStatuses } from '../cards/triage-samples.ts';

const now = new Date('2026-03-02T12:00:00.000Z');
const { outcome: _, requestOpen: __, ...bare } = aCase();
const found = aCase().outcome;

function made(before: Case, event: CaseEvent) {
  const decision = decideCase(before, event, now);
  return 'refused' in decision ? decision.refused : decision;
}

function nextOf(before: Case, event: CaseEvent): Case {
  const decision = made(before, event);
  return typeof decision === 'string' ? assert.fail(decision) : decision.next;
}

describe('a case of a diagnosis that found nothing out', () => {
  const [earlier, at, later] = ['2026-03-02T11:00:00.000Z', '2026-03-02T11:10:00.000Z', '2026-03-02T11:20:00.000Z'];
  const unseen = { type: 'unseen', why: 'not-shown', diagnosisId: 'd-9', begunAt: at } as const;

  it('waits for the helpdesk to look, and is told once', () => {
    const next = nextOf(bare, unseen);
    assert.deepEqual([next.unseen, next.unseenAt, next.diagnosisId], ['not-shown', at, 'd-9']);
    assert.equal(next.status.state, bare.status.state);
    assert.equal(made(next, unseen), 'no-change');
    assert.equal(nextOf(next, { ...unseen, why: 'failed' }).unseen, 'failed');
  });

  it('shows the latest, in whatever order they come and however often', () => {
    const one = { ...unseen, why: 'failed', diagnosisId: 'd-8', begunAt: earlier } as const;
    const next = nextOf(nextOf(bare, one), unseen);
    assert.deepEqual([next.unseen, next.unseenAt, next.diagnosisId], ['not-shown', at, 'd-9']);
    for (const known of [next, nextOf(bare, unseen)]) {
      for (const event of [one, unseen, { ...one, begunAt: at }]) assert.equal(made(known, event), 'no-change');
    }
    const again = nextOf(next, { ...unseen, begunAt: later });
    assert.deepEqual([again.unseenAt, again.diagnosisId], [later, 'd-9']);
  });

  it('waits for no answer to what was asked before it', () => {
    const next = nextOf(bare, unseen);
    for (const begunAt of [earlier, at]) assert.equal(made(next, { type: 'question-asked', begunAt }), 'no-change');
    assert.equal(nextOf(next, { type: 'question-asked', begunAt: later }).status.state, 'waiting-for-reporter');
  });

  it('is told as what it is once something is found out, whenever that was begun', () => {
    const { at: _, ...rest } = found ?? assert.fail();
    const outcome = { ...rest, at: earlier };
    const looked = { type: 'diagnosed', outcome, diagnosisId: 'd-8', report: bare.report } as const;
    const next = nextOf(nextOf(bare, unseen), looked);
    assert.deepEqual([next.unseen, next.unseenAt, next.diagnosisId], [undefined, undefined, 'd-8']);
    assert.equal(made(next, unseen), 'no-change');
  });

  it('waits for the reporter no more, where the bot had asked him something', () => {
    const asked: Case = { ...bare, status: { state: 'waiting-for-reporter', at: bare.createdAt } };
    assert.equal(nextOf(asked, unseen).status.state, 'new');
    const byPerson: Case = { ...asked, status: { ...asked.status, note: 'Since when?' } as Case['status'] };
    assert.equal(nextOf(byPerson, unseen).status.state, 'waiting-for-reporter');
  });

  it('is nothing new where there is a finding, or the case is over', () => {
    assert.equal(made({ ...bare, ...(found && { outcome: found }) }, unseen), 'no-change');
    assert.equal(made({ ...bare, status: caseStatuses()['resolved-by-hand'] }, unseen), 'not-in-this-state');
  });
});

describe('an answer that nobody had asked for, and that was not helpful', () => {
  const reporter = { ...alex, helpdesk: false };
  const notHelpful = (by: typeof reporter) => ({ type: 'not-helpful', by }) as const;
  const own: Case = { ...bare, reporter: alex };

  it('ends its case, by its reporter or the helpdesk, and tells nobody in the thread', () => {
    for (const by of [reporter, { ...megan, helpdesk: true }]) {
      const decision = made(own, notHelpful(by));
      if (typeof decision === 'string') return assert.fail(decision);
      const { status } = decision.next;
      assert.ok(status.state === 'resolved' && status.how === 'not-helpful');
      assert.equal(status.by?.objectId, by.objectId);
      assert.ok(decision.work.some((each) => each.kind === 'announce' && each.event === 'case.resolved'));
      assert.ok(!decision.work.some(({ kind }) => kind === 'tell-reporter'));
    }
    return undefined;
  });

  it('is for nobody else to say', () => {
    assert.equal(made(own, notHelpful({ ...megan, helpdesk: false })), 'not-yours');
  });

  const stay: [what: string, more: Partial<Case>][] = [
    ['that waits for approval', { requestOpen: true, status: { state: 'waiting-for-approval', at: own.createdAt } }],
    ['whose access is still asked for', { requestOpen: true }],
    ['that is over', { status: caseStatuses()['resolved-by-hand'] }],
  ];
  for (const [what, more] of stay) {
    it(`leaves a case as it is ${what}`, () => {
      assert.equal(made({ ...own, ...more }, notHelpful(reporter)), 'not-in-this-state');
    });
  }

  it('can be opened again by the reporter', () => {
    const ended = nextOf(own, notHelpful(reporter));
    assert.equal(nextOf(ended, { type: 'reopen', by: reporter }).status.state, 'new');
  });
});
