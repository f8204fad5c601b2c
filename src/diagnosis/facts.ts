import type { DenyAssignment, RoleAssignment, RoleAssignmentWrite, RoleDefinition } from '../rbac/model.ts';
import { subscriptionOf } from '../rbac/scopes.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { Application, CallOptions, Instance, PermissionGrant, ServicePrincipal, Tenant } from '../tenant.ts';
import { findApprovers } from './approvers.ts';
import type { Approver, Fact, Principal } from './diagnosis.ts';
import { type Fetching, fetchFact, knownAlready, notAsked } from './fetch-fact.ts';
import { type Inspection, mayInspect } from './inspection.ts';
import { isAppId, lookUpIdentity, type Subject, subjectOf } from './look-up-identity.ts';
import { lookUpInstance } from './look-up-instance.ts';

export interface Question {
  report: SymptomReport;
  /** Who asks; `me` in the report. */
  asker: { objectId: string; displayName: string };
  /** The instance as chosen from a list; wins over what the report names. */
  instanceId?: string;
  /** The instance this person asked about last: used when the report names none. */
  lastInstanceId?: string;
}

export interface InstanceLookup {
  found?: Instance;
  /** What a person could choose from: several of that name, or all that are visible when none was named. */
  candidates: Instance[];
  /** The name or host name that was looked for. */
  asked?: string;
}

/** What was asked of Azure and what came back. Every part stands alone: one that is unknown says nothing of the others. */
export interface Facts {
  instance: Fact<InstanceLookup>;
  /** When they were asked for: what is young is young by this clock. */
  now: Date;
  /** Who asks. */
  asker: { objectId: string };
  /** Who is meant, as far as it is known without the directory: oneself always is. `byId`: an app, by its app id. */
  subject: { self: boolean; objectId?: string; name: string; byId: boolean };
  /** Whose access; `undefined` when the directory has no such identity. */
  principal: Fact<Principal | undefined>;
  /** At or above the instance, those that reach the principal. */
  assignments: Fact<RoleAssignment[]>;
  /** Those that name the principal itself, anywhere in the subscription of the instance. */
  direct: Fact<RoleAssignment[]>;
  /** At or above the instance, those that the person may activate; apps cannot, so it is absent for them. */
  eligible?: Fact<RoleAssignment[]>;
  definitions: Fact<ReadonlyMap<string, RoleDefinition>>;
  denies: Fact<DenyAssignment[]>;
  /** Groups of the principal; read only where a deny assignment may depend on them. */
  groups: Fact<string[]>;
  /** Only where an app is the subject. */
  app?: AppFacts;
  /** Roles in the subscription that name the app's registration, which signs in nowhere; absent where no app is the subject. */
  onRegistration?: Fact<RoleAssignment[]>;
  /**
   * At or above the instance, assignments to apps that the directory does not know. Only where an app is the subject; they
   * come a round trip after the rest and are absent until then.
   */
  orphans?: Fact<RoleAssignment[]>;
  /** Whether the asker may be shown another identity's access. */
  inspection: Fact<Inspection>;
}

export interface AppFacts {
  application: Fact<Application | undefined>;
  servicePrincipal: Fact<ServicePrincipal | undefined>;
  /** Azure Digital Twins' own service principal in this tenant. */
  digitalTwins: Fact<ServicePrincipal | undefined>;
  grants: Fact<PermissionGrant[]>;
}

export interface GatheredFacts {
  facts: Facts;
  /** Who can make an assignment: one more round trip, because groups have to be expanded and names read. */
  findApprovers(write: RoleAssignmentWrite): Promise<Fact<Approver[]>>;
  /** Assignments left behind by deleted apps, where an app is the subject: a round trip later as well. */
  orphans?: Promise<Fact<RoleAssignment[]>>;
}

/**
 * Asks Azure for everything a diagnosis needs, each thing as soon as what it depends on is known. On a cold cache that is
 * two round trips: the instance and the identity, then everything at the instance's scope.
 */
export async function gatherFacts(
  question: Question,
  tenant: Tenant,
  fetching: Fetching,
  options: CallOptions,
): Promise<GatheredFacts> {
  const { asker } = question;
  const get = <T>(what: string, call: string, fetch: () => Promise<T>, scope?: string) =>
    fetchFact({ what, call, ...(scope !== undefined && { scope }) }, fetch, fetching);
  const subject = subjectOf(question);

  const instance = get('the instance', 'Resource Graph: find Digital Twins instances', () =>
    lookUpInstance(question, tenant, options),
  );
  const identity = lookUpIdentity(subject, question, tenant, fetching, options);

  /** Waits for the instance; without one the fact is not asked for. */
  const atInstance = async <T>(what: string, call: string, fetch: (scope: string) => Promise<T>): Promise<Fact<T>> => {
    const lookup = await instance;
    if (!lookup.known) return notAsked(what, lookup.reason, fetching);
    const { found } = lookup.value;
    if (found === undefined) return notAsked(what, 'No instance was found to look at.', fetching);
    return get(what, call, () => fetch(found.id), found.id);
  };
  const ofPrincipal = async <T>(
    what: string,
    call: string,
    fetch: (scope: string, id: string) => Promise<T>,
  ): Promise<Fact<T>> => {
    const objectId = await identity.objectId;
    if (!objectId.known) return notAsked(what, objectId.reason, fetching);
    return atInstance(what, call, (scope) => fetch(scope, objectId.value));
  };

  const assignments = ofPrincipal(
    'role assignments that reach the identity',
    'ARM: list role assignments',
    (scope, id) => tenant.roleAssignmentsOf(id, scope, options),
  );
  const direct = ofPrincipal('roles elsewhere in the subscription', 'ARM: list role assignments', (scope, id) =>
    tenant.directAssignmentsIn(id, subscriptionOf(scope), options),
  );
  const onRegistration = identity.app && rolesOnRegistration(identity.app.application);
  // Eligibility is for people: an app has nobody to activate a role.
  const eligible =
    subject.kind === 'user'
      ? ofPrincipal('roles that can be activated', 'ARM: list eligible roles', (scope, id) =>
          tenant.eligibleRolesOf(id, scope, options),
        )
      : undefined;
  const everyAssignment = atInstance('all role assignments at the instance', 'ARM: list role assignments', (scope) =>
    tenant.roleAssignmentsAt(scope, options),
  );
  // Begun now and awaited last, so that one slow fact does not keep it from being asked in time.
  const orphans = subject.kind === 'app' ? lookUpOrphans() : undefined;
  const denies = atInstance('deny assignments', 'ARM: list deny assignments', (scope) =>
    tenant.denyAssignmentsAt(scope, options),
  );
  const definitions = atInstance('role definitions', 'ARM: list role definitions', (scope) => {
    // Read beside the assignments; read again where an assignment's role is newer than what was cached.
    const having = assignments.then((held) => (held.known ? held.value.map(({ roleId }) => roleId) : []));
    return tenant.roleDefinitions(scope, { ...options, having });
  });
  const groups = groupsFor(
    'groups of the identity',
    identity.objectId,
    subject.kind === 'user' ? 'User' : 'ServicePrincipal',
  );
  const inspection = askRightToInspect();

  async function rolesOnRegistration(application: Promise<AppFacts['application']>): Promise<Fact<RoleAssignment[]>> {
    const what = 'roles of the app registration itself';
    const found = await application;
    if (!found.known) return notAsked(what, found.reason, fetching);
    if (found.value === undefined) return knownAlready(what, [], fetching);
    const { objectId } = found.value;
    return atInstance(what, 'ARM: list role assignments', (scope) =>
      tenant.directAssignmentsIn(objectId, subscriptionOf(scope), options),
    );
  }

  async function groupsFor(
    what: string,
    principal: Fact<string> | Promise<Fact<string>>,
    type: 'User' | 'ServicePrincipal',
  ): Promise<Fact<string[]>> {
    const known = await denies;
    if (!known.known) return notAsked(what, known.reason, fetching);
    if (known.value.length === 0) return notAsked(what, 'No deny assignment depends on them.', fetching);
    const objectId = await principal;
    if (!objectId.known) return notAsked(what, objectId.reason, fetching);
    return get(what, 'Graph: list group memberships', () =>
      tenant.groupsOf({ objectId: objectId.value, type }, options),
    );
  }

  async function askRightToInspect(): Promise<Facts['inspection']> {
    const what = 'your right to see this access';
    const own = knownAlready('your own access', { self: true, allowed: true }, fetching);
    if (subject.self) return own;
    const owned = ownsApp(what);
    const self = knownAlready('your object id', asker.objectId, fetching);
    const held = atInstance(what, 'ARM: list role assignments', (scope) =>
      tenant.roleAssignmentsOf(asker.objectId, scope, options),
    );
    const byRole = Promise.all([instance, held, definitionsFor(held), denies, groupsFor('your groups', self, 'User')]);
    if (await isSelf(subject, identity.principal)) return own;
    const right = mayInspect(asker.objectId, ...(await byRole));
    return right.known && right.value.allowed ? right : ((await owned) ?? right);
  }

  /** The asker may hold roles that the subject does not. */
  function definitionsFor(held: Promise<Fact<RoleAssignment[]>>): Promise<Facts['definitions']> {
    return atInstance('role definitions', 'ARM: list role definitions', (scope) => {
      const having = held.then((fact) => (fact.known ? fact.value.map(({ roleId }) => roleId) : []));
      return tenant.roleDefinitions(scope, { ...options, having });
    });
  }

  /** An owner of the app registration may see its access; undefined where that is not known of the asker. */
  async function ownsApp(what: string): Promise<Facts['inspection'] | undefined> {
    const application = await identity.app?.application;
    if (!application?.known || application.value === undefined) return undefined;
    const { objectId } = application.value;
    const owners = await get(what, 'Graph: list owners of app registration', () =>
      tenant.applicationOwners(objectId, options),
    );
    const owns = owners.known && owners.value.includes(asker.objectId.toLowerCase());
    return owns ? { ...owners, value: { self: false, allowed: true } } : undefined;
  }

  const objectId = await identity.objectId;
  const facts: Facts = {
    instance: await instance,
    now: fetching.now(),
    asker: { objectId: asker.objectId },
    subject: {
      self: await isSelf(subject, identity.principal),
      ...(objectId.known && { objectId: objectId.value }),
      name: subject.self ? asker.displayName : subject.kind === 'user' ? subject.idOrName : subject.appIdOrName,
      byId: subject.kind === 'app' && isAppId(subject.appIdOrName),
    },
    principal: await identity.principal,
    assignments: await assignments,
    direct: await direct,
    ...(eligible && { eligible: await eligible }),
    definitions: await definitions,
    denies: await denies,
    groups: await groups,
    inspection: await inspection,
    ...(onRegistration && { onRegistration: await onRegistration }),
    ...(identity.app && {
      app: {
        application: await identity.app.application,
        servicePrincipal: await identity.app.servicePrincipal,
        digitalTwins: await identity.app.digitalTwins,
        grants: await identity.app.grants,
      },
    }),
  };
  const findThoseWhoCan = async (write: RoleAssignmentWrite): Promise<Fact<Approver[]>> => {
    const scope = facts.instance.known ? facts.instance.value.found?.id : undefined;
    if (scope === undefined) return notAsked('who can assign roles', 'No instance was found to look at.', fetching);
    return findApprovers(
      scope,
      write,
      await everyAssignment,
      facts.definitions,
      facts.denies,
      tenant,
      fetching,
      options,
    );
  };
  async function lookUpOrphans(): Promise<Fact<RoleAssignment[]>> {
    const all = await everyAssignment;
    if (!all.known) return all;
    const ofApps = all.value.filter(({ principalType }) => principalType === 'ServicePrincipal');
    return get('identities that hold roles here', 'Graph: read names of principals', async () => {
      const known = await tenant.directoryObjects([...new Set(ofApps.map((each) => each.principalId))], options);
      const ids = new Set(known.map((each) => each.objectId));
      return ofApps.filter(({ principalId }) => !ids.has(principalId));
    });
  }
  return { facts, findApprovers: findThoseWhoCan, ...(orphans && { orphans }) };
}

/** Also who gives his own sign-in name is oneself. */
async function isSelf(subject: Subject, principal: Promise<Facts['principal']>): Promise<boolean> {
  if (subject.kind === 'app') return false;
  if (subject.self) return true;
  const found = await principal;
  return found.known && found.value?.self === true;
}
