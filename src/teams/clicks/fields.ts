/**
 * What is read of a click's data, which anybody may have made up; whatever else is in it is dropped. Only the form is
 * looked at here: which roles, durations and reasons will do is for src/access to say, which also records the refusal.
 */
import { z } from 'zod/v4';
import { PERMANENT } from '../../cards/verbs.ts';

/** More than any field takes, so that what is longer is still seen to be too long. */
const CLIPPED = 2_000;

export const id = z.uuid();
export const version = z.int().min(1);
export const text = z.string().transform((given) => given.slice(0, CLIPPED));
/** null is permanent. */
export const minutes = z
  .union([z.literal(PERMANENT), z.string().regex(/^[1-9]\d{0,8}$/)])
  .transform((given) => (given === PERMANENT ? null : Number(given)));
