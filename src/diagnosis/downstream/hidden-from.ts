import type { Facts } from '../facts.ts';

/**
 * Why the asker may not be shown what the instance's own identity holds: it is an identity like any other, and its roles
 * are for who could read them in Azure. Undefined where he may.
 */
export function hiddenFrom({ sees }: Pick<Facts, 'sees'>, instance: { name: string }): { reason: string } | undefined {
  if (sees.known && sees.value.elsewhere) return undefined;
  const unproven = sees.known ? '' : ` Whether you may could not be read: ${sees.reason}`;
  return {
    reason: `What ${instance.name} itself may do is shown to whoever may read role assignments in its subscription, such as an Owner or Reader: let one of them ask me.${unproven}`,
  };
}
