import type { Instance } from '../../tenant.ts';
import type { Remedy } from '../diagnosis.ts';
import { accessControlUrl } from '../remedies.ts';
import type { Caller } from './callers.ts';
import type { Target } from './targets.ts';

/** Nothing that a shell reads within double quotes. */
const plainText = /^[\p{L}\p{N}_./()-]+$/u;

/** A role at another resource. The bot gives only roles of Azure Digital Twins, so this one is never requested. */
export function giveRole(
  role: string,
  caller: Pick<Caller, 'objectId' | 'type'>,
  target: Target & { id: string },
  { tenantId }: Pick<Instance, 'tenantId'>,
): Remedy {
  const scope = `${target.id}${target.part}`;
  const command = [
    'az role assignment create',
    `--assignee-object-id ${caller.objectId}`,
    `--assignee-principal-type ${caller.type}`,
    `--role "${role}"`,
    `--scope "${scope}"`,
  ].join(' ');
  return {
    who: `An Owner or User Access Administrator of ${target.name}`,
    ...(plainText.test(scope) && { command }),
    portalUrl: accessControlUrl({ id: target.id, tenantId }),
  };
}

/** Gives the instance an identity of its own. `roles`: what that has to be given after it, with the place. */
export function giveIdentity({ name, resourceGroup, id, tenantId }: Instance, roles: string): Remedy {
  const command = `az dt identity assign --dt-name "${name}" --resource-group "${resourceGroup}" --mi-system-assigned`;
  return {
    who: `An Owner or Contributor of ${name}`,
    ...(plainText.test(`${name}${resourceGroup}`) && { command }),
    portalUrl: `https://portal.azure.com/#@${tenantId}/resource${id}/identity`,
    steps: [`Turn on the identity of ${name}, then give it ${roles}.`],
  };
}
