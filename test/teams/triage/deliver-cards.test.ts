import assert from 'node:assert/strict';
import type { Conversation } from '../../../src/access/delivery.ts';
import type { DiagnosisRecord } from '../../../src/diagnosis/record.ts';
import { MessengerError } from '../../../src/teams/messenger.ts';
import { createDeliverCards } from '../../../src/teams/triage/deliver-cards.ts';
import type { Case } from '../../../src/triage/case.ts';
import type { SideMessage, TriageCard } from '../../../src/triage/store.ts';
import { aCase } from '../../cards/triage-samples.ts';
import { read } from '../../cards/walk.ts';
import { chatWith, recordedMessenger, tenantId } from '../messages-of.ts';

const helpdesk: Conversation = { tenantId, id: '19:helpdesk@thread.tacv2', kind: 'channel', reference: {} };
const thread: Conversation = { ...helpdesk, id: `${helpdesk.id};messageid=1` };
const night: Conversation = { ...helpdesk, id: '19:night@thread.tacv2' };
const elsewhere: Conversation = { ...helpdesk, id: '19:floor@thread.tacv2;messageid=2' };
const chat = chatWith('alex', aCase().reporter.objectId);

function setUp(
  more: Partial<Case> = {},
  { channel = true, asked = {} }: { channel?: boolean; asked?: Partial<DiagnosisRecord> | 'gone' } = {},
) {
  const subject = { kind: 'case', id: 'c-1' } as const;
  const state: {
    one: Case;
    card: TriageCard;
    beside: SideMessage[];
    channel: string | undefined;
    known: Conversation[];
    heard: string[];
    inChats: number | undefined;
  } = {
    one: { ...aCase(), tenantId, id: subject.id, origin: { how: 'channel', conversationId: elsewhere.id }, ...more },
    card: { tenantId, subject, shownVersion: 0 },
    beside: [],
    channel: channel ? helpdesk.id : undefined,
    known: [helpdesk, thread, night, elsewhere, chat],
    heard: [],
    inChats: undefined,
  };
  const messenger = recordedMessenger();
  const deliver = createDeliverCards({
    store: {
      case: async () => state.one,
      incident: async () => undefined,
      diagnosesOf: async () => ['d-1'],
      shownInChats: async () => state.inChats,
      saveShownInChats: async (_tenant, _case, version) => {
        state.inChats = version;
      },
      card: async () => state.card,
      saveCard: async (card, left) => {
        state.card = card;
        if (left !== undefined) state.beside.push(left);
      },
      beside: async () => [...state.beside],
      dropBeside: async (_tenant, _subject, { activityId }) => {
        state.beside = state.beside.filter((each) => each.activityId !== activityId);
      },
      channel: async () =>
        state.channel === undefined
          ? undefined
          : { tenantId, conversationId: state.channel, groupId: 'g', digestOff: false },
    },
    records: {
      get: async () =>
        asked === 'gone'
          ? undefined
          : {
              tenantId,
              id: 'd-1',
              askedBy: state.one.reporter,
              report: state.one.report,
              conversationId: state.one.origin.conversationId,
              activityId: '77',
              begunAt: state.one.createdAt,
              state: 'done',
              ...asked,
            },
    },
    conversations: {
      get: async (_, id) => state.known.find((each) => each.id === id),
      heard: async (_, id) => void state.heard.push(id),
    },
    messenger,
    drawCase: async ({ version }) => ({
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: '1.5',
      fallbackText: `version ${version}`,
      body: [],
    }),
  });
  /** As the store does when another channel is named. */
  const move = (to: Conversation) => {
    state.channel = to.id;
    if (state.card.conversationId !== to.id) state.card = { ...state.card, shownVersion: 0 };
    return deliver({ tenantId, subject });
  };
  return { state, messenger, move, run: () => deliver({ tenantId, subject }) };
}

const resolved = { state: 'resolved', at: aCase().createdAt, how: 'by-hand' } as const;

describe('the card of a case', () => {
  it('waits until there is a helpdesk, and is then posted in its channel', async () => {
    const { state, messenger, run } = setUp({}, { channel: false });
    await run();
    assert.deepEqual(messenger.written, []);
    state.channel = helpdesk.id;
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

  it('tells that it was taken there, so that what was refused there is tried again', async () => {
    const { state, messenger, run } = setUp();
    messenger.before = () => {
      throw new MessengerError('Gone.', 'unreachable');
    };
    await run();
    assert.deepEqual(state.heard, []);
    state.card = { ...state.card, shownVersion: 0 };
    delete state.card.undeliverable;
    messenger.before = () => {};
    await run();
    assert.deepEqual(state.heard, [helpdesk.id]);
    await run();
    assert.deepEqual(state.heard, [helpdesk.id], 'nothing was sent');
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
    const { messenger, run } = setUp({ status: resolved });
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

  it('shows whoever pointed at the message and handed it over where it stands, but nobody in a channel', async () => {
    const lynne = { objectId: 'id-of-Lynne', displayName: 'Lynne Robbins' };
    const origin = { how: 'message-action', conversationId: chat.id, by: lynne } as const;
    const own = setUp({ origin }, { asked: { askedBy: lynne } });
    let said = '';
    own.messenger.update = async ({ id }, _activityId, card) => {
      said = `${id}: ${read(typeof card === 'function' ? await card() : card)}`;
    };
    await own.run();
    assert.match(said, /^a:alex: [\s\S]*This card shows how it stands\.\n\[Show diagnosis\]$/);
    const others = setUp({ origin }, { asked: { askedBy: lynne, conversationId: elsewhere.id } });
    await others.run();
    assert.deepEqual(
      others.messenger.written.map(([what]) => what),
      [`send ${helpdesk.id}`],
    );
  });

  it('follows the helpdesk to another channel, and leaves word of where it is', async () => {
    const { state, messenger, run, move } = setUp();
    await run();
    await move(night);
    assert.deepEqual(messenger.written.slice(1), [
      [`send ${night.id}`, 'version 3'],
      [`update ${helpdesk.id}/1`, 'Case 1042 is in another channel now.'],
    ]);
    assert.deepEqual(state.beside, []);
    await run();
    assert.equal(messenger.written.length, 3);
  });

  it('is posted anew where the helpdesk comes back to, and every one before it says where it is', async () => {
    const { messenger, run, move } = setUp();
    await run();
    await move(night);
    await move(helpdesk);
    assert.deepEqual(messenger.written.slice(3), [
      [`send ${helpdesk.id}`, 'version 3'],
      [`update ${night.id}/2`, 'Case 1042 is in another channel now.'],
    ]);
  });

  it('stays the one it is where the helpdesk comes back before it could follow', async () => {
    const { state, messenger, run, move } = setUp();
    await run();
    state.channel = night.id;
    await move(helpdesk);
    assert.deepEqual(messenger.written.at(-1)?.[0], `send ${helpdesk.id}`);
    assert.deepEqual(state.beside, []);
  });

  it('is followed where it cannot be left word on any more', async () => {
    const { state, messenger, run, move } = setUp();
    await run();
    messenger.before = (what) => {
      if (what.startsWith('update')) throw new MessengerError('Gone.', 'unreachable');
    };
    await move(night);
    assert.equal(state.card.conversationId, night.id);
    assert.deepEqual(state.beside, []);
  });

  it('gets that word later where Teams does not take it now, and is not posted again for it', async () => {
    const { state, messenger, run, move } = setUp();
    await run();
    messenger.before = (what) => {
      if (what.startsWith('update')) throw new MessengerError('Too much at once.', 'failed');
    };
    await assert.rejects(move(night), MessengerError);
    assert.equal(state.card.shownVersion, 3);
    messenger.before = () => {};
    await run();
    assert.deepEqual(
      messenger.written.map(([what]) => what),
      [`send ${helpdesk.id}`, `send ${night.id}`, `update ${helpdesk.id}/1`],
    );
  });

  it('gets that word when the bot is let in again where it was left', async () => {
    const { state, messenger, run, move } = setUp();
    await run();
    const all = state.known;
    state.known = all.filter(({ id }) => id !== helpdesk.id);
    await move(night);
    assert.equal(state.beside.length, 1);
    state.known = all;
    await run();
    assert.equal(messenger.written.at(-1)?.[0], `update ${helpdesk.id}/1`);
    assert.deepEqual(state.beside, []);
  });

  it('keeps its buttons as long as there is no other one', async () => {
    const { state, messenger, run } = setUp();
    state.beside = [{ conversationId: helpdesk.id, activityId: '9' }];
    messenger.before = (what) => {
      if (what.startsWith('send')) throw new MessengerError('No.', 'unreachable');
    };
    await run();
    assert.deepEqual(messenger.written, []);
    assert.equal(state.beside.length, 1);
  });

  it('of what is over stays where it is, and is brought up to date there', async () => {
    const { state, messenger, run, move } = setUp();
    await run();
    state.one = { ...state.one, version: 4, status: resolved };
    await run();
    state.one = { ...state.one, version: 5, status: { ...resolved, state: 'closed' } };
    await move(night);
    assert.deepEqual(messenger.written.slice(1), [
      [`update ${helpdesk.id}/1`, 'version 4'],
      [`update ${helpdesk.id}/1`, 'version 5'],
    ]);
    state.one = { ...state.one, version: 6, status: { state: 'new', at: aCase().createdAt } };
    await run();
    assert.deepEqual(messenger.written.slice(3), [
      [`send ${night.id}`, 'version 6'],
      [`update ${helpdesk.id}/1`, 'Case 1042 is in another channel now.'],
    ]);
  });

  it('that was resolved while the helpdesk moved loses what only an open one has', async () => {
    const { state, messenger, run } = setUp();
    await run();
    state.one = { ...state.one, version: 4, status: resolved };
    state.channel = night.id;
    state.card = { ...state.card, shownVersion: 0 };
    await run();
    assert.deepEqual(messenger.written.at(-1), [`update ${helpdesk.id}/1`, 'version 4']);
  });
});

describe('the card in the chat of whoever handed it over', () => {
  const handedOver: Partial<Case> = { origin: { how: 'handed-over', conversationId: chat.id } };
  const version = aCase().version;
  const where = ({ messenger }: ReturnType<typeof setUp>) => messenger.written.map(([what]) => what);

  const unseen: [what: string, card: Partial<TriageCard>, options?: { channel: false }][] = [
    ['has no channel any more', {}, { channel: false }],
    ['never had the card of it', {}],
    ['could not be sent the card of it', { conversationId: helpdesk.id, undeliverable: 'No.' }],
    ['cannot be shown its card any more', { conversationId: helpdesk.id, activityId: '1', undeliverable: 'No.' }],
  ];
  for (const [what, card, options] of unseen) {
    it(`says that the case is over, once, also where the helpdesk ${what}`, async () => {
      const stage = setUp({ ...handedOver, status: resolved }, options);
      Object.assign(stage.state.card, card);
      await stage.run();
      await stage.run();
      assert.deepEqual(where(stage), [`update ${chat.id}/77`]);
      assert.equal(stage.state.inChats, version);
    });
  }

  it('does not wait for the helpdesk’s, and is not written again with it', async () => {
    const stage = setUp(handedOver);
    stage.messenger.before = (what) => {
      if (what.includes(helpdesk.id)) throw new MessengerError('Too much at once.', 'failed');
    };
    await assert.rejects(stage.run(), /Too much at once/);
    assert.deepEqual(where(stage), [`update ${chat.id}/77`]);
    stage.messenger.before = () => {};
    await stage.run();
    assert.deepEqual(where(stage), [`update ${chat.id}/77`, `send ${helpdesk.id}`]);
  });

  it('holds up nothing where Teams does not take it now, and is known to be missing', async () => {
    const stage = setUp(handedOver);
    stage.messenger.before = (what) => {
      if (what.includes(chat.id)) throw new MessengerError('Too much at once.', 'failed');
    };
    await assert.rejects(stage.run(), /Too much at once/);
    assert.deepEqual([where(stage), stage.state.inChats], [[`send ${helpdesk.id}`], 0]);
    stage.messenger.before = () => {};
    await stage.run();
    assert.deepEqual([where(stage).at(-1), stage.state.inChats], [`update ${chat.id}/77`, version]);
  });

  it('is done with where nobody lets the bot write, and where its diagnosis is gone', async () => {
    const stage = setUp(handedOver);
    stage.messenger.before = (what) => {
      if (what.includes(chat.id)) throw new MessengerError('Gone.', 'unreachable');
    };
    await stage.run();
    assert.equal(stage.state.inChats, version);
    const gone = setUp(handedOver, { asked: 'gone' });
    gone.state.inChats = 1;
    await gone.run();
    assert.equal(gone.state.inChats, version);
  });

  it('is nothing to remember of a case that nobody handed over', async () => {
    const stage = setUp();
    await stage.run();
    assert.equal(stage.state.inChats, undefined);
  });
});

describe('what the reporter was asked', () => {
  const question = { conversationId: elsewhere.id, activityId: '9', askedAt: aCase().createdAt };
  const waiting = { state: 'waiting-for-reporter', at: question.askedAt, note: 'Since when?' } as const;

  it('has its buttons as long as it waits for an answer, and none after that', async () => {
    const { state, messenger, run } = setUp({ status: waiting });
    state.beside = [question];
    await run();
    assert.deepEqual(state.beside, [question]);
    state.one = { ...state.one, version: 4, status: { state: 'new', at: aCase().createdAt } };
    await run();
    assert.match(
      messenger.written.at(-1)?.join() ?? '',
      /^update 19:floor@thread.tacv2;messageid=2\/9,The helpdesk had a/,
    );
    assert.deepEqual(state.beside, []);
  });

  it('has the way back where the reporter has ended his case on it', async () => {
    const by = { ...aCase().reporter, objectId: aCase().reporter.objectId.toUpperCase() };
    const { state, messenger, run } = setUp({ status: { ...resolved, by } });
    state.beside = [question];
    await run();
    assert.match(messenger.written.at(-1)?.[1] ?? '', /^Good to hear\. I have resolved case 1042/);
    assert.deepEqual(state.beside, []);
  });

  it('makes room for what was asked after it', async () => {
    const { state, messenger, run } = setUp({ status: { ...waiting, at: '2026-03-02T11:00:00.000Z' } });
    state.beside = [question];
    await run();
    assert.equal(messenger.written.at(-1)?.[0], `update ${elsewhere.id}/9`);
    assert.deepEqual(state.beside, []);
  });

  it('is done with also where there is no helpdesk any more, and where nobody can be told', async () => {
    const { state, messenger, run } = setUp({}, { channel: false });
    state.beside = [question, { ...question, conversationId: 'a:gone', activityId: '10' }];
    await run();
    assert.deepEqual(
      messenger.written.map(([what]) => what),
      [`update ${elsewhere.id}/9`],
    );
    assert.deepEqual(state.beside, []);
  });
});
