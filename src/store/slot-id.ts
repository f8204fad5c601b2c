import { createHash } from 'node:crypto';

/** The id of a job of which there may be one: it follows from what the job is for. A UUID. */
export function slotId(...slot: string[]): string {
  const hash = createHash('sha256').update(slot.join('|')).digest('hex').slice(0, 32);
  return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-8$3-8$4-');
}
