import type { Person } from '../access/access-request.ts';
import { type Case, type CaseState, OPEN_STATES } from './case.ts';
import { isSpokenOf, MOST_CASES, type Overheard, resolvedLast } from './hear-reporter.ts';
import type { Incident } from './incident.ts';
import type { TriageStore } from './store.ts';

/** Which of his cases a person means. `here`: of the conversation he asks in, or nobody else reads along. */
export type AskedAfter = { here: boolean } & ({ one: Case; incident?: Incident } | { several: Case[] });

/**
 * Somebody asks what has become of his case. In his own chat that may be any of his; elsewhere those of that place come first.
 * What was resolved there last is meant where nothing of his is open there: he may want it opened again. Undefined where he has
 * none.
 */
export async function caseAskedAfter(
  { tenantId, conversation, by }: Pick<Overheard, 'tenantId' | 'conversation'> & { by: Pick<Person, 'objectId'> },
  store: Pick<TriageStore, 'cases' | 'incident'>,
): Promise<AskedAfter | undefined> {
  const his = async (states: readonly CaseState[]) =>
    (await store.cases(tenantId, { reporter: by.objectId, states }, { limit: MOST_CASES })).items;
  const isHere = (one: Case) => conversation.kind === 'personal' || isSpokenOf(one, conversation);
  const open = await his(OPEN_STATES);
  const here = open.filter(isHere);
  const over = here.length > 0 ? undefined : resolvedLast((await his(['resolved'])).filter(isHere));
  if (over !== undefined) return { one: over, here: true };
  const [one, ...others] = here.length > 0 ? here : open;
  if (one === undefined) return undefined;
  const where = { here: here.length > 0 };
  if (others.length > 0) return { ...where, several: [one, ...others] };
  const incident = one.incidentId === undefined ? undefined : await store.incident(tenantId, one.incidentId);
  return { ...where, one, ...(incident && { incident }) };
}
