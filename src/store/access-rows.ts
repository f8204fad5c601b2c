/** Access requests and their history as rows of their tables. */
import type { AccessRequest } from '../access/access-request.ts';
import type { AuditEvent, HistoryEntry } from '../access/store.ts';
import { fromHappenedRow, toHappenedRow } from './history-rows.ts';
import type { accessHistory, accessRequest } from './schema.ts';

export type RequestRow = typeof accessRequest.$inferSelect;
export type HistoryRow = typeof accessHistory.$inferSelect;

export function toRow(request: AccessRequest) {
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
    subjectManagedIdentity: request.subject.managedIdentity ?? null,
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

export function fromRow(row: RequestRow): AccessRequest {
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

function subjectOf(row: RequestRow): AccessRequest['subject'] {
  const { subjectAppId, subjectUserPrincipalName, subjectOwnedByRequester } = row;
  return {
    objectId: row.subjectObjectId,
    displayName: row.subjectName,
    type: row.subjectType,
    ...(subjectAppId !== null && { appId: subjectAppId }),
    ...(subjectUserPrincipalName !== null && { userPrincipalName: subjectUserPrincipalName }),
    ...(row.subjectManagedIdentity === true && { managedIdentity: true as const }),
    ...(subjectOwnedByRequester !== null && { ownedByRequester: subjectOwnedByRequester }),
  };
}

export function toHistoryRow(entry: HistoryEntry) {
  const { tenantId, requestId, what, writtenBy = null } = entry;
  return { tenantId, requestId, what, writtenBy, ...toHappenedRow(entry) } satisfies typeof accessHistory.$inferInsert;
}

export function fromHistoryRow(row: HistoryRow): HistoryEntry {
  const { tenantId, requestId, what, writtenBy } = row;
  return { tenantId, requestId, what, ...(writtenBy !== null && { writtenBy }), ...fromHappenedRow(row) };
}

export function toAuditEvent(entry: HistoryRow, request: RequestRow | null): AuditEvent {
  if (request === null) return fromHistoryRow(entry);
  const { requester, subject, instance, role, durationMinutes } = fromRow(request);
  return { ...fromHistoryRow(entry), about: { requester, subject, instance, role, durationMinutes } };
}
