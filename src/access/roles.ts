import { type AdtOperation, leastDataRole, neededActions } from '../rbac/adt-actions.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, type BuiltInRole } from '../rbac/roles.ts';

export interface RoleChoice extends BuiltInRole {
  /** What it lets a person do, in plain words. */
  allows: string;
}

const READER: RoleChoice = {
  ...ADT_DATA_READER,
  allows: 'Read and query twins, relationships, models, event routes and jobs. Change nothing.',
};

const OWNER: RoleChoice = {
  ...ADT_DATA_OWNER,
  allows: 'Read, query, create, change and delete twins, relationships, models, event routes and jobs.',
};

/** The roles that a person can choose from, the smaller one first. */
export const roleChoices: readonly RoleChoice[] = [READER, OWNER];

/**
 * The role to propose for an operation: Data Reader for reads and queries, else Data Owner, also where the operation is
 * not known (see leastDataRole). Undefined for the control plane, where no data role helps.
 */
export function leastRoleFor(operation?: AdtOperation): RoleChoice | undefined {
  const least = leastDataRole(operation);
  return roleChoices.find(({ id }) => id === least?.id);
}

/** What a person who asked for this role expects to work: the data actions to look for once it is granted. */
export function expectedActions(roleId: string): readonly string[] {
  const reads = [...neededActions('read').dataActions, ...neededActions('query').dataActions];
  return roleId === ADT_DATA_READER.id
    ? reads
    : [...reads, ...neededActions('write').dataActions, ...neededActions('models').dataActions];
}
