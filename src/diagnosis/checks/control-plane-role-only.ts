import { covers } from '../../rbac/permissions.ts';
import { ADT_DATA_OWNER, OWNER, PREVIEW_NAMES } from '../../rbac/roles.ts';
import { couldNotCheck } from '../could-not-check.ts';
import type { Evidence, Finding } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import { givesDataAccess, type HeldRole } from '../rights.ts';
import { heldExactly, roleNames, undefinedRoles } from '../roles-in-words.ts';
import type { Check } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'rbac.control-plane-role-only';
const topic = 'Management role in place of a data role';

/** Owner, Contributor and the like manage the instance; none of them reaches its data: the article's "this role is different from …". */
export const controlPlaneRoleOnly: Check = ({ rights, words }) => {
  if (!rights.known) return couldNotCheck(id, topic, rights);
  const { held, source, scope } = rights.value;
  const ruledOut = (why: string): Finding => ({ id, verdict: 'ruled-out', title: topic, why, evidence: [] });
  if (held.some(givesDataAccess)) return ruledOut(`${words.Subject} ${words.has} a data role.`);
  const reason = undefinedRoles(held);
  if (reason !== undefined) return couldNotCheck(id, topic, { reason });
  const managing = held.filter(managesInstance);
  if (managing.length === 0) return ruledOut(`${words.Subject} ${words.holds} no management role here.`);
  const names = roleNames(managing);
  return {
    id,
    verdict: 'confirmed',
    title: 'A management role is not a data role',
    why:
      names.length === 1
        ? `${list(names)} is a role for managing the instance. It gives no access to the twins, models and queries in it.`
        : `${list(names)} are roles for managing the instance. They give no access to the twins, models and queries in it.`,
    evidence: [...managing.map((role) => ({ text: heldExactly(role, scope), source })), ...differences(managing)],
    docs: docs.error403,
  };
};

/** Whether a role shows the instance in Azure's management, at the least; roles of other services do not. */
function managesInstance({ definition }: HeldRole): boolean {
  const action = 'Microsoft.DigitalTwins/digitalTwinsInstances/read';
  return definition?.permissions.some((permission) => covers(permission, action, 'control')) ?? false;
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
