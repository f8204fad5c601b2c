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

/** Limits on a clock that only moves when somebody waits, or the test says so; of a process that began long ago. */
function limitsAt(options: Pick<SendLimitsOptions, 'replicas' | 'begunAt'> = {}) {
  const clock = { time: 0 };
  const sent: { place: Place; at: number }[] = [];
  const limits = createSendLimits({
    now: () => clock.time + slept,
    // Nobody really waits: the time that was waited for is when it would be sent.
    sleep: async (ms) => {
      slept += ms;
    },
    begunAt: Number.NEGATIVE_INFINITY,
    ...options,
  });
  let slept = 0;
  return {
    clock,
    sent,
    limits,
    async send(place = chat, withinMs = Number.POSITIVE_INFINITY) {
      slept = 0;
      const turn = await limits.turn(place, withinMs);
      if ('tooLongMs' in turn) return turn;
      sent.push({ place, at: clock.time + slept });
      turn.answered();
      return undefined;
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

/** Time that passes when everybody waits for it. */
function virtualClock() {
  let time = 0;
  const asleep: { until: number; wake: () => void }[] = [];
  const rest = () => new Promise(setImmediate);

  function wake(until: number): void {
    const due = asleep.filter((each) => each.until <= until).toSorted((a, b) => a.until - b.until);
    asleep.splice(0, asleep.length, ...asleep.filter((each) => each.until > until));
    for (const each of due) each.wake();
  }

  return {
    now: () => time,
    sleep: (ms: number) => new Promise<void>((resolve) => asleep.push({ until: time + ms, wake: resolve })),
    async holdUp(ms: number) {
      await rest();
      time += ms;
      wake(time);
    },
    async runUntil(done: Promise<unknown>) {
      let running = true;
      void done.finally(() => {
        running = false;
      });
      for (await rest(); running; await rest()) {
        time = Math.max(time, Math.min(...asleep.map(({ until }) => until)));
        wake(time);
      }
      await done;
    },
  };
}

/** Wants to be sent so long after the beginning, is on its way for so long, and comes in at that part of it. */
interface Message {
  to: string;
  afterMs: number;
  takesMs: number;
  comesIn: number;
}

function messagesWithin(ms: number, { least }: { least: number }): fc.Arbitrary<Message[]> {
  const one = fc.record({
    to: fc.constantFrom('a:alex', '19:support', '19:helpdesk', '19:helpdesk', '19:helpdesk'),
    afterMs: fc.integer({ min: 0, max: ms }),
    takesMs: fc.integer({ min: 0, max: 1_500 }),
    comesIn: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  return fc.array(one, { minLength: least, maxLength: 2 * least });
}

/** When the messages of one process come in, of which some never do where it ends before. */
async function live(
  clock: ReturnType<typeof virtualClock>,
  messages: readonly Message[],
  { begunAt, endsAt = Number.POSITIVE_INFINITY }: { begunAt: number; endsAt?: number },
): Promise<{ to: string; at: number }[]> {
  const limits = createSendLimits({ now: clock.now, sleep: clock.sleep, begunAt });
  const cameIn: { to: string; at: number }[] = [];
  const all = messages.map(async ({ to, afterMs, takesMs, comesIn }) => {
    await clock.sleep(afterMs);
    const turn = await limits.turn({ tenantId: 'contoso', id: to }, Number.POSITIVE_INFINITY);
    if (clock.now() <= endsAt) cameIn.push({ to, at: Math.min(endsAt, clock.now() + comesIn * takesMs) });
    await clock.sleep(takesMs);
    if ('answered' in turn) turn.answered();
  });
  await clock.runUntil(Promise.race([Promise.all(all), clock.sleep(endsAt - clock.now())]));
  return cameIn;
}

function assertAllWithin(cameIn: readonly { to: string; at: number }[]): void {
  assertWithin(
    cameIn.map(({ at }) => at),
    tenantWindow,
  );
  for (const own of Map.groupBy(cameIn, ({ to }) => to).values()) {
    for (const window of conversationWindows) {
      assertWithin(
        own.map(({ at }) => at),
        window,
      );
    }
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
    const clock = virtualClock();
    const limits = createSendLimits({ ...clock, begunAt: Number.NEGATIVE_INFINITY });
    const busy = Array.from({ length: 30 }, () => limits.turn(chat, Number.POSITIVE_INFINITY));
    await clock.runUntil(limits.turn({ tenantId: 'contoso', id: 'a:megan' }, Number.POSITIVE_INFINITY));
    assert.equal(clock.now(), 0);
    await clock.runUntil(Promise.race(busy));
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
    const clock = virtualClock();
    const limits = createSendLimits({ ...clock, begunAt: Number.NEGATIVE_INFINITY });
    const sent: number[] = [];
    const all = Array.from({ length: 30 }, async () => {
      const turn = await limits.turn(chat, Number.POSITIVE_INFINITY);
      sent.push(clock.now());
      if ('answered' in turn) turn.answered();
    });
    // Nothing runs for six seconds, then everything that was due meanwhile.
    await clock.holdUp(6_000);
    await clock.runUntil(Promise.all(all));
    assert.equal(sent.length, 30);
    for (const window of conversationWindows) assertWithin(sent, window);
  });

  it('hold where messages come in, however long each is on its way', () =>
    fc.assert(
      fc.asyncProperty(messagesWithin(10_000, { least: 40 }), async (messages) => {
        const clock = virtualClock();
        assertAllWithin(await live(clock, messages, { begunAt: Number.NEGATIVE_INFINITY }));
      }),
      { numRuns: 50 },
    ));

  it('hold over a restart, though the new process does not know what the one before has sent', () =>
    fc.assert(
      fc.asyncProperty(
        messagesWithin(30_000, { least: 80 }),
        messagesWithin(30_000, { least: 60 }),
        fc.integer({ min: 0, max: 40_000 }),
        async (before, after, endsAt) => {
          const clock = virtualClock();
          const first = await live(clock, before, { begunAt: Number.NEGATIVE_INFINITY, endsAt });
          const second = await live(clock, after, { begunAt: clock.now() });
          assertAllWithin([...first, ...second]);
        },
      ),
      { numRuns: 50 },
    ));

  it('let a quiet conversation wait for nothing from two seconds after the beginning on', async () => {
    const { clock, sent, send } = limitsAt({ begunAt: 0 });
    clock.time = 500;
    await send();
    clock.time = 2_000;
    await send({ tenantId: 'contoso', id: 'a:megan' });
    clock.time = 2_500;
    for (let count = 0; count < 5; count++) await send();
    assert.deepEqual(
      sent.map(({ at }) => at),
      [2_000, 2_000, 2_500, 2_500, 2_500, 2_500, 2_500],
    );
  });

  it('leave a third of the half minute and of the hour to the process before', async () => {
    const { sent, send } = limitsAt({ begunAt: 0 });
    for (let count = 0; count < 700; count++) await send();
    const until = (ms: number) => sent.filter(({ at }) => at < ms).length;
    assert.deepEqual([until(30_000), until(3_600_000)], [20, 600]);
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
