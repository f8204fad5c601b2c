import assert from 'node:assert/strict';
import { clock, judgeClock } from '../../../src/doctor/checks/clock.ts';
import { deployment } from '../deployment.ts';

describe('the clock', () => {
  const judged: [seconds: number, outcome: string, says: RegExp][] = [
    [0, 'ok', /agrees/],
    [-29, 'ok', /agrees/],
    [40, 'warning', /40 seconds behind Azure's/],
    [-240, 'warning', /4 minutes ahead of Azure's/],
    [300, 'fault', /5 minutes behind/],
    [-7_200, 'fault', /120 minutes ahead/],
  ];
  for (const [seconds, outcome, says] of judged) {
    it(`is ${outcome} where Azure's is ${seconds} seconds ahead`, () => {
      const finding = judgeClock(seconds * 1_000);
      assert.equal(finding.outcome, outcome);
      assert.match(finding.what, says);
      assert.equal(finding.fix === undefined, outcome === 'ok');
    });
  }

  it("is compared with Azure's in the middle of the call, however long that took", async () => {
    const times = [0, 80_000].map((ms) => new Date(ms));
    const slow = deployment({ now: () => times.shift() ?? new Date(0), azureTime: async () => new Date(40_000) });
    assert.equal((await clock.run(slow, {}))[0]?.outcome, 'ok');
  });
});
