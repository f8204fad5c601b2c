import assert from 'node:assert/strict';
import type { AccessRequest } from '../../src/access/access-request.ts';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { type CaseView, caseCard } from '../../src/cards/case-card.ts';
import { caseDetailsCard } from '../../src/cards/case-details-card.ts';
import { assigneeNewsCard, caseNewsCard } from '../../src/cards/case-news-card.ts';
import { chatAddress, chatLinkCard } from '../../src/cards/chat-link-card.ts';
import { diagnosisCard } from '../../src/cards/diagnosis-card.ts';
import { digestCard } from '../../src/cards/digest-card.ts';
import { discreet } from '../../src/cards/discreet.ts';
import { handedOverCard, pointedOutCard } from '../../src/cards/handed-over-card.ts';
import { incidentCard } from '../../src/cards/incident-card.ts';
import { itWorksCard, whichWorksCard } from '../../src/cards/it-works-card.ts';
import { joinedCard } from '../../src/cards/joined-card.ts';
import { caseResultCard } from '../../src/cards/result-cards.ts';
import { handOverCard, type SharedView, sharedDiagnosisCard } from '../../src/cards/shared-diagnosis-card.ts';
import { CASES_A_PAGE, incidentCasesCard, triageCard } from '../../src/cards/triage-card.ts';
import { filterInputs, filtersInWords, readFilters } from '../../src/cards/triage-filters.ts';
import { AS_WRITTEN, AUTHOR, understoodCard } from '../../src/cards/understood-card.ts';
import { anonymousCase } from '../../src/store/anonymous.ts';
import type { Case } from '../../src/triage/case.ts';
import type { Incident } from '../../src/triage/incident.ts';
import { accessRequest, COMMAND, durations, reader } from './request-samples.ts';
import { diagnosis } from './samples.ts';
import { aCase, anIncident, caseHistory, caseStatuses, examined, sharedView } from './triage-samples.ts';
import { buttonTitles, nodes, ofType, read, strings } from './walk.ts';

const all = caseStatuses();
const lynne = { objectId: 'id-of-Lynne-Robbins', displayName: 'Lynne Robbins' };
const megan = { objectId: 'id-of-Megan-Bowen', displayName: 'Megan Bowen' };

function drawn(change: Partial<Case> = {}, view: Partial<CaseView> = {}) {
  return caseCard({ ...aCase(), ...change }, { details: true, ...view });
}

/** The forms of a card below its buttons, with their inputs. */
function formsOf(card: AdaptiveCard): Record<string, unknown[]> {
  const folded = card.body.filter((element) => element.type === 'Container' && element.isVisible === false);
  const inputs = folded.map((element): [string, unknown[]] => [
    String(element.id),
    nodes(element).flatMap(({ type, id }) => (String(type).startsWith('Input.') ? [id] : [])),
  ]);
  return Object.fromEntries(inputs.filter(([, ids]) => ids.length > 0));
}

const PRIVATE = 'Alex alex@contoso.com 0b07f429-9f4b-4714-9392-cc5e8e80c8b0 /subscriptions/0b07/resourceGroups/rg';

function assertKeepsPrivate(texts: string[]): void {
  for (const text of texts) assert.doesNotMatch(text, /contoso\.com|0b07f429|resourceGroups/);
}

describe('the card of a case', () => {
  it('says who reported what since when, what was found, and whose it is', () => {
    const text = read(drawn({ assignee: megan }));
    assert.match(
      text,
      /^Case 1042 · New\nAlex Wilber: 403 on plant-a\nReported on \{\{DATE\(2026-03-02T10:00:00Z,SHORT\)\}\}/,
    );
    assert.match(text, /No data role · A management role is not a data role/);
    assert.match(text, /Alex Wilber: “You have no data role on plant-a\./);
    assert.match(text, /Taken by\nMegan Bowen/);
  });

  it('is told in a notification with the names as they are written', () => {
    const asked = drawn({ status: all['waiting-asked'] });
    assert.equal(asked.fallbackText, 'Case 1042, waiting for Alex Wilber: Alex Wilber: 403 on plant-a');
    assert.match(String(drawn().fallbackText), /^Case 1042, new: /);
  });

  it('offers what can be done while it is open, and only to open it again once it is resolved', () => {
    assert.deepEqual(buttonTitles(drawn()), ['Take it', 'Show details', 'Chat with reporter']);
    assert.deepEqual(formsOf(drawn()), { assign: ['assignee', 'message'], ask: ['question'], resolve: ['note'] });
    const resolved = drawn({ status: all['resolved-by-hand'] });
    assert.deepEqual(buttonTitles(resolved), ['Show details']);
    assert.deepEqual(formsOf(resolved), { reopen: ['note'] });
    assert.match(read(resolved), /▸ Reopen[\s\S]*\[Reopen\]/);
    assert.deepEqual(buttonTitles(drawn({ status: all.closed })), ['Show details']);
    assert.deepEqual(formsOf(drawn({ status: all.closed })), {});
    assert.ok(!buttonTitles(drawn({}, { details: false })).includes('Show details'));
  });

  it('takes an answer that the bot has not heard, while the helpdesk waits for one', () => {
    const asked = drawn({ status: all['waiting-asked'] });
    assert.deepEqual(buttonTitles(asked), ['Answered', 'Show details', 'Chat with reporter']);
    assert.ok(!buttonTitles(drawn({ status: all['waiting-question'] })).includes('Answered'));
  });

  it('says that a question reached nobody, and what to do', () => {
    const text = read(drawn({ status: all['question-unreached'] }));
    assert.match(text, /^Case 1042 · New/);
    assert.match(
      text,
      /Not asked\n“Does it also fail.*”\nI could not get this to Alex Wilber.*Press Chat with reporter/,
    );
  });

  describe('that waits for approval', () => {
    const waiting = (request: Partial<AccessRequest>, approvalsChannel = true) =>
      read(
        drawn({ status: all['waiting-approval'] }, { request: { ...accessRequest(), ...request }, approvalsChannel }),
      );

    it('says what was asked for since when, and who decides where', () => {
      assert.match(
        waiting({}),
        /Asked for\nData Reader on plant-a for 8 hours\nSince\n\{\{DATE[^\n]+\nDecides\nWhoever can assign roles on plant-a, such as its Owner\. The request is in the approvals channel\.\n/,
      );
      assert.doesNotMatch(waiting({}, false), /approvals channel/);
    });

    it('says that it is for somebody else, and names no person', () => {
      const lee = { objectId: 'id-of-Lee-Gu', displayName: 'Lee Gu', type: 'User' } as const;
      assert.match(waiting({ subject: lee }), /Data Reader on plant-a for 8 hours, for a colleague\n/);
      const app = { objectId: 'a-1', displayName: `twin-sync ${PRIVATE}`, type: 'ServicePrincipal' } as const;
      assert.match(waiting({ subject: app }), /for 8 hours, for twin-sync /);
      assertKeepsPrivate([waiting({ subject: app })]);
      assert.doesNotMatch(waiting({ subject: lee, reason: 'My manager said so' }), /Lee Gu|manager/);
    });
  });

  it('says who has opened it again, also where a request is waited for', () => {
    const text = read(drawn({ status: all['reopened-waiting'] }));
    assert.match(text, /Waiting for approval[\s\S]*Reopened\nMegan Bowen: “It is closed once more\.”/);
  });

  it('lets the assignee be picked from the organization', () => {
    const [input] = ofType(drawn(), 'Input.ChoiceSet');
    assert.deepEqual(input?.['choices.data'], { type: 'Data.Query', dataset: 'graph.microsoft.com/users' });
    assert.deepEqual(input?.choices, []);
  });

  it('asks for nothing that another form of the card would have to send', () => {
    for (const input of [...ofType(drawn(), 'Input.Text'), ...ofType(drawn(), 'Input.ChoiceSet')]) {
      assert.equal(input.isRequired, undefined, String(input.id));
    }
    const ids = ofType(drawn(), 'Input.Text').map(({ id }) => id);
    assert.deepEqual(ids, ['message', 'question', 'note']);
  });

  it('says what was asked, and what helped', () => {
    assert.match(
      read(drawn({ status: all['waiting-asked'] })),
      /Waiting for Alex Wilber[\s\S]*Asked\nMegan Bowen: “Does it also fail/,
    );
    assert.match(read(drawn({ status: all['waiting-question'] })), /I have asked Alex Wilber something/);
    assert.match(
      read(drawn({ status: all['resolved-by-hand'] })),
      /Resolved by Megan Bowen\.[\s\S]*Note\n“Plant-b was closed/,
    );
    assert.match(read(drawn({ status: all['resolved-access'] })), /The role that was asked for works\./);
    assert.match(read(drawn({ status: all.reopened })), /Reopened\nMegan Bowen: “It is closed once more\.”/);
    assert.match(read(drawn({ status: all['reopened-silently'] })), /Reopened\nby Megan Bowen/);
  });

  it('tells a cause that is only possible as possible, and a look that found none as such', () => {
    const outcome = aCase().outcome;
    assert.ok(outcome);
    const possible = drawn({ outcome: { ...outcome, causes: [], possible: ['rbac.condition'] } });
    assert.match(read(possible), /Possible: A condition on the role/);
    assert.match(read(drawn({ outcome: { ...outcome, causes: [], possible: [] } })), /No cause found/);
  });

  it('says of what was not looked at whether it will be', () => {
    const { outcome: _, ...unseen } = aCase();
    assert.match(read(caseCard(unseen, { details: false })), /Not looked at yet/);
    const joined = { ...unseen, incidentId: 'an-incident' };
    assert.match(read(caseCard(joined, { details: false })), /Not looked at; told of the incident/);
    const failed = { ...joined, unseen: 'failed' } as const;
    assert.match(read(caseCard(failed, { details: false })), /my check failed\. Press Diagnose to try again/);
  });

  it('of which nobody is named any more tells nothing that was told to somebody, and why it ended', () => {
    const history = caseHistory().map(({ detail: _, ...entry }) => entry);
    const text = (one: Case) => read(caseCard(one, { details: false, history }));
    const forgotten = text(anonymousCase(aCase(), new Date()));
    assert.match(
      forgotten,
      /Closed\nSomebody: Trouble on plant-a\n[\s\S]*Closed because the data of whoever reported it was deleted\./,
    );
    assert.match(forgotten, /\nMegan Bowen asked something\.\n/);
    assert.match(forgotten, /Cause\nNo data role/);
    const resolved = text(anonymousCase({ ...aCase(), status: all['resolved-by-hand'] }, new Date()));
    assert.match(resolved, /Closed\n[\s\S]*Resolved by hand\./);
    for (const each of [forgotten, resolved]) assert.doesNotMatch(each, /Told|“”|asked:/);
    const { outcome: _, ...unseen } = aCase();
    assert.match(text(anonymousCase({ ...unseen, unseen: 'not-shown' }, new Date())), /Cause\nNot looked at yet\n/);
  });

  it('keeps ids and addresses out of everything that others wrote', () => {
    const private_ = () => PRIVATE;
    const status = caseStatuses(private_)['waiting-asked'];
    assertKeepsPrivate(
      strings(caseCard({ ...aCase(private_), status }, { details: true, history: caseHistory(private_) })),
    );
  });

  it('tells its history, the latest first, without ids and without what was refused', () => {
    const text = read(drawn({}, { history: caseHistory() }));
    assert.match(text, /History \(8\)/);
    assert.match(
      text,
      /opened it again\. “Models still fail\.”[\s\S]*Joined an incident\.[\s\S]*Megan Bowen says it is answered\.[\s\S]*The question reached nobody\.[\s\S]*Megan Bowen gave it to Lynne Robbins\. “You know plant-a\.”[\s\S]*Megan Bowen took it\./,
    );
    assert.doesNotMatch(text, /stale|i-3Fp8/);
  });
});

describe('the details of a case', () => {
  it('hold the whole diagnosis, as it was told to somebody else', () => {
    const text = read(caseDetailsCard(aCase(), diagnosis()));
    assert.match(text, /Only you see this\nAs told to Alex Wilber:/);
    assert.ok(text.includes(COMMAND));
    assert.doesNotMatch(text, /\(you\)/);
    assert.match(text, /\[Back to the case\]\n\[Chat with reporter\]/);
  });

  it('hold what was done to it, with the notes', () => {
    const text = read(caseDetailsCard(aCase(), diagnosis(), caseHistory()));
    assert.match(text, /History \(8\)[\s\S]*“Models still fail\.”[\s\S]*Lynne Robbins\. “You know plant-a\.”/);
  });
});

describe('the way to the reporter’s chat', () => {
  it('opens Teams with a first line', () => {
    const address = chatAddress('contoso', 'alex@contoso.com', 'About case 1042 & more');
    assert.equal(
      address,
      'https://teams.microsoft.com/l/chat/0/0?tenantId=contoso&users=alex%40contoso.com&message=About%20case%201042%20%26%20more',
    );
    assert.deepEqual(
      ofType(chatLinkCard(aCase(), address), 'Action.OpenUrl').map(({ url }) => url),
      [address],
    );
  });

  it('says where there is none what is left to do, and does not send back to where one came from', () => {
    const card = chatLinkCard(aCase(), undefined, 'https://teams.microsoft.com/l/message/19%3Ax/1');
    assert.match(
      read(card),
      /The directory has nobody by this id[^\n]*\. Write in the thread of the report, or by mail where somebody knows the address\./,
    );
    assert.deepEqual(buttonTitles(card), ['Open thread', 'Back to the case']);
    const handedOver = chatLinkCard(aCase(), undefined);
    assert.match(read(handedOver), /Write by mail where somebody knows the address, else resolve the case\./);
    assert.deepEqual(buttonTitles(handedOver), ['Back to the case']);
  });
});

describe('the card of an incident', () => {
  it('says who is affected since when, what they share, and the one fix', () => {
    const text = read(incidentCard(anIncident()));
    assert.match(text, /^Incident 7 · Open\nTrouble with plant-a: 3 people affected\nSince \{\{DATE/);
    assert.match(text, /Alex Wilber, Lee Gu, Joni Sherman/);
    assert.match(text, /The public network access of plant-a was closed\./);
    assert.match(text, /What to do\nOpen the public network access of plant-a again/);
    assert.match(text, /Could not see \(1\)/);
  });

  it('never takes what could not be seen for nothing', () => {
    const { examined: _, ...early } = anIncident();
    assert.match(read(incidentCard(early)), /Looking for what they have in common…/);
    const nothing = { at: '2026-03-02T10:41:00Z', common: [], unseen: [] };
    assert.match(
      read(incidentCard({ ...early, examined: nothing })),
      /I found nothing\. Press Show cases to look at each\./,
    );
    const blind = read(incidentCard({ ...early, examined: { ...nothing, unseen: examined().unseen } }));
    assert.match(blind, /I could not see everything\./);
    assert.doesNotMatch(blind, /I found nothing/);
  });

  it('counts those it does not name', () => {
    const affected = Array.from({ length: 20 }, (_, at) => ({ objectId: String(at), displayName: `Person ${at}` }));
    assert.match(read(incidentCard({ ...anIncident(), affected, people: 43 })), /Person 5 and 37 more/);
  });

  it('offers to open it again once it is resolved, and no fix any more', () => {
    assert.deepEqual(buttonTitles(incidentCard(anIncident())), ['Take it', 'Show cases', 'Resolve…']);
    const card = incidentCard({
      ...anIncident(),
      status: { state: 'resolved', at: '2026-03-02T10:41:00Z', by: megan },
    });
    assert.deepEqual(buttonTitles(card), ['Reopen…', 'Show cases']);
    assert.deepEqual(
      ofType(card, 'Input.Text').map(({ id }) => id),
      ['note'],
    );
    assert.doesNotMatch(read(card), /What to do/);
  });

  it('says who has opened it again, and why', () => {
    const reopened = { at: '2026-03-02T10:41:00Z', by: megan, note: `It is closed once more. ${PRIVATE}` };
    const card = incidentCard({ ...anIncident(), status: { state: 'open', reopened } });
    assert.match(read(card), /Opened again by Megan Bowen\.\nThat was on [^\n]*\n“It is closed once more\./);
    assertKeepsPrivate(strings(card).filter((text) => text.startsWith('“')));
  });

  it('says that its cases are over where nobody has ended it, and counts people where none is named any more', () => {
    const over = { state: 'resolved', at: '2026-03-02T10:41:00Z', withItsCases: true } as const;
    const { examined: _, ...kept } = anIncident();
    const text = read(incidentCard({ ...kept, affected: [], status: over }));
    assert.match(text, /^Incident 7 · Resolved\n[^\n]*\n[^\n]*\nEvery case of it is resolved\.\nIt ended /);
    assert.match(text, /Affected\n3 people/);
    assert.doesNotMatch(text, /Looking for/);
    assert.match(
      read(joinedCard({ ...anIncident(), status: over }, 'd-2')),
      /Every case of it is resolved; try again now\./,
    );
  });

  it('says that it was none where every case of it turned out to be another trouble', () => {
    const over = { state: 'resolved', at: '2026-03-02T10:41:00Z', withItsCases: true } as const;
    const text = read(incidentCard({ ...anIncident(), affected: [], people: 0, cases: 0, status: over }));
    assert.match(
      text,
      /^Incident 7 · Resolved\n[^\n]*: nobody affected\n[^\n]*\nEach report of it turned out to be another trouble\./,
    );
    assert.match(text, /Affected\nnobody/);
  });

  it('tells what its instance answers, where that is not 403', () => {
    const { key, ...trait } = anIncident().trait;
    const throttled = { ...anIncident(), trait: { ...trait, key: `${key}#429`, status: 429 } };
    assert.match(read(incidentCard(throttled)), /\n429 on plant-a: 3 people affected\n/);
  });

  it('does not show the app id by which its cases are alike', () => {
    const trait = { kind: 'app', key: 'app:x', label: '0b07f429-9f4b-4714-9392-cc5e8e80c8b0' } as const;
    const { examined: _, ...early } = anIncident();
    assertKeepsPrivate(strings(incidentCard({ ...early, trait })));
  });
});

describe('the card of a report that joins an incident', () => {
  it('says what is known and what happens next, and diagnoses all the same if asked', () => {
    const card = joinedCard({ ...anIncident(), assignee: megan }, 'd-2');
    assert.match(
      read(card),
      /You are not the only one\nTrouble with plant-a: 3 people have reported it\.\nSince \{\{DATE/,
    );
    assert.match(read(card), /Megan Bowen is on it\. I tell you here when it is resolved\./);
    assert.deepEqual(
      ofType(card, 'Action.Execute').map(({ data }) => data),
      [
        { verb: 'diagnosis.recheck', id: 'd-2' },
        { verb: 'diagnosis.works', id: 'd-2' },
      ],
    );
  });

  it('does not tell whose role was taken away', () => {
    const text = read(joinedCard(anIncident(), 'd-2'));
    assert.match(text, /A role that you have in common was taken away\./);
    assert.doesNotMatch(text, /Twins Readers/);
  });

  it('says that it is over', () => {
    const status = { state: 'resolved', at: '2026-03-02T10:41:00Z', by: megan, note: 'It is open again.' } as const;
    assert.match(
      read(joinedCard({ ...anIncident(), status }, 'd-2')),
      /Megan Bowen has resolved it; try again now\.\n“It is open again\.”/,
    );
  });
});

describe('a diagnosis that others read too', () => {
  it('tells the answer, its causes and who can fix it, and nothing of the evidence', () => {
    const text = read(sharedDiagnosisCard(diagnosis(), sharedView()));
    assert.match(text, /plant-a · Alex Wilber · querying twins\nYou have no data role on plant-a/);
    assert.match(text, /Confirmed: No Azure Digital Twins data role/);
    assert.match(text, /Who can fix it: Megan Bowen, Isaiah Langer and 2 more/);
    assert.match(text, /Not everything could be checked/);
    assert.doesNotMatch(text, /Contributor|az dt|Evidence|Source:|subscription/);
  });

  it('keeps ids and addresses out of the words of Azure', () => {
    const request: SharedView['request'] = {
      roles: [reader()],
      durations,
      goesTo: { people: [PRIVATE], channel: true, unreachable: 1 },
      forWhom: { name: PRIVATE, is: 'colleague', told: false },
    };
    const found = diagnosis(() => PRIVATE);
    assertKeepsPrivate(strings(sharedDiagnosisCard(found, { ...sharedView(() => PRIVATE), request })));
    assertKeepsPrivate(strings(handOverCard(found, 'd-1')));
  });

  it('can be switched off where nobody asked', () => {
    const card = (unasked: boolean) => buttonTitles(sharedDiagnosisCard(diagnosis(), { ...sharedView(), unasked }));
    assert.deepEqual(card(true), ['Request access', 'Show details', 'Check again', 'It works now', 'Not helpful']);
    assert.deepEqual(card(false), ['Request access', 'Show details', 'Check again', 'It works now']);
  });

  it('ends its case, where there is one', () => {
    const titles = buttonTitles(sharedDiagnosisCard(diagnosis(), { ...sharedView(), followed: false }));
    assert.ok(!titles.includes('It works now'));
  });

  it('is shown before it is sent to the helpdesk', () => {
    const card = handOverCard(diagnosis(), 'd-1');
    assert.match(read(card), /You have no data role on plant-a/);
    assert.doesNotMatch(read(card), /Contributor|az dt/);
    assert.deepEqual(
      ofType(card, 'Action.Execute').map(({ data }) => data),
      [
        { verb: 'case.hand-over', id: 'd-1' },
        { verb: 'diagnosis.details', id: 'd-1' },
      ],
    );
  });

  it('can be sent there from one’s own chat, where there is a helpdesk', () => {
    const card = (helpdesk: boolean) =>
      buttonTitles(diagnosisCard(diagnosis(), { id: 'd-1', request: undefined, helpersPending: false, helpdesk }));
    assert.deepEqual(card(true), ['Check again', 'Send to helpdesk']);
    assert.deepEqual(card(false), ['Check again']);
  });

  it('that was sent says where it stands', () => {
    assert.match(read(handedOverCard(aCase())), /Case 1042 is with the helpdesk/);
    assert.match(
      read(handedOverCard({ ...aCase(), status: all['resolved-access'] })),
      /\[It still fails…\]\n\[Open it again\]/,
    );
  });

  it('that was of another’s message says the same, and offers nothing of the reporter’s', () => {
    const megan = { objectId: 'id-of-Megan', displayName: 'Megan Bowen' };
    const sent = pointedOutCard({ ...aCase(), assignee: megan, diagnosisId: 'd-later' }, 'd-1');
    assert.match(read(sent), /Megan Bowen has taken it\. This card shows how it stands\.\n\[Show diagnosis\]$/);
    assert.deepEqual(
      ofType(sent, 'Action.Execute').map(({ data }) => data),
      [{ verb: 'diagnosis.details', id: 'd-1' }],
    );
    const over = pointedOutCard({ ...aCase(), status: all['resolved-access'] }, 'd-1');
    assert.match(read(over), /Resolved\n403 on plant-a\nThe role that was asked for works\.\n\[Show diagnosis\]$/);
  });
});

describe('what is open', () => {
  const page = Array.from({ length: CASES_A_PAGE }, (_, at) => ({ ...aCase(), id: `c-${at}`, number: at }));
  const none = { counted: 0, more: false };
  const view = { filters: {}, incidents: [], cases: page, found: { counted: 100, more: true }, unassigned: none };

  it('opens each case with a click on its row', () => {
    const opened = nodes(triageCard(view)).flatMap(({ selectAction }) =>
      selectAction !== undefined && 'data' in Object(selectAction) ? [Object(selectAction).data] : [],
    );
    assert.deepEqual(
      opened,
      page.map(({ id }) => ({ verb: 'case.show', id })),
    );
  });

  it('names of each case the causes that a filter finds it by', () => {
    assert.match(read(triageCard(view)), /Alex Wilber · No data role · A management role is not a data role\n/);
  });

  it('turns over with the filters of its form', () => {
    const card = triageCard({ ...view, next: 'c-7' });
    const more = ofType(card, 'Action.Execute').find(({ title }) => title === 'More');
    assert.deepEqual(more?.data, { verb: 'triage.show', id: 'c-7' });
    assert.equal(more?.associatedInputs, 'auto');
    assert.ok(!buttonTitles(triageCard(view)).includes('More'));
  });

  it('shows every case of its page, however long the words are', () => {
    const long = (text: string) => `${text} ${'👩‍🔧'.repeat(200)}`;
    const card = triageCard({ ...view, cases: page.map((one) => ({ ...aCase(long), id: one.id })) });
    assert.equal(
      nodes(card).filter(({ title, type }) => type === 'Action.Execute' && title === 'Open case 1042').length,
      8,
    );
  });

  it('counts what is open, the incidents too', () => {
    const empty = { ...view, cases: [], found: none };
    const headlines = [
      { ...empty, incidents: [anIncident()] },
      { ...empty, incidents: [anIncident(), anIncident()] },
      { ...view, incidents: [anIncident()] },
      { ...view, incidents: Array.from({ length: 5 }, () => anIncident()) },
      { ...empty, incidents: [anIncident()], filters: { owner: 'mine' } as const },
    ].map((each) => triageCard(each).fallbackText);
    assert.deepEqual(headlines, [
      '1 incident open',
      '2 incidents open',
      'More than 100 cases and 1 incident open',
      'More than 100 cases and more than 4 incidents open',
      '1 incident open: mine',
    ]);
    assert.match(read(triageCard({ ...empty, incidents: [anIncident()] })), /^1 incident open\n/);
  });

  it('is kind where there is nothing, and says what the filter kept away', () => {
    const empty = { ...view, cases: [], found: none };
    assert.match(read(triageCard(empty)), /Nothing is open\nNo report waits for anybody\./);
    assert.match(
      read(triageCard({ ...empty, filters: { owner: 'mine', instance: 'plant-z' } })),
      /No open case matches: mine · plant-z\. Widen the filter.*\nI took “plant-z” for the name of an instance\./,
    );
    assert.doesNotMatch(read(triageCard({ ...empty, filters: { owner: 'mine' } })), /I took/);
  });
});

describe('the cases of an incident', () => {
  it('are not all on the card where there are many, and it says which command has them', () => {
    const of = (trait: Incident['trait']) => read(incidentCasesCard({ ...anIncident(), trait }, [aCase()], true));
    assert.match(of(anIncident().trait), /and more: “triage plant-a” lists those that are open/);
    const error = { kind: 'error', key: 'error:aadsts65001', label: 'AADSTS65001' } as const;
    assert.match(of(error), /and more: “triage” lists all that is open/);
  });
});

describe('the filters', () => {
  it('are read again as they were sent', () => {
    const filters = readFilters({ owner: 'unassigned', instance: ' plant ', cause: 'rbac.denied', age: '1440' });
    assert.deepEqual(filters, { owner: 'unassigned', instance: 'plant', cause: 'rbac.denied', age: 1440 });
    assert.equal(filtersInWords(filters), 'taken by nobody · plant · A deny assignment · older than a day');
  });

  it('keep a time that was asked for in words, and offer it beside the others', () => {
    const filters = readFilters({ age: '2880' });
    assert.deepEqual(filters, { age: 2_880 });
    assert.equal(filtersInWords(filters), 'older than 2 days');
    assert.match(JSON.stringify(filterInputs(filters)), /More than 2 days ago/);
  });

  it('do not narrow by what nobody offered', () => {
    for (const inputs of [
      {},
      { owner: 'any', instance: '', cause: 'any', age: 'any' },
      { owner: 'toString', instance: 7, cause: '__proto__', age: '-1' },
      { owner: null, instance: {}, cause: ['rbac.denied'], age: 1440 },
    ]) {
      assert.deepEqual(readFilters(inputs), {});
    }
  });
});

describe('news of a case', () => {
  it('asks where others read along, or with a link to the chat of whoever asks', () => {
    // Whoever has taken the case need not be who asks.
    const asked = { ...aCase(), assignee: lynne, status: all['waiting-asked'] };
    const chatUrl = chatAddress('contoso', 'megan@contoso.com', 'About case 1042');
    const thread = caseNewsCard(asked, 'asked', { where: 'thread', chatUrl });
    assert.match(
      read(thread),
      /Megan Bowen asks\n403 on plant-a\n“Does it also fail.*”\nPlease answer here in the thread, then press “I have answered” or mention me\./,
    );
    assertKeepsPrivate(strings(thread));
    assert.deepEqual(buttonTitles(thread), ['I have answered', 'It works now']);
    assertKeepsPrivate(strings(caseNewsCard(asked, 'asked', { where: 'group', chatUrl })));
    assert.match(read(caseNewsCard(asked, 'asked', { where: 'group' })), /Please answer here, with a mention of me/);
    for (const where of ['chat', 'own-words'] as const) {
      const card = caseNewsCard(asked, 'asked', { where, chatUrl });
      assert.deepEqual(buttonTitles(card), ['Answer in a chat', 'I have answered', 'It works now']);
    }
    assert.match(
      read(caseNewsCard(asked, 'asked', { where: 'own-words' })),
      /I have not passed on what you wrote here/,
    );
  });

  it('tells who was not heard that the case is resolved, with the way back', () => {
    const card = caseNewsCard({ ...aCase(), status: all['resolved-no-answer'] }, 'no-answer', { where: 'thread' });
    assert.match(
      read(card),
      /^Case 1042\nYour case was resolved for want of an answer\n403 on plant-a\nYou were asked something/,
    );
    assert.match(read(card), /\[It still fails…\]\n\[Open it again\]/);
    assert.match(read(caseNewsCard(aCase(), 'no-answer', { where: 'thread' })), /moved on meanwhile/);
  });

  it('says in one line what “it works now” has ended, with the way back', () => {
    assert.match(
      read(itWorksCard(aCase())),
      /^Good to hear\. I have resolved case 1042, 403 on plant-a\.\n\[It still fails…\]/,
    );
    const which = whichWorksCard([aCase(), { ...aCase(), number: 1043 }]);
    assert.deepEqual(buttonTitles(which), ['Case 1042, 403 on plant-a', 'Case 1043, 403 on plant-a']);
  });

  it('stays true where the case has moved on', () => {
    assert.match(read(caseNewsCard(aCase(), 'asked', { where: 'thread' })), /Nobody waits for this answer/);
    assert.match(read(caseNewsCard(aCase(), 'resolved', { where: 'thread' })), /moved on meanwhile/);
  });

  it('tells what helped, and takes a no', () => {
    const card = caseNewsCard({ ...aCase(), status: all['resolved-by-hand'] }, 'resolved', { where: 'thread' });
    assert.match(read(card), /Megan Bowen: “Plant-b was closed by mistake; it is open again\.”/);
    assert.deepEqual(
      ofType(card, 'Action.Execute').map(({ data }) => data),
      [{ verb: 'case.reopen', id: 'c-9Xk1', version: 3 }],
    );
    assert.match(String(ofType(card, 'Input.Text')[0]?.label), /What is still wrong\?/);
  });

  it('tells whoever reported it why it is open again, and with which incident', () => {
    const reopened = { ...aCase(), status: all.reopened };
    const own = read(caseNewsCard(reopened, 'reopened', { where: 'thread' }));
    assert.match(own, /Your case is open again[\s\S]*Megan Bowen: “It is closed once more\.”/);
    const incident = read(caseNewsCard(reopened, 'reopened', { where: 'thread', incident: anIncident() }));
    assert.match(incident, /Open again: Trouble with plant-a/);
    assert.doesNotMatch(read(caseNewsCard(aCase(), 'reopened', { where: 'thread' })), /“/);
  });

  it('opens the case for whom it was given to', () => {
    const given = { what: 'assign', by: megan, detail: 'Lynne Robbins' } as const;
    const silent = read(assigneeNewsCard(aCase(), given));
    assert.match(silent, /A case for you\nAlex Wilber: 403 on plant-a[\s\S]*\[Open case\]/);
    assert.doesNotMatch(silent, /Lynne|Megan/);
    const told = read(assigneeNewsCard(aCase(), { ...given, detail: `${given.detail}\nYou know plant-a.\nNow?` }));
    assert.match(told, /Megan Bowen: “You know plant-a\. Now\?”/);
  });

  it('keeps ids and addresses out of notes, wherever they are told', () => {
    const note = (text: string) => `${text} ${PRIVATE}`;
    const status = caseStatuses(note).reopened;
    const given = { what: 'assign', detail: `Lynne Robbins\n${PRIVATE}` } as const;
    assertKeepsPrivate(strings(assigneeNewsCard(aCase(), given)));
    assertKeepsPrivate(strings(caseNewsCard({ ...aCase(), status }, 'reopened', { where: 'thread' })));
    assertKeepsPrivate(strings(caseCard({ ...aCase(), status }, { details: true })));
  });
});

describe('the digest', () => {
  it('says what came and went, what waits longest, and stops at a click', () => {
    const waiting = [aCase(), aCase(), aCase(), aCase()];
    const cause = { id: 'rbac.missing-data-role', cases: 7 } as const;
    const time = { since: '2026-03-01T08:00:00Z', until: '2026-03-02T08:00:00Z' };
    const card = digestCard({ reported: 12, resolved: 9, open: 5, waiting, cause, ...time });
    assert.equal(card.fallbackText, 'Daily digest: 12 reported, 9 resolved, 5 open.');
    assert.match(
      read(card),
      /12 reported, 9 resolved, 5 open\nFrom \{\{DATE\(2026-03-01T08[^\n]* to \{\{DATE\(2026-03-02T08[^\n]*\nMost frequent cause: No data role, 7 of 12\nWaiting longest/,
    );
    assert.equal(read(card).match(/Case 1042/g)?.length, 3);
    assert.deepEqual(buttonTitles(card), ['Show all', 'No more digests']);
  });
});

describe('what was understood of a message', () => {
  const values = (card: ReturnType<typeof understoodCard>) =>
    Object.fromEntries(
      [...ofType(card, 'Input.ChoiceSet'), ...ofType(card, 'Input.Text')].map(({ id, value }) => [id, value]),
    );

  it('is about the person who wrote it, unless it names somebody else', () => {
    const report = { kind: 'adt-403', operation: 'read', redacted: [] } as const;
    assert.deepEqual(values(understoodCard({ ...report, redacted: [] }, { author: 'Lee Gu' })), {
      written: undefined,
      who: AUTHOR,
      tried: 'query',
      caller: undefined,
    });
    const app = { ...report, redacted: [], principal: { kind: 'app', id: 'twin-sync' } as const };
    assert.deepEqual(values(understoodCard(app, { author: 'Lee Gu' })), {
      written: undefined,
      who: 'app',
      tried: 'query',
      caller: 'twin-sync',
    });
    assert.equal(values(understoodCard({ ...report, redacted: [] }, {})).who, 'me');
  });

  describe('shows which instance was read, to be corrected', () => {
    const report = { kind: 'adt-403' as const, instance: { name: 'plant-aa' }, redacted: [] };
    const choices = ['plant-a', 'plant-b'].map((name) => ({ value: `/${name}`, name, detail: 'rg, westeurope' }));
    const instanceOf = (card: ReturnType<typeof understoodCard>) =>
      ofType(card, 'Input.ChoiceSet').find(({ id }) => id === 'instance');

    it('in the list of those that can be seen', () => {
      const card = understoodCard(report, { instance: { choices, more: 0, preselected: '/plant-a' } });
      assert.equal(instanceOf(card)?.value, '/plant-a');
      assert.equal(values(card).written, undefined);
    });

    it('and says where none of them is called so, with the name as the first choice', () => {
      const card = understoodCard(report, { instance: { choices, more: 0 }, unseen: 'plant-aa' });
      assert.match(read(card), /I see no instance called “plant-aa”\. Choose the one that is meant\./);
      assert.equal(instanceOf(card)?.value, `${AS_WRITTEN}plant-aa`);
      assert.equal(instanceOf(card)?.isRequired, true);
    });

    it('where it can be written, if not all are listed or none can be seen', () => {
      const long = understoodCard(report, { instance: { choices, more: 12 } });
      assert.ok('written' in values(long) && values(long).written === undefined);
      assert.equal(instanceOf(long)?.isRequired, undefined, 'it may be written instead');
      assert.equal(values(understoodCard(report, {})).written, 'plant-aa');
    });

    it('with the answers that were given before', () => {
      const given = { instance: '/plant-b', who: 'app', caller: 'twin-sync', tried: 'models' };
      const card = understoodCard(report, { instance: { choices, more: 0 }, problem: 'Which app?', given });
      assert.deepEqual(values(card), given);
    });
  });

  it('names the secrets that were in the message, and who has to do something about them', () => {
    const report = { kind: 'adt-403', redacted: ['jwt', 'password'] } as const;
    const others = read(understoodCard({ ...report, redacted: [...report.redacted] }, { author: 'Lee Gu' }));
    assert.match(
      others,
      /There was a secret in it: an access token, a password\..*Please ask Lee Gu to delete the message/,
    );
    assert.match(others, /Access token: .*\nPassword: Change it\./);
    assert.match(
      read(understoodCard({ ...report, redacted: ['password'] }, {})),
      /Please delete the message and rotate/,
    );
  });

  it('says where it does not read like a 403, and goes on all the same', () => {
    const card = understoodCard({ kind: 'chatter', redacted: [] }, { author: 'Lee Gu' });
    assert.match(read(card), /This does not read like a 403\nI can look all the same/);
    assert.deepEqual(buttonTitles(card), ['Diagnose']);
  });
});

describe('a case that is shared in a chat', () => {
  it('does not say whose it is', () => {
    const text = read(caseResultCard({ ...aCase(), status: all['waiting-asked'], assignee: megan }));
    assert.match(text, /Case 1042 · Waiting for the reporter\n403 on plant-a/);
    assert.doesNotMatch(text, /Alex|Megan|Explorer/);
  });
});

describe('words for a channel', () => {
  it('lose ids and addresses, and keep the rest', () => {
    assert.equal(
      discreet(
        'twin-sync (0B07F429-9f4b-4714-9392-cc5e8e80c8b0) of “alex@contoso.com” on /subscriptions/1/resourceGroups/x.',
      ),
      'twin-sync (an id) of “an address” on an Azure resource',
    );
    assert.equal(discreet('You have no data role on plant-a.'), 'You have no data role on plant-a.');
  });
});
