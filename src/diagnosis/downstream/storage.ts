import { isAtOrAbove, subscriptionOf } from '../../rbac/scopes.ts';
import { scopeInWords } from '../scope-in-words.ts';
import { list } from '../wording.ts';
import type { Caller } from './callers.ts';
import { grantsAtHome, type Look, type Need, nameIn, notKnown, type Scene } from './look.ts';

/** A few places are named, the rest counted. */
const mostNamed = 3;

/**
 * Whether the caller may do this with any blob at all, where nobody said which container is meant. That it may nowhere in
 * the subscription proves something only if the storage cannot be in another one.
 */
export function lookAnywhere(need: Need, caller: Caller, scene: Scene): Look {
  const grants = grantsAtHome(need, caller, scene);
  if (!grants.known) return notKnown(grants);
  const { instance } = scene;
  const { source } = grants;
  const home = subscriptionOf(instance.id);
  const doing = need.doing.replace(/ in$/, '');
  const steps = [`Give ${nameIn(caller)} the role ${need.role} on the container.`];
  const remedy = { who: 'An Owner or User Access Administrator of the storage account', steps };
  if (grants.value.length === 0) {
    const nowhere = `${caller.inWords} may ${doing} nowhere in the subscription of ${instance.name}`;
    const { resources } = scene.downstream;
    const elsewhere = resources.known ? resources.value.filter(({ id }) => !isAtOrAbove(home, id)) : [];
    if (resources.known && resources.value.length > 0 && elsewhere.length === 0) {
      return { verdict: 'confirmed', says: `${nowhere}, and I see no storage account outside of it.`, source, remedy };
    }
    return { verdict: 'possible', says: `${nowhere}; the container may be in another one.`, source, remedy };
  }
  const places = [...new Set(grants.value.map(({ scope }) => scopeInWords(scope, instance.id)))];
  const named =
    places.length > mostNamed ? [...places.slice(0, mostNamed), `${places.length - mostNamed} more places`] : places;
  return {
    verdict: 'possible',
    says: `${caller.inWords} may ${doing} in ${list(named)}. Whether the container is among them I cannot tell without its address.`,
    source,
    remedy: {
      steps: ['Tell me the address of the container (https://….blob.core.windows.net/…), and I look at that one.'],
    },
  };
}
