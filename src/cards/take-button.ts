import type { Case } from '../triage/case.ts';
import type { Incident } from '../triage/incident.ts';
import { button } from './button.ts';
import type { Execute } from './card.ts';
import { triageVerbs } from './verbs.ts';

/** Of what somebody has already it is taken over. */
export function takeButton(subject: Case | Incident): Execute {
  const verb = 'trait' in subject ? triageVerbs.claimIncident : triageVerbs.claimCase;
  return subject.assignee === undefined
    ? button('Take it', verb, subject, { style: 'positive' })
    : button('Take over', verb, subject);
}
