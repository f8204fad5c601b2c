import { sieved } from '../sieve.ts';
import type { Format } from './format.ts';

const heading = sieved(
  /(?:result|status|response|http)[ _-]?(?:code|status|signature)(?:_[sd])?["']?\s{0,5}[,;|\t]|[,;|\t]\s{0,5}["']?(?:(?:result|status|response|http)[ _-]?(?:code|status|signature)(?:_[sd])?|status)\b/i,
);
const column = /^(?:(?:result|status|response|http)[ _-]?(?:code|status|signature)(?:_[sd])?|status)$/i;
const mostRows = 50;

/** Rows below a line that names their columns, as Application Insights and Log Analytics export them. */
export const table: Format = (text) => {
  if (!heading.test(text)) return undefined;
  const lines = text.split('\n', 400);
  const top = lines.findIndex((line) => heading.test(line));
  const mark = /[\t;|,]/.exec(lines[top] ?? '')?.[0] ?? ',';
  const at = cells(lines[top], mark).findIndex((cell) => column.test(cell));
  const codes = lines
    .slice(top + 1, top + 1 + mostRows)
    .map((line) => cells(line, mark)[at] ?? '')
    .filter((cell) => /^[45]\d\d$/.test(cell));
  const code = codes.find((each) => each === '403') ?? codes[0];
  return code === undefined ? undefined : { status: Number(code) };
};

function cells(line: string | undefined, mark: string): string[] {
  return (line ?? '').split(mark, 60).map((cell) => cell.trim().replace(/^["']|["']$/g, ''));
}
