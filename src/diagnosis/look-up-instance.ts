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
  if (instanceId !== undefined) return onlyOne(await tenant.findInstances({ id: instanceId }, options));
  const { hostName, name } = report.instance ?? {};
  if (hostName !== undefined || name !== undefined) {
    const named = await tenant.findInstances(hostName !== undefined ? { hostName } : { name: name ?? '' }, options);
    if (named.length > 0) return onlyOne(named);
    // Not there under that name: what is visible tells a wrong name from a bot that sees nothing.
    return { candidates: await tenant.findInstances({}, options) };
  }
  const visible = await tenant.findInstances({}, options);
  const last = visible.find(({ id }) => id.toLowerCase() === lastInstanceId?.toLowerCase());
  return last === undefined ? onlyOne(visible) : { found: last, candidates: visible };
}

function onlyOne(instances: Instance[]): InstanceLookup {
  const [first, ...others] = instances;
  return first !== undefined && others.length === 0
    ? { found: first, candidates: instances }
    : { candidates: instances };
}
