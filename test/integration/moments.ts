/** The moments at which a bot can be killed, as the doubles around it see them. */
import type { ProcessStage } from './process-stage.ts';

/** What the bot was just doing: 'before PUT to arm', 'after POST /v3/conversations/…'. */
export interface Moment {
  name: string;
  /** The call was carried out, and its answer never came. */
  carriedOut: boolean;
}

/**
 * Counts the moments from now on and calls `at` in the one with this number, 1 the first; what `at` does is waited for
 * before the call goes on, or is dropped. A write has two moments, before and after it is carried out; of reads that follow
 * each other only the first has one. Gives what stops the counting, and how many there were.
 */
export function atMoment(
  { tenant, teams }: Pick<ProcessStage, 'tenant' | 'teams'>,
  number: number,
  at: (moment: Moment) => Promise<void>,
): { stop(): number } {
  let count = 0;
  let reading = false;
  let over = false;

  async function step(moment: Moment, isWrite: boolean): Promise<'lost' | undefined> {
    if (over || (!isWrite && (reading || moment.carriedOut))) return undefined;
    reading = !isWrite;
    count += 1;
    if (count !== number) return undefined;
    over = true;
    await at(moment);
    return moment.carriedOut ? undefined : 'lost';
  }

  const momentOf = (what: string, when: 'before' | 'after'): Moment => ({
    name: `${when} ${what}`,
    carriedOut: when === 'after',
  });

  tenant.stepIn((call, when) => {
    const isWrite = call.service === 'arm' && call.method === 'PUT';
    return step(momentOf(`${call.method} to ${call.service}`, when), isWrite);
  });
  teams.connector.stepIn(({ method, path }, when) => step(momentOf(`${method} ${path}`, when), true));
  return {
    stop() {
      over = true;
      tenant.stepIn(undefined);
      teams.connector.stepIn(undefined);
      return count;
    },
  };
}
