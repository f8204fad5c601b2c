import type { Plane, RolePermission } from './model.ts';
import { matchesAction } from './wildcards.ts';

/**
 * Whether one permission block names the action on this plane. Its Not… part subtracts from this block alone: it denies
 * nothing that another block or role gives (Azure RBAC docs, "Understand Azure role definitions": NotActions).
 */
export function covers(permission: RolePermission, action: string, plane: Plane): boolean {
  const [included, excluded] =
    plane === 'data'
      ? [permission.dataActions, permission.notDataActions]
      : [permission.actions, permission.notActions];
  const named = (pattern: string) => matchesAction(pattern, action);
  return included.some(named) && !excluded.some(named);
}
