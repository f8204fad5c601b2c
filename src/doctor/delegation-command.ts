import { DELEGATION_CONDITION } from '../rbac/data-role-delegation.ts';
import { RBAC_ADMINISTRATOR } from '../rbac/roles.ts';

/** Gives the bot the one right to write that it needs, as docs/running.md has it. `scope`: a subscription or resource group. */
export function delegationCommand(botAppId: string, scope: string): string {
  return (
    `az role assignment create --assignee ${botAppId} --role "${RBAC_ADMINISTRATOR.name}" --scope ${scope} ` +
    `--condition-version 2.0 --condition "${DELEGATION_CONDITION}"`
  );
}
