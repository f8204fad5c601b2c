import { type Tenant, TenantError } from '../tenant.ts';
import { excessInWords } from './excess-in-words.ts';
import { judgeOwnRoles } from './own-right.ts';
import type { WhoIsBot } from './prove-own-right.ts';
import { readOwnRolesAt } from './read-own-roles.ts';

const call = 'ARM: list role assignments';

/**
 * The tenant with a lock on it: before each role assignment is written, the bot's own roles there are read again. A right
 * that has become too wide, or could not be proven at start, gives nothing. Taking away is always possible.
 */
export function guardGrants(tenant: Tenant, bot: WhoIsBot): Tenant {
  return {
    ...tenant,
    async createRoleAssignment(name, request, options = {}) {
      const { objectId } = await bot(options);
      const { assignments, definitions } = await readOwnRolesAt(tenant, objectId, request.scope, options).catch(unread);
      const { excess, unread: blind } = judgeOwnRoles(assignments, definitions);
      const [first] = excess;
      if (first !== undefined) {
        const message = `${excessInWords(first)} With such a right it assigns nothing; npm run doctor says how to mend it.`;
        throw new TenantError(message, { code: 'rejected', call });
      }
      if (blind.length > 0) {
        const message = 'The bot could not read what its own roles allow.';
        throw new TenantError(message, { code: 'unavailable', call });
      }
      return tenant.createRoleAssignment(name, request, options);
    },
  };
}

/** Refused here is not refused the role assignment itself, which would have another remedy. */
function unread(error: unknown): never {
  if (!(error instanceof TenantError) || error.code !== 'forbidden') throw error;
  throw new TenantError(error.message, { code: 'rejected', call, cause: error });
}
