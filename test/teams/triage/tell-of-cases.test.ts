import assert from 'node:assert/strict';
import type { Person } from '../../../src/access/access-request.ts';
import type { Conversation } from '../../../src/access/delivery.ts';
import { MessengerError } from '../../../src/teams/messenger.ts';
import { createTellOfCases } from '../../../src/teams/triage/tell-of-cases.ts';
import type { Case } from '../../../src/triage/case.ts';
import type { SideMessage, TriageEntry } from '../../../src/triage/store.ts';
import { aCase } from '../../cards/triage-samples.ts';
import { read } from '../../cards/walk.ts';
import { chatWith, recordedMessenger, tenantId } from '../messages-of.ts';

const alex = aCase().reporter;
const lynne = { objectId: 'id-of-Lynne', displayName: 'Lynne Robbins' };
const thread: Conversation = { tenantId, id: '19:floor@thread.tacv2;messageid=2', kind: 'channel', reference: {} };
const helpdesk: Conversation = { tenantId, id: '19:helpdesk@thread.tacv2', kind: 'channel', reference: {} };
const chats = [chatWith('alex', alex.objectId), chatWith('lynne', lynne.objectId)];
const askedAt = aCase().createdAt;
const asked: Partial<Case> = { status: { state: 'waiting-for-reporter', at: askedAt, note: 'Since when?' } };

function entry(what: TriageEntry['what'], version: number, detail?: string): TriageEntry {
  const { id: subjectId, createdAt: at, correlationId } = aCase();
  const by = { objectId: 'id-of-Megan', displayName: 'Megan Bowen' };
  const from = { kind: 'channel', conversationId: helpdesk.id } as const;
  return { tenantId, subjectId, version, at, what, by, from, correlationId, ...(detail !== undefined && { detail }) };
}

function setUp(
  more: Partial<Case>,
  known: readonly Conversation[] = [thread, helpdesk, ...chats],
  history = [entry('assign', 3, 'Lynne Robbins\nYou know plant-a.')],
) {
  const state: { one: Case } = {
    one: { ...aCase(), tenantId, origin: { how: 'channel', conversationId: thread.id }, ...more },
  };
  const { one } = state;
  const messenger = recordedMessenger();
  const beside: SideMessage[] = [];
  const delivered: string[] = [];
  const unreached: string[] = [];
  const tell = createTellOfCases({
    store: {
      case: async () => state.one,
      incident: async () => undefined,
      diagnosesOf: async () => [one.diagnosisId],
      history: async () => history,
      card: async (_, subject) => ({ tenantId, subject, conversationId: helpdesk.id, shownVersion: 1 }),
      putBeside: async (_tenant, _subject, message) => void beside.push(message),
      dropBeside: async (_tenant, _subject, { activityId }) => {
        const at = beside.findIndex((each) => each.activityId === activityId);
        if (at >= 0) beside.splice(at, 1);
      },
      queueDeliver: async (_, subjects) => void delivered.push(...subjects.map(({ id }) => id)),
    },
    records: { get: async () => undefined },
    conversations: {
      get: async (_, id) => known.find((each) => each.id === id),
      personal: async (_, who) => known.find(({ userObjectId }) => userObjectId === who),
    },
    messenger,
    tenant: {
      user: async (objectId) => ({
        kind: 'user',
        objectId,
        displayName: objectId,
        userPrincipalName: `${objectId.toLowerCase()}@contoso.com`,
      }),
    },
    unreached: async ({ id }) => void unreached.push(id),
  });
  const ref = { tenantId, caseId: one.id, version: 3 };
  return {
    state,
    messenger,
    tell,
    ref,
    unreached,
    beside,
    delivered,
    where: () => messenger.written.map(([what]) => what),
  };
}

describe('news of a case', () => {
  it('goes to the thread of the report', async () => {
    const { tell, ref, where } = setUp(asked);
    await tell.tellReporter({ ...ref, news: 'asked', askedAt });
    assert.deepEqual(where(), [`send ${thread.id}`]);
  });

  it('goes to the reporter’s own chat where the thread is closed to the bot', async () => {
    const { tell, ref, where, messenger } = setUp(asked);
    messenger.before = (what) => {
      if (what.includes(thread.id)) throw new MessengerError('No.', 'unreachable');
    };
    await tell.tellReporter({ ...ref, news: 'asked', askedAt });
    assert.deepEqual(where(), ['send a:alex']);
  });

  it('never goes to the chat of whoever pointed at the message', async () => {
    const origin = { how: 'message-action', conversationId: 'a:lynne', by: lynne } as const;
    const known = setUp({ ...asked, origin });
    await known.tell.tellReporter({ ...known.ref, news: 'asked', askedAt });
    assert.deepEqual(known.where(), ['send a:alex']);
    const alone = setUp({ ...asked, origin }, chats.slice(1));
    await alone.tell.tellReporter({ ...alone.ref, news: 'asked', askedAt });
    assert.deepEqual(alone.where(), []);
  });

  it('that is a question, and reached nobody, goes back to the helpdesk', async () => {
    const { tell, ref, unreached, messenger } = setUp(asked);
    await tell.tellReporter({ ...ref, news: 'asked', askedAt });
    assert.deepEqual(unreached, []);
    messenger.before = () => {
      throw new MessengerError('No.', 'unreachable');
    };
    await tell.tellReporter({ ...ref, news: 'asked', askedAt });
    assert.deepEqual(unreached, [ref.caseId]);
    const alone = setUp(asked, []);
    await alone.tell.tellReporter({ ...alone.ref, news: 'asked', askedAt });
    assert.deepEqual(alone.unreached, [ref.caseId]);
  });

  it('that is a question is remembered, so that it can end', async () => {
    const { tell, ref, beside, delivered } = setUp(asked);
    await tell.tellReporter({ ...ref, news: 'asked', askedAt });
    assert.deepEqual(beside, [{ conversationId: thread.id, activityId: '1', askedAt }]);
    assert.deepEqual(delivered, []);
  });

  it('that is a question ends at once where it was answered before it was remembered', async () => {
    const { state, tell, ref, beside, delivered, messenger } = setUp(asked);
    messenger.before = () => {
      state.one = { ...state.one, status: { state: 'new', at: askedAt } };
    };
    await tell.tellReporter({ ...ref, news: 'asked', askedAt });
    assert.equal(beside.length, 1);
    assert.deepEqual(delivered, [ref.caseId]);
  });

  it('that is a question is not told once another one was asked, which has its own', async () => {
    const { tell, ref, where } = setUp(asked);
    await tell.tellReporter({ ...ref, news: 'asked', askedAt: '2026-03-01T08:00:00.000Z' });
    assert.deepEqual(where(), []);
  });

  it('tells who was not heard for a week that the case is closed', async () => {
    const { tell, ref, where } = setUp({ status: { state: 'resolved', at: aCase().createdAt, how: 'no-answer' } });
    await tell.tellReporter({ ...ref, news: 'no-answer' });
    assert.deepEqual(where(), [`send ${thread.id}`]);
  });

  it('asks whoever wrote to the bot alone once more, and says that nobody has read it', async () => {
    const { tell } = setUp(asked);
    const { card } = await tell.askAgain({ ...aCase(), ...asked });
    assert.match(read(card), /“Since when\?”\nI have not passed on what you wrote here/);
  });

  it('that asks once more ends with the question, but for a message that shows something else by then', async () => {
    const { state, tell, beside, delivered } = setUp(asked);
    const question = await tell.askAgain(state.one);
    const message = { conversationId: 'a:alex', activityId: '7' };
    await question.shown(message);
    assert.deepEqual(beside, [{ ...message, askedAt }]);
    await question.replaced(message);
    assert.deepEqual([beside, delivered], [[], []]);
    state.one = { ...state.one, status: { state: 'new', at: askedAt } };
    await question.shown(message);
    assert.deepEqual(delivered, [state.one.id]);
  });

  it('asks in the name of whoever asks, with a link to that person, whoever has the case', async () => {
    const megan = { objectId: 'id-of-Megan', displayName: 'Megan Bowen' };
    const status = { state: 'waiting-for-reporter', at: aCase().createdAt, note: 'Since when?', by: lynne } as const;
    const { tell } = setUp(asked);
    const { card } = await tell.askAgain({ ...aCase(), assignee: megan, status });
    assert.match(read(card), /Lynne Robbins asks[\s\S]*tell Lynne Robbins in a chat/);
    assert.match(JSON.stringify(card), /users=id-of-lynne%40contoso\.com/);
  });

  it('is not told once the case has moved on', async () => {
    const { tell, ref, where } = setUp({});
    await tell.tellReporter({ ...ref, news: 'asked', askedAt });
    for (const news of ['resolved', 'incident-resolved'] as const) await tell.tellReporter({ ...ref, news });
    assert.deepEqual(where(), []);
  });

  it('reaches an assignee in the own chat, else where the case is', async () => {
    const own = setUp({ assignee: lynne });
    await own.tell.tellAssignee(own.ref);
    assert.deepEqual(own.where(), ['send a:lynne']);
    const without = setUp({ assignee: lynne }, [thread, helpdesk]);
    await without.tell.tellAssignee(without.ref);
    assert.deepEqual(without.where(), [`send ${helpdesk.id}`]);
  });

  it('gives an assignee the note that came with the case', async () => {
    const { tell, ref, messenger } = setUp({ assignee: lynne });
    let told = '';
    messenger.send = async (_, card) => {
      told = read(typeof card === 'function' ? await card() : card);
      return '1';
    };
    await tell.tellAssignee(ref);
    assert.match(told, /Megan Bowen: .*“You know plant-a\.”/);
  });

  it('gives nobody the note that came with the case for somebody before', async () => {
    const before = entry('assign', 2, 'Adele Vance\nFor you alone.');
    for (const since of [entry('assign', 3, 'Lynne Robbins'), entry('claim', 3)]) {
      const { tell, ref, where } = setUp({ assignee: lynne }, undefined, [
        before,
        since,
        entry('ask-reporter', 4, 'So?'),
      ]);
      await tell.tellAssignee({ ...ref, version: 2 });
      assert.deepEqual(where(), []);
    }
  });

  it('tells a reporter that his case is resolved, unless he has resolved it himself since', async () => {
    const resolved = (by: Person): Partial<Case> => ({
      status: { state: 'resolved', at: aCase().createdAt, how: 'by-hand', by },
    });
    const told = setUp(resolved(lynne));
    await told.tell.tellReporter({ ...told.ref, news: 'resolved' });
    assert.deepEqual(told.where(), [`send ${thread.id}`]);
    const own = setUp(resolved({ ...alex, objectId: alex.objectId.toUpperCase() }));
    await own.tell.tellReporter({ ...own.ref, news: 'resolved' });
    assert.deepEqual(own.where(), []);
  });

  it('tells a reporter that his case is open again, unless he has opened it himself since', async () => {
    const reopened = (by: Person): Partial<Case> => ({
      status: { state: 'new', at: aCase().createdAt, reopened: { by, note: 'It is closed.' } },
    });
    const told = setUp(reopened(lynne));
    await told.tell.tellReporter({ ...told.ref, news: 'reopened' });
    assert.deepEqual(told.where(), [`send ${thread.id}`]);
    const own = setUp(reopened({ ...alex, objectId: alex.objectId.toUpperCase() }));
    await own.tell.tellReporter({ ...own.ref, news: 'reopened' });
    assert.deepEqual(own.where(), []);
  });
});
