import assert from 'node:assert/strict';
import { cloudOf } from '../../playground/bot-cloud.ts';
import type { Config } from '../../src/config.ts';
import { type RunningBot, startBot } from '../../src/main.ts';
import { DELEGATION_CONDITION } from '../../src/rbac/data-role-delegation.ts';
import { newTestDatabase } from '../support/store.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';

const role = 'Role Based Access Control Administrator';
const right = { principal: 'ADT Support', role, scope: 'contoso-dev', condition: DELEGATION_CONDITION };
const owner = { principal: 'ADT Support', role: 'Owner', scope: 'contoso-dev' };

describe('the start of a bot that grants with its own identity', () => {
  const started: StartedTenant[] = [];
  const running: RunningBot[] = [];
  after(async () => {
    await Promise.all(running.map((bot) => bot.stop()));
    await Promise.all(started.map((tenant) => tenant.close()));
  });

  async function contoso(...roleAssignments: (typeof right | typeof owner)[]): Promise<StartedTenant> {
    const tenant = await startSmallTenant({ roleAssignments });
    started.push(tenant);
    return tenant;
  }

  async function start({ simulated }: StartedTenant, approvals: Config['approvals'] = 'bot-identity'): Promise<void> {
    const { bot, tenantId } = simulated;
    const config: Config = {
      bot: { appId: bot.appId, tenantId, secret: { kind: 'client-secret', secret: bot.secret } },
      allowedTenants: [tenantId],
      approvals,
      database: await newTestDatabase(),
      port: 0,
      logLevel: 'silent',
      channel: { kind: 'none' },
    };
    running.push(await startBot(config, { cloud: cloudOf(simulated) }));
  }

  it('succeeds with the right of the manual', async () => start(await contoso(right)));

  it('is refused with Owner, with what to change', async () => {
    await assert.rejects(start(await contoso(right, owner)), (error) => {
      assert.ok(error instanceof Error && 'code' in error);
      assert.equal(error.code, 'excessive-right');
      assert.match(error.message, /az role assignment delete --ids \S+\n\s+az role assignment create --assignee/);
      return true;
    });
  });

  it('does not wait for Azure to come back: nothing is granted until it does', async () => {
    const tenant = await contoso(owner);
    tenant.simulated.inject({ match: { service: 'resource-graph' }, answer: { status: 503 } });
    await start(tenant);
  });

  it('is no matter where it grants nothing', async () => start(await contoso(owner), 'off'));
});
