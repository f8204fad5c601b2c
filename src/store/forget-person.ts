/** Takes a person out of everything that is stored. */
import { type AnyColumn, and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { AccessRequest } from '../access/access-request.ts';
import type { Case } from '../triage/case.ts';
import type { Incident } from '../triage/incident.ts';
import { fromRow as fromRequestRow, toRow as toRequestRow } from './access-rows.ts';
import { anonymousCase, SOMEBODY, WORDED } from './anonymous.ts';
import type { Db } from './database.ts';
import { mentions, PERSONAL_DATA } from './personal-data.ts';
import { OPEN_REQUEST_STATES } from './request-states.ts';
import {
  accessHistory,
  accessRequest,
  conversation,
  delivery,
  diagnosis,
  incident,
  lastInstance,
  signInLink,
  triageCard,
  triageCase,
  triageHistory,
} from './schema.ts';
import { StoreError } from './store-error.ts';
import type { Enqueue, Tx } from './transaction.ts';
import { besideWhere, HAS_BESIDE } from './triage-cards.ts';
import { deliverJob } from './triage-jobs.ts';
import { fromCaseRow, fromIncidentRow, toCaseRow, toIncidentRow } from './triage-rows.ts';
import { type KnownBy, learn, withoutPerson } from './without-person.ts';

/** What was deleted, and in what somebody stands now where the person was. */
export interface Forgotten {
  deleted: { diagnoses: number; conversations: number; lastInstances: number; signIns: number; messages: number };
  anonymised: { cases: number; incidents: number; caseHistory: number; requests: number; audit: number };
}

/** Access that has not ended yet, asked for by the person or for him. */
export interface StillOpen {
  tenantId: string;
  requestId: string;
  state: AccessRequest['status']['state'];
  roleName: string;
  instanceName: string;
}

export type Forgetting = { outcome: 'forgotten'; counts: Forgotten } | { outcome: 'still-open'; requests: StillOpen[] };

const BATCH = 100;

/**
 * Forgets a person in one tenant, in batches: what was done stays done if it is broken off, and running it again goes on.
 * Refused while access is open that the person asked for or has: without a name nobody could end it. `enqueue` writes the
 * jobs that draw the cards anew. Throws StoreError 'conflict' where the bot changes the same things again and again.
 */
export async function forgetPerson(
  db: Db,
  enqueue: Enqueue,
  { tenantId, objectId, now }: { tenantId: string; objectId: string; now: Date },
): Promise<Forgetting> {
  const open = await openAccess(db, tenantId, objectId);
  if (open.length > 0) return { outcome: 'still-open', requests: open };
  const known: KnownBy = { objectId, names: new Set(), addresses: new Set() };
  const person = { db, enqueue, tenantId, known, now };
  // What tells the addresses comes first: what follows looks for them, too.
  const requests = await forgetRequests(person);
  const cases = await forgetCases(person);
  const diagnoses = await forgetDiagnoses(person);
  const incidents = await forgetIncidents(person);
  const audit = await forgetAudit(person);
  const caseHistory = await forgetCaseHistory(person);
  return {
    outcome: 'forgotten',
    counts: {
      deleted: { diagnoses, ...(await deleteTraces(person)) },
      anonymised: { cases, incidents, caseHistory, requests, audit },
    },
  };
}

interface ToForget {
  db: Db;
  enqueue: Enqueue;
  tenantId: string;
  known: KnownBy;
  now: Date;
}

async function openAccess(db: Db, tenantId: string, objectId: string): Promise<StillOpen[]> {
  const rows = await db
    .select()
    .from(accessRequest)
    .where(
      and(
        eq(accessRequest.tenantId, tenantId),
        inArray(accessRequest.state, OPEN_REQUEST_STATES),
        or(isThem(accessRequest.requesterObjectId, objectId), isThem(accessRequest.subjectObjectId, objectId)),
      ),
    );
  return rows.map(({ id: requestId, status, roleName, instanceName }) => ({
    tenantId,
    requestId,
    state: status.state,
    roleName,
    instanceName,
  }));
}

/** Runs a batch until there is nothing left; `batch` gives how many rows it found, and how many of them it changed. */
async function untilNone(
  { db }: ToForget,
  batch: (tx: Tx) => Promise<{ found: number; changed: number }>,
): Promise<number> {
  let total = 0;
  for (let fruitless = 0; ; ) {
    const { found, changed } = await db.transaction(batch);
    if (found === 0) return total;
    total += changed;
    fruitless = changed === 0 ? fruitless + 1 : 0;
    if (fruitless > 10)
      throw new StoreError('conflict', 'Some of it changes faster than it can be forgotten. Try again.');
  }
}

function isThem(column: AnyColumn, objectId: string): SQL {
  return sql`lower(${column}) = ${objectId.toLowerCase()}`;
}

function forgetRequests(person: ToForget): Promise<number> {
  const { tenantId, known, enqueue } = person;
  return untilNone(person, async (tx) => {
    const where = mentions(accessRequest, PERSONAL_DATA.accessRequest, known);
    const rows = await tx
      .select()
      .from(accessRequest)
      .where(and(eq(accessRequest.tenantId, tenantId), where))
      .limit(BATCH);
    let changed = 0;
    for (const row of rows) {
      const request = fromRequestRow(row);
      learn(request, known);
      const own = [request.requester, request.subject].some(
        ({ objectId }) => objectId.toLowerCase() === known.objectId.toLowerCase(),
      );
      const { tenantId: _, id, createdAt: __, ...to } = toRequestRow(requestWithout(request, known, own));
      const written = await tx
        .update(accessRequest)
        .set(to)
        .where(
          and(
            eq(accessRequest.tenantId, tenantId),
            eq(accessRequest.id, id),
            eq(accessRequest.version, request.version),
          ),
        )
        .returning({ id: accessRequest.id });
      if (written.length === 0) continue;
      changed += 1;
      if (own) {
        await tx
          .update(accessHistory)
          .set({ detail: null })
          .where(
            and(
              eq(accessHistory.tenantId, tenantId),
              eq(accessHistory.requestId, id),
              inArray(accessHistory.what, [...WORDED]),
            ),
          );
      }
      await enqueue(tx, [{ name: 'access.deliver', data: { tenantId, requestId: id } }]);
    }
    return { found: rows.length, changed };
  });
}

function requestWithout(request: AccessRequest, known: KnownBy, own: boolean): AccessRequest {
  const next = { ...withoutPerson(request, known), version: request.version + 1 };
  if (!own) return next;
  const { because: _, ...rest } = next;
  const { status } = rest;
  return { ...rest, reason: '', status: 'reason' in status ? { ...status, reason: '' } : status };
}

function forgetCases(person: ToForget): Promise<number> {
  const { tenantId, known, now, enqueue } = person;
  return untilNone(person, async (tx) => {
    const where = mentions(triageCase, PERSONAL_DATA.triageCase, known);
    const rows = await tx
      .select()
      .from(triageCase)
      .where(and(eq(triageCase.tenantId, tenantId), where))
      .limit(BATCH);
    let changed = 0;
    for (const row of rows) {
      const one = fromCaseRow(row);
      learn(one, known);
      const own = one.reporter.objectId.toLowerCase() === known.objectId.toLowerCase();
      const next = own ? withoutPerson(anonymousCase(one, now), known) : caseWithout(one, known, now);
      const { tenantId: _, id, createdAt: __, ...to } = toCaseRow(next);
      const written = await tx
        .update(triageCase)
        .set(to)
        .where(and(eq(triageCase.tenantId, tenantId), eq(triageCase.id, id), eq(triageCase.version, one.version)))
        .returning({ id: triageCase.id });
      if (written.length === 0) continue;
      changed += 1;
      if (own) await forgetWords(tx, tenantId, id);
      await enqueue(tx, [deliverJob(tenantId, { kind: 'case', id })]);
    }
    return { found: rows.length, changed };
  });
}

/** What the person had taken nobody has taken any more, and nobody waits for the answer to what the person had asked. */
function caseWithout(one: Case, known: KnownBy, now: Date): Case {
  const { assignee, wakeAt, ...rest } = withoutPerson(one, known);
  // As every case that is asked no more: with a request still open it waits for that.
  const state = one.requestOpen ? ('waiting-for-approval' as const) : ('new' as const);
  const unasked = rest.status.state === 'waiting-for-reporter' && 'note' in one.status && !('note' in rest.status);
  return {
    ...rest,
    ...(unasked ? { status: { state, at: now.toISOString() } } : wakeAt !== undefined && { wakeAt }),
    version: one.version + 1,
    ...(assignee && assignee.objectId !== SOMEBODY.objectId && { assignee }),
  };
}

/** What was written about a case, by whomever. */
async function forgetWords(tx: Tx, tenantId: string, caseId: string): Promise<void> {
  await tx
    .update(triageHistory)
    .set({ detail: null })
    .where(and(eq(triageHistory.tenantId, tenantId), eq(triageHistory.subjectId, caseId)));
}

/** Also those of others in which the person was found, as one who can approve: they can be asked for again. */
function forgetDiagnoses(person: ToForget): Promise<number> {
  const { tenantId, known } = person;
  return untilNone(person, async (tx) => {
    const where = mentions(diagnosis, PERSONAL_DATA.diagnosis, known);
    const rows = await tx
      .select({
        id: diagnosis.id,
        diagnosis: diagnosis.diagnosis,
        name: diagnosis.askedByName,
        by: diagnosis.askedByObjectId,
      })
      .from(diagnosis)
      .where(and(eq(diagnosis.tenantId, tenantId), where))
      .limit(BATCH);
    for (const row of rows) learn([row.diagnosis, { objectId: row.by, displayName: row.name }], known);
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) {
      await tx.delete(diagnosis).where(and(eq(diagnosis.tenantId, tenantId), inArray(diagnosis.id, ids)));
    }
    return { found: rows.length, changed: rows.length };
  });
}

function forgetIncidents(person: ToForget): Promise<number> {
  const { tenantId, known, enqueue } = person;
  return untilNone(person, async (tx) => {
    const where = mentions(incident, PERSONAL_DATA.incident, known);
    const rows = await tx
      .select()
      .from(incident)
      .where(and(eq(incident.tenantId, tenantId), where))
      .limit(BATCH);
    let changed = 0;
    for (const row of rows) {
      const before = fromIncidentRow(row);
      learn(before, known);
      const { tenantId: _, id, createdAt: __, ...to } = toIncidentRow(incidentWithout(before, known));
      const written = await tx
        .update(incident)
        .set(to)
        .where(and(eq(incident.tenantId, tenantId), eq(incident.id, id), eq(incident.version, before.version)))
        .returning({ id: incident.id });
      if (written.length === 0) continue;
      changed += 1;
      await enqueue(tx, [deliverJob(tenantId, { kind: 'incident', id })]);
    }
    return { found: rows.length, changed };
  });
}

/** How many people it hit stays as it is. */
function incidentWithout(before: Incident, known: KnownBy): Incident {
  const { assignee, affected, ...rest } = withoutPerson(before, known);
  return {
    ...rest,
    version: before.version + 1,
    affected: affected.filter(({ objectId }) => objectId !== SOMEBODY.objectId),
    ...(assignee && assignee.objectId !== SOMEBODY.objectId && { assignee }),
  };
}

/** The lines stay, so that it can still be read what happened to whose access, and that it was not the bot alone. */
async function forgetAudit(person: ToForget): Promise<number> {
  const { tenantId, known } = person;
  return untilNone(person, async (tx) => {
    const where = mentions(accessHistory, PERSONAL_DATA.accessHistory, known);
    const rows = await tx
      .select()
      .from(accessHistory)
      .where(and(eq(accessHistory.tenantId, tenantId), where))
      .limit(BATCH);
    for (const row of rows) {
      const { byObjectId, byName, writtenBy, fromConversationId, detail } = row;
      learn({ objectId: byObjectId, displayName: byName }, known);
      const own = byObjectId?.toLowerCase() === known.objectId.toLowerCase();
      const worded = WORDED.some((what) => what === row.what);
      await tx
        .update(accessHistory)
        .set({
          ...(own && { byObjectId: SOMEBODY.objectId, byName: SOMEBODY.displayName }),
          writtenBy: writtenBy?.toLowerCase() === known.objectId.toLowerCase() ? SOMEBODY.objectId : writtenBy,
          fromConversationId: own && row.fromKind === 'personal' ? null : withoutPerson(fromConversationId, known),
          detail: own && worded ? null : withoutPerson(detail, known),
        })
        .where(
          and(
            eq(accessHistory.tenantId, tenantId),
            eq(accessHistory.requestId, row.requestId),
            eq(accessHistory.entry, row.entry),
          ),
        );
    }
    return { found: rows.length, changed: rows.length };
  });
}

async function forgetCaseHistory(person: ToForget): Promise<number> {
  const { tenantId, known } = person;
  const ofTenant = eq(triageHistory.tenantId, tenantId);
  const changed = await untilNone(person, async (tx) => {
    const where = mentions(triageHistory, PERSONAL_DATA.triageHistory, known);
    const rows = await tx.select().from(triageHistory).where(and(ofTenant, where)).limit(BATCH);
    for (const row of rows) {
      const { byObjectId, byName, fromConversationId, detail } = row;
      learn({ objectId: byObjectId, displayName: byName }, known);
      const own = byObjectId?.toLowerCase() === known.objectId.toLowerCase();
      await tx
        .update(triageHistory)
        .set({
          ...(own && { byObjectId: SOMEBODY.objectId, byName: SOMEBODY.displayName }),
          fromConversationId: own && row.fromKind === 'personal' ? null : withoutPerson(fromConversationId, known),
          detail: own ? null : withoutPerson(detail, known),
        })
        .where(and(ofTenant, eq(triageHistory.subjectId, row.subjectId), eq(triageHistory.entry, row.entry)));
    }
    return { found: rows.length, changed: rows.length };
  });
  // To whom a case was given is told by name alone, on the first line.
  const names = [...known.names];
  if (names.length === 0) return changed;
  const given = await person.db
    .update(triageHistory)
    .set({ detail: sql`${SOMEBODY.displayName} || substr(${triageHistory.detail}, length(${givenTo}) + 1)` })
    .where(and(ofTenant, eq(triageHistory.what, 'assign'), inArray(givenTo, names)))
    .returning({ entry: triageHistory.entry });
  return changed + given.length;
}

const givenTo = sql`split_part(${triageHistory.detail}, chr(10), 1)`;

/** What is only there because of the person: his chats with the bot and what was sent there, and what he last asked about. */
async function deleteTraces({ db, tenantId, known }: ToForget) {
  const { objectId } = known;
  return db.transaction(async (tx) => {
    const conversations = await tx
      .delete(conversation)
      .where(
        and(
          eq(conversation.tenantId, tenantId),
          // The id of a chat with one person may be made of his.
          or(
            sql`strpos(lower(${conversation.id}), ${objectId.toLowerCase()}) > 0`,
            and(eq(conversation.kind, 'personal'), mentions(conversation, PERSONAL_DATA.conversation, known)),
          ),
        ),
      )
      .returning({ id: conversation.id });
    const chats = conversations.map(({ id }) => id);
    const place = sql`one ->> 'conversationId'`;
    const inChat = or(
      sql`strpos(lower(${place}), ${objectId.toLowerCase()}) > 0`,
      sql`${place} = any(${sql.param(chats)}::text[])`,
    );
    await tx
      .update(triageCard)
      .set({ beside: besideWhere(sql`not (${inChat})`) })
      .where(and(eq(triageCard.tenantId, tenantId), HAS_BESIDE));
    const messages = await tx
      .delete(delivery)
      .where(
        and(
          eq(delivery.tenantId, tenantId),
          or(
            mentions(delivery, PERSONAL_DATA.delivery, known),
            chats.length > 0 ? inArray(delivery.conversationId, chats) : undefined,
          ),
        ),
      )
      .returning({ id: delivery.id });
    const lastInstances = await tx
      .delete(lastInstance)
      .where(and(eq(lastInstance.tenantId, tenantId), isThem(lastInstance.personObjectId, objectId)))
      .returning({ id: lastInstance.instanceId });
    const signIns = await tx
      .delete(signInLink)
      .where(and(eq(signInLink.tenantId, tenantId), mentions(signInLink, PERSONAL_DATA.signInLink, known)))
      .returning({ id: signInLink.handleHash });
    return {
      conversations: chats.length,
      messages: messages.length,
      lastInstances: lastInstances.length,
      signIns: signIns.length,
    };
  });
}
