import assert from 'node:assert/strict';
import { wrongScope } from '../../../src/diagnosis/checks/wrong-scope.ts';
import type { RoleAssignment } from '../../../src/rbac/model.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../../src/rbac/roles.ts';
import {
  about,
  holds,
  known,
  megan,
  plantA,
  plantB,
  situation,
  subscription,
  unknown,
} from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const onB = (role: { id: string }, more: Partial<RoleAssignment> = {}) => holds(role, { scope: plantB.id, ...more });
const elsewhere = (...all: RoleAssignment[]) => ({ inSubscription: known(all) });
const here = (...assignments: RoleAssignment[]) => ({ assignments: known(assignments) });
const lee = about({ kind: 'user', objectId: megan, displayName: 'Lee Gu' });
const none = 'No such role elsewhere in this subscription.';

const rows: Row[] = [
  [
    'the role is on another instance',
    elsewhere(onB(ADT_DATA_READER)),
    { operation: 'query' },
    'confirmed',
    'You hold Azure Digital Twins Data Reader on plant-b. A role counts only at its own place and below, not here.',
  ],
  [
    'somebody else’s role is on another group',
    {
      ...lee,
      ...elsewhere(holds(ADT_DATA_OWNER, { scope: `${subscription}/resourceGroups/twins-test`, principalId: megan })),
    },
    {},
    'confirmed',
    /^Lee Gu holds Azure Digital Twins Data Owner on resource group twins-test\./,
  ],
  [
    'a role on an instance whose name begins alike',
    elsewhere(holds(ADT_DATA_OWNER, { scope: `${plantA.id}-2` })),
    {},
    'confirmed',
    /Data Owner on plant-a-2\./,
  ],
  ['a part is held elsewhere, and no operation was named', elsewhere(onB(ADT_DATA_READER)), {}, 'confirmed'],
  [
    'Data Reader here, Data Owner there, and writes',
    { ...here(holds(ADT_DATA_READER)), ...elsewhere(holds(ADT_DATA_READER), onB(ADT_DATA_OWNER)) },
    { operation: 'write' },
    'confirmed',
  ],
  [
    'a role with a condition may be enough here',
    { ...here(holds(ADT_DATA_OWNER, { condition: '@x' })), ...elsewhere(onB(ADT_DATA_OWNER)) },
    { operation: 'query' },
    'possible',
  ],
  ['nothing is held anywhere', {}, {}, 'ruled-out', none],
  [
    'what is held elsewhere would not be enough',
    elsewhere(onB(ADT_DATA_READER)),
    { operation: 'write' },
    'ruled-out',
    none,
  ],
  ['a management role is held elsewhere', elsewhere(onB(OWNER)), { operation: 'query' }, 'ruled-out'],
  [
    'a role of this place is listed too, and does not allow it',
    { ...here(holds(ADT_DATA_READER)), ...elsewhere(holds(ADT_DATA_READER)) },
    { operation: 'write' },
    'ruled-out',
  ],
  [
    'the roles here allow it',
    { ...here(holds(ADT_DATA_OWNER)), inSubscription: unknown() },
    { operation: 'write' },
    undefined,
  ],
  [
    'a role elsewhere has no definition',
    elsewhere(onB({ id: 'f00d' })),
    { operation: 'query' },
    'unknown',
    'Azure lists no definition of a role that is held elsewhere, so what it gives is not known.',
  ],
  [
    'the asker may see somebody else’s roles here alone',
    { ...lee, ...elsewhere(onB(ADT_DATA_OWNER)), inspection: known({ self: false, allowed: true, elsewhere: false }) },
    {},
    'unknown',
    'Where else Lee Gu holds roles is shown to whoever may read role assignments in the whole subscription.',
  ],
  ['roles elsewhere are unknown', { inSubscription: unknown('No.') }, {}, 'unknown', 'No.'],
  ['role assignments are unknown', { assignments: unknown('No.') }, {}, 'unknown', 'No.'],
];

describe('a role that is held elsewhere', () => {
  verdicts(wrongScope, rows);

  it('is named with its whole scope, and a few of many', () => {
    const many = [1, 2, 3, 4, 5].map((at) =>
      onB(ADT_DATA_OWNER, { scope: plantA.id.replace('plant-a', `site-${at}`) }),
    );
    const finding = wrongScope(situation(elsewhere(...many)));
    assert.match(finding?.why ?? '', /on site-1, .* on site-2, .* on site-3 and 2 more\./);
    assert.equal(finding?.evidence[0]?.text, `Azure Digital Twins Data Owner on site-1: ${many[0]?.scope}.`);
  });
});
