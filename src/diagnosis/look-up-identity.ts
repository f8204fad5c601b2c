import type { ReportedPrincipal } from '../symptoms/report.ts';
import { type CallOptions, type ServicePrincipal, type Tenant, TenantError } from '../tenant.ts';
import { digitalTwinsAppId } from './app-ids.ts';
import type { Fact, Principal } from './diagnosis.ts';
import type { AppFacts, Question } from './facts.ts';
import { type Fetching, fetchFact, notAsked } from './fetch-fact.ts';

/** Whose access is meant, before anything has been looked up. */
export type Subject =
  | { kind: 'user'; self: boolean; idOrName: string }
  | { kind: 'app'; self: false; appIdOrName: string; managedIdentity: boolean };

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Where the report names nobody, it is about the person who writes. */
export function subjectOf({ report, asker }: Pick<Question, 'report' | 'asker'>): Subject {
  const { kind, id }: ReportedPrincipal = report.principal ?? { kind: 'me' };
  if (id !== undefined && (kind === 'app' || kind === 'managed-identity' || (kind === 'unknown' && guid.test(id)))) {
    return { kind: 'app', self: false, appIdOrName: id, managedIdentity: kind === 'managed-identity' };
  }
  if (id !== undefined && kind === 'user' && id.toLowerCase() !== asker.objectId.toLowerCase()) {
    return { kind: 'user', self: false, idOrName: id };
  }
  return { kind: 'user', self: true, idOrName: asker.objectId };
}

export interface IdentityLookup {
  principal: Promise<Fact<Principal | undefined>>;
  /** Object id as soon as it is known: for oneself that is at once. */
  objectId: Promise<string | undefined>;
  app?: { [K in keyof AppFacts]: Promise<AppFacts[K]> };
}

export function lookUpIdentity(
  subject: Subject,
  { asker }: Question,
  tenant: Tenant,
  fetching: Fetching,
  options: CallOptions,
): IdentityLookup {
  return subject.kind === 'user'
    ? lookUpUser(subject, asker.objectId, tenant, fetching, options)
    : lookUpApp(subject, tenant, fetching, options);
}

function lookUpUser(
  subject: Subject & { kind: 'user' },
  askerId: string,
  tenant: Tenant,
  fetching: Fetching,
  options: CallOptions,
): IdentityLookup {
  const principal = fetchFact(
    { what: 'the user', call: 'Graph: read user' },
    async (): Promise<Principal | undefined> => {
      const user = await tenant.user(subject.idOrName, options);
      if (user === undefined) return undefined;
      const self = user.objectId === askerId.toLowerCase();
      return { ...user, self };
    },
    fetching,
  );
  return {
    principal,
    objectId: subject.self
      ? Promise.resolve(subject.idOrName)
      : principal.then((fact) => (fact.known ? fact.value?.objectId : undefined)),
  };
}

function lookUpApp(
  subject: Subject & { kind: 'app' },
  tenant: Tenant,
  fetching: Fetching,
  options: CallOptions,
): IdentityLookup {
  const get = <T>(what: string, call: string, fetch: () => Promise<T>) => fetchFact({ what, call }, fetch, fetching);
  const byAppId = guid.test(subject.appIdOrName);

  const servicePrincipal = get('the service principal', 'Graph: read service principal', () =>
    byAppId
      ? tenant.servicePrincipal(subject.appIdOrName, options)
      : onlyOneNamed(subject.appIdOrName, tenant, options),
  );
  const appId = byAppId
    ? Promise.resolve(subject.appIdOrName)
    : servicePrincipal.then((fact) => (fact.known ? fact.value?.appId : undefined));
  const application = appId.then((id) =>
    id === undefined
      ? notAsked<undefined>('the app registration', 'No app of that name was found.', fetching)
      : get('the app registration', 'Graph: read app registration', () => tenant.application(id, options)),
  );
  const digitalTwins = get('the service principal of Azure Digital Twins', 'Graph: read service principal', () =>
    tenant.servicePrincipal(digitalTwinsAppId, options),
  );
  const grants = servicePrincipal.then((fact) =>
    fact.known && fact.value !== undefined
      ? get('permission grants of the app', 'Graph: list delegated permission grants', () =>
          tenant.permissionGrants(fact.value?.objectId ?? '', options),
        )
      : notAsked<never>('permission grants of the app', 'The app has no service principal that was found.', fetching),
  );
  return {
    principal: servicePrincipal.then((fact) =>
      fact.known ? { ...fact, value: fact.value === undefined ? undefined : asPrincipal(fact.value) } : fact,
    ),
    objectId: servicePrincipal.then((fact) => (fact.known ? fact.value?.objectId : undefined)),
    app: { application, servicePrincipal, digitalTwins, grants },
  };
}

/** Names of apps are not unique, and the wrong one must not be diagnosed. */
async function onlyOneNamed(name: string, tenant: Tenant, options: CallOptions): Promise<ServicePrincipal | undefined> {
  const [first, ...others] = await tenant.servicePrincipalsNamed(name, options);
  if (others.length === 0) return first;
  const call = 'Graph: read service principal';
  throw new TenantError(`${others.length + 1} apps are called ${name}. Give the app id of the one you mean.`, {
    code: 'conflict',
    call,
  });
}

function asPrincipal(servicePrincipal: ServicePrincipal): Principal {
  const { objectId, appId, displayName } = servicePrincipal;
  return { kind: 'service-principal', objectId, appId, displayName, self: false };
}
