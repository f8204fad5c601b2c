/** Frames of a trace, headers, and lines of JSON. */
const written = /^[ \t]{0,12}(?:at [\w.]|File "|[A-Z]\w{0,20}-[\w-]{2,40}: |[{}[\]"])[^\n]{0,500}$/gm;
const head = 1500;
const tail = 700;

/** What a person may have said: of a long paste the start and the end, and no line that only programs write. */
export function spoken(text: string): string {
  const ends = text.length <= head + tail ? text : `${text.slice(0, head)}\n${text.slice(-tail)}`;
  return ends.includes('\n') ? ends.replace(written, '') : ends;
}
