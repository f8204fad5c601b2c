import type { RoleAssignment, RoleAssignmentWrite, RoleDefinition } from '../rbac/model.ts';
import { roleAssigners } from '../rbac/role-assigners.ts';
import type { CallOptions, DirectoryObject, Tenant } from '../tenant.ts';
import type { Approver, Fact } from './diagnosis.ts';
import type { Facts } from './facts.ts';
import { type Reading, readFact } from './reading.ts';
import { scopeInWords } from './scope-in-words.ts';

/** Names are for people to read and write to; more than these help nobody. */
const mostNamed = 50;

/**
 * The people who can make this role assignment now: whoever holds a role that may write role assignments at or above
 * `scope`, groups expanded to their members. One round trip after the facts are known.
 */
export async function findApprovers(
  scope: string,
  write: RoleAssignmentWrite,
  { everybodys, definitions, denies }: Pick<Facts, 'everybodys' | 'definitions' | 'denies'>,
  reading: Reading,
): Promise<Fact<Approver[]>> {
  if (!everybodys.known) return everybodys;
  if (!definitions.known) return definitions;
  if (!denies.known) return denies;
  const records = { assignments: everybodys.value, definitions: definitions.value, denies: denies.value };
  return readFact(reading, 'names of the people who can assign roles here', 'Graph: read names of principals', () =>
    nameThem(roleAssigners(records, scope, write), scope, definitions.value, reading.tenant, reading.options),
  );
}

/** The same, read afresh. Rejects with TenantError while Azure gives no answer. */
export async function approversAt(scope: string, write: RoleAssignmentWrite, tenant: Tenant): Promise<Approver[]> {
  const all = tenant.roleAssignmentsAt(scope);
  const having = all.then(
    (assignments) => assignments.map(({ roleId }) => roleId),
    () => [],
  );
  const [assignments, definitions, denies] = await Promise.all([
    all,
    tenant.roleDefinitions(scope, { having }),
    tenant.denyAssignmentsAt(scope),
  ]);
  return nameThem(roleAssigners({ assignments, definitions, denies }, scope, write), scope, definitions, tenant, {});
}

async function nameThem(
  assigners: readonly RoleAssignment[],
  here: string,
  definitions: ReadonlyMap<string, RoleDefinition>,
  tenant: Tenant,
  options: CallOptions,
): Promise<Approver[]> {
  const ofType = (type: string) => assigners.filter(({ principalType }) => principalType === type);
  const groupIds = [...new Set(ofType('Group').map(({ principalId }) => principalId))];
  const [objects, ...members] = await Promise.all([
    tenant.directoryObjects([...new Set(assigners.map(({ principalId }) => principalId))], options),
    ...groupIds.map((id) => tenant.groupMembers(id, options)),
  ]);
  const names = new Map(objects.map((object) => [object.objectId, object]));
  const approvers = new Map<string, Approver>();
  const add = (person: DirectoryObject, right: string) => {
    if (!approvers.has(person.objectId)) {
      const { objectId, displayName, userPrincipalName } = person;
      approvers.set(objectId, { objectId, displayName, ...(userPrincipalName && { userPrincipalName }), right });
    }
  };
  for (const { principalId, principalType, roleId, scope } of assigners) {
    const role = `${definitions.get(roleId)?.name ?? 'a role'} of ${scopeInWords(scope, here)}`;
    const named = names.get(principalId);
    if (principalType === 'User' && named !== undefined) add(named, role);
    if (principalType !== 'Group') continue;
    const group = named?.displayName ?? 'a group';
    for (const member of members[groupIds.indexOf(principalId)] ?? []) add(member, `${role}, through ${group}`);
  }
  return [...approvers.values()].slice(0, mostNamed);
}
