/** Words of people and of Azure, made harmless: they can be read, and do nothing. */

const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;
/** Invisible characters and overrides of the writing direction; joiners stay, because emoji and Persian need them. */
const INVISIBLE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2067\u206a-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
const STACKED_MARKS = /(\p{M}{3})\p{M}+/gu;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/**
 * One line of plain text for a TextRun or an input, at most `max` characters.
 * No line breaks, no hidden characters, no `{{DATE()}}`, no `<at>`; text written from right to left cannot turn its
 * neighbours around.
 */
export function plain(text: string, max = 200): string {
  const line = text
    .slice(0, max * 20)
    .toWellFormed()
    .replace(CONTROLS, ' ')
    .replace(INVISIBLE, '')
    .replace(STACKED_MARKS, '$1')
    .replace(/\s+/gu, ' ')
    .replace(/\{(?=\{)/g, '{ ')
    .replace(/<(?=\/?at\b)/gi, '‹')
    .trim();
  return isolate(shorten(line, max));
}

/** Text may come here twice, alone and as a part of a sentence, so isolation that is whole is kept. */
function isolate(text: string): string {
  const whole = isBalanced(text) ? text : text.replace(/[\u2068\u2069]/g, '');
  return RIGHT_TO_LEFT.test(whole) && !/^\u2068.*\u2069$/u.test(whole) ? `\u2068${whole}\u2069` : whole;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '\u2068') depth++;
    if (character === '\u2069') depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Counts as JavaScript does, so that an emoji costs what it weighs; never cuts one in half. */
function shorten(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '')
    .trimEnd()}…`;
}

/** What Markdown and its link finders act on, and what looks the same and does nothing. */
const LOOKALIKES: Record<string, string> = {
  '*': '∗',
  _: '＿',
  '`': 'ˋ',
  '~': '∼',
  '[': '［',
  ']': '］',
  '<': '‹',
  '>': '›',
  '\\': '＼',
  '&': '＆',
};

/**
 * Like `plain`, for the few places where a client may read Markdown anyway: choice titles, fallback text, dated lines.
 * Backslashes would show where Markdown is not read, so its characters are swapped for lookalikes instead.
 */
export function inert(text: string, max = 200): string {
  return plain(text, max)
    .replace(/[*`~[\]<>\\&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (character) => LOOKALIKES[character] ?? '')
    .replace(/:(?=\/\/)/g, ':\u2060')
    .replace(/\bwww\./gi, 'www\u2024')
    .replace(/@/g, '＠')
    .replace(/^(?=[-+#=]|\d+[.)])/, '\u2060');
}
