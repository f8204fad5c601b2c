import type { Instance } from '../tenant.ts';
import type { MayBeMeant } from './diagnosis.ts';

/** More nobody chooses from. */
const MOST = 10;

/**
 * Of the instances that are visible those that a name may stand for which none of them has, the likeliest first: 'plantA' and
 * 'plant_a' are plant-a. Undefined where none is visible. Pure.
 */
export function likelyMeant(asked: string, visible: readonly Instance[]): MayBeMeant | undefined {
  if (visible.length === 0) return undefined;
  const meant = letters(asked.split('.', 1)[0] ?? '');
  const same = visible.filter(({ name }) => letters(name) === meant);
  const [likely, ...others] = same;
  const instances = [...same, ...visible.filter((each) => !same.includes(each))].slice(0, MOST);
  return {
    instances: instances.map(({ id, name, resourceGroup, location }) => ({ id, name, resourceGroup, location })),
    ...(likely !== undefined && others.length === 0 && { likelyId: likely.id }),
  };
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
