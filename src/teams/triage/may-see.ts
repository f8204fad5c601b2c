import type { DiagnosisRecord } from '../../diagnosis/record.ts';
import type { Tenant } from '../../tenant.ts';
import type { Case } from '../../triage/case.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import type { Sender } from '../activity.ts';
import { askedAs } from '../asked-as.ts';
import { sameId } from '../same-id.ts';
import { createMayApprove } from './may-approve.ts';
import { createMayStillSee } from './may-still-see.ts';

/** Whether somebody may see the whole of a diagnosis, and if not, why. A right that could not be read is no right. */
export type MaySee = (
  record: DiagnosisRecord,
  person: Sender,
  one: Pick<Case, 'assignee'> | undefined,
) => Promise<{ may: true } | { may: false; why: string }>;

/**
 * Whom it is about, where he has asked or written; who has asked, as long as it is his to go on with and he may see that
 * access; whoever has taken the case, as long as he is of the helpdesk; and those who could approve what is missing.
 */
export function createMaySee({ tenant, helpdesk }: { tenant: Tenant; helpdesk: Helpdesk }): MaySee {
  const mayApprove = createMayApprove(tenant);
  const mayStillSee = createMayStillSee({ tenant, helpdesk });

  return async function maySee(record, person, one) {
    const { askedBy, writtenBy, diagnosis } = record;
    const is = (other: { objectId: string } | undefined) =>
      other !== undefined && sameId(other.objectId, person.objectId);
    // What somebody else has asked about him is his to see; what was asked about others because of him is not.
    if ((is(askedBy) || is(writtenBy)) && is(diagnosis?.principal)) return { may: true };
    const hasAsked = is(askedBy) && 'record' in askedAs(record, person, one);
    const [asking, having, approving] = await Promise.all([
      hasAsked ? mayStillSee(record, person) : NO,
      is(one?.assignee) ? helpdesk.isMember(record.tenantId, person.objectId) : NOT_OF_IT,
      mayApprove(diagnosis, person),
    ]);
    if (asking.right === 'yes' || having.of === 'yes' || approving.right === 'yes') return { may: true };
    if ('reason' in asking) return { may: false, why: unread('may see it', asking.reason) };
    if ('why' in having) return { may: false, why: unread('belong to the helpdesk', having.why) };
    if ('reason' in approving) return { may: false, why: unread('could approve it', approving.reason) };
    if (asking.right === 'less') return { may: false, why: LESS };
    return { may: false, why: hasAsked ? NO_LONGER : REFUSAL };
  };
}

const NO = { right: 'no' } as const;
const NOT_OF_IT = { of: 'no' } as const;

function unread(what: string, reason: string): string {
  return `I could not look up whether you ${what}, so I show nothing: ${reason}`;
}

const REFUSAL =
  'Only the person who reported it, whoever has taken the case, and those who can approve access may see the details.';
const NO_LONGER =
  'You may no longer see this access in Azure, so I do not show it. Whoever may read role assignments there can ask me.';
const LESS =
  'You may see less of this access in Azure than when I looked, so I do not show it. Ask me about it anew: I show what you may see now.';
