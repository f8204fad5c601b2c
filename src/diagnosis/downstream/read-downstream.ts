import type { RoleAssignment } from '../../rbac/model.ts';
import { sameScope, subscriptionOf } from '../../rbac/scopes.ts';
import type { SymptomReport } from '../../symptoms/report.ts';
import type { AzureResource, DataHistoryConnection, Endpoint, Instance } from '../../tenant.ts';
import type { Fact } from '../diagnosis.ts';
import { knownAlready, notAsked } from '../fetch-fact.ts';
import type { IdentityLookup } from '../identity/identity.ts';
import { type Reading, readFact } from '../reading.ts';
import { callerOf } from './callers.ts';
import {
  blobTarget,
  databaseTarget,
  deadLetterTarget,
  deliveryTarget,
  historyTarget,
  storageAccounts,
  type Target,
} from './targets.ts';

/** What was read of the resources that the instance, or the person, calls next. */
export interface DownstreamFacts {
  /** Only for event routes. */
  endpoints?: Fact<Endpoint[]>;
  /** Only for data history. */
  connections?: Fact<DataHistoryConnection[]>;
  /** Resources of the names that those or the report give, as far as the bot sees them; every storage account where none is given. */
  resources: Fact<AzureResource[]>;
  roles: RolesIn[];
}

/** The roles that reach whoever calls: at, above and below one subscription. */
export interface RolesIn {
  objectId: string;
  /** Resource id. */
  subscription: string;
  held: Fact<RoleAssignment[]>;
}

/** Whoever is meant by the report. */
export interface Person extends Pick<IdentityLookup, 'kind' | 'objectId'> {
  /** In the subscription of the instance. */
  inSubscription: Promise<Fact<RoleAssignment[]>>;
}

/**
 * Reads what may have refused beyond Azure Digital Twins; only where the report is about that. Roles at a resource can be
 * read only once it is known where it is, so this takes up to two round trips more than the rest.
 */
export async function readDownstream(
  report: SymptomReport,
  instance: Instance,
  person: Person,
  reading: Reading,
): Promise<DownstreamFacts | undefined> {
  const { tenant, options } = reading;
  const listRoles = (objectId: string, subscription: string) =>
    tenant.roleAssignmentsIn(objectId, subscription, options);
  const home = subscriptionOf(instance.id);
  switch (report.downstream) {
    case undefined:
      return undefined;
    case 'event-route': {
      const what = 'endpoints of the instance';
      const list = () => tenant.endpointsOf(instance.id, options);
      const endpoints = await readFact(reading, what, 'ARM: list endpoints', list, instance.id);
      const used = (endpoints.known ? endpoints.value : []).filter((each) => each.authentication === 'IdentityBased');
      const targets = used.flatMap((each) => [deliveryTarget(each) ?? [], deadLetterTarget(each) ?? []].flat());
      const resources = await findTargets(targets, reading);
      const roles = await readRoles(callersOf(instance, used), placesOf(home, targets, resources), listRoles, reading);
      return { endpoints, resources, roles };
    }
    case 'data-history': {
      const what = 'data history of the instance';
      const list = () => tenant.dataHistoryOf(instance.id, options);
      const connections = await readFact(reading, what, 'ARM: list data history connections', list, instance.id);
      const used = connections.known ? connections.value : [];
      const targets = used.flatMap((each) => [historyTarget(each), databaseTarget(each)]);
      const resources = knownAlready('resources of the data history', [], reading.fetching);
      const roles = await readRoles(callersOf(instance, used), placesOf(home, targets, resources), listRoles, reading);
      return { connections, resources, roles };
    }
    case 'jobs': {
      const [resources, atHome] = await Promise.all([
        findStorage(report, reading),
        readRoles(callersOf(instance, [{}]), [home], listRoles, reading),
      ]);
      const others = placesOf(home, targetsIn(report), resources).filter((place) => !sameScope(place, home));
      const roles = await readRoles(callersOf(instance, [{}]), others, listRoles, reading);
      return { resources, roles: [...atHome, ...roles] };
    }
    case '3d-scenes': {
      const [resources, objectId, held, kind] = await Promise.all([
        findStorage(report, reading),
        person.objectId,
        person.inSubscription,
        person.kind,
      ]);
      if (!objectId.known) return { resources, roles: [] };
      const others = placesOf(home, targetsIn(report), resources).filter((place) => !sameScope(place, home));
      // ARM expands the groups of users and service principals, and not those of a group.
      const list = kind === 'group' ? directRoles : listRoles;
      const roles = await readRoles([objectId.value], others, list, reading);
      return { resources, roles: [{ objectId: objectId.value, subscription: home, held }, ...roles] };
    }
  }

  function directRoles(objectId: string, subscription: string): Promise<RoleAssignment[]> {
    return tenant.directAssignmentsIn(objectId, subscription, options);
  }
}

/** Each identity of the instance that these use, once. */
function callersOf(instance: Instance, users: readonly { userAssignedIdentity?: string }[]): string[] {
  const callers = users.map(({ userAssignedIdentity }) => callerOf(instance, userAssignedIdentity));
  return [...new Set(callers.flatMap((each) => (each.known ? [each.caller.objectId] : [])))];
}

function targetsIn({ storage }: SymptomReport): Target[] {
  return storage === undefined ? [] : [blobTarget(storage.account, storage.container)];
}

/** Without a name: all of them, since that tells whether those of one subscription are all there are. */
function findStorage(report: SymptomReport, reading: Reading): Promise<DownstreamFacts['resources']> {
  const { tenant, options } = reading;
  if (report.storage !== undefined) return findTargets(targetsIn(report), reading);
  return readFact(reading, 'storage accounts', 'Resource Graph: find resources', () =>
    tenant.findResources({ types: [storageAccounts] }, options),
  );
}

async function findTargets(targets: readonly Target[], reading: Reading): Promise<DownstreamFacts['resources']> {
  const { tenant, options, fetching } = reading;
  const what = 'where the resources behind it are';
  if (targets.length === 0) return notAsked(what, 'No resource is named.', fetching);
  const types = [...new Set(targets.map(({ type }) => type))];
  const names = [...new Set(targets.map(({ name }) => name.toLowerCase()))];
  return readFact(reading, what, 'Resource Graph: find resources', () =>
    tenant.findResources({ types, names }, options),
  );
}

/** Resource ids of the subscriptions to look at: that of the instance, and those the resources are in. */
function placesOf(home: string, targets: readonly Target[], resources: DownstreamFacts['resources']): string[] {
  const found = resources.known
    ? resources.value.filter((each) => targets.some((target) => isCalled(each, target)))
    : [];
  const ids = [home, ...targets.flatMap(({ id }) => id ?? []), ...found.map(({ id }) => id)];
  return [...new Map(ids.map((id) => [subscriptionOf(id).toLowerCase(), subscriptionOf(id)])).values()];
}

/** Names of namespaces and storage accounts are unique in all of Azure. */
export function isCalled(resource: AzureResource, { type, name }: Target): boolean {
  return resource.type === type && resource.name.toLowerCase() === name.toLowerCase();
}

function readRoles(
  objectIds: readonly string[],
  subscriptions: readonly string[],
  list: (objectId: string, subscription: string) => Promise<RoleAssignment[]>,
  reading: Reading,
): Promise<RolesIn[]> {
  const pairs = objectIds.flatMap((objectId) => subscriptions.map((subscription) => ({ objectId, subscription })));
  return Promise.all(
    pairs.map(async ({ objectId, subscription }) => {
      const what = 'roles at the resources behind it';
      const read = () => list(objectId, subscription);
      const held = await readFact(reading, what, 'ARM: list role assignments', read, subscription);
      return { objectId, subscription, held };
    }),
  );
}
