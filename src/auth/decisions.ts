import { type AccessDependencies, approve, type Click, type Clicked, revokeAccess } from '../access/requests.ts';
import type { CallOptions } from '../tenant.ts';
import type { ApproverAzure } from './approver-azure.ts';
import { approveAs, type Decided, revokeAs } from './as-approver.ts';
import type { Decision } from './sign-in-links.ts';

/** Decides with the checks of every click: version, state, policy and, read from Azure now, the clicker's right. */
export function decideOn(
  click: Click,
  decision: Decision,
  access: AccessDependencies,
  options: CallOptions,
): Promise<Clicked> {
  if (decision.verb === 'revoke') return revokeAccess(click, decision.reason, access, options);
  const { less } = decision;
  return approve({ ...click, ...(less && { less }) }, access, options);
}

/** The same, and what follows in Azure is written as the approver. */
export function carryOut(
  { click, decision }: { click: Click; decision: Decision },
  azure: ApproverAzure,
  access: AccessDependencies,
  options: CallOptions,
): Promise<Decided> {
  const decide = () => decideOn(click, decision, access, options);
  const write = decision.verb === 'approve' ? approveAs : revokeAs;
  return write(azure, click, decide, access, options);
}

/**
 * What deciding would come to, without anything being changed: a refusal is final and in the history of the request;
 * undefined where it would be done.
 */
export async function rehearse(
  click: Click,
  decision: Decision,
  access: AccessDependencies,
  options: CallOptions,
): Promise<Clicked | undefined> {
  const { store } = access;
  let reached = false;
  const rehearsal: AccessDependencies['store'] = {
    ...store,
    async transition() {
      reached = true;
      return 'overtaken';
    },
    async recordRefusal(entry) {
      if (!reached) await store.recordRefusal(entry);
    },
  };
  const clicked = await decideOn(click, decision, { ...access, store: rehearsal }, options);
  return reached ? undefined : clicked;
}
