import { ADT_DATA_OWNER, OWNER, PREVIEW_NAMES } from '../../rbac/roles.ts';
import type { Evidence } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import { givesDataAccess, type HeldRole } from '../rights.ts';
import { scopeInWords } from '../scope-in-words.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'rbac.control-plane-role-only';
const title = 'Management role only';

/** Owner, Contributor and the like manage the instance; none of them reaches its data: the article's "this role is different from …". */
export const controlPlaneRoleOnly: Check = ({ rights, words }) => {
  if (!rights.known) return { id, verdict: 'unknown', title, why: rights.reason, evidence: [] };
  const { held, source } = rights.value;
  const managing = held.filter((role) =>
    (role.definition?.permissions ?? []).some(({ actions }) => actions.length > 0),
  );
  const names = [...new Set(managing.map(({ definition }) => definition?.name ?? ''))];
  if (held.some(givesDataAccess)) {
    return { id, verdict: 'ruled-out', title, why: `${words.Subject} ${words.has} a data role.`, evidence: [] };
  }
  if (managing.length === 0) {
    return {
      id,
      verdict: 'ruled-out',
      title,
      why: `${words.Subject} ${words.holds} no management role here either.`,
      evidence: [],
    };
  }
  return {
    id,
    verdict: 'confirmed',
    title: 'A management role is not a data role',
    why: `${list(names)} ${names.length === 1 ? 'manages' : 'manage'} the instance but ${names.length === 1 ? 'gives' : 'give'} no access to the twins, models and queries in it.`,
    evidence: [...managing.map((role) => ({ text: heldAt(role), source })), ...differences(managing)],
    docs: docs.error403,
  };
};

function heldAt({ definition, assignment }: HeldRole): string {
  const via = assignment.principalType === 'Group' ? ', through a group' : '';
  return `${definition?.name ?? 'A role'} on ${scopeInWords(assignment.scope)}${via}.`;
}

/** The article's list of roles that are taken for Azure Digital Twins Data Owner. */
function differences(managing: readonly HeldRole[]): Evidence[] {
  const owns = managing.filter(({ assignment }) => assignment.roleId === OWNER.id);
  const onResource = owns.some(({ assignment }) => /digitaltwinsinstances\//i.test(assignment.scope));
  return [
    ...(owns.length > 0 && !onResource
      ? [
          {
            text: `Owner of a subscription or group is a different role from ${ADT_DATA_OWNER.name}, which is for the data of one instance.`,
          },
        ]
      : []),
    ...(onResource
      ? [
          {
            text: `Owner of the instance and ${ADT_DATA_OWNER.name} are two different roles; the data needs the second.`,
          },
        ]
      : []),
    {
      text: `${PREVIEW_NAMES.get(ADT_DATA_OWNER.id)} is the name ${ADT_DATA_OWNER.name} had during preview: the same role.`,
    },
  ];
}
