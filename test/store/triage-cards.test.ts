import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ConversationStore } from '../../src/access/delivery.ts';
import type { Job } from '../../src/jobs/job.ts';
import { createConversationStore } from '../../src/store/conversation-store.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createTriageStore } from '../../src/store/triage-store.ts';
import type { Case } from '../../src/triage/case.ts';
import type { TriageCard, TriageChannel, TriageStore } from '../../src/triage/store.ts';
import { newTestDatabase, onEachDatabase } from '../support/store.ts';
import { caseOfAlex, entryOf, incidentAt, stepOf } from './case-of-alex.ts';
import { megan } from './request-of-alex.ts';

onEachDatabase(() => {
  describe('the cards of cases and incidents', () => {
    let database: Database;
    let store: TriageStore;
    let conversations: ConversationStore;
    let tenantId: string;
    let queued: Job[];

    before(async function open() {
      database = await openDatabase(await newTestDatabase());
      const enqueue = async (_tx: unknown, jobs: readonly Job[]) => void queued.push(...jobs);
      store = createTriageStore(database.db, enqueue);
      conversations = createConversationStore(database.db, enqueue);
    });

    after(() => database.close());

    beforeEach(function freshTenant() {
      tenantId = randomUUID();
      queued = [];
    });

    async function open(): Promise<Case> {
      const opened = caseOfAlex(tenantId);
      return (await store.open(opened, [], entryOf(opened, 'opened'))).case;
    }

    async function resolve(one: Case): Promise<void> {
      const status = { state: 'resolved', at: '2026-03-02T10:00:00.000Z', how: 'by-hand' } as const;
      assert.equal(await store.transition([stepOf(one, { status }, 'resolve')]), 'written');
    }

    const subjectOf = ({ id }: Case) => ({ kind: 'case', id }) as const;

    function save(one: Case, card: Partial<TriageCard> = {}): Promise<void> {
      return store.saveCard({ tenantId, subject: subjectOf(one), shownVersion: 0, ...card });
    }

    const shown = { conversationId: '19:helpdesk', activityId: '1', shownVersion: 1 };
    const undeliverable = 'The bot is not installed there.';

    async function stale(): Promise<string[]> {
      return (await store.staleCards(tenantId, { limit: 10 })).map(({ id }) => id);
    }

    function remember(id: string): Promise<void> {
      return conversations.remember({ tenantId, id, kind: 'channel', reference: {} });
    }

    async function use(conversationId: string, more: Partial<TriageChannel> = {}): Promise<TriageChannel> {
      await remember(conversationId);
      const channel = { tenantId, conversationId, groupId: 'group-1', digestOff: false, ...more };
      const stands = await store.channel(tenantId);
      const left = stands && { conversationId: stands.conversationId, by: 'megan', to: { team: 'same' } as const };
      await store.useChannel(channel, left);
      // That the one before is told of it is another story.
      queued = queued.filter(({ name }) => name !== 'channel.left');
      return channel;
    }

    const delivers = (...cases: Case[]): Job[] =>
      cases.map((one) => ({ name: 'triage.deliver', data: { tenantId, subject: subjectOf(one) } }));

    it('are there from the birth of their case, and remember where they are and what they show', async () => {
      const one = await open();
      assert.deepEqual(await store.card(tenantId, subjectOf(one)), {
        tenantId,
        subject: subjectOf(one),
        shownVersion: 0,
      });
      await save(one, shown);
      assert.deepEqual(await store.card(tenantId, subjectOf(one)), { tenantId, subject: subjectOf(one), ...shown });
      await save(one, { conversationId: '19:helpdesk', undeliverable });
      const card = await store.card(tenantId, subjectOf(one));
      assert.deepEqual([card?.activityId, card?.undeliverable], [undefined, undeliverable]);
      assert.equal(await store.card(randomUUID(), subjectOf(one)), undefined);
      assert.equal(await store.card(tenantId, { kind: 'incident', id: one.id }), undefined);
    });

    it('are not there for what does not exist', async () => {
      await save(caseOfAlex(tenantId) as Case, shown);
      assert.deepEqual(await stale(), []);
    });

    it('are stale until they show what is', async () => {
      const one = await open();
      assert.deepEqual(await stale(), [one.id]);
      await save(one, shown);
      assert.deepEqual(await stale(), []);
      await store.transition([stepOf(one, { assignee: megan })]);
      assert.deepEqual(await stale(), [one.id]);
      await save(one, { ...shown, undeliverable });
      assert.deepEqual(await stale(), []);
    });

    it('are stale where those in people’s own chats are, whatever becomes of the helpdesk’s', async () => {
      const one = await open();
      const inChats = (version: number) => store.saveShownInChats(tenantId, one.id, version);
      await save(one, { conversationId: '19:helpdesk', undeliverable });
      assert.equal(await store.shownInChats(tenantId, one.id), undefined);
      assert.deepEqual(await stale(), []);
      await inChats(0);
      assert.deepEqual([await store.shownInChats(tenantId, one.id), await stale()], [0, [one.id]]);
      await inChats(one.version);
      assert.deepEqual(await stale(), []);
      await resolve(one);
      assert.deepEqual(await stale(), [one.id]);
      await save(one, { conversationId: '19:helpdesk', undeliverable });
      assert.equal(await store.shownInChats(tenantId, one.id), one.version, 'saving the card leaves it as it is');
      await inChats(one.version + 1);
      assert.deepEqual(await stale(), []);
      assert.equal(await store.shownInChats(randomUUID(), one.id), undefined);
    });

    it('have messages beside them, each kept until it is dropped, whoever adds another one meanwhile', async () => {
      const one = await open();
      const left = { conversationId: '19:other', activityId: '1' };
      const asked = [2, 3].map((id) => ({
        conversationId: 'a:alex',
        activityId: String(id),
        askedAt: `2026-03-02T10:0${id}:00.000Z`,
      }));
      const [first, second] = asked;
      assert.ok(first && second);
      assert.deepEqual(await store.beside(tenantId, subjectOf(one)), []);
      await store.saveCard({ tenantId, subject: subjectOf(one), ...shown }, left);
      await Promise.all(asked.map((each) => store.putBeside(tenantId, subjectOf(one), each)));
      await save(one, shown);
      assert.deepEqual((await store.beside(tenantId, subjectOf(one))).map(({ activityId }) => activityId).toSorted(), [
        '1',
        '2',
        '3',
      ]);
      await Promise.all([left, first].map((each) => store.dropBeside(tenantId, subjectOf(one), each)));
      assert.deepEqual(await store.beside(tenantId, subjectOf(one)), [second]);
      assert.deepEqual(await store.beside(randomUUID(), subjectOf(one)), []);
    });

    it('are stale with messages beside them that can be reached', async () => {
      const [one, over] = [await open(), await open()];
      for (const each of [one, over]) await save(each, { ...shown, shownVersion: 2 });
      await resolve(over);
      for (const each of [one, over]) {
        await store.putBeside(tenantId, subjectOf(each), { conversationId: '19:other', activityId: '9' });
      }
      assert.deepEqual(await stale(), []);
      await remember('19:other');
      assert.deepEqual(await stale(), [one.id, over.id].toSorted());
    });

    it('of what is over are brought up to date where they were sent, and else not sent any more', async () => {
      const [sent, unsent] = [await open(), await open()];
      await save(sent, shown);
      await resolve(sent);
      await resolve(unsent);
      assert.deepEqual(await stale(), [sent.id]);
    });

    it('of incidents are among them, page by page', async () => {
      const opened = incidentAt(tenantId);
      await store.openIncidentOf(opened, [], entryOf(opened, 'opened'), []);
      const ids = [opened.id, (await open()).id, (await open()).id].toSorted();
      const [first, second] = await store.staleCards(tenantId, { limit: 2 });
      const rest = await store.staleCards(tenantId, { limit: 2, after: second?.id ?? '' });
      assert.deepEqual(
        [first, second, ...rest].map((subject) => subject?.id),
        ids,
      );
      assert.equal([first, second, ...rest].find((subject) => subject?.id === opened.id)?.kind, 'incident');
    });

    it('are queued again when asked', async () => {
      const one = await open();
      await store.queueDeliver(tenantId, [subjectOf(one)]);
      assert.deepEqual(queued, delivers(one));
    });

    it('are queued again once the bot is heard in their channel or a thread of it, once for what they are to show', async () => {
      const [one, elsewhere] = [await open(), await open()];
      await use('19:helpdesk');
      const refused = async () => {
        await save(one, { conversationId: '19:helpdesk;messageid=1', undeliverable });
        queued = [];
      };
      await save(elsewhere, { ...shown, conversationId: '19:other', undeliverable });
      await resolve(elsewhere);
      await refused();
      await conversations.heard(tenantId, '19:helpdesk;messageid=2');
      assert.deepEqual(queued, delivers(one));
      assert.equal((await store.card(tenantId, subjectOf(one)))?.undeliverable, undefined);
      await refused();
      await conversations.heard(tenantId, '19:helpdesk');
      assert.deepEqual(queued, [], 'it was tried');
      await store.transition([stepOf(one, { assignee: megan })]);
      await refused();
      await conversations.heard(tenantId, '19:helpdesk');
      assert.deepEqual(queued, delivers(one));
      assert.equal((await store.card(tenantId, subjectOf(elsewhere)))?.undeliverable, undeliverable);
    });

    it('are queued again when their channel is remembered again, or somebody speaks in a thread there', async () => {
      for (const heard of ['19:helpdesk', '19:helpdesk;messageid=7']) {
        queued = [];
        const [one, elsewhere] = [await open(), await open()];
        await save(one, { conversationId: '19:helpdesk', undeliverable });
        await save(elsewhere, { conversationId: '19:other', undeliverable });
        await remember(heard);
        assert.deepEqual(queued, delivers(one));
        assert.equal((await store.card(tenantId, subjectOf(one)))?.undeliverable, undefined);
        assert.equal((await store.card(tenantId, subjectOf(elsewhere)))?.undeliverable, undeliverable);
      }
    });

    it('of what is open that are in another channel yet are queued again when that of the helpdesk can be reached', async () => {
      const [one, over] = [await open(), await open()];
      await use('19:helpdesk');
      for (const each of [one, over]) await save(each, { ...shown, conversationId: '19:other', undeliverable });
      await resolve(over);
      queued = [];
      await remember('19:helpdesk');
      assert.deepEqual(queued, delivers(one));
    });

    it('of what is open go to a channel as soon as there is one', async () => {
      const [waiting, givenUp, over] = [await open(), await open(), await open()];
      await save(givenUp, { undeliverable: 'There is no channel.' });
      await resolve(over);
      await use('19:helpdesk');
      const ids = queued.map(({ data }) => 'subject' in data && data.subject.id);
      assert.deepEqual(ids.toSorted(), [waiting.id, givenUp.id].toSorted());
      assert.equal((await store.card(tenantId, subjectOf(givenUp)))?.undeliverable, undefined);
    });

    it('that are there already stay as they are when the same channel is chosen again, and count as unsent in another', async () => {
      const one = await open();
      await use('19:helpdesk');
      await save(one, shown);
      await use('19:helpdesk');
      assert.equal((await store.card(tenantId, subjectOf(one)))?.shownVersion, 1);
      await use('19:other');
      assert.equal((await store.card(tenantId, subjectOf(one)))?.shownVersion, 0);
      assert.deepEqual(await stale(), [one.id]);
    });

    it('of what is open are given up with their channel, and sent anew in the next one', async () => {
      const [one, over] = [await open(), await open()];
      await use('19:helpdesk');
      for (const each of [one, over]) await save(each, shown);
      await resolve(over);
      queued = [];
      await conversations.forget(tenantId, '19:helpdesk');
      assert.deepEqual(queued, []);
      assert.equal(await store.channel(tenantId), undefined);
      const left = await store.card(tenantId, subjectOf(one));
      assert.deepEqual([left?.activityId, left?.shownVersion], [undefined, 0]);
      assert.match(left?.undeliverable ?? '', /removed/);
      assert.deepEqual(await store.beside(tenantId, subjectOf(one)), [
        { conversationId: '19:helpdesk', activityId: '1' },
      ]);
      assert.deepEqual(await store.beside(tenantId, subjectOf(over)), []);
      await use('19:other');
      assert.deepEqual(queued, delivers(one));
    });
  });

  describe('the channel of the helpdesk', () => {
    let database: Database;
    let store: TriageStore;
    const tenantId = randomUUID();
    const other = randomUUID();
    let jobs: Job[] = [];

    before(async function open() {
      database = await openDatabase(await newTestDatabase());
      store = createTriageStore(database.db, async (_tx, queued) => void jobs.push(...queued));
      const conversations = createConversationStore(database.db, async () => {});
      for (const id of ['19:a', '19:b']) await conversations.remember({ tenantId, id, kind: 'channel', reference: {} });
    });

    after(() => database.close());

    it('is one, which is only changed by whoever knows which one stood, and has to be remembered', async () => {
      assert.equal(await store.channel(tenantId), undefined);
      const channel = { tenantId, conversationId: '19:a', groupId: 'group-1', digestOff: true };
      assert.equal(await store.useChannel(channel), 'written');
      assert.deepEqual(await store.channel(tenantId), channel);
      const next = { ...channel, conversationId: '19:b', groupId: 'group-2', digestOff: false };
      const left = { conversationId: '19:a', by: 'megan', to: { team: 'other', name: 'Night shift' } } as const;
      assert.equal(await store.useChannel(next), 'overtaken');
      jobs = [];
      assert.equal(await store.useChannel(next, left), 'written');
      assert.deepEqual(jobs, [{ name: 'channel.left', data: { tenantId, use: 'triage', ...left } }]);
      assert.equal(await store.useChannel(channel, left), 'overtaken', 'it stands no more');
      assert.deepEqual(await store.channel(tenantId), next);
      const again = { conversationId: '19:b', by: 'megan', to: { team: 'same' } } as const;
      jobs = [];
      assert.equal(await store.useChannel(next, again), 'written');
      assert.deepEqual(jobs, [], 'it is not left');
      await assert.rejects(store.useChannel({ ...channel, conversationId: '19:unknown' }, again));
      assert.deepEqual(await store.channel(tenantId), next);
      assert.equal(await store.channel(other), undefined);
    });

    it('has a digest that is turned off and on', async () => {
      await store.setDigest(tenantId, false);
      assert.equal((await store.channel(tenantId))?.digestOff, true);
      await store.setDigest(tenantId, true);
      assert.equal((await store.channel(tenantId))?.digestOff, false);
      await store.setDigest(other, false);
      assert.equal(await store.channel(other), undefined);
    });

    it('keeps until when its digests have told, also where the channel is moved', async () => {
      const [earlier, later] = ['2026-03-03T08:00:00.000Z', '2026-03-04T08:00:00.000Z'] as const;
      const told = async () => (await store.channel(tenantId))?.digestUntil;
      assert.equal(await told(), undefined);
      await store.digestTold(tenantId, later);
      await store.digestTold(tenantId, earlier);
      await store.digestTold(other, later);
      assert.equal(await told(), later);
      const next = { tenantId, conversationId: '19:a', groupId: 'group-1', digestOff: false };
      await store.useChannel(next, { conversationId: '19:b', by: 'megan', to: { team: 'same' } });
      assert.equal(await told(), later);
    });

    it('has threads that are muted, once and for all', async () => {
      const thread = '19:a;messageid=1';
      assert.equal(await store.isMuted(tenantId, thread), false);
      await Promise.all([store.mute(tenantId, thread), store.mute(tenantId, thread)]);
      assert.equal(await store.isMuted(tenantId, thread), true);
      assert.equal(await store.isMuted(tenantId, '19:a;messageid=2'), false);
      assert.equal(await store.isMuted(other, thread), false);
    });
  });
});
