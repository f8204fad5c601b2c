import assert from 'node:assert/strict';
import { createBotMetrics } from '../../src/metrics/bot-metrics.ts';
import { createMetricsRoute } from '../../src/metrics/serve-metrics.ts';

describe('GET /metrics', () => {
  const token = '0123456789abcdef';
  const metrics = createBotMetrics();
  const serve = createMetricsRoute({
    token,
    metrics,
    waiting: async () => [{ name: 'access.deliver', due: 2, later: 1 }],
  });

  it('is for whoever brings the token', async () => {
    const { status, headers, body } = await serve({ authorization: `Bearer ${token}` });
    assert.equal(status, 200);
    assert.match(headers['content-type'] ?? '', /^text\/plain; version=0\.0\.4/);
    assert.match(body, /^adt_support_jobs_waiting\{job="access\.deliver",when="due"\} 2$/m);
    assert.match(body, /^adt_support_database_up 1$/m);
  });

  for (const authorization of [
    '',
    'Bearer ',
    `Bearer ${token}x`,
    `Bearer ${token.slice(1)}`,
    `Basic ${token}`,
    token,
  ]) {
    it(`tells nothing to “${authorization}”`, async () => {
      const { status, headers, body } = await serve({ authorization });
      assert.deepEqual([status, headers['www-authenticate']], [401, 'Bearer']);
      assert.doesNotMatch(body, /adt_support/);
    });
  }

  it('says that the database is down, and all the rest', async () => {
    const down = createMetricsRoute({ token, metrics, waiting: () => Promise.reject(new Error('down')) });
    const { status, body } = await down({ authorization: `Bearer ${token}` });
    assert.equal(status, 200);
    assert.match(body, /^adt_support_database_up 0$/m);
    assert.match(body, /^adt_support_faults_total 0$/m);
  });
});
