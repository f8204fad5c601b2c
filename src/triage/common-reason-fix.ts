import type { FindingId } from '../diagnosis/diagnosis.ts';
import type { IncidentFacts } from './examine-facts.ts';
import type { Incident } from './incident.ts';
import type { Fix } from './reason.ts';

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
