import assert from 'node:assert/strict';
import { conclude } from '../../src/diagnosis/conclude.ts';
import type { Abilities } from '../../src/diagnosis/diagnosis.ts';
import type { Facts } from '../../src/diagnosis/facts.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../src/rbac/roles.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import {
  about,
  customRole,
  defining,
  denied,
  deny,
  facts,
  holds,
  known,
  megan,
  plantA,
  report,
  unknown,
} from '../support/situation.ts';

function abilities(parts: Partial<Facts>, told: Partial<SymptomReport> = {}): Abilities | undefined {
  return conclude(report(told), facts(parts), undefined, { tookMs: 0, azureCalls: 8 }).abilities;
}

function inWords(parts: Partial<Facts>, told: Partial<SymptomReport> = {}): string[] | undefined {
  return abilities(parts, told)?.inWords.map(({ label, text }) => `${label}: ${text}.`);
}

const writer = customRole('Twin Writer', { dataActions: ['Microsoft.DigitalTwins/digitaltwins/*'] });
const modeller = customRole('Modeller', { dataActions: ['Microsoft.DigitalTwins/models/*'] });
const custom = (role: { id: string }, ...more: Partial<Facts>[]): Partial<Facts> =>
  Object.assign({ assignments: known([holds(role)]), definitions: defining(writer, modeller) }, ...more);
const reading: Partial<Facts> = { assignments: known([holds(ADT_DATA_READER)]) };
const owning: Partial<Facts> = { assignments: known([holds(ADT_DATA_OWNER)]) };
const at = (parts: Partial<typeof plantA>): Partial<Facts> => ({
  instance: known({ found: { ...plantA, ...parts }, candidates: [] }),
});

describe('what somebody can and cannot do', () => {
  const cannotChange = 'change or delete twins, upload models, change event routes or start import jobs.';
  const told: [what: string, parts: Partial<Facts>, lines: string[]][] = [
    [
      'is said of a reader in two sentences',
      reading,
      ['You can: read and query twins.', `You cannot: ${cannotChange}`],
    ],
    [
      'is said of somebody else by name',
      {
        ...about({ kind: 'user', objectId: megan, displayName: 'Lee Gu' }),
        assignments: known([holds(ADT_DATA_READER, { principalId: megan })]),
      },
      ['Lee Gu can: read and query twins.', `Lee Gu cannot: ${cannotChange}`],
    ],
    [
      'is only probable for a custom role where Microsoft names no data action',
      custom(writer),
      [
        'You can: read, change and delete twins.',
        'You cannot: query twins or change event routes.',
        'You probably cannot: upload models or start import jobs.',
      ],
    ],
    [
      'is only probable for a custom role that seems to allow it',
      custom(modeller),
      [
        'You probably can: upload models.',
        'You cannot: read, query, change or delete twins or change event routes.',
        'You probably cannot: start import jobs.',
      ],
    ],
    [
      'is less what deny assignments take away',
      { ...owning, denies: known([deny({ permissions: denied('digitaltwins/delete', 'models/*') })]) },
      [
        'You can: read, query and change twins, change event routes and start import jobs.',
        'You cannot: delete twins or upload models.',
      ],
    ],
    [
      'is not known where a deny assignment could not be judged, and what no role gives is known all the same',
      { ...reading, denies: unknown('No.') },
      [`You cannot: ${cannotChange}`, 'Not known whether you can: read or query twins.'],
    ],
    [
      'is not known where a condition decides',
      { assignments: known([holds(ADT_DATA_READER), holds(ADT_DATA_OWNER, { condition: '@x' })]) },
      [
        'You can: read and query twins.',
        'Not known whether you can: change or delete twins, upload models, change event routes or start import jobs.',
      ],
    ],
    [
      'is said to be by role alone where the network may refuse all the same',
      { ...reading, ...at({ publicNetworkAccess: 'Disabled' }) },
      ['By role, you can: read and query twins.', `By role, you cannot: ${cannotChange}`],
    ],
  ];
  for (const [what, parts, lines] of told) it(what, () => assert.deepEqual(inWords(parts), lines));

  it('is plain data too, for whoever reads the diagnosis as JSON', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(abilities(reading)?.can)), {
      read: 'allow',
      query: 'allow',
      write: 'deny',
      delete: 'deny',
      models: 'deny',
      'event-routes': 'deny',
      jobs: 'deny',
    });
  });

  const silent: [what: string, parts: Partial<Facts>, told?: Partial<SymptomReport>][] = [
    ['an operation was named, which the answer is about', reading, { operation: 'query' }],
    ['there is no data role, which says it all', { assignments: known([holds(OWNER)]) }],
    ['everything is allowed', owning],
    ['a deny assignment takes everything', { ...owning, denies: known([deny()]) }],
    ['roles could not be read', { assignments: unknown('No.') }],
    [
      'the public network refuses everything',
      { ...reading, ...at({ publicNetworkAccess: 'Disabled' }) },
      { body: 'present' },
    ],
    ['the instance answers nobody', { ...reading, ...at({ provisioningState: 'Moving' }) }],
    ['roles do not matter, since Azure Resource Manager refused', reading, { service: 'arm' }],
    ['roles do not matter, since no token was issued', reading, { errorCode: 'AADSTS65001' }],
  ];
  for (const [what, parts, report] of silent) {
    it(`is not said where ${what}`, () => assert.equal(abilities(parts, report), undefined));
  }
});

describe('what was tried', () => {
  const tried = (told: Partial<SymptomReport>) =>
    conclude(report(told), facts(), undefined, { tookMs: 0, azureCalls: 8 }).tried;

  it('is said where an operation was named', () => {
    assert.equal(tried({ operation: 'models' }), 'uploading models');
    assert.equal(tried({ operation: 'models', access: 'read' }), 'reading models');
    assert.equal(tried({}), undefined);
    assert.equal(tried({ operation: 'control-plane' }), undefined);
  });
});
