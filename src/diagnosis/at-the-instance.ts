import type { Tenant } from '../tenant.ts';
import type { Fact } from './diagnosis.ts';
import type { InstanceLookup, Question } from './facts.ts';
import { notAsked } from './fetch-fact.ts';
import { lookUpInstance } from './look-up-instance.ts';
import { type Reading, readFact } from './reading.ts';

/** What is asked once it is known which instance is meant. */
export interface AtTheInstance {
  lookup: Promise<Fact<InstanceLookup>>;
  /** Whether what was begun with the likely instance counts, so that the rest is a round trip ahead. */
  wasLikely: Promise<boolean>;
  /** Reads something at the instance's scope, a resource id; without an instance the fact is not asked for. */
  read<T>(what: string, call: string, fetch: (scope: string) => Promise<T>): Promise<Fact<T>>;
}

/**
 * Looks the instance up, and begins beside that with the one it most likely is: which one was chosen, asked about last, or
 * answered to this name before. What was begun counts only where the lookup confirms it; else it is asked again, so that a
 * wrong guess costs time and never a wrong answer.
 */
export function lookAtInstance(question: Question, reading: Reading): AtTheInstance {
  const { tenant, options, fetching } = reading;
  const lookup = readFact(reading, 'the instance', 'Resource Graph: find Digital Twins instances', () =>
    lookUpInstance(question, tenant, options),
  );
  const likely = likelyInstance(question, tenant);
  const isLikely = (id: string | undefined) => id !== undefined && id.toLowerCase() === likely?.toLowerCase();

  return {
    lookup,
    wasLikely: lookup.then((looked) => looked.known && isLikely(looked.value.found?.id)),
    async read(what, call, fetch) {
      const readAt = (scope: string) => readFact(reading, what, call, () => fetch(scope), scope);
      const begun = likely === undefined ? undefined : readAt(likely);
      const looked = await lookup;
      if (!looked.known) return notAsked(what, looked.reason, fetching);
      const { found } = looked.value;
      if (found === undefined) return notAsked(what, 'No instance was found to look at.', fetching);
      return begun !== undefined && isLikely(found.id) ? begun : readAt(found.id);
    },
  };
}

/** The resource id to begin with, where one is known without a call. */
function likelyInstance(
  { report, instanceId, lastInstanceId }: Question,
  tenant: Pick<Tenant, 'recallInstance'>,
): string | undefined {
  if (instanceId !== undefined) return instanceId;
  const { hostName, name } = report.instance ?? {};
  if (hostName !== undefined) return tenant.recallInstance({ hostName });
  if (name === undefined) return lastInstanceId ?? tenant.recallInstance({});
  const isLast = lastInstanceId?.split('/').at(-1)?.toLowerCase() === name.toLowerCase();
  return tenant.recallInstance({ name }) ?? (isLast ? lastInstanceId : undefined);
}
