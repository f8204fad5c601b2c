/** GET of the role settings of Privileged Identity Management: of each role, the rules about active assignments. */

import { derivedGuid } from '../derived-guid.ts';
import type { Answer } from '../refusal.ts';
import type { Params, ServiceRequest } from '../router.ts';
import { requireAction } from './caller.ts';
import { type ArmContext, recordId, requireScope, roleDefinitionId, scopeOf } from './context.ts';
import { page } from './paging.ts';
import { requirePim } from './pim.ts';

/** What an administrator who assigns an active role is held to. */
const TARGET = { caller: 'Admin', operations: ['All'], level: 'Assignment' };

export function listRolePolicies(request: ServiceRequest, params: Params, { state, caller }: ArmContext): Answer {
  requirePim(state);
  const scope = scopeOf(state, params.scope);
  requireScope(state, scope, false);
  requireAction(state, caller, 'Microsoft.Authorization/roleAssignments/read', scope);
  const wanted = /^roleDefinitionId eq '([^']+)'$/i
    .exec(request.query.get('$filter') ?? '')?.[1]
    ?.split('/')
    .at(-1);
  const roles = state.roleDefinitions.filter(({ name }) => wanted === undefined || name === wanted.toLowerCase());
  const { longest, mfa, ticket } = state.pim;
  const enabledRules = [
    ...(mfa ? ['MultiFactorAuthentication'] : []),
    'Justification',
    ...(ticket ? ['Ticketing'] : []),
  ];
  const policies = roles.map(({ name }) => {
    const policy = derivedGuid(`policy|${scope}|${name}`);
    return {
      properties: {
        scope,
        roleDefinitionId: roleDefinitionId(scope, name),
        policyId: recordId(scope, 'roleManagementPolicies', policy),
        effectiveRules: [
          {
            enabledRules,
            id: 'Enablement_Admin_Assignment',
            ruleType: 'RoleManagementPolicyEnablementRule',
            target: TARGET,
          },
          {
            isExpirationRequired: longest !== undefined,
            maximumDuration: longest === undefined ? 'P365D' : duration(longest),
            id: 'Expiration_Admin_Assignment',
            ruleType: 'RoleManagementPolicyExpirationRule',
            target: TARGET,
          },
        ],
      },
      name: `${policy}_${name}`,
      id: recordId(scope, 'roleManagementPolicyAssignment', `${policy}_${name}`),
      type: 'Microsoft.Authorization/RoleManagementPolicyAssignment',
    };
  });
  return page(request, policies, state.pageSize);
}

/** In ISO 8601, whole days as days. */
function duration(minutes: number): string {
  if (minutes % 1_440 === 0) return `P${minutes / 1_440}D`;
  return minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`;
}
