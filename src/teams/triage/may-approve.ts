import type { Right } from '../../access/judge-rights.ts';
import { rightToApprove } from '../../access/right-to-approve.ts';
import { leastRoleFor } from '../../access/roles.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import { principalTypes } from '../../diagnosis/principal-types.ts';
import type { Tenant } from '../../tenant.ts';
import type { Sender } from '../activity.ts';

/** Whether somebody could approve what a diagnosis found missing. Where there is none, nobody could. */
export type MayApprove = (diagnosis: Diagnosis | undefined, person: Sender) => Promise<Right>;

const ASK_WITHIN_MS = 4_000;

export function createMayApprove(tenant: Tenant): MayApprove {
  return async function mayApprove(diagnosis, person) {
    const { instance, principal, proposal } = diagnosis ?? {};
    // Where the diagnosis found nothing to ask for, approvers are those who could give the least there is.
    const roleId = proposal?.roleId ?? leastRoleFor('read')?.id;
    if (instance === undefined || principal === undefined || roleId === undefined) return { right: 'no' };
    const wanted = {
      instance,
      role: { id: roleId },
      subject: { objectId: principal.objectId, type: principalTypes[principal.kind] },
    };
    return rightToApprove(wanted, person, tenant, { signal: AbortSignal.timeout(ASK_WITHIN_MS) });
  };
}
