import type { Fact } from '../diagnosis.ts';
import { type Fetching, notAsked } from '../fetch-fact.ts';

/** The object id of what was found, or why there is none. */
export function objectIdOf(fact: Fact<{ objectId: string } | undefined>, fetching: Fetching): Fact<string> {
  if (!fact.known) return fact;
  return fact.value === undefined
    ? notAsked('the object id', 'The identity was not found in the directory.', fetching)
    : { ...fact, value: fact.value.objectId };
}
