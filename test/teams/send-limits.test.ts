import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  conversationWindows,
  createSendLimits,
  type Place,
  type SendLimitsOptions,
  tenantWindow,
  type Window,
} from '../../src/teams/send-limits.ts';

const chat: Place = { tenantId: 'contoso', id: 'a:alex' };

/** Limits on a clock that only moves when somebody waits, or the test says so. */
function limitsAt(options: Pick<SendLimitsOptions, 'replicas'> = {}) {
  const clock = { time: 0 };
  const sent: { place: Place; at: number }[] = [];
  const limits = createSendLimits({
    now: () => clock.time + slept,
    // Nobody really waits: the time that was waited for is when it would be sent.
    sleep: async (ms) => {
      slept += ms;
    },
    ...options,
  });
  let slept = 0;
  return {
    clock,
    sent,
    limits,
    async send(place = chat, withinMs = Number.POSITIVE_INFINITY) {
      slept = 0;
      const busy = await limits.turn(place, withinMs);
      if (busy === undefined) sent.push({ place, at: clock.time + slept });
      return busy;
    },
  };
}

function assertWithin(times: readonly number[], { most, ms }: Window): void {
  const sorted = [...times].sort((a, b) => a - b);
  for (const [index, first] of sorted.entries()) {
    const last = sorted[index + most];
    assert.ok(last === undefined || last - first >= ms, `more than ${most} in ${ms} ms: from ${first} to ${last}`);
  }
}

describe('the limits of sending', () => {
  it('let the first seven of a conversation through at once, then as the windows open', async () => {
    const { sent, send } = limitsAt();
    for (let count = 0; count < 10; count++) await send();
    assert.deepEqual(
      sent.map(({ at }) => at),
      [0, 0, 0, 0, 0, 0, 0, 1_000, 2_000, 2_000],
    );
  });

  it('count the threads of a channel as the one conversation they are for Teams', async () => {
    const { sent, send } = limitsAt();
    const thread = (at: number) => ({ tenantId: 'contoso', id: `19:approvals@thread.tacv2;messageid=${at}` });
    for (let count = 0; count < 8; count++) await send(thread(count));
    assert.equal(sent.at(-1)?.at, 1_000);
  });

  it('do not let one conversation hold up another', async () => {
    const { sent, send } = limitsAt();
    for (let count = 0; count < 60; count++) await send();
    await send({ tenantId: 'contoso', id: 'a:megan' });
    assert.equal(sent.at(-1)?.at, 0);
  });

  it('hold for the whole tenant too', async () => {
    const { sent, send } = limitsAt();
    for (let count = 0; count < 51; count++) await send({ tenantId: 'contoso', id: `a:${count}` });
    await send({ tenantId: 'fabrikam', id: 'a:0' });
    assert.deepEqual(
      sent.slice(-3).map(({ at }) => at),
      [0, 1_000, 0],
    );
  });

  it('are shared by the replicas of the bot', async () => {
    const { sent, send } = limitsAt({ replicas: 3 });
    for (let count = 0; count < 3; count++) await send();
    assert.deepEqual(
      sent.map(({ at }) => at),
      [0, 0, 2_000],
    );
  });

  it('say how long it would take rather than wait too long, and take no place then', async () => {
    const { send } = limitsAt();
    for (let count = 0; count < 8; count++) await send();
    assert.deepEqual(await send(chat, 1_500), { tooLongMs: 2_000 });
    assert.deepEqual(await send(chat, 1_500), { tooLongMs: 2_000 });
  });

  it('hold when the process is held up, and several places come due at once', async () => {
    let time = 0;
    const asleep: { until: number; wake: () => void }[] = [];
    const limits = createSendLimits({
      now: () => time,
      sleep: (ms) => new Promise<void>((wake) => asleep.push({ until: time + ms, wake })),
    });
    const sent: number[] = [];
    const all = Promise.all(
      Array.from({ length: 30 }, async () => {
        await limits.turn(chat, Number.POSITIVE_INFINITY);
        sent.push(time);
      }),
    );
    await new Promise(setImmediate);
    // Nothing runs for six seconds, then everything that was due meanwhile; later the clock goes evenly again.
    for (time = 6_000; sent.length < 30; time += 100) {
      for (const { wake } of asleep.filter(({ until }) => until <= time)) wake();
      asleep.splice(0, asleep.length, ...asleep.filter(({ until }) => until > time));
      await new Promise(setImmediate);
    }
    await all;
    for (const window of conversationWindows) assertWithin(sent, window);
  });

  it('pause a conversation for as long as Teams wants', async () => {
    const { limits, sent, send, clock } = limitsAt();
    clock.time = 5_000;
    limits.pause(chat, 3_000);
    limits.pause(chat, 1_000);
    await send();
    assert.equal(sent[0]?.at, 8_000);
  });

  it('forget conversations that have long been quiet, and none that still counts', async () => {
    const { sent, send, clock } = limitsAt();
    for (let count = 0; count < 7; count++) await send();
    for (let count = 0; count < 1_200; count++) {
      clock.time = count;
      await send({ tenantId: `tenant-${count}`, id: 'a:x' });
    }
    clock.time = 999;
    await send();
    assert.equal(sent.at(-1)?.at, 1_000);
  });

  it('are never broken, whatever is sent where and when, and keep the order of each conversation', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 400 })), { maxLength: 400 }),
        async (messages) => {
          const { sent, send, clock } = limitsAt();
          for (const [to, after] of messages) {
            clock.time += after < 300 ? 0 : after;
            await send({ tenantId: 'contoso', id: `a:${to}` });
          }
          assertWithin(
            sent.map(({ at }) => at),
            tenantWindow,
          );
          for (const own of Map.groupBy(sent, ({ place }) => place.id).values()) {
            const times = own.map(({ at }) => at);
            for (const window of conversationWindows) assertWithin(times, window);
            assert.deepEqual(
              times,
              times.toSorted((a, b) => a - b),
            );
          }
        },
      ),
      { numRuns: 200 },
    ));
});
