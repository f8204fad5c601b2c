import assert from 'node:assert/strict';
import { causesChart, chartOf } from '../../src/board/chart.ts';
import { textOf } from '../../src/board/html.ts';
import type { Figures } from '../../src/triage/store.ts';

const now = new Date('2026-03-14T15:00:00.000Z');
type Counts = Figures['causesByDay'];

const counts: Counts = [
  { day: '2026-03-01', cause: 'rbac.missing-data-role', cases: 3 },
  { day: '2026-03-01', cause: 'none', cases: 1 },
  { day: '2026-03-14', cause: 'rbac.missing-data-role', cases: 1 },
  { day: '2026-03-14', cause: 'network.public-access-disabled', cases: 2 },
];

const draw = (of: Counts, days = 14) => textOf(causesChart({ causesByDay: of }, days, now));

/** What every bar reaches up to, by its place. */
function tops(markup: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const [, x = '', y] of markup.matchAll(/<rect class="\w+" x="([\d.]+)" y="([\d.]+)"/g)) {
    found.set(x, Math.min(found.get(x) ?? 100, Number(y)));
  }
  return found;
}

describe('the causes over time', () => {
  it('have a bar for each day up to today, the most frequent cause first and the unknown last', () => {
    const { series, bars } = chartOf(counts, 14, now);
    assert.deepEqual(
      series.map(({ name, total }) => [name, total]),
      [
        ['No data role', 4],
        ['Public network access is off', 2],
        ['No cause confirmed', 1],
      ],
    );
    assert.equal(bars.length, 14);
    assert.deepEqual(bars[0], { day: '2026-03-01', cases: [3, 0, 1] });
    assert.deepEqual(bars[13], { day: '2026-03-14', cases: [1, 2, 0] });
    assert.deepEqual(bars[5]?.cases, [0, 0, 0]);
  });

  it('are told by the week where a day would be too thin', () => {
    const { series, bars } = chartOf(counts, 90, now);
    assert.equal(bars.length, 13);
    assert.deepEqual(bars.at(-1), { day: '2026-03-08', cases: [1, 2, 0] });
    assert.equal(
      series.reduce((sum, { total }) => sum + total, 0),
      7,
    );
  });

  it('name the five most frequent and put the rest together', () => {
    const causes = [
      'rbac.denied',
      'rbac.condition',
      'rbac.propagating',
      'rbac.wrong-scope',
      'rbac.wrong-object',
      'instance.not-found',
      'instance.not-ready',
    ] as const;
    const many = causes.map((cause, at) => ({ day: '2026-03-14', cause, cases: 9 - at }));
    assert.deepEqual(
      chartOf(many, 14, now).series.map(({ className, total }) => [className, total]),
      [
        ['s1', 9],
        ['s2', 8],
        ['s3', 7],
        ['s4', 6],
        ['s5', 5],
        ['others', 7],
      ],
    );
    const six = chartOf(many.slice(0, 6), 14, now).series;
    assert.equal(six.at(-1)?.className, 's6', 'a single one more is named');
  });

  it('stay within the drawing, and as high as they are many', () => {
    const markup = draw(counts);
    assert.deepEqual(
      [...tops(markup)],
      [
        ['1.5', 0],
        ['131.5', 25],
      ],
    );
    for (const most of [1, 2, 3, 5, 7, 9, 11, 19, 55, 99, 101, 999, 12_345]) {
      const [y = -1] = tops(draw([{ day: '2026-03-14', cause: 'none', cases: most }])).values();
      assert.ok(y >= 0 && y <= 50, `${most} cases reach up to ${y}`);
      assert.match(
        draw([{ day: '2026-03-14', cause: 'none', cases: most }]),
        /<span>\d+<\/span><span>\d+<\/span><span>0</,
      );
    }
  });

  it('are told in words and as a table too', () => {
    const markup = draw(counts);
    assert.match(markup, /<svg role="img" aria-labelledby="chart-title chart-description"/);
    assert.match(markup, /<desc id="chart-description">7 cases\. Most frequent: No data role \(4\)\./);
    assert.match(markup, /<tr><th scope="row">1 Mar<\/th><td>3<\/td><td>0<\/td><td>1<\/td><\/tr>/);
    assert.doesNotMatch(markup, /<th scope="row">2 Mar/, 'a day without a report is left out');
  });

  it('say so where there is nothing', () => {
    const markup = draw([]);
    assert.match(markup, /Nothing was reported/);
    assert.doesNotMatch(markup, /<svg/);
  });

  it('let nothing through that was made up as a cause', () => {
    const odd = [{ day: '2026-03-14', cause: '<script>' as 'none', cases: 1 }];
    assert.doesNotMatch(draw(odd), /<script/);
    assert.match(draw([{ day: '2026-03-14', cause: 'constructor' as 'none', cases: 1 }]), /class="s1"/);
  });
});
