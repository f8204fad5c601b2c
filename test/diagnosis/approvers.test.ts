import assert from 'node:assert/strict';
import { approversAt } from '../../src/diagnosis/approvers.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../src/rbac/roles.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { ask, diagnosisOf } from './ask.ts';

/** As Azure's portal writes it: only Data Reader may be given, and only to people. */
const onlyReaders = `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${ADT_DATA_READER.id}} AND @Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'User'}))`;

describe('those who can approve', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({
      groups: [
        { name: 'Platform Owners', members: ['Twins Owners', 'isaiah@contoso.com'] },
        { name: 'Twins Owners', members: ['megan@contoso.com', 'twin-sync'] },
      ],
      apps: [{ name: 'twin-sync' }, { name: 'twin-deployer' }],
      roleAssignments: [
        { principal: 'Platform Owners', role: 'Owner', scope: 'contoso-dev' },
        { principal: 'isaiah@contoso.com', role: 'User Access Administrator', scope: 'plant-a' },
        { principal: 'twin-deployer', role: 'Owner', scope: 'contoso-dev' },
        { principal: 'adele@contoso.com', role: 'Contributor', scope: 'contoso-dev' },
        {
          principal: 'lee@contoso.com',
          role: 'Role Based Access Control Administrator',
          scope: 'plant-a',
          condition: onlyReaders,
        },
      ],
    });
  });
  after(() => contoso.close());

  const who = async (roleId: string, principalType: 'User' | 'ServicePrincipal' = 'User') => {
    const write = { roleId, principalId: contoso.idOf('alex'), principalType };
    const found = await approversAt(contoso.instanceId(), write, contoso.tenant);
    return found.map(({ displayName, right }) => `${displayName}: ${right}`).sort();
  };
  const owners = [
    'Isaiah Langer: Owner of the subscription, through Platform Owners',
    'Megan Bowen: Owner of the subscription, through Platform Owners',
  ];

  it('are people who may write role assignments, directly and through nested groups; no apps, each once', async () => {
    assert.deepEqual(await who(ADT_DATA_OWNER.id), owners);
  });

  it('are also those whose condition allows this very role to this very kind of principal', async () => {
    const lee = 'Lee Gu: Role Based Access Control Administrator of plant-a';
    assert.deepEqual(await who(ADT_DATA_READER.id), [...owners.slice(0, 1), lee, ...owners.slice(1)]);
    assert.deepEqual(await who(ADT_DATA_READER.id, 'ServicePrincipal'), owners);
  });

  it('are named in the diagnosis as for the role that is proposed', async () => {
    const named = async (operation: 'query' | 'write') => {
      const { approvers } = await diagnosisOf(ask(contoso, { told: { operation } }));
      return approvers?.known === true ? approvers.value.map(({ displayName }) => displayName).sort() : [];
    };
    assert.deepEqual(await named('query'), ['Isaiah Langer', 'Lee Gu', 'Megan Bowen']);
    assert.deepEqual(await named('write'), ['Isaiah Langer', 'Megan Bowen']);
  });

  it('may be the asker, who is told to run the command himself', async () => {
    const diagnosis = await diagnosisOf(ask(contoso, { by: 'megan' }));
    assert.equal(diagnosis.findings[0]?.remedy?.who, 'You, as Owner of the subscription, through Platform Owners');
    assert.ok(diagnosis.proposal, 'Isaiah can approve');
  });

  it('are not looked for where nothing is to be approved', async () => {
    contoso.simulated.calls.length = 0;
    const outcome = await ask(contoso, { told: { instance: { name: 'plant-z' } } });
    assert.equal((await diagnosisOf(outcome)).approvers, undefined);
    assert.ok(contoso.simulated.calls.every(({ path }) => !/getByIds|transitiveMembers/.test(path)));
  });
});
