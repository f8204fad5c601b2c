import type { Person } from '../access/access-request.ts';
import { person } from './person.ts';

/** Longest note that a form takes, in characters. */
export const NOTE_MAX = 500;

/**
 * What somebody wrote beside a click, as it is kept: trimmed and clipped, without what a database refuses (NUL, and half of a
 * character in two parts, such as clipping leaves); undefined where nothing was said.
 */
export function note(text: string | undefined): string | undefined {
  const said = text
    ?.replaceAll('\u0000', '')
    .trim()
    .slice(0, NOTE_MAX)
    .replace(/\p{Cs}/gu, '');
  return said || undefined;
}

/** Who did something, with what he wrote beside it, as a status keeps it. */
export function signed(by: Person, text: string | undefined): { by: Person; note?: string } {
  const said = note(text);
  return { by: person(by), ...(said !== undefined && { note: said }) };
}
