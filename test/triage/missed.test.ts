import assert from 'node:assert/strict';
import type { CaseEvent } from '../../src/triage/case.ts';
import type { IncidentEvent } from '../../src/triage/incident.ts';
import { missedBy } from '../../src/triage/missed.ts';
import type { TriageEntry } from '../../src/triage/store.ts';
import { alex, at, lee, megan } from './reports.ts';

const isaiah = { ...lee, helpdesk: true };
const resolve = { type: 'resolve', by: megan } as const;
const claim = { type: 'claim', by: megan } as const;

/** A history, one line a minute. */
function lines(...all: [what: TriageEntry['what'], by?: TriageEntry['by']][]): TriageEntry[] {
  return all.map(([what, by], minute) => ({
    tenantId: 'contoso',
    subjectId: 'case-1',
    version: minute + 2,
    at: at(minute),
    what,
    ...(by && { by }),
    from: { kind: 'job' },
    correlationId: 'diagnosis-1',
  }));
}

function missed(event: CaseEvent | IncidentEvent, ...all: Parameters<typeof lines>): string[] {
  return missedBy(event, lines(...all)).map(({ what }) => what);
}

describe('what somebody has not seen who presses a button of an older card', () => {
  for (const what of ['reopen', 'reporter-wrote', 'answered'] as const) {
    it(`is “${what}” of the reporter, for Resolve`, () => {
      assert.deepEqual(missed(resolve, [what, alex]), [what]);
    });
  }

  it('is that an incident was opened again, or somebody joined it, for Resolve', () => {
    assert.deepEqual(missed(resolve, ['case-joined'], ['incident-reopened']), ['case-joined', 'incident-reopened']);
  });

  it('is nothing that only changes how it looks', () => {
    for (const event of [resolve, claim]) {
      assert.deepEqual(
        missed(
          event,
          ['diagnosed'],
          ['unseen'],
          ['question-asked'],
          ['assign', isaiah],
          ['ask-reporter', isaiah],
          ['question-unreached'],
          ['requested'],
          ['request-failed'],
          ['joined'],
          ['examined'],
          ['reported-again'],
          ['refused:not-yours', alex],
        ),
        [],
      );
    }
  });

  it('is what brought a case back that was over in between, and no other diagnosis', () => {
    assert.deepEqual(missed(resolve, ['diagnosed'], ['wake'], ['diagnosed'], ['diagnosed']), ['diagnosed']);
    assert.deepEqual(missed(resolve, ['resolve', isaiah], ['requested']), ['requested']);
    assert.deepEqual(missed(resolve, ['resolve', isaiah], ['reopen', alex], ['diagnosed']), ['reopen']);
  });

  it('is nothing of his own', () => {
    assert.deepEqual(missed(resolve, ['resolve', megan], ['reopen', megan], ['diagnosed'], ['answered', megan]), []);
    assert.deepEqual(missed(claim, ['claim', megan]), []);
  });

  it('is for whoever takes an incident only who else has', () => {
    assert.deepEqual(missed(claim, ['case-joined'], ['claim', isaiah], ['reopen', alex]), ['claim']);
  });

  it('is nothing for the reporter, who knows that it works', () => {
    assert.deepEqual(missed({ type: 'resolve', by: { ...alex, helpdesk: false } }, ['reopen', isaiah]), []);
    const own = { type: 'resolve', by: { ...alex, helpdesk: true } } as const;
    assert.deepEqual(missedBy(own, lines(['answered', isaiah]), alex), []);
    assert.deepEqual(missedBy(own, lines(['answered', isaiah]), lee).length, 1);
  });

  it('is nobody who joined, where it is resolved for everybody', () => {
    const all = { ...resolve, forAll: true } as const;
    assert.deepEqual(missed(all, ['case-joined'], ['case-joined']), []);
    assert.deepEqual(missed(all, ['case-joined'], ['resolve', isaiah], ['reopen', isaiah]), ['reopen']);
  });

  it('is nothing for what needs none of it', () => {
    assert.deepEqual(missed({ type: 'reopen', by: megan }, ['reopen', alex], ['case-joined'], ['claim', isaiah]), []);
  });
});
