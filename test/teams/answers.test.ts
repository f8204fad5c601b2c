import assert from 'node:assert/strict';
import { messageCard } from '../../src/cards/message-card.ts';
import type { IncomingMessage } from '../../src/teams/activity.ts';
import { type AnswersDependencies, createAnswers } from '../../src/teams/answers.ts';
import type { AboutCase } from '../../src/teams/triage/overhear.ts';
import { chatWith, recordedMessenger } from './messages-of.ts';

const chat = chatWith('alex', 'a1');

function said(text: string): IncomingMessage {
  const from = { objectId: 'a1', displayName: 'Alex Wilber' };
  return { conversation: chat, from, text, addressed: true, files: [], picture: false };
}

describe('what a reporter is told who was asked something', () => {
  function setUp() {
    const told: string[] = [];
    const messenger = recordedMessenger();
    const answers = createAnswers({
      messenger,
      conversations: { remember: async () => {} },
      records: { latest: async () => undefined },
      diagnoses: {
        begin: async (_chat: unknown, _from: unknown, report: object, { activityId }: { activityId?: string }) => {
          told.push(`diagnosis in ${activityId}`);
          return { report, activityId };
        },
      },
      now: () => new Date('2026-03-02T09:00:00.000Z'),
    } as unknown as AnswersDependencies);
    const about = (question: string): Promise<AboutCase> =>
      Promise.resolve({
        question: {
          card: messageCard({ title: question, text: 'Since when?' }),
          shown: async ({ conversationId, activityId }) =>
            void told.push(`${question} in ${conversationId} ${activityId}`),
          replaced: async ({ activityId }) => void told.push(`${question} no more in ${activityId}`),
        },
      });
    return { answers, messenger, told, about };
  }

  it('is the question once more, which is known to be there', async () => {
    const { answers, messenger, told, about } = setUp();
    await answers.take(said('one moment'), about('one'));
    assert.deepEqual(
      messenger.written.map(([what]) => what),
      [`send ${chat.id}`],
    );
    assert.deepEqual(told, [`one in ${chat.id} 1`]);
  });

  it('is no question any more in the message that becomes a diagnosis, or shows another', async () => {
    const { answers, told, about } = setUp();
    await answers.take(said('one moment'), about('one'));
    await answers.take(said('please'), about('other'));
    await answers.take(said('I get 403 on plant-b when I query twins of ADT'), about('other'));
    assert.deepEqual(told, [
      `one in ${chat.id} 1`,
      'one no more in 1',
      `other in ${chat.id} 1`,
      'other no more in 1',
      'diagnosis in 1',
    ]);
  });
});
