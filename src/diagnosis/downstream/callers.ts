import type { PrincipalType } from '../../rbac/model.ts';
import type { Instance } from '../../tenant.ts';

/** Who calls another resource. */
export interface Caller {
  objectId: string;
  type: PrincipalType;
  /** 'plant-a’s identity', 'You', 'Alex Wilber': followed by 'may not …'. */
  inWords: string;
}

/** Or why there is nobody who could call. */
export type CallerKnown =
  | { known: true; caller: Caller }
  /** `gone`: Azure shows that the instance has no such identity; else Azure does not show who it is. */
  | { known: false; gone: boolean; reason: string };

/** The identity of the instance that is used: a user-assigned one by its resource id, or its own. */
export function callerOf(instance: Instance, userAssigned?: string): CallerKnown {
  const { name, identity } = instance;
  if (userAssigned === undefined) {
    const objectId = identity?.objectId;
    if (objectId !== undefined) return caller(objectId, `${name}’s identity`);
    const others = identity === undefined ? 'identity' : 'system-assigned identity';
    return { known: false, gone: true, reason: `${name} has no ${others}` };
  }
  const given = userAssigned.split('/').at(-1) ?? userAssigned;
  const found = identity?.userAssigned.find(({ id }) => id.toLowerCase() === userAssigned.toLowerCase());
  if (found === undefined) return { known: false, gone: true, reason: `Identity ${given} is not assigned to ${name}` };
  if (found.objectId === undefined) {
    return { known: false, gone: false, reason: `Azure does not show who identity ${given} of ${name} is` };
  }
  return caller(found.objectId, `Identity ${given}`);
}

function caller(objectId: string, inWords: string): CallerKnown {
  return { known: true, caller: { objectId, type: 'ServicePrincipal', inWords } };
}
