import { z } from 'zod/v4';
import { digestOffCard } from '../../cards/digest-card.ts';
import { readFilters } from '../../cards/triage-filters.ts';
import { FIRST_PAGE } from '../../cards/verbs.ts';
import type { Helpdesk } from '../../triage/helpdesk.ts';
import type { TriageStore } from '../../triage/store.ts';
import type { DrawTriage } from '../triage/draw-triage.ts';
import { type ClickHandler, unreadable } from './answer.ts';
import { text } from './fields.ts';
import { forHelpdesk } from './helpdesk-only.ts';

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
      const { tenantId } = click.conversation;
      const after = page.id === FIRST_PAGE ? undefined : page.id;
      return forHelpdesk(click, helpdesk, async () => ({
        kind: 'card',
        card: await drawTriage(tenantId, click.from, readFilters(click.data), after),
        forClicker: true,
      }));
    },

    digestOff: (click) =>
      forHelpdesk(click, helpdesk, async () => {
        await store.setDigest(click.conversation.tenantId, false);
        return { kind: 'card', card: digestOffCard() };
      }),
  };
}
