import { serveLoopback } from './serve-loopback.ts';

/** The bot's clock, and the page that sets it back, so that hours given pass in a minute. */
export interface Clock {
  now(): Date;
  /** The page that sets the clock so many minutes behind; 0 sets it right. */
  urlFor(minutesBehind: number): string;
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;
const longestBehind = 31 * 24 * 60;

/**
 * Serves `/behind/{minutes}` on the loopback. It goes back only: work that is to be done later waits in the database, by
 * the real time, so that what falls due before it is done at once, and nothing is ever done too early.
 */
export async function serveClock(port: number): Promise<Clock> {
  let behindMs = 0;
  const now = () => new Date(Date.now() - behindMs);
  const { origin, close } = await serveLoopback(port, (request, response) => {
    const minutes = Number(/^\/behind\/(\d+(?:\.\d+)?)$/.exec(request.url ?? '')?.[1]);
    const isKnown = minutes <= longestBehind;
    if (isKnown) behindMs = minutes * MINUTE_MS;
    response.statusCode = isKnown ? 200 : 404;
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.end(isKnown ? `${inWords(minutes, now())}\n` : `Write /behind/ and minutes, at most ${longestBehind}.\n`);
  });
  return {
    now,
    urlFor: (minutes) => `${origin}/behind/${minutes}`,
    close,
  };
}

function inWords(minutes: number, now: Date): string {
  if (minutes === 0) return 'The bot’s clock is right.';
  return `The bot’s clock is ${minutes} minutes behind: ${now.toISOString()}. Access given now ends as much earlier.`;
}
