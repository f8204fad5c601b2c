import type { DiagnosisRecord } from '../../diagnosis/record.ts';
import type { Tenant } from '../../tenant.ts';
import type { Case } from '../../triage/case.ts';
import type { Sender } from '../activity.ts';
import { sameId } from '../same-id.ts';
import { createMayApprove } from './may-approve.ts';

/** Whether somebody may see the whole of a diagnosis, and if not, why. A right that could not be read is no right. */
export type MaySee = (
  record: DiagnosisRecord,
  person: Sender,
  one: Pick<Case, 'assignee'> | undefined,
) => Promise<{ may: true } | { may: false; why: string }>;

/**
 * The person who asked, whoever has taken the case, and those who could approve what is missing. Who asked because of another's
 * message is let in until somebody else has the case.
 */
export function createMaySee(tenant: Tenant): MaySee {
  const mayApprove = createMayApprove(tenant);
  return async function maySee({ askedBy, writtenBy, diagnosis }, person, one) {
    const is = (other: { objectId: string } | undefined) =>
      other !== undefined && sameId(other.objectId, person.objectId);
    // What somebody else has asked about him is his to see; what was asked about others because of him is not.
    const aboutHim = (is(askedBy) || is(writtenBy)) && is(diagnosis?.principal);
    const asked = is(askedBy) && (is(writtenBy ?? askedBy) || one?.assignee === undefined);
    if (aboutHim || asked || is(one?.assignee)) return { may: true };
    const { right, ...not } = await mayApprove(diagnosis, person);
    if (right === 'yes') return { may: true };
    return {
      may: false,
      why:
        'reason' in not
          ? `I could not look up whether you could approve it, so I show nothing: ${not.reason}`
          : REFUSAL,
    };
  };
}

const REFUSAL =
  'Only the person who reported it, whoever has taken the case, and those who can approve access may see the details.';
