import assert from 'node:assert/strict';
import { eligibleNotActive } from '../../../src/diagnosis/checks/eligible-not-active.ts';
import type { RoleAssignment } from '../../../src/rbac/model.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../../src/rbac/roles.ts';
import {
  about,
  aboutApp,
  customRole,
  defining,
  engineers,
  holds,
  known,
  megan,
  plantB,
  resourceGroup,
  situation,
  unknown,
} from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const eligible = (...roles: RoleAssignment[]) => ({ eligible: known(roles) });
const writer = customRole('Twin Writer', { dataActions: ['Microsoft.DigitalTwins/digitaltwins/write'] });
const lee = about({ kind: 'user', objectId: megan, displayName: 'Lee Gu' });
const none = 'No role that can be activated would allow this.';

const rows: Row[] = [
  [
    'the role that is needed can be activated',
    eligible(holds(ADT_DATA_READER)),
    { operation: 'query' },
    'confirmed',
    'You may activate Azure Digital Twins Data Reader here. Until then the role gives nothing.',
  ],
  [
    'somebody else can activate it',
    { ...lee, ...eligible(holds(ADT_DATA_READER, { principalId: megan })) },
    { operation: 'query' },
    'confirmed',
    /^Lee Gu may activate Azure Digital Twins Data Reader here\./,
  ],
  ['everything can be activated, and no operation was named', eligible(holds(ADT_DATA_OWNER)), {}, 'confirmed'],
  [
    'it can be activated at the resource group through a group, by a reader',
    {
      assignments: known([holds(ADT_DATA_READER)]),
      ...eligible(holds(ADT_DATA_OWNER, { scope: resourceGroup, principalId: engineers, principalType: 'Group' })),
    },
    { operation: 'write' },
    'confirmed',
  ],
  [
    'two roles can be activated, of which one is enough',
    eligible(holds(ADT_DATA_READER), holds(ADT_DATA_OWNER)),
    { operation: 'write' },
    'confirmed',
    /^You may activate Azure Digital Twins Data Owner here\./,
  ],
  ['a part can be activated, and no operation was named', eligible(holds(ADT_DATA_READER)), {}, 'possible'],
  [
    'it can be activated with a condition',
    eligible(holds(ADT_DATA_OWNER, { condition: '@x' })),
    { operation: 'query' },
    'possible',
  ],
  [
    'a role with a condition may be enough already',
    { assignments: known([holds(ADT_DATA_OWNER, { condition: '@x' })]), ...eligible(holds(ADT_DATA_OWNER)) },
    { operation: 'query' },
    'possible',
  ],
  ['none can be activated', {}, { operation: 'query' }, 'ruled-out', none],
  ['another one can be activated', eligible(holds(ADT_DATA_READER)), { operation: 'write' }, 'ruled-out', none],
  ['a management role can be activated', eligible(holds(OWNER)), { operation: 'query' }, 'ruled-out', none],
  [
    'it can be activated on another instance',
    eligible(holds(ADT_DATA_OWNER, { scope: plantB.id })),
    { operation: 'query' },
    'ruled-out',
    none,
  ],
  [
    'a custom role for another operation can be activated',
    { ...eligible(holds(writer)), definitions: defining(writer) },
    { operation: 'query' },
    'ruled-out',
    none,
  ],
  [
    'a role is active that allows it',
    { assignments: known([holds(ADT_DATA_OWNER)]), eligible: unknown() },
    {},
    undefined,
  ],
  [
    'a role that can be activated has no definition',
    eligible(holds({ id: 'f00d' })),
    { operation: 'query' },
    'unknown',
    'Azure lists no definition of a role that can be activated here, so what it gives is not known.',
  ],
  ['eligible roles are unknown', { eligible: unknown('No.') }, {}, 'unknown', 'No.'],
  ['role assignments are unknown', { assignments: unknown('No.') }, {}, 'unknown', 'No.'],
];

describe('a role that is eligible and not active', () => {
  verdicts(eligibleNotActive, rows);

  const finding = (parts = {}) =>
    eligibleNotActive(situation({ ...eligible(holds(ADT_DATA_READER)), ...parts }, { operation: 'query' }));

  it('is not looked for where an app is meant', () => {
    const { eligible: _, ...facts } = situation(aboutApp()).facts;
    assert.equal(eligibleNotActive({ ...situation(aboutApp()), facts }), undefined);
  });

  it('is activated by the person himself, in the portal', () => {
    assert.equal(finding()?.remedy?.who, 'You');
    assert.equal(finding(lee)?.remedy?.who, 'Lee Gu');
    assert.match(finding()?.remedy?.portalUrl ?? '', /ActivationMenuBlade\/~\/azurerbac$/);
  });

  it('is shown with where it is', () => {
    assert.equal(finding()?.evidence[0]?.text, 'Eligible: Azure Digital Twins Data Reader on plant-a.');
  });
});
