import type { Approver } from './access-request.ts';

/** By object id in lower case: IANA names. */
export type TimeZones = ReadonlyMap<string, string>;

/** These people, each with the time zone that is known of him now; one that was known before stays. */
export function withTimeZones<Person extends Approver>(people: readonly Person[], zones: TimeZones): Person[] {
  return people.map((person) => {
    const timeZone = zones.get(person.objectId.toLowerCase());
    return timeZone === undefined ? person : { ...person, timeZone };
  });
}
