import assert from 'node:assert/strict';
import { readFilters } from '../../src/board/filters.ts';
import { textOf } from '../../src/board/html.ts';
import { helpdeskUnknown, notAccepted } from '../../src/board/notices.ts';
import type { BoardData } from '../../src/board/read-board.ts';
import { spanInWords } from '../../src/board/time-in-words.ts';
import { boardView } from '../../src/board/view.ts';
import type { Case } from '../../src/triage/case.ts';
import { threadLink } from '../../src/triage/thread-link.ts';
import { adele, at, megan } from '../triage/reports.ts';
import { caseOf, dataOf, HOSTILE, incidentOf, now, requestOf } from './samples.ts';

function view(more: Partial<BoardData> = {}, query = ''): string {
  return textOf(boardView(dataOf(more), readFilters(new URLSearchParams(query)), now));
}

/** The cells of the first case, by the name of their column. */
function cells(markup: string): Record<string, string> {
  const found = [...markup.matchAll(/<td role="cell" data-label="([^"]+)"[^>]*>(.*?)<\/td>/g)];
  return Object.fromEntries(found.map(([, name = '', content = '']) => [name, content.replace(/<[^>]+>/g, '')]));
}

const cellsOf = (one: Case, more: Partial<BoardData> = {}) => cells(view({ cases: [one], ...more }));

describe('the board', () => {
  it('tells of each case who reported what, where it stands, since when and who has it', () => {
    assert.deepEqual(cellsOf(caseOf({ assignee: megan })), {
      Case: '1042 thread',
      State: 'New',
      Reporter: 'Alex Wilber',
      Instance: 'plant-a',
      Cause: 'No data role',
      Age: '2 h',
      'Taken by': 'Megan Bowen',
    });
  });

  it('says what is not known yet, and leaves no cell empty', () => {
    const { outcome: _, ...bare } = caseOf({ status: { state: 'waiting-for-reporter', at: at(3) } });
    assert.deepEqual(cellsOf(bare), {
      Case: '1042 thread',
      State: 'Waiting for Alex Wilber',
      Reporter: 'Alex Wilber',
      Instance: 'not named',
      Cause: 'Not looked at yet',
      Age: '2 h',
      'Taken by': 'nobody yet',
    });
  });

  it('names the incident that a case belongs to', () => {
    const { Cause } = cellsOf(caseOf({ incidentId: 'i-7' }), { incidentNumbers: new Map([['i-7', 7]]) });
    assert.equal(Cause, 'No data role Incident 7');
  });

  it('says of what was not looked at why, and where that can be done', () => {
    const causeOf = ({ outcome: _, ...bare }: Case) => cellsOf(bare, { incidentNumbers: new Map([['i-7', 7]]) }).Cause;
    assert.equal(causeOf(caseOf({ incidentId: 'i-7' })), 'Not looked at; told of Incident 7');
    assert.equal(causeOf(caseOf({ incidentId: 'i-8' })), 'Not looked at; told of the incident');
    assert.match(
      causeOf(caseOf({ unseen: 'failed' })) ?? '',
      /my check failed\. Press Diagnose on its card to try again/,
    );
    assert.match(causeOf(caseOf({ unseen: 'not-shown' })) ?? '', /^Waits for the helpdesk to look.*on its card\.$/);
  });

  it('leads to the card of a case, which its thread need not be', () => {
    const cardUrls = new Map([['c-1042', 'https://teams.microsoft.com/l/message/19%3Ahelpdesk/5?parentMessageId=5']]);
    const handedOver = caseOf({ origin: { how: 'handed-over', conversationId: 'a:alex' } });
    assert.match(
      view({ cases: [handedOver], cardUrls }),
      /<a id="case-1042" href="[^"]+helpdesk\/5\?[^"]+" title="Open the card of case 1042">1042<\/a><\/span><\/td>/,
    );
    assert.match(view({ cardUrls }), />1042<\/a> <a id="thread-1042" [^>]+>thread<\/a>/);
  });

  it('leads to the card of an incident', () => {
    const cardUrls = new Map([['i-7', 'https://teams.microsoft.com/l/message/19%3Ahelpdesk/6?parentMessageId=6']]);
    assert.match(
      view({ incidents: [incidentOf()], cardUrls }),
      /<h3><a id="incident-7" href="[^"]+helpdesk\/6\?[^"]+" title="[^"]+">Incident 7<\/a>: Trouble with plant-a<\/h3>/,
    );
  });

  it('leads to the thread of a report, and to no chat', () => {
    assert.match(
      view(),
      /<a id="thread-1042" href="https:\/\/teams\.microsoft\.com\/l\/message\/19%3Asupport%40thread\.tacv2\/1\?parentMessageId=1"/,
    );
    const link = (conversationId: string) => threadLink({ origin: { how: 'channel', conversationId } });
    assert.equal(link('a:chat-of-alex'), undefined);
    assert.equal(link('19:x@thread.v2'), undefined);
    assert.equal(link('javascript:alert(1);messageid=1'), undefined);
  });

  it('tells of an incident who is affected, what they share, what could not be seen and what mends it', () => {
    const markup = view({ incidents: [incidentOf({ affected: [adele] })] });
    assert.match(markup, /<h3>Incident 7: Trouble with plant-a<\/h3>/);
    assert.match(
      markup,
      /3 people in 3 cases for <time[^>]+>2 h<\/time>: Adele Vance\. Mostly: Public network access is off\./,
    );
    assert.match(markup, /closed at 10:02/);
    assert.match(
      markup,
      /Could not be looked at: Changes of role assignments\. The bot may not read the activity log\./,
    );
    assert.match(markup, /What mends it:<\/strong> Open the public network/);
    const { examined: _, assignee: __, ...fresh } = incidentOf();
    assert.match(view({ incidents: [fresh] }), /is being looked at.*Nobody has taken it yet/);
    assert.doesNotMatch(view(), /Incidents/, 'where there is none, nothing is said of incidents');
  });

  it('tells how it goes, and says where nothing was measured', () => {
    const figures = { since: at(0), causesByDay: [], reported: 1_204, resolved: 1_100, msToAnswer: 42_000 };
    const text = view({ figures, open: { counted: 1_000, more: true } }).replace(/<[^>]+>/g, ' ');
    assert.match(text, /Open\s+more than 1,000\s+now/);
    assert.match(text, /Reported\s+1,204\s+in 30 days/);
    assert.match(text, /Time to answer\s+42 s/);
    assert.match(text, /Time to access\s+none yet/);
  });

  it('lists the requests that wait, without the words of whoever asks', () => {
    const markup = view({ requests: [requestOf({ reason: 'Because my manager said so' })] });
    assert.match(markup.replace(/<[^>]+>/g, ''), /Alex Wilber asks for Data Reader on plant-a – 1 h, /);
    assert.doesNotMatch(markup, /my manager/);
    assert.match(view(), /Nobody waits for a decision/);
  });

  it('tells an empty board from filters that nothing fits', () => {
    assert.match(view({ cases: [] }), /Nothing is open/);
    assert.match(view({ cases: [] }, 'whose=mine'), /No open case is like that/);
  });

  it('offers more where there are more', () => {
    assert.match(view({ more: true }), /id="more" data-shown="100"/);
    assert.doesNotMatch(view(), /id="more"/);
  });

  it('offers no more than it can show, and says what to do instead', () => {
    assert.match(view({ more: true }, 'shown=450'), /id="more" data-shown="500"/);
    const most = view({ more: true }, 'shown=500');
    assert.doesNotMatch(most, /id="more"/);
    assert.match(most, /These are the oldest 500\. Narrow the filter to see others\./);
  });

  it('is not broken by any name', () => {
    const person = { objectId: 'x', displayName: HOSTILE };
    const { outcome } = caseOf();
    const one = caseOf({
      reporter: person,
      assignee: person,
      report: { kind: 'adt-403', redacted: [], instance: { name: HOSTILE } },
      ...(outcome && { outcome: { ...outcome, headline: HOSTILE, instance: { id: HOSTILE, name: HOSTILE } } }),
      origin: { how: 'channel', conversationId: `19:"><script>;messageid=1` },
    });
    const incident = incidentOf({
      trait: { kind: 'instance', key: HOSTILE, label: HOSTILE },
      affected: [person],
      assignee: person,
      examined: {
        at: at(1),
        common: [{ kind: 'same-app', text: HOSTILE }],
        unseen: [{ what: HOSTILE, why: HOSTILE }],
        fix: { title: HOSTILE },
      },
    });
    const request = requestOf({
      requester: person,
      instance: { id: 'x', name: HOSTILE, hostName: 'x' },
      approvers: [person],
    });
    for (const markup of [
      view({ cases: [one], incidents: [incident], requests: [request] }),
      textOf(helpdeskUnknown(HOSTILE)),
      textOf(notAccepted(HOSTILE)),
    ]) {
      assert.doesNotMatch(markup, /<img|<script|<[^>]*onerror/);
    }
  });

  it('shows nobody’s address or id', () => {
    const id = 'a1e50000-0000-4000-8000-000000000001';
    const person = { objectId: id, displayName: 'alex@contoso.com' };
    const markup = view({
      cases: [caseOf({ reporter: person, assignee: { objectId: id, displayName: id } })],
      incidents: [
        incidentOf({
          affected: [person],
          trait: { kind: 'app', key: `app:${id}`, label: id },
          examined: { at: at(1), common: [{ kind: 'same-app', text: `All use ${id}.` }], unseen: [] },
        }),
      ],
      requests: [requestOf({ requester: person, subject: { ...person, type: 'User' } })],
    });
    assert.doesNotMatch(markup, /@contoso|a1e50000/);
  });
});

describe('a span', () => {
  it('is told in its largest unit', () => {
    const minute = 60_000;
    assert.deepEqual(
      [0, minute, 59 * minute, 60 * minute, 23 * 60 * minute, 24 * 60 * minute, 48 * 60 * minute].map(spanInWords),
      ['0 s', '1 min', '59 min', '1 h', '23 h', '1 day', '2 days'],
    );
  });
});
