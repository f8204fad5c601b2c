import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TriageCard } from '../../src/triage/store.ts';
import { onEachDatabase, openTestStore, type TestStore } from '../support/store.ts';
import { caseOfAlex, entryOf } from './case-of-alex.ts';

onEachDatabase(() => {
  describe('where the cards of cases are', () => {
    let store: TestStore;

    before(async function open() {
      store = await openTestStore();
    });
    after(() => store.close());

    async function withCard(card: Partial<TriageCard>): Promise<string> {
      const { tenantId, triage } = store;
      const opened = caseOfAlex(tenantId);
      const { id } = (await triage.open(opened, [], entryOf(opened, 'opened'))).case;
      await triage.saveCard({ tenantId, subject: { kind: 'case', id }, shownVersion: 0, ...card });
      return id;
    }

    it('is known of those that were sent and can be reached, and of no other tenant', async () => {
      const { tenantId, triage } = store;
      const place = { conversationId: '19:helpdesk@thread.tacv2', activityId: '17' };
      const shown = await withCard(place);
      const unsent = await withCard({});
      const lost = await withCard({ ...place, undeliverable: 'The bot is not installed there.' });
      const all = [shown, unsent, lost, 'no-case'];
      assert.deepEqual([...(await triage.cardPlaces(tenantId, all))], [[shown, place]]);
      assert.equal((await triage.cardPlaces(randomUUID(), all)).size, 0);
      assert.equal((await triage.cardPlaces(tenantId, [])).size, 0);
    });
  });
});
