import assert from 'node:assert/strict';
import { subscriptionOf } from '../../src/rbac/scopes.ts';
import { tokenIds } from '../../src/rbac/token-ids.ts';

describe('the ids a token speaks for', () => {
  it('are the identity, the groups that hold a role, and all others that were read, in lower case', () => {
    const throughGroup = {
      id: '/a',
      scope: '/subscriptions/s',
      roleId: 'r',
      principalId: 'GROUP-1',
      principalType: 'Group',
    } as const;
    assert.deepEqual([...tokenIds('ALEX', [throughGroup, throughGroup], ['Group-2'])], ['alex', 'group-1', 'group-2']);
  });
});

describe('the subscription of a scope', () => {
  it('is its first two names', () => {
    assert.equal(subscriptionOf('/subscriptions/s/resourceGroups/g/providers/p/t/n'), '/subscriptions/s');
    assert.equal(subscriptionOf('/subscriptions/s'), '/subscriptions/s');
  });
});
