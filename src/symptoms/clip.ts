/** More than the largest file that is read, 1 MB, with what was written beside it. */
const longest = 1280 * 1024;
const head = 640 * 1024;
const tail = 600 * 1024;
/** How far a cut may move to fall between two words, so that no secret is cut in two and then not recognised. */
const slack = 2 * 1024;

/** The text itself, or the first 640 KB and the last 600 KB of a longer one. */
export function clip(text: string): string {
  if (text.length <= longest) return text;
  const end = text.slice(head - slack, head).search(/\s\S{0,4096}$/);
  const start = text.slice(-tail).slice(0, slack).search(/\s/);
  return `${text.slice(0, end < 0 ? head : head - slack + end)}\n${text.slice(start < 0 ? -tail : start - tail)}`;
}

/** Up to here a text is read closely enough that nothing has to be said of it. */
const much = 100 * 1024;

/** Whether so long a text is only searched for what failed, and read closely there, at its beginning and at its end. */
export function isOnlySearched(text: string): boolean {
  return text.length > much;
}
