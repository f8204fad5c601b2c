import { MessengerError } from './messenger-error.ts';

/** Whether it was written. What is not there any more, or nobody lets the bot write to, is no fault; others are thrown. */
export async function whereReachable(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (!(error instanceof MessengerError) || error.code !== 'unreachable') throw error;
    return false;
  }
}
