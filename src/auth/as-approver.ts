/** A decision that the approver's own identity carries out, in the click itself: nothing of the sign-in is kept. */
import type { AccessEvent, AccessRequest, Failure } from '../access/access-request.ts';
import { failureOf, isTemporary, needsMfa, removalFailureOf } from '../access/assignment-failure.ts';
import { recordAssigned } from '../access/carry-out-grant.ts';
import { type AccessDependencies, applyEvent, type Click, type Clicked } from '../access/requests.ts';
import { type CallOptions, TenantError } from '../tenant.ts';
import type { ApproverAzure, NeedsSignIn } from './approver-azure.ts';
import { takeRole, writeRole } from './write-role.ts';

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
  const { tenantId, id: requestId } = request;
  const fails = async (failure: Failure) =>
    stands(request, await applyEvent(tenantId, requestId, { type: 'assignment-failed', failure }, dependencies, click));
  try {
    const written = await writeRole(azure, request, click.by, dependencies, options);
    if (written === 'under-way') return { clicked };
    if ('needs' in written) return { clicked: await fails(needsMfa(request)), needs: written };
    if ('failure' in written) return { clicked: await fails(written.failure) };
    const { assignment } = written;
    const made = { assignment, ...(assignment.outcome === 'created' && { writtenBy: click.by.objectId }) };
    return { clicked: stands(request, await recordAssigned({ tenantId, requestId }, made, dependencies, click)) };
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    return { clicked: isTemporary(error) ? clicked : await fails(failureOf(error, request)) };
  }
}

/**
 * Ends the access and takes the role away as the approver. Where that fails it stands and is shown as standing, with what
 * is in the way, and the approver is asked again.
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
  const { request } = clicked;
  const { tenantId, id, status } = request;
  if (status.state !== 'granted' || status.ending === undefined) return { clicked };
  const happens = async (event: AccessEvent) =>
    stands(request, await applyEvent(tenantId, id, event, dependencies, click));
  try {
    const taken = await takeRole(azure, request, click, options);
    if (taken === 'under-way') return { clicked };
    if (taken !== 'gone') return { clicked, needs: taken };
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    if (isTemporary(error)) return { clicked };
    const failure = removalFailureOf(error, request);
    return { clicked: await happens({ type: 'removal-failed', failure }) };
  }
  return { clicked: await happens({ type: 'revoked', writtenBy: click.by.objectId }) };
}

function stands(before: AccessRequest, after: AccessRequest | undefined): Clicked {
  return { outcome: 'done', request: after ?? before };
}
