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
  /** At the start of a sentence. */
  Possessive: string;
  /** As the end of a sentence: 'yours', 'Alex Wilber’s'. */
  possessive: string;
}

/** `subject` speaks for an identity that the directory did not give. */
export function wordingFor(principal: Principal | undefined, subject: { self: boolean; name: string }): Wording {
  if (principal?.self ?? subject.self) {
    return {
      Subject: 'You',
      subject: 'you',
      has: 'have',
      holds: 'hold',
      does: 'do',
      Possessive: 'Your',
      possessive: 'yours',
    };
  }
  const name = principal?.displayName ?? subject.name;
  return {
    Subject: name,
    subject: name,
    has: 'has',
    holds: 'holds',
    does: 'does',
    Possessive: `${name}’s`,
    possessive: `${name}’s`,
  };
}

/** 'a', 'a and b', 'a, b and c'. */
export function list(parts: readonly string[], last = 'and'): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}

/** With a capital first. */
export function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
