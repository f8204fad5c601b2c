import type { DenyAssignment, RoleAssignment, RoleAssignmentWrite, RoleDefinition } from '../rbac/model.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { Application, CallOptions, Instance, PermissionGrant, ServicePrincipal, Tenant } from '../tenant.ts';
import { findApprovers } from './approvers.ts';
import type { Approver, Fact, Principal } from './diagnosis.ts';
import { type Fetching, fetchFact, notAsked } from './fetch-fact.ts';
import { mayInspect } from './inspection.ts';
import { lookUpIdentity, subjectOf } from './look-up-identity.ts';
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
}

/** What was asked of Azure and what came back. Every part stands alone: one that is unknown says nothing of the others. */
export interface Facts {
  instance: Fact<InstanceLookup>;
  /** Who is meant, as far as it is known without the directory: oneself always is. */
  subject: { self: boolean; objectId?: string; name: string };
  /** Whose access; `undefined` when the directory has no such identity. */
  principal: Fact<Principal | undefined>;
  /** At or above the instance, those that reach the principal. */
  assignments: Fact<RoleAssignment[]>;
  definitions: Fact<ReadonlyMap<string, RoleDefinition>>;
  denies: Fact<DenyAssignment[]>;
  /** Groups of the principal; read only where a deny assignment may depend on them. */
  groups: Fact<string[]>;
  /** Only where an app registration is the subject. */
  app?: AppFacts;
  /** Whether the asker may be shown another identity's access. */
  inspection: Fact<{ self: boolean; allowed: boolean }>;
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
  const get = <T>(what: string, call: string, fetch: () => Promise<T>) => fetchFact({ what, call }, fetch, fetching);
  const subject = subjectOf(question);

  const instance = get('the instance', 'Resource Graph: find Digital Twins instances', () =>
    lookUpInstance(question, tenant, options),
  );
  const identity = lookUpIdentity(subject, question, tenant, fetching, options);

  /** Waits for the instance; without one the fact is not asked for. */
  const atInstance = async <T>(what: string, call: string, fetch: (scope: string) => Promise<T>): Promise<Fact<T>> => {
    const lookup = await instance;
    if (!lookup.known) return notAsked(what, 'The instance could not be looked up.', fetching);
    const { found } = lookup.value;
    if (found === undefined) return notAsked(what, 'No instance was found to look at.', fetching);
    return get(what, call, () => fetch(found.id));
  };
  const ofPrincipal = async <T>(
    what: string,
    call: string,
    fetch: (scope: string, id: string) => Promise<T>,
  ): Promise<Fact<T>> => {
    const objectId = await identity.objectId;
    if (objectId === undefined) return notAsked(what, 'The identity was not found in the directory.', fetching);
    return atInstance(what, call, (scope) => fetch(scope, objectId));
  };

  const assignments = ofPrincipal(
    'role assignments that reach the identity',
    'ARM: list role assignments',
    (scope, id) => tenant.roleAssignmentsOf(id, scope, options),
  );
  const everyAssignment = atInstance('all role assignments at the instance', 'ARM: list role assignments', (scope) =>
    tenant.roleAssignmentsAt(scope, options),
  );
  const denies = atInstance('deny assignments', 'ARM: list deny assignments', (scope) =>
    tenant.denyAssignmentsAt(scope, options),
  );
  const definitions = readDefinitions();
  const groups = denies.then((known) => {
    const what = 'groups of the identity';
    if (!known.known || known.value.length === 0)
      return notAsked<string[]>(what, 'No deny assignment depends on them.', fetching);
    return identity.objectId.then((objectId) =>
      objectId === undefined
        ? notAsked<string[]>(what, 'The identity was not found in the directory.', fetching)
        : get(what, 'Graph: list group memberships', () =>
            tenant.groupsOf({ objectId, type: subject.kind === 'user' ? 'User' : 'ServicePrincipal' }, options),
          ),
    );
  });
  const inspection = subject.self ? Promise.resolve(ownAccess(fetching)) : askRightToInspect();

  /** Read beside the assignments; read again where an assignment's role is newer than what was cached. */
  async function readDefinitions(): Promise<Facts['definitions']> {
    const read = (having: string[]) =>
      atInstance('role definitions', 'ARM: list role definitions', (scope) =>
        tenant.roleDefinitions(scope, { ...options, having }),
      );
    const [cached, held] = await Promise.all([read([]), assignments]);
    const roleIds = held.known ? held.value.map(({ roleId }) => roleId) : [];
    if (!cached.known || roleIds.every((id) => cached.value.has(id))) return cached;
    return read(roleIds);
  }

  async function askRightToInspect(): Promise<Facts['inspection']> {
    const what = 'your right to see this access';
    const application = await identity.app?.application;
    if (application?.known && application.value !== undefined) {
      const { objectId } = application.value;
      const owners = await get(what, 'Graph: list owners of app registration', () =>
        tenant.applicationOwners(objectId, options),
      );
      if (owners.known && owners.value.includes(asker.objectId.toLowerCase())) {
        return { ...owners, value: { self: false, allowed: true } };
      }
    }
    const [held, known, denied, groups] = await Promise.all([
      atInstance(what, 'ARM: list role assignments', (scope) =>
        tenant.roleAssignmentsOf(asker.objectId, scope, options),
      ),
      definitions,
      denies,
      denies.then((fact) =>
        fact.known && fact.value.length > 0
          ? get('your groups', 'Graph: list group memberships', () =>
              tenant.groupsOf({ objectId: asker.objectId, type: 'User' }, options),
            )
          : notAsked<string[]>('your groups', 'No deny assignment depends on them.', fetching),
      ),
    ]);
    return mayInspect(asker.objectId, await instance, held, known, denied, groups);
  }

  const objectId = await identity.objectId;
  const facts: Facts = {
    instance: await instance,
    subject: {
      self: subject.self,
      ...(objectId !== undefined && { objectId }),
      name: subject.self ? asker.displayName : subject.kind === 'user' ? subject.idOrName : subject.appIdOrName,
    },
    principal: await identity.principal,
    assignments: await assignments,
    definitions: await definitions,
    denies: await denies,
    groups: await groups,
    inspection: await inspection,
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
  return { facts, findApprovers: findThoseWhoCan };
}

function ownAccess({ now }: Fetching): Facts['inspection'] {
  return {
    known: true,
    value: { self: true, allowed: true },
    source: { what: 'your own access', call: 'not asked', at: now().toISOString(), ms: 0 },
  };
}
