import { z } from 'zod/v4';
import { goneCard } from '../../cards/gone-card.ts';
import { incidentCard } from '../../cards/incident-card.ts';
import { incidentMissedCard } from '../../cards/missed-card.ts';
import { CASES_A_PAGE, incidentCasesCard } from '../../cards/triage-card.ts';
import { clickOnIncident, type TriageDependencies } from '../../triage/cases.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import type { Incident, IncidentEvent } from '../../triage/incident.ts';
import type { CardClick } from '../activity.ts';
import { type ClickAnswer, type ClickHandler, unreadable } from './answer.ts';
import { noted, written } from './case-note.ts';
import { id } from './fields.ts';
import { forHelpdesk } from './helpdesk-only.ts';
import { createOnTriage } from './on-triage.ts';

export interface IncidentClicksDependencies {
  triage: TriageDependencies;
  helpdesk: Helpdesk;
}

/** What the helpdesk does to an incident. */
export function createIncidentClicks({
  triage,
  helpdesk,
}: IncidentClicksDependencies): Record<
  'claim' | 'resolve' | 'resolveForAll' | 'reopen' | 'cases' | 'show',
  ClickHandler
> {
  const act = createOnTriage<Incident, IncidentEvent>({
    kind: 'incident',
    helpdesk,
    apply: (click, event) => clickOnIncident(click, event, triage),
    isParty: (_, actor) => actor.helpdesk,
    draw: incidentCard,
  });

  /** Looking changes nothing, so a card of any age will do. */
  async function look(click: CardClick, draw: (incident: Incident) => Promise<ClickAnswer>): Promise<ClickAnswer> {
    const target = z.object({ id }).safeParse(click.data).data;
    if (target === undefined) return unreadable;
    return forHelpdesk(click, helpdesk, async () => {
      const incident = await triage.store.incident(click.conversation.tenantId, target.id);
      return incident === undefined ? { kind: 'card', card: goneCard('incident') } : draw(incident);
    });
  }

  function resolve(click: CardClick, whom: { forAll?: true }): Promise<ClickAnswer> {
    return act(
      click,
      (by) => ({ type: 'resolve', by, ...noted(click), ...whom }),
      ({ subject, missed }) =>
        missed && { kind: 'card', card: incidentMissedCard(subject, missed, written(click, 'note')), forClicker: true },
    );
  }

  return {
    claim: (click) => act(click, (by) => ({ type: 'claim', by })),
    resolve: (click) => resolve(click, {}),
    resolveForAll: (click) => resolve(click, { forAll: true }),
    reopen: (click) => act(click, (by) => ({ type: 'reopen', by, ...noted(click) })),
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
