/** Access requests with their history; a change, its history entry and the work it causes are one transaction. */
import { and, asc, desc, eq, exists, gt, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { AccessRequest } from '../access/access-request.ts';
import type { AccessStore, AuditStore, Step } from '../access/store.ts';
import { followJobs, reconcileJob, toJobs } from './access-jobs.ts';
import { fromHistoryRow, fromRow, toAuditEvent, toHistoryRow, toRow } from './access-rows.ts';
import type { Db } from './database.ts';
import { pageOf, within } from './history-page.ts';
import { OPEN_REQUEST_STATES } from './request-states.ts';
import { accessHistory, accessRequest, delivery } from './schema.ts';
import { StoreError } from './store-error.ts';
import type { Enqueue } from './transaction.ts';
import { asWritten, Overtaken } from './written.ts';

const AUDIT_PAGE = 500;

/** `enqueue` writes jobs inside the transaction that it is given. */
export function createAccessStore(db: Db, enqueue: Enqueue): AccessStore {
  async function select(where: SQL | undefined, limit: number, ...order: SQL[]): Promise<AccessRequest[]> {
    const rows = await db
      .select()
      .from(accessRequest)
      .where(where)
      .orderBy(...order)
      .limit(limit);
    return rows.map(fromRow);
  }

  return {
    ...createAuditStore(db),

    async create(request, work, entry) {
      // The open request that stood in the way may end before it is read; then the place is free, so try again.
      for (let attempt = 0; attempt < 3; attempt++) {
        const stored = await db.transaction(async (tx) => {
          const inWay = and(alikeTo(request), ne(accessRequest.id, request.extends ?? ''));
          const [open] = await tx.select().from(accessRequest).where(inWay);
          if (open !== undefined) return { request: fromRow(open), created: false };
          const inserted = await tx.insert(accessRequest).values(toRow(request)).onConflictDoNothing().returning();
          if (inserted.length === 0) {
            const [first] = await tx.select().from(accessRequest).where(inWay);
            return first && { request: fromRow(first), created: false };
          }
          await tx.insert(accessHistory).values(toHistoryRow(entry));
          await enqueue(tx, [...toJobs(request, work), ...followJobs(request)]);
          return { request, created: true };
        });
        if (stored !== undefined) return stored;
      }
      throw new StoreError('conflict', `An access request with the id ${request.id} is already stored and has ended.`);
    },

    async get(tenantId, id) {
      const [row] = await db.select().from(accessRequest).where(one(tenantId, id));
      return row && fromRow(row);
    },

    transition(steps) {
      return asWritten(() =>
        db.transaction(async (tx) => {
          for (const step of steps) await write(tx, step);
          await enqueue(
            tx,
            steps.flatMap(({ next, work }) => [...toJobs(next, work), ...followJobs(next)]),
          );
        }),
      );
    },

    async recordRefusal(entry) {
      await db.insert(accessHistory).values(toHistoryRow(entry));
    },

    async history(tenantId, id) {
      const rows = await db
        .select()
        .from(accessHistory)
        .where(and(eq(accessHistory.tenantId, tenantId), eq(accessHistory.requestId, id)))
        .orderBy(asc(accessHistory.entry));
      return rows.map(fromHistoryRow);
    },

    ofPerson(tenantId, objectId, { after, limit }) {
      const { requesterObjectId, subjectObjectId, subjectType, createdAt, id } = accessRequest;
      const theirs = or(eq(requesterObjectId, objectId), and(eq(subjectObjectId, objectId), eq(subjectType, 'User')));
      const last = after && new Date(after.createdAt);
      const older = last && or(lt(createdAt, last), and(eq(createdAt, last), gt(id, after.id)));
      return select(and(eq(accessRequest.tenantId, tenantId), theirs, older), limit, desc(createdAt), asc(id));
    },

    toDecide(tenantId, objectId, { after, limit }) {
      const { state, approvers, createdAt, id } = accessRequest;
      const sentTo = sql`${approvers} @> ${JSON.stringify([{ objectId }])}::jsonb`;
      const last = after && new Date(after.createdAt);
      const younger = last && or(gt(createdAt, last), and(eq(createdAt, last), gt(id, after.id)));
      const where = and(eq(accessRequest.tenantId, tenantId), eq(state, 'pending'), sentTo, younger);
      return select(where, limit, asc(createdAt), asc(id));
    },

    pending(tenantId, limit) {
      const where = and(eq(accessRequest.tenantId, tenantId), eq(accessRequest.state, 'pending'));
      return select(where, limit, asc(accessRequest.createdAt), asc(accessRequest.id));
    },

    alike: (request) => select(and(alikeTo(request), ne(accessRequest.id, request.id)), 10, asc(accessRequest.id)),

    open(tenantId, { after = '', limit }) {
      const where = and(
        eq(accessRequest.tenantId, tenantId),
        inArray(accessRequest.state, OPEN_REQUEST_STATES),
        gt(accessRequest.id, after),
      );
      return select(where, limit, asc(accessRequest.id));
    },

    withStaleCards(tenantId, { after = '', limit }) {
      const stale = db
        .select({ one: sql`1` })
        .from(delivery)
        .where(
          and(
            eq(delivery.tenantId, accessRequest.tenantId),
            eq(delivery.requestId, accessRequest.id),
            ne(delivery.audience, 'news'),
            isNull(delivery.undeliverable),
            lt(delivery.shownVersion, accessRequest.version),
            // A copy that was never sent is sent only to the requester, or while there is something to decide.
            or(isNotNull(delivery.activityId), eq(delivery.audience, 'requester'), eq(accessRequest.state, 'pending')),
          ),
        );
      const where = and(eq(accessRequest.tenantId, tenantId), gt(accessRequest.id, after), exists(stale));
      return select(where, limit, asc(accessRequest.id));
    },

    async queueAgain(request, work) {
      await db.transaction((tx) => enqueue(tx, toJobs(request, work)));
    },

    async queueReconcile(tenantId, reconcile) {
      await db.transaction((tx) => enqueue(tx, [reconcileJob(tenantId, reconcile)]));
    },
  };
}

/** The history of every request, for whoever may read all of it. */
export function createAuditStore(db: Db): AuditStore {
  return {
    async auditSince({ tenantId, limit = AUDIT_PAGE, ...when }) {
      const page = db
        .select()
        .from(accessHistory)
        .where(
          and(tenantId === undefined ? undefined : eq(accessHistory.tenantId, tenantId), within(accessHistory, when)),
        )
        .orderBy(asc(accessHistory.at), asc(accessHistory.entry))
        .limit(limit)
        .as('page');
      // One by one, by its key: a database that knows little of its tables would read all requests for one page.
      const about = db
        .select()
        .from(accessRequest)
        .where(and(eq(accessRequest.tenantId, page.tenantId), eq(accessRequest.id, page.requestId)))
        .limit(1)
        .as('about');
      const rows = await db
        .select()
        .from(page)
        .leftJoinLateral(about, sql`true`)
        .orderBy(asc(page.at), asc(page.entry));
      const events = rows.map((row) => toAuditEvent(row.page, row.about));
      return pageOf(events, rows.at(-1)?.page, limit);
    },
  };
}

function one(tenantId: string, id: string): SQL | undefined {
  return and(eq(accessRequest.tenantId, tenantId), eq(accessRequest.id, id));
}

/** Open and for the same subject, role and instance. */
function alikeTo({ tenantId, subject, role, instance }: AccessRequest): SQL | undefined {
  return and(
    eq(accessRequest.tenantId, tenantId),
    eq(accessRequest.subjectObjectId, subject.objectId),
    eq(accessRequest.roleId, role.id),
    eq(sql`lower(${accessRequest.instanceId})`, sql`lower(${instance.id})`),
    inArray(accessRequest.state, OPEN_REQUEST_STATES),
  );
}

async function write(tx: Pick<Db, 'update' | 'insert'>, { next, entry }: Step): Promise<void> {
  const { tenantId, id, createdAt: _, ...changed } = toRow(next);
  const written = await tx
    .update(accessRequest)
    .set(changed)
    .where(and(one(tenantId, id), eq(accessRequest.version, next.version - 1)))
    .returning({ id: accessRequest.id });
  if (written.length === 0) throw new Overtaken();
  await tx.insert(accessHistory).values(toHistoryRow(entry));
}
