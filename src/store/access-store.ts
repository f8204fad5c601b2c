/** Access requests with their history; a change, its history entry and the work it causes are one transaction. */
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { AccessRequest, AccessState, Work } from '../access/access-request.ts';
import type { AccessStore, HistoryEntry } from '../access/store.ts';
import type { Job } from '../jobs/job.ts';
import type { JobTransaction } from '../jobs/queue-database.ts';
import type { Db } from './database.ts';
import { accessHistory, accessRequest } from './schema.ts';
import { StoreError } from './store-error.ts';

type Enqueue = (tx: JobTransaction, jobs: readonly Job[]) => Promise<void>;
type Row = typeof accessRequest.$inferSelect;

const OPEN: AccessState[] = ['pending', 'approved', 'failed', 'granted'];

/** `enqueue` writes jobs inside the transaction that it is given. */
export function createAccessStore(db: Db, enqueue: Enqueue): AccessStore {
  function one(tenantId: string, id: string) {
    return and(eq(accessRequest.tenantId, tenantId), eq(accessRequest.id, id));
  }

  async function findOpen(tx: Pick<Db, 'select'>, { tenantId, subject, role, instance }: AccessRequest) {
    const [row] = await tx
      .select()
      .from(accessRequest)
      .where(
        and(
          eq(accessRequest.tenantId, tenantId),
          eq(accessRequest.subjectObjectId, subject.objectId),
          eq(accessRequest.roleId, role.id),
          eq(sql`lower(${accessRequest.instanceId})`, sql`lower(${instance.id})`),
          inArray(accessRequest.state, OPEN),
        ),
      );
    return row;
  }

  return {
    async create(request, work) {
      // The open request that stood in the way may end before it is read; then the place is free, so try again.
      for (let attempt = 0; attempt < 3; attempt++) {
        const stored = await db.transaction(async (tx) => {
          const inserted = await tx.insert(accessRequest).values(toRow(request)).onConflictDoNothing().returning();
          if (inserted.length === 0) {
            const open = await findOpen(tx, request);
            return open && { request: fromRow(open), created: false };
          }
          await tx.insert(accessHistory).values(toHistoryRow(birthOf(request)));
          await enqueue(tx, toJobs(request, work));
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

    async transition(next, work, entry) {
      return db.transaction(async (tx) => {
        const { tenantId, id, createdAt, ...changed } = toRow(next);
        const written = await tx
          .update(accessRequest)
          .set(changed)
          .where(and(one(tenantId, id), eq(accessRequest.version, next.version - 1)))
          .returning({ id: accessRequest.id });
        if (written.length === 0) return false;
        await tx.insert(accessHistory).values(toHistoryRow(entry));
        await enqueue(tx, toJobs(next, work));
        return true;
      });
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

    async byRequester(tenantId, objectId, limit) {
      const rows = await db
        .select()
        .from(accessRequest)
        .where(and(eq(accessRequest.tenantId, tenantId), eq(accessRequest.requesterObjectId, objectId)))
        .orderBy(desc(accessRequest.createdAt), asc(accessRequest.id))
        .limit(limit);
      return rows.map(fromRow);
    },

    async pending(tenantId, limit) {
      const rows = await db
        .select()
        .from(accessRequest)
        .where(and(eq(accessRequest.tenantId, tenantId), eq(accessRequest.state, 'pending')))
        .orderBy(asc(accessRequest.createdAt), asc(accessRequest.id))
        .limit(limit);
      return rows.map(fromRow);
    },
  };
}

function toJobs({ tenantId, id, version }: AccessRequest, work: readonly Work[]): Job[] {
  return work.map((piece): Job => {
    const request = { tenantId, requestId: id };
    switch (piece.kind) {
      case 'verify':
      case 'wake':
        return { name: `access.${piece.kind}`, data: { ...request, at: piece.at }, startAfter: piece.at };
      case 'grant':
      case 'revoke':
        return { name: `access.${piece.kind}`, data: request, ...(piece.at && { startAfter: piece.at }) };
      case 'tell-requester':
        return { name: 'access.tell-requester', data: { ...request, version, news: piece.news } };
      case 'tell-subject':
        return { name: 'access.tell-subject', data: { ...request, version, news: piece.news } };
      case 'tell-approver':
        return { name: 'access.tell-approver', data: { ...request, version, to: piece.to, news: piece.news } };
      default:
        return { name: `access.${piece.kind}`, data: request };
    }
  });
}

function birthOf(request: AccessRequest): HistoryEntry {
  return {
    tenantId: request.tenantId,
    requestId: request.id,
    version: request.version,
    at: request.createdAt,
    what: 'request',
    by: request.requester,
    ...(request.reason === '' ? {} : { detail: request.reason }),
  };
}

function toRow(request: AccessRequest) {
  return {
    tenantId: request.tenantId,
    id: request.id,
    version: request.version,
    requesterObjectId: request.requester.objectId,
    requesterName: request.requester.displayName,
    subjectObjectId: request.subject.objectId,
    subjectName: request.subject.displayName,
    subjectType: request.subject.type,
    subjectAppId: request.subject.appId ?? null,
    subjectUserPrincipalName: request.subject.userPrincipalName ?? null,
    subjectOwnedByRequester: request.subject.ownedByRequester ?? null,
    instanceId: request.instance.id,
    instanceName: request.instance.name,
    instanceHostName: request.instance.hostName,
    roleId: request.role.id,
    roleName: request.role.name,
    asked: request.asked,
    reason: request.reason,
    because: request.because ?? null,
    correlationId: request.correlationId,
    writer: request.writer,
    extends: request.extends ?? '',
    durationMinutes: request.durationMinutes,
    createdAt: new Date(request.createdAt),
    approvers: request.approvers,
    wakeAt: request.wakeAt === undefined ? null : new Date(request.wakeAt),
    status: request.status,
  } satisfies typeof accessRequest.$inferInsert;
}

function fromRow(row: Row): AccessRequest {
  return {
    tenantId: row.tenantId,
    id: row.id,
    version: row.version,
    requester: { objectId: row.requesterObjectId, displayName: row.requesterName },
    subject: subjectOf(row),
    instance: { id: row.instanceId, name: row.instanceName, hostName: row.instanceHostName },
    role: { id: row.roleId, name: row.roleName },
    durationMinutes: row.durationMinutes,
    asked: row.asked,
    reason: row.reason,
    ...(row.because && { because: row.because }),
    correlationId: row.correlationId,
    writer: row.writer,
    ...(row.extends !== '' && { extends: row.extends }),
    createdAt: row.createdAt.toISOString(),
    approvers: row.approvers,
    ...(row.wakeAt && { wakeAt: row.wakeAt.toISOString() }),
    status: row.status,
  };
}

function subjectOf(row: Row): AccessRequest['subject'] {
  const { subjectAppId, subjectUserPrincipalName, subjectOwnedByRequester } = row;
  return {
    objectId: row.subjectObjectId,
    displayName: row.subjectName,
    type: row.subjectType,
    ...(subjectAppId !== null && { appId: subjectAppId }),
    ...(subjectUserPrincipalName !== null && { userPrincipalName: subjectUserPrincipalName }),
    ...(subjectOwnedByRequester !== null && { ownedByRequester: subjectOwnedByRequester }),
  };
}

function toHistoryRow(entry: HistoryEntry) {
  return {
    tenantId: entry.tenantId,
    requestId: entry.requestId,
    version: entry.version,
    at: new Date(entry.at),
    what: entry.what,
    byObjectId: entry.by?.objectId ?? null,
    byName: entry.by?.displayName ?? null,
    detail: entry.detail ?? null,
  } satisfies typeof accessHistory.$inferInsert;
}

function fromHistoryRow(row: typeof accessHistory.$inferSelect): HistoryEntry {
  return {
    tenantId: row.tenantId,
    requestId: row.requestId,
    version: row.version,
    at: row.at.toISOString(),
    what: row.what,
    ...(row.byObjectId === null ? {} : { by: { objectId: row.byObjectId, displayName: row.byName ?? '' } }),
    ...(row.detail === null ? {} : { detail: row.detail }),
  };
}
