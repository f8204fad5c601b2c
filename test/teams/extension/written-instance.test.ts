import assert from 'node:assert/strict';
import { isCalled, type Place, writtenInstance } from '../../../src/teams/extension/written-instance.ts';

describe('an instance that somebody writes into a form', () => {
  const hostName = 'plant-a.api.weu.digitaltwins.azure.net';
  const cases: [text: string, place: Place | undefined][] = [
    ['plant-a', { name: 'plant-a' }],
    [' Plant-A ', { name: 'Plant-A' }],
    [hostName, { hostName }],
    [`https://${hostName}/query?api-version=2023-10-31`, { hostName }],
    [hostName.toUpperCase(), { hostName }],
    ['', undefined],
    ['the one in Berlin', undefined],
    ['-plant', undefined],
    ['a'.repeat(64), undefined],
    ['alex@contoso.com', undefined],
    ['plant-a.blob.core.windows.net', undefined],
    ['https://digitaltwins', undefined],
    [`${'a.'.repeat(60)}digitaltwins.azure.net`, undefined],
  ];
  for (const [text, place] of cases) {
    it(`is ${JSON.stringify(place) ?? 'none'} in “${text.slice(0, 40)}”`, () => {
      assert.deepEqual(writtenInstance(text), place);
    });
  }

  it('is called by either name, however it is written', () => {
    const instance = { name: 'plant-a', hostName };
    for (const called of [{ name: 'PLANT-A' }, { hostName: hostName.toUpperCase() }, { name: hostName }]) {
      assert.ok(isCalled(instance, called));
    }
    assert.ok(!isCalled(instance, { name: 'plant-aa' }));
    assert.ok(!isCalled(instance, {}));
  });
});
