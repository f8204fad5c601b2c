import { type Application, type ServicePrincipal, TenantError } from '../../tenant.ts';
import { digitalTwinsAppId } from '../app-ids.ts';
import type { Fact, Principal } from '../diagnosis.ts';
import { knownAlready, notAsked } from '../fetch-fact.ts';
import { type Reading, readFact } from '../reading.ts';
import type { AppFacts, IdentityLookup } from './identity.ts';
import { readGroups } from './look-up-person.ts';
import { objectIdOf } from './object-id.ts';

const calls = {
  application: 'Graph: read app registration',
  servicePrincipal: 'Graph: read service principal',
  grants: 'Graph: list delegated permission grants',
  owners: 'Graph: list owners of app registration',
};
const grantsOf = 'permission grants of the app';
const ownersOf = 'owners of the app registration';

/** An app by its app id: everything about it can be asked at once. */
export function lookUpAppById(appId: string, reading: Reading): IdentityLookup {
  const { tenant, options } = reading;
  return asLookup(
    {
      application: readFact(reading, 'the app registration', calls.application, () =>
        tenant.application(appId, options),
      ),
      servicePrincipal: readFact(reading, 'the service principal', calls.servicePrincipal, () =>
        tenant.servicePrincipal(appId, options),
      ),
      grants: readFact(reading, grantsOf, calls.grants, () => tenant.permissionGrants({ appId }, options)),
      owners: readFact(reading, ownersOf, calls.owners, () => tenant.applicationOwners({ appId }, options)),
      groups: readGroups(reading, { type: 'ServicePrincipal', appId }),
    },
    reading,
  );
}

/**
 * An app or managed identity by its display name. Its service principal is looked for, and its registration too, which may
 * have none; what else is asked needs its app id, and comes a round trip later.
 */
export function lookUpAppByName(name: string, reading: Reading): IdentityLookup {
  const { tenant, options, fetching } = reading;
  const registered = tenant.applicationsNamed(name, options);
  registered.catch(() => {});
  const servicePrincipal = readFact(reading, 'the service principal', calls.servicePrincipal, async () =>
    onlyOne(await tenant.servicePrincipalsNamed(name, options), name),
  );
  const application = servicePrincipal.then((found) => {
    if (!found.known) return found;
    return readFact(reading, 'the app registration', calls.application, async () => {
      if (found.value === undefined) return onlyRegistration(await registered, name);
      // A managed identity has no registration.
      if (found.value.type === 'ManagedIdentity') return undefined;
      return tenant.application(found.value.appId, options);
    });
  });
  const ofApp = async <T>(what: string, read: (appId: string) => Promise<Fact<T>>): Promise<Fact<T>> => {
    const found = await servicePrincipal;
    if (!found.known) return found;
    if (found.value !== undefined) return read(found.value.appId);
    const registration = await application;
    if (!registration.known) return registration;
    return registration.value === undefined
      ? notAsked(what, 'No app or managed identity of that name was found.', fetching)
      : read(registration.value.appId);
  };
  return asLookup(
    {
      application,
      servicePrincipal,
      grants: ofApp(grantsOf, (appId) =>
        readFact(reading, grantsOf, calls.grants, () => tenant.permissionGrants({ appId }, options)),
      ),
      owners: servicePrincipal.then((found) =>
        found.known && found.value?.type === 'ManagedIdentity'
          ? knownAlready(ownersOf, [], fetching)
          : ofApp(ownersOf, (appId) =>
              readFact(reading, ownersOf, calls.owners, () => tenant.applicationOwners({ appId }, options)),
            ),
      ),
      groups: ofApp('groups of the identity', (appId) => readGroups(reading, { type: 'ServicePrincipal', appId })),
    },
    reading,
  );
}

interface Parts {
  application: Promise<AppFacts['application']>;
  servicePrincipal: Promise<AppFacts['servicePrincipal']>;
  grants: Promise<AppFacts['grants']>;
  owners: Promise<Fact<string[]>>;
  groups: Promise<Fact<string[]>>;
}

function asLookup({ owners, groups, ...app }: Parts, reading: Reading): IdentityLookup {
  const { tenant, options, fetching } = reading;
  const digitalTwins = readFact(reading, 'the service principal of Azure Digital Twins', calls.servicePrincipal, () =>
    tenant.servicePrincipal(digitalTwinsAppId, options),
  );
  return {
    kind: Promise.resolve('app'),
    principal: app.servicePrincipal.then((fact) => (fact.known ? { ...fact, value: asPrincipal(fact.value) } : fact)),
    objectId: app.servicePrincipal.then((fact) => objectIdOf(fact, fetching)),
    groups,
    app: together(app, digitalTwins),
    owners,
  };
}

async function together(
  app: Omit<Parts, 'owners' | 'groups'>,
  digitalTwins: Promise<AppFacts['digitalTwins']>,
): Promise<AppFacts> {
  return {
    application: await app.application,
    servicePrincipal: await app.servicePrincipal,
    digitalTwins: await digitalTwins,
    grants: await app.grants,
  };
}

/** Names of apps are not unique, and the wrong one must not be diagnosed. */
function onlyOne(found: readonly ServicePrincipal[], name: string): ServicePrincipal | undefined {
  if (found.length < 2) return found[0];
  const each = found
    .slice(0, 5)
    .map(({ type, appId }) => `${type === 'ManagedIdentity' ? 'managed identity' : 'app'} ${appId}`);
  throw new TenantError(
    `${found.length} apps are called ${name}. Give the app id (client id) of the one you mean: ${each.join(', ')}.`,
    { code: 'conflict', call: calls.servicePrincipal },
  );
}

function onlyRegistration(found: readonly Application[], name: string): Application | undefined {
  if (found.length < 2) return found[0];
  throw new TenantError(
    `${found.length} app registrations are called ${name}. Give the app id (client id) of the one you mean.`,
    { code: 'conflict', call: calls.application },
  );
}

function asPrincipal(found: ServicePrincipal | undefined): Principal | undefined {
  if (found === undefined) return undefined;
  const { objectId, appId, displayName, type } = found;
  return {
    kind: 'service-principal',
    objectId,
    appId,
    displayName,
    ...(type === 'ManagedIdentity' && { managedIdentity: true }),
    self: false,
  };
}
