import assert from 'node:assert/strict';
import type { Conversation } from '../../../src/access/delivery.ts';
import { MessengerError } from '../../../src/teams/messenger.ts';
import { createDeliverCards } from '../../../src/teams/triage/deliver-cards.ts';
import type { Case } from '../../../src/triage/case.ts';
import type { TriageCard } from '../../../src/triage/store.ts';
import { aCase } from '../../cards/triage-samples.ts';
import { chatWith, recordedMessenger, tenantId } from '../messages-of.ts';

const helpdesk: Conversation = { tenantId, id: '19:helpdesk@thread.tacv2', kind: 'channel', reference: {} };
const thread: Conversation = { ...helpdesk, id: `${helpdesk.id};messageid=1` };
const elsewhere: Conversation = { ...helpdesk, id: '19:floor@thread.tacv2;messageid=2' };
const chat = chatWith('alex', aCase().reporter.objectId);

function setUp(more: Partial<Case> = {}, { channel = true }: { channel?: boolean } = {}) {
  const subject = { kind: 'case', id: 'c-1' } as const;
  const state: { one: Case; card: TriageCard; channel: boolean } = {
    one: { ...aCase(), tenantId, id: subject.id, origin: { how: 'channel', conversationId: elsewhere.id }, ...more },
    card: { tenantId, subject, shownVersion: 0 },
    channel,
  };
  const messenger = recordedMessenger();
  const deliver = createDeliverCards({
    store: {
      case: async () => state.one,
      incident: async () => undefined,
      diagnosesOf: async () => ['d-1'],
      card: async () => state.card,
      saveCard: async (card) => {
        state.card = card;
      },
      channel: async () =>
        state.channel ? { tenantId, conversationId: helpdesk.id, groupId: 'g', digestOff: false } : undefined,
    },
    records: {
      get: async () => ({
        tenantId,
        id: 'd-1',
        askedBy: state.one.reporter,
        report: state.one.report,
        conversationId: chat.id,
        activityId: '77',
        begunAt: state.one.createdAt,
        state: 'done',
      }),
    },
    conversations: { get: async (_, id) => [helpdesk, thread, elsewhere, chat].find((each) => each.id === id) },
    messenger,
    drawCase: async ({ version }) => ({
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: '1.5',
      fallbackText: `version ${version}`,
      body: [],
    }),
  });
  return { state, messenger, run: () => deliver({ tenantId, subject }) };
}

describe('the card of a case', () => {
  it('waits until there is a helpdesk, and is then posted in its channel', async () => {
    const { state, messenger, run } = setUp({}, { channel: false });
    await run();
    assert.deepEqual(messenger.written, []);
    state.channel = true;
    await run();
    assert.deepEqual(messenger.written, [[`send ${helpdesk.id}`, 'version 3']]);
  });

  it('is posted once, and then brought up to date in place', async () => {
    const { state, messenger, run } = setUp();
    await run();
    await run();
    state.one = { ...state.one, version: 4 };
    await run();
    assert.deepEqual(messenger.written, [
      [`send ${helpdesk.id}`, 'version 3'],
      [`update ${helpdesk.id}/1`, 'version 4'],
    ]);
  });

  it('is in the thread of the report where that is in the helpdesk’s own channel', async () => {
    const { messenger, run } = setUp({ origin: { how: 'channel', conversationId: thread.id } });
    await run();
    assert.deepEqual(messenger.written, [[`send ${thread.id}`, 'version 3']]);
  });

  it('shows the case as it is when the message goes out', async () => {
    const { state, messenger, run } = setUp();
    messenger.before = () => {
      state.one = { ...state.one, version: 9 };
    };
    await run();
    assert.deepEqual(messenger.written, [[`send ${helpdesk.id}`, 'version 9']]);
    assert.equal(state.card.shownVersion, 9);
  });

  it('is posted anew where somebody has deleted it', async () => {
    const { state, messenger, run } = setUp();
    await run();
    state.one = { ...state.one, version: 4 };
    messenger.before = (what) => {
      if (what.startsWith('update')) throw new MessengerError('Gone.', 'unreachable');
    };
    await run();
    assert.deepEqual(messenger.written.at(-1), [`send ${helpdesk.id}`, 'version 4']);
    assert.equal(state.card.activityId, '2');
  });

  it('is recorded as out of reach where Teams lets the bot in nowhere, and is not tried again before that changes', async () => {
    const { state, messenger, run } = setUp();
    messenger.before = () => {
      throw new MessengerError('Teams did not take the message (HTTP 403).', 'unreachable');
    };
    await run();
    assert.match(state.card.undeliverable ?? '', /HTTP 403/);
    messenger.before = () => assert.fail('nobody asked for another try');
    await run();
    const { undeliverable: _, ...again } = state.card;
    state.card = again;
    messenger.before = () => {};
    await run();
    assert.equal(messenger.written.length, 1);
  });

  it('is tried again by the queue where Teams may take it later', async () => {
    const { state, messenger, run } = setUp();
    messenger.before = () => {
      throw new MessengerError('Too much at once.', 'failed', { retryAfterMs: 1_000 });
    };
    await assert.rejects(run, MessengerError);
    assert.equal(state.card.shownVersion, 0);
  });

  it('is no longer posted once the case is over', async () => {
    const { messenger, run } = setUp({ status: { state: 'resolved', at: aCase().createdAt, how: 'by-hand' } });
    await run();
    assert.deepEqual(messenger.written, []);
  });

  it('shows the reporter who handed it over where it stands', async () => {
    const { messenger, run } = setUp({ origin: { how: 'handed-over', conversationId: chat.id } });
    await run();
    assert.deepEqual(
      messenger.written.map(([what]) => what),
      [`update ${chat.id}/77`, `send ${helpdesk.id}`],
    );
  });
});
