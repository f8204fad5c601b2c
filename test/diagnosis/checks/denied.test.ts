import assert from 'node:assert/strict';
import { denied as check } from '../../../src/diagnosis/checks/denied.ts';
import { ALL_PRINCIPALS } from '../../../src/rbac/model.ts';
import { ADT_DATA_READER, OWNER } from '../../../src/rbac/roles.ts';
import {
  denied,
  deny,
  engineers,
  holds,
  known,
  megan,
  plantB,
  resourceGroup,
  situation,
  subscription,
  unknown,
} from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const denying = (...denies: ReturnType<typeof deny>[]) => ({ denies: known(denies), groups: known<string[]>([]) });
const groupsUnknown = (...denies: ReturnType<typeof deny>[]) => ({
  denies: known(denies),
  groups: unknown('The groups could not be read.'),
});
const managing = [{ actions: ['*'], notActions: [], dataActions: [], notDataActions: [] }];
const conditional = denied('*').map((permission) => ({ ...permission, condition: '@Resource[x] StringEquals y' }));

const rows: Row[] = [
  [
    'it names the person',
    denying(deny()),
    { operation: 'query' },
    'confirmed',
    '“Locked by a deployment stack” denies querying twins, whatever roles are held. Asking for a role would not help.',
  ],
  [
    'two of them',
    denying(deny(), deny({ id: 'deny-2', name: 'Locked too' })),
    {},
    'confirmed',
    '“Locked by a deployment stack” and “Locked too” deny everything, whatever roles are held. Asking for a role would not help.',
  ],
  [
    'it names everyone, at the subscription',
    denying(deny({ principals: [ALL_PRINCIPALS], scope: subscription })),
    {},
    'confirmed',
  ],
  [
    'it names a group of the person',
    { denies: known([deny({ principals: [engineers] })]), groups: known([engineers]) },
    {},
    'confirmed',
  ],
  [
    'it names a group that also holds a role here, and the groups could not be read',
    {
      ...groupsUnknown(deny({ principals: [engineers] })),
      assignments: known([holds(OWNER, { principalId: engineers, principalType: 'Group' })]),
    },
    {},
    'confirmed',
  ],
  [
    'it names everyone and excepts nobody, and the groups could not be read',
    groupsUnknown(deny({ principals: [ALL_PRINCIPALS] })),
    {},
    'confirmed',
  ],
  [
    'it covers a part, and no operation was named',
    { ...denying(deny({ permissions: denied('models/*') })), assignments: known([holds(ADT_DATA_READER)]) },
    {},
    'possible',
    '“Locked by a deployment stack” denies some operations, whatever roles are held. Say what you tried, and I can tell whether it is one of them.',
  ],
  [
    'it covers the one data action that the operation is concluded to need',
    denying(deny({ permissions: denied('models/write') })),
    { operation: 'models' },
    'possible',
    '“Locked by a deployment stack” probably denies uploading models, whatever roles are held. Asking for a role would not help.',
  ],
  ['it covers the operation', denying(deny({ permissions: denied('models/*') })), { operation: 'models' }, 'confirmed'],
  [
    'it names a group, and the groups could not be read',
    groupsUnknown(deny({ principals: [engineers] })),
    {},
    'unknown',
    'The groups could not be read.',
  ],
  [
    'it excepts a group, and the groups could not be read',
    groupsUnknown(deny({ principals: [ALL_PRINCIPALS], excludePrincipals: [engineers] })),
    {},
    'unknown',
    'The groups could not be read.',
  ],
  [
    'it has a condition',
    denying(deny({ permissions: conditional })),
    {},
    'unknown',
    'A deny assignment has a condition that cannot be evaluated here.',
  ],
  ['deny assignments are unknown', { denies: unknown('No.') }, {}, 'unknown', 'No.'],
  ['the instance is unknown', { instance: unknown('No.') }, {}, 'unknown', 'No.'],
  [
    'the identity is not known',
    { ...denying(deny()), subject: { kind: 'user', self: false, name: 'x', byId: false } },
    {},
    'unknown',
    'The identity was not found in the directory.',
  ],
  ['there is none', {}, {}, 'ruled-out', 'None of them covers this.'],
  ['there is none, and role assignments are unknown', { assignments: unknown('No.') }, {}, 'ruled-out'],
  [
    'it covers another operation',
    denying(deny({ permissions: denied('models/*') })),
    { operation: 'query' },
    'ruled-out',
  ],
  ['it names somebody else', denying(deny({ principals: [megan] })), {}, 'ruled-out'],
  [
    'it excepts a group of the person',
    {
      denies: known([deny({ principals: [ALL_PRINCIPALS], excludePrincipals: [engineers] })]),
      groups: known([engineers]),
    },
    {},
    'ruled-out',
  ],
  [
    'it excepts a group that the person is not in',
    denying(deny({ principals: [ALL_PRINCIPALS], excludePrincipals: [engineers] })),
    {},
    'confirmed',
  ],
  ['it is on another instance', denying(deny({ scope: plantB.id })), {}, 'ruled-out'],
  [
    'it stops at the group above',
    denying(deny({ scope: resourceGroup, doNotApplyToChildScopes: true })),
    {},
    'ruled-out',
  ],
  [
    'it is about management, and the groups could not be read',
    groupsUnknown(deny({ principals: [engineers], permissions: managing })),
    {},
    'ruled-out',
    'None of them covers this.',
  ],
];

describe('a deny assignment', () => {
  verdicts(check, rows);

  it('is shown with its place', () => {
    const finding = check(situation(denying(deny({ scope: resourceGroup }))));
    assert.deepEqual(
      finding?.evidence.map(({ text }) => text),
      [`Deny assignment “Locked by a deployment stack” on resource group twins-prod: ${resourceGroup}.`],
    );
  });

  it('is mended by no role, so none is asked for', () => {
    const finding = check(situation(denying(deny())));
    assert.equal(finding?.remedy?.action, undefined);
    assert.equal(finding?.remedy?.command, undefined);
  });
});
