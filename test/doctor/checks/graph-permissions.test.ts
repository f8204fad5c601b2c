import assert from 'node:assert/strict';
import { graphPermissions } from '../../../src/doctor/checks/graph-permissions.ts';
import { type StartedTenant, startSmallTenant } from '../../support/tenant.ts';
import { appId, botObjectId, deployment, type Parts, refusal, tenantId } from '../deployment.ts';

const needed = [
  'User.Read.All',
  'GroupMember.Read.All',
  'Application.Read.All',
  'Directory.Read.All',
  'AuditLog.Read.All',
];
const look = (parts: Parts) => graphPermissions.run(deployment({ now: () => new Date(), ...parts }), {});
const holding = (...roles: string[]) => ({ signIn: async () => ({ objectId: botObjectId, appId, tenantId, roles }) });

describe('the permissions of Graph', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant();
  });
  after(() => contoso.close());

  it('that the token names are held, and no call is made', async () => {
    const findings = await look(holding(...needed));
    assert.deepEqual(
      findings.map(({ outcome, what }) => [outcome, what]),
      needed.map((permission) => ['ok', `The bot holds ${permission}.`]),
    );
  });

  it('that another one covers are as good', async () => {
    contoso.letBotRead('Directory.Read.All', 'AuditLog.Read.All');
    const findings = await look({ tenant: contoso.tenant, settings: { appId: contoso.simulated.bot.appId } });
    assert.deepEqual(
      findings.map(({ outcome }) => outcome),
      ['ok', 'ok', 'ok', 'ok', 'ok'],
    );
  });

  it('that are missing say what cannot be checked, and what grants them', async () => {
    contoso.letBotRead('User.Read.All');
    const findings = await look({ tenant: contoso.tenant, settings: { appId: contoso.simulated.bot.appId } });
    assert.deepEqual(
      findings.map(({ outcome }) => outcome),
      ['ok', 'warning', 'warning', 'warning', 'warning'],
    );
    for (const { why, fix } of findings.slice(1)) {
      assert.match(why ?? '', /^Could not be checked: /);
      assert.match(fix?.commands?.[0] ?? '', /^grant \w+\.Read\.All$/);
      assert.match(fix?.how ?? '', /next token/);
    }
  });

  it('are not known while Graph does not answer', async () => {
    const down = () => Promise.reject(refusal('unavailable', 'Graph: no answer.'));
    const findings = await look({
      tenant: { user: down, groupMembers: down, application: down, permissionGrants: down, membersRemoved: down },
    });
    assert.deepEqual([...new Set(findings.map(({ outcome }) => outcome))], ['unknown']);
  });

  it('that let the bot write are warned about', async () => {
    const findings = await look(
      holding(...needed, 'Directory.ReadWrite.All', 'Sites.FullControl.All', 'User.ReadBasic.All'),
    );
    assert.match(findings.at(-1)?.what ?? '', /also holds Directory\.ReadWrite\.All, Sites\.FullControl\.All\.$/);
  });
});
