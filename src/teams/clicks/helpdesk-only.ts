import type { Actor } from '../../triage/case.ts';
import type { TriageClick } from '../../triage/cases.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import type { CardClick } from '../activity.ts';
import { type ClickAnswer, say } from './answer.ts';
import { placeOf } from './on-request.ts';

/** Who clicked, proven at this click. Where it could not be proven nothing is done, and the answer says why. */
export async function actorOf(
  { conversation, from }: Pick<CardClick, 'conversation' | 'from'>,
  helpdesk: Helpdesk,
): Promise<{ actor: Actor } | { unproven: ClickAnswer }> {
  const membership = await helpdesk.isMember(conversation.tenantId, from.objectId);
  if (membership.of === 'unknown') return { unproven: unproven(membership.why) };
  const { objectId, displayName } = from;
  return { actor: { objectId, displayName, helpdesk: membership.of === 'yes' } };
}

export function unproven(why: string): ClickAnswer {
  return say(`I could not look up whether you belong to the helpdesk, so nothing was changed: ${why}`);
}

export const helpdeskOnly = say('Only the helpdesk can see this: the members of the team whose channel it uses.');

/** Answers with this where whoever clicked proves to be of the helpdesk. */
export async function forHelpdesk(
  click: Pick<CardClick, 'conversation' | 'from'>,
  helpdesk: Helpdesk,
  answer: () => Promise<ClickAnswer>,
): Promise<ClickAnswer> {
  const proven = await actorOf(click, helpdesk);
  if ('unproven' in proven) return proven.unproven;
  return proven.actor.helpdesk ? answer() : helpdeskOnly;
}

/** A click on a case or an incident, as it is recorded. */
export function clickOf(
  { conversation, from }: Pick<CardClick, 'conversation' | 'from'>,
  target: { id: string; version: number },
): TriageClick {
  return { ...target, tenantId: conversation.tenantId, by: from, from: placeOf(conversation) };
}
