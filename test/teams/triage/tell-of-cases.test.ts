import assert from 'node:assert/strict';
import type { Conversation } from '../../../src/access/delivery.ts';
import { MessengerError } from '../../../src/teams/messenger.ts';
import { createTellOfCases } from '../../../src/teams/triage/tell-of-cases.ts';
import type { Case } from '../../../src/triage/case.ts';
import { aCase } from '../../cards/triage-samples.ts';
import { chatWith, recordedMessenger, tenantId } from '../messages-of.ts';

const alex = aCase().reporter;
const lynne = { objectId: 'id-of-Lynne', displayName: 'Lynne Robbins' };
const thread: Conversation = { tenantId, id: '19:floor@thread.tacv2;messageid=2', kind: 'channel', reference: {} };
const helpdesk: Conversation = { tenantId, id: '19:helpdesk@thread.tacv2', kind: 'channel', reference: {} };
const chats = [chatWith('alex', alex.objectId), chatWith('lynne', lynne.objectId)];
const asked: Partial<Case> = { status: { state: 'waiting-for-reporter', at: aCase().createdAt, note: 'Since when?' } };

function setUp(more: Partial<Case>, known: readonly Conversation[] = [thread, helpdesk, ...chats]) {
  const one: Case = { ...aCase(), tenantId, origin: { how: 'channel', conversationId: thread.id }, ...more };
  const messenger = recordedMessenger();
  const tell = createTellOfCases({
    store: {
      case: async () => one,
      incident: async () => undefined,
      card: async (_, subject) => ({ tenantId, subject, conversationId: helpdesk.id, shownVersion: 1 }),
    },
    records: { get: async () => undefined },
    conversations: {
      get: async (_, id) => known.find((each) => each.id === id),
      personal: async (_, who) => known.find(({ userObjectId }) => userObjectId === who),
    },
    messenger,
    tenant: { user: async () => undefined },
  });
  const ref = { tenantId, caseId: one.id };
  return { messenger, tell, ref, where: () => messenger.written.map(([what]) => what) };
}

describe('news of a case', () => {
  it('goes to the thread of the report', async () => {
    const { tell, ref, where } = setUp(asked);
    await tell.tellReporter({ ...ref, news: 'asked' });
    assert.deepEqual(where(), [`send ${thread.id}`]);
  });

  it('goes to the reporter’s own chat where the thread is closed to the bot', async () => {
    const { tell, ref, where, messenger } = setUp(asked);
    messenger.before = (what) => {
      if (what.includes(thread.id)) throw new MessengerError('No.', 'unreachable');
    };
    await tell.tellReporter({ ...ref, news: 'asked' });
    assert.deepEqual(where(), ['send a:alex']);
  });

  it('never goes to the chat of whoever pointed at the message', async () => {
    const origin = { how: 'message-action', conversationId: 'a:lynne', by: lynne } as const;
    const known = setUp({ ...asked, origin });
    await known.tell.tellReporter({ ...known.ref, news: 'asked' });
    assert.deepEqual(known.where(), ['send a:alex']);
    const alone = setUp({ ...asked, origin }, chats.slice(1));
    await alone.tell.tellReporter({ ...alone.ref, news: 'asked' });
    assert.deepEqual(alone.where(), []);
  });

  it('is not told once the case has moved on', async () => {
    const { tell, ref, where } = setUp({});
    for (const news of ['asked', 'resolved', 'incident-resolved'] as const) await tell.tellReporter({ ...ref, news });
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
});
