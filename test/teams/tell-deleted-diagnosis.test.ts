import assert from 'node:assert/strict';
import type { Conversation } from '../../src/access/delivery.ts';
import { MessengerError } from '../../src/teams/messenger.ts';
import { createTellDeletedDiagnosis } from '../../src/teams/tell-deleted-diagnosis.ts';
import type { Case } from '../../src/triage/case.ts';
import { aCase } from '../cards/triage-samples.ts';
import { channel, chatWith, recordedMessenger, tenantId } from './messages-of.ts';

describe('the card of a diagnosis that was deleted', () => {
  const chat = chatWith('alex', aCase().reporter.objectId);
  const handedOver: Case = { ...aCase(), origin: { how: 'handed-over', conversationId: chat.id } };

  function setUp(there: Conversation, one?: Case) {
    const messenger = recordedMessenger();
    const tell = createTellDeletedDiagnosis({
      cases: { byDiagnosis: async () => one },
      conversations: { get: async (_, id) => (id === there.id ? there : undefined) },
      messenger,
    });
    const told = (conversationId = there.id) => tell({ tenantId, diagnosisId: 'd-1', conversationId, activityId: '7' });
    return { messenger, told };
  }

  it('says that it is no longer there', async () => {
    const { messenger, told } = setUp(channel, aCase());
    await told();
    assert.deepEqual(messenger.written, [[`update ${channel.id}/7`, 'This diagnosis is no longer there']]);
  });

  it('tells whoever handed it over where his case stands', async () => {
    const { messenger, told } = setUp(chat, handedOver);
    await told();
    assert.match(messenger.written.join(), /^update a:alex\/7,Case 1042 is with the helpdesk/);
  });

  it('tells whoever pointed at the message and handed it over where the case stands', async () => {
    const pointers = chatWith('lynne', 'id-of-Lynne');
    const origin = { how: 'message-action', conversationId: pointers.id } as const;
    const { messenger, told } = setUp(pointers, { ...handedOver, origin });
    await told();
    assert.match(messenger.written.join(), /^update a:lynne\/7,Case 1042 is with the helpdesk/);
  });

  it('is left where nobody lets the bot write', async () => {
    const { messenger, told } = setUp(channel);
    await told('19:elsewhere');
    messenger.before = () => {
      throw new MessengerError('Gone.', 'unreachable');
    };
    await told();
    assert.deepEqual(messenger.written, []);
    messenger.before = () => {
      throw new MessengerError('Later.', 'failed');
    };
    await assert.rejects(told(), /Later/);
  });
});
