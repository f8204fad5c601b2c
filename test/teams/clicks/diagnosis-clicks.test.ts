import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Conversation } from '../../../src/access/delivery.ts';
import type { DiagnosisRecord } from '../../../src/diagnosis/record.ts';
import { createDiagnosisClicks } from '../../../src/teams/clicks/diagnosis-clicks.ts';
import { anIncident } from '../../cards/triage-samples.ts';
import { openTestStore, type TestStore } from '../../support/store.ts';
import { alex, at } from '../../triage/reports.ts';
import { diagnosingBot } from '../diagnosing-bot.ts';

describe('a click that has it looked at again', () => {
  let store: TestStore;
  let thread: Conversation;

  beforeEach(async () => {
    store = await openTestStore();
    thread = { tenantId: store.tenantId, id: `19:floor;messageid=${randomUUID()}`, kind: 'channel', reference: {} };
    await store.conversations.remember(thread);
  });
  afterEach(() => store.close());

  it('is answered in the card that was clicked, where it is not stored yet which that is', async () => {
    const untold: DiagnosisRecord = {
      tenantId: store.tenantId,
      id: randomUUID(),
      askedBy: alex,
      report: { kind: 'other-service', service: 'storage', status: 403, redacted: [] },
      conversationId: thread.id,
      begunAt: at(8),
      state: 'running',
      triaged: true,
      joins: anIncident().id,
    };
    await store.diagnoses.save(untold);
    const { diagnoses, messenger, settled } = diagnosingBot(store);
    const { recheck } = createDiagnosisClicks({
      diagnoses,
      records: store.diagnoses,
      conversations: store.conversations,
      mayAsk: async (record) => ({ record }),
    });
    const answer = await recheck({
      conversation: thread,
      from: alex,
      verb: 'diagnosis.recheck',
      data: { id: untold.id },
      activityId: 'clicked',
    });
    assert.equal(answer.kind, 'card');
    answer.afterwards?.();
    await settled();
    assert.match(messenger.written.join(), /^update .*\/clicked,Azure Storage/);
    const after = await store.diagnoses.get(store.tenantId, untold.id);
    assert.deepEqual([after?.state, after?.activityId], ['done', 'clicked']);
  });
});
