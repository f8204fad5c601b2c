/** Graph's $filter as far as look-ups need it: property eq 'text', joined by 'and'. A quote in a text is doubled. */
import type { Entity } from './answers.ts';
import { unsupported } from './errors.ts';

/** Throws Graph's 400 on any other filter, or a property that is not `allowed`. */
export function readFilter(filter: string, allowed: readonly string[], now: Date): (entity: Entity) => boolean {
  const CLAUSE = /\s*(\w+)\s+eq\s+'((?:[^']|'')*)'\s*(?:\band\b|$)/iy;
  const clauses: { property: string; value: string }[] = [];
  while (CLAUSE.lastIndex < filter.length) {
    const [, property, text = ''] = CLAUSE.exec(filter) ?? [];
    if (property === undefined || !allowed.includes(property)) {
      throw unsupported(
        `Unsupported or invalid query filter clause specified for property '${property ?? filter}'.`,
        now,
      );
    }
    clauses.push({ property, value: text.replaceAll("''", "'").toLowerCase() });
  }
  // What an object does not have is not equal to an empty text.
  return (entity) => clauses.every(({ property, value }) => lowerCase(entity[property]) === value);
}

function lowerCase(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}
