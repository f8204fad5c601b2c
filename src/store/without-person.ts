import { SOMEBODY } from './anonymous.ts';

/** What a person is known by in what is stored: an object id, and what was found beside it. */
export interface KnownBy {
  objectId: string;
  names: Set<string>;
  addresses: Set<string>;
}

/** Learns the names and addresses that stand beside the id, anywhere in a value. */
export function learn(value: unknown, known: KnownBy): void {
  if (Array.isArray(value)) {
    for (const each of value) learn(each, known);
    return;
  }
  if (!isRecord(value)) return;
  if (isThem(value.objectId, known)) {
    const { displayName, userPrincipalName } = value;
    if (typeof displayName === 'string' && isTelling(displayName)) known.names.add(displayName);
    if (typeof userPrincipalName === 'string' && /.@./.test(userPrincipalName)) known.addresses.add(userPrincipalName);
  }
  for (const each of Object.values(value)) learn(each, known);
}

/** The same value with somebody where the person was, in objects and in words. */
export function withoutPerson<T>(value: T, known: KnownBy): T {
  const words = wordsFor(known);
  return replaced(value) as T;

  function replaced(part: unknown): unknown {
    if (typeof part === 'string') return part.replace(words, SOMEBODY.displayName);
    if (Array.isArray(part)) return part.map(replaced);
    if (!isRecord(part) || part instanceof Date) return part;
    if (isThem(part.objectId, known)) {
      const { userPrincipalName: _, timeZone: __, ...rest } = part;
      return { ...rest, ...SOMEBODY };
    }
    const { note, ...rest } = Object.fromEntries(Object.entries(part).map(([key, each]) => [key, replaced(each)]));
    // What the person wrote beside doing something is the person's.
    if (isRecord(part.by) && isThem(part.by.objectId, known)) return 'reason' in rest ? { ...rest, reason: '' } : rest;
    return note === undefined ? rest : { ...rest, note };
  }
}

/**
 * An address as a whole, and not as the end or the beginning of a longer one. JavaScript and PostgreSQL read it alike, as
 * long as case does not count.
 */
export function addressPattern(address: string): string {
  return `(?<![A-Za-z0-9._%+-])${escaped(address)}(?![A-Za-z0-9-]|\\.[A-Za-z0-9])`;
}

function wordsFor({ objectId, names, addresses }: KnownBy): RegExp {
  const whole = [...names].map((name) => `(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`);
  return new RegExp([escaped(objectId), ...[...addresses].map(addressPattern), ...whole].join('|'), 'giu');
}

/** A name that is also a word of its own would take that word from every sentence. */
function isTelling(name: string): boolean {
  return name.trim().includes(' ') && name !== SOMEBODY.displayName;
}

/** Whether an id is the person's: ids are compared without case. */
export function isThem(id: unknown, known: Pick<KnownBy, 'objectId'>): boolean {
  return typeof id === 'string' && id.toLowerCase() === known.objectId.toLowerCase();
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
