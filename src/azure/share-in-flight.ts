import { type CallOptions, TenantError } from '../tenant.ts';

/** A shared read outlives whoever began it, so it has a limit of its own. */
const longestReadMs = 15_000;

/**
 * Makes callers that ask the same thing at the same time share one call: in a storm of diagnoses of one instance, most of
 * what is read is the same. Nothing is kept once it has come. Each caller waits with its own signal; one that gives up
 * leaves the others waiting. The call counts for whoever began it.
 */
export function shareInFlight<Asked extends unknown[], Answer>(
  call: string,
  read: (...args: [...asked: Asked, options: CallOptions]) => Promise<Answer>,
): (...args: [...asked: Asked, options: CallOptions]) => Promise<Answer> {
  const flights = new Map<string, Promise<Answer>>();

  return function sharedRead(...args) {
    const options = args.at(-1) as CallOptions;
    const asked = args.slice(0, -1) as Asked;
    const key = JSON.stringify(asked);
    let flight = flights.get(key);
    if (flight === undefined) {
      const { signal: _, ...rest } = options;
      flight = read(...asked, { ...rest, signal: AbortSignal.timeout(longestReadMs) });
      flights.set(key, flight);
      const landed = () => flights.delete(key);
      flight.then(landed, landed);
    }
    return options.signal === undefined ? flight : untilAborted(flight, options.signal, call);
  };
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal, call: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () =>
      reject(new TenantError(`${call}: no answer in time.`, { code: 'timeout', call, cause: signal.reason }));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
