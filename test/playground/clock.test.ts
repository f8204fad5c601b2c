import assert from 'node:assert/strict';
import { type Clock, serveClock } from '../../playground/clock.ts';

describe('the clock of the playground', () => {
  let clock: Clock;

  before(async () => {
    clock = await serveClock(0);
  });
  after(() => clock.close());

  const minutesBehind = () => Math.round((Date.now() - clock.now().getTime()) / 60_000);

  it('goes back, and is set right again', async () => {
    assert.equal(minutesBehind(), 0);
    assert.match(await (await fetch(clock.urlFor(479))).text(), /479 minutes behind/);
    assert.equal(minutesBehind(), 479);
    await fetch(clock.urlFor(0));
    assert.equal(minutesBehind(), 0);
  });

  it('never goes ahead', async () => {
    assert.equal((await fetch(clock.urlFor(-5))).status, 404);
    assert.equal(minutesBehind(), 0);
  });
});
