import { createHash } from 'node:crypto';
import type { AccessRequest } from './access-request.ts';

/** Namespace of the names below (RFC 9562 §5.5): a random UUID, fixed for good, because other names follow from it. */
const NAMESPACE = Buffer.from('22cd5c3098b1491e81e6a5e9861c2ce9', 'hex');

/**
 * The name of the role assignment that gives `roleId` to `principalId` at `scope`: a version 5 UUID over the three in
 * lower case. The same grant always has the same name, so that writing it twice makes one assignment.
 */
export function assignmentName(scope: string, principalId: string, roleId: string): string {
  return nameFrom(`${scope}|${principalId}|${roleId}`);
}

function nameFrom(text: string): string {
  const name = text.toLowerCase();
  const hash = createHash('sha1').update(NAMESPACE).update(name, 'utf8').digest().subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/**
 * Whether a role assignment bears the name this bot would give it. Where a write was carried out and its answer lost, the
 * next one finds the assignment there; its name tells that it is the bot's own and not one to leave alone.
 */
export function isOwnAssignment(assignmentId: string, scope: string, principalId: string, roleId: string): boolean {
  return assignmentId.toLowerCase().endsWith(`/roleassignments/${assignmentName(scope, principalId, roleId)}`);
}

/** Azure takes the name of a schedule request once; after so many that came to nothing a person has to look. */
const SCHEDULE_REQUESTS = 4;

/**
 * Names for the requests that have Azure schedule what an access request is about, to be used one after the other: each
 * request of ours has its own, so that what it has left in Azure is known for its own again.
 */
export function scheduleNames({ id, instance, subject, role }: AccessRequest): string[] {
  const grant = `${instance.id}|${subject.objectId}|${role.id}|${id}`;
  return Array.from({ length: SCHEDULE_REQUESTS }, (_, index) => nameFrom(`${grant}|schedule ${index + 1}`));
}

/** The name of the request that ends it before its time. `occasion`: what asks for it; the same is asked for once. */
export function scheduleEndName({ id }: AccessRequest, occasion: string): string {
  return nameFrom(`${id}|end|${occasion}`);
}

/** The full id of the assignment under the bot's own name. */
export function assignmentId(scope: string, principalId: string, roleId: string): string {
  return `${scope}/providers/Microsoft.Authorization/roleAssignments/${assignmentName(scope, principalId, roleId)}`;
}
