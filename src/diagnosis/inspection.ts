import { evaluateAccess } from '../rbac/evaluate.ts';
import type { DenyAssignment, RoleAssignment, RoleDefinition } from '../rbac/model.ts';
import type { Fact } from './diagnosis.ts';
import type { InstanceLookup } from './facts.ts';
import { tokenIds } from './token-ids.ts';

/**
 * Whether somebody may be shown another identity's roles: only who could see them in Azure himself, by reading role
 * assignments at the instance. What cannot be proven stays unknown, and is then not shown.
 */
export function mayInspect(
  askerId: string,
  instance: Fact<InstanceLookup>,
  held: Fact<RoleAssignment[]>,
  definitions: Fact<ReadonlyMap<string, RoleDefinition>>,
  denies: Fact<DenyAssignment[]>,
  groups: Fact<string[]>,
): Fact<{ self: boolean; allowed: boolean }> {
  if (!instance.known) return instance;
  if (!held.known) return held;
  if (!definitions.known) return definitions;
  if (!denies.known) return denies;
  if (denies.value.length > 0 && !groups.known) return groups;
  const scope = instance.value.found?.id;
  const { access } =
    scope === undefined
      ? { access: 'deny' as const }
      : evaluateAccess(
          {
            action: 'Microsoft.Authorization/roleAssignments/read',
            plane: 'control',
            scope,
            principalIds: tokenIds(askerId, held.value, groups),
          },
          { assignments: held.value, definitions: definitions.value, denies: denies.value },
        );
  return { known: true, value: { self: false, allowed: access === 'allow' }, source: held.source };
}
