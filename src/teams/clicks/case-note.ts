import { z } from 'zod/v4';
import type { NoteField } from '../../cards/note-input.ts';
import { redact } from '../../symptoms/secrets.ts';
import type { CardClick } from '../activity.ts';

/** More than any form sends; a secret is only known as a whole, so it is looked for before the note is clipped. */
const longest = z.string().transform((given) => given.slice(0, 10_000));

/** What a form's field says beside a click on a case or an incident, without the secrets in it. */
export function written({ data }: Pick<CardClick, 'data'>, field: NoteField): string | undefined {
  const said = longest.safeParse(data[field]).data;
  return said === undefined ? undefined : redact(said).text;
}

/** The same, as an event takes it. */
export function noted(click: Pick<CardClick, 'data'>, field: NoteField = 'note'): { note?: string } {
  const note = written(click, field);
  return note === undefined ? {} : { note };
}
