import assert from 'node:assert/strict';
import { askedAfterCard } from '../../src/cards/asked-after-card.ts';
import type { FindingId } from '../../src/diagnosis/diagnosis.ts';
import type { Case } from '../../src/triage/case.ts';
import { at, caseIn, megan } from '../triage/reports.ts';
import { anIncident } from './triage-samples.ts';
import { buttonTitles, read } from './walk.ts';

const report: Case['report'] = { kind: 'adt-403', status: 403, instance: { name: 'plant-a' }, redacted: [] };
const open = caseIn({ state: 'new', at: at(0) }, { report });
const asked = caseIn(
  { state: 'waiting-for-reporter', at: at(1), by: megan, note: 'Does it fail for megan@contoso.com too?' },
  { report },
);

describe('the answer to whoever asks after his case', () => {
  it('says where it stands, who has it and what he can do', () => {
    assert.match(
      read(askedAfterCard({ one: open, here: true })),
      /^Case 12\nYour case is open\.\n403 on plant-a\nTaken by\nnobody yet\nYou do not have to do anything.* If it works by now, say so below\.\n\[It works now\]$/s,
    );
    const causes: FindingId[] = ['rbac.missing-data-role'];
    const outcome = { headline: 'You cannot read twins.', causes, possible: [], at: at(0) };
    const noRole = read(askedAfterCard({ one: { ...open, outcome }, here: true }));
    assert.match(noRole, /If my answer to your report has Request access, press that: it is the quickest way\./);
    const taken = read(askedAfterCard({ one: { ...open, assignee: megan }, here: true }));
    assert.match(taken, /Taken by\nMegan Bowen/);
    const over = caseIn({ state: 'resolved', at: at(2), how: 'by-hand', by: megan }, { report });
    assert.match(
      read(askedAfterCard({ one: over, here: true })),
      /Your case is resolved\..*Resolved by Megan Bowen\. If it still fails, say so below\.\n\[It still fails…\]/s,
    );
    const approval = caseIn({ state: 'waiting-for-approval', at: at(1) }, { report });
    assert.match(read(askedAfterCard({ one: approval, here: true })), /waits for approval.*Say “requests”/s);
  });

  it('repeats what he was asked, without addresses, and tells what the bot has asked from what a person has', () => {
    assert.match(
      read(askedAfterCard({ one: asked, here: true })),
      /Your case waits for you\..*Megan Bowen has asked you something: “Does it fail for [^@]+ too\?”/s,
    );
    const byBot = caseIn({ state: 'waiting-for-reporter', at: at(1) }, { report });
    assert.match(read(askedAfterCard({ one: byBot, here: true })), /I have asked you something/);
  });

  it('keeps what it is about from those who did not read the report, and leads to its thread', () => {
    const card = askedAfterCard({ one: asked, here: false }, 'https://teams.microsoft.com/l/message/1/2');
    assert.doesNotMatch(JSON.stringify(card), /plant-a|Does it fail/);
    assert.deepEqual(buttonTitles(card), ['It works now', 'Open its thread']);
  });

  it('names the incident to who reads it alone, and who has that', () => {
    const asked = { one: open, incident: { ...anIncident(), assignee: megan } };
    assert.match(read(askedAfterCard({ ...asked, here: true })), /Taken by\nMegan Bowen\nPart of\nincident \d+/);
    const elsewhere = read(askedAfterCard({ ...asked, here: false }));
    assert.match(elsewhere, /Taken by\nMegan Bowen/);
    assert.doesNotMatch(elsewhere, /incident/);
  });

  it('lists several where nobody else reads them, and else says where to ask', () => {
    const several = [open, { ...open, number: 13, assignee: megan }];
    assert.match(
      read(askedAfterCard({ several, here: true })),
      /^You have 2 open cases\nCase 12, 403 on plant-a · New · nobody has taken it yet\nCase 13, 403 on plant-a · New · taken by Megan Bowen/,
    );
    const elsewhere = read(askedAfterCard({ several, here: false }));
    assert.match(elsewhere, /^You have 2 open cases\nAsk in the thread of the one you mean/);
    assert.doesNotMatch(elsewhere, /plant-a/);
  });
});
