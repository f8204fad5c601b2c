/** When a request is woken, and what is due then. Pure: everything follows from what is stored. */
import { type AccessRequest, type Approver, CHANNEL, type Granted, type News, type Pending } from './access-request.ts';
import type { AccessPolicy } from './policy.ts';
import { outOfQuietHours } from './quiet-hours.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const FIRST_REMINDER_MS = 15 * MINUTE_MS;
const LONGEST_BETWEEN_MS = 4 * HOUR_MS;
/** The queue tries a grant for half an hour; after this nobody tries it any more. */
const GRANT_FORGOTTEN_MS = HOUR_MS;

/** When this request is to be woken next; undefined where nothing waits for a time. ISO 8601. */
export function nextWakeAt(request: AccessRequest, policy: AccessPolicy): string | undefined {
  const { status } = request;
  switch (status.state) {
    case 'pending': {
      const since = remindedUntil(request, status);
      const reminders = recipients(request)
        .map(({ timeZone }) => reminderTimes(status, policy, timeZone).find((time) => time > since))
        .filter((time) => time !== undefined);
      return iso(Math.min(Date.parse(status.lapsesAt), ...reminders));
    }
    case 'approved':
      return iso(Date.parse(status.triedAgainAt ?? status.at) + GRANT_FORGOTTEN_MS);
    case 'granted': {
      if (status.ending !== undefined) return status.ending.nextTryAt;
      if (status.expiresAt === null) return undefined;
      const since = noticedUntil(status);
      const notice = notices(status).find(({ time }) => time > since);
      return notice === undefined ? status.expiresAt : iso(notice.time);
    }
    default:
      return undefined;
  }
}

/**
 * When somebody in this time zone is reminded of a pending request: 15 minutes after being asked, then at doubling
 * intervals of at most four hours, until it lapses. What falls into quiet hours waits for the morning, where several
 * become one. Milliseconds, in order.
 */
export function reminderTimes(pending: Pending, { quietHours }: AccessPolicy, timeZone: string | undefined): number[] {
  if (pending.askedAt === undefined) return [];
  const asked = Date.parse(pending.askedAt);
  const lapses = Date.parse(pending.lapsesAt);
  const times: number[] = [];
  let wait = FIRST_REMINDER_MS;
  for (let due = asked + wait; due < lapses; due += wait) {
    const time = outOfQuietHours(due, quietHours, timeZone);
    if (time < lapses && time - (times.at(-1) ?? asked) >= FIRST_REMINDER_MS) times.push(time);
    wait = Math.min(2 * wait, LONGEST_BETWEEN_MS);
  }
  return times;
}

/** Who is due a reminder: object ids, or CHANNEL. What was missed while nothing ran is one reminder. */
export function dueReminders(request: AccessRequest, pending: Pending, now: Date, policy: AccessPolicy): string[] {
  const since = remindedUntil(request, pending);
  const isDue = (time: number) => time > since && time <= now.getTime();
  return recipients(request)
    .filter(({ timeZone }) => reminderTimes(pending, policy, timeZone).some(isDue))
    .map(({ objectId }) => objectId);
}

/** The news of the last notice that has come due and was not told yet. */
export function dueNotice(granted: Granted, now: Date): Extract<News, `expires-in-${string}`> | undefined {
  const since = noticedUntil(granted);
  return notices(granted)
    .filter(({ time }) => time > since && time <= now.getTime())
    .at(-1)?.news;
}

/** A day and an hour before the end, each only where the whole time is longer than that. */
function notices({ at, expiresAt }: Granted): { time: number; news: Extract<News, `expires-in-${string}`> }[] {
  if (expiresAt === null) return [];
  const end = Date.parse(expiresAt);
  const all = [
    { time: end - DAY_MS, news: 'expires-in-a-day' as const },
    { time: end - HOUR_MS, news: 'expires-in-an-hour' as const },
  ];
  return all.filter(({ time }) => time > Date.parse(at));
}

/** When an approver is asked again, a day later and in daylight, to take away what the bot may not. */
export function askAgainAt(
  now: Date,
  { approvers }: AccessRequest,
  whom: string,
  { quietHours }: AccessPolicy,
): string {
  const zone = approvers.find(({ objectId }) => objectId.toLowerCase() === whom.toLowerCase())?.timeZone;
  return iso(outOfQuietHours(now.getTime() + DAY_MS, quietHours, zone));
}

/** Everybody who was asked, and the approvals channel, which has no clock of its own. */
export function recipients({ approvers }: AccessRequest): Pick<Approver, 'objectId' | 'timeZone'>[] {
  return [...approvers, { objectId: CHANNEL }];
}

function remindedUntil({ createdAt }: AccessRequest, { remindedAt, askedAt }: Pending): number {
  return Date.parse(remindedAt ?? askedAt ?? createdAt);
}

function noticedUntil({ noticedAt, at }: Granted): number {
  return Date.parse(noticedAt ?? at);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
