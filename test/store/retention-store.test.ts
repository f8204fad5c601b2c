import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { AccessRequest, AccessStatus, Person } from '../../src/access/access-request.ts';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import type { Job } from '../../src/jobs/job.ts';
import { createAccessStore } from '../../src/store/access-store.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createDiagnosisStore } from '../../src/store/diagnosis-store.ts';
import { createRetentionStore } from '../../src/store/retention-store.ts';
import { takenMessage } from '../../src/store/schema.ts';
import { createTriageStore } from '../../src/store/triage-store.ts';
import type { Case } from '../../src/triage/case.ts';
import type { Incident } from '../../src/triage/incident.ts';
import { queueRetention, type RetainDependencies, retainJob } from '../../src/triage/retain.ts';
import { newTestDatabase, onEachDatabase } from '../support/store.ts';
import { caseOfAlex, entryOf, incidentAt } from './case-of-alex.ts';
import { alex, birthOf, megan, requestOfAlex } from './request-of-alex.ts';

const NOW = new Date('2026-06-15T12:00:00.000Z');
/** Longer ago than what is over is kept, and shorter than its audit. */
const LONG_AGO = '2026-03-10T09:00:00.000Z';
const LATELY = '2026-06-01T09:00:00.000Z';
const YEARS_AGO = '2024-06-01T09:00:00.000Z';

onEachDatabase(() => {
  describe('what is over', () => {
    let database: Database;
    let tenantId: string;
    let queued: Job[];
    let again: { at?: string; slot?: string }[];

    before(async function open() {
      database = await openDatabase(await newTestDatabase());
    });
    after(() => database.close());
    beforeEach(() => {
      tenantId = randomUUID();
      queued = [];
      again = [];
    });

    const enqueue = async (_tx: unknown, jobs: readonly Job[]) => void queued.push(...jobs);
    const access = () => createAccessStore(database.db, enqueue);
    const triage = () => createTriageStore(database.db, enqueue);
    const diagnoses = () => createDiagnosisStore(database.db, enqueue);

    function retain(elapsedMs = () => 0): Promise<void> {
      const dependencies: RetainDependencies = {
        store: createRetentionStore(database.db, enqueue, database.tidy),
        queue: { queueRetain: async (_, retained) => void again.push(retained) },
        retention: { days: 90, auditDays: 365 },
        now: () => NOW,
      };
      return retainJob({ tenantId }, dependencies, elapsedMs);
    }

    async function caseThat(status: Case['status'], diagnosisId: string = randomUUID()): Promise<Case> {
      const opened = caseOfAlex(tenantId, { createdAt: LONG_AGO, assignee: megan, status, diagnosisId });
      const entry = entryOf(opened, 'opened', { by: alex, detail: 'Alex needs it.' });
      return (await triage().open(opened, [], entry)).case;
    }

    const resolvedAt = (at: string): Case['status'] => ({
      state: 'closed',
      at,
      how: 'by-hand',
      by: megan,
      note: 'Gave Alex the role.',
    });

    async function requestThat(status: AccessStatus, createdAt: string): Promise<AccessRequest> {
      const request = { ...requestOfAlex(tenantId), createdAt, status, approvers: [megan] };
      await access().create(request, [], { ...birthOf(request), at: createdAt });
      return request;
    }

    const deniedAt = (at: string): AccessStatus => ({ state: 'denied', by: megan, at, reason: 'Not Alex.' });

    async function diagnosisAt(begunAt: string, id: string = randomUUID()): Promise<string> {
      const record: DiagnosisRecord = {
        tenantId,
        id,
        askedBy: alex,
        report: { kind: 'adt-403', redacted: [] },
        conversationId: 'a:alex',
        begunAt,
        state: 'done',
      };
      await diagnoses().save(record);
      return id;
    }

    it('for as long as things are kept names nobody any more, and keeps the figures', async () => {
      const one = await caseThat(resolvedAt(LONG_AGO));
      await retain();
      const after = await triage().case(tenantId, one.id);
      assert.deepEqual(after, {
        tenantId,
        id: one.id,
        number: one.number,
        version: 2,
        reporter: { objectId: 'forgotten', displayName: 'Somebody' },
        origin: one.origin,
        diagnosisId: one.diagnosisId,
        report: { kind: 'adt-403', redacted: [] },
        outcome: {
          headline: '',
          causes: ['rbac.missing-data-role'],
          possible: [],
          instance: { id: '', name: 'plant-a' },
          at: one.outcome?.at,
        },
        correlationId: one.correlationId,
        createdAt: LONG_AGO,
        status: { state: 'closed', at: LONG_AGO, how: 'by-hand' },
      });
      const [line] = await triage().history(tenantId, one.id);
      assert.equal(line?.by?.displayName, 'Somebody');
      assert.equal(line?.detail, undefined);
      assert.deepEqual(queued.at(-1), {
        name: 'triage.deliver',
        data: { tenantId, subject: { kind: 'case', id: one.id } },
      });
      assert.deepEqual(await triage().search(tenantId, 'Alex', { limit: 5 }), []);
    });

    it('keeps nothing of why nobody had found anything out', async () => {
      const { outcome: _, ...opened } = caseOfAlex(tenantId, {
        status: resolvedAt(LONG_AGO),
        unseen: 'failed',
        unseenAt: LONG_AGO,
      });
      const { case: one } = await triage().open(opened, [], entryOf(opened, 'opened'));
      const stored = await triage().case(tenantId, one.id);
      assert.deepEqual([stored?.unseen, stored?.unseenAt], ['failed', LONG_AGO]);
      await retain();
      const after = await triage().case(tenantId, one.id);
      assert.deepEqual([after?.version, after?.unseen, after?.unseenAt], [2, undefined, undefined]);
    });

    it('is closed in the ticket system too, where nothing had closed it before', async () => {
      const closed = await caseThat(resolvedAt(LONG_AGO));
      const resolved = await caseThat({ state: 'resolved', at: LONG_AGO, how: 'by-hand', by: megan });
      await retain();
      const told = queued.flatMap(({ data }) => ('event' in data ? [data] : []));
      const subject = { kind: 'case', id: resolved.id } as const;
      assert.deepEqual(told, [{ tenantId, subject, version: 2, event: 'case.closed' }]);
      assert.equal((await triage().case(tenantId, closed.id))?.status.state, 'closed');
    });

    it('and what is still open or young stays as it is', async () => {
      const young = await caseThat(resolvedAt(LATELY));
      const open = await caseThat({ state: 'new', at: LONG_AGO });
      const held: AccessStatus = {
        state: 'granted',
        by: megan,
        at: LONG_AGO,
        assignment: { id: 'a', outcome: 'created' },
        expiresAt: null,
        access: 'effective',
      };
      const request = await requestThat(held, YEARS_AGO);
      const lately = await diagnosisAt(LATELY);
      await retain();
      for (const one of [young, open]) assert.deepEqual(await triage().case(tenantId, one.id), one);
      assert.deepEqual(await access().get(tenantId, request.id), request);
      assert.equal((await access().history(tenantId, request.id))[0]?.by?.displayName, 'Alex Wilber');
      assert.ok(await diagnoses().get(tenantId, lately));
    });

    it('of incidents keeps how many people they hit', async () => {
      const status = { state: 'resolved', at: LONG_AGO, by: megan, note: 'Alex.' } as const;
      const incident = incidentAt(tenantId, { assignee: megan, status });
      await triage().openIncidentOf(incident, [], entryOf(incident, 'opened', { by: megan }), []);
      await retain();
      const after = await triage().incident(tenantId, incident.id);
      assert.deepEqual([after?.affected, after?.people, after?.assignee], [[], 3, undefined]);
      assert.deepEqual(after?.status, { state: 'resolved', at: LONG_AGO });
    });

    /** Open, last heard of long ago, with cases of these people that stand like this. */
    async function openIncidentOf(
      cases: [reporter: Person, status: Case['status']][],
      changes: Partial<Incident> = {},
    ): Promise<Incident> {
      const incident = incidentAt(tenantId, {
        assignee: megan,
        affected: [alex, megan],
        since: LONG_AGO,
        lastReportAt: LONG_AGO,
        ...changes,
      });
      await triage().openIncidentOf(incident, [], entryOf(incident, 'opened', { by: megan }), []);
      for (const [reporter, status] of cases) {
        const one = caseOfAlex(tenantId, { createdAt: LONG_AGO, reporter, status, incidentId: incident.id });
        await triage().open(one, [], entryOf(one, 'opened'));
      }
      const stored = await triage().incident(tenantId, incident.id);
      assert.ok(stored);
      return stored;
    }

    it('of incidents names nobody either where nobody has ended one though its cases are over for so long', async () => {
      const status = { state: 'open', reopened: { by: megan, at: LONG_AGO, note: 'Alex.' } } as const;
      const { id } = await openIncidentOf([[alex, resolvedAt(LONG_AGO)]], { status });
      await retain();
      await retain();
      const after = await triage().incident(tenantId, id);
      assert.deepEqual([after?.affected, after?.people, after?.assignee, after?.version], [[], 3, undefined, 2]);
      assert.deepEqual(after?.status, { state: 'resolved', at: NOW.toISOString(), withItsCases: true });
      const history = await triage().history(tenantId, id);
      assert.deepEqual(
        history.map(({ what, by }) => [what, by?.displayName]),
        [
          ['opened', 'Somebody'],
          ['cases-over', undefined],
        ],
      );
      const subject = { kind: 'incident', id } as const;
      const told = queued.filter(({ data }) => 'subject' in data && data.subject.id === id);
      assert.deepEqual(told, [
        { name: 'triage.deliver', data: { tenantId, subject } },
        { name: 'triage.announce', data: { tenantId, subject, version: 2, event: 'incident.resolved' } },
      ]);
      // A card of it that was never sent is not sent any more.
      assert.deepEqual(
        (await triage().staleCards(tenantId, { limit: 9 })).filter(({ kind }) => kind === 'incident'),
        [],
      );
      assert.deepEqual(await triage().openIncidents(tenantId, 5), []);
    });

    it('and of incidents what is still open or young stays as it is', async () => {
      const trait = (key: string) => ({ trait: { ...incidentAt(tenantId).trait, key } });
      const over: [Person, Case['status']] = [alex, resolvedAt(LONG_AGO)];
      const kept = [
        await openIncidentOf([over, [megan, { state: 'new', at: LONG_AGO }]], { ...trait('a'), affected: [megan] }),
        await openIncidentOf([over, [megan, resolvedAt(LATELY)]], { ...trait('b'), affected: [megan] }),
        await openIncidentOf([over], { ...trait('c'), lastReportAt: LATELY }),
        await openIncidentOf([[megan, resolvedAt(LATELY)]], {
          ...trait('d'),
          affected: [megan],
          status: { state: 'open', reopened: { by: megan, at: LATELY } },
        }),
      ];
      await retain();
      for (const incident of kept) assert.deepEqual(await triage().incident(tenantId, incident.id), incident);
    });

    it('of an incident that is still open names those alone whose cases are kept', async () => {
      const { id, version } = await openIncidentOf([
        [alex, resolvedAt(LONG_AGO)],
        [megan, { state: 'new', at: LONG_AGO }],
      ]);
      await retain();
      await retain();
      const after = await triage().incident(tenantId, id);
      assert.deepEqual([after?.affected, after?.people, after?.assignee], [[megan], 3, megan]);
      assert.deepEqual([after?.status, after?.version], [{ state: 'open' }, version + 1]);
      assert.ok(queued.some(({ data }) => 'subject' in data && data.subject.id === id));
    });

    it('has its card drawn anew, however late, where it is; one that was never sent, or cannot be, is not sent any more', async () => {
      const cards = { sent: { activityId: '1' }, unsent: {}, refused: { activityId: '1', undeliverable: 'Gone.' } };
      const trait = (key: string) => ({ trait: { ...incidentAt(tenantId).trait, key } });
      const sent: string[] = [];
      for (const [how, card] of Object.entries(cards)) {
        const ended = incidentAt(tenantId, { status: { state: 'resolved', at: LONG_AGO } });
        await triage().openIncidentOf(ended, [], entryOf(ended, 'opened'), []);
        const left = await openIncidentOf([[alex, resolvedAt(LONG_AGO)]], trait(how));
        const subjects = [
          { kind: 'case', id: (await caseThat(resolvedAt(LONG_AGO))).id },
          ...[ended, left].map(({ id }) => ({ kind: 'incident', id }) as const),
        ] as const;
        for (const subject of subjects) {
          await triage().saveCard({ tenantId, subject, conversationId: '19:helpdesk', shownVersion: 1, ...card });
          if (how === 'sent') sent.push(subject.id);
        }
      }
      await retain();
      const stale = await triage().staleCards(tenantId, { limit: 20 });
      assert.deepEqual(new Set(stale.map(({ id }) => id)), new Set(sent));
    });

    it('has the card of an incident that is still open drawn anew, however late', async () => {
      const open: [Person, Case['status']] = [megan, { state: 'new', at: LONG_AGO }];
      const { id, version } = await openIncidentOf([[alex, resolvedAt(LONG_AGO)], open]);
      const subject = { kind: 'incident', id } as const;
      await triage().saveCard({
        tenantId,
        subject,
        conversationId: '19:helpdesk',
        activityId: '1',
        shownVersion: version,
      });
      await retain();
      const stale = await triage().staleCards(tenantId, { limit: 20 });
      assert.deepEqual(
        stale.filter(({ kind }) => kind === 'incident'),
        [subject],
      );
    });

    it('of a case that was only told of an incident keeps the instance’s name', async () => {
      const told = caseOfAlex(tenantId, {
        createdAt: LONG_AGO,
        report: { kind: 'adt-403', redacted: [], instance: { name: 'plant-a-of-alex' } },
        incidentInstance: 'plant-a',
        status: resolvedAt(LONG_AGO),
      });
      const { outcome: _, ...undiagnosed } = told;
      const { case: one } = await triage().open(undiagnosed, [], entryOf(told, 'opened'));
      await retain();
      const { items } = await triage().cases(tenantId, { instance: 'plant-a' }, { limit: 5 });
      assert.deepEqual(
        items.map(({ id, report }) => [id, report]),
        [[one.id, { kind: 'adt-403', redacted: [] }]],
      );
      assert.deepEqual((await triage().cases(tenantId, { instance: 'alex' }, { limit: 5 })).items, []);
    });

    it('of requests keeps ids alone for the audit, and neither names nor reasons', async () => {
      const { id } = await requestThat(deniedAt(LONG_AGO), LONG_AGO);
      await retain();
      const after = await access().get(tenantId, id);
      assert.deepEqual(after?.requester, { objectId: alex.objectId, displayName: 'Somebody' });
      assert.deepEqual(after?.subject, { ...after?.requester, type: 'User' });
      assert.deepEqual([after?.reason, after?.approvers], ['', []]);
      const [line] = await access().history(tenantId, id);
      assert.deepEqual(line?.by, { objectId: alex.objectId, displayName: 'Somebody' });
      assert.equal(line?.detail, undefined);
      assert.ok(!JSON.stringify([after, line]).includes('Megan'));
    });

    it('is deleted with its audit when the audit has been kept long enough', async () => {
      const { id } = await requestThat(deniedAt(YEARS_AGO), YEARS_AGO);
      await retain();
      assert.equal(await access().get(tenantId, id), undefined);
      assert.deepEqual(await access().history(tenantId, id), []);
    });

    it('loses its diagnosis, but for open cases, and what its person asked about last', async () => {
      const old = await diagnosisAt(LONG_AGO);
      const followed = await diagnosisAt(LONG_AGO);
      const earlier = await diagnosisAt(LONG_AGO);
      const open = await caseThat({ state: 'new', at: LONG_AGO }, followed);
      const again = caseOfAlex(tenantId, { diagnosisId: earlier });
      await triage().open(again, [], entryOf(again, 'opened'), { isSame: ({ id }) => id === open.id });
      await diagnoses().rememberInstance(tenantId, alex.objectId, '/plant-a');
      await diagnoses().rememberInstance(tenantId, megan.objectId, '/plant-a');
      await retain();
      assert.equal(await diagnoses().get(tenantId, old), undefined);
      assert.ok(await diagnoses().get(tenantId, followed));
      assert.ok(await diagnoses().get(tenantId, earlier));
      assert.equal(await diagnoses().lastInstance(tenantId, alex.objectId), '/plant-a');
      assert.equal(await diagnoses().lastInstance(tenantId, megan.objectId), undefined);
    });

    it('is forgotten of messages once nobody delivers them again', async () => {
      const message = { tenantId, conversationId: 'a:alex', messageId: '1', at: LONG_AGO };
      const [old, recent] = [
        { ...message, until: LONG_AGO },
        { ...message, messageId: '2', until: new Date(NOW.getTime() + 1).toISOString() },
      ];
      for (const each of [old, recent]) assert.equal(await diagnoses().take(each), true);
      await retain();
      const rows = await database.db.select().from(takenMessage).where(eq(takenMessage.tenantId, tenantId));
      assert.equal(rows.length, 1);
      assert.equal(await diagnoses().isTaken(recent), true);
    });

    it('changes once, however often it is looked at', async () => {
      const { id } = await caseThat(resolvedAt(LONG_AGO));
      const request = await requestThat(deniedAt(LONG_AGO), LONG_AGO);
      await retain();
      await retain();
      assert.equal((await triage().case(tenantId, id))?.version, 2);
      assert.equal((await access().get(tenantId, request.id))?.version, 2);
    });

    it('is looked at again the next day, whichever process asks', async () => {
      await retain();
      const next = '2026-06-16T00:00:00.000Z';
      assert.deepEqual(again, [{ at: next, slot: next }]);
      const queue = { queueRetain: async (_: string, retained: { slot?: string }) => void again.push(retained) };
      await queueRetention(tenantId, { queue, now: () => new Date(next) });
      assert.equal(again[1]?.slot, next);
    });

    it('is gone through in batches, and what is left after its time is the next job’s', async () => {
      for (let count = 0; count < 101; count += 1) await diagnosisAt(LONG_AGO);
      await retain(() => 60_000);
      assert.deepEqual(again[1], {});
      await retain();
      assert.equal(again.length, 3);
      assert.equal(await diagnoses().latest(tenantId, 'a:alex', alex.objectId, YEARS_AGO), undefined);
    });
  });
});
