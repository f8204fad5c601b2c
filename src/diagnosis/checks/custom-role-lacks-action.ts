import { neededActions } from '../../rbac/adt-actions.ts';
import { covers } from '../../rbac/permissions.ts';
import { couldNotCheck } from '../could-not-check.ts';
import type { Evidence } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import { grantRole, proposedRole } from '../remedies.ts';
import {
  dataOperations,
  givesDataAccess,
  type HeldRole,
  holdsOnlyReader,
  type Needed,
  onlyProbably,
} from '../rights.ts';
import { roleNames } from '../roles-in-words.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'rbac.custom-role-lacks-action';
const topic = 'Custom role';

/** A role gives some data actions of Azure Digital Twins and not the one that is needed. Data Reader alone is another finding. */
export const customRoleLacksAction: Check = (situation) => {
  const { rights, words } = situation;
  if (!rights.known) return couldNotCheck(id, topic, rights);
  const { access, held, source, needed } = rights.value;
  const partial = held.filter(givesDataAccess);
  const custom = partial.filter(({ definition }) => definition?.type === 'CustomRole');
  if (access.access === 'allow') {
    if (custom.length === 0) return undefined;
    return {
      id,
      verdict: 'ruled-out',
      title: topic,
      why: `${words.Possessive} roles ${onlyProbably(rights.value, needed) ? 'probably ' : ''}allow this.`,
      evidence: [],
    };
  }
  // What a condition or an unknown definition leaves open is told by the findings on those.
  if (access.access === 'unknown' || partial.length === 0 || holdsOnlyReader(held)) return undefined;
  const names = roleNames(partial);
  const gives =
    (action: string) =>
    ({ definition }: HeldRole) =>
      definition?.permissions.some((permission) => covers(permission, action, 'data')) ?? false;
  const missing = [...new Set(needed.dataActions)].filter((action) => !partial.some(gives(action)));
  const lacks = `${needed.inferred ? 'probably ' : ''}${names.length === 1 ? 'does' : 'do'} not allow`;
  const part = `${names.length === 1 ? 'allows' : 'allow'} only a part of what can be done with the data`;
  const role = proposedRole(situation);
  const remedy = grantRole(situation, role);
  return {
    id,
    verdict: needed.inferred || needed.operation === undefined ? 'possible' : 'confirmed',
    title:
      needed.inWords === undefined ? 'The data role covers only a part' : 'The data role does not cover this operation',
    why: `${words.Subject} ${words.holds} ${list(names)}, which ${needed.inWords === undefined ? part : `${lacks} ${needed.inWords}`}.`,
    evidence: [
      ...partial.map((role) => ({ text: givenBy(role), source })),
      ...missing.map(
        (action): Evidence => ({
          text: `${isInferred(action, needed) ? 'Probably needed' : 'Needed'} and not given: ${action}.`,
        }),
      ),
    ],
    ...(remedy && {
      remedy: {
        ...remedy,
        ...(custom.length > 0 && {
          steps: [
            `Either give ${role.name} with this command, or let whoever maintains ${list(roleNames(custom), 'or')} add ${missing.length > 2 ? 'what is missing' : list(missing)} to its data actions.`,
          ],
        }),
      },
    }),
    docs: docs.customRoles,
  };
};

/** Where no operation was named, those of all operations are needed. */
function isInferred(action: string, { operation, inferred }: Needed): boolean {
  if (operation !== undefined) return inferred;
  return dataOperations
    .map((each) => neededActions(each))
    .some((each) => each.inferred && each.dataActions.includes(action));
}

/** 'Twin Writer gives Microsoft.DigitalTwins/digitaltwins/*, without Microsoft.DigitalTwins/digitaltwins/delete.' */
function givenBy({ definition }: HeldRole): string {
  const permissions = definition?.permissions ?? [];
  const taken = permissions.flatMap(({ notDataActions }) => notDataActions);
  const without = taken.length === 0 ? '' : `, without ${list(taken)}`;
  return `${definition?.name} gives ${list(permissions.flatMap(({ dataActions }) => dataActions))}${without}.`;
}
