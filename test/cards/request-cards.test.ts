import assert from 'node:assert/strict';
import type { AccessRequest } from '../../src/access/access-request.ts';
import { approvalsCard } from '../../src/cards/approvals-card.ts';
import { approverCard } from '../../src/cards/approver-card.ts';
import { approverNewsCard } from '../../src/cards/approver-news-card.ts';
import type { ApproverView } from '../../src/cards/approver-outcome.ts';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { newsCard, subjectNewsCard } from '../../src/cards/news-card.ts';
import { requesterCard } from '../../src/cards/requester-card.ts';
import { requestsCard } from '../../src/cards/requests-card.ts';
import { subjectCard } from '../../src/cards/subject-card.ts';
import {
  accessRequest,
  app,
  approverView,
  colleague,
  managedIdentity,
  moreWasAsked,
  news,
  requestCards,
  requesterView,
  type StateName,
  statuses,
  subjectNews,
} from './request-samples.ts';
import { buttonTitles, nodes, ofType, read } from './walk.ts';

const all = statuses();
const states = Object.keys(all) as StateName[];
type Change = Partial<AccessRequest>;

function requester(state: StateName, change: Change = {}, view: Partial<ReturnType<typeof requesterView>> = {}) {
  return requesterCard({ ...accessRequest(), status: all[state], ...change }, { ...requesterView(), ...view });
}

function approver(state: StateName, change: Change = {}, view: Partial<ApproverView> = {}) {
  return approverCard({ ...accessRequest(), status: all[state], ...change }, { ...approverView(), ...view });
}

function subject(state: StateName) {
  return subjectCard({ ...accessRequest(), subject: colleague(), status: all[state] });
}

function clicksOf(card: AdaptiveCard) {
  return ofType(card, 'Action.Execute').map(({ data }) => data);
}

describe('the requester’s card', () => {
  it('says who was asked, until when, and can be withdrawn and brought to mind', () => {
    const card = requester('pending');
    assert.match(read(card), /Asked Megan Bowen and the approvals channel\./);
    assert.match(read(card), /Open until \{\{DATE\(2026-03-03T10:00:00Z,SHORT\)\}\}/);
    assert.deepEqual(buttonTitles(card), ['Remind', 'Withdraw']);
    assert.match(read(requester('pending-reminded')), /Reminded at \{\{TIME\(2026-03-02T12:00:00Z\)\}\}\./);
  });

  it('says of a role that was there before that it stays', () => {
    assert.match(read(requester('granted-adopted')), /was there already, so it does not end with this request/);
  });

  it('gives the command and the portal when nobody could be reached', () => {
    const card = requester('pending', {}, { reachable: [] });
    assert.match(read(card), /Send this to Megan Bowen and Isaiah Langer:\naz dt role-assignment create/);
    assert.deepEqual(buttonTitles(card), ['Open portal', 'Withdraw']);
  });

  it('does not say so while approvers are still being looked up', () => {
    assert.match(
      read(requester('pending-looking', {}, { reachable: [] })),
      /Looking for the people who can approve it…/,
    );
  });

  it('says who approved first, and that it takes another', () => {
    assert.match(
      read(requester('pending-second')),
      /second approval\nMegan Bowen approved Data Reader permanently\. .*somebody else has to approve too/,
    );
  });

  it('calls nothing granted or assigned before the assignment exists', () => {
    const before: StateName[] = [
      'pending-looking',
      'pending',
      'pending-second',
      'approved',
      'denied',
      'withdrawn',
      'lapsed',
    ];
    for (const state of before) {
      for (const card of [requester(state), approver(state), subject(state)]) {
        assert.doesNotMatch(read(card), /granted|Role assigned|role is assigned|Try again now|works/i, state);
      }
    }
  });

  it('says to try again only once the access works', () => {
    assert.match(read(requester('granted-effective')), /Try again now/);
    assert.doesNotMatch(read(requester('granted-checking')), /Try again now/);
    assert.doesNotMatch(read(requester('granted-late')), /Try again now/);
  });

  it('says what was given, where it is less than was asked', () => {
    const text = read(requester('granted-effective', moreWasAsked()));
    assert.match(text, /Megan Bowen approved Data Reader for 8 hours instead of Data Owner permanently, and/);
    assert.match(text, /Asked for\nData Owner permanently/);
  });

  it('names both, where it took two', () => {
    assert.match(read(requester('approved-by-two')), /Isaiah Langer and Megan Bowen approved\. Assigning/);
  });

  it('can be given back, and asked for longer when its end is near', () => {
    assert.deepEqual(buttonTitles(requester('granted-effective')), ['I’m done']);
    assert.deepEqual(buttonTitles(requester('granted-soon')), ['Ask for longer', 'I’m done']);
    assert.deepEqual(buttonTitles(requester('granted-permanent')), ['I’m done']);
    assert.deepEqual(buttonTitles(requester('granted-adopted')), [], 'it was there before');
  });

  it('does not call over what still stands', () => {
    const ending: StateName[] = ['granted-expiring', 'granted-revoking', 'granted-giving-back', 'granted-overdue'];
    for (const state of ending) {
      const card = requester(state);
      assert.match(read(card), /Taking the role away…|still has to be taken away/, state);
      assert.doesNotMatch(read(card), /Access ended|been gone since|You have it until/, state);
      assert.deepEqual(buttonTitles(card), [], state);
    }
    assert.match(
      read(requester('granted-overdue', { writer: 'approver' })),
      /I have asked Megan Bowen to take it away/,
    );
  });

  it('says how it ended, and asks again with one click', () => {
    assert.match(read(requester('ended-revoked')), /Access was revoked\nMegan Bowen said: “The audit is over\.”/);
    assert.match(read(requester('ended-given-back')), /You gave it back before its time/);
    const over = states.filter((name) => /^(ended-|denied|withdrawn|lapsed)/.test(name));
    for (const state of over) {
      const titles = state === 'ended-extended' ? [] : ['Ask again'];
      assert.deepEqual(buttonTitles(requester(state)), titles, state);
    }
    assert.deepEqual(clicksOf(requester('denied')), [{ verb: 'access.extend', id: 'r-7Qm2' }]);
  });

  it('quotes why it was denied, and by whom', () => {
    assert.match(read(requester('denied')), /Megan Bowen said: “Please use the test instance plant-b for this\.”/);
  });

  it('says what went wrong and what to do when the role could not be assigned', () => {
    assert.match(
      read(requester('failed')),
      /The bot may not assign .*\naz role .*\nMegan Bowen approved\. .*or give the role with this:\naz dt/,
    );
  });

  it('can be withdrawn after a failure, which would otherwise stand in the way of asking again', () => {
    assert.deepEqual(buttonTitles(requester('failed')), ['Withdraw', 'Open portal']);
  });

  it('speaks of whom the role is for when that is somebody else', () => {
    const ofApp = (state: StateName) => read(requester(state, { subject: app() }));
    assert.match(ofApp('pending'), /For\ntwin-sync, an app that you own/);
    assert.match(ofApp('granted-effective'), /It works now\n.*now let twin-sync in\.\ntwin-sync has it until/);
    assert.match(ofApp('granted-late'), /Restart twin-sync, so that it gets a fresh token/);
    assert.doesNotMatch(read(requester('pending')), /^For$/m);
  });
});

describe('the card of the colleague it was asked for', () => {
  it('says who asked, and can only be given back', () => {
    for (const state of states) {
      const card = subject(state);
      assert.match(read(card), /Asked by\nAlex Wilber/);
      const held = state.startsWith('granted-') && !/expiring|revoking|giving|overdue|adopted/.test(state);
      assert.deepEqual(buttonTitles(card), held ? ['I’m done'] : [], state);
    }
    assert.match(read(subject('granted-effective')), /Try again now\n.*now let you in/);
    assert.match(read(subject('ended-given-back')), /Alex Wilber gave it back/);
  });
});

describe('the approver’s card', () => {
  it('tells who asks for what, for how long, why, and who else can decide', () => {
    const text = read(approver('pending'));
    assert.match(text, /Alex Wilber asks for Data Reader on plant-a/);
    assert.match(text, /Data Reader: Read and query /);
    assert.match(text, /plant-a in rg-plant-a/);
    assert.match(text, /8 hours/);
    assert.match(text, /“I have to check the twins of line 3 before the audit on Friday\.”/);
    assert.match(text, /Can decide\nIsaiah Langer and Megan Bowen/);
  });

  it('quotes what the diagnosis told whoever asked, and what it could not check', () => {
    const because = {
      diagnosisId: 'd-1',
      headline: 'You have no data role on plant-a.',
      confirmed: ['No Azure Digital Twins data role', 'A deny assignment'],
      couldNotCheck: ['Consent'],
    };
    assert.match(
      read(approver('pending', { because })),
      /Diagnosis\ntold Alex Wilber: “You have no data role on plant-a\.” Also confirmed: A deny assignment\. Could not check: Consent\./,
    );
  });

  it('says for whom, and whether the app is the requester’s own', () => {
    const { ownedByRequester: _, ...unknown } = app();
    const of = (whom: AccessRequest['subject']) => read(approver('pending', { subject: whom }));
    assert.match(
      of(app()),
      /asks for Data Reader on plant-a for twin-sync.*For\ntwin-sync, an app that Alex Wilber owns/s,
    );
    assert.match(of({ ...app(), ownedByRequester: false }), /For\ntwin-sync, an app that Alex Wilber does not own/);
    assert.match(of(unknown), /whether Alex Wilber owns it is not known/);
    assert.match(of(colleague()), /For\nLee Gu, a colleague/);
  });

  it('says of a managed identity that it is one, wherever it is named', () => {
    const subject = managedIdentity();
    const asked = read(approver('pending', { subject }));
    assert.match(asked, /asks for Data Reader on plant-a for the managed identity func-telemetry\n/);
    assert.match(asked, /For\nfunc-telemetry, a managed identity; the directory does not say whose/);
    assert.match(read(approver('granted-overdue', { subject })), /taken away from the managed identity func-telemetry/);
    assert.match(read(requester('pending', { subject })), /For\nfunc-telemetry, a managed identity\n/);
    assert.match(
      read(requester('granted-late', { subject })),
      /let the managed identity func-telemetry in yet\. Restart whatever/,
    );
    assert.match(
      read(newsCard({ ...accessRequest(), subject, status: all.lapsed }, 'lapsed')),
      /Data Reader on plant-a for the managed identity func-telemetry/,
    );
  });

  it('approves in one click, gives less, or denies with a reason, each for the version that was seen', () => {
    const card = approver('pending');
    assert.deepEqual(buttonTitles(card), ['Approve', 'Deny…', 'Approve with less…']);
    assert.deepEqual(clicksOf(card), [
      { verb: 'access.approve', id: 'r-7Qm2', version: 3 },
      { verb: 'access.deny', id: 'r-7Qm2', version: 3 },
      { verb: 'access.approve-less', id: 'r-7Qm2', version: 3 },
    ]);
    const [reason] = ofType(card, 'Input.Text');
    assert.equal(reason?.isRequired, true);
    assert.equal(reason?.id, 'reason');
  });

  it('keeps the form for less closed, and its inputs filled, so that no other button trips over them', () => {
    const card = approver('pending');
    const [toggle] = ofType(card, 'Action.ToggleVisibility');
    assert.deepEqual(toggle?.targetElements, ['less']);
    assert.equal(nodes(card).find(({ id }) => id === 'less')?.isVisible, false);
    for (const input of ofType(card, 'Input.ChoiceSet')) assert.ok(input.value, `${input.id}`);
    const approve = ofType(card, 'Action.Execute').find(({ verb }) => verb === 'access.approve');
    assert.equal(approve?.associatedInputs, 'none');
  });

  it('offers nothing less where nothing is', () => {
    assert.deepEqual(buttonTitles(approver('pending', {}, { less: undefined })), ['Approve', 'Deny…']);
  });

  it('says that permanent access takes two, before the first approval and after it', () => {
    const permanent = { durationMinutes: null, asked: { ...accessRequest().asked, durationMinutes: null } };
    assert.match(read(approver('pending', permanent)), /takes two people: somebody else has to approve after you/);
    assert.doesNotMatch(read(approver('pending', permanent, { permanentTakesTwo: false })), /two people/);
    assert.doesNotMatch(read(approver('pending')), /two people/);
    const second = approver('pending-second', permanent);
    assert.match(read(second), /Megan Bowen approved Data Reader permanently\. .*somebody else has to approve too/);
    assert.deepEqual(buttonTitles(second), ['Approve', 'Deny…', 'Approve with less…']);
  });

  it('says whose first approval counts no more, to everybody', () => {
    for (const card of [approver('pending-second-instead'), requester('pending-second-instead')])
      assert.match(
        read(card),
        /Megan Bowen approved Data Reader permanently\. Isaiah Langer had approved before and can no longer decide here, so that does not count\./,
      );
  });

  it('names who decided, and both where it took two', () => {
    for (const state of ['approved', 'granted-checking', 'granted-effective', 'granted-late', 'denied'] as const) {
      assert.match(read(approver(state)), /(Approved|Denied) by Megan Bowen/, state);
    }
    assert.match(read(approver('approved-by-two')), /Approved by Isaiah Langer and Megan Bowen/);
  });

  it('says what was given, where it is less', () => {
    const text = read(approver('granted-effective', moreWasAsked()));
    assert.match(text, /Alex Wilber asked for Data Owner on plant-a permanently\. Given: Data Reader for 8 hours\./);
  });

  it('says so once', () => {
    for (const state of ['approved', 'granted-effective', 'granted-overdue', 'failed', 'ended-expired'] as const) {
      const text = read(approver(state, moreWasAsked()));
      assert.equal(text.match(/Data Owner/g)?.length, 1, `${state}: ${text}`);
    }
  });

  it('leaves nothing to click once there is nothing to do', () => {
    const over: StateName[] = ['approved', 'granted-adopted', 'granted-expiring', 'denied', 'withdrawn', 'lapsed'];
    const ended: StateName[] = [
      'ended-expired',
      'ended-revoked',
      'ended-given-back',
      'ended-removed',
      'ended-extended',
    ];
    for (const state of [...over, ...ended]) assert.deepEqual(buttonTitles(approver(state)), [], state);
  });

  it('revokes what was granted, and asks once more before', () => {
    const card = approver('granted-effective');
    assert.deepEqual(buttonTitles(card), ['Revoke…']);
    assert.match(read(card), /Alex Wilber loses Data Reader on plant-a now\./);
    assert.deepEqual(clicksOf(card), [{ verb: 'access.revoke', id: 'r-7Qm2', version: 3 }]);
    assert.equal(ofType(card, 'Input.Text')[0]?.isRequired, undefined);
  });

  it('can be approved again after the assignment failed, with what mends it in full', () => {
    const card = approver('failed');
    assert.deepEqual(buttonTitles(card), ['Approve again', 'Open portal']);
    const { failure } = all.failed as Extract<AccessRequest['status'], { state: 'failed' }>;
    assert.ok(failure.command !== undefined && failure.command.length > 1000);
    assert.ok(read(card).includes(failure.command.trim()), 'a command that is cut short is none');
    assert.match(read(card), /az dt role-assignment create/);
  });

  it('says that a role which was there before stays', () => {
    assert.match(read(approver('granted-adopted')), /was there already, so I will not take it away/);
  });

  it('says who has to take away what the bot may not, with the command and a way to say that it is done', () => {
    const card = approver(
      'granted-overdue',
      { writer: 'approver' },
      { command: 'az role assignment delete --ids "/x"' },
    );
    assert.match(read(card), /Whoever can assign roles here has to; Megan Bowen approved it/);
    assert.match(read(card), /az role assignment delete --ids "\/x"/);
    assert.deepEqual(buttonTitles(card), ['Take it away', 'I have removed it', 'Open portal']);
    const nobodySignsIn = approver('granted-overdue', { writer: 'approver' }, { clickRemoves: false });
    assert.deepEqual(buttonTitles(nobodySignsIn), ['I have removed it', 'Open portal']);
    const refused = read(approver('granted-overdue-failed', { writer: 'approver' }));
    assert.match(
      refused,
      /I may not take the role away myself.*\nA lock on plant-a.*\naz lock list.*\nIn a terminal:\naz/,
    );
    const mine = approver('granted-overdue-failed');
    assert.match(read(mine), /I could not take the role away\. I go on trying\.\nA lock on plant-a.*\naz lock list/);
    assert.deepEqual(buttonTitles(mine), ['Try again', 'Open portal']);
  });
});

describe('news to the requester', () => {
  const says: Record<string, RegExp> = {
    denied: /Denied\n.*\nMegan Bowen said.*\[Ask again\]/s,
    failed: /could not be assigned/,
    'granted-checking': /Megan Bowen approved\. I am checking that it works/,
    'granted-effective': /Try again now/,
    'granted-late': /not working yet/,
    lapsed: /Nobody decided in time.*\[Ask again\]/s,
    'ended-expired': /Access ended as planned.*\[Ask again\]/s,
    'ended-revoked': /revoked.*“The audit is over\.”.*\[Ask again\]/s,
    'ended-given-back': /You gave it back/,
    'ended-removed': /removed in Azure/,
    'ended-changed': /changed in Azure/,
    'ended-extended': /Extended/,
    pending: /could not reach anyone/,
    'granted-soon':
      /Access ends in (a day|an hour)\n.*\nYou have it until.*\nThen the role is taken away, and you are refused with 403 again\.\nNeed it longer\? Ask now.*\[Ask for longer\]/s,
  };
  for (const [what, state] of news) {
    it(`of '${what}' (${state}) says what happened`, () => {
      assert.match(read(newsCard({ ...accessRequest(), status: all[state] }, what)), says[state] ?? assert.fail(state));
    });
  }

  it('stays true when the request has moved on before it is sent', () => {
    for (const status of Object.values(all)) {
      for (const [what] of news) {
        const text = read(newsCard({ ...accessRequest(), status }, what));
        assert.doesNotMatch(text, /undefined/);
        if (status.state !== 'granted') assert.doesNotMatch(text, /role assigned|Try again now|You have it until/i);
      }
      for (const [what] of subjectNews) {
        const text = read(subjectNewsCard({ ...accessRequest(), subject: colleague(), status }, what));
        assert.doesNotMatch(text, /undefined/);
        if (status.state !== 'granted') assert.doesNotMatch(text, /role assigned|Try again now|You have it until/i);
      }
    }
  });
});

describe('news to approvers', () => {
  it('opens the request, which then is as it stands', () => {
    for (const what of ['reminder', 'second-approval', 'revoke-needed', 'changed-outside'] as const) {
      const card = approverNewsCard({ ...accessRequest(), status: all['granted-overdue'] }, what);
      assert.deepEqual(clicksOf(card), [{ verb: 'access.show', id: 'r-7Qm2' }]);
    }
  });

  it('says what is wanted', () => {
    const of = (what: Parameters<typeof approverNewsCard>[1], state: StateName) =>
      read(approverNewsCard({ ...accessRequest(), status: all[state] }, what));
    assert.match(of('reminder', 'pending'), /Reminder: Alex Wilber asks for Data Reader on plant-a/);
    assert.match(of('second-approval', 'pending-second'), /A second approval is needed.*Megan Bowen approved/s);
    assert.match(of('second-approval', 'failed-second'), /A second approval is needed.*Isaiah Langer can no longer/s);
    assert.match(of('revoke-needed', 'granted-overdue'), /Please take away: Data Reader on plant-a/);
    assert.match(of('changed-outside', 'ended-changed'), /Changed in Azure: Data Reader on plant-a/);
  });
});

describe('a card about a request', () => {
  const everyOne = Object.entries(requestCards((text) => text));

  it('says on, at, until or since with every date in a sentence', () => {
    for (const [name, card] of everyOne)
      for (const { text } of ofType(card, 'TextBlock'))
        for (const [, before] of String(text).matchAll(/(?:(\w+) )?\{\{DATE/g))
          assert.match(before ?? 'on', /^(on|until|Until|since|Since)$/, `${name}: ${text}`);
  });

  it('begins with small letters that can be read on a light ground', () => {
    for (const [name, card] of everyOne)
      for (const { size, color } of ofType(card, 'TextBlock'))
        if (size === 'Small') assert.ok(color !== 'Good' && color !== 'Warning', name);
  });
});

describe('lists of requests', () => {
  const mine = (requests: AccessRequest[]) => requestsCard({ reader: 'a1e0', requests });
  const waiting = (requests: AccessRequest[]) => approvalsCard({ requests });
  const many = (count: number) => Array.from({ length: count }, (_, i) => ({ ...accessRequest(), id: `r-${i}` }));

  it('open each request with a button, at most six', () => {
    for (const card of [waiting(many(6)), mine(many(6))])
      assert.deepEqual(
        clicksOf(card),
        many(6).map(({ id }) => ({ verb: 'access.show', id })),
      );
  });

  it('turn over behind the last one shown, where there are more', () => {
    for (const [card, verb] of [
      [waiting(many(7)), 'access.more-approvals'],
      [mine(many(7)), 'access.older-requests'],
    ] as const) {
      assert.deepEqual(clicksOf(card), [
        ...many(5).map(({ id }) => ({ verb: 'access.show', id })),
        { verb, id: 'r-4' },
      ]);
    }
  });

  it('say whose idea it was, where a colleague asked', () => {
    const request = { ...accessRequest(), subject: colleague(), status: all['granted-effective'] };
    const text = read(requestsCard({ reader: colleague().objectId.toUpperCase(), requests: [request] }));
    assert.match(text, /Data Reader on plant-a: works\nAlex Wilber asked for you\.\nUntil/);
    assert.match(read(mine([request])), /Data Reader on plant-a for Lee Gu: works\nUntil/);
  });

  it('end somewhere', () => {
    assert.match(read(requestsCard({ reader: 'a1e0', requests: [], later: true })), /No older access requests/);
    assert.match(read(approvalsCard({ requests: [], later: true })), /Nothing else waits/);
  });

  it('say what is asked for and how long there is to decide', () => {
    const text = read(waiting([{ ...accessRequest(), status: all['pending-second'] }]));
    assert.match(text, /Alex Wilber: Data Reader on plant-a for 8 hours\nMegan Bowen approved; needs a second person/);
    assert.match(text, /Open until \{\{DATE/);
  });

  it('say of each of my requests its state and the time that matters', () => {
    const of = (state: StateName) => read(mine([{ ...accessRequest(), status: all[state] }]));
    assert.match(of('pending'), /Data Reader on plant-a: waiting for approval\nOpen until/);
    assert.match(of('granted-effective'), /: works\nUntil/);
    assert.match(of('granted-overdue'), /: time is up, not yet taken away\nTime was up/);
    assert.match(of('ended-given-back'), /: given back\nSince/);
  });
});
