import type { DiagnosisStore, Taking } from '../diagnosis/record.ts';
import type { IncomingMessage } from './activity.ts';
import { takingOf } from './taking.ts';

export interface ActOnceDependencies {
  records: Pick<DiagnosisStore, 'take' | 'release'>;
  now: () => Date;
}

/**
 * Does what a message asks for, for the first of its copies that comes, to whichever replica. Undefined for the others.
 * Throws what `act` throws; then the next copy is the first again.
 */
export type ActOnce = <T>(
  message: Pick<IncomingMessage, 'conversation' | 'id'>,
  act: () => Promise<T>,
) => Promise<T | undefined>;

/** Shorter than the 15 seconds after which Teams delivers again: of whoever was killed meanwhile the next copy is heard. */
const UNDER_WAY_MS = 10_000;

export function createActOnce({ records, now }: ActOnceDependencies): ActOnce {
  /** What takes longer than that is known here all the same. */
  const underWay = new Set<string>();

  return async function actOnce({ conversation, id }, act) {
    if (id === undefined) return act();
    const key = JSON.stringify([conversation.tenantId, conversation.id, id]);
    if (underWay.has(key)) return undefined;
    underWay.add(key);
    const taking = takingOf(conversation, id, now(), UNDER_WAY_MS);
    try {
      return await actIfFree(records, taking, async () => {
        const done = await act();
        // Only where nobody else has it by now.
        await records.take({ ...takingOf(conversation, id, now()), at: taking.until });
        return done;
      });
    } finally {
      underWay.delete(key);
    }
  };
}

/** Acts where nobody else has taken this, and gives it back where that fails. Undefined for whoever is not first. */
export async function actIfFree<T>(
  records: ActOnceDependencies['records'],
  taking: Taking,
  act: () => Promise<T>,
): Promise<T | undefined> {
  if (!(await records.take(taking))) return undefined;
  try {
    return await act();
  } catch (error) {
    await records.release(taking);
    throw error;
  }
}
