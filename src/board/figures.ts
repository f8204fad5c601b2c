import type { Figures } from '../triage/store.ts';
import { countInWords } from './case-table.ts';
import { DAYS, type Days } from './filters.ts';
import { type Html, html } from './html.ts';
import type { BoardData } from './read-board.ts';
import { spanInWords } from './time-in-words.ts';

/** How it goes, in a few numbers. Where there is nothing to measure it says so, rather than 0. */
export function figureTiles({ open, figures }: Pick<BoardData, 'open' | 'figures'>, days: Days): Html {
  const { reported, resolved, msToAnswer, msToAccess } = figures;
  const tiles: [name: string, value: string, note: string][] = [
    ['Open', countInWords(open), 'now'],
    ['Reported', reported.toLocaleString('en'), `in ${DAYS[days]}`],
    ['Resolved', resolved.toLocaleString('en'), `in ${DAYS[days]}`],
    ['Time to answer', ...measured(msToAnswer, days)],
    ['Time to access', ...measured(msToAccess, days)],
  ];
  return html`<dl class="figures">${tiles.map(
    ([name, value, note]) => html`<div><dt>${name}</dt><dd>${value} <small>${note}</small></dd></div>`,
  )}</dl>`;
}

function measured(ms: Figures['msToAnswer'], days: Days): [value: string, note: string] {
  return ms === undefined ? ['none yet', `in ${DAYS[days]}`] : [spanInWords(ms), 'half of them sooner'];
}
