import type { AdaptiveCard } from '../cards/card.ts';
import { handedOverCard, pointedOutCard } from '../cards/handed-over-card.ts';
import type { Case } from '../triage/case.ts';
import { sameId } from './same-id.ts';

/**
 * What the message of a diagnosis in somebody's own chat shows once it is with the helpdesk. Who did not report it is offered
 * nothing that is the reporter's.
 * @param whose object id of whoever reads it there; one that is not known is nobody's
 */
export function caseInOwnChat(one: Case, diagnosisId: string, whose = ''): AdaptiveCard {
  return sameId(one.reporter.objectId, whose) ? handedOverCard(one) : pointedOutCard(one, diagnosisId);
}
