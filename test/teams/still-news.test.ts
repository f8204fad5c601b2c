import assert from 'node:assert/strict';
import type { AccessStatus } from '../../src/access/access-request.ts';
import type { Tidings } from '../../src/access/delivery.ts';
import { isStillNews } from '../../src/teams/still-news.ts';
import { at, failed, granted, megan, pending, requestIn } from '../access/requests.ts';

const denied: AccessStatus = { state: 'denied', by: megan, at: at(5), reason: 'Ask for Reader.' };
const first = { role: { id: 'r', name: 'R' }, durationMinutes: null, by: megan, at: at(1) };
const ending = { how: 'expired', at: at(486), nextTryAt: at(540) } as const;
const ended = { state: 'ended', at: at(490), by: megan } as const;

const states: Record<string, AccessStatus> = {
  pending,
  halfApproved: { ...pending, firstApproval: first },
  denied,
  failed,
  halfFailed: { ...failed, failure: { code: 'another-approver-needed', message: 'Somebody else has to approve.' } },
  checking: granted,
  effective: { ...granted, access: 'effective' },
  late: { ...granted, access: 'late' },
  ending: { ...granted, ending },
  ended: { ...ended, how: 'expired' },
  changed: { ...ended, how: 'changed-outside' },
  lapsed: { state: 'lapsed', at: at(1440) },
};

const newsIn: Record<Tidings['what'], string[]> = {
  'nobody-to-ask': ['pending', 'halfApproved'],
  reminder: ['pending', 'halfApproved'],
  'asked-for-you': ['pending', 'halfApproved'],
  'second-approval': ['halfApproved', 'halfFailed'],
  denied: ['denied'],
  failed: ['failed', 'halfFailed'],
  lapsed: ['lapsed'],
  granted: ['checking', 'effective', 'late'],
  effective: ['effective'],
  late: ['late'],
  'expires-in-a-day': ['checking', 'effective', 'late'],
  'expires-in-an-hour': ['checking', 'effective', 'late'],
  'revoke-needed': ['ending'],
  ended: ['ended', 'changed'],
  'changed-outside': ['changed'],
};

describe('a message that comes late', () => {
  for (const [what, expected] of Object.entries(newsIn) as [Tidings['what'], string[]][]) {
    it(`says “${what}” only while that is so`, () => {
      const still = Object.keys(states).filter((name) => {
        const status = states[name];
        return status !== undefined && isStillNews(requestIn(status), { what });
      });
      assert.deepEqual(still, expected);
    });
  }
});
