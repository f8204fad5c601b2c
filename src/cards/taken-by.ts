import type { Person } from '../access/access-request.ts';
import type { Element } from './card.ts';
import { publicName } from './case-words.ts';
import { row } from './row.ts';

/** Whose case or incident it is. That nobody has taken it matters only while it is open. */
export function takenBy(assignee: Person | undefined, open: boolean): Element | undefined {
  if (assignee !== undefined) return row('Taken by', publicName(assignee.displayName));
  return open ? row('Taken by', { text: 'nobody yet', isSubtle: true }) : undefined;
}
