import assert from 'node:assert/strict';
import { readCorrelationId, readTime } from '../../src/symptoms/trace.ts';

describe('readTime', () => {
  for (const text of [
    'Date: Tue, 14 Oct 2025 08:11:02 GMT',
    '2025-10-14T08:11:02Z',
    '2025-10-14 08:11:02Z',
    '2025-10-14 08:11:02 UTC',
    '2025-10-14T10:11:02+02:00',
    '2025-10-14 10:11:02 +0200',
    '10/14/2025 8:11:02 AM +00:00',
    'Oct 14, 2025 8:11:02 AM UTC',
    '14 Oct 2025 at 08:11:02 UTC',
    '2025-10-14T08:11:02.0001234Z',
  ]) {
    it(`reads ${text}`, () => assert.equal(readTime(`403 ${text} x`)?.slice(0, 19), '2025-10-14T08:11:02'));
  }

  for (const text of [
    '2025-10-14T08:11:02',
    '2025-10-14 08:11:02 ERROR',
    'at 10:15 this morning',
    '10/14/2025, 8:11:02 AM',
  ]) {
    it(`leaves ${text} alone, which names no zone`, () => assert.equal(readTime(text), undefined));
  }

  it('takes the time of the line that failed', () => {
    const log = '2025-10-14T08:00:00Z started\n2025-10-14T08:05:00Z GET /models 403\n2025-10-14T08:09:00Z stopped';
    assert.equal(readTime(log), '2025-10-14T08:05:00.000Z');
  });

  it('takes no time at which something ends or was made', () => {
    assert.equal(readTime('"expiresOn": "2025-10-14T08:11:02Z" 403'), undefined);
    assert.equal(readTime('role created on 2025-10-14T08:11:02Z, still 403'), undefined);
  });
});

describe('readCorrelationId', () => {
  const id = '2f6a8e64-94aa-492a-bc31-16b9f0b16ab3';
  for (const text of [
    `Correlation ID: ${id}`,
    `"correlation_id":"${id}"`,
    `x-ms-request-id: ${id}`,
    `"x-ms-request-id": [ "${id}" ]`,
    `RequestId:${id}`,
    `ActivityId: ${id}`,
    `Trace ID: ${id}`,
  ]) {
    it(`reads ${text}`, () => assert.equal(readCorrelationId(text), id));
  }

  it('prefers the correlation id', () => {
    assert.equal(readCorrelationId(`Trace ID: ${id.replace('2f', '3f')} Correlation ID: ${id}`), id);
  });

  it('reads the trace of a response', () => {
    assert.equal(
      readCorrelationId('traceresponse: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'),
      '0af7651916cd43dd8448eb211c80319c',
    );
  });
});
