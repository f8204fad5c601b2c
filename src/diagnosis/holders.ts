import type { RoleAssignment } from '../rbac/model.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { Fact } from './diagnosis.ts';
import type { Facts } from './facts.ts';
import { notAsked } from './fetch-fact.ts';
import { type Reading, readFact } from './reading.ts';
import { neededFor, wouldAllow } from './rights.ts';

/** A role that would allow what was tried, and the app that holds it in place of the one that was meant. */
export interface Holder {
  assignment: RoleAssignment;
  /** Absent where the directory knows no such identity any more. */
  displayName?: string;
}

/** As many names as Microsoft Graph gives for one call. */
const mostNamed = 1_000;

/** The apps and managed identities that hold, at or above the instance, what was tried. */
export async function findHolders(
  { instance, everybodys, definitions }: Pick<Facts, 'instance' | 'everybodys' | 'definitions'>,
  report: Pick<SymptomReport, 'operation' | 'access'>,
  reading: Reading,
): Promise<Fact<Holder[]>> {
  const { tenant, options, fetching } = reading;
  const what = 'identities that hold roles here';
  if (!instance.known) return instance;
  if (!everybodys.known) return everybodys;
  if (!definitions.known) return definitions;
  const scope = instance.value.found?.id;
  if (scope === undefined) return notAsked(what, 'No instance was found to look at.', fetching);
  const asked = { definitions: definitions.value, needed: neededFor(report), scope };
  const holding = everybodys.value
    .filter(({ principalType }) => principalType === 'ServicePrincipal')
    .filter((assignment) => wouldAllow(asked, [assignment]).access === 'allow')
    .slice(0, mostNamed);
  return readFact(reading, what, 'Graph: read names of principals', async () => {
    const ids = [...new Set(holding.map(({ principalId }) => principalId))];
    const objects = await tenant.directoryObjects(ids, options);
    const names = new Map(objects.map(({ objectId, displayName }) => [objectId, displayName]));
    return holding.map((assignment): Holder => {
      const displayName = names.get(assignment.principalId);
      return { assignment, ...(displayName !== undefined && { displayName }) };
    });
  });
}
