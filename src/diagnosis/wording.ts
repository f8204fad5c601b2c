import type { Principal } from './diagnosis.ts';

/** How the identity is spoken of: 'You have', 'Alex Wilber has', 'twin-sync has'. */
export interface Wording {
  /** At the start of a sentence. */
  Subject: string;
  /** Within one. */
  subject: string;
  has: string;
  holds: string;
  does: string;
  possessive: string;
}

export function wordingFor(principal: Principal | undefined, self: boolean): Wording {
  if (self || principal === undefined) {
    return { Subject: 'You', subject: 'you', has: 'have', holds: 'hold', does: 'do', possessive: 'your' };
  }
  const name = principal.displayName;
  return { Subject: name, subject: name, has: 'has', holds: 'holds', does: 'does', possessive: `${name}’s` };
}

/** 'a', 'a and b', 'a, b and c'. */
export function list(parts: readonly string[], last = 'and'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}
