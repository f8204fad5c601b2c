import type { PrincipalType } from '../rbac/model.ts';
import type { Principal } from './diagnosis.ts';

/** What a role assignment calls each kind of principal. */
export const principalTypes = {
  user: 'User',
  group: 'Group',
  'service-principal': 'ServicePrincipal',
} as const satisfies Record<Principal['kind'], PrincipalType>;
