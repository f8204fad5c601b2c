import assert from 'node:assert/strict';
import {
  parseTenantFile,
  readTenantFile,
  type TenantFile,
  TenantFileError,
} from '../../../playground/azure/tenant-file.ts';
import { createTenantState } from '../../../playground/azure/tenant-state.ts';
import { CONTOSO } from './contoso.ts';

const NOW = new Date('2026-03-02T10:00:00Z');

describe('the tenant file', () => {
  let file: TenantFile;
  beforeEach(async () => {
    file = await readTenantFile(CONTOSO);
  });

  const faultsOf = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      if (error instanceof TenantFileError) return error.faults;
      throw error;
    }
    return [];
  };

  it('turns names into records', () => {
    const state = createTenantState(file, NOW);
    const lee = state.users.find((user) => user.displayName === 'Lee Gu');
    const assignment = state.roleAssignments.find((one) => one.principalId === lee?.id);
    assert.ok(assignment?.scope.endsWith('/digitalTwinsInstances/plant-a'));
    assert.equal(assignment?.principalType, 'User');
  });

  it('makes the same ids from the same names', () => {
    for (const user of file.users) delete user.id;
    const ids = () => createTenantState(file, NOW).users.map((user) => user.id);
    assert.deepEqual(ids(), ids());
    assert.equal(new Set(ids()).size, file.users.length);
  });

  it('names the path of every fault of shape', () => {
    const faults = faultsOf(() =>
      parseTenantFile({ ...file, users: [{ name: 'x' }], groups: [{ name: 'g', members: ['a'], nickname: 'h' }] }),
    );
    assert.deepEqual(
      faults.map((fault) => fault.path),
      ['users[0].userPrincipalName', 'groups[0]'],
    );
  });

  it('names the path of every reference that means nothing or too much', () => {
    file.roleAssignments = [
      { principal: 'zoe@contoso.com', role: 'Ownr', scope: 'plant-z' },
      { principal: 'alex@contoso.com', role: 'Owner', scope: 'plant-a' },
    ];
    file.groups.push({ name: 'Twins Owners', members: [], owners: [] });
    assert.deepEqual(
      faultsOf(() => createTenantState(file, NOW)).map((fault) => `${fault.path}: ${fault.message}`),
      [
        "groups[0].members[0]: more than one user, group, app or managed identity called 'Twins Owners'",
        "roleAssignments[0].principal: no user, group, app or managed identity called 'zoe@contoso.com'",
        "roleAssignments[0].scope: no instance, resource group, subscription or management group called 'plant-z'",
        "roleAssignments[0].role: no role called 'Ownr'",
      ],
    );
  });

  it('takes the id of a deleted principal as it is', () => {
    const principal = '0e9d41c5-92a0-4d0f-9a56-36a2a2c2c9f4';
    file.roleAssignments.push({ principal, role: 'Reader', scope: 'plant-a' });
    const state = createTenantState(file, NOW);
    assert.equal(state.roleAssignments.at(-1)?.principalId, principal);
  });

  it('reads times as they are spoken', () => {
    file.roleAssignments.push({
      principal: 'alex@contoso.com',
      role: 'Reader',
      scope: 'plant-a',
      createdOn: '5 minutes ago',
    });
    assert.equal(createTenantState(file, NOW).roleAssignments.at(-1)?.createdOn, '2026-03-02T09:55:00.000Z');
  });

  it('says which file is no JSON', async () => {
    await assert.rejects(readTenantFile(import.meta.filename), {
      name: 'TenantFileError',
      message: /cannot be read as JSON/,
    });
  });
});
