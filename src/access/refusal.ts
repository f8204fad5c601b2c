import type { AccessRequest, Refusal } from './access-request.ts';

const MAX_REASON = 500;

const STANDING: Record<AccessRequest['status']['state'], string> = {
  pending: 'is waiting for a decision',
  approved: 'has been approved and the role is being assigned',
  failed: 'was approved, but the role could not be assigned',
  granted: 'has been granted',
  denied: 'has been denied',
  withdrawn: 'has been withdrawn',
  lapsed: 'has lapsed',
  ended: 'has ended',
};

/** The event does not apply to where the request stands: somebody was first, or it came twice. */
export function notInThisState({ status }: AccessRequest): Refusal {
  const isEnding = status.state === 'granted' && status.ending !== undefined;
  const standing = isEnding ? 'is being ended' : STANDING[status.state];
  return { refused: 'not-in-this-state', message: `This request ${standing}.` };
}

export function invalid(message: string): Refusal {
  return { refused: 'invalid', message };
}

/**
 * A reason without space around it; undefined when it is shorter than `atLeast` or longer than 500 characters. Secrets
 * have been taken out of it where it came in, since only src/teams knows of them.
 */
export function readReason(text: string, atLeast: number): string | undefined {
  // A NUL is no text, and the database takes none.
  const reason = text.replaceAll('\u0000', '').trim();
  return reason.length >= atLeast && reason.length <= MAX_REASON ? reason : undefined;
}
