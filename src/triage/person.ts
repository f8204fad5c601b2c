import type { Person } from '../access/access-request.ts';

/** No more of somebody than is kept. */
export function person({ objectId, displayName }: Person): Person {
  return { objectId, displayName };
}

/** Object ids come in either case. */
export function samePerson(a: { objectId: string } | undefined, b: { objectId: string }): boolean {
  return a?.objectId.toLowerCase() === b.objectId.toLowerCase();
}
