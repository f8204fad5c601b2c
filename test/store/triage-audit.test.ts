import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createTriageAudit, type TriageAudit, type TriageEvent } from '../../src/store/triage-audit.ts';
import { createTriageStore } from '../../src/store/triage-store.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import type { TriageStore } from '../../src/triage/store.ts';
import { newTestDatabase, onEachDatabase } from '../support/store.ts';
import { caseOfAlex, entryOf, incidentAt } from './case-of-alex.ts';
import { alex, megan } from './request-of-alex.ts';

onEachDatabase(() => {
  describe('the audit of cases and incidents', () => {
    let database: Database;
    let store: TriageStore;
    let audit: TriageAudit;
    let tenantId: string;
    const since = '2026-01-01T00:00:00.000Z';

    before(async function open() {
      database = await openDatabase(await newTestDatabase());
      store = createTriageStore(database.db, async () => {});
      audit = createTriageAudit(database.db);
    });
    after(() => database.close());
    beforeEach(function freshTenant() {
      tenantId = randomUUID();
    });

    const open = async (changes: Parameters<typeof caseOfAlex>[1] = {}) => {
      const opened = caseOfAlex(tenantId, changes);
      return (await store.open(opened, [], entryOf(opened, 'opened'))).case;
    };

    it('tells of each event which case or incident it is about', async () => {
      const one = await open();
      const claimed = entryOf(one, 'claim', { by: megan, at: '2026-03-02T09:30:00.000Z' });
      await store.recordRefusal(claimed);
      const incident = incidentAt(tenantId);
      const grown = entryOf(incident, 'opened', { at: '2026-03-02T09:40:00.000Z' });
      await store.openIncidentOf(incident, [], grown, []);
      const { events } = await audit.triageSince({ tenantId, since });
      const instance = { id: '/subscriptions/s/plant-a', name: 'plant-a' };
      const about = { number: one.number, reporter: alex, instance };
      const [first, second, third] = events;
      assert.deepEqual(first, { kind: 'case', ...entryOf(one, 'opened'), about });
      assert.deepEqual(second, { kind: 'case', ...claimed, about });
      const number = (await store.incident(tenantId, incident.id))?.number;
      assert.deepEqual(third, { kind: 'incident', ...grown, about: { number, trait: incident.trait } });
    });

    it('tells which instance was reported where none was found, or nobody has looked', async () => {
      const report: SymptomReport = { kind: 'adt-403', redacted: [] };
      const found = caseOfAlex(tenantId).outcome ?? assert.fail('Nothing was found.');
      const { instance: _, ...notFound } = found;
      const { outcome: __, ...unseen } = caseOfAlex(tenantId);
      const hostName = 'plant-x.api.weu.digitaltwins.azure.net';
      await open({ outcome: notFound, report: { ...report, instance: { name: 'plant-x' } } });
      const undiagnosed = { ...unseen, report: { ...report, instance: { hostName } } };
      await store.open(undiagnosed, [], entryOf(undiagnosed, 'opened'));
      await open({ report: { ...report, instance: { name: 'plant-x' } } });
      await open({ outcome: notFound, report: { ...report, instance: {} } });
      await open({ outcome: notFound, report });
      const { events } = await audit.triageSince({ tenantId, since });
      assert.deepEqual(
        events.map((event) => event.kind === 'case' && event.about?.instance),
        [{ name: 'plant-x' }, { hostName }, found.instance, undefined, undefined],
      );
    });

    it('gives every event once, by time, whatever the size of the pages', async () => {
      const one = await open();
      for (let count = 1; count < 12; count += 1) {
        // Several share a moment.
        const at = new Date(Date.parse('2026-03-02T10:00:00.000Z') + Math.floor(count / 3) * 1_000).toISOString();
        await store.recordRefusal(entryOf(one, 'refused:stale-card', { at, detail: `${count}` }));
      }
      for (const limit of [1, 3, 5, 100]) {
        const seen: TriageEvent[] = [];
        let cursor: string | undefined;
        do {
          const page = await audit.triageSince({ tenantId, since, limit, ...(cursor !== undefined && { cursor }) });
          assert.ok(page.events.length <= limit);
          seen.push(...page.events);
          cursor = page.cursor;
        } while (cursor !== undefined);
        assert.deepEqual(
          seen.map(({ detail = '0' }) => Number(detail)),
          Array.from({ length: 12 }, (_, count) => count),
        );
      }
    });

    it('keeps to the tenant and the time', async () => {
      await open();
      assert.deepEqual(await audit.triageSince({ tenantId: randomUUID(), since }), { events: [] });
      assert.deepEqual(await audit.triageSince({ tenantId, since, until: '2026-03-02T09:00:00.000Z' }), { events: [] });
      assert.deepEqual(await audit.triageSince({ tenantId, since: '2026-03-03T00:00:00.000Z' }), { events: [] });
    });

    it('names the tenants that have one, each once', async () => {
      await open();
      await open();
      const tenants = await audit.triageTenants();
      assert.equal(tenants.filter((id) => id === tenantId).length, 1);
      assert.equal(tenants.length, new Set(tenants).size);
    });
  });
});
