import assert from 'node:assert/strict';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { lessChoices } from '../../src/teams/less-choices.ts';
import { pending, requestIn } from '../access/requests.ts';

function offered(role: typeof ADT_DATA_OWNER, durationMinutes: number | null, policy = DEFAULT_POLICY) {
  const less = lessChoices(requestIn(pending, { role, durationMinutes }), policy);
  return (
    less && {
      roles: less.roles.map(({ id }) => id),
      minutes: less.durations.map(({ minutes }) => minutes),
      preselected: less.preselected,
    }
  );
}

describe('what can be given instead', () => {
  it('is what was asked and everything smaller, and begins with the smaller role', () => {
    assert.deepEqual(offered(ADT_DATA_OWNER, 1440), {
      roles: [ADT_DATA_READER.id, ADT_DATA_OWNER.id],
      minutes: [480, 1440],
      preselected: { roleId: ADT_DATA_READER.id, minutes: 1440 },
    });
  });

  it('begins with the next shorter time, where there is no smaller role', () => {
    const less = offered(ADT_DATA_READER, null);
    assert.deepEqual(less?.minutes, [480, 1440, 10080, 43200, null]);
    assert.deepEqual(less?.preselected, { roleId: ADT_DATA_READER.id, minutes: 43200 });
  });

  it('is nothing, where the least was asked', () => {
    assert.equal(offered(ADT_DATA_READER, 480), undefined);
  });

  it('is of the policy only', () => {
    const narrow = {
      ...DEFAULT_POLICY,
      grantableRoles: [ADT_DATA_OWNER],
      durations: [
        { minutes: 1440, label: '1 day' },
        { minutes: 480, label: '8 hours' },
      ],
    };
    assert.deepEqual(offered(ADT_DATA_OWNER, 1440, narrow), {
      roles: [ADT_DATA_OWNER.id],
      minutes: [480, 1440],
      preselected: { roleId: ADT_DATA_OWNER.id, minutes: 480 },
    });
    assert.equal(offered(ADT_DATA_READER, 1440, narrow), undefined, 'a role that is no longer granted');
  });
});
