import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Pending } from '../../src/access/access-request.ts';
import { DEFAULT_POLICY, type QuietHours } from '../../src/access/policy.ts';
import { isTimeZone, outOfQuietHours } from '../../src/access/quiet-hours.ts';
import { dueNotice, dueReminders, nextWakeAt, reminderTimes } from '../../src/access/schedule.ts';
import { adele, at, granted, later, megan, pending, requestIn, start } from './requests.ts';

const minute = 60_000;
const policy = DEFAULT_POLICY;
const restless = { ...policy, quietHours: undefined };
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia'];
const night: QuietHours = { from: 1200, to: 420, timeZone: 'UTC' };

/** The clock on the wall, as '07:05'. */
function clock(time: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    time,
  );
}

const inMinutes = (times: number[]) => times.map((time) => (time - start.getTime()) / minute);

describe('reminders', () => {
  it('come 15 minutes after the approvers were asked, then at doubling intervals of at most four hours', () => {
    assert.deepEqual(
      inMinutes(reminderTimes(pending, restless, undefined)),
      [15, 45, 105, 225, 465, 705, 945, 1185, 1425],
    );
  });

  it('are counted from when the approvers were found, not from when somebody asked', () => {
    const late = { ...pending, askedAt: at(60) };
    assert.equal(inMinutes(reminderTimes(late, restless, undefined))[0], 75);
    const { askedAt: _, ...unknown } = pending;
    assert.deepEqual(reminderTimes(unknown, restless, undefined), []);
  });

  it('wait for the morning of the approver, where several become one', () => {
    // 08:00 UTC is 13:30 there.
    const times = reminderTimes(pending, policy, 'Asia/Kolkata').map((time) => clock(time, 'Asia/Kolkata'));
    assert.deepEqual(times, ['13:45', '14:15', '15:15', '17:15', '07:00', '09:15', '13:15']);
  });

  it('go by the zone of the policy where the approver’s is not known, or is none', () => {
    for (const zone of [undefined, '', 'Middle-earth/Shire', '../etc/passwd'])
      assert.deepEqual(reminderTimes(pending, policy, zone), reminderTimes(pending, policy, 'UTC'));
  });

  const anyPending = fc
    .record({ asked: fc.integer({ min: 0, max: 525_600 }), left: fc.integer({ min: 1, max: 10_080 }) })
    .map(({ asked, left }): Pending => ({ ...pending, askedAt: at(asked), lapsesAt: at(asked + left) }));
  const anyQuiet = fc.record({
    from: fc.integer({ min: 0, max: 1439 }),
    to: fc.integer({ min: 0, max: 1439 }),
    timeZone: fc.constantFrom(...zones),
  });

  it('are in order, at least 15 minutes apart, after the asking and before the lapse, and in nobody’s night', () => {
    fc.assert(
      fc.property(anyPending, anyQuiet, fc.constantFrom(...zones), (each, quietHours, zone) => {
        const times = reminderTimes(each, { ...policy, quietHours }, zone);
        let before = Date.parse(each.askedAt ?? '');
        for (const time of times) {
          assert.ok(time - before >= 15 * minute && time < Date.parse(each.lapsesAt));
          assert.equal(outOfQuietHours(time, quietHours, zone), time);
          before = time;
        }
      }),
    );
  });
});

describe('quiet hours', () => {
  for (const [zone, moment, morning] of [
    ['UTC', '2025-03-03T20:00:00Z', '2025-03-04T07:00:00.000Z'],
    ['UTC', '2025-03-04T06:59:59Z', '2025-03-04T07:00:00.000Z'],
    ['Europe/Berlin', '2025-03-29T23:30:00Z', '2025-03-30T05:00:00.000Z'],
    ['America/New_York', '2025-11-02T02:00:00Z', '2025-11-02T12:00:00.000Z'],
  ] as const)
    it(`hold ${moment} in ${zone} until ${morning}, also in the night the clocks change`, () =>
      assert.equal(new Date(outOfQuietHours(Date.parse(moment), night, zone)).toISOString(), morning));

  it('leave the day alone', () => {
    for (const moment of ['2025-03-03T07:00:00Z', '2025-03-03T19:59:59Z'])
      assert.equal(outOfQuietHours(Date.parse(moment), night, 'UTC'), Date.parse(moment));
  });

  it('know a time zone from other text', () => {
    assert.ok(zones.every(isTimeZone));
    assert.ok(!['', 'UTC+25', 'Nowhere', '__proto__'].some(isTimeZone));
  });

  it('never move a moment back, nor by more than a day and the change of the clocks', () => {
    const moment = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2027-01-01') });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (time, zone) => {
        const out = outOfQuietHours(time, night, zone);
        assert.ok(out === time || (out > time && out - time <= (24 + 3) * 60 * minute));
      }),
    );
  });
});

describe('who is due a reminder', () => {
  const berlin = { ...megan, timeZone: 'Europe/Berlin' };
  const newYork = { ...adele, timeZone: 'America/New_York' };
  const request = requestIn(pending, { approvers: [berlin, newYork] });

  it('is who is awake; the others follow in their morning', () => {
    // 08:15 UTC is 09:15 in Berlin and 03:15 in New York.
    assert.deepEqual(dueReminders(request, pending, later(15), policy), [megan.objectId, 'channel']);
    const after = { ...pending, remindedAt: at(15) };
    // 12:00 UTC is 07:00 in New York, and none of Berlin's times.
    assert.deepEqual(dueReminders(request, { ...after, remindedAt: at(225) }, later(240), policy), [adele.objectId]);
  });

  it('is nobody a second time', () => {
    const reminded = { ...pending, remindedAt: at(15) };
    assert.deepEqual(dueReminders(request, reminded, later(15), policy), []);
  });

  it('decides when the request wakes: the earliest of all, or the lapse', () => {
    assert.equal(nextWakeAt(request, policy), at(15));
    assert.equal(nextWakeAt(requestIn({ ...pending, remindedAt: at(1430) }), restless), at(1440));
  });
});

describe('notices of the end', () => {
  const wholeDays = (minutes: number) => ({ ...granted, at: at(0), expiresAt: at(minutes) });

  for (const [what, length, due] of [
    ['8 hours', 480, [[420, 'expires-in-an-hour']]],
    ['a day', 1440, [[1380, 'expires-in-an-hour']]],
    [
      'a week',
      10_080,
      [
        [8640, 'expires-in-a-day'],
        [10_020, 'expires-in-an-hour'],
      ],
    ],
    ['an hour', 60, []],
  ] as const)
    it(`of ${what} come only where the whole time is longer than what is left`, () => {
      const told: (readonly [number, string | undefined])[] = [];
      let status = wholeDays(length);
      for (let now = 0; now < length; now += 10) {
        const news = dueNotice(status, later(now));
        if (news !== undefined) told.push([now, news]);
        status = { ...status, noticedAt: at(now) };
      }
      assert.deepEqual(told, due);
    });

  it('that were both missed are one: the last', () => {
    assert.equal(dueNotice(wholeDays(10_080), later(10_079)), 'expires-in-an-hour');
  });

  it('of what has no end are none', () => {
    assert.equal(dueNotice({ ...granted, expiresAt: null }, later(10_079)), undefined);
  });
});
