import type { TurnContext } from 'botbuilder';

/** Azure SDK for JavaScript, core-rest-pipeline: the policy that every client begins with. */
const retryPolicy = { name: 'defaultRetryPolicy' };

/**
 * Takes the connector package's own repetitions away: they know neither the send limits nor 412, and sleep through a long
 * Retry-After with a job in their hands. It has no setting for that; where it keeps its pipeline elsewhere one day, calls
 * are repeated by both.
 */
export function repeatNothing({ turnState, adapter }: TurnContext): void {
  const connector: unknown = turnState.get(adapter.ConnectorClientKey);
  const pipeline = field(field(connector, 'client'), 'pipeline');
  const remove = field(pipeline, 'removePolicy');
  if (typeof remove === 'function') remove.call(pipeline, retryPolicy);
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
