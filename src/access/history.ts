import type { AccessEvent, AccessRequest, Person } from './access-request.ts';
import type { HistoryEntry, Place } from './store.ts';

/** Who did something, from where, and in the course of what. */
export interface Doing {
  by?: Person;
  from: Place;
  correlationId: string;
}

/** The bot's own step. */
export function byTheBot({ correlationId }: AccessRequest): Doing {
  return { from: { kind: 'job' }, correlationId };
}

export function entryOf(
  { tenantId, id, version }: Pick<AccessRequest, 'tenantId' | 'id' | 'version'>,
  what: HistoryEntry['what'],
  at: Date,
  { by, from, correlationId }: Doing,
  more: { detail?: string | undefined; writtenBy?: string | undefined } = {},
): HistoryEntry {
  const { detail, writtenBy } = more;
  return {
    tenantId,
    requestId: id,
    version,
    at: at.toISOString(),
    what,
    ...(by && { by: { objectId: by.objectId, displayName: by.displayName } }),
    ...(writtenBy !== undefined && { writtenBy }),
    from,
    correlationId,
    ...(detail !== undefined && { detail }),
  };
}

/** What the history keeps of an event besides its type: of what a person wrote, what was made of it. */
export function tracesOf(event: AccessEvent, after: AccessRequest): { detail?: string; writtenBy?: string } {
  switch (event.type) {
    case 'approve':
      return { detail: `${given(after)}${countsNoMore(event.lost ?? [])}` };
    case 'deny':
      return after.status.state === 'denied' ? { detail: after.status.reason } : {};
    case 'assigned':
      return {
        detail: `${event.assignment.outcome} ${event.assignment.id}`,
        ...(event.writtenBy !== undefined && { writtenBy: event.writtenBy }),
      };
    case 'assignment-failed':
    case 'removal-failed':
      return { detail: event.failure.code };
    case 'access-checked':
      return { detail: event.effective ? 'effective' : 'not yet' };
    case 'revoke': {
      const reason = after.status.state === 'granted' ? after.status.ending?.reason : undefined;
      return reason === undefined ? {} : { detail: reason };
    }
    case 'revoked':
      return event.writtenBy === undefined ? {} : { writtenBy: event.writtenBy };
    case 'changed-outside':
      return { detail: event.what };
    case 'extended':
      return { detail: `by request ${event.requestId}` };
    default:
      return {};
  }
}

/** What an approval was of, which may be less than what was asked. */
function given({ role, durationMinutes, status }: AccessRequest): string {
  const grant = status.state === 'pending' && status.firstApproval ? status.firstApproval : { role, durationMinutes };
  const time = grant.durationMinutes === null ? 'permanent' : `${grant.durationMinutes} minutes`;
  return `${status.state === 'approved' ? '' : 'first of two, '}${grant.role.name}, ${time}`;
}

/** Whose earlier approval was found to count no more. */
function countsNoMore(lost: readonly Person[]): string {
  if (lost.length === 0) return '';
  const whose = lost.map(({ displayName, objectId }) => `${displayName} (${objectId})`);
  return `; no longer counts: the approval of ${whose.join(' and of ')}`;
}
