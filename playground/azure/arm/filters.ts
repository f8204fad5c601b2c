/** The $filter of the authorization lists: atScope(), assignedTo('…'), principalId eq '…', and both kinds joined by 'and'. */
import { principalAndGroups } from '../access.ts';
import type { TenantState } from '../records.ts';
import { covers } from '../scopes.ts';
import { armError } from './errors.ts';

export interface ScopeFilter {
  /** Only at the scope and above; without it, below as well. */
  atScope: boolean;
  /** Object ids to look for; undefined means everyone. */
  principals?: ReadonlySet<string>;
}

const GUID = "'?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'?";

/**
 * Reads a filter. `assignedTo` looks through nested groups, for users and service principals, not for a group itself;
 * `principalId eq` looks at that principal alone; `asTarget()` means the caller. Throws ARM's 400 on anything else.
 */
export function readScopeFilter(filter: string | null, state: TenantState, callerId: string): ScopeFilter {
  const read: ScopeFilter = { atScope: false };
  if (filter === null || filter.trim() === '') return read;
  for (const part of filter.trim().split(/\s+and\s+/i)) {
    const assignedTo = new RegExp(`^assignedTo\\(${GUID}\\)$`, 'i').exec(part)?.[1]?.toLowerCase();
    const principalId = new RegExp(`^principalId\\s+eq\\s+${GUID}$`, 'i').exec(part)?.[1]?.toLowerCase();
    if (/^atScope\(\)$/i.test(part)) read.atScope = true;
    else if (/^asTarget\(\)$/i.test(part)) read.principals = principalAndGroups(state.groups, callerId);
    else if (principalId !== undefined) read.principals = new Set([principalId]);
    else if (assignedTo !== undefined) {
      const isGroup = state.groups.some((group) => group.id === assignedTo);
      read.principals = isGroup ? new Set() : principalAndGroups(state.groups, assignedTo);
    } else throw unsupported(filter);
  }
  return read;
}

/** Whether a record at `recordScope` belongs in a list asked for at `scope`. */
export function inReach(filter: ScopeFilter, recordScope: string, scope: string, state: TenantState): boolean {
  if (covers(recordScope, scope, state)) return true;
  return !filter.atScope && covers(scope, recordScope, state);
}

function unsupported(filter: string) {
  const supported = "'atScope()' or 'principalId eq '{value}' or assignedTo('{value}')'";
  const message = `The filter '${filter}' is not supported. Supported filters are either ${supported}.`;
  return armError(400, 'UnsupportedQuery', message);
}
