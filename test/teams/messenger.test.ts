import assert from 'node:assert/strict';
import type { CloudAdapter, TurnContext } from 'botbuilder';
import { messageCard } from '../../src/cards/message-card.ts';
import { createMessenger, MessengerError } from '../../src/teams/messenger.ts';
import { chatWith } from './messages-of.ts';

const chat = chatWith('alex', 'a1');
const card = messageCard({ title: 'Hello', text: 'there' });
const refused = (statusCode: number) => Object.assign(new Error(`HTTP ${statusCode}`), { statusCode });

/** An adapter whose conversations answer these, one after the other: a fault, or the id of the new message. */
function adapterThat(...answers: (Error | string)[]) {
  const sent: unknown[] = [];
  const answer = async (activity: unknown) => {
    sent.push(activity);
    const next = answers.shift();
    if (next instanceof Error) throw next;
    return next === undefined ? undefined : { id: next };
  };
  const context = { sendActivity: answer, updateActivity: answer };
  const adapter = {
    async continueConversationAsync(
      _appId: string,
      _reference: object,
      logic: (context: TurnContext) => Promise<void>,
    ) {
      await logic(context as unknown as TurnContext);
    },
  };
  return { sent, messenger: createMessenger(adapter as unknown as CloudAdapter, 'app') };
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

  for (const status of [412, 429]) {
    it(`tries again after ${status}, which the connector package does not`, async () => {
      const { sent, messenger } = adapterThat(refused(status), 'm-1');
      assert.equal(await messenger.send(chat, card), 'm-1');
      assert.equal(sent.length, 2);
    });
  }

  const final: [fault: Error, code: string][] = [
    [refused(403), 'unreachable'],
    [refused(404), 'unreachable'],
    [refused(413), 'failed'],
    [refused(500), 'failed'],
    [new Error('no network'), 'failed'],
  ];
  for (const [fault, code] of final) {
    it(`gives up at once after ${fault.message}: ${code}`, async () => {
      const { sent, messenger } = adapterThat(fault, 'm-1');
      await assert.rejects(messenger.send(chat, card), (error) => {
        assert.ok(error instanceof MessengerError);
        assert.deepEqual([error.code, error.cause], [code, fault]);
        return true;
      });
      assert.equal(sent.length, 1);
    });
  }
});
