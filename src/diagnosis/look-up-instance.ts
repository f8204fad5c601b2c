import type { CallOptions, Instance, Tenant } from '../tenant.ts';
import type { InstanceLookup, Question } from './facts.ts';

/**
 * The instance a question is about. Chosen from a list, it is read again by its id; named, it must be the only one of
 * that name; not named, it is the only one there is, or the one this person asked about last.
 */
export async function lookUpInstance(
  { report, instanceId, lastInstanceId }: Question,
  tenant: Tenant,
  options: CallOptions,
): Promise<InstanceLookup> {
  const wanted = wantedInstance(instanceId, report.instance);
  if (wanted !== undefined) {
    const { asked, by } = wanted;
    const named = await tenant.findInstances(by, options);
    if (named.length > 0) return { ...onlyOne(named), asked };
    // Not there under that name: what is visible tells a wrong name from a bot that sees nothing.
    return { candidates: await tenant.findInstances({}, options), asked };
  }
  const visible = await tenant.findInstances({}, options);
  const last = visible.find(({ id }) => id.toLowerCase() === lastInstanceId?.toLowerCase());
  if (last === undefined || visible.length === 1) return onlyOne(visible);
  return { found: last, candidates: visible, isLast: true };
}

/** What to look for, and how to speak of it. */
function wantedInstance(
  id: string | undefined,
  { hostName, name }: NonNullable<Question['report']['instance']> = {},
): { asked: string; by: Parameters<Tenant['findInstances']>[0] } | undefined {
  if (id !== undefined) return { asked: id.split('/').at(-1) ?? id, by: { id } };
  if (hostName !== undefined) return { asked: hostName, by: { hostName } };
  return name === undefined ? undefined : { asked: name, by: { name } };
}

function onlyOne(instances: Instance[]): InstanceLookup {
  const [first, ...others] = instances;
  return first !== undefined && others.length === 0
    ? { found: first, candidates: instances }
    : { candidates: instances };
}
