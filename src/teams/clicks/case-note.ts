import type { NoteField } from '../../cards/note-input.ts';
import type { CardClick } from '../activity.ts';
import { typed } from './fields.ts';

/** What a form's field says beside a click on a case or an incident, without the secrets in it. */
export function written({ data }: Pick<CardClick, 'data'>, field: NoteField): string | undefined {
  return typed.safeParse(data[field]).data;
}

/** The same, as an event takes it. */
export function noted(click: Pick<CardClick, 'data'>, field: NoteField = 'note'): { note?: string } {
  const note = written(click, field);
  return note === undefined ? {} : { note };
}
