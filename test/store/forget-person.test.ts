import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { eq, getTableColumns, getTableName, is, sql } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import type { AccessRequest, AccessStatus } from '../../src/access/access-request.ts';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import type { Job } from '../../src/jobs/job.ts';
import { createAccessStore } from '../../src/store/access-store.ts';
import { SOMEBODY } from '../../src/store/anonymous.ts';
import { createConversationStore } from '../../src/store/conversation-store.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createDeliveryStore } from '../../src/store/delivery-store.ts';
import { createDiagnosisStore } from '../../src/store/diagnosis-store.ts';
import { type Forgotten, forgetPerson } from '../../src/store/forget-person.ts';
import { PERSONAL_DATA } from '../../src/store/personal-data.ts';
import * as schema from '../../src/store/schema.ts';
import { createSignInLinkStore } from '../../src/store/sign-in-link-store.ts';
import { createTriageStore } from '../../src/store/triage-store.ts';
import type { Case } from '../../src/triage/case.ts';
import { newTestDatabase, onEachDatabase } from '../support/store.ts';
import { caseOfAlex, entryOf, incidentAt, stepOf } from './case-of-alex.ts';
import { alex, birthOf, megan, requestOfAlex } from './request-of-alex.ts';

const now = new Date('2026-03-05T00:00:00.000Z');
const ADDRESS = 'alex@contoso.com';
const at = '2026-03-02T10:00:00.000Z';
const tables = Object.values(schema).filter((each) => is(each, PgTable));

onEachDatabase(() => {
  describe('forgetting a person', () => {
    let database: Database;
    let tenantId: string;
    let queued: Job[];

    before(async function open() {
      database = await openDatabase(await newTestDatabase());
    });
    after(() => database.close());
    beforeEach(() => {
      tenantId = randomUUID();
      queued = [];
    });

    const enqueue = async (_tx: unknown, jobs: readonly Job[]) => void queued.push(...jobs);
    const access = () => createAccessStore(database.db, enqueue);
    const triage = () => createTriageStore(database.db, enqueue);
    const forget = (objectId = alex.objectId) => forgetPerson(database.db, enqueue, { tenantId, objectId, now });

    async function forgotten(objectId?: string): Promise<Forgotten> {
      const result = await forget(objectId);
      assert.ok(result.outcome === 'forgotten');
      return result.counts;
    }

    /** Everything that is stored of the tenant, as text. */
    async function everything(): Promise<string> {
      const rows = await Promise.all(
        tables.map((table) =>
          database.db.execute(
            sql`select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text as rows from ${table} t where tenant_id = ${tenantId}`,
          ),
        ),
      );
      return rows.map((each, index) => `${getTableName(tables[index] as PgTable)} ${each.rows[0]?.rows}`).join('\n');
    }

    async function requestThat(status: AccessStatus, changes: Partial<AccessRequest> = {}): Promise<AccessRequest> {
      const request = {
        ...requestOfAlex(tenantId),
        because: { diagnosisId: 'd', headline: 'Alex Wilber cannot read.', confirmed: [], couldNotCheck: [] },
        ...changes,
      };
      const own = request.requester === alex;
      const from = { kind: 'personal', conversationId: own ? 'a:alex' : 'a:megan' } as const;
      await access().create(request, [], { ...birthOf(request), from });
      const next = { ...request, version: 2, status };
      const [by, detail] = own ? [megan, 'Alex Wilber should know.'] : [alex, 'I say no.'];
      const entry = { ...birthOf(next), version: 2, what: 'deny', by, from: { kind: 'job' }, detail } as const;
      await access().transition([{ next, work: [], entry }]);
      return next;
    }

    async function openCase(changes: Parameters<typeof caseOfAlex>[1] = {}): Promise<Case> {
      const opened = caseOfAlex(tenantId, changes);
      return (await triage().open(opened, [], entryOf(opened, 'opened', { by: alex, detail: 'Alex Wilber' }))).case;
    }

    function diagnosisOf(who: typeof alex, text = ''): DiagnosisRecord {
      return {
        tenantId,
        id: randomUUID(),
        askedBy: who,
        report: { kind: 'adt-403', redacted: [] },
        conversationId: '19:support',
        begunAt: at,
        state: 'done',
        diagnosis: {
          report: { kind: 'adt-403', redacted: [] },
          principal: {
            kind: 'user',
            ...who,
            userPrincipalName: `${who === alex ? 'alex' : 'megan'}@contoso.com`,
            self: true,
          },
          headline: text,
          findings: [],
          tookMs: 1,
          azureCalls: 1,
        },
      };
    }

    /** The person in every table and every role. */
    async function seed(): Promise<void> {
      const { db } = database;
      const conversations = createConversationStore(db, enqueue);
      const reference = { user: { id: '29:x', aadObjectId: alex.objectId, name: 'Alex Wilber' }, conversation: {} };
      const personal = { tenantId, id: 'a:alex', kind: 'personal', userObjectId: alex.objectId, reference } as const;
      await conversations.remember(personal);
      await conversations.remember({ tenantId, id: '19:support', kind: 'channel', reference: {} });
      const ofTwo = `19:${alex.objectId}_${megan.objectId}@unq.gbl.spaces`;
      await conversations.remember({ tenantId, id: ofTwo, kind: 'group', reference: {} });

      const diagnoses = createDiagnosisStore(db, enqueue);
      await diagnoses.save(diagnosisOf({ ...alex }));
      await diagnoses.save(diagnosisOf(megan, `Ask ${alex.objectId}.`));
      await diagnoses.rememberInstance(tenantId, alex.objectId, '/subscriptions/s/plant-a');

      const denied = { state: 'denied', by: megan, at, reason: 'Alex Wilber left.' } as const;
      const { id: requestId } = await requestThat(denied, {
        subject: { ...alex, type: 'User', userPrincipalName: ADDRESS },
      });
      const ofMegan = {
        reason: 'Line 5',
        requester: megan,
        subject: { ...megan, type: 'User' as const },
        approvers: [alex],
      };
      await requestThat({ ...denied, by: alex, reason: 'I say no.' }, ofMegan);
      const delivery = { tenantId, requestId, shownVersion: 1, activityId: 'm' };
      await createDeliveryStore(db, enqueue).add([
        {
          ...delivery,
          id: randomUUID(),
          audience: 'requester',
          personObjectId: alex.objectId,
          conversationId: 'a:alex',
        },
        { ...delivery, id: randomUUID(), audience: 'approver', personObjectId: megan.objectId, conversationId: 'a:m' },
      ]);
      const click = {
        tenantId,
        id: requestId,
        version: 1,
        by: alex,
        from: { kind: 'job' as const },
        correlationId: 'c',
      };
      await createSignInLinkStore(db).add(
        { tenantId, handleHash: randomUUID(), pending: { click, decision: { verb: 'approve' } }, until: now },
        { now: new Date(0), most: 10 },
      );

      const hisCase = await openCase();
      for (const conversationId of ['a:alex', ofTwo, '19:support']) {
        const question = { conversationId, activityId: conversationId, askedAt: at };
        await triage().putBeside(tenantId, { kind: 'case', id: hisCase.id }, question);
      }
      const others = { reporter: megan, assignee: alex, report: { kind: 'adt-403' as const, redacted: [] } };
      const herCase = await openCase({
        ...others,
        report: { kind: 'adt-403', principal: { kind: 'user', id: ADDRESS }, redacted: [] },
      });
      const given = stepOf(herCase, { assignee: alex }, 'assign');
      await triage().transition([
        { ...given, entry: { ...given.entry, by: megan, detail: 'Alex Wilber\nHave a look today.' } },
      ]);
      const reopened = { by: alex, note: 'Nothing works yet.' };
      await openCase({ ...others, status: { state: 'new', at, reopened } });
      const resolved = await openCase({
        ...others,
        status: { state: 'resolved', at, how: 'by-hand', by: alex, note: 'I gave her the role.' },
      });
      const incident = incidentAt(tenantId, { affected: [alex, megan], assignee: alex });
      await triage().openIncidentOf(incident, [], entryOf(incident, 'opened', { by: alex }), []);
      await triage().recordRefusal(entryOf(resolved, 'claim', { by: alex, detail: 'mine' }));
      await triage().recordRefusal(entryOf(hisCase, 'resolve', { by: megan, detail: 'Told Alex Wilber.' }));
      queued = [];
    }

    it('leaves no id, name, address or word of his in any table, whatever he was in it', async () => {
      await seed();
      const before = (await everything()).toLowerCase();
      for (const [name, columns] of Object.entries(PERSONAL_DATA)) {
        if (!Object.values<string>(columns).includes('person')) continue;
        const table = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
        const rows = before.split('\n').find((line) => line.startsWith(`${table} `));
        assert.ok(rows?.includes(alex.objectId), `the test has nothing of his in ${table}`);
      }
      await forgotten();
      const after = (await everything()).toLowerCase();
      for (const trace of [
        alex.objectId,
        'alex',
        'wilber',
        ADDRESS,
        'i say no',
        'i gave her',
        'nothing works',
        'uploading the models',
        'a:alex',
      ]) {
        assert.ok(!after.includes(trace), `${trace} is in\n${after.split('\n').find((line) => line.includes(trace))}`);
      }
      assert.ok(after.includes('megan bowen'));
      assert.ok(after.includes('have a look today'), 'a word of somebody else stays');
    });

    it('says how much it was, and finds nothing the second time', async () => {
      await seed();
      assert.deepEqual(await forgotten(), {
        deleted: { diagnoses: 2, conversations: 2, messages: 1, lastInstances: 1, signIns: 1 },
        anonymised: { cases: 4, incidents: 1, caseHistory: 7, requests: 2, audit: 2 },
      });
      const { deleted, anonymised } = await forgotten();
      assert.deepEqual(new Set([...Object.values(deleted), ...Object.values(anonymised)]), new Set([0]));
    });

    it('takes the id in any case', async () => {
      await seed();
      await forgotten(alex.objectId.toUpperCase());
      assert.ok(!(await everything()).toLowerCase().includes(alex.objectId));
    });

    it('draws every card anew that named him', async () => {
      await seed();
      await forgotten();
      const drawn = new Set(queued.map(({ name, data }) => `${name} ${JSON.stringify(data)}`));
      const names = [...drawn].map((job) => job.split(' ', 1)[0]).toSorted();
      assert.deepEqual(names, [
        'access.deliver',
        'access.deliver',
        'triage.announce',
        ...Array.from({ length: 5 }, () => 'triage.deliver'),
      ]);
    });

    it('draws anew, however late, the cards that are posted, and posts none of what is over', async () => {
      await seed();
      const ended = incidentAt(tenantId, { status: { state: 'resolved', at, by: alex } });
      await triage().openIncidentOf(ended, [], entryOf(ended, 'opened'), []);
      const rows = await database.db.select().from(schema.triageCard).where(eq(schema.triageCard.tenantId, tenantId));
      const posted = rows.filter(({ subjectId }) => subjectId !== ended.id);
      const subjects = posted.map(({ kind, subjectId: id }) => ({ kind, id }));
      assert.deepEqual(new Set(subjects.map(({ kind }) => kind)), new Set(['case', 'incident']));
      for (const [card, { wantedVersion: shownVersion }] of posted.entries()) {
        const subject = subjects[card] ?? assert.fail();
        await triage().saveCard({ tenantId, subject, conversationId: '19:helpdesk', activityId: '1', shownVersion });
      }
      await forgotten();
      const stale = await triage().staleCards(tenantId, { limit: 20 });
      assert.deepEqual(new Set(stale.map(({ id }) => id)), new Set(subjects.map(({ id }) => id)));
      assert.deepEqual((await triage().incident(tenantId, ended.id))?.status, { state: 'resolved', at, by: SOMEBODY });
    });

    it('draws anew what names him in its history alone, or in the request that it waits for', async () => {
      const { id: requestId } = await requestThat(
        { state: 'denied', by: megan, at, reason: '' },
        { requester: megan, subject: { ...megan, type: 'User' as const }, approvers: [alex] },
      );
      const waiting = { state: 'waiting-for-approval', at } as const;
      const opened = caseOfAlex(tenantId, { reporter: megan, requestId, status: waiting });
      const ofRequest = (await triage().open(opened, [], entryOf(opened, 'opened'))).case;
      const given = await openCase({ reporter: megan });
      const other = { objectId: randomUUID(), displayName: 'Lee Gu' };
      await triage().transition([
        {
          ...stepOf(given, { assignee: other }, 'assign'),
          entry: entryOf({ ...given, version: 2 }, 'assign', { by: alex }),
        },
      ]);
      const cards = [ofRequest, given].map(({ id }) => ({ tenantId, subject: { kind: 'case', id } as const }));
      const versions = [1, 2];
      for (const [at, card] of cards.entries()) {
        await triage().saveCard({ ...card, activityId: '1', shownVersion: versions[at] ?? 0 });
      }
      queued = [];
      await forgotten();
      for (const [at, { subject }] of cards.entries()) {
        const deliver = { name: 'triage.deliver', data: { tenantId, subject } };
        assert.ok(queued.some((job) => JSON.stringify(job) === JSON.stringify(deliver)));
        const one = await triage().case(tenantId, subject.id);
        assert.ok((one?.version ?? 0) > (versions[at] ?? 0));
      }
      const stale = await triage().staleCards(tenantId, { limit: 5 });
      assert.deepEqual(new Set(stale.map(({ id }) => id)), new Set(cards.map(({ subject }) => subject.id)));
      queued = [];
      await forgotten();
      assert.deepEqual(queued, []);
    });

    it('has the card of each deleted diagnosis told of it, but none in a chat of his', async () => {
      const conversations = createConversationStore(database.db, enqueue);
      const diagnoses = createDiagnosisStore(database.db, enqueue);
      const place = { tenantId, kind: 'channel', reference: {} } as const;
      await conversations.remember({ ...place, id: '19:support' });
      await conversations.remember({ ...place, id: 'a:1', kind: 'personal', userObjectId: alex.objectId });
      await conversations.remember({ ...place, id: `19:${alex.objectId}_x@unq`, kind: 'group' });
      const shown = { ...diagnosisOf(megan, `Ask ${alex.objectId}.`), activityId: '17' };
      const { activityId: _, ...never } = shown;
      for (const record of [
        shown,
        { ...never, id: randomUUID() },
        { ...shown, id: randomUUID(), conversationId: 'a:1' },
        { ...shown, id: randomUUID(), conversationId: `19:${alex.objectId}_x@unq` },
        { ...shown, id: randomUUID(), conversationId: '19:forgotten' },
      ])
        await diagnoses.save(record);
      queued = [];
      await forgotten();
      const { id: diagnosisId, conversationId, activityId } = shown;
      assert.deepEqual(queued, [
        { name: 'diagnosis.deleted', data: { tenantId, diagnosisId, conversationId, activityId } },
      ]);
    });

    it('keeps of his case its number, times, causes and the instance, and closes it', async () => {
      const { id, number, createdAt } = await openCase();
      await forgotten();
      const one = await triage().case(tenantId, id);
      assert.equal(one?.number, number);
      assert.equal(one?.createdAt, createdAt);
      assert.equal(one?.status.state, 'closed');
      assert.deepEqual(one?.outcome?.causes, ['rbac.missing-data-role']);
      assert.equal(one?.outcome?.instance?.name, 'plant-a');
      assert.deepEqual(await triage().search(tenantId, 'Alex', { limit: 5 }), []);
    });

    it('gives back what he had taken, and leaves the case open', async () => {
      const { id } = await openCase({ reporter: megan, assignee: alex });
      await forgotten();
      const one = await triage().case(tenantId, id);
      assert.equal(one?.assignee, undefined);
      assert.equal(one?.status.state, 'new');
    });

    it('takes back what he had asked, so that nobody waits for an answer to it', async () => {
      const asked = { state: 'waiting-for-reporter', at, by: alex, note: 'Since when?' } as const;
      const { id } = await openCase({ reporter: megan, status: asked, wakeAt: '2026-03-09T10:00:00.000Z' });
      await forgotten();
      const one = await triage().case(tenantId, id);
      assert.deepEqual([one?.status, one?.wakeAt], [{ state: 'new', at: now.toISOString() }, undefined]);
    });

    /** What the ticket system and an incident are told of a case, from now on. */
    function toldOf({ id, incidentId }: Case): unknown[] {
      return queued.flatMap(({ name, data }): unknown[] => {
        if ('event' in data && data.subject.id === id) return [[data.event, data.version]];
        return name === 'triage.settle-incident' && data.incidentId === incidentId ? [name] : [];
      });
    }

    it('tells the ticket system of each case of his, which is closed, and its incident that it may be over', async () => {
      const open = await openCase({ incidentId: 'i1' });
      const waiting = await openCase({ status: { state: 'waiting-for-reporter', at, by: megan, note: 'Since when?' } });
      const resolved = await openCase({ incidentId: 'i2', status: { state: 'resolved', at, how: 'access-works' } });
      const closed = await openCase({ status: { state: 'closed', at, how: 'access-works' } });
      await forgotten();
      assert.deepEqual(toldOf(open), [['case.closed', 2], 'triage.settle-incident']);
      for (const one of [waiting, resolved, closed]) assert.deepEqual(toldOf(one), [['case.closed', 2]]);
      queued = [];
      await forgotten();
      assert.deepEqual(queued, []);
    });

    it('tells the ticket system where nobody waits for an answer any more, and of nothing that stays as it was', async () => {
      const asked = { state: 'waiting-for-reporter', at, by: alex, note: 'Since when?' } as const;
      const resumed = await openCase({ reporter: megan, status: asked });
      const waits = await openCase({ reporter: megan, status: asked, requestId: 'r1', requestOpen: true });
      const taken = await openCase({ reporter: megan, assignee: alex });
      await forgotten();
      assert.deepEqual([resumed, waits, taken].map(toldOf), [[['case.resumed', 2]], [], []]);
    });

    it('has no card of his case posted later that never was', async () => {
      const { id } = await openCase();
      await forgotten();
      assert.deepEqual(await triage().staleCards(tenantId, { limit: 5 }), []);
      await createConversationStore(database.db, enqueue).remember({
        tenantId,
        id: '19:helpdesk',
        kind: 'channel',
        reference: {},
      });
      queued = [];
      await triage().useChannel({ tenantId, conversationId: '19:helpdesk', groupId: 'g', digestOff: false });
      assert.ok(!JSON.stringify(queued).includes(id));
    });

    it('is refused while access is open that he asked for or has, and changes nothing', async () => {
      await openCase();
      const assignment = { id: 'a', outcome: 'created' } as const;
      const { id } = await requestThat(
        { state: 'granted', by: megan, at, assignment, expiresAt: null, access: 'effective' },
        { requester: megan },
      );
      const before = await everything();
      const result = await forget();
      assert.ok(result.outcome === 'still-open');
      assert.deepEqual(
        result.requests.map(({ requestId, state, instanceName }) => [requestId, state, instanceName]),
        [[id, 'granted', 'plant-a']],
      );
      assert.equal(await everything(), before);
    });

    it('lets others keep the access that he approved', async () => {
      const assignment = { id: 'a', outcome: 'created' } as const;
      const subject = { ...megan, type: 'User' as const };
      const status = { state: 'granted', by: alex, at, assignment, expiresAt: null, access: 'effective' } as const;
      const { id } = await requestThat(status, { requester: megan, subject, approvers: [alex] });
      await forgotten();
      const request = await access().get(tenantId, id);
      assert.deepEqual(request?.status, { ...status, by: { objectId: 'forgotten', displayName: 'Somebody' } });
      assert.equal(request?.version, 3);
    });

    it('finds what has nothing of him but an address that is told further down', async () => {
      const asked = { requester: megan, subject: { ...megan, type: 'User' as const } };
      const denied = { state: 'denied', by: megan, at, reason: '' } as const;
      const first = await requestThat(denied, { ...asked, reason: 'Ask AL@contoso.com.' });
      const second = await requestThat(denied, { ...asked, reason: 'Ask ÄLEX.W@contoso.com.' });
      await requestThat(denied, { subject: { ...alex, type: 'User', userPrincipalName: 'älex.w@contoso.com' } });
      await requestThat(denied, { subject: { ...alex, type: 'User', userPrincipalName: 'al@contoso.com' } });
      await forgotten();
      for (const { id } of [first, second]) {
        assert.equal((await access().get(tenantId, id))?.reason, 'Ask Somebody.');
      }
    });

    it('goes through any number of rows', async () => {
      await createDiagnosisStore(database.db, enqueue).save(diagnosisOf(alex));
      await database.db.execute(sql`insert into diagnosis
        select (jsonb_populate_record(one, jsonb_build_object('id', number))).*
        from diagnosis one, generate_series(1, 1200) number where tenant_id = ${tenantId}`);
      assert.equal((await forgotten()).deleted.diagnoses, 1_201);
    });

    it('stays within the tenant', async () => {
      const mine = tenantId;
      await seed();
      tenantId = randomUUID();
      await openCase();
      const before = await everything();
      await forgetPerson(database.db, enqueue, { tenantId: mine, objectId: alex.objectId, now });
      assert.equal(await everything(), before);
    });
  });

  describe('what is known of personal data', () => {
    it('covers every column of every table', () => {
      const columns = (table: PgTable) => Object.keys(getTableColumns(table)).toSorted();
      const listed = Object.entries(PERSONAL_DATA).map(([name, each]) => [name, Object.keys(each).toSorted()]);
      const existing = Object.entries(schema).flatMap(([name, each]) =>
        is(each, PgTable) ? [[name, columns(each)]] : [],
      );
      assert.deepEqual(Object.fromEntries(listed), Object.fromEntries(existing));
    });
  });
});
