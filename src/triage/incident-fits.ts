import type { Incident } from './incident.ts';
import type { CaseFilter } from './store.ts';

/** What of a filter of cases says something of an incident, too. */
export type IncidentFilter = Pick<CaseFilter, 'assignee' | 'unassigned' | 'instance' | 'cause' | 'before'>;

/**
 * Whether an incident belongs in a list of cases that is narrowed so. What is not known of it, such as the instance of one
 * that is about an app, does not fit: it would stand above cases that have nothing to do with it. Pure.
 */
export function incidentFits(
  { assignee, trait, cause, since }: Pick<Incident, 'assignee' | 'trait' | 'cause' | 'since'>,
  filter: IncidentFilter,
): boolean {
  const mine = filter.assignee?.toLowerCase();
  const instance = (filter.instance ?? '').trim().toLowerCase();
  if (filter.unassigned && assignee !== undefined) return false;
  if (mine !== undefined && assignee?.objectId.toLowerCase() !== mine) return false;
  if (instance !== '' && !(trait.kind === 'instance' && trait.label.toLowerCase().includes(instance))) return false;
  if (filter.cause !== undefined && cause !== filter.cause) return false;
  return filter.before === undefined || since < filter.before;
}
