/** The work of a request, carried out. Every step may run twice: a process can die after its last line. */

import { evaluateAccess } from '../rbac/evaluate.ts';
import type { RoleAssignmentWrite } from '../rbac/model.ts';
import { tokenIds } from '../rbac/token-ids.ts';
import { TenantError } from '../tenant.ts';
import type { AccessRequest, Failure, Person } from './access-request.ts';
import { assignmentName, isOwnAssignment } from './grants.ts';
import { type AccessDependencies, applyEvent } from './requests.ts';
import { expectedActions } from './roles.ts';
import { removesItself } from './transitions/ending.ts';

export interface RequestRef {
  tenantId: string;
  requestId: string;
}

/** Work that was put off until a time, which has come. */
export interface TimedRef extends RequestRef {
  at: string;
}

/** Who can make this assignment, by name. Rejects with TenantError where Azure gives no answer. */
export type FindApprovers = (scope: string, write: RoleAssignmentWrite) => Promise<Person[]>;

export async function findApprovers(
  { tenantId, requestId }: RequestRef,
  find: FindApprovers,
  dependencies: AccessDependencies,
): Promise<void> {
  const request = await dependencies.store.get(tenantId, requestId);
  if (request?.status.state !== 'pending' || request.status.approversFound) return;
  const { instance, role, subject } = request;
  const write = { roleId: role.id, principalId: subject.objectId, principalType: subject.type };
  try {
    const approvers = await find(instance.id, write);
    await applyEvent(tenantId, requestId, { type: 'approvers-found', approvers }, dependencies);
  } catch (error) {
    if (!(error instanceof TenantError) || isTemporary(error)) throw error;
    await giveUpFindApprovers({ tenantId, requestId }, dependencies);
  }
}

/** Nobody is known by name. The request still goes to the approvals channel, and the requester gets the command. */
export async function giveUpFindApprovers(
  { tenantId, requestId }: RequestRef,
  dependencies: AccessDependencies,
): Promise<void> {
  await applyEvent(tenantId, requestId, { type: 'approvers-found', approvers: [] }, dependencies);
}

/**
 * Writes the role assignment. A temporary fault is thrown, so that the job is tried again; a final one fails the request
 * with a reason that a person can act on.
 */
export async function grant({ tenantId, requestId }: RequestRef, dependencies: AccessDependencies): Promise<void> {
  const { store, tenant } = dependencies;
  const request = await store.get(tenantId, requestId);
  if (request?.status.state !== 'approved') return;
  const { instance, subject, role } = request;
  const name = assignmentName(instance.id, subject.objectId, role.id);
  try {
    const { id, outcome } = await tenant.createRoleAssignment(name, {
      scope: instance.id,
      roleId: role.id,
      principalId: subject.objectId,
      principalType: subject.type,
      description: `Requested through ADT Support (${requestId}), approved by ${request.status.by.objectId}.`,
    });
    // One of the bot's own name was written by an earlier attempt whose answer got lost.
    const own = isOwnAssignment(id, instance.id, subject.objectId, role.id);
    const assignment = { id, outcome: own ? 'created' : outcome } as const;
    await applyEvent(tenantId, requestId, { type: 'assigned', assignment }, dependencies);
  } catch (error) {
    if (!(error instanceof TenantError) || isTemporary(error)) throw error;
    await applyEvent(
      tenantId,
      requestId,
      { type: 'assignment-failed', failure: failureOf(error, request) },
      dependencies,
    );
  }
}

/** The grant's attempts are used up. */
export async function giveUpGrant(
  { tenantId, requestId }: RequestRef,
  error: string,
  dependencies: AccessDependencies,
): Promise<void> {
  const failure = {
    code: 'gave-up',
    message: `Azure did not accept the role assignment, tried for half an hour: ${error}`,
  };
  await applyEvent(tenantId, requestId, { type: 'assignment-failed', failure }, dependencies);
}

/** Looks whether Azure's rules now let the subject do what the role is for. */
export async function verify({ tenantId, requestId, at }: TimedRef, dependencies: AccessDependencies): Promise<void> {
  const { store, tenant } = dependencies;
  const request = await store.get(tenantId, requestId);
  if (request?.status.state !== 'granted' || request.status.access !== 'checking') return;
  const { instance, subject, role } = request;
  const [assignments, definitions, denies] = await Promise.all([
    tenant.roleAssignmentsOf(subject.objectId, instance.id),
    tenant.roleDefinitions(instance.id, { having: [role.id] }),
    tenant.denyAssignmentsAt(instance.id),
  ]);
  const groups = denies.length === 0 ? [] : await tenant.groupsOf({ objectId: subject.objectId, type: subject.type });
  const principalIds = tokenIds(subject.objectId, assignments, groups);
  const effective = expectedActions(role.id).every(
    (action) =>
      evaluateAccess({ action, plane: 'data', scope: instance.id, principalIds }, { assignments, definitions, denies })
        .access === 'allow',
  );
  await applyEvent(tenantId, requestId, { type: 'access-checked', effective }, notBefore(at, dependencies));
}

/** Azure did not say whether it works, which for the requester comes to the same as not yet. */
export async function giveUpVerify(
  { tenantId, requestId, at }: TimedRef,
  dependencies: AccessDependencies,
): Promise<void> {
  const event = { type: 'access-checked', effective: false } as const;
  await applyEvent(tenantId, requestId, event, notBefore(at, dependencies));
}

/** A time that the request was waiting for has come: it lapses, expires, or waits on. */
export async function wake({ tenantId, requestId, at }: TimedRef, dependencies: AccessDependencies): Promise<void> {
  await applyEvent(tenantId, requestId, { type: 'wake' }, notBefore(at, dependencies));
}

/**
 * The queue goes by the database's clock. Where this machine's is behind it, the queue's counts: else what has come there
 * and not yet here would be put back and fetched again without a pause.
 */
function notBefore(at: string, dependencies: AccessDependencies): AccessDependencies {
  const { now } = dependencies;
  return { ...dependencies, now: () => new Date(Math.max(now().getTime(), Date.parse(at))) };
}

/** Takes away exactly the assignment this bot made. Only ever asked for once the access is to end. */
export async function revoke({ tenantId, requestId }: RequestRef, dependencies: AccessDependencies): Promise<void> {
  const { store, tenant } = dependencies;
  const request = await store.get(tenantId, requestId);
  if (request?.status.state !== 'granted') return;
  const { assignment, ending } = request.status;
  if (ending === undefined || !removesItself(request, request.status)) return;
  await tenant.deleteRoleAssignment(assignment.id);
  await applyEvent(tenantId, requestId, { type: 'revoked' }, dependencies);
}

/** Worth another attempt. Azure may not know a new principal in every region yet. */
function isTemporary({ code, azureCode }: TenantError): boolean {
  if (azureCode === 'PrincipalNotFound') return true;
  return ['throttled', 'unavailable', 'timeout', 'cancelled', 'unauthenticated', 'bad-answer'].includes(code);
}

function failureOf(error: TenantError, { instance, role }: AccessRequest): Failure {
  const code = error.azureCode ?? error.code;
  switch (code) {
    case 'AuthorizationFailed':
      return {
        code,
        message: `The bot may not assign ${role.name} on ${instance.name}. An Owner can give it the role Role Based Access Control Administrator there, or run the command instead; then approve again.`,
      };
    case 'RoleAssignmentLimitExceeded':
      return {
        code,
        message:
          'The subscription has reached its limit of role assignments. Remove some that are no longer used, then approve again.',
      };
    default:
      return { code, message: `${error.message} Mend this and approve again, or run the command instead.` };
  }
}
