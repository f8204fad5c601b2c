import { RBAC_ADMINISTRATOR } from '../rbac/roles.ts';
import { delegationCommand } from './delegation-command.ts';
import type { Finding } from './finding.ts';
import type { Excess } from './own-right.ts';

/** 'Owner at /subscriptions/… lets the bot assign every role to anyone.' */
export function excessInWords({ assignment: { scope, condition }, roleName, lets }: Excess): string {
  const unlimited = condition === undefined ? '' : ', despite its condition';
  return `${roleName} at ${scope} lets the bot ${lets.join('; ')}${unlimited}.`;
}

/** What takes the role away and, where it is wanted, gives the right one instead. */
export function fixOfExcess(
  { assignment, roleName }: Excess,
  bot: { appId: string; objectId: string; subscription: string },
  { replace }: { replace: boolean },
): NonNullable<Finding['fix']> {
  const throughGroup = assignment.principalId.toLowerCase() !== bot.objectId;
  const remove = throughGroup
    ? `Take the bot out of the group ${assignment.principalId}, which has the role ${roleName}`
    : `Take the role ${roleName} away from the bot`;
  const give =
    assignment.roleId === RBAC_ADMINISTRATOR.id && !throughGroup
      ? 'give it back with the condition'
      : `give it ${RBAC_ADMINISTRATOR.name} with the condition`;
  return {
    how: replace ? `${remove}, and ${give}.` : `${remove}.`,
    commands: [
      throughGroup
        ? `az ad group member remove --group ${assignment.principalId} --member-id ${bot.objectId}`
        : `az role assignment delete --ids ${assignment.id}`,
      ...(replace ? [delegationCommand(bot.appId, bot.subscription)] : []),
    ],
  };
}
