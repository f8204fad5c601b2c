import assert from 'node:assert/strict';
import { digestOf } from '../../src/triage/digest.ts';
import { dayAfter, dayBefore, digestTime, nextDigestDay } from '../../src/triage/digest-time.ts';

describe('the digest', () => {
  const nothing = { reported: 0, resolved: 0, causesByDay: [] };
  const time = { since: '2026-03-01T08:00:00.000Z', until: '2026-03-02T08:00:00.000Z' };
  const none = { open: 0, waiting: [], ...time };

  it('says nothing where nothing was and nothing waits', () => {
    assert.equal(digestOf(nothing, none), undefined);
  });

  it('speaks of what waits, also where nothing is new', () => {
    assert.equal(digestOf(nothing, { ...none, open: 2 })?.open, 2);
  });

  it('names the cause that most of the reports share, over all days', () => {
    const causesByDay = [
      { day: '2026-03-01', cause: 'rbac.denied', cases: 2 },
      { day: '2026-03-02', cause: 'none', cases: 9 },
      { day: '2026-03-02', cause: 'rbac.propagating', cases: 1 },
      { day: '2026-03-02', cause: 'rbac.denied', cases: 1 },
    ] as const;
    assert.deepEqual(digestOf({ reported: 13, resolved: 4, causesByDay: [...causesByDay] }, none), {
      reported: 13,
      resolved: 4,
      open: 0,
      waiting: [],
      cause: { id: 'rbac.denied', cases: 3 },
      ...time,
    });
  });

  it('names no cause where none was confirmed', () => {
    const causesByDay = [{ day: '2026-03-02', cause: 'none' as const, cases: 1 }];
    assert.ok(!('cause' in (digestOf({ reported: 1, resolved: 0, causesByDay }, none) ?? {})));
  });
});

describe('the time of the digest', () => {
  const eights: [day: string, timeZone: string, at: string][] = [
    ['2026-03-02', 'UTC', '2026-03-02T08:00:00.000Z'],
    ['2026-03-02', 'Europe/Berlin', '2026-03-02T07:00:00.000Z'],
    ['2026-07-02', 'Europe/Berlin', '2026-07-02T06:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T06:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T07:00:00.000Z'],
    ['2026-03-02', 'America/Los_Angeles', '2026-03-02T16:00:00.000Z'],
    ['2026-03-08', 'America/Los_Angeles', '2026-03-08T15:00:00.000Z'],
    ['2026-03-02', 'Asia/Kathmandu', '2026-03-02T02:15:00.000Z'],
    ['2026-03-02', 'Pacific/Kiritimati', '2026-03-01T18:00:00.000Z'],
    ['2026-10-04', 'Australia/Sydney', '2026-10-03T21:00:00.000Z'],
  ];
  for (const [day, timeZone, at] of eights) {
    it(`on ${day} in ${timeZone} is eight by the clocks there`, () => {
      assert.equal(digestTime(day, timeZone).toISOString(), at);
    });
  }

  const nexts: [now: string, timeZone: string, day: string][] = [
    ['2026-03-02T07:59:59Z', 'UTC', '2026-03-02'],
    ['2026-03-02T08:00:00Z', 'UTC', '2026-03-03'],
    ['2026-02-28T23:00:00Z', 'UTC', '2026-03-01'],
    ['2026-03-01T20:00:00Z', 'Pacific/Kiritimati', '2026-03-03'],
    ['2026-03-02T05:00:00Z', 'America/Los_Angeles', '2026-03-02'],
  ];
  for (const [now, timeZone, day] of nexts) {
    it(`comes next after ${now} in ${timeZone} on ${day}`, () => {
      assert.equal(nextDigestDay(new Date(now), timeZone), day);
    });
  }

  it('leaves out no day, also at the end of a month', () => {
    assert.equal(dayAfter('2026-02-28'), '2026-03-01');
    assert.equal(dayBefore('2026-01-01'), '2025-12-31');
  });
});
