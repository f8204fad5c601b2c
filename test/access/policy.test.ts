import assert from 'node:assert/strict';
import { DEFAULT_POLICY } from '../../src/access/policy.ts';

describe('the access policy', () => {
  it('grants the two data roles and nothing else', () => {
    assert.deepEqual(
      DEFAULT_POLICY.grantableRoles.map(({ name }) => name),
      ['Azure Digital Twins Data Reader', 'Azure Digital Twins Data Owner'],
    );
  });
});
