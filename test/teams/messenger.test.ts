import assert from 'node:assert/strict';
import type { CloudAdapter, TurnContext } from 'botbuilder';
import { messageCard } from '../../src/cards/message-card.ts';
import { createMessenger, MessengerError } from '../../src/teams/messenger.ts';
import { createSendLimits } from '../../src/teams/send-limits.ts';
import { chatWith } from './messages-of.ts';

const chat = chatWith('alex', 'a1');
const card = messageCard({ title: 'Hello', text: 'there' });

/** As the connector package throws what Teams has answered. */
function refused(statusCode: number, code = 'SomeCode', headers: Record<string, string> = {}) {
  const response = { headers: new Map(Object.entries(headers)) };
  return Object.assign(new Error(`HTTP ${statusCode}`), { statusCode, response, body: { error: { code } } });
}

/** An adapter whose conversations answer these, one after the other: a fault, or the id of the new message. */
function adapterThat(...answers: (Error | string)[]) {
  const sent: unknown[] = [];
  const waits: number[] = [];
  let time = 0;
  const answer = async (activity: unknown) => {
    sent.push(activity);
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return next === undefined ? undefined : { id: next };
  };
  const context = { sendActivity: answer, updateActivity: answer, turnState: new Map(), adapter: {} };
  const adapter = {
    async continueConversationAsync(
      _appId: string,
      _reference: object,
      logic: (context: TurnContext) => Promise<void>,
    ) {
      await logic(context as unknown as TurnContext);
    },
  };
  const wait = async (ms: number) => {
    waits.push(ms);
    time += ms;
  };
  const now = () => time;
  const limits = createSendLimits({ now, sleep: wait, begunAt: Number.NEGATIVE_INFINITY });
  const messenger = createMessenger(adapter as unknown as CloudAdapter, 'app', {
    limits,
    now,
    wait,
    random: () => 0.5,
  });
  return { sent, waits, messenger };
}

describe('the messenger', () => {
  it('sends a card with the one line that a notification shows', async () => {
    const { sent, messenger } = adapterThat('m-1');
    assert.equal(await messenger.send(chat, card), 'm-1');
    const [activity] = sent as { summary: string; attachments: { content: unknown }[] }[];
    assert.equal(activity?.summary, card.fallbackText);
    assert.equal(activity?.attachments[0]?.content, card);
  });

  it('updates the message it is told', async () => {
    const { sent, messenger } = adapterThat('m-1');
    await messenger.update(chat, 'm-1', card);
    assert.equal((sent[0] as { id: string }).id, 'm-1');
  });

  for (const status of [408, 412, 429, 500, 502, 503, 504]) {
    it(`tries again after ${status}`, async () => {
      const { sent, messenger } = adapterThat(refused(status), 'm-1');
      assert.equal(await messenger.send(chat, card), 'm-1');
      assert.equal(sent.length, 2);
    });
  }

  it('tries again after a connection was lost', async () => {
    const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const { messenger } = adapterThat(lost, 'm-1');
    assert.equal(await messenger.send(chat, card), 'm-1');
  });

  it('waits longer each time, and gives the message back after four attempts', async () => {
    const { waits, messenger } = adapterThat(refused(502), refused(502), refused(502), refused(502), 'm-1');
    await assert.rejects(messenger.send(chat, card), { code: 'failed' });
    assert.deepEqual(waits, [500, 1_000, 2_000]);
  });

  it('waits as long as Teams asks, by seconds or by date', async () => {
    const { waits, messenger } = adapterThat(refused(503, 'Busy', { 'retry-after': '3' }), 'm-1');
    await messenger.send(chat, card);
    assert.deepEqual(waits, [3_000]);
    const past = new Date(Date.now() - 5_000).toUTCString();
    const again = adapterThat(refused(503, 'Busy', { 'retry-after': past }), 'm-1');
    await again.messenger.send(chat, card);
    assert.deepEqual(again.waits, [0]);
  });

  it('waits for its turn where more is sent than Teams takes', async () => {
    const { waits, messenger } = adapterThat(...Array.from({ length: 9 }, (_, at) => `m-${at}`));
    for (let count = 0; count < 9; count++) await messenger.send(chat, card);
    assert.deepEqual(waits, [1_000, 1_000]);
  });

  it('lets nothing into a conversation while Teams wants a pause there', async () => {
    const { waits, messenger } = adapterThat(refused(429, 'Throttled', { 'retry-after': '20' }), 'm-1', 'm-2');
    await Promise.all([messenger.send(chat, card), messenger.send(chat, card)]);
    assert.deepEqual(waits, [20_000]);
  });

  it('leaves a wait longer than a job may take to the job queue, with the time that Teams wants', async () => {
    const { sent, messenger } = adapterThat(refused(429, 'Throttled', { 'retry-after': '90' }));
    await assert.rejects(messenger.send(chat, card), { code: 'failed', retryAfterMs: 90_000 });
    await assert.rejects(messenger.send(chat, card), (error) => {
      assert.ok(error instanceof MessengerError && error.retryAfterMs !== undefined && error.retryAfterMs <= 90_000);
      return true;
    });
    assert.equal(sent.length, 1, 'the second did not try');
  });

  it('makes a card that changes while it waits only once it is its turn', async () => {
    const { sent, messenger } = adapterThat(refused(412), 'm-1');
    let made = 0;
    await messenger.send(chat, () => messageCard({ title: `made ${++made}`, text: 'x' }));
    assert.deepEqual(
      (sent as { summary: string }[]).map(({ summary }) => summary),
      ['made 1: x', 'made 2: x'],
    );
  });

  const final: [fault: Error, code: string, message: RegExp][] = [
    [refused(403, 'BotNotInConversationRoster'), 'unreachable', /HTTP 403 BotNotInConversationRoster/],
    [refused(403, 'ConversationBlockedByUser'), 'unreachable', /ConversationBlockedByUser/],
    [refused(404, 'ConversationNotFound'), 'unreachable', /HTTP 404/],
    [refused(413, 'MessageSizeTooBig'), 'failed', /HTTP 413 MessageSizeTooBig/],
    [refused(401, 'BotNotRegistered'), 'failed', /HTTP 401/],
    [new Error('a fault of ours'), 'failed', /^Teams did not take the message\.$/],
  ];
  for (const [fault, code, message] of final) {
    it(`gives up at once after ${fault.message}: ${code}`, async () => {
      const { sent, messenger } = adapterThat(fault, 'm-1');
      await assert.rejects(messenger.send(chat, card), (error) => {
        assert.ok(error instanceof MessengerError);
        assert.deepEqual([error.code, error.cause], [code, fault]);
        assert.match(error.message, message);
        return true;
      });
      assert.equal(sent.length, 1);
    });
  }
});
