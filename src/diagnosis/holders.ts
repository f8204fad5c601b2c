import type { RoleAssignment } from '../rbac/model.ts';
import type { Fact } from './diagnosis.ts';
import type { Facts } from './facts.ts';
import { notAsked } from './fetch-fact.ts';
import { type Reading, readFact } from './reading.ts';
import { type RightsKnown, wouldAllow } from './rights.ts';

/** A role that would allow what was tried, and the app that holds it in place of the one that was meant. */
export interface Holder {
  assignment: RoleAssignment;
  /** Absent where the directory knows no such identity any more. */
  displayName?: string;
}

/** As many names as Microsoft Graph gives for one call. */
const mostNamed = 1_000;

/** The other apps and managed identities that hold, at or above the instance, what is missing. */
export async function findHolders(
  facts: Pick<Facts, 'everybodys' | 'subject'>,
  rights: RightsKnown,
  reading: Reading,
): Promise<Fact<Holder[]>> {
  const { tenant, options, fetching } = reading;
  const what = 'identities that hold roles here';
  if (!rights.known) return notAsked(what, rights.reason, fetching);
  if (!facts.everybodys.known) return facts.everybodys;
  const others = facts.everybodys.value
    .filter(
      ({ principalType, principalId }) =>
        principalType === 'ServicePrincipal' && principalId !== facts.subject.objectId,
    )
    .filter((assignment) => wouldAllow(rights.value, [assignment]).access === 'allow')
    .slice(0, mostNamed);
  return readFact(reading, what, 'Graph: read names of principals', async () => {
    const ids = [...new Set(others.map(({ principalId }) => principalId))];
    const objects = await tenant.directoryObjects(ids, options);
    const names = new Map(objects.map(({ objectId, displayName }) => [objectId, displayName]));
    return others.map((assignment): Holder => {
      const displayName = names.get(assignment.principalId);
      return { assignment, ...(displayName !== undefined && { displayName }) };
    });
  });
}
