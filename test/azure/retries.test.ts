import assert from 'node:assert/strict';
import type { Fault } from '../../playground/azure/simulated-tenant.ts';
import type { Tenant } from '../../src/tenant.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { failsWith } from './fails-with.ts';

const answer = (status: number, retryAfter?: string): Fault['answer'] => ({
  status,
  headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  body: { error: { code: 'AsTold', message: 'As a test wants it.' } },
});

describe('a call that fails is repeated', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant();
  });
  after(() => contoso.close());

  /** How often a service was called until the call ended. */
  async function tries(service: 'arm' | 'graph', fault: Fault['answer'], times?: number): Promise<number> {
    contoso.simulated.calls.length = 0;
    const match = { service, path: service === 'arm' ? 'denyAssignments' : '/users/' };
    const heal = contoso.simulated.inject({ match, answer: fault, ...(times !== undefined && { times }) });
    const call =
      service === 'arm' ? contoso.tenant.denyAssignmentsAt(contoso.instanceId()) : contoso.tenant.user('x@y');
    await call.catch(() => {});
    heal();
    return contoso.simulated.calls.filter((each) => each.service === service).length;
  }

  const cases: [what: string, fault: Fault['answer'], arm: number, graph: number][] = [
    ['refused for load, with a short wait', answer(429, '0'), 3, 2],
    ['refused for load, with a wait longer than a person has', answer(429, '60'), 1, 1],
    ['refused for load, until a day to come', answer(429, 'Fri, 31 Dec 2100 23:59:59 GMT'), 1, 1],
    ['unavailable, with a short wait', answer(503, '0'), 3, 2],
    ['unavailable, with a wait longer than a person has', answer(503, '60'), 1, 1],
    ['a fault of the server', answer(500, '0'), 3, 1],
    ['not implemented', answer(501), 1, 1],
    ['refused', answer(403), 1, 1],
    ['not there', answer(404), 1, 1],
    ['a bad request', answer(400), 1, 1],
    ['rubbish', 'rubbish', 1, 1],
  ];
  for (const [what, fault, arm, graph] of cases) {
    it(`${what}: ${arm} call(s) to ARM, ${graph} to Graph`, async () => {
      assert.equal(await tries('arm', fault), arm);
      assert.equal(await tries('graph', fault), graph);
    });
  }

  it('refused for load without a time: one call to ARM', async () => assert.equal(await tries('arm', answer(429)), 1));

  it('over a broken connection: three calls to ARM', async () => assert.equal(await tries('arm', 'disconnect'), 3));

  it('and succeeds once the fault has passed', async () => {
    const heal = contoso.simulated.inject({ match: { service: 'arm' }, times: 1, answer: answer(503, '0') });
    const tally = { calls: 0 };
    assert.deepEqual(await contoso.tenant.denyAssignmentsAt(contoso.instanceId(), { tally }), []);
    heal();
  });

  it('unless Azure asks for a longer wait, which is told instead', async () => {
    const ask = async (tenant: Tenant, service: 'arm' | 'graph', code: 'throttled' | 'unavailable', status: number) => {
      const heal = contoso.simulated.inject({ match: { service }, answer: answer(status, '60') });
      const call = service === 'arm' ? tenant.roleAssignmentsAt(contoso.instanceId()) : tenant.user('x@y');
      const { retryAfterMs } = await failsWith(code, call);
      heal();
      return retryAfterMs;
    };
    assert.equal(await ask(contoso.tenant, 'arm', 'throttled', 429), 60_000);
    assert.equal(await ask(contoso.tenant, 'graph', 'throttled', 429), 60_000);
    assert.equal(await ask(contoso.tenant, 'arm', 'unavailable', 503), 60_000);
  });

  it('at most till its signal aborts', async () => {
    const heal = contoso.simulated.inject({ match: {}, answer: 'hang' });
    const signal = AbortSignal.timeout(100);
    const id = contoso.instanceId();
    await failsWith('timeout', contoso.tenant.roleAssignmentsAt(id, { signal }));
    await failsWith('timeout', contoso.tenant.findInstances({}, { signal }));
    await failsWith('timeout', contoso.tenant.user('x@y', { signal }));
    heal();
  });
});

describe('the calls of a diagnosis', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({ limits: { pageSize: 2 } });
  });
  after(() => contoso.close());

  it('are counted page by page in ARM and in Graph, answers from a cache not at all', async () => {
    const { tenant, simulated } = contoso;
    const tally = { calls: 0 };
    const id = contoso.instanceId();
    simulated.calls.length = 0;
    await tenant.findInstances({}, { tally });
    await tenant.roleAssignmentsAt(id, { tally });
    await tenant.roleDefinitions(id, { tally });
    await tenant.user('alex@contoso.com', { tally });
    assert.equal(tally.calls, simulated.calls.length);
    const once = tally.calls;
    await tenant.roleDefinitions(id, { tally });
    assert.equal(tally.calls, once);
  });
});
