import assert from 'node:assert/strict';
import type { Fault, SimulatedTenant } from '../../../../playground/azure/simulated-tenant.ts';
import { withFault } from '../../../support/with-fault.ts';
import { graphClient, startContoso, userId } from '../contoso.ts';

interface Part {
  id: string;
  status: number;
  headers: Record<string, string>;
  body: { error?: { code: string }; displayName?: string };
}

const alex = { id: 'a', method: 'GET', url: '/users/alex@contoso.com?$select=displayName' };
const megan = { id: 'm', method: 'GET', url: 'users/megan@contoso.com?$select=displayName' };

describe('a batch to the simulated Microsoft Graph', () => {
  let tenant: SimulatedTenant;
  before(async () => {
    tenant = await startContoso();
  });
  beforeEach(() => {
    tenant.calls.length = 0;
  });
  after(() => tenant.close());

  async function answers(requests: object[]): Promise<Map<string, Part>> {
    const { responses } = await graphClient(tenant).api('/$batch').post({ requests });
    return new Map(responses.map((part: Part) => [part.id, part]));
  }
  const graphCalls = () => tenant.calls.filter(({ service }) => service === 'graph');

  it('answers each part, in no promised order', async () => {
    const { responses } = await graphClient(tenant)
      .api('/$batch')
      .post({ requests: [alex, megan] });
    assert.deepEqual(
      responses.map(({ id, status, body }: Part) => [id, status, body.displayName]),
      [
        ['m', 200, 'Megan Bowen'],
        ['a', 200, 'Alex Wilber'],
      ],
    );
  });

  it('takes a POST with its body and its type', async () => {
    const ids = [userId(tenant, 'lee')];
    const post = { id: 'p', method: 'POST', url: '/directoryObjects/getByIds', body: { ids } };
    const headers = { 'content-type': 'application/json' };
    assert.equal((await answers([alex, { ...post, headers }])).get('p')?.status, 200);
    await assert.rejects(answers([alex, post]), { statusCode: 400, message: /does not contain Content-Type/ });
  });

  it('is refused whole where it is none', async () => {
    const wrong: [string, object[]][] = [
      ['nothing in it', []],
      ['two of one id', [alex, { ...megan, id: 'A' }]],
      ['an id that is no text', [{ ...alex, id: 1 }]],
      ['no id', [{ method: 'GET', url: '/users' }]],
      ['an absolute address', [{ ...alex, url: 'https://graph.microsoft.com/v1.0/users' }]],
    ];
    for (const [what, requests] of wrong) await assert.rejects(answers(requests), { statusCode: 400 }, what);
  });

  it('is one call in the record, with its parts inside', async () => {
    await answers([alex, { ...megan, url: '/users/nobody@contoso.com' }]);
    assert.deepEqual(
      graphCalls().map(({ method, path, status, parts }) => ({ method, path, status, parts })),
      [
        {
          method: 'POST',
          path: '/v1.0/$batch',
          status: 200,
          parts: [
            { method: 'GET', path: '/v1.0/users/alex@contoso.com?$select=displayName', status: 200 },
            { method: 'GET', path: '/v1.0/users/nobody@contoso.com', status: 404 },
          ],
        },
      ],
    );
  });

  it('is hit by a fault in the part that the fault names', async () => {
    const throttled = { status: 429, headers: { 'retry-after': '7' }, body: { error: { code: 'TooManyRequests' } } };
    const fault: Fault = { match: { service: 'graph', method: 'GET', path: '/users/alex' }, answer: throttled };
    const parts = await withFault(tenant, fault, () => answers([alex, megan]));
    assert.deepEqual([parts.get('a')?.status, parts.get('m')?.status], [429, 200]);
    assert.equal(parts.get('a')?.headers['retry-after'], '7');
    const rubbish = await withFault(tenant, { ...fault, answer: 'rubbish' }, () => answers([alex, megan]));
    assert.deepEqual([typeof rubbish.get('a')?.body, rubbish.get('m')?.status], ['string', 200]);
  });

  it('is hit whole by a fault of the batch, and by a part that never ends or drops the connection', async () => {
    const whole: Fault = { match: { path: '$batch' }, answer: { status: 500, body: { error: { code: 'Broken' } } } };
    await assert.rejects(
      withFault(tenant, whole, () => answers([alex, megan])),
      { statusCode: 500, code: 'Broken' },
    );
    const match = { service: 'graph', path: '/users/alex' } as const;
    await assert.rejects(
      withFault(tenant, { match, answer: 'disconnect' }, () => answers([alex, megan])),
      { statusCode: -1 },
    );
    const patience = AbortSignal.timeout(50);
    const hanging = withFault(tenant, { match, answer: 'hang' }, () =>
      graphClient(tenant)
        .api('/$batch')
        .options({ signal: patience })
        .post({ requests: [alex, megan] }),
    );
    await assert.rejects(hanging);
    assert.ok(patience.aborted);
  });
});
