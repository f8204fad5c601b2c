/** Frames of a trace, headers, and lines of JSON. */
const written = /^[ \t]{0,12}(?:at [\w.]|File "|[A-Z]\w{0,20}-[\w-]{2,40}: |[{}[\]"])[^\n]{0,500}$/gm;
const head = 1500;
const tail = 700;

/** What a person may have said: of a long paste the start and the end, and no line that only programs write. */
export function spoken(text: string): string {
  const ends = text.length <= head + tail ? text : `${text.slice(0, head)}\n${text.slice(-tail)}`;
  return ends.includes('\n') ? ends.replace(written, '') : ends;
}

/** A line that begins an exception or stands between its parts. */
const heading =
  /^\s{0,12}(?:$|(?:[\w.$]{1,120})?(?:Exception|Error|Failure)\b|unhandled |Exception in thread|Caused by|Traceback|Status: |Headers?:|Content:|ErrorCode:|-{3,10}|node:|throw |\^)/i;

const frame = /^[ \t]{1,12}(?:at [\w.]|File ")/m;

/** Whether nothing but programs wrote the text: a trace alone, without a word of whoever pasted it. */
export function isOnlyWritten(text: string): boolean {
  return (
    frame.test(text) &&
    spoken(text)
      .split('\n')
      .every((line) => heading.test(line))
  );
}
