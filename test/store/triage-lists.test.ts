import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { instanceOf } from '../../src/cards/case-words.ts';
import type { FindingId } from '../../src/diagnosis/diagnosis.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { triageCase } from '../../src/store/schema.ts';
import { createTriageStore } from '../../src/store/triage-store.ts';
import { type Case, OPEN_STATES } from '../../src/triage/case.ts';
import type { CaseFilter, TriageStore } from '../../src/triage/store.ts';
import { newTestDatabase, onEachDatabase } from '../support/store.ts';
import { caseOfAlex, entryOf } from './case-of-alex.ts';
import { alex, megan } from './request-of-alex.ts';

onEachDatabase(() => {
  describe('the lists of cases', () => {
    let database: Database;
    let store: TriageStore;
    let tenantId: string;

    before(async function open() {
      database = await openDatabase(await newTestDatabase());
      store = createTriageStore(database.db, async () => {});
    });

    after(() => database.close());

    beforeEach(function freshTenant() {
      tenantId = randomUUID();
    });

    const at = (minutes: number) => new Date(Date.UTC(2026, 2, 2, 9, minutes)).toISOString();

    async function open(minutes: number, changes: Partial<Case> = {}): Promise<Case> {
      const opened = caseOfAlex(tenantId, { createdAt: at(minutes), ...changes });
      return (await store.open(opened, [], entryOf(opened, 'opened'))).case;
    }

    /** As a diagnosis of this cause on this instance found. */
    function found(name: string, ...causes: FindingId[]): Pick<Case, 'outcome'> {
      const headline = `Trouble with ${name}.`;
      return { outcome: { headline, causes, possible: [], instance: { id: `/s/${name}`, name }, at: at(0) } };
    }

    const resolved = { status: { state: 'resolved', at: at(30), how: 'by-hand' } } as const;
    const closed = { status: { ...resolved.status, state: 'closed' } } as const;
    const asked = { status: { state: 'waiting-for-reporter', at: at(3) } } as const;

    /** By the minute they were reported in. */
    async function listed(filter: CaseFilter): Promise<number[]> {
      const { items } = await store.cases(tenantId, filter, { limit: 50 });
      assert.deepEqual(await store.count(tenantId, filter, 50), { counted: items.length, more: false });
      return items.map(({ createdAt }) => new Date(createdAt).getUTCMinutes());
    }

    it('show open ones with the oldest first, and others with the newest first', async () => {
      await open(3, asked);
      await open(1);
      await open(2, resolved);
      await open(4, closed);
      assert.deepEqual(await listed({ states: OPEN_STATES }), [1, 3]);
      assert.deepEqual(await listed({ states: ['new'] }), [1]);
      assert.deepEqual(await listed({ states: ['resolved', 'closed'] }), [4, 2]);
      assert.deepEqual(await listed({ states: ['new', 'resolved', 'resolved'] }), [2, 1]);
      assert.deepEqual(await listed({}), [4, 3, 2, 1]);
      assert.deepEqual(await listed({ states: [] }), []);
    });

    it('show what somebody has taken, and what nobody has', async () => {
      await open(1, { assignee: { ...megan, objectId: megan.objectId.toUpperCase() } });
      await open(2, { assignee: alex });
      await open(3);
      assert.deepEqual(await listed({ assignee: megan.objectId }), [1]);
      assert.deepEqual(await listed({ unassigned: true, states: OPEN_STATES }), [3]);
    });

    it('show what somebody has reported', async () => {
      await open(1);
      await open(2, { reporter: megan });
      assert.deepEqual(await listed({ reporter: alex.objectId.toUpperCase() }), [1]);
    });

    it('show what names a cause, as one of several or as possible, too', async () => {
      const { outcome } = found('a');
      assert.ok(outcome);
      await open(1, found('a', 'rbac.denied', 'rbac.condition'));
      await open(2, found('a', 'rbac.condition'));
      await open(3, found('a'));
      await open(4, { outcome: { ...outcome, possible: ['rbac.propagating', 'rbac.condition'] } });
      await told(5, undefined);
      assert.deepEqual(await listed({ cause: 'rbac.denied' }), [1]);
      assert.deepEqual(await listed({ cause: 'rbac.condition' }), [4, 2, 1]);
      assert.deepEqual(await listed({ cause: 'rbac.condition', instance: 'a', before: at(4) }), [2, 1]);
      assert.deepEqual(await store.count(tenantId, { cause: 'rbac.condition' }, 2), { counted: 2, more: true });
      assert.deepEqual(await listed({ cause: 'rbac.wrong-scope' }), []);
    });

    it('show instances by a part of their names, of which no character is special', async () => {
      await open(1, found('Plant-A'));
      await open(2, found('plant-b'));
      await open(3, found('50%_\\'));
      assert.deepEqual(await listed({ instance: ' PLANT ' }), [2, 1]);
      assert.deepEqual(await listed({ instance: 't-a', states: OPEN_STATES }), [1]);
      assert.deepEqual(await listed({ instance: '%_\\' }), [3]);
      assert.deepEqual(await listed({ instance: "' or 1=1 --\u0000" }), []);
      assert.deepEqual(await listed({ instance: ' ' }), [3, 2, 1]);
    });

    /** Without a diagnosis. */
    async function told(minutes: number, instance: Case['report']['instance'], more: Partial<Case> = {}) {
      const report: Case['report'] = { kind: 'adt-403', redacted: [], ...(instance && { instance }) };
      const { outcome: _, ...bare } = caseOfAlex(tenantId, { createdAt: at(minutes), report, ...more });
      const { case: one } = await store.open(bare, [], entryOf(bare, 'opened'));
      // What people read is what they find it by.
      assert.equal(await keyOf(one), instanceOf(one) ?? '');
      return one;
    }

    async function keyOf({ id }: Case): Promise<string | undefined> {
      const rows = await database.db.select().from(triageCase).where(eq(triageCase.id, id));
      return rows[0]?.instanceKey;
    }

    it('show the instance that was found, else the one that was reported, else the one of its incident', async () => {
      const incidentInstance = 'line-7';
      await told(1, undefined);
      await told(2, undefined, { incidentInstance });
      await told(3, { name: 'plant-b' }, { incidentInstance });
      await told(4, { hostName: 'plant-c.api.weu.digitaltwins.azure.net' }, { incidentInstance });
      await open(5, { ...found('plant-d'), report: { kind: 'adt-403', redacted: [], instance: { name: 'plant-b' } } });
      assert.deepEqual(await listed({ instance: 'line' }), [2]);
      assert.deepEqual(await listed({ instance: 'plant-b' }), [3]);
      assert.deepEqual(await listed({ instance: 'plant-c' }), [4]);
      assert.deepEqual(await listed({ instance: 'plant' }), [5, 4, 3]);
      assert.deepEqual(await listed({ instance: 'azure' }), []);
      const search = async (text: string) =>
        (await store.search(tenantId, text, { limit: 9 })).map(({ createdAt }) => new Date(createdAt).getUTCMinutes());
      assert.deepEqual(await search('wilber plant'), [5, 4, 3]);
      assert.deepEqual(await search('plant-b'), [3]);
      assert.deepEqual(await search('line-7'), [2]);
    });

    it('show what was reported before a time, and what belongs to an incident', async () => {
      await open(1, { incidentId: 'i-1' });
      await open(2, { incidentId: 'i-1' });
      await open(3);
      assert.deepEqual(await listed({ before: at(2) }), [1]);
      assert.deepEqual(await listed({ incidentId: 'i-1', before: at(9) }), [2, 1]);
    });

    it('narrow by everything that is asked for', async () => {
      await open(1, { assignee: megan, ...found('plant-a', 'rbac.denied') });
      await open(2, { assignee: megan, ...found('plant-b', 'rbac.denied') });
      await open(3, { ...found('plant-a', 'rbac.denied') });
      await open(4, { assignee: megan, ...found('plant-a', 'rbac.denied'), ...resolved });
      const filter = { assignee: megan.objectId, instance: 'plant-a', cause: 'rbac.denied' } as const;
      assert.deepEqual(await listed(filter), [4, 1]);
      assert.deepEqual(await listed({ ...filter, states: OPEN_STATES }), [1]);
    });

    for (const [order, states] of [
      ['oldest first', OPEN_STATES],
      ['newest first', undefined],
    ] as const) {
      it(`come in pages without a gap, several of one moment among them (${order})`, async () => {
        const all: Case[] = [];
        for (const minute of [1, 2, 2, 2, 3, 4, 4]) all.push(await open(minute, minute === 3 ? asked : {}));
        const filter = states === undefined ? {} : { states };
        const seen: number[] = [];
        let cursor: string | undefined;
        for (let page = 1; page === 1 || cursor !== undefined; page += 1) {
          const next = await store.cases(tenantId, filter, { limit: 3, ...(cursor !== undefined && { cursor }) });
          assert.equal(next.items.length, page === 3 ? 1 : 3);
          seen.push(...next.items.map(({ number }) => number));
          cursor = next.cursor;
        }
        const numbers = all.map(({ number }) => number);
        assert.deepEqual(seen, states === undefined ? numbers.toReversed() : numbers);
      });
    }

    it('begin anew where a cursor is none', async () => {
      await open(1);
      for (const cursor of ['', 'x', '1/', "1/2' or 1=1", '99999999999999999/1']) {
        assert.equal((await store.cases(tenantId, { states: OPEN_STATES }, { limit: 5, cursor })).items.length, 1);
      }
    });

    it('are counted so far and no further', async () => {
      for (const minute of [1, 2, 3]) await open(minute, minute === 2 ? asked : {});
      assert.deepEqual(await store.count(tenantId, { states: OPEN_STATES }, 3), { counted: 3, more: false });
      assert.deepEqual(await store.count(tenantId, { states: OPEN_STATES }, 2), { counted: 2, more: true });
    });

    describe('that a search finds', () => {
      const search = async (text: string, of?: string) => {
        const found = await store.search(tenantId, text, { limit: 3, ...(of !== undefined && { of }) });
        return found.map(({ createdAt }) => new Date(createdAt).getUTCMinutes());
      };

      it('have every word, and the beginning of the last, in the name, the instance or the headline; the newest first', async () => {
        await open(1, found('plant-a'));
        await open(2, { ...found('plant-b'), reporter: { objectId: 'jose', displayName: 'José 東京' } });
        await open(3, found('Oven_7'));
        assert.deepEqual(await search('TROUBLE'), [3, 2, 1]);
        assert.deepEqual(await search('trouble pla'), [2, 1]);
        assert.deepEqual(await search('trou plant'), []);
        assert.deepEqual(await search('plant-b'), [2]);
        assert.deepEqual(await search('jose'), [2]);
        assert.deepEqual(await search('東'), [2]);
        assert.deepEqual(await search('oven_7'), [3]);
        assert.deepEqual(await search('wilber oven'), [3]);
        assert.deepEqual(await search('lant'), []);
      });

      it('have that number, and come first', async () => {
        const first = await open(1, found('plant-a'));
        await open(2, found(`line-${first.number}`));
        assert.deepEqual(await search(`${first.number}`), [1, 2]);
        for (const text of [` Case #${first.number} `, `#${first.number}`, `case ${first.number}`]) {
          assert.deepEqual(await search(text), [1]);
        }
        assert.deepEqual(await search('#999999999999999'), []);
      });

      it('are those that the person reported, where only they are asked for', async () => {
        const other = await open(1, { reporter: megan });
        await open(2);
        assert.deepEqual(await search('plant', alex.objectId.toUpperCase()), [2]);
        assert.deepEqual(await search(`${other.number}`, alex.objectId), []);
      });

      it('are no more than asked for, a common word among them', async () => {
        for (const minute of [1, 2, 3, 4]) await open(minute);
        assert.deepEqual(await search('plant'), [4, 3, 2]);
      });

      for (const text of ['', ' ', '!', '&|!()<->:*', "'", '\u0000', '\ud800', "x' or 1=1 --", `${'9'.repeat(40)}`]) {
        it(`are none for ${JSON.stringify(text)}`, async () => {
          await open(1);
          assert.deepEqual(await search(text), []);
        });
      }

      it('are found by what is known of them now', async () => {
        const one = await open(1, found('plant-a'));
        const next = { ...one, version: 2, ...found('oven') };
        await store.transition([{ kind: 'case', next, work: [], entry: entryOf(next, 'diagnosed') }]);
        assert.deepEqual(await search('plant'), []);
        assert.deepEqual(await search('oven'), [1]);
      });
    });

    it('give the figures of the cases since', async () => {
      await open(-2000, { ...found('a', 'rbac.denied'), ...resolved });
      await open(0, { ...found('a', 'rbac.denied'), answeredAt: at(1), accessAt: at(40), ...resolved });
      await open(1, { ...found('a', 'rbac.denied'), answeredAt: at(4) });
      await open(2, { ...found('a'), answeredAt: at(7) });
      await open(1500, found('a', 'rbac.condition'));
      assert.deepEqual(await store.figures(tenantId, at(0)), {
        since: at(0),
        causesByDay: [
          { day: '2026-03-02', cause: 'rbac.denied', cases: 2 },
          { day: '2026-03-02', cause: 'none', cases: 1 },
          { day: '2026-03-03', cause: 'rbac.condition', cases: 1 },
        ],
        reported: 4,
        resolved: 2,
        msToAnswer: 180_000,
        msToAccess: 2_400_000,
      });
      assert.deepEqual(await store.figures(tenantId, at(9999)), {
        since: at(9999),
        causesByDay: [],
        reported: 0,
        resolved: 0,
      });
    });
  });
});
