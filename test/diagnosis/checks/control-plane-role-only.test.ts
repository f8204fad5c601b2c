import assert from 'node:assert/strict';
import { controlPlaneRoleOnly } from '../../../src/diagnosis/checks/control-plane-role-only.ts';
import * as roles from '../../../src/rbac/roles.ts';
import { customRole, defining, holds, known, resourceGroup, situation, subscription } from '../../support/situation.ts';
import { type Row, verdicts, withoutRoles } from './verdicts.ts';

const storage = customRole('Blob Reader', {
  actions: ['Microsoft.Storage/storageAccounts/read'],
  dataActions: ['Microsoft.Storage/*'],
});
const looker = customRole('Twin Looker', { dataActions: ['Microsoft.DigitalTwins/digitaltwins/read'] });
const nothing = customRole('Nothing', { dataActions: ['*'], notDataActions: ['*'], actions: ['*'] });
const having = (...assignments: ReturnType<typeof holds>[]) => ({ assignments: known(assignments) });

const rows: Row[] = [
  [
    'Owner of the subscription',
    having(holds(roles.OWNER, { scope: subscription })),
    {},
    'confirmed',
    'Owner is a role for managing the instance. It gives no access to the twins, models and queries in it.',
  ],
  [
    'Contributor and Reader',
    having(holds(roles.CONTRIBUTOR), holds(roles.READER)),
    {},
    'confirmed',
    'Contributor and Reader are roles for managing the instance. They give no access to the twins, models and queries in it.',
  ],
  [
    'the same role twice is told once',
    having(holds(roles.OWNER), holds(roles.OWNER, { scope: subscription })),
    {},
    'confirmed',
    /^Owner is a role/,
  ],
  ['User Access Administrator', having(holds(roles.USER_ACCESS_ADMINISTRATOR)), {}, 'confirmed'],
  [
    'a role that takes every data action out again',
    { ...having(holds(nothing)), definitions: defining(nothing) },
    {},
    'confirmed',
  ],
  ['nothing is held', {}, {}, 'ruled-out', 'You hold no management role here.'],
  [
    'a role of another service does not manage the instance',
    { ...having(holds(storage, { scope: subscription })), definitions: defining(storage) },
    {},
    'ruled-out',
    'You hold no management role here.',
  ],
  [
    'Owner and Data Reader',
    having(holds(roles.OWNER), holds(roles.ADT_DATA_READER)),
    {},
    'ruled-out',
    'You have a data role.',
  ],
  [
    'Owner and a custom data role that lacks the operation',
    { ...having(holds(roles.OWNER), holds(looker)), definitions: defining(looker) },
    { operation: 'write' },
    'ruled-out',
    'You have a data role.',
  ],
  [
    'Owner and a role without a definition, which may be a data role',
    having(holds(roles.OWNER), holds({ id: 'f00d' })),
    {},
    'unknown',
    /Azure lists no definition/,
  ],
  ...withoutRoles,
];

const texts = (...held: ReturnType<typeof holds>[]) =>
  controlPlaneRoleOnly(situation(having(...held)))?.evidence.map(({ text }) => text) ?? [];

describe('a management role only', () => {
  verdicts(controlPlaneRoleOnly, rows);

  it('tells Owner of a subscription from Data Owner, as Microsoft’s article does', () => {
    assert.deepEqual(texts(holds(roles.OWNER, { scope: subscription })), [
      'Owner on the subscription: /subscriptions/dce515b8-f95f-40f8-bd5a-7c201411fbd2.',
      'Owner of a subscription or group is a different role from Azure Digital Twins Data Owner, which is for the data of one instance.',
      'Azure Digital Twins Owner (Preview) is the name Azure Digital Twins Data Owner had during preview: the same role.',
    ]);
  });

  it('tells Owner of the instance from Data Owner', () => {
    const [, difference] = texts(holds(roles.OWNER), holds(roles.OWNER, { scope: subscription })).slice(1);
    assert.equal(
      difference,
      'Owner of the instance and Azure Digital Twins Data Owner are two different roles; the data needs the second.',
    );
  });

  it('tells of the preview name beside any management role', () => {
    assert.deepEqual(texts(holds(roles.CONTRIBUTOR, { scope: resourceGroup })).slice(1), [
      'Azure Digital Twins Owner (Preview) is the name Azure Digital Twins Data Owner had during preview: the same role.',
    ]);
  });
});
