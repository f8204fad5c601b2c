import { networkingUrl } from '../diagnosis/remedies.ts';
import type { Instance, ResourceChange } from '../tenant.ts';
import type { IncidentFacts } from './examine-facts.ts';
import type { Incident } from './incident.ts';
import { type Fix, isInTime, isNetwork, type Reason } from './reason.ts';

/** That the public network of the instance is closed: a reason where it was closed lately, or where calls are refused for it. */
export function networkReasons(incident: Incident, { at }: IncidentFacts): Reason[] {
  const instance = at?.instance.known ? at.instance.value : undefined;
  if (at === undefined || instance?.publicNetworkAccess !== 'Disabled') return [];
  const entries = at.changes.known ? at.changes.value.entries : [];
  const changes = entries.filter(isOfInstance).filter((one) => isInTime(one, incident));
  const change =
    changes.find(({ publicNetworkAccess }) => publicNetworkAccess === 'Disabled') ??
    (isNetwork(incident) ? changes.find(({ publicNetworkAccess }) => publicNetworkAccess === undefined) : undefined);
  if (change === undefined && !isNetwork(incident)) return [];
  const common = { kind: 'network' as const, text: inWords(instance, change), ...(change && { at: change.at }) };
  return [{ common, fix: fixOf(instance) }];
}

type InstanceChange = Extract<ResourceChange, { kind: 'instance-changed' }>;

function isOfInstance(change: ResourceChange): change is InstanceChange {
  return change.kind === 'instance-changed';
}

function inWords({ name }: Instance, change: InstanceChange | undefined): string {
  if (change === undefined) return `The public network access of ${name} is closed.`;
  return change.publicNetworkAccess === 'Disabled'
    ? `The public network access of ${name} was closed.`
    : `${name} was changed, and its public network access is closed now.`;
}

function fixOf(instance: Instance): Fix {
  const { id, name, privateEndpoints } = instance;
  const body = '{\\"properties\\":{\\"publicNetworkAccess\\":\\"Enabled\\"}}';
  const way =
    privateEndpoints.length > 0 ? 'through its private endpoint' : 'through a private endpoint, which is missing yet';
  return {
    title: `Open the public network access of ${name} again, unless it was closed on purpose`,
    who: `An Owner or Contributor of ${name}`,
    steps: [`If it was closed on purpose, people have to call ${way}.`],
    command: `az rest --method PATCH --url "${id}?api-version=2023-01-31" --body "${body}"`,
    portalUrl: networkingUrl(instance),
  };
}
