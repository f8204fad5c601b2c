import { entryOf } from '../access/history.ts';
import type { AccessDependencies, Click } from '../access/requests.ts';
import type { Decision } from './sign-in-links.ts';
import type { TokenFault } from './user-token.ts';

/** Leaves in the history of a request that somebody tried to decide with a sign-in that did not prove who it was. */
export async function recordRefusedSignIn(
  click: Click,
  { verb }: Decision,
  fault: TokenFault,
  { store, now }: AccessDependencies,
): Promise<void> {
  await store.recordRefusal(entryOf(click, `refused:sign-in-${fault}`, now(), click, { detail: verb }));
}
