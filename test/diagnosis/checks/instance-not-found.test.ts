import assert from 'node:assert/strict';
import { instanceNotFound } from '../../../src/diagnosis/checks/instance-not-found.ts';
import type { Fact } from '../../../src/diagnosis/diagnosis.ts';
import type { InstanceLookup } from '../../../src/diagnosis/facts.ts';
import { known, plantA, plantB, situation, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const bot = '7a6b3f1e-0000-4000-8000-00000000000b';
const seeing = (count: number, asked = 'plant-z'): { instance: Fact<InstanceLookup>; botAppId: string } => ({
  instance: known({
    candidates: Array.from({ length: count }, (_, at) => ({ ...plantA, name: `plant-${at + 1}` })),
    asked,
  }),
  botAppId: bot,
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
    'The bot sees no Azure Digital Twins instance at all. Either there is none, or it may not read the subscription.',
  ],
  [
    'none is visible to the person’s own sign-in',
    { instance: known({ candidates: [] }) },
    {},
    'unknown',
    /^Your sign-in sees no Azure Digital Twins instance at all\./,
  ],
  ['found', { instance: known({ found: plantB, candidates: [plantB] }) }, {}, 'ruled-out', 'plant-b was found.'],
  ['it could not be looked up', { instance: unknown('No.') }, {}, 'unknown', 'No.'],
];

describe('the instance', () => {
  verdicts(instanceNotFound, rows);

  const readerCommand = `az role assignment create --assignee ${bot} --role Reader --scope /subscriptions/<subscription-id>`;

  it('comes with the command that lets the bot see it', () => {
    const { who, command } = instanceNotFound(situation(seeing(0)))?.remedy ?? {};
    assert.deepEqual([who, command], ['An Owner of the subscription', readerCommand]);
    const other = instanceNotFound(situation(seeing(2)))?.remedy;
    assert.equal(other?.command, readerCommand);
    assert.match(other?.steps?.at(-1) ?? '', /An Owner of the subscription can run this command\.$/);
  });

  it('comes with no command about the bot for a person with a sign-in of his own', () => {
    const { botAppId: _, ...own } = seeing(2);
    assert.equal(instanceNotFound(situation(own))?.remedy?.command, undefined);
  });

  it('is shown with its host name and resource group where it was found', () => {
    assert.equal(
      instanceNotFound(situation())?.evidence[0]?.text,
      'plant-a.api.weu.digitaltwins.azure.net in resource group twins-prod.',
    );
  });
});
