import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Job } from '../../src/jobs/job.ts';
import { createAccessStore } from '../../src/store/access-store.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createDiagnosisStore } from '../../src/store/diagnosis-store.ts';
import { createTriageStore } from '../../src/store/triage-store.ts';
import type { Case } from '../../src/triage/case.ts';
import type { Incident } from '../../src/triage/incident.ts';
import type { TriageStore } from '../../src/triage/store.ts';
import { newTestDatabase, onEachDatabase } from '../support/store.ts';
import { caseOfAlex, entryOf, incidentAt, stepOf } from './case-of-alex.ts';
import { alex, birthOf, megan, requestOfAlex } from './request-of-alex.ts';

onEachDatabase(() => {
  describe('the store of cases and incidents', () => {
    let database: Database;
    let store: TriageStore;
    let tenantId: string;
    let queued: Job[];

    before(async function open() {
      database = await openDatabase(await newTestDatabase());
    });

    after(() => database.close());

    beforeEach(function freshTenant() {
      tenantId = randomUUID();
      queued = [];
      store = createTriageStore(database.db, async (_tx, jobs) => {
        queued.push(...jobs);
      });
    });

    const failing = () =>
      createTriageStore(database.db, async () => {
        throw new Error('no queue');
      });

    async function open(changes: Parameters<typeof caseOfAlex>[1] = {}, into = store): Promise<Case> {
      const opened = caseOfAlex(tenantId, changes);
      return (await into.open(opened, [], entryOf(opened, 'opened'))).case;
    }

    async function openIncident(changes: Partial<Incident> = {}, joined: Case[] = []): Promise<string> {
      const opened = incidentAt(tenantId, changes);
      const steps = joined.map((one) => stepOf(one, { incidentId: opened.id }, 'joined'));
      return store.openIncidentOf(opened, [], entryOf(opened, 'opened'), steps);
    }

    async function incidentNow(): Promise<Incident> {
      const [incident] = await store.openIncidents(tenantId, 1);
      assert.ok(incident);
      return incident;
    }

    describe('a case', () => {
      it('is given back as it was stored, with a number that counts up', async () => {
        const first = await open();
        const { outcome: _, traits: __, ...bare } = caseOfAlex(tenantId);
        const second = (await store.open(bare, [], entryOf(bare, 'opened'))).case;
        assert.deepEqual(await store.case(tenantId, first.id), first);
        assert.deepEqual(second, { ...bare, number: second.number });
        assert.ok(second.number > first.number);
        assert.deepEqual(await store.byDiagnosis(tenantId, second.diagnosisId), second);
      });

      it('is opened once for a diagnosis, by whoever is first', async () => {
        const diagnosisId = randomUUID();
        const all = Array.from({ length: 8 }, () => caseOfAlex(tenantId, { diagnosisId }));
        const answers = await Promise.all(
          all.map((one) => store.open(one, [{ kind: 'deliver' }], entryOf(one, 'opened'))),
        );
        assert.equal(answers.filter(({ created }) => created).length, 1);
        assert.equal(new Set(answers.map((answer) => answer.case.id)).size, 1);
        assert.equal(queued.length, 1);
      });

      it('has several diagnoses where they are the same, whoever comes first; one of another person is none', async () => {
        const isSame = ({ report }: Case) => report.errorCode === 'AADSTS65001';
        const all = Array.from({ length: 8 }, () => caseOfAlex(tenantId));
        const answers = await Promise.all(all.map((one) => store.open(one, [], entryOf(one, 'opened'), { isSame })));
        assert.equal(answers.filter(({ created }) => created).length, 1);
        const [first] = answers;
        assert.ok(first && answers.every((answer) => answer.case.id === first.case.id));
        const diagnoses = await store.diagnosesOf(tenantId, first.case.id);
        assert.deepEqual(diagnoses.toSorted(), all.map(({ diagnosisId }) => diagnosisId).toSorted());
        for (const diagnosisId of diagnoses) {
          assert.equal((await store.byDiagnosis(tenantId, diagnosisId))?.id, first.case.id);
        }
        const other = caseOfAlex(tenantId, { reporter: megan });
        assert.equal((await store.open(other, [], entryOf(other, 'opened'), { isSame })).created, true);
        await store.transition([
          stepOf(first.case, { status: { state: 'resolved', at: first.case.createdAt, how: 'by-hand' } }),
        ]);
        const later = caseOfAlex(tenantId);
        assert.equal((await store.open(later, [], entryOf(later, 'opened'), { isSame })).created, true);
      });

      it('is open again with a report of it, once, and on its newest version', async () => {
        const one = await open({ status: { state: 'resolved', at: '2026-03-02T10:00:00.000Z', how: 'by-hand' } });
        const older = await open({ status: { state: 'resolved', at: '2026-03-02T09:30:00.000Z', how: 'by-hand' } });
        const seen: string[] = [];
        const returning = (resolved: Case) => {
          seen.push(resolved.id);
          // Somebody else has changed it since it was read.
          const read = seen.length === 1 ? { ...resolved, version: resolved.version + 1 } : resolved;
          const step = stepOf(read, { status: { state: 'new', at: '2026-03-02T11:00:00.000Z' } }, 'reopen');
          return { step: { ...step, work: [{ kind: 'deliver' } as const] } };
        };
        const gather = { kind: 'gather', reportedAt: '2026-03-02T11:00:00.000Z' } as const;
        const also = { isSame: () => true, returning, again: [gather] };
        const reports = [caseOfAlex(tenantId), caseOfAlex(tenantId)];
        queued = [];
        const answers = [];
        for (const report of reports) answers.push(await store.open(report, [], entryOf(report, 'opened'), also));
        assert.deepEqual(
          answers.map((answer) => [answer.created, answer.case.id, answer.case.version]),
          [1, 2].map(() => [false, one.id, 2]),
        );
        assert.deepEqual(seen, [one.id, one.id]);
        assert.deepEqual(
          queued.map(({ name }) => name),
          ['triage.deliver', 'triage.gather', 'triage.gather'],
        );
        assert.deepEqual(
          (await store.history(tenantId, one.id)).map(({ what }) => what),
          ['opened', 'reopen'],
        );
        assert.equal((await store.case(tenantId, older.id))?.status.state, 'resolved');
      });

      it('has one more diagnosis of it, and stays resolved, where a report tells no more', async () => {
        const one = await open({ status: { state: 'resolved', at: '2026-03-02T10:00:00.000Z', how: 'by-hand' } });
        const report = caseOfAlex(tenantId);
        queued = [];
        const again = [{ kind: 'gather' }] as const;
        await store.open(report, [], entryOf(report, 'opened'), { returning: () => ({}), again });
        assert.deepEqual(queued, []);
        assert.deepEqual(await store.byDiagnosis(tenantId, report.diagnosisId), one);
      });

      it('gives a diagnosis away that has turned out to be of another one, once', async () => {
        const first = await open();
        const second = caseOfAlex(tenantId);
        const isSame = () => true;
        await store.open(second, [], entryOf(second, 'opened'), { isSame });
        const leaving = first.id;
        const moves = [second, { ...second, id: randomUUID() }].map((one) =>
          store.open(one, [], entryOf(one, 'opened'), { isSame: () => false, leaving }),
        );
        const [one, other] = await Promise.all(moves);
        assert.ok(one && other && one.case.id === other.case.id && one.case.id !== first.id);
        assert.deepEqual(await store.diagnosesOf(tenantId, first.id), [first.diagnosisId]);
        assert.deepEqual(await store.diagnosesOf(tenantId, one.case.id), [second.diagnosisId]);
      });

      it('has the requests followed that were made because of its diagnoses, with the same transaction', async () => {
        const access = createAccessStore(database.db, async () => {});
        const opened = caseOfAlex(tenantId);
        const ask = async (diagnosisId: string, createdAt: string) => {
          const because = { diagnosisId, headline: '', confirmed: [], couldNotCheck: [] };
          const subject = { objectId: randomUUID(), displayName: 'Alex Wilber', type: 'User' } as const;
          const request = { ...requestOfAlex(tenantId), because, createdAt, subject };
          await access.create(request, [], birthOf(request));
          return request.id;
        };
        const later = await ask(opened.diagnosisId, '2026-03-02T09:20:00.000Z');
        const earlier = await ask(opened.diagnosisId, '2026-03-02T09:10:00.000Z');
        await ask(randomUUID(), '2026-03-02T09:15:00.000Z');
        const { case: one } = await store.open(opened, [], entryOf(opened, 'opened'));
        assert.deepEqual(
          queued.map(({ name, data }) => [name, 'requestId' in data && data.requestId]),
          [earlier, later].map((id) => ['triage.follow-request', id]),
        );
        assert.deepEqual(await store.requestsOf(tenantId, one.id), [earlier, later]);
        const broken = caseOfAlex(tenantId, { diagnosisId: opened.diagnosisId });
        const again = { leaving: one.id };
        await assert.rejects(
          failing().open(broken, [{ kind: 'deliver' }], entryOf(broken, 'opened'), again),
          /no queue/,
        );
        assert.equal((await store.byDiagnosis(tenantId, opened.diagnosisId))?.id, one.id);
      });

      it('changes with its history and every column', async () => {
        const before = await open();
        const changed: Case = {
          ...before,
          version: 2,
          assignee: megan,
          incidentId: 'incident-1',
          requestId: 'request-1',
          requestedAt: '2026-03-02T09:10:00.000Z',
          requestOpen: true,
          answeredAt: '2026-03-02T09:00:05.000Z',
          accessAt: '2026-03-02T09:30:00.000Z',
          wakeAt: '2026-03-09T09:30:00.000Z',
          status: { state: 'resolved', at: '2026-03-02T09:30:00.000Z', how: 'by-hand', by: megan, note: 'Done' },
        };
        const entry = entryOf(changed, 'resolve', { by: megan, detail: 'Done' });
        assert.equal(await store.transition([{ kind: 'case', next: changed, work: [], entry }]), 'written');
        assert.deepEqual(await store.case(tenantId, before.id), changed);
        assert.deepEqual(await store.history(tenantId, before.id), [entryOf(before, 'opened'), entry]);
      });

      it('is changed by one of several who change it at once', async () => {
        const before = await open();
        const answers = await Promise.all(
          Array.from({ length: 8 }, (_, index) =>
            store.transition([stepOf(before, { assignee: { objectId: `${index}`, displayName: `${index}` } })]),
          ),
        );
        assert.deepEqual(answers.toSorted(), [...Array(7).fill('overtaken'), 'written']);
        assert.equal((await store.history(tenantId, before.id)).length, 2);
      });

      it('stays as it was, like all others, where one of them was overtaken', async () => {
        const [one, other] = [await open(), await open()];
        const stale = stepOf({ ...other, version: 4 }, { assignee: megan });
        assert.equal(await store.transition([stepOf(one, { assignee: megan }), stale]), 'overtaken');
        assert.deepEqual(await store.case(tenantId, one.id), one);
        assert.equal((await store.history(tenantId, one.id)).length, 1);
        assert.deepEqual(queued, []);
      });

      it('is not waited for for ever by two that change the same ones in another order', async () => {
        const both = [await open(), await open()];
        const steps = both.map((one) => stepOf(one, { assignee: megan }));
        const answers = await Promise.all([store.transition(steps), store.transition(steps.toReversed())]);
        assert.deepEqual(answers.toSorted(), ['overtaken', 'written']);
      });

      it('keeps what was refused in its history', async () => {
        const one = await open();
        const refused = entryOf(one, 'refused:not-yours', { by: alex, from: { kind: 'job' } });
        await store.recordRefusal(refused);
        assert.deepEqual((await store.history(tenantId, one.id)).at(-1), refused);
      });

      it('of another tenant is not there', async () => {
        const one = await open();
        const elsewhere = randomUUID();
        assert.equal(await store.case(elsewhere, one.id), undefined);
        assert.equal(await store.byDiagnosis(elsewhere, one.diagnosisId), undefined);
        assert.deepEqual(await store.history(elsewhere, one.id), []);
        assert.deepEqual(await store.cases(elsewhere, {}, { limit: 10 }), { items: [] });
        assert.deepEqual(await store.count(elsewhere, {}, 10), { counted: 0, more: false });
        assert.deepEqual(await store.search(elsewhere, 'plant', { limit: 10 }), []);
        assert.deepEqual(await store.search(elsewhere, `${one.number}`, { limit: 10 }), []);
        assert.deepEqual(
          await store.alike({ ...one, tenantId: elsewhere }, { since: '2026-01-01T00:00:00.000Z' }, 10),
          [],
        );
        assert.deepEqual((await store.figures(elsewhere, '2026-01-01T00:00:00.000Z')).causesByDay, []);
        assert.deepEqual(await store.staleCards(elsewhere, { limit: 10 }), []);
        const next = { ...one, tenantId: elsewhere, version: 2 };
        assert.equal(
          await store.transition([{ kind: 'case', next, work: [], entry: entryOf(next, 'claim') }]),
          'overtaken',
        );
      });
    });

    describe('their work', () => {
      it('is queued as jobs that carry what they need', async () => {
        const opened = caseOfAlex(tenantId);
        const ref = { tenantId, caseId: opened.id };
        const subject = { kind: 'case', id: opened.id } as const;
        const at = '2026-03-09T09:00:00.000Z';
        await store.open(
          opened,
          [
            { kind: 'deliver' },
            { kind: 'gather' },
            { kind: 'wake', at },
            { kind: 'tell-reporter', news: 'asked' },
            { kind: 'tell-assignee' },
            { kind: 'announce', event: 'case.opened' },
          ],
          entryOf(opened, 'opened'),
        );
        assert.deepEqual(queued, [
          { name: 'triage.deliver', data: { tenantId, subject } },
          { name: 'triage.gather', data: ref },
          { name: 'triage.wake', data: { ...ref, at }, startAfter: at },
          { name: 'triage.tell-reporter', data: { ...ref, version: 1, news: 'asked', askedAt: opened.status.at } },
          { name: 'triage.tell-assignee', data: { ...ref, version: 1 } },
          { name: 'triage.announce', data: { tenantId, subject, version: 1, event: 'case.opened' } },
        ]);
      });

      it('is queued for incidents too, and again when asked', async () => {
        const opened = incidentAt(tenantId);
        const at = '2026-03-09T09:00:00.000Z';
        const work = [
          { kind: 'deliver' },
          { kind: 'examine' },
          { kind: 'examine', at },
          { kind: 'align-cases' },
          { kind: 'announce', event: 'incident.opened' },
        ] as const;
        await store.openIncidentOf(opened, work, entryOf(opened, 'opened'), []);
        const subject = { kind: 'incident', id: opened.id } as const;
        const once: Job[] = [
          { name: 'triage.deliver', data: { tenantId, subject } },
          { name: 'triage.examine', data: { tenantId, incidentId: opened.id } },
          { name: 'triage.examine', data: { tenantId, incidentId: opened.id }, startAfter: at },
          { name: 'triage.align-cases', data: { tenantId, incidentId: opened.id } },
          { name: 'triage.announce', data: { tenantId, subject, version: 1, event: 'incident.opened' } },
        ];
        assert.deepEqual(queued, once);
        await store.queueAgain([{ kind: 'incident', next: await incidentNow(), work }]);
        assert.deepEqual(queued, [...once, ...once]);
      });

      it('is not queued without the change, nor the change made without it', async () => {
        const opened = caseOfAlex(tenantId);
        await assert.rejects(failing().open(opened, [], entryOf(opened, 'opened')), /no queue/);
        assert.equal(await store.case(tenantId, opened.id), undefined);
        const one = await open();
        await assert.rejects(failing().transition([stepOf(one, { assignee: megan })]), /no queue/);
        assert.deepEqual(await store.case(tenantId, one.id), one);
        assert.equal((await store.history(tenantId, one.id)).length, 1);
      });

      it('that comes back has one job a slot, and a digest one a day', async () => {
        const at = '2026-03-02T10:00:00.000Z';
        await store.queueReconcile(tenantId, { at, slot: at });
        await store.queueReconcile(tenantId, { at, slot: at });
        await store.queueReconcile(tenantId, { after: 'page' });
        await store.queueRetain(tenantId, { slot: at });
        await store.queueDigest(tenantId, { day: '2026-03-02', at });
        await store.queueDigest(tenantId, { day: '2026-03-03' });
        const [first, again, page, retain, digest, tomorrow] = queued;
        assert.deepEqual(again, first);
        assert.deepEqual(page, { name: 'triage.reconcile', data: { tenantId, after: 'page' } });
        assert.equal(digest?.startAfter, at);
        assert.deepEqual(digest?.data, { tenantId, day: '2026-03-02' });
        const ids = [first, retain, digest, tomorrow].map((job) => job?.id);
        assert.equal(new Set(ids).size, 4);
        for (const id of ids) assert.match(id ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      });
    });

    describe('a diagnosis that no case was opened of', () => {
      const begun = (minute: number) =>
        new Date(Date.parse('2026-03-02T09:00:00.000Z') + minute * 60_000).toISOString();
      const any = { since: begun(0), until: begun(60), limit: 10 };

      async function diagnosed(id: string, minute: number, triaged = true): Promise<void> {
        await createDiagnosisStore(database.db, async () => {}).save({
          tenantId,
          id,
          askedBy: alex,
          report: { kind: 'adt-403', redacted: [] },
          conversationId: '19:support;messageid=1',
          begunAt: begun(minute),
          state: 'done',
          ...(triaged && { triaged }),
        });
      }

      it('is found where the helpdesk follows it, the oldest first', async () => {
        await diagnosed('second', 20);
        await diagnosed('first', 10);
        await diagnosed('third', 30);
        await diagnosed('followed', 15);
        await diagnosed('personal', 12, false);
        await open({ diagnosisId: 'followed' });
        assert.deepEqual(await store.withoutCase(tenantId, any), ['first', 'second', 'third']);
        assert.deepEqual(await store.withoutCase(tenantId, { ...any, limit: 2 }), ['first', 'second']);
        const within = { ...any, since: begun(20), until: begun(30) };
        assert.deepEqual(await store.withoutCase(tenantId, within), ['second']);
        assert.deepEqual(await store.withoutCase(randomUUID(), any), []);
      });

      it('is not taken for followed because of another tenant’s', async () => {
        await diagnosed('the-same-id', 5);
        const opened = caseOfAlex(randomUUID(), { diagnosisId: 'the-same-id' });
        await store.open(opened, [], entryOf(opened, 'opened'));
        assert.deepEqual(await store.withoutCase(tenantId, any), ['the-same-id']);
      });

      it('is queued to be followed', async () => {
        await store.queueFollow(tenantId, ['first', 'second']);
        assert.deepEqual(
          queued,
          ['first', 'second'].map((diagnosisId) => ({
            name: 'triage.follow-diagnosis',
            data: { tenantId, diagnosisId },
          })),
        );
      });
    });

    describe('an incident', () => {
      it('is given back as it was stored, with its cases joined in the same transaction', async () => {
        const cases = [await open(), await open()];
        assert.equal(await openIncident({ cause: 'rbac.denied' }, cases), 'written');
        const incident = await incidentNow();
        assert.deepEqual(incident, { ...incidentAt(tenantId), ...incident });
        assert.deepEqual(await store.incident(tenantId, incident.id), incident);
        const joined = await store.cases(tenantId, { incidentId: incident.id }, { limit: 10 });
        assert.deepEqual(
          joined.items.map(({ id, version }) => [id, version]).toSorted(),
          cases.map(({ id }) => [id, 2]).toSorted(),
        );
        const [birth] = await store.history(tenantId, incident.id);
        assert.equal(birth?.what, 'opened');
      });

      it('is not made where one of its cases has moved on', async () => {
        const [one, other] = [await open(), await open()];
        await store.transition([stepOf(other, { assignee: megan })]);
        assert.equal(await openIncident({}, [one, other]), 'overtaken');
        assert.deepEqual(await store.openIncidents(tenantId, 10), []);
        assert.deepEqual(await store.case(tenantId, one.id), one);
      });

      it('is the only open one with its trait, however many are made at once', async () => {
        const answers = await Promise.all(Array.from({ length: 5 }, () => openIncident()));
        assert.deepEqual(answers.toSorted(), [...Array(4).fill('duplicate'), 'written']);
        const other = incidentAt(tenantId).trait;
        assert.equal(await openIncident({ trait: { ...other, key: 'instance:plant-b' } }), 'written');
      });

      it('makes room when it is resolved, and cannot come back beside the next one', async () => {
        await openIncident();
        const first = await incidentNow();
        const over: Incident = { ...first, version: 2, status: { state: 'resolved', at: '2026-03-02T11:00:00.000Z' } };
        const entry = entryOf(over, 'resolve');
        assert.equal(await store.transition([{ kind: 'incident', next: over, work: [], entry }]), 'written');
        assert.deepEqual(await store.incidentsAbout(tenantId, [first.trait]), []);
        assert.equal(await openIncident(), 'written');
        const back = { ...first, version: 3 };
        assert.equal(await store.transition([{ kind: 'incident', next: back, work: [], entry }]), 'duplicate');
        assert.deepEqual(await store.incident(tenantId, first.id), over);
      });

      it('is found by its trait, in the order of the traits', async () => {
        const app = { kind: 'app', key: 'app:1', label: '1' } as const;
        await openIncident();
        await openIncident({ trait: app });
        const { trait: instance } = incidentAt(tenantId);
        const found = async (...traits: { key: string }[]) =>
          (await store.incidentsAbout(tenantId, traits)).map(({ trait }) => trait.key);
        assert.deepEqual(await found(app, instance), ['app:1', instance.key]);
        assert.deepEqual(await found(instance, app), [instance.key, 'app:1']);
        assert.deepEqual(await found({ key: "x' or '1'='1" }), []);
        assert.deepEqual(await found(), []);
      });

      it('knows whether a case of it is open, and when the last of the others ended', async () => {
        const cases = [await open(), await open()];
        await openIncident({}, cases);
        const { id } = await incidentNow();
        const ends = () => store.ends(tenantId, id);
        const ids = async (after?: string) =>
          (await store.withoutOpenCases(tenantId, { ...(after !== undefined && { after }), limit: 10 })).map(
            (incident) => incident.id,
          );
        assert.deepEqual([await ends(), await ids()], [{ open: true }, []]);
        for (const [i, at] of ['2026-03-02T10:00:00.000Z', '2026-03-02T09:30:00.000Z'].entries()) {
          const now = await store.case(tenantId, cases[i]?.id ?? '');
          assert.ok(now);
          const status = { state: i === 0 ? 'closed' : 'resolved', at, how: 'by-hand' } as const;
          await store.transition([stepOf(now, { status }, 'resolve')]);
          assert.equal((await ends()).open, i === 0);
        }
        assert.deepEqual(await ends(), { open: false, lastEndAt: '2026-03-02T10:00:00.000Z' });
        assert.deepEqual([await ids(), await ids(id)], [[id], []]);
        assert.deepEqual(await store.ends(tenantId, 'another'), { open: false });
      });

      it('knows its other cases: since when, and whether one is the same reporter’s, whatever the case of the id', async () => {
        const one = await open();
        await openIncident({}, [one]);
        const { id } = await incidentNow();
        const beside = (reporter = alex, caseId = 'another') => store.othersOf(id, { tenantId, id: caseId, reporter });
        const shouting = { ...alex, objectId: alex.objectId.toUpperCase() };
        assert.deepEqual(await beside(shouting), { since: one.createdAt, his: true });
        assert.deepEqual(await beside(megan), { since: one.createdAt, his: false });
        assert.equal(await beside(alex, one.id), undefined);
        assert.equal(await store.othersOf('another', { ...one, id: 'another' }), undefined);
      });

      it('is listed by its latest report while it is open', async () => {
        const trait = (key: string) => ({ ...incidentAt(tenantId).trait, key });
        await openIncident({ trait: trait('b'), lastReportAt: '2026-03-02T09:20:00.000Z' });
        await openIncident({ trait: trait('a'), lastReportAt: '2026-03-02T09:30:00.000Z' });
        const listed = await store.openIncidents(tenantId, 10);
        assert.deepEqual(
          listed.map((incident) => incident.trait.key),
          ['a', 'b'],
        );
      });
    });

    describe('cases that are alike', () => {
      const since = '2026-03-02T08:30:00.000Z';

      it('share a trait, are open, recent, and of no incident', async () => {
        const one = await open({ traits: ['app:1', 'error:x'] });
        const shares = await open({ traits: ['error:x', 'cause:y'] });
        await open({ traits: ['app:2'] });
        await open({ traits: [] });
        await open({ traits: ['app:1'], createdAt: '2026-03-02T08:29:59.000Z' });
        const joined = await open({ traits: ['app:1'] });
        await openIncident({}, [joined]);
        const resolved = await open({ traits: ['app:1'] });
        const status = { state: 'resolved', at: since, how: 'by-hand' } as const;
        await store.transition([stepOf(resolved, { status }, 'resolve')]);
        assert.deepEqual(await store.alike(one, { since }, 10), [shares]);
      });

      it('were reported between these times', async () => {
        const one = await open();
        const at = (minute: string) => open({ createdAt: `2026-03-02T09:${minute}:00.000Z` });
        const other = await at('30');
        await at('31');
        const reported = { since, until: '2026-03-02T09:30:00.000Z' };
        assert.deepEqual(await store.alike(one, reported, 10), [other]);
      });

      it('are none for a case of which nothing is known, and no more than asked for', async () => {
        await open();
        await open();
        assert.deepEqual(await store.alike(await open({ traits: [] }), { since }, 10), []);
        assert.equal((await store.alike(await open(), { since }, 1)).length, 1);
      });
    });
  });
});
