/** What it means for a person that Azure did not take a role assignment (Azure RBAC docs, "Troubleshoot Azure RBAC"). */
import { RBAC_ADMINISTRATOR } from '../rbac/roles.ts';
import type { TenantError } from '../tenant.ts';
import type { AccessRequest, Failure } from './access-request.ts';
import { botRoleCommand, removeCommand, removeCommandFor } from './commands.ts';
import { assignmentId } from './grants.ts';

/** Worth another attempt. Azure may not know a new principal in every region yet. */
export function isTemporary(error: TenantError): boolean {
  const { code, azureCode } = error;
  if (azureCode === 'PrincipalNotFound') return true;
  if (asksForMfa(error)) return false;
  return ['throttled', 'unavailable', 'timeout', 'cancelled', 'unauthenticated', 'bad-answer'].includes(code);
}

/** A sign-in that was refused because Azure wants more of it. */
function asksForMfa({ azureCode }: TenantError): boolean {
  return azureCode === 'insufficient_claims';
}

/** What happened and what to do next. `botObjectId`: the bot's own identity, where it is known. */
export function failureOf(error: TenantError, request: AccessRequest, botObjectId?: string): Failure {
  if (asksForMfa(error)) return needsMfa(request);
  const { instance, role, subject } = request;
  const code = error.azureCode ?? error.code;
  switch (code) {
    case 'AuthorizationFailed':
    case 'LinkedAuthorizationFailed':
      return request.writer === 'bot' ? botLacksRight(request, code, botObjectId) : approverLacksRight(request, code);
    case 'PrincipalNotFound':
    case 'SubjectNotFound':
      return {
        code,
        message: `The directory does not know ${subject.displayName} yet, or no longer. A new identity can take some minutes: approve again then. If it was deleted, withdraw the request.`,
      };
    case 'RoleAssignmentLimitExceeded':
      return {
        code,
        message:
          'The subscription has reached its limit of role assignments. Remove some that are no longer used, then approve again.',
      };
    case 'ScopeLocked':
      return {
        code,
        message: `A lock on ${instance.name}, its resource group or its subscription forbids the change. An Owner can remove the lock; then approve again.`,
        command: `az lock list --resource "${instance.id}" --output table`,
      };
    case 'PendingRoleAssignmentRequest':
      return {
        code,
        message: `Another request for the same role waits in Privileged Identity Management. Once it is decided or cancelled there, approve again.`,
      };
    case 'RoleAssignmentUpdateNotPermitted':
      return {
        code,
        message: `An assignment of the same name is there with other properties, and Azure does not change it. Remove it, then approve again.`,
        command: removeCommand(assignmentId(instance.id, subject.objectId, role.id)),
      };
    case 'UnmatchedPrincipalType':
      return {
        code,
        message: `${subject.displayName} is not what it was taken for: Azure knows this identity under another type. Withdraw the request and ask again from a new diagnosis.`,
      };
    case 'RequestDisallowedByPolicy':
      return {
        code,
        message: `An Azure Policy forbids this role assignment on ${instance.name}. Whoever manages the policy can exempt it; then approve again.`,
      };
    case 'DenyAssignmentAuthorizationFailed':
      return {
        code,
        message: `A deny assignment forbids role assignments on ${instance.name}. Only what made it can lift it, such as the deployment stack or managed application.`,
      };
    default:
      return { code, message: `${error.message} Mend this and approve again, or run the command instead.` };
  }
}

/** Nothing of the challenge is kept: what Azure wants is asked of it again by the next attempt. */
export function needsMfa({ writer, instance }: AccessRequest): Failure {
  const message =
    writer === 'bot'
      ? `Azure demands multifactor authentication of the bot’s own identity, which has none to give. A policy on ${instance.name} has to exempt it; then approve again.`
      : 'Azure demands multifactor authentication for this change. Approve again and sign in as asked, or run the command instead.';
  return { code: 'needs-mfa', message };
}

/** With the approver's identity the bot has nothing to try again with. */
export function approveAgain({ instance }: AccessRequest): Failure {
  return {
    code: 'approve-again',
    message: `The role is not on ${instance.name}: the approval was interrupted before Azure had made the assignment. Approve again.`,
  };
}

/** The attempts are used up. `error`: the last one's. */
export function gaveUp(error: string): Failure {
  return {
    code: 'gave-up',
    message: `Azure did not accept the role assignment, tried for half an hour: ${error} Approve again later, or run the command instead.`,
  };
}

/** The same for taking an assignment away. */
export function removalFailureOf(error: TenantError, request: AccessRequest, botObjectId?: string): Failure {
  const { instance, role } = request;
  const code = asksForMfa(error) ? 'needs-mfa' : (error.azureCode ?? error.code);
  if (request.writer === 'approver') return { code, message: notTakenAway(code), command: removeCommandFor(request) };
  if (code === 'AuthorizationFailed') {
    const lacks = botLacksRight(request, code, botObjectId);
    return {
      ...lacks,
      message: `The bot may not take ${role.name} on ${instance.name} away. It needs the role ${RBAC_ADMINISTRATOR.name} there, limited to the two data roles. An Owner can run the command.`,
    };
  }
  const why = code === 'ScopeLocked' ? 'A lock forbids it.' : 'Azure refused it.';
  return {
    code,
    message: `The role could not be taken away. ${why} Mend this, and I take it away within the hour; or run the command.`,
    command: removeCommandFor(request),
  };
}

/** Whoever clicked reads this, and has the button still. */
function notTakenAway(code: string): string {
  switch (code) {
    case 'ActiveDurationTooShort':
      return 'Azure keeps a role that it has scheduled for at least five minutes. Revoke it again then.';
    case 'AuthorizationFailed':
      return 'Azure does not let you take this role away. Somebody else who can assign roles there has to.';
    case 'ScopeLocked':
      return 'The role could not be taken away: a lock forbids it. An Owner can remove the lock; then revoke it again.';
    default:
      return `The role could not be taken away: Azure answered ${code}. Mend this and revoke it again, or run the command.`;
  }
}

function botLacksRight({ instance, role }: AccessRequest, code: string, botObjectId: string | undefined): Failure {
  return {
    code,
    message: `The bot may not assign ${role.name} on ${instance.name}. It needs the role ${RBAC_ADMINISTRATOR.name} there, limited to the two data roles. An Owner can run the command; then approve again.`,
    command: botRoleCommand(instance.id, botObjectId),
  };
}

function approverLacksRight({ instance, role, status }: AccessRequest, code: string): Failure {
  const who = 'by' in status ? status.by.displayName : 'The approver';
  return {
    code,
    message: `Azure does not let ${who} assign ${role.name} on ${instance.name}: the role that allowed it is gone, or its condition excludes this. Somebody else who can assign roles there has to approve again.`,
  };
}
