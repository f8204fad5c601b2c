import assert from 'node:assert/strict';
import type { Check, CheckId } from '../../src/doctor/check.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import { runChecks } from '../../src/doctor/run-checks.ts';
import { deployment, refusal } from './deployment.ts';

const check = (id: CheckId, run: Check['run']): Check => ({ id, title: `About ${id}`, run });
const ok: Finding = { outcome: 'ok', what: 'Fine.' };
const usual = { clock: () => 0, deadlineMs: 5_000, slowMs: 4_000 };

describe('running the checks', () => {
  it('reports every check in order: the passed, the failed, the refused and the crashed', async () => {
    const reports = await runChecks(
      [
        check('store', async () => [ok]),
        check('clock', async () => [ok, { outcome: 'warning', what: 'Hm.' }, { outcome: 'fault', what: 'No.' }]),
        check('instances', () => Promise.reject(refusal('forbidden'))),
        check('azure-reading', () => Promise.reject(refusal('unauthenticated'))),
        check('tenants', () => Promise.reject(new TypeError('x is not a function'))),
      ],
      deployment(),
      usual,
    );
    assert.deepEqual(
      reports.map(({ id, outcome, findings }) => [id, outcome, findings.at(-1)?.why]),
      [
        ['store', 'ok', undefined],
        ['clock', 'fault', undefined],
        ['instances', 'unknown', 'ARM: a call: the bot was refused.'],
        ['azure-reading', 'unknown', 'The bot could not sign in; see above.'],
        ['tenants', 'unknown', 'The check itself failed: x is not a function'],
      ],
    );
  });

  it('reports a check that throws before it waits', async () => {
    const throwing = check('store', () => {
      throw new Error('at once');
    });
    const [report] = await runChecks([throwing], deployment(), usual);
    assert.equal(report?.findings[0]?.why, 'The check itself failed: at once');
  });

  it('gives up on a check that never ends, and tells it so', async () => {
    let signal: AbortSignal | undefined;
    const endless = check('clock', (_, options) => {
      signal = options.signal;
      return new Promise(() => {});
    });
    const [report] = await runChecks([endless], deployment(), { ...usual, deadlineMs: 1 });
    assert.equal(report?.findings[0]?.why, 'There was no answer within 0.001 seconds.');
    assert.ok(signal?.aborted);
  });

  it('says so while a check is slow, and in its report', async () => {
    const said: string[] = [];
    const times = [0, 4_200];
    let answer: (findings: Finding[]) => void = () => {};
    const slow = check('store', () => new Promise((resolve) => (answer = resolve)));
    const [report] = await runChecks([slow], deployment(), {
      clock: () => times.shift() ?? 0,
      deadlineMs: 10_000,
      slowMs: 1,
      onSlow({ id }) {
        said.push(id);
        answer([ok]);
      },
    });
    assert.deepEqual([said, report?.slow, report?.ms], [['store'], true, 4_200]);
  });
});
