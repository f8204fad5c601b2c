/**
 * What is read of a click's data, which anybody may have made up; whatever else is in it is dropped. Only the form is
 * looked at here: which roles, durations and reasons will do is for src/access to say, which also records the refusal.
 */
import { z } from 'zod/v4';
import { PERMANENT } from '../../cards/verbs.ts';
import { redact } from '../../symptoms/secrets.ts';

/** More than any field takes, so that what is longer is still seen to be too long. */
const CLIPPED = 2_000;
/** More than any form sends; a secret is only known as a whole, so it is looked for before anything is clipped. */
const LONGEST = 10_000;

export const id = z.uuid();
/** Of a people picker: Teams sends the Entra object id, the Agents Playground that behind the prefix of its users' ids. */
export const pickedPerson = z
  .string()
  .transform((given) => given.replace(/^29:/, ''))
  .pipe(id);
export const version = z.int().min(1);
export const text = z.string().transform((given) => storable(given.slice(0, CLIPPED)));
/** What somebody wrote in own words, which others will read: a reason, a note. Without the secrets in it. */
export const typed = z.string().transform((given) => redact(storable(given.slice(0, LONGEST))).text);
/** null is permanent. */
export const minutes = z
  .union([z.literal(PERMANENT), z.string().regex(/^[1-9]\d{0,8}$/)])
  .transform((given) => (given === PERMANENT ? null : Number(given)));

/** Kinds of secret in what a click's form says, as in a report's `redacted`. */
export function secretsIn(data: Record<string, unknown>): string[] {
  const said = Object.values(data).filter((value) => typeof value === 'string');
  return [...new Set(said.flatMap((value) => redact(value.slice(0, LONGEST)).redacted))];
}

/** Neither a NUL nor half of a sign is text, and no database takes them. */
function storable(given: string): string {
  return given.replaceAll('\0', '').toWellFormed();
}
