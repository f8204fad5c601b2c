import assert from 'node:assert/strict';
import fc from 'fast-check';
import { instance, type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { failsWith } from './fails-with.ts';

const odd = "o'brien\\plant";

describe('instances', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({
      instances: [
        instance('plant-b', {
          publicNetworkAccess: 'Disabled',
          privateEndpoints: [{ name: 'pe-plant-b', status: 'Pending' }],
        }),
        instance('plant-a'),
        instance(odd, { hostName: 'odd.api.weu.digitaltwins.azure.net' }),
      ],
    });
  });
  after(() => contoso.close());

  const named = async (by: Parameters<typeof contoso.tenant.findInstances>[0]) =>
    (await contoso.tenant.findInstances(by)).map(({ name }) => name);
  const answering = async (body: unknown) => {
    const heal = contoso.simulated.inject({ match: { service: 'resource-graph' }, answer: { status: 200, body } });
    try {
      return await contoso.tenant.findInstances({});
    } finally {
      heal();
    }
  };

  it('are found by resource id, name and host name, in any case, or all of them by name', async () => {
    assert.deepEqual(await named({ id: contoso.instanceId('plant-a').toUpperCase() }), ['plant-a']);
    assert.deepEqual(await named({ name: 'PLANT-A' }), ['plant-a']);
    assert.deepEqual(await named({ hostName: 'Plant-B.api.weu.digitaltwins.azure.net' }), ['plant-b']);
    assert.deepEqual(await named({}), [odd, 'plant-a', 'plant-b']);
    assert.deepEqual(await named({ name: 'plant' }), []);
  });

  it('come with what a diagnosis needs of them', async () => {
    const [found] = await contoso.tenant.findInstances({ name: 'plant-b' });
    assert.deepEqual(found, {
      id: contoso.instanceId('plant-b'),
      name: 'plant-b',
      hostName: 'plant-b.api.weu.digitaltwins.azure.net',
      location: 'westeurope',
      subscriptionId: 'dce515b8-f95f-40f8-bd5a-7c201411fbd2',
      resourceGroup: 'twins-prod',
      tenantId: '35813336-8305-4794-bffe-ff10900fd02b',
      provisioningState: 'Succeeded',
      publicNetworkAccess: 'Disabled',
      privateEndpoints: [{ name: 'pe-plant-b', status: 'Pending' }],
    });
  });

  it('are looked for by a name with quotes and backslashes as it is', async () => {
    assert.deepEqual(await named({ name: odd }), [odd]);
  });

  it('are never found by a name that would end its literal', async () => {
    const tries = [
      "' or name != '",
      "x' | project name",
      "\\' or 1 == 1 or '",
      "'",
      '\\',
      "\\\\'",
      "a\nb' | take 1",
      '"',
      '//',
      '|',
    ];
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...tries), fc.string()), async (text) => {
        for (const name of await named({ name: text })) assert.equal(name.toLowerCase(), text.toLowerCase());
        assert.deepEqual(await named({ hostName: `${text} ` }), []);
      }),
      { numRuns: 60, examples: tries.map((text) => [text]) },
    );
  });

  it('are looked for by the first 300 characters, cut before they are escaped', async () => {
    assert.deepEqual(await named({ name: `${'x'.repeat(299)}'''` }), []);
    assert.deepEqual(await named({ name: `${'x'.repeat(299)}\\'` }), []);
  });

  it('are taken as open and of unknown state where Azure leaves that out', async () => {
    const row = { id: '/x', name: 'x', subscriptionId: 's', resourceGroup: 'g', tenantId: 't', properties: {} };
    const [found] = await answering({ data: [row] });
    assert.deepEqual(
      [found?.publicNetworkAccess, found?.provisioningState, found?.hostName, found?.location, found?.privateEndpoints],
      ['Enabled', 'Unknown', '', '', []],
    );
  });

  it('are not there yet where a gateway answers with a page of its own', async () => {
    const answer = { status: 501, body: '<html>\n<h1>Bad gateway</h1></html>' };
    const heal = contoso.simulated.inject({ match: { service: 'resource-graph' }, answer });
    const { message } = await failsWith('unavailable', contoso.tenant.findInstances({}));
    heal();
    assert.equal(
      message,
      'Resource Graph: find Digital Twins instances: Azure did not answer (HTTP 501): a page came in place of an answer.',
    );
  });

  it('are unreadable in an answer of another shape', async () => {
    await failsWith('bad-answer', answering({ data: [{ id: 7 }] }));
    await failsWith('bad-answer', answering({}));
  });
});
