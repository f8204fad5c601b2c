import assert from 'node:assert/strict';
import type { AccessStatus, News } from '../../src/access/access-request.ts';
import { approvalsCard } from '../../src/cards/approvals-card.ts';
import { approverCard } from '../../src/cards/approver-card.ts';
import { newsCard } from '../../src/cards/news-card.ts';
import { requesterCard } from '../../src/cards/requester-card.ts';
import { requestsCard } from '../../src/cards/requests-card.ts';
import { accessRequest, statuses } from './samples.ts';
import { buttonTitles, ofType, read } from './walk.ts';

const all = statuses();
const mine = {
  reachable: ['Megan Bowen'],
  command: 'az dt role-assignment create',
  portalUrl: 'https://portal.azure.com/#x',
};
const theirs = { roleAllows: 'Read and query.', others: ['Isaiah Langer'] };

function requester(status: AccessStatus | undefined, view = mine) {
  return requesterCard({ ...accessRequest(), ...(status && { status }) }, view);
}

function approver(status: AccessStatus | undefined) {
  return approverCard({ ...accessRequest(), ...(status && { status }) }, theirs);
}

describe('the requester’s card', () => {
  it('says who was asked, until when, and can be withdrawn', () => {
    const card = requester(all.pending);
    assert.match(read(card), /Asked Megan Bowen\./);
    assert.match(read(card), /Open until \{\{DATE\(2026-03-03T10:00:00Z,SHORT\)\}\}/);
    assert.deepEqual(buttonTitles(card), ['Withdraw']);
  });

  it('gives the command and the portal when nobody could be reached', () => {
    const card = requester(all.pending, { ...mine, reachable: [] });
    assert.match(read(card), /Send this to Megan Bowen and Isaiah Langer:\naz dt role-assignment create/);
    assert.deepEqual(buttonTitles(card), ['Open portal', 'Withdraw']);
  });

  it('does not say so while approvers are still being looked up', () => {
    assert.match(
      read(requester(all['pending-looking'], { ...mine, reachable: [] })),
      /Looking for the people who can approve it…/,
    );
  });

  it('calls nothing granted or assigned before the assignment exists', () => {
    for (const name of ['pending-looking', 'pending', 'approved', 'denied', 'withdrawn', 'lapsed']) {
      const status = all[name];
      for (const card of [requester(status), approver(status)]) {
        assert.doesNotMatch(read(card), /granted|Role assigned|role is assigned|Try again now|works/i, name);
      }
    }
  });

  it('says to try again only once the access works', () => {
    assert.match(read(requester(all['granted-effective'])), /Try again now/);
    assert.doesNotMatch(read(requester(all['granted-checking'])), /Try again now/);
    assert.doesNotMatch(read(requester(all['granted-late'])), /Try again now/);
  });

  it('quotes why it was denied, and by whom', () => {
    assert.match(read(requester(all.denied)), /Megan Bowen said: “Please use the test instance plant-b for this\.”/);
  });

  it('says what went wrong and what to do when the role could not be assigned', () => {
    assert.match(read(requester(all.failed)), /Azure refused: .*\n.*can try again, or run this:\naz dt/);
  });

  it('can be withdrawn after a failure, which would otherwise stand in the way of asking again', () => {
    assert.deepEqual(buttonTitles(requester(all.failed)), ['Withdraw', 'Open portal']);
  });

  it('names whom the role is for when that is somebody else', () => {
    const subject = { objectId: 'app', displayName: 'plant-a-ingest', type: 'ServicePrincipal' } as const;
    assert.match(read(requesterCard({ ...accessRequest(), subject }, mine)), /For\nplant-a-ingest/);
    assert.doesNotMatch(read(requester(all.pending)), /^For$/m);
  });
});

describe('the approver’s card', () => {
  it('tells who asks for what, for how long and why', () => {
    const text = read(approver(all.pending));
    assert.match(text, /Alex Wilber asks for Data Reader on plant-a/);
    assert.match(text, /Data Reader: Read and query\./);
    assert.match(text, /plant-a in rg-plant-a/);
    assert.match(text, /8 hours/);
    assert.match(text, /“I have to check the twins of line 3 before the audit on Friday\.”/);
  });

  it('approves in one click and denies with a reason, each for the version that was seen', () => {
    const card = approver(all.pending);
    assert.deepEqual(buttonTitles(card), ['Approve', 'Deny…']);
    assert.deepEqual(
      ofType(card, 'Action.Execute').map(({ data }) => data),
      [
        { verb: 'access.approve', id: 'r-7Qm2', version: 3 },
        { verb: 'access.deny', id: 'r-7Qm2', version: 3 },
      ],
    );
    const [reason] = ofType(card, 'Input.Text');
    assert.equal(reason?.isRequired, true);
    assert.equal(reason?.id, 'reason');
  });

  it('names who decided, and has no buttons, once it is decided', () => {
    for (const name of [
      'approved',
      'granted-checking',
      'granted-effective',
      'granted-late',
      'granted-adopted',
      'denied',
    ]) {
      const card = approver(all[name]);
      assert.match(read(card), /(Approved|Denied) by Megan Bowen/, name);
      assert.deepEqual(buttonTitles(card), [], name);
    }
    for (const name of ['withdrawn', 'lapsed', 'ended-expired', 'ended-removed']) {
      assert.deepEqual(buttonTitles(approver(all[name])), [], name);
    }
  });

  it('can be approved again after the assignment failed', () => {
    assert.deepEqual(buttonTitles(approver(all.failed)), ['Try again']);
  });

  it('says that a role which was there before stays', () => {
    assert.match(read(approver(all['granted-adopted'])), /was there already, so I will not take it away/);
  });
});

describe('news to the requester', () => {
  const expected: [News, string, RegExp][] = [
    ['denied', 'denied', /Denied\n.*\nMegan Bowen said/],
    ['failed', 'failed', /could not be assigned/],
    ['granted', 'granted-checking', /Megan Bowen approved\. I am checking that it works/],
    ['effective', 'granted-effective', /Try again now/],
    ['late', 'granted-late', /not working yet/],
    ['lapsed', 'lapsed', /Nobody decided in time/],
    ['ended', 'ended-expired', /Access ended as planned/],
    ['ended', 'ended-removed', /removed in Azure/],
    ['nobody-to-ask', 'pending', /could not reach anyone/],
  ];
  for (const [news, state, text] of expected) {
    it(`of '${news}' (${state}) says what happened`, () => {
      const status = all[state];
      assert.match(read(newsCard({ ...accessRequest(), ...(status && { status }) }, news)), text);
    });
  }

  it('stays true when the request has moved on before it is sent', () => {
    for (const [news] of expected) {
      for (const status of Object.values(all)) {
        assert.doesNotMatch(read(newsCard({ ...accessRequest(), status }, news)), /undefined/);
      }
    }
  });
});

describe('lists of requests', () => {
  it('open each pending request with a button, at most six', () => {
    const card = approvalsCard(Array.from({ length: 8 }, (_, i) => ({ ...accessRequest(), id: `r-${i}` })));
    const ids = ofType(card, 'Action.Execute').map(({ data }) => (data as { id: string }).id);
    assert.deepEqual(ids, ['r-0', 'r-1', 'r-2', 'r-3', 'r-4', 'r-5']);
    assert.match(read(card), /and 2 more/);
  });

  it('say each of my requests with its state', () => {
    const card = requestsCard(Object.values(all).map((status) => ({ ...accessRequest(), status })));
    assert.match(read(card), /Data Reader on plant-a: waiting for approval/);
    assert.match(read(card), /and 3 older/);
  });
});
