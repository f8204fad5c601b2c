import assert from 'node:assert/strict';
import { scopeInWords } from '../../src/diagnosis/scope-in-words.ts';
import { plantA, resourceGroup, subscription } from '../support/situation.ts';

describe('a scope in words', () => {
  const cases: [scope: string, words: string][] = [
    ['/', 'the whole tenant'],
    ['/providers/Microsoft.Management/managementGroups/contoso', 'management group contoso'],
    [subscription, 'the subscription dce515b8-f95f-40f8-bd5a-7c201411fbd2'],
    [resourceGroup, 'resource group twins-prod'],
    [plantA.id, 'plant-a'],
  ];
  for (const [scope, words] of cases) it(words, () => assert.equal(scopeInWords(scope), words));
});
