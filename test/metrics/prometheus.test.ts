import assert from 'node:assert/strict';
import { createCounter, createHistogram, writeMetrics } from '../../src/metrics/prometheus.ts';

describe('the text format of Prometheus', () => {
  it('has one line for each set of labels of a counter', () => {
    const counter = createCounter('jobs_total', 'Runs of jobs.');
    counter.add({ job: 'a', outcome: 'done' });
    counter.add({ job: 'a', outcome: 'done' }, 2);
    counter.add({ job: 'a', outcome: 'failed' });
    assert.equal(
      writeMetrics([counter.read()]),
      '# HELP jobs_total Runs of jobs.\n# TYPE jobs_total counter\njobs_total{job="a",outcome="done"} 3\njobs_total{job="a",outcome="failed"} 1\n',
    );
  });

  it('counts in a histogram’s bucket whatever is not above it', () => {
    const histogram = createHistogram('seconds', 'Time.', [0.5, 2]);
    for (const value of [0.5, 1, 3]) histogram.observe(value);
    assert.equal(
      writeMetrics([histogram.read()]),
      [
        '# HELP seconds Time.',
        '# TYPE seconds histogram',
        'seconds_bucket{le="0.5"} 1',
        'seconds_bucket{le="2"} 2',
        'seconds_bucket{le="+Inf"} 3',
        'seconds_sum 4.5',
        'seconds_count 3',
        '',
      ].join('\n'),
    );
  });

  it('escapes what would end a label', () => {
    const counter = createCounter('c', 'C.');
    counter.add({ what: 'a"b\\c\nd' });
    assert.match(writeMetrics([counter.read()]), /^c\{what="a\\"b\\\\c\\nd"\} 1$/m);
  });
});
