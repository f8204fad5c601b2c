import assert from 'node:assert/strict';
import {
  parseTenantFile,
  readTenantFile,
  type TenantFile,
  TenantFileError,
  type TenantFileInput,
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
      parseTenantFile({
        ...file,
        users: [{ userPrincipalName: 'x@contoso.com' }],
        groups: [{ name: 'g', members: ['a'], nickname: 'h' }],
      }),
    );
    assert.deepEqual(
      faults.map((fault) => fault.path),
      ['users[0].name', 'groups[0]'],
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

  it('reads what is still to come', () => {
    file.roleAssignments.push({
      principal: 'alex@contoso.com',
      role: 'Reader',
      scope: 'plant-a',
      activatedUntil: 'in 2 hours',
    });
    assert.equal(createTenantState(file, NOW).roleAssignments.at(-1)?.activatedUntil, '2026-03-02T12:00:00.000Z');
  });

  describe('with the least in it', () => {
    const small = (more: Partial<TenantFileInput> = {}) =>
      parseTenantFile({ description: 'An instance', instances: [{ name: 'plant-a' }], ...more });

    it('is a tenant with two people, a subscription, Azure Digital Twins and the bot', () => {
      const state = createTenantState(small(), NOW);
      assert.deepEqual(
        state.users.map((user) => user.userPrincipalName),
        ['alex@contoso.com', 'megan@contoso.com'],
      );
      assert.deepEqual(
        state.instances.map((one) => [one.hostName, one.id.split('/')[4]]),
        [['plant-a.api.weu.digitaltwins.azure.net', 'twins-prod']],
      );
      assert.ok(state.servicePrincipals.some((one) => one.displayName === 'Azure Digital Twins'));
      assert.equal(state.applications.find((app) => app.appId === state.botAppId)?.displayName, 'ADT Support');
    });

    it('gives the bot its two roles in every subscription that is not hidden from it', () => {
      const subscriptions = [{ name: 'contoso-dev' }, { name: 'contoso-lab', hiddenFromBot: true }];
      const resourceGroups = [{ name: 'twins-prod', subscription: 'contoso-dev' }];
      const state = createTenantState(small({ subscriptions, resourceGroups }), NOW);
      const dev = state.subscriptions.find((one) => one.displayName === 'contoso-dev')?.subscriptionId;
      const roleName = (id: string) => state.roleDefinitions.find((role) => role.name === id)?.roleName;
      assert.deepEqual(
        state.roleAssignments.map((one) => [one.scope, roleName(one.roleDefinitionId), one.condition !== undefined]),
        [
          [`/subscriptions/${dev}`, 'Reader', false],
          [`/subscriptions/${dev}`, 'Role Based Access Control Administrator', true],
        ],
      );
    });

    it('leaves a bot alone whose app or roles the file describes', () => {
      const { apps, consents, roleAssignments } = small({
        apps: [{ name: 'ADT Support', graphPermissions: ['User.Read.All'] }],
        roleAssignments: [{ principal: 'ADT Support', role: 'Reader', scope: 'twins-prod' }],
      });
      assert.deepEqual([apps.length, consents.length, roleAssignments.length], [1, 0, 1]);
      assert.deepEqual(apps[0]?.graphPermissions, ['User.Read.All']);
    });
  });

  describe('names principals that are none', () => {
    it('gives a role to a deleted namesake and to an app registration', () => {
      file.roleAssignments = [
        { principal: 'former func-telemetry', role: 'Reader', scope: 'plant-a' },
        { principal: 'former alex@contoso.com', role: 'Reader', scope: 'plant-a' },
        { principal: 'application twin-sync', role: 'Reader', scope: 'plant-a' },
      ];
      const state = createTenantState(file, NOW);
      const known = [...state.users, ...state.servicePrincipals].map((one) => one.id);
      const [telemetry, alex, registration] = state.roleAssignments;
      assert.deepEqual([telemetry?.principalType, alex?.principalType], ['ServicePrincipal', 'User']);
      assert.ok(!known.includes(telemetry?.principalId ?? '') && !known.includes(alex?.principalId ?? ''));
      assert.notEqual(telemetry?.principalId, alex?.principalId);
      assert.equal(registration?.principalId, state.applications.find((app) => app.displayName === 'twin-sync')?.id);
    });

    it('knows only apps as registrations', () => {
      file.roleAssignments = [{ principal: 'application func-telemetry', role: 'Reader', scope: 'plant-a' }];
      assert.deepEqual(
        faultsOf(() => createTenantState(file, NOW)).map((fault) => fault.message),
        ["no app called 'func-telemetry'"],
      );
    });
  });

  it('tells scopes of the same name apart by what is above them', () => {
    file.instances.push(...parseTenantFile({ description: '', instances: [{ name: 'plant-b' }] }).instances);
    file.roleAssignments = [{ principal: 'alex@contoso.com', role: 'Reader', scope: 'twins-test/plant-b' }];
    const id = createTenantState(file, NOW).roleAssignments[0]?.scope;
    assert.match(id ?? '', /\/resourceGroups\/twins-test\/.*\/plant-b$/);
    file.roleAssignments = [{ principal: 'alex@contoso.com', role: 'Reader', scope: 'plant-b' }];
    assert.deepEqual(
      faultsOf(() => createTenantState(file, NOW)).map((fault) => fault.path),
      ['roleAssignments[0].scope'],
    );
  });

  it('puts instances into resource groups of the same name in several subscriptions', () => {
    const state = createTenantState(
      parseTenantFile({
        description: '',
        subscriptions: [{ name: 'contoso-dev' }, { name: 'contoso-lab' }],
        resourceGroups: ['contoso-dev', 'contoso-lab'].map((subscription) => ({ name: 'twins-prod', subscription })),
        instances: [
          { name: 'plant-a', subscription: 'contoso-lab' },
          { name: 'plant-b', subscription: 'contoso-dev' },
        ],
      }),
      NOW,
    );
    const [dev, lab] = state.subscriptions.map((one) => one.subscriptionId);
    assert.deepEqual(
      state.instances.map((one) => one.subscriptionId),
      [lab, dev],
    );
  });

  it('refuses an app that is eligible for a role, and a try as nobody', () => {
    file.eligibleRoles.push({ principal: 'twin-sync', role: 'Reader', scope: 'plant-a' });
    file.try = { as: 'zoe@contoso.com', text: '403' };
    assert.deepEqual(
      faultsOf(() => createTenantState(file, NOW)).map((fault) => fault.path),
      ['eligibleRoles[0].principal', 'try.as'],
    );
  });

  it('says which file is no JSON', async () => {
    await assert.rejects(readTenantFile(import.meta.filename), {
      name: 'TenantFileError',
      message: /cannot be read as JSON/,
    });
  });
});
