import type { DirectoryObject } from '../../tenant.ts';
import type { Source } from '../diagnosis.ts';
import type { Question } from '../facts.ts';
import { type Reading, readFact } from '../reading.ts';
import type { IdentityLookup } from './identity.ts';
import { lookUpAppById, lookUpAppByName } from './look-up-app.ts';
import { asGroup, foundGroup, lookUpGroup } from './look-up-group.ts';
import { asPrincipal, foundPerson, lookUpPerson, lookUpSelf } from './look-up-person.ts';
import type { Subject } from './subject.ts';

/** Begins to look an identity up, whatever it is. */
export function lookUpIdentity(subject: Subject, { asker }: Pick<Question, 'asker'>, reading: Reading): IdentityLookup {
  switch (subject.kind) {
    case 'self':
      return lookUpSelf(subject.objectId, reading);
    case 'user':
      return lookUpPerson(subject.idOrName, asker.objectId, reading);
    case 'group':
      return lookUpGroup(subject.idOrName, reading);
    case 'app':
      return lookUpAppByName(subject.idOrName, reading);
    case 'object':
      return lookUpObject(subject.id, asker.objectId, reading);
  }
}

/**
 * A GUID that people took from somewhere: the app id of an app, or the object id of a user, group, service principal or app
 * registration. It is looked for as an app id and as an object id at once, which is one round trip for the usual case.
 */
function lookUpObject(id: string, askerId: string, reading: Reading): IdentityLookup {
  const { tenant, options } = reading;
  const asAppId = lookUpAppById(id, reading);
  const object = readFact(reading, 'the identity', 'Graph: read names of principals', async () => {
    const [found] = await tenant.directoryObjects([id], options);
    return found;
  });
  const lookup = object.then((fact) => {
    const found = fact.known && fact.value !== undefined ? asFound(fact.value, fact.source) : undefined;
    return found ?? asAppId;
  });

  function asFound({ type, appId, ...object }: DirectoryObject, source: Source): IdentityLookup | undefined {
    const { objectId, userPrincipalName = '' } = object;
    if (type === 'User') {
      const value = asPrincipal({ ...object, userPrincipalName }, askerId);
      return foundPerson({ known: true, value, source }, objectId, reading);
    }
    if (type === 'Group') return foundGroup(Promise.resolve({ known: true, value: asGroup(object), source }), reading);
    return appId === undefined || appId === id.toLowerCase() ? undefined : lookUpAppById(appId, reading);
  }

  return {
    kind: lookup.then(({ kind }) => kind),
    principal: lookup.then(({ principal }) => principal),
    objectId: lookup.then(({ objectId }) => objectId),
    groups: lookup.then(({ groups }) => groups),
    app: lookup.then(({ app }) => app),
    owners: lookup.then(({ owners }) => owners),
  };
}
