import type { Person } from '../access/access-request.ts';
import type { CaseEvent } from './case.ts';
import type { IncidentEvent } from './incident.ts';
import { samePerson } from './person.ts';
import type { TriageEntry } from './store.ts';

type What = TriageEntry['what'];

/** That somebody has something to say, or is affected as well. */
const SAID: readonly What[] = ['reopen', 'incident-reopened', 'reporter-wrote', 'answered', 'case-joined'];
const ENDS: readonly What[] = ['resolve', 'access-works', 'incident-resolved', 'not-helpful', 'wake'];
/** What opens a case again that is over; of these a diagnosis and a request do so only then. */
const BACK: readonly What[] = ['reopen', 'incident-reopened', 'diagnosed', 'requested'];

/**
 * What whoever wants something done has to see before, of the history since the card that he pressed was drawn, oldest first;
 * empty where it can be done. What is open is resolved by who knows what was said of it since, and an incident taken by who
 * knows who has. Nobody misses what he did himself, nor the reporter anything about his own trouble. Pure.
 * @param reporter of a case
 */
export function missedBy(
  event: CaseEvent | IncidentEvent,
  since: readonly TriageEntry[],
  reporter?: Person,
): TriageEntry[] {
  if (event.type === 'claim') return since.filter(({ what, by }) => what === 'claim' && !samePerson(by, event.by));
  if (event.type !== 'resolve' || !event.by.helpdesk || samePerson(reporter, event.by)) return [];
  const end = since.findLastIndex(({ what }) => ENDS.includes(what));
  const back = end === -1 ? undefined : since.slice(end + 1).find(({ what }) => BACK.includes(what));
  const forAll = 'forAll' in event && event.forAll === true;
  return since.filter((entry) => {
    const { what, by } = entry;
    const tells = entry === back || (SAID.includes(what) && !(forAll && what === 'case-joined'));
    return tells && !samePerson(by, event.by);
  });
}
