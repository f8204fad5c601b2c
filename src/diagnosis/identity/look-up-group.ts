import { type DirectoryObject, TenantError } from '../../tenant.ts';
import type { Fact, Principal } from '../diagnosis.ts';
import { notAsked } from '../fetch-fact.ts';
import { type Reading, readFact } from '../reading.ts';
import type { IdentityLookup } from './identity.ts';
import { readGroups } from './look-up-person.ts';
import { objectIdOf } from './object-id.ts';
import { isGuid } from './subject.ts';

const call = 'Graph: find group';

/** A group by object id or display name. */
export function lookUpGroup(idOrName: string, reading: Reading): IdentityLookup {
  const { tenant, options } = reading;
  const principal = readFact(reading, 'the group', call, async () => {
    const found = isGuid(idOrName)
      ? (await tenant.directoryObjects([idOrName], options)).filter(({ type }) => type === 'Group')
      : await tenant.groupsNamed(idOrName, options);
    return asGroup(onlyOne(found, idOrName));
  });
  return foundGroup(principal, reading);
}

/** A group that the directory has named, or is about to. */
export function foundGroup(principal: Promise<Fact<Principal | undefined>>, reading: Reading): IdentityLookup {
  const { fetching } = reading;
  const objectId = principal.then((fact) => objectIdOf(fact, fetching));
  return {
    kind: Promise.resolve('group'),
    principal,
    objectId,
    groups: objectId.then((id) =>
      id.known
        ? readGroups(reading, { type: 'Group', objectId: id.value })
        : notAsked('groups of the identity', id.reason, fetching),
    ),
    app: Promise.resolve(undefined),
    owners: Promise.resolve(undefined),
  };
}

export function asGroup(group: Pick<DirectoryObject, 'objectId' | 'displayName'> | undefined): Principal | undefined {
  return group && { kind: 'group', objectId: group.objectId, displayName: group.displayName, self: false };
}

function onlyOne(groups: readonly DirectoryObject[], name: string): DirectoryObject | undefined {
  if (groups.length < 2) return groups[0];
  throw new TenantError(`${groups.length} groups are called ${name}. Give the object id of the one you mean.`, {
    code: 'conflict',
    call,
  });
}
