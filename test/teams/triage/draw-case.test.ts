import assert from 'node:assert/strict';
import type { AccessRequest } from '../../../src/access/access-request.ts';
import type { ChannelInUse, Conversation, Delivery } from '../../../src/access/delivery.ts';
import { anonymousCase } from '../../../src/store/anonymous.ts';
import { createDrawCase } from '../../../src/teams/triage/draw-case.ts';
import type { Case } from '../../../src/triage/case.ts';
import { accessRequest } from '../../cards/request-samples.ts';
import { aCase, caseStatuses } from '../../cards/triage-samples.ts';
import { read } from '../../cards/walk.ts';

const waiting: Case = { ...aCase(), requestId: 'r-1', status: caseStatuses()['waiting-approval'] };
const approvals: Conversation = { tenantId: 'contoso', id: '19:approvals', kind: 'channel', reference: {} };
const helpdesk: ChannelInUse = { conversationId: '19:helpdesk', groupId: 'g-1' };
const posted: Delivery = {
  tenantId: 'contoso',
  id: 'd-1',
  requestId: 'r-1',
  audience: 'approvals-channel',
  conversationId: approvals.id,
  activityId: '1712',
  shownVersion: 3,
};

interface Around {
  request?: AccessRequest;
  channel?: Conversation;
  /** The group of the team with that channel. */
  ofTeam?: string;
  copies?: Delivery[];
}

async function cardOf(one: Case, { request, channel, ofTeam = 'g-1', copies = [] }: Around = {}) {
  const draw = createDrawCase({
    store: {
      incident: async () => undefined,
      history: async () => [],
      channel: async () => ({ tenantId: 'contoso', ...helpdesk, digestOff: false }),
    },
    requests: { get: async (_, id) => (id === 'r-1' ? request : undefined) },
    conversations: {
      approvalsChannel: async () => channel,
      approvalsUse: async () => channel && { conversationId: channel.id, groupId: ofTeam },
    },
    deliveries: { of: async (_, id) => copies.filter(({ requestId }) => requestId === id) },
  });
  return draw(one);
}

const drawn = (one: Case, around?: Around) => cardOf(one, around).then(read);

describe('the card of a case as it stands', () => {
  it('tells of the request that it waits for, and where that is decided', async () => {
    const request = accessRequest();
    assert.match(
      await drawn(waiting, { request, channel: approvals }),
      /Asked for\n.*The request is in the approvals channel/s,
    );
    assert.match(
      await drawn(waiting, { request }),
      /Decides\nWhoever can assign roles on plant-a, such as its Owner\.\n/,
    );
  });

  it('leads to the request where that is in a channel of the helpdesk’s own team', async () => {
    const around = { request: accessRequest(), channel: approvals, copies: [posted] };
    const link = '[Open the request](https://teams.microsoft.com/l/message/19%3Aapprovals/1712?parentMessageId=1712)';
    for (const ofTeam of ['g-1', 'G-1']) {
      assert.ok(JSON.stringify(await cardOf(waiting, { ...around, ofTeam })).includes(link), ofTeam);
    }
  });

  it('leads nowhere that its readers may not see, and to no message that is not there', async () => {
    const around = { request: accessRequest(), channel: approvals };
    const { activityId: _, ...unsent } = posted;
    for (const [what, more] of Object.entries<Around>({
      'another team': { copies: [posted], ofTeam: 'g-2' },
      'not sent yet': { copies: [unsent] },
      'given up': { copies: [{ ...posted, undeliverable: 'The bot was removed from there.' }] },
      'a channel of before': { copies: [{ ...posted, conversationId: '19:before' }] },
      'the chats of people': {
        copies: (['approver', 'requester', 'news'] as const).map((audience) => ({
          ...posted,
          audience,
          conversationId: 'a:chat',
        })),
      },
    })) {
      const card = JSON.stringify(await cardOf(waiting, { ...around, ...more }));
      assert.doesNotMatch(card, /l\/message|Open the request/, what);
      assert.match(card, /The request is in the approvals channel/, what);
    }
  });

  it('offers no details of what nobody is named in any more', async () => {
    const over = { ...aCase(), status: caseStatuses().closed };
    assert.match(await drawn(over), /\[Show details\]/);
    assert.doesNotMatch(await drawn(anonymousCase(over, new Date())), /\[Show details\]/);
  });

  it('tells of none that it does not wait for, or that is kept no more', async () => {
    const over = { ...waiting, status: caseStatuses()['resolved-access'] };
    assert.doesNotMatch(await drawn(over, { request: accessRequest() }), /Asked for/);
    assert.doesNotMatch(await drawn(waiting), /Asked for/);
  });
});
