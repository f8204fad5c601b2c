import { type Tenant, TenantError } from '../../tenant.ts';
import type { Sender } from '../activity.ts';
import { sameId } from '../same-id.ts';
import type { PointedMessage, UnlookedMessage } from './pointed-message.ts';

/** Who pressed waits for it, and Teams gives him five seconds for all of it. */
const LOOK_UP_WITHIN_MS = 1_500;

/**
 * The message with whoever wrote it as the directory calls him: without an author where it does not know him, and with one
 * without a name where it could not be read.
 */
export async function lookUpAuthor(
  { authorId, ...message }: UnlookedMessage,
  from: Sender,
  tenant: Pick<Tenant, 'user'>,
): Promise<PointedMessage> {
  if (authorId === undefined) return message;
  if (sameId(authorId, from.objectId)) return { ...message, author: from };
  try {
    const user = await tenant.user(authorId, { signal: AbortSignal.timeout(LOOK_UP_WITHIN_MS) });
    if (user === undefined) return message;
    return { ...message, author: { objectId: authorId, displayName: user.displayName } };
  } catch (error) {
    if (!(error instanceof TenantError)) throw error;
    return { ...message, author: { objectId: authorId, displayName: 'Somebody' } };
  }
}
