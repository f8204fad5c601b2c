/** Longest note that a form takes, in characters. */
export const NOTE_MAX = 500;

/** What somebody wrote beside a click, as it is kept: trimmed and clipped; undefined where nothing was said. */
export function note(text: string | undefined): string | undefined {
  const said = text?.replaceAll('\u0000', '').trim();
  return said ? said.slice(0, NOTE_MAX) : undefined;
}
