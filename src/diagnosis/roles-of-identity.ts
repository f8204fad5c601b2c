import type { RoleAssignment } from '../rbac/model.ts';
import { isAtOrAbove, subscriptionOf } from '../rbac/scopes.ts';
import { TenantError } from '../tenant.ts';
import type { AtTheInstance } from './at-the-instance.ts';
import { remedyForBot } from './bot-permissions.ts';
import type { Fact } from './diagnosis.ts';
import { notAsked } from './fetch-fact.ts';
import type { IdentityLookup } from './identity/identity.ts';
import type { Reading } from './reading.ts';

const listAssignments = 'ARM: list role assignments';

/** The roles of one identity: those that count at the instance, and all in the instance's subscription. */
export interface RolesOfIdentity {
  here: Promise<Fact<RoleAssignment[]>>;
  inSubscription: Promise<Fact<RoleAssignment[]>>;
}

/**
 * One listing answers both. Who may read role assignments at the instance and not in its whole subscription is refused
 * it, and is then asked for the instance alone.
 */
export function rolesOfIdentity(
  identity: Pick<IdentityLookup, 'kind' | 'objectId' | 'groups'>,
  at: AtTheInstance,
  everybodys: Promise<Fact<RoleAssignment[]>>,
  reading: Reading,
): RolesOfIdentity {
  const { tenant, options, fetching } = reading;
  const what = 'role assignments of the identity';

  const listed = identity.objectId.then(async (objectId) => {
    if (!objectId.known) return notAsked<Listed>(what, objectId.reason, fetching);
    const id = objectId.value;
    const kind = await identity.kind;
    return at.read(what, listAssignments, async (scope): Promise<Listed> => {
      const subscription = subscriptionOf(scope);
      try {
        // ARM expands the groups of users and service principals, and not those of a group.
        const all = await (kind === 'group'
          ? tenant.directAssignmentsIn(id, subscription, options)
          : tenant.roleAssignmentsIn(id, subscription, options));
        return { here: all.filter((each) => isAtOrAbove(each.scope, scope)), inSubscription: all };
      } catch (error) {
        if (!(error instanceof TenantError) || error.code !== 'forbidden' || kind === 'group') throw error;
        return { here: await tenant.roleAssignmentsOf(id, scope, options), inSubscription: { refusal: error, scope } };
      }
    });
  });

  return {
    here: identity.kind.then(async (kind) => {
      const all = await listed;
      if (!all.known) return all;
      const own = { ...all, value: all.value.here };
      return kind === 'group' ? withParents(own, await everybodys, await identity.groups) : own;
    }),
    inSubscription: listed.then((all) => {
      if (!all.known) return all;
      const { inSubscription } = all.value;
      if (Array.isArray(inSubscription)) return { ...all, value: inSubscription };
      const { refusal, scope } = inSubscription;
      const remedy = remedyForBot(refusal, fetching.botAppId, scope);
      return { ...notAsked<RoleAssignment[]>(what, refusal.message, fetching), ...(remedy && { remedy }) };
    }),
  };
}

interface Listed {
  here: RoleAssignment[];
  /** Or why only the instance could be read. */
  inSubscription: RoleAssignment[] | { refusal: TenantError; scope: string };
}

/** A group also has the roles of the groups it is in. */
function withParents(
  own: Fact<RoleAssignment[]>,
  everybodys: Fact<RoleAssignment[]>,
  parents: Fact<string[]>,
): Fact<RoleAssignment[]> {
  if (!own.known) return own;
  if (!parents.known) return parents;
  if (parents.value.length === 0) return own;
  if (!everybodys.known) return everybodys;
  const inherited = everybodys.value.filter(({ principalId }) => parents.value.includes(principalId.toLowerCase()));
  return { ...own, value: [...own.value, ...inherited] };
}
