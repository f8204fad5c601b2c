import assert from 'node:assert/strict';
import { instanceNotFound } from '../../../src/diagnosis/checks/instance-not-found.ts';
import type { InstanceLookup } from '../../../src/diagnosis/facts.ts';
import { known, plantA, plantB, situation, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const seeing = (count: number, asked = 'plant-z'): { instance: ReturnType<typeof known<InstanceLookup>> } => ({
  instance: known({
    candidates: Array.from({ length: count }, (_, at) => ({ ...plantA, name: `plant-${at + 1}` })),
    asked,
  }),
});

const rows: Row[] = [
  [
    'another one is visible',
    seeing(1),
    {},
    'confirmed',
    'The bot can see no instance called “plant-z”. It sees plant-1.',
  ],
  [
    'two others are visible',
    seeing(2, 'plant-z.api.weu.digitaltwins.azure.net'),
    {},
    'confirmed',
    'The bot can see no instance called “plant-z.api.weu.digitaltwins.azure.net”. It sees plant-1 and plant-2.',
  ],
  [
    'many others are visible',
    seeing(7),
    {},
    'confirmed',
    'The bot can see no instance called “plant-z”. It sees plant-1, plant-2, plant-3, plant-4, plant-5 and 2 more.',
  ],
  [
    'none is visible, so the bot may lack a right',
    seeing(0),
    {},
    'unknown',
    'The bot sees no Azure Digital Twins instance at all. Either there is none, or its identity may not read the subscription.',
  ],
  ['found', { instance: known({ found: plantB, candidates: [plantB] }) }, {}, 'ruled-out', 'plant-b was found.'],
  ['it could not be looked up', { instance: unknown('No.') }, {}, 'unknown', 'No.'],
];

describe('the instance', () => {
  verdicts(instanceNotFound, rows);

  it('is shown with its host name and resource group where it was found', () => {
    assert.equal(
      instanceNotFound(situation())?.evidence[0]?.text,
      'plant-a.api.weu.digitaltwins.azure.net in resource group twins-prod.',
    );
  });
});
