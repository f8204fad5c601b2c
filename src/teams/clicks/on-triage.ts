import { z } from 'zod/v4';
import type { AdaptiveCard } from '../../cards/card.ts';
import { goneCard } from '../../cards/gone-card.ts';
import type { Actor, Case, CaseEvent } from '../../triage/case.ts';
import type { TriageClick, TriageClicked } from '../../triage/cases.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import type { Incident, IncidentEvent } from '../../triage/incident.ts';
import type { CardClick } from '../activity.ts';
import { type ClickAnswer, say, unreadable } from './answer.ts';
import { id, version } from './fields.ts';
import { actorOf, clickOf } from './helpdesk-only.ts';

/** What is done to a case, or to an incident, and how it is shown. */
export interface OnTriage<T extends Case | Incident, E extends CaseEvent | IncidentEvent> {
  kind: 'case' | 'incident';
  helpdesk: Helpdesk;
  apply(click: TriageClick, event: E): Promise<TriageClicked<T>>;
  /** Whoever has no business with it is shown nothing of it. */
  isParty(subject: T, actor: Actor): boolean;
  draw(subject: T, actor: Actor): AdaptiveCard | Promise<AdaptiveCard>;
}

/**
 * Does what a click asks for, once it is proven who clicked, and answers with how it stands then.
 * @param refused another answer than the refusal's words or the newest card, where there is one
 */
export type ActOn<T extends Case | Incident, E> = (
  click: CardClick,
  eventBy: (by: Actor) => E | ClickAnswer | Promise<E | ClickAnswer>,
  refused?: (refusal: Refusal<T>) => ClickAnswer | undefined,
) => Promise<ClickAnswer>;

type Refusal<T> = Extract<TriageClicked<T>, { outcome: 'refused' }>;

export function createOnTriage<T extends Case | Incident, E extends CaseEvent | IncidentEvent>({
  kind,
  helpdesk,
  apply,
  isParty,
  draw,
}: OnTriage<T, E>): ActOn<T, E> {
  return async function act(click, eventBy, refused) {
    const target = z.object({ id, version }).safeParse(click.data).data;
    if (target === undefined) return unreadable;
    const proven = await actorOf(click, helpdesk);
    if ('unproven' in proven) return proven.unproven;
    const event = await eventBy(proven.actor);
    if ('kind' in event) return event;
    const clicked = await apply(clickOf(click, target), event);
    if (clicked.outcome === 'gone') return { kind: 'card', card: goneCard(kind) };
    const { subject } = clicked;
    const stale = clicked.outcome === 'refused' && clicked.reason === 'stale-card';
    if (stale && !isParty(subject, proven.actor)) return notParty;
    const other = clicked.outcome === 'refused' ? refused?.(clicked) : undefined;
    if (other !== undefined) return other;
    if (clicked.outcome === 'refused' && !stale) return say(clicked.message);
    return { kind: 'card', card: await draw(subject, proven.actor), shownAnyway: true };
  };
}

/** A newer card would not be for him either. */
const notParty = say('Only the helpdesk can do that: the members of the team whose channel it uses.');
