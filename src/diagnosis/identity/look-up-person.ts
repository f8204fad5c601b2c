import { type Tenant, TenantError, type User } from '../../tenant.ts';
import type { Fact, Principal } from '../diagnosis.ts';
import { knownAlready, notAsked } from '../fetch-fact.ts';
import { type Reading, readFact } from '../reading.ts';
import type { IdentityLookup } from './identity.ts';
import { objectIdOf } from './object-id.ts';

const call = 'Graph: read user';

/** The person who asks: his object id needs no looking up. */
export function lookUpSelf(objectId: string, reading: Reading): IdentityLookup {
  const { tenant, options, fetching } = reading;
  const principal = readFact(reading, 'the user', call, async () =>
    asPrincipal(await tenant.user(objectId, options), objectId),
  );
  return person(principal, {
    objectId: Promise.resolve(knownAlready('your object id', objectId.toLowerCase(), fetching)),
    groups: readGroups(reading, { type: 'User', objectId }),
  });
}

/**
 * A person by object id, user principal name or mail. A guest signs in with a mail address and has a user principal name
 * of another form, so what is not found as the one is looked for as the other; both are asked at once.
 */
export function lookUpPerson(idOrName: string, askerId: string, reading: Reading): IdentityLookup {
  const { tenant, options, fetching } = reading;
  const named = tenant.user(idOrName, options);
  const mailed = idOrName.includes('@') ? tenant.usersWithMail(idOrName, options) : Promise.resolve([]);
  const ofName = readGroups(
    reading,
    idOrName.includes('@') ? { type: 'User', userPrincipalName: idOrName } : { type: 'User', objectId: idOrName },
  );
  const principal = readFact(reading, 'the user', call, async () =>
    asPrincipal((await named) ?? onlyOne(await mailed, idOrName), askerId),
  );
  // The first to fail has told; the other may fail unheard.
  mailed.catch(() => {});
  const objectId = principal.then((fact) => objectIdOf(fact, fetching));
  return person(principal, {
    objectId,
    groups: named.then(
      async (user) => {
        if (user !== undefined) return ofName;
        const found = await objectId;
        return found.known
          ? readGroups(reading, { type: 'User', objectId: found.value })
          : notAsked('groups of the identity', found.reason, fetching);
      },
      () => ofName,
    ),
  });
}

/** A person whom the directory has named already. */
export function foundPerson(
  principal: Fact<Principal | undefined>,
  objectId: string,
  reading: Reading,
): IdentityLookup {
  return person(Promise.resolve(principal), {
    objectId: Promise.resolve(knownAlready('the object id', objectId, reading.fetching)),
    groups: readGroups(reading, { type: 'User', objectId }),
  });
}

function person(
  principal: IdentityLookup['principal'],
  rest: Pick<IdentityLookup, 'objectId' | 'groups'>,
): IdentityLookup {
  return {
    kind: Promise.resolve('user'),
    principal,
    ...rest,
    app: Promise.resolve(undefined),
    owners: Promise.resolve(undefined),
  };
}

export function readGroups(reading: Reading, of: Parameters<Tenant['groupsOf']>[0]): Promise<Fact<string[]>> {
  const { tenant, options } = reading;
  return readFact(reading, 'groups of the identity', 'Graph: list group memberships', () =>
    tenant.groupsOf(of, options),
  );
}

/** Guests of two tenants can have one mail address, and the wrong one must not be diagnosed. */
function onlyOne(users: readonly User[], mail: string): User | undefined {
  if (users.length < 2) return users[0];
  const names = users.map(({ userPrincipalName }) => userPrincipalName).join(', ');
  throw new TenantError(`${users.length} accounts have the mail address ${mail}. Give the sign-in name: ${names}.`, {
    code: 'conflict',
    call,
  });
}

export function asPrincipal(user: Omit<User, 'kind'> | undefined, askerId: string): Principal | undefined {
  if (user === undefined) return undefined;
  const { objectId, displayName, userPrincipalName } = user;
  return {
    kind: 'user',
    objectId,
    displayName,
    userPrincipalName,
    // Entra names the account of an invited person 'alex_fabrikam.com#EXT#@contoso.com'.
    ...(/#EXT#/i.test(userPrincipalName) && { guest: true }),
    self: objectId === askerId.toLowerCase(),
  };
}
