import assert from 'node:assert/strict';
import type { Fault } from '../../playground/azure/simulated-tenant.ts';
import type { Tenant } from '../../src/tenant.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { withFault } from '../support/with-fault.ts';
import { failsWith } from './fails-with.ts';

const absent = '00000000-1111-4222-8333-444444444444';
const refusing: Fault['answer'] = {
  status: 403,
  body: { error: { code: 'Authorization_RequestDenied', message: 'no' } },
};

describe('reads of the directory at one moment', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({
      apps: [{ name: 'twin-sync', owners: ['alex@contoso.com', 'megan@contoso.com', 'lee@contoso.com'] }],
      groups: [{ name: 'Engineers', members: ['alex@contoso.com'] }],
      limits: { pageSize: 2 },
    });
  });
  beforeEach(() => {
    contoso.simulated.calls.length = 0;
  });
  after(() => contoso.close());

  const faulty = <T>(fault: Fault, call: () => Promise<T>): Promise<T> => withFault(contoso.simulated, fault, call);
  const onUser = (answer: Fault['answer'], times?: number): Fault => ({
    match: { service: 'graph', path: '/users/alex%40contoso.com?' },
    answer,
    ...(times !== undefined && { times }),
  });
  const appIdOf = (name: string) =>
    contoso.state.applications.find(({ displayName }) => displayName === name)?.appId ?? '';
  const alex = (tenant: Tenant) => tenant.user('alex@contoso.com');
  const groups = (tenant: Tenant) => tenant.groupsOf({ type: 'User', userPrincipalName: 'alex@contoso.com' });

  it('are one HTTP call, whatever they ask for', async () => {
    const { tenant, simulated } = contoso;
    const tally = { calls: 0 };
    const appId = appIdOf('twin-sync');
    const [user, application, principal, nobody, objects, ofAlex] = await Promise.all([
      tenant.user('alex@contoso.com', { tally }),
      tenant.application(appId, { tally }),
      tenant.servicePrincipal(appId, { tally }),
      tenant.servicePrincipal(absent, { tally }),
      tenant.directoryObjects([contoso.idOf('megan'), absent], { tally }),
      tenant.groupsOf({ type: 'User', objectId: contoso.idOf('alex') }, { tally }),
    ]);
    assert.deepEqual(
      [user?.displayName, application?.displayName, principal?.displayName, nobody, objects.length, ofAlex.length],
      ['Alex Wilber', 'twin-sync', 'twin-sync', undefined, 1, 1],
    );
    assert.deepEqual(
      simulated.calls.map(({ path, parts }) => [path, parts?.length]),
      [['/v1.0/$batch', 6]],
    );
    assert.equal(tally.calls, 1);
  });

  it('are followed by the further pages of those that have them', async () => {
    const { tenant, simulated } = contoso;
    const [owners, user] = await Promise.all([tenant.applicationOwners({ appId: appIdOf('twin-sync') }), alex(tenant)]);
    assert.deepEqual([owners.length, user?.displayName], [3, 'Alex Wilber']);
    assert.deepEqual(
      simulated.calls.map(({ path }) => path.replace(/\?.*/, '').replace(/'.*'/, '…')),
      ['/v1.0/$batch', '/v1.0/applications(appId=…)/owners'],
    );
  });

  it('fail apart, as each would alone', async () => {
    const { tenant } = contoso;
    const failing = async (answer: Fault['answer'], code: Parameters<typeof failsWith>[0]) => {
      const [error, others] = await faulty(onUser(answer), () =>
        Promise.all([failsWith(code, alex(tenant)), groups(tenant)]),
      );
      assert.equal(others.length, 1);
      assert.equal(error.call, 'Graph: read user');
      return error;
    };
    assert.equal((await failing(refusing, 'forbidden')).permission, 'Microsoft Graph User.Read.All');
    const throttled = { status: 429, headers: { 'retry-after': '60' }, body: { error: { code: 'TooManyRequests' } } };
    assert.equal((await failing(throttled, 'throttled')).retryAfterMs, 60_000);
    assert.equal((await failing({ status: 404, body: { error: { code: 'Other' } } }, 'not-found')).azureCode, 'Other');
    await failing({ status: 500 }, 'unavailable');
    await failing('rubbish', 'bad-answer');
    await failing('disconnect', 'unavailable');
  });

  it('are all refused where the batch is, each with the permission that it needs', async () => {
    const { tenant, simulated } = contoso;
    const [user, app] = await faulty({ match: { path: '$batch' }, answer: refusing }, () =>
      Promise.all([failsWith('forbidden', alex(tenant)), failsWith('forbidden', tenant.application(absent))]),
    );
    assert.equal(user.permission, 'Microsoft Graph User.Read.All');
    assert.equal(app.permission, 'Microsoft Graph Application.Read.All');
    assert.equal(simulated.calls.length, 1);
  });

  it('are never told as absent where it is the batch that is not found', async () => {
    const answer = { status: 404, body: { error: { code: 'Request_ResourceNotFound', message: 'no' } } };
    await faulty({ match: { path: '$batch' }, answer }, () =>
      Promise.all([failsWith('not-found', alex(contoso.tenant)), failsWith('not-found', groups(contoso.tenant))]),
    );
  });

  it('are tried once more where they alone were refused for load', async () => {
    const { tenant, simulated } = contoso;
    const soon = { status: 429, headers: { 'retry-after': '0' }, body: { error: { code: 'TooManyRequests' } } };
    const [user] = await faulty(onUser(soon, 1), () => Promise.all([alex(tenant), groups(tenant)]));
    assert.equal(user?.displayName, 'Alex Wilber');
    assert.deepEqual(
      simulated.calls.map(({ parts }) => parts?.length),
      [2, undefined],
    );
  });

  it('are given up one by one', async () => {
    const { tenant } = contoso;
    const caller = new AbortController();
    const given = failsWith('timeout', tenant.user('alex@contoso.com', { signal: caller.signal }));
    const kept = groups(tenant);
    caller.abort();
    assert.equal((await given).message, 'Graph: read user: no answer in time.');
    assert.equal((await kept).length, 1);
  });

  it('never follow a link to anywhere but Graph', async () => {
    for (const link of [
      'https://graph.evil.example/v1.0/users',
      '/v1.0/users',
      `${contoso.simulated.endpoints.arm}/v1.0/`,
    ]) {
      const body = { value: [], '@odata.nextLink': link };
      await faulty({ match: { path: '/owners' }, answer: { status: 200, body } }, () =>
        failsWith('bad-answer', contoso.tenant.applicationOwners({ objectId: absent })),
      );
    }
    assert.equal(contoso.simulated.calls.length, 3);
  });
});
