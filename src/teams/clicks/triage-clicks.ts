import { z } from 'zod/v4';
import { digestOffCard } from '../../cards/digest-card.ts';
import { readFilters } from '../../cards/triage-filters.ts';
import { FIRST_PAGE } from '../../cards/verbs.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import type { TriageStore } from '../../triage/store.ts';
import type { DrawTriage } from '../triage/draw-triage.ts';
import { type ClickHandler, unreadable } from './answer.ts';
import { text } from './fields.ts';
import { actorOf, helpdeskOnly } from './helpdesk-only.ts';

export interface TriageClicksDependencies {
  store: Pick<TriageStore, 'setDigest'>;
  helpdesk: Helpdesk;
  drawTriage: DrawTriage;
}

/** The list of what is open, and the daily digest. */
export function createTriageClicks({
  store,
  helpdesk,
  drawTriage,
}: TriageClicksDependencies): Record<'show' | 'digestOff', ClickHandler> {
  return {
    async show(click) {
      const page = z.object({ id: text }).safeParse(click.data).data;
      if (page === undefined) return unreadable;
      const proven = await actorOf(click, helpdesk);
      if ('unproven' in proven) return proven.unproven;
      if (!proven.actor.helpdesk) return helpdeskOnly;
      const { tenantId } = click.conversation;
      const after = page.id === FIRST_PAGE ? undefined : page.id;
      return {
        kind: 'card',
        card: await drawTriage(tenantId, click.from, readFilters(click.data), after),
        forClicker: true,
      };
    },

    async digestOff(click) {
      const proven = await actorOf(click, helpdesk);
      if ('unproven' in proven) return proven.unproven;
      if (!proven.actor.helpdesk) return helpdeskOnly;
      await store.setDigest(click.conversation.tenantId, false);
      return { kind: 'card', card: digestOffCard() };
    },
  };
}
