import { causeInWords } from '../cards/cause-words.ts';
import type { Figures } from '../triage/store.ts';
import { type Html, html } from './html.ts';
import { dayInWords } from './time-in-words.ts';

/** One bar: so many days from `day` on (ISO date, UTC), with the cases of each series from the bottom up. */
interface Bar {
  day: string;
  cases: number[];
}

interface Series {
  name: string;
  /** Of the colour: 's1' … 's5' by how many they are, 'others', 'none'. */
  className: string;
  total: number;
}

const DAY_MS = 86_400_000;
const MOST_SERIES = 5;
/** More bars than this are too thin to tell apart: a bar is a week then. */
const MOST_BARS = 31;
const WEEK = 7;
const SLOT = 10;
const BAR = 7;
const HEIGHT = 100;

/**
 * Cases by day and cause, as stacked bars with a legend, and the same as a table. The drawing holds bars alone, so that it
 * can be stretched to any width; what is to be read stands beside it, in the size of all text.
 */
export function causesChart({ causesByDay }: Pick<Figures, 'causesByDay'>, days: number, now: Date): Html {
  const { series, bars } = chartOf(causesByDay, days, now);
  const total = series.reduce((sum, one) => sum + one.total, 0);
  return html`<section aria-labelledby="causes-title"><h2 id="causes-title">Causes over ${days} days</h2>${
    total === 0
      ? html`<p class="empty">Nothing was reported in this time.</p>`
      : html`<div class="chart">${drawing(series, bars, days, total)}<ul class="legend">${series.map(
          ({ name, className, total: of }) => html`<li><i class="${className}"></i>${name} <b>${of}</b></li>`,
        )}</ul></div>${table(series, bars, days)}`
  }</section>`;
}

/** What is drawn: the causes that most cases have, the rest together, and those of which no cause is known. */
export function chartOf(counts: Figures['causesByDay'], days: number, now: Date): { series: Series[]; bars: Bar[] } {
  const totals = new Map<string, number>();
  for (const { cause, cases } of counts) totals.set(cause, (totals.get(cause) ?? 0) + cases);
  const ranked = [...totals]
    .filter(([cause]) => cause !== 'none')
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  // A single one more is named rather than called "others".
  const named = ranked
    .slice(0, ranked.length === MOST_SERIES + 1 ? MOST_SERIES + 1 : MOST_SERIES)
    .map(([cause]) => cause);
  const keyOf = (cause: string) => (cause === 'none' || named.includes(cause) ? cause : 'others');
  const keys = [...named, ...(ranked.length > named.length ? ['others'] : []), ...(totals.has('none') ? ['none'] : [])];

  const step = daysOfABar(days);
  const last = Math.floor(now.getTime() / DAY_MS);
  const first = last - Math.ceil(days / step) * step + 1;
  const bars = Array.from({ length: Math.ceil(days / step) }, (_, at): Bar => {
    const day = new Date((first + at * step) * DAY_MS).toISOString().slice(0, 10);
    return { day, cases: keys.map(() => 0) };
  });
  for (const { day, cause, cases } of counts) {
    const bar = bars[Math.floor((Date.parse(day) / DAY_MS - first) / step)];
    const at = keys.indexOf(keyOf(cause));
    if (bar !== undefined) bar.cases[at] = (bar.cases[at] ?? 0) + cases;
  }
  const series = keys.map((key, at) => ({
    name: NAMES.get(key) ?? causeInWords(key),
    className: NAMES.has(key) ? key : `s${at + 1}`,
    total: bars.reduce((sum, { cases }) => sum + (cases[at] ?? 0), 0),
  }));
  return { series, bars };
}

function daysOfABar(days: number): number {
  return days > MOST_BARS ? WEEK : 1;
}

const NAMES = new Map([
  ['others', 'Other causes'],
  ['none', 'No cause confirmed'],
]);

function drawing(series: readonly Series[], bars: readonly Bar[], days: number, total: number): Html {
  const top = evenTop(Math.max(...bars.map(({ cases }) => sum(cases))));
  const width = bars.length * SLOT;
  const lines = [0, 0.5, 1].map((part) => HEIGHT * part);
  const [most] = series;
  const title = `Reported cases by cause, over ${days} days`;
  const description = `${total} cases. Most frequent: ${most?.name} (${most?.total}). The table below has all of it.`;
  const marks = [bars[0], bars[Math.floor((bars.length - 1) / 2)], bars.at(-1)];
  return html`<div class="plot"><div class="scale" aria-hidden="true"><span>${top}</span><span>${top / 2}</span><span>0</span></div><svg role="img" aria-labelledby="chart-title chart-description" viewBox="0 0 ${width} ${HEIGHT}" preserveAspectRatio="none"><title id="chart-title">${title}</title><desc id="chart-description">${description}</desc>${lines.map(
    (y) => html`<path class="line" d="M0 ${y}H${width}" vector-effect="non-scaling-stroke"/>`,
  )}${bars.map((bar, at) => stack(bar, at, series, top))}</svg><div class="days" aria-hidden="true">${marks.map(
    (bar) => html`<span>${bar && dayInWords(bar.day)}</span>`,
  )}</div></div>`;
}

function stack({ day, cases }: Bar, at: number, series: readonly Series[], top: number): Html[] {
  let below = 0;
  return series.flatMap(({ name, className }, of) => {
    const count = cases[of] ?? 0;
    if (count === 0) return [];
    below += count;
    const y = round(HEIGHT * (1 - below / top));
    const height = round((HEIGHT * count) / top);
    const x = at * SLOT + (SLOT - BAR) / 2;
    return [
      html`<rect class="${className}" x="${x}" y="${y}" width="${BAR}" height="${height}"><title>${dayInWords(day)}, ${name}: ${count}</title></rect>`,
    ];
  });
}

/** For whoever does not see the drawing, or wants the numbers. Days without a report are left out. */
function table(series: readonly Series[], bars: readonly Bar[], days: number): Html {
  return html`<details id="causes-table"><summary>The same as a table</summary><div class="wide"><table class="numbers"><thead><tr><th scope="col">${
    daysOfABar(days) === 1 ? 'Day' : 'Week from'
  }</th>${series.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${bars
    .filter(({ cases }) => sum(cases) > 0)
    .map(
      ({ day, cases }) =>
        html`<tr><th scope="row">${dayInWords(day)}</th>${cases.map((count) => html`<td>${count}</td>`)}</tr>`,
    )}</tbody></table></div></details>`;
}

/** The scale's end: even, so that its middle is a number of cases too. */
function evenTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)));
  const fits = [2, 4, 6, 8, 10, 20].map((each) => (each * power) / (power === 1 ? 1 : 2));
  return fits.find((each) => each >= most) ?? most;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, one) => all + one, 0);
}

function round(length: number): number {
  return Math.round(length * 100) / 100;
}
