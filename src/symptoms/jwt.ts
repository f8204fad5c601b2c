import type { ValueSpan } from './secret-value.ts';

/**
 * The first JSON Web Token at or after `from`: every Entra token, and every part of one cut in two, starts with the
 * base64 of `{"`. A terminal breaks a long token into lines; those are taken together.
 */
export function findJwt(text: string, from: number): ValueSpan | undefined {
  for (let start = text.indexOf('eyJ', from); start >= 0; start = text.indexOf('eyJ', start)) {
    let end = endOfToken(text, start);
    while (end - start >= 60 && /^\r?\n[ \t]{0,8}[\w-]/.test(text.slice(end, end + 12)) && isTokenLine(text, end)) {
      end = endOfToken(text, startOfNextLine(text, end));
    }
    if (end - start >= 20) return { start, end };
    start = end;
  }
  return undefined;
}

function startOfNextLine(text: string, at: number): number {
  let start = text.indexOf('\n', at) + 1;
  while (text[start] === ' ' || text[start] === '\t') start += 1;
  return start;
}

function endOfToken(text: string, start: number): number {
  const length = text.slice(start).search(/[^\w.-]/);
  let end = length < 0 ? text.length : start + length;
  while (end > start && text[end - 1] === '.') end -= 1;
  return end;
}

function isTokenLine(text: string, lineBreak: number): boolean {
  const start = startOfNextLine(text, lineBreak);
  const [line = ''] = text.slice(start, start + 60).split(/[\r\n"'\s]/, 1);
  return /^[\w.-]{16,60}$/.test(line) && /\d/.test(line) && /[A-Z]/.test(line) && /[a-z]/.test(line);
}
