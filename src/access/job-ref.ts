/** What a job says of the request it is for. */
import type { AccessDependencies } from './requests.ts';

export interface RequestRef {
  tenantId: string;
  requestId: string;
}

/** Work that was put off until a time, which has come. */
export interface TimedRef extends RequestRef {
  at: string;
}

/**
 * The queue goes by the database's clock. Where this machine's is behind it, the queue's counts: else what has come there
 * and not yet here would be put back and fetched again without a pause.
 */
export function notBefore(at: string, dependencies: AccessDependencies): AccessDependencies {
  const { now } = dependencies;
  return { ...dependencies, now: () => new Date(Math.max(now().getTime(), Date.parse(at))) };
}

/** Object id of the bot's own identity; a record of what was done never waits for it. */
export async function ownId({ botObjectId }: AccessDependencies): Promise<string | undefined> {
  return botObjectId?.().catch(() => undefined);
}
