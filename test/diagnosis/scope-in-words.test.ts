import assert from 'node:assert/strict';
import { scopeInWords } from '../../src/diagnosis/scope-in-words.ts';
import { plantA, resourceGroup, subscription } from '../support/situation.ts';

describe('a scope in words', () => {
  const cases: [scope: string, words: string, here?: string][] = [
    ['/', 'the whole tenant'],
    ['/providers/Microsoft.Management/managementGroups/contoso', 'management group contoso'],
    [subscription, 'the subscription', plantA.id],
    [subscription.toUpperCase(), 'the subscription', plantA.id],
    [subscription, 'the subscription dce515b8'],
    ['/subscriptions/11111111-0000-4000-8000-000000000000', 'the subscription 11111111', plantA.id],
    [resourceGroup, 'resource group twins-prod'],
    [plantA.id, 'plant-a'],
  ];
  for (const [scope, words, here] of cases) {
    it(`${scope} is ${words}`, () => assert.equal(scopeInWords(scope, here), words));
  }
});
