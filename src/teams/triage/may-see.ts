import { rightToApprove } from '../../access/right-to-approve.ts';
import { leastRoleFor } from '../../access/roles.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { DiagnosisRecord } from '../../diagnosis/record.ts';
import type { Tenant } from '../../tenant.ts';
import type { Case } from '../../triage/case.ts';
import type { Sender } from '../activity.ts';
import { sameId } from '../same-id.ts';
import { subjectTypes } from '../subject-of.ts';

/** Whether somebody may see the whole of a diagnosis, and if not, why. A right that could not be read is no right. */
export type MaySee = (
  record: DiagnosisRecord,
  person: Sender,
  one: Pick<Case, 'assignee'> | undefined,
) => Promise<{ may: true } | { may: false; why: string }>;

const ASK_WITHIN_MS = 4_000;

/** The person who asked, whoever has taken the case, and those who could approve what is missing. */
export function createMaySee(tenant: Tenant): MaySee {
  return async function maySee({ askedBy, writtenBy, diagnosis }, person, one) {
    const is = (other: { objectId: string } | undefined) =>
      other !== undefined && sameId(other.objectId, person.objectId);
    // What somebody else has asked about him is his to see; what was asked about others because of him is not.
    if (is(askedBy) || (is(writtenBy) && is(diagnosis?.principal)) || is(one?.assignee)) return { may: true };
    const { right, ...not } =
      diagnosis === undefined ? ({ right: 'no' } as const) : await mayApprove(diagnosis, person);
    if (right === 'yes') return { may: true };
    return {
      may: false,
      why:
        'reason' in not
          ? `I could not look up whether you could approve it, so I show nothing: ${not.reason}`
          : REFUSAL,
    };
  };

  async function mayApprove({ instance, principal, proposal }: Diagnosis, person: Sender) {
    // Where the diagnosis found nothing to ask for, approvers are those who could give the least there is.
    const roleId = proposal?.roleId ?? leastRoleFor('read')?.id;
    if (instance === undefined || principal === undefined || roleId === undefined) return { right: 'no' } as const;
    const wanted = {
      instance,
      role: { id: roleId },
      subject: { objectId: principal.objectId, type: subjectTypes[principal.kind] },
    };
    return rightToApprove(wanted, person, tenant, { signal: AbortSignal.timeout(ASK_WITHIN_MS) });
  }
}

const REFUSAL =
  'Only the person who reported it, whoever has taken the case, and those who can approve access may see the details.';
