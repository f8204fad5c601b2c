import { MessengerError } from './messenger-error.ts';

/**
 * Undefined where it was not written: what is not there any more, and where nobody lets the bot write to, is no fault.
 * Others are thrown.
 */
export async function whereReachable<Written>(write: () => Promise<Written>): Promise<Written | undefined> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof MessengerError) || error.code !== 'unreachable') throw error;
    return undefined;
  }
}
