import { clip } from './clip.ts';
import { withoutMarkup } from './markup.ts';
import { plainCharacters } from './plain-characters.ts';

/** A message as its writer meant it: the part that is read, without Teams' markup, in plain characters. */
export function asWritten(text: string): string {
  return plainCharacters(withoutMarkup(clip(text)));
}
