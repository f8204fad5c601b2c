/** Groups inside groups. */
import type { TenantState } from '../records.ts';

/** Object ids of every group that the object is in, directly or through another group; itself left out. */
export function groupsOf(state: TenantState, objectId: string): Set<string> {
  const found = new Set<string>();
  const ahead = [objectId];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    for (const group of state.groups) {
      if (!group.members.includes(id) || found.has(group.id)) continue;
      found.add(group.id);
      ahead.push(group.id);
    }
  }
  return found;
}

/** Object ids of everything in the group, nested groups and their members included. */
export function membersOf(state: TenantState, groupId: string): Set<string> {
  const found = new Set<string>();
  const ahead = [groupId];
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    for (const member of state.groups.find((group) => group.id === id)?.members ?? []) {
      if (found.has(member)) continue;
      found.add(member);
      ahead.push(member);
    }
  }
  return found;
}
