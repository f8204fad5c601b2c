import assert from 'node:assert/strict';
import { type Fetching, fetchFact } from '../../src/diagnosis/fetch-fact.ts';
import { TenantError } from '../../src/tenant.ts';

const what = { what: 'the instance', call: 'Resource Graph: find' };

function fetching(signal: AbortSignal = new AbortController().signal, more: Partial<Fetching> = {}): Fetching {
  return { signal, deadlineSeconds: 9, now: () => new Date('2026-01-31T09:00:00Z'), botAppId: 'bot', ...more };
}

async function reasonOf(fetch: () => Promise<unknown>, ...rest: Parameters<typeof fetching>): Promise<string> {
  const fact = await fetchFact(what, fetch, fetching(...rest));
  return fact.known ? assert.fail('known') : fact.reason;
}

describe('a fact', () => {
  it('is known with the call that said so, and when', async () => {
    const fact = await fetchFact(what, async () => 7, fetching());
    assert.ok(fact.known);
    assert.equal(fact.value, 7);
    const { ms, ...source } = fact.source;
    assert.deepEqual(source, { ...what, at: '2026-01-31T09:00:00.000Z' });
    assert.ok(ms >= 0);
  });

  it('is unknown with the reason that the call gives', async () => {
    const error = new TenantError('ARM: no.', { code: 'rejected', call: 'ARM' });
    assert.equal(await reasonOf(() => Promise.reject(error)), 'ARM: no.');
  });

  it('is unknown where the bot itself fails, even before it asks', async () => {
    const reason = 'The bot failed while reading this: x is undefined';
    assert.equal(await reasonOf(() => Promise.reject(new TypeError('x is undefined'))), reason);
    const throwing = () => {
      throw new TypeError('x is undefined');
    };
    assert.equal(await reasonOf(throwing), reason);
    assert.equal(await reasonOf(() => Promise.reject('x')), 'The bot failed while reading this: x');
  });

  it('is unknown when the time is up, whatever the call does with its signal', async () => {
    const never = () => new Promise(() => {});
    const nine = 'Azure gave no answer within 9 seconds.';
    assert.equal(await reasonOf(never, AbortSignal.abort()), nine);
    assert.equal(await reasonOf(never, AbortSignal.timeout(5)), nine);
    const late = new TenantError('ARM: cancelled.', { code: 'cancelled', call: 'ARM' });
    assert.equal(await reasonOf(() => Promise.reject(late), AbortSignal.abort()), nine);
    assert.equal(
      await reasonOf(never, AbortSignal.abort(), { deadlineSeconds: 1 }),
      'Azure gave no answer within 1 second.',
    );
  });

  it('is told of as it arrives, known or not', async () => {
    const told: unknown[] = [];
    const onFact: Fetching['onFact'] = (fact) => told.push(fact);
    await fetchFact(what, async () => 7, fetching(undefined, { onFact }));
    await fetchFact(what, () => Promise.reject(new Error('no')), fetching(undefined, { onFact }));
    assert.deepEqual(told, [
      { what: 'the instance', known: true },
      { what: 'the instance', known: false },
    ]);
  });
});
