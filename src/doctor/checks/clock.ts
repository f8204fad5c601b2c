import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';

/** Tokens are taken within five minutes of their time (botframework-connector, Entra), and time-bound access ends by this clock. */
const tolerableMs = 5 * 60_000;
/** Azure's answer names whole seconds, and takes its time. */
const noticeableMs = 30_000;

const fix = {
  how: 'Let the machine set its clock from the network (systemd-timesyncd, chrony, or the host of the container).',
};

/** Whether this machine's clock agrees with Azure's. */
export const clock: Check = {
  id: 'clock',
  title: 'Clock',
  async run({ azureTime, now }, options) {
    const before = now().getTime();
    const there = (await azureTime(options)).getTime();
    const after = now().getTime();
    return [judgeClock(there - (before + after) / 2)];
  },
};

/** `azureAheadMs`: how much later it is there. */
export function judgeClock(azureAheadMs: number): Finding {
  const off = Math.abs(azureAheadMs);
  const what = `This machine's clock is ${inWords(off)} ${azureAheadMs > 0 ? 'behind' : 'ahead of'} Azure's.`;
  if (off < noticeableMs) return { outcome: 'ok', what: "This machine's clock agrees with Azure's." };
  if (off < tolerableMs) {
    return { outcome: 'warning', what, why: 'From five minutes on, valid messages of Teams are refused.', fix };
  }
  const why = 'Valid messages of Teams are refused as expired or not yet valid, and access ends at the wrong time.';
  return { outcome: 'fault', what, why, fix };
}

function inWords(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1_000)} seconds` : `${Math.round(ms / 60_000)} minutes`;
}
