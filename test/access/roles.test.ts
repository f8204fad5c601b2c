import assert from 'node:assert/strict';
import { leastRoleFor, roleChoices } from '../../src/access/roles.ts';

describe('the role that is proposed', () => {
  it('is Data Reader for reads and queries', () => {
    for (const operation of ['read', 'query'] as const)
      assert.equal(leastRoleFor(operation)?.name, 'Azure Digital Twins Data Reader');
  });

  it('is Data Owner for what changes something, and where the operation is not known', () => {
    for (const operation of ['write', 'delete', 'models', 'event-routes', 'jobs', undefined] as const)
      assert.equal(leastRoleFor(operation)?.name, 'Azure Digital Twins Data Owner');
  });

  it('is none for the control plane', () => assert.equal(leastRoleFor('control-plane'), undefined));
});

it('a person chooses between the two data roles, the smaller one first', () => {
  assert.deepEqual(
    roleChoices.map(({ name }) => name),
    ['Azure Digital Twins Data Reader', 'Azure Digital Twins Data Owner'],
  );
  for (const { allows } of roleChoices) assert.match(allows, /^Read/);
});
