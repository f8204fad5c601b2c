import { beforeAbort } from '../before-abort.ts';
import { type CallOptions, TenantError } from '../tenant.ts';

/** A shared read outlives whoever began it, so it has a limit of its own. */
const longestReadMs = 15_000;

interface Flight<Answer> {
  answer: Promise<Answer>;
  waiting: number;
  abandon: AbortController;
}

/**
 * Makes callers that ask the same thing at the same time share one call: in a storm of diagnoses of one instance, most of
 * what is read is the same. Nothing is kept once it has come. Each caller waits with its own signal; one that gives up
 * leaves the others waiting, and the last one to do so ends the call. The call counts for whoever began it.
 */
export function shareInFlight<Asked extends unknown[], Answer>(
  call: string,
  read: (...args: [...asked: Asked, options: CallOptions]) => Promise<Answer>,
): (...args: [...asked: Asked, options: CallOptions]) => Promise<Answer> {
  const flights = new Map<string, Flight<Answer>>();

  function begin(key: string, asked: Asked, options: CallOptions): Flight<Answer> {
    const abandon = new AbortController();
    const signal = AbortSignal.any([abandon.signal, AbortSignal.timeout(longestReadMs)]);
    const flight = { answer: read(...asked, { ...options, signal }), waiting: 0, abandon };
    const land = () => flights.get(key) === flight && flights.delete(key);
    flight.answer.then(land, land);
    abandon.signal.addEventListener('abort', land);
    flights.set(key, flight);
    return flight;
  }

  return async function sharedRead(...args) {
    const options = args.at(-1) as CallOptions;
    const asked = args.slice(0, -1) as Asked;
    const key = JSON.stringify(asked);
    const flight = flights.get(key) ?? begin(key, asked, options);
    flight.waiting += 1;
    try {
      return await beforeAbort(flight.answer, options.signal);
    } catch (error) {
      throw options.signal?.aborted && error === options.signal.reason ? noAnswerInTime(call, error) : error;
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0 && flights.get(key) === flight) flight.abandon.abort();
    }
  };
}

function noAnswerInTime(call: string, reason: unknown): TenantError {
  const code = reason instanceof Error && reason.name === 'TimeoutError' ? 'timeout' : 'cancelled';
  return new TenantError(`${call}: no answer in time.`, { code, call, cause: reason });
}
