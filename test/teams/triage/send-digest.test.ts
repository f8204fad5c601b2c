import assert from 'node:assert/strict';
import type { Conversation } from '../../../src/access/delivery.ts';
import type { CardToSend } from '../../../src/teams/messenger.ts';
import { MessengerError } from '../../../src/teams/messenger-error.ts';
import { createSendDigest } from '../../../src/teams/triage/send-digest.ts';

const helpdesk: Conversation = { tenantId: 't', id: '19:helpdesk', kind: 'channel', reference: {} };
const channel = { tenantId: 't', conversationId: helpdesk.id, groupId: 'g', digestOff: false };
const time = { since: '2026-03-01T08:00:00.000Z', until: '2026-03-02T08:00:00.000Z' };
const digest = { reported: 3, resolved: 1, open: 2, waiting: [], ...time };

function sender(send: (conversation: Conversation, card: CardToSend) => Promise<string>) {
  return createSendDigest({
    conversations: { get: async (_, id) => (id === helpdesk.id ? helpdesk : undefined) },
    messenger: { send },
    boardUrl: 'https://bot.contoso.com/board',
  });
}

describe('the card of the digest', () => {
  it('goes to the channel of the helpdesk, with the way to the board', async () => {
    const sent: [string, string][] = [];
    await sender(async ({ id }, card) => {
      sent.push([id, JSON.stringify(card)]);
      return 'a';
    })(channel, digest);
    assert.equal(sent.length, 1);
    assert.match(sent[0]?.[1] ?? '', /3 reported, 1 resolved, 2 open.*https:\/\/bot\.contoso\.com\/board/);
  });

  it('is left where the bot is not there any more, and tried again where Teams does not answer', async () => {
    const failing = (code: 'unreachable' | 'failed') =>
      sender(async () => {
        throw new MessengerError('No.', code);
      })(channel, digest);
    await failing('unreachable');
    await assert.rejects(failing('failed'), { code: 'failed' });
    await sender(async () => assert.fail('Nobody is there.'))({ ...channel, conversationId: 'gone' }, digest);
  });
});
