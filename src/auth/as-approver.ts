/** A decision that the approver's own identity carries out, in the click itself: nothing of the sign-in is kept. */
import type { AccessRequest } from '../access/access-request.ts';
import { failureOf, isTemporary, needsMfa } from '../access/assignment-failure.ts';
import { recordAssigned } from '../access/carry-out-grant.ts';
import { assignmentName, isOwnAssignment } from '../access/grants.ts';
import { type AccessDependencies, applyEvent, type Click, type Clicked } from '../access/requests.ts';
import { type CallOptions, TenantError } from '../tenant.ts';
import type { ApproverAzure, NeedsSignIn } from './approver-azure.ts';

/** `needs`: the decision stands as `clicked` says, and Azure wants a sign-in in a browser before it is carried out. */
export interface Decided {
  clicked: Clicked;
  needs?: NeedsSignIn;
}

/**
 * Decides and, if that was the last approval needed, writes the role assignment as the approver and stores its id. Where
 * Azure gives no answer the request stays approved: the grant job finds out whether it was written.
 */
export async function approveAs(
  azure: ApproverAzure,
  click: Click,
  decide: () => Promise<Clicked>,
  dependencies: AccessDependencies,
  options: CallOptions,
): Promise<Decided> {
  const clicked = await decide();
  if (clicked.outcome !== 'done' || clicked.request.status.state !== 'approved') return { clicked };
  const { request } = clicked;
  const { tenantId, id: requestId, instance, subject, role } = request;
  const fails = async (failure: ReturnType<typeof failureOf>) =>
    stands(request, await applyEvent(tenantId, requestId, { type: 'assignment-failed', failure }, dependencies, click));
  try {
    const written = await azure.createRoleAssignment(
      assignmentName(instance.id, subject.objectId, role.id),
      {
        scope: instance.id,
        roleId: role.id,
        principalId: subject.objectId,
        principalType: subject.type,
        description: `Requested through ADT Support (${requestId}), approved by ${click.by.objectId}.`,
      },
      options,
    );
    if ('needs' in written) return { clicked: await fails(needsMfa(request)), needs: written };
    // One of the bot's own name was written by an earlier click whose answer got lost.
    const own = isOwnAssignment(written.id, instance.id, subject.objectId, role.id);
    const assignment = { id: written.id, outcome: own ? 'created' : written.outcome } as const;
    const made = { assignment, ...(assignment.outcome === 'created' && { writtenBy: click.by.objectId }) };
    return { clicked: stands(request, await recordAssigned({ tenantId, requestId }, made, dependencies, click)) };
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    return { clicked: isTemporary(error) ? clicked : await fails(failureOf(error, request)) };
  }
}

/**
 * Ends the access and takes the role assignment away as the approver. Where that fails it stands and is shown as standing,
 * and the approver is asked again.
 */
export async function revokeAs(
  azure: ApproverAzure,
  click: Click,
  decide: () => Promise<Clicked>,
  dependencies: AccessDependencies,
  options: CallOptions,
): Promise<Decided> {
  const clicked = await decide();
  if (clicked.outcome !== 'done') return { clicked };
  const { tenantId, id, status } = clicked.request;
  if (status.state !== 'granted' || status.ending === undefined) return { clicked };
  try {
    const deleted = await azure.deleteRoleAssignment(status.assignment.id, options);
    if (deleted !== 'deleted') return { clicked, needs: deleted };
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    return { clicked };
  }
  const event = { type: 'revoked', writtenBy: click.by.objectId } as const;
  return { clicked: stands(clicked.request, await applyEvent(tenantId, id, event, dependencies, click)) };
}

function stands(before: AccessRequest, after: AccessRequest | undefined): Clicked {
  return { outcome: 'done', request: after ?? before };
}
