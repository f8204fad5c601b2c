import type { Case } from './case.ts';

/** Whether the helpdesk still waits for the answer to what it asked the reporter at that time. */
export function waitsForAnswer({ status }: Pick<Case, 'status'>, askedAt: string | undefined): boolean {
  return status.state === 'waiting-for-reporter' && status.note !== undefined && status.at === askedAt;
}
