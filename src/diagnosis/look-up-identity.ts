import type { ReportedPrincipal } from '../symptoms/report.ts';
import { type CallOptions, type ServicePrincipal, type Tenant, TenantError } from '../tenant.ts';
import { digitalTwinsAppId } from './app-ids.ts';
import type { Fact, Principal } from './diagnosis.ts';
import type { AppFacts, Question } from './facts.ts';
import { type Fetching, fetchFact, knownAlready, notAsked } from './fetch-fact.ts';

/** Whose access is meant, before anything has been looked up. */
export type Subject =
  | { kind: 'user'; self: boolean; idOrName: string }
  | { kind: 'app'; self: false; appIdOrName: string };

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Where the report names nobody, it is about the person who writes. */
export function subjectOf({ report, asker }: Pick<Question, 'report' | 'asker'>): Subject {
  const { kind, id }: ReportedPrincipal = report.principal ?? { kind: 'me' };
  if (id !== undefined && (kind === 'app' || kind === 'managed-identity' || (kind === 'unknown' && guid.test(id)))) {
    return { kind: 'app', self: false, appIdOrName: id };
  }
  if (id !== undefined && kind === 'user' && id.toLowerCase() !== asker.objectId.toLowerCase()) {
    return { kind: 'user', self: false, idOrName: id };
  }
  return { kind: 'user', self: true, idOrName: asker.objectId };
}

export interface IdentityLookup {
  principal: Promise<Fact<Principal | undefined>>;
  /** Object id as soon as it is known, or why it is not: for oneself that is at once. */
  objectId: Promise<Fact<string>>;
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
      ? Promise.resolve(knownAlready('your object id', subject.idOrName.toLowerCase(), fetching))
      : principal.then((fact) => objectIdOf(fact, fetching)),
  };
}

function lookUpApp(
  subject: Subject & { kind: 'app' },
  tenant: Tenant,
  fetching: Fetching,
  options: CallOptions,
): IdentityLookup {
  const get = <T>(what: string, call: string, fetch: () => Promise<T>) => fetchFact({ what, call }, fetch, fetching);
  const byAppId = isAppId(subject.appIdOrName);

  const servicePrincipal = get('the service principal', 'Graph: read service principal', () =>
    byAppId
      ? tenant.servicePrincipal(subject.appIdOrName, options)
      : onlyOneNamed(subject.appIdOrName, tenant, options),
  );
  const registrationOf = (appId: string) =>
    get('the app registration', 'Graph: read app registration', () => tenant.application(appId, options));
  const application = byAppId
    ? registrationOf(subject.appIdOrName)
    : servicePrincipal.then((fact): Promise<AppFacts['application']> | AppFacts['application'] => {
        if (!fact.known) return fact;
        const reason = 'No app or managed identity of that name was found.';
        return fact.value === undefined
          ? notAsked('the app registration', reason, fetching)
          : registrationOf(fact.value.appId);
      });
  const digitalTwins = get('the service principal of Azure Digital Twins', 'Graph: read service principal', () =>
    tenant.servicePrincipal(digitalTwinsAppId, options),
  );
  const grants = servicePrincipal.then((fact): Promise<AppFacts['grants']> | AppFacts['grants'] => {
    if (!fact.known) return fact;
    const what = 'permission grants of the app';
    if (fact.value === undefined) return notAsked(what, 'The app has no service principal.', fetching);
    const { objectId } = fact.value;
    return get(what, 'Graph: list delegated permission grants', () => tenant.permissionGrants(objectId, options));
  });
  return {
    principal: servicePrincipal.then((fact) =>
      fact.known ? { ...fact, value: fact.value === undefined ? undefined : asPrincipal(fact.value) } : fact,
    ),
    objectId: servicePrincipal.then((fact) => objectIdOf(fact, fetching)),
    app: { application, servicePrincipal, digitalTwins, grants },
  };
}

/** An app is given by its id; any other text is its name. */
export function isAppId(appIdOrName: string): boolean {
  return guid.test(appIdOrName);
}

function objectIdOf(fact: Fact<{ objectId: string } | undefined>, fetching: Fetching): Fact<string> {
  if (!fact.known) return fact;
  return fact.value === undefined
    ? notAsked('the object id', 'The identity was not found in the directory.', fetching)
    : { ...fact, value: fact.value.objectId };
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
