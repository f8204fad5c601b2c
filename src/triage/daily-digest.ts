/** The digest, once a day: queued for the next day by the one before, and at start for whoever has none. */
import { OPEN_STATES } from './case.ts';
import { type Digest, digestOf } from './digest.ts';
import { dayAfter, dayBefore, digestTime, nextDigestDay } from './digest-time.ts';
import type { TriageChannel, TriageStore } from './store.ts';

export interface DailyDigestDependencies {
  store: Pick<TriageStore, 'channel' | 'figures' | 'count' | 'cases' | 'queueDigest' | 'digestTold'>;
  /** Writes it into the helpdesk's channel; rejects where it should be tried again. */
  send(channel: TriageChannel, digest: Digest): Promise<void>;
  /** IANA name. */
  timeZone: string;
  now: () => Date;
}

/** Longer than anybody reads. */
const MOST_WAITING = 3;
/** Counting stops here. */
const MOST_OPEN = 10_000;

/** At start. Of one day only one is kept, whichever process queues it. */
export async function queueNextDigest(
  tenantId: string,
  { store, timeZone, now }: Pick<DailyDigestDependencies, 'store' | 'timeZone' | 'now'>,
): Promise<void> {
  await queue(tenantId, nextDigestDay(now(), timeZone), { store, timeZone });
}

/**
 * The job 'triage.digest': tells what was from where the last one ended (the first: when that of the day before was due) until
 * this one was due; what came after that is the next one's, however late this one is. One that comes days late, because no
 * bot ran or Teams did not take it, tells of all that time, and of those that were due meanwhile none is left to tell. The
 * queue runs one of a tenant at a time. A process that dies between sending and storing sends it once more.
 */
export async function digestJob(
  { tenantId, day }: { tenantId: string; day: string },
  { store, send, timeZone, now }: DailyDigestDependencies,
): Promise<void> {
  // Queued first: one that fails does not end the series. A clock that is behind the queue's would give the same day again.
  const following = nextDigestDay(now(), timeZone);
  const next = following > day ? following : dayAfter(day);
  await queue(tenantId, next, { store, timeZone });
  const channel = await store.channel(tenantId);
  if (channel === undefined) return;
  const since = channel.digestUntil ?? digestTime(dayBefore(day), timeZone).toISOString();
  const until = digestTime(dayBefore(next), timeZone).toISOString();
  if (since >= until) return;
  if (!channel.digestOff) await tell(channel, { since, until }, { store, send });
  // Of the time in which nobody wanted it nobody is told later either.
  await store.digestTold(tenantId, until);
}

async function tell(
  channel: TriageChannel,
  { since, until }: { since: string; until: string },
  { store, send }: Pick<DailyDigestDependencies, 'store' | 'send'>,
): Promise<void> {
  const { tenantId } = channel;
  const filter = { states: OPEN_STATES };
  const [figures, open, waiting] = await Promise.all([
    store.figures(tenantId, since, until),
    store.count(tenantId, filter, MOST_OPEN),
    store.cases(tenantId, filter, { limit: MOST_WAITING }),
  ]);
  const digest = digestOf(figures, { open: open.counted, waiting: waiting.items, since, until });
  if (digest !== undefined) await send(channel, digest);
}

async function queue(
  tenantId: string,
  day: string,
  { store, timeZone }: Pick<DailyDigestDependencies, 'store' | 'timeZone'>,
): Promise<void> {
  await store.queueDigest(tenantId, { day, at: digestTime(day, timeZone).toISOString() });
}
