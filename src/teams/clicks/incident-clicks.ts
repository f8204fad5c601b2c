import { z } from 'zod/v4';
import { goneCard } from '../../cards/gone-card.ts';
import { incidentCard } from '../../cards/incident-card.ts';
import { CASES_A_PAGE, incidentCasesCard } from '../../cards/triage-card.ts';
import type { Actor } from '../../triage/case.ts';
import { clickOnIncident, type TriageDependencies } from '../../triage/cases.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import type { Incident, IncidentEvent } from '../../triage/incident.ts';
import type { CardClick } from '../activity.ts';
import { type ClickAnswer, type ClickHandler, say, unreadable } from './answer.ts';
import { id, text, version } from './fields.ts';
import { actorOf, clickOf, helpdeskOnly } from './helpdesk-only.ts';

export interface IncidentClicksDependencies {
  triage: TriageDependencies;
  helpdesk: Helpdesk;
}

/** What the helpdesk does to an incident. */
export function createIncidentClicks({
  triage,
  helpdesk,
}: IncidentClicksDependencies): Record<'claim' | 'resolve' | 'reopen' | 'cases' | 'show', ClickHandler> {
  async function act(click: CardClick, eventBy: (by: Actor) => IncidentEvent): Promise<ClickAnswer> {
    const target = z.object({ id, version }).safeParse(click.data).data;
    if (target === undefined) return unreadable;
    const proven = await actorOf(click, helpdesk);
    if ('unproven' in proven) return proven.unproven;
    const clicked = await clickOnIncident(clickOf(click, target), eventBy(proven.actor), triage);
    if (clicked.outcome === 'gone') return gone;
    const stale = clicked.outcome === 'refused' && clicked.reason === 'stale-card';
    if (clicked.outcome === 'refused' && !(stale && proven.actor.helpdesk)) return say(clicked.message);
    return { kind: 'card', card: incidentCard(clicked.subject), shownAnyway: true };
  }

  /** Looking changes nothing, so a card of any age will do. */
  async function look(click: CardClick, draw: (incident: Incident) => Promise<ClickAnswer>): Promise<ClickAnswer> {
    const target = z.object({ id }).safeParse(click.data).data;
    if (target === undefined) return unreadable;
    const proven = await actorOf(click, helpdesk);
    if ('unproven' in proven) return proven.unproven;
    if (!proven.actor.helpdesk) return helpdeskOnly;
    const incident = await triage.store.incident(click.conversation.tenantId, target.id);
    return incident === undefined ? gone : draw(incident);
  }

  return {
    claim: (click) => act(click, (by) => ({ type: 'claim', by })),
    resolve: (click) =>
      act(click, (by) => {
        const note = text.safeParse(click.data.note).data;
        return { type: 'resolve', by, ...(note !== undefined && { note }) };
      }),
    reopen: (click) => act(click, (by) => ({ type: 'reopen', by })),
    cases: (click) =>
      look(click, async (incident) => {
        const { tenantId, id: incidentId } = incident;
        const { items, cursor } = await triage.store.cases(tenantId, { incidentId }, { limit: CASES_A_PAGE });
        return { kind: 'card', card: incidentCasesCard(incident, items, cursor !== undefined), forClicker: true };
      }),
    show: (click) =>
      look(click, async (incident) => ({ kind: 'card', card: incidentCard(incident), forClicker: true })),
  };
}

const gone: ClickAnswer = { kind: 'card', card: goneCard('incident') };
