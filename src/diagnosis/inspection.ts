import { evaluateAccess } from '../rbac/evaluate.ts';
import type { DenyAssignment, RoleAssignment, RoleDefinition } from '../rbac/model.ts';
import { subscriptionOf } from '../rbac/scopes.ts';
import { tokenIds } from '../rbac/token-ids.ts';
import type { Diagnosis, Fact } from './diagnosis.ts';
import type { Facts, InstanceLookup } from './facts.ts';

export interface Inspection {
  /** It is one's own access. */
  self: boolean;
  /** At or above the instance. */
  allowed: boolean;
  /** Elsewhere in its subscription too. */
  elsewhere?: boolean;
}

/**
 * Whether somebody may be shown another identity's roles: only who could see them in Azure himself, by reading role
 * assignments at the instance. What cannot be proven stays unknown, and is then not shown.
 * @param everybodys every assignment at or above the instance; the asker's own are those that name him or a group of his
 */
export function mayInspect(
  askerId: string,
  instance: Fact<InstanceLookup>,
  everybodys: Fact<RoleAssignment[]>,
  definitions: Fact<ReadonlyMap<string, RoleDefinition>>,
  denies: Fact<DenyAssignment[]>,
  groups: Fact<string[]>,
): Fact<Inspection> {
  if (!instance.known) return instance;
  if (!everybodys.known) return everybodys;
  if (!definitions.known) return definitions;
  if (!denies.known) return denies;
  // Without his groups nobody can be said to have no right, nor to be denied nothing.
  if (!groups.known && denies.value.length > 0) return groups;
  const scope = instance.value.found?.id;
  const principalIds = tokenIds(askerId, [], groups.known ? groups.value : []);
  const records = { assignments: everybodys.value, definitions: definitions.value, denies: denies.value };
  const mayRead = (at: string) =>
    evaluateAccess(
      { action: 'Microsoft.Authorization/roleAssignments/read', plane: 'control', scope: at, principalIds },
      records,
    ).access === 'allow';
  const allowed = scope !== undefined && mayRead(scope);
  if (!allowed && !groups.known) return groups;
  // What is listed at or above the instance holds all that counts at its subscription.
  const elsewhere = allowed && mayRead(subscriptionOf(scope));
  return { known: true, value: { self: false, allowed, elsewhere }, source: everybodys.source };
}

/** What reading role assignments has let the asker see beyond the access that was asked about. */
export function readAt({ inspection, sees, app }: Pick<Facts, 'inspection' | 'sees' | 'app'>): Diagnosis['readAt'] {
  if (sees.known && sees.value.elsewhere) return 'subscription';
  // Other identities of the same name are looked for where an app is asked about.
  return app !== undefined && inspection.known && inspection.value.elsewhere !== undefined ? 'instance' : undefined;
}
