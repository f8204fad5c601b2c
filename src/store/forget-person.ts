/** Takes a person out of everything that is stored. */
import { type AnyColumn, and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { AccessRequest } from '../access/access-request.ts';
import type { Job } from '../jobs/job.ts';
import type { Db } from './database.ts';
import { BATCH, type ToForget, untilNone } from './forget-batches.ts';
import { forgetCaseHistory, forgetCases, forgetIncidents } from './forget-cases.ts';
import { forgetAudit, forgetRequests } from './forget-requests.ts';
import { mentions, PERSONAL_DATA } from './personal-data.ts';
import { OPEN_REQUEST_STATES } from './request-states.ts';
import { accessRequest, conversation, delivery, diagnosis, lastInstance, signInLink, triageCard } from './schema.ts';
import type { Enqueue } from './transaction.ts';
import { besideWhere, HAS_BESIDE } from './triage-cards.ts';
import { isThem, type KnownBy, learn } from './without-person.ts';

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

async function openAccess(db: Db, tenantId: string, objectId: string): Promise<StillOpen[]> {
  const rows = await db
    .select()
    .from(accessRequest)
    .where(
      and(
        eq(accessRequest.tenantId, tenantId),
        inArray(accessRequest.state, OPEN_REQUEST_STATES),
        or(isTheirs(accessRequest.requesterObjectId, objectId), isTheirs(accessRequest.subjectObjectId, objectId)),
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

function isTheirs(column: AnyColumn, objectId: string): SQL {
  return sql`lower(${column}) = ${objectId.toLowerCase()}`;
}

interface Shown {
  id: string;
  activityId: string | null;
  conversationId: string | null;
  ofWhom: string | null;
}

/** Also those of others in which the person was found, as one who can approve: they can be asked for again. */
function forgetDiagnoses(person: ToForget): Promise<number> {
  const { tenantId, known, enqueue } = person;
  /** Not in chats of his, which are forgotten with what stands there, and whose ids may be made of his. */
  function toldOnCard({ id, activityId, conversationId, ofWhom }: Shown): Job[] {
    if (activityId === null || conversationId === null) return [];
    if (isThem(ofWhom, known) || conversationId.toLowerCase().includes(known.objectId.toLowerCase())) return [];
    return [{ name: 'diagnosis.deleted', data: { tenantId, diagnosisId: id, conversationId, activityId } }];
  }
  return untilNone(person, async (tx) => {
    const where = mentions(diagnosis, PERSONAL_DATA.diagnosis, known);
    const rows = await tx
      .select({
        id: diagnosis.id,
        diagnosis: diagnosis.diagnosis,
        name: diagnosis.askedByName,
        by: diagnosis.askedByObjectId,
        activityId: diagnosis.activityId,
        conversationId: conversation.id,
        ofWhom: conversation.userObjectId,
      })
      .from(diagnosis)
      .leftJoin(
        conversation,
        and(eq(conversation.tenantId, diagnosis.tenantId), eq(conversation.id, diagnosis.conversationId)),
      )
      .where(and(eq(diagnosis.tenantId, tenantId), where))
      .limit(BATCH);
    for (const row of rows) learn([row.diagnosis, { objectId: row.by, displayName: row.name }], known);
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) {
      await enqueue(tx, rows.flatMap(toldOnCard));
      await tx.delete(diagnosis).where(and(eq(diagnosis.tenantId, tenantId), inArray(diagnosis.id, ids)));
    }
    return { found: rows.length, changed: rows.length };
  });
}

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
      .where(and(eq(lastInstance.tenantId, tenantId), isTheirs(lastInstance.personObjectId, objectId)))
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
