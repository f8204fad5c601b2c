const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 120_000;
/** Azure allows a role assignment ten minutes to take effect (RBAC docs, "Troubleshoot"); three times that is too long. */
const GIVE_UP_AFTER_MS = 30 * 60_000;

/** When to look for the first time whether access granted now works. */
export function firstCheckAt(now: Date): string {
  return new Date(now.getTime() + FIRST_DELAY_MS).toISOString();
}

/**
 * When to look again whether access granted at `grantedAt` works; undefined once 30 minutes have passed.
 * With waits of 5, 10, 20, 40 … seconds, the time gone by after each wait is 5 seconds short of the next one, so the next
 * wait follows from the clock alone and nothing has to count the attempts.
 */
export function nextCheckAt(grantedAt: string, now: Date): string | undefined {
  const granted = Date.parse(grantedAt);
  const elapsed = Math.max(0, now.getTime() - granted);
  if (elapsed >= GIVE_UP_AFTER_MS) return undefined;
  const delay = Math.min(elapsed + FIRST_DELAY_MS, LONGEST_DELAY_MS);
  return new Date(Math.min(now.getTime() + delay, granted + GIVE_UP_AFTER_MS)).toISOString();
}
