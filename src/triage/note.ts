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
