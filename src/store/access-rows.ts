/** Access requests and their history as rows of their tables. */
import type { AccessRequest } from '../access/access-request.ts';
import type { AuditEvent, HistoryEntry, Place } from '../access/store.ts';
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
  const { from } = entry;
  return {
    tenantId: entry.tenantId,
    requestId: entry.requestId,
    version: entry.version,
    at: new Date(entry.at),
    what: entry.what,
    byObjectId: entry.by?.objectId ?? null,
    byName: entry.by?.displayName ?? null,
    writtenBy: entry.writtenBy ?? null,
    fromKind: from.kind,
    fromConversationId: 'conversationId' in from ? from.conversationId : null,
    correlationId: entry.correlationId,
    detail: entry.detail ?? null,
  } satisfies typeof accessHistory.$inferInsert;
}

export function fromHistoryRow(row: HistoryRow): HistoryEntry {
  return {
    tenantId: row.tenantId,
    requestId: row.requestId,
    version: row.version,
    at: row.at.toISOString(),
    what: row.what,
    ...(row.byObjectId === null ? {} : { by: { objectId: row.byObjectId, displayName: row.byName ?? '' } }),
    ...(row.writtenBy === null ? {} : { writtenBy: row.writtenBy }),
    from: placeOf(row),
    correlationId: row.correlationId,
    ...(row.detail === null ? {} : { detail: row.detail }),
  };
}

export function toAuditEvent(entry: HistoryRow, request: RequestRow | null): AuditEvent {
  if (request === null) return fromHistoryRow(entry);
  const { requester, subject, instance, role, durationMinutes } = fromRow(request);
  return { ...fromHistoryRow(entry), about: { requester, subject, instance, role, durationMinutes } };
}

function placeOf({ fromKind, fromConversationId }: HistoryRow): Place {
  if (fromKind === 'job' || fromKind === 'cli') return { kind: fromKind };
  return { kind: fromKind, conversationId: fromConversationId ?? '' };
}
