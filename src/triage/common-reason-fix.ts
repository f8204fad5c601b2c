import type { FindingId } from '../diagnosis/diagnosis.ts';
import { accessControlUrl, grantCommand, mayGrant } from '../diagnosis/remedies.ts';
import { leastDataRole } from '../rbac/adt-actions.ts';
import { ADT_DATA_OWNER } from '../rbac/roles.ts';
import type { Case } from './case.ts';
import type { IncidentFacts } from './examine-facts.ts';
import type { Incident } from './incident.ts';
import type { Fix } from './reason.ts';
import { isAboutPerson } from './same-need.ts';

/** Causes that one hand mends for everybody: what there is to do, and what has to be the same for that. */
const AT_ONCE: Partial<Record<FindingId, { title: string; same: 'instance' | 'app' }>> = {
  'network.public-access-disabled': { title: 'Open the network, unless it was closed on purpose', same: 'instance' },
  'network.private-endpoint': { title: 'Mend the private endpoint', same: 'instance' },
  'instance.not-ready': { title: 'Bring the instance back into service', same: 'instance' },
  'rbac.denied': { title: 'Change the deployment behind the deny assignment', same: 'instance' },
  'app.permission-missing': { title: 'Add the permission to the app', same: 'app' },
  'app.consent-missing': { title: 'Consent to the app for everybody', same: 'app' },
  'app.service-principal-missing': { title: 'Create the service principal', same: 'app' },
};

/** Causes that a role mends. */
const ROLE_MISSING: ReadonlySet<FindingId> = new Set([
  'rbac.missing-data-role',
  'rbac.control-plane-role-only',
  'rbac.reader-cannot-write',
  'rbac.custom-role-lacks-action',
  'rbac.wrong-scope',
]);

/** What a diagnosis proposes for the shared cause, where that helps all of them; its words name no person. */
export function fixOfCause({ cause }: Incident, { at, app, finding }: IncidentFacts): Fix | undefined {
  const remedy = finding?.remedy;
  if (cause === undefined || remedy === undefined) return undefined;
  if (cause === 'rbac.eligible-not-active') {
    // The roles are the first person's; each sees there what can be activated.
    const { portalUrl } = remedy;
    return {
      title: 'Activate the role in Privileged Identity Management',
      who: 'Each of the people affected, under My roles → Azure resources',
      ...(portalUrl !== undefined && { portalUrl }),
    };
  }
  const once = AT_ONCE[cause];
  const isShared = once?.same === 'instance' ? at !== undefined : app !== undefined;
  return once && isShared ? { ...remedy, title: once.title } : undefined;
}

/** One person is helped by his own request. */
const FEWEST_IN_A_GROUP = 2;

/** Where people lack a role, one assignment to a group lets all of them in. It is not for apps, which have theirs by themselves. */
export function roleForAll({ cause }: Incident, cases: readonly Case[], { at }: IncidentFacts): Fix | undefined {
  if (cause === undefined || at === undefined || !ROLE_MISSING.has(cause)) return undefined;
  const reports = cases.filter(({ outcome }) => outcome?.causes[0] === cause).map(({ report }) => report);
  const people = reports.filter(isAboutPerson);
  const roles = people.map(({ operation, access }) => leastDataRole(operation, access));
  const role = roles.find((each) => each === ADT_DATA_OWNER) ?? roles[0];
  if (role === undefined || people.length < FEWEST_IN_A_GROUP) return undefined;
  return {
    title: `Give a group of theirs the role ${role.name}`,
    who: mayGrant(at),
    steps: [
      'Take or make a group that holds the people affected, and nobody who should stay out.',
      'Run the command with the object id of that group. Or let each of them press Request access on his own card.',
      ...(people.length < reports.length
        ? ['An app among them is not helped by that: request its role on its own card.']
        : []),
    ],
    command: grantCommand(at, { objectId: 'OBJECT_ID_OF_THE_GROUP' }, role.name),
    portalUrl: accessControlUrl(at),
  };
}
