/** 100 KB: more than this is a whole log, and its start and its end tell what happened. */
const longest = 100 * 1024;
const head = 64 * 1024;
const tail = 36 * 1024;
/** How far a cut may move to fall between two words, so that no secret is cut in two and then not recognised. */
const slack = 2 * 1024;

/** The text itself, or the first 64 KB and the last 36 KB of a longer one. */
export function clip(text: string): string {
  if (text.length <= longest) return text;
  const end = text.slice(head - slack, head).search(/\s\S{0,4096}$/);
  const start = text.slice(-tail).slice(0, slack).search(/\s/);
  return `${text.slice(0, end < 0 ? head : head - slack + end)}\n${text.slice(start < 0 ? -tail : start - tail)}`;
}
