import { covers } from '../../rbac/permissions.ts';
import { couldNotCheck } from '../could-not-check.ts';
import type { Evidence } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import { operationInWords } from '../operation-in-words.ts';
import { grantRole, proposedRole } from '../remedies.ts';
import { dataOperations, givesDataAccess, type HeldRole, holdsOnlyReader, type Rights } from '../rights.ts';
import { roleNames } from '../roles-in-words.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'rbac.custom-role-lacks-action';
const title = 'Custom role';

/** A role gives some data actions of Azure Digital Twins and not the one that is needed. Data Reader alone is another finding. */
export const customRoleLacksAction: Check = (situation) => {
  const { rights, words } = situation;
  if (!rights.known) return couldNotCheck(id, title, rights);
  const { access, held, source, needed } = rights.value;
  const partial = held.filter(givesDataAccess);
  const custom = partial.filter(({ definition }) => definition?.type === 'CustomRole');
  if (access.access === 'allow') {
    if (custom.length === 0) return undefined;
    return { id, verdict: 'ruled-out', title, why: `${words.Possessive} roles allow this.`, evidence: [] };
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
  const remedy = grantRole(situation, proposedRole(situation));
  return {
    id,
    verdict: needed.inferred || needed.operation === undefined ? 'possible' : 'confirmed',
    title: 'The data role does not cover this operation',
    why: `${words.Subject} ${words.holds} ${list(names)}, which ${lacks} ${needed.inWords ?? list(refused(rights.value), 'or')}.`,
    evidence: [
      ...partial.map((role) => ({ text: givenBy(role), source })),
      ...missing.map(
        (action): Evidence => ({ text: `${needed.inferred ? 'Probably needed' : 'Needed'} and not given: ${action}.` }),
      ),
    ],
    ...(remedy && {
      remedy: {
        ...remedy,
        ...(custom.length > 0 && {
          steps: [
            `Instead of giving another role, whoever maintains ${list(roleNames(custom), 'or')} can add ${missing.length > 2 ? 'what is missing' : list(missing)} to its data actions.`,
          ],
        }),
      },
    }),
    docs: docs.customRoles,
  };
};

function refused({ can }: Rights): string[] {
  return dataOperations.filter((each) => can[each] === 'deny').map((each) => operationInWords(each));
}

/** 'Twin Writer gives Microsoft.DigitalTwins/digitaltwins/*, without Microsoft.DigitalTwins/digitaltwins/delete.' */
function givenBy({ definition }: HeldRole): string {
  const permissions = definition?.permissions ?? [];
  const taken = permissions.flatMap(({ notDataActions }) => notDataActions);
  const without = taken.length === 0 ? '' : `, without ${list(taken)}`;
  return `${definition?.name} gives ${list(permissions.flatMap(({ dataActions }) => dataActions))}${without}.`;
}
