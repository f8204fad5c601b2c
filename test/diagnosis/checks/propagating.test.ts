import assert from 'node:assert/strict';
import { propagating } from '../../../src/diagnosis/checks/propagating.ts';
import type { Facts } from '../../../src/diagnosis/facts.ts';
import type { RoleAssignment } from '../../../src/rbac/model.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../../../src/rbac/roles.ts';
import {
  aboutApp,
  engineers,
  holds,
  known,
  resourceGroup,
  situation,
  twinSync,
  unknown,
} from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

/** At nine o'clock, when the question is asked. */
const ago = (minutes: number) => new Date(Date.parse('2026-01-31T09:00:00Z') - minutes * 60_000).toISOString();
const given = (minutes: number, more: Partial<RoleAssignment> = {}, role = ADT_DATA_OWNER) =>
  holds(role, { createdOn: ago(minutes), updatedOn: ago(minutes), ...more });
const having = (...assignments: RoleAssignment[]) => ({ assignments: known(assignments) });
const root = { scope: '/providers/Microsoft.Management/managementGroups/contoso' };
const inGroup = { principalId: engineers, principalType: 'Group' as const };
const managed = (...assignments: RoleAssignment[]): Partial<Facts> => ({
  ...aboutApp({ servicePrincipal: known({ ...twinSync, type: 'ManagedIdentity' }) }),
  ...having(...assignments),
});

const rows: Row[] = [
  ['nothing is held', {}, {}, undefined],
  ['what is held does not allow it', having(given(1, {}, ADT_DATA_READER)), { operation: 'write' }, undefined],
  ['the role was given an hour ago', having(given(60)), {}, 'ruled-out', 'The role was given long enough ago.'],
  ['the role was given ten minutes ago', having(given(10)), {}, 'ruled-out'],
  ['Azure gives no time', having(holds(ADT_DATA_OWNER)), {}, 'ruled-out'],
  [
    'the role was given three minutes ago',
    having(given(3)),
    {},
    'confirmed',
    'A role can take 10 minutes to work, and Azure Digital Twins Data Owner was given 3 minutes ago. Nobody has to do anything.',
  ],
  [
    'the role was given just now',
    having(given(0.5)),
    {},
    'confirmed',
    'A role can take 10 minutes to work, and Azure Digital Twins Data Owner was given less than a minute ago. Nobody has to do anything.',
  ],
  ['the role was given by a clock that is ahead', having(given(-1)), {}, 'confirmed', /given less than a minute ago\./],
  [
    'the role was changed three minutes ago',
    having(given(500, { updatedOn: ago(3) })),
    {},
    'confirmed',
    /Data Owner was changed 3 minutes ago\./,
  ],
  ['an older role allows it too', having(given(3), given(300)), {}, 'ruled-out'],
  [
    'an older role allows only a part of it',
    having(given(3), given(300, {}, ADT_DATA_READER)),
    { operation: 'write' },
    'confirmed',
  ],
  [
    'an older role is enough for it',
    having(given(3), given(300, {}, ADT_DATA_READER)),
    { operation: 'query' },
    'ruled-out',
  ],
  ['no 403 was reported', having(given(3)), { kind: 'access-request' }, 'possible'],
  ['the 403 had a body, as of the network', having(given(3)), { body: 'present' }, 'possible'],
  [
    'a management group, three hours ago',
    having(given(180, root)),
    {},
    'confirmed',
    'A role given at a management group can take several hours to work on data, up to a day, and Azure Digital Twins Data Owner was given 3 hours ago. Nobody has to do anything.',
  ],
  ['a management group, a day ago', having(given(24 * 60, root)), {}, 'ruled-out'],
  [
    'a managed identity through a group, five hours ago',
    managed(given(300, inGroup)),
    {},
    'confirmed',
    /^A role that a managed identity has through a group can take 24 hours to work,/,
  ],
  ['a managed identity itself, five hours ago', managed(given(300)), {}, 'ruled-out'],
  ['a person through a group, an hour ago', having(given(60, inGroup)), {}, 'ruled-out'],
  ['role assignments are unknown', { assignments: unknown('No.') }, {}, 'unknown', 'No.'],
  [
    'it is not known whether the app is a managed identity',
    { ...aboutApp({ servicePrincipal: unknown('No.') }), ...having(given(300, inGroup)) },
    {},
    'unknown',
    'No.',
  ],
];

describe('a role that is too new', () => {
  verdicts(propagating, rows);

  const stepsWith = (...assignments: RoleAssignment[]) => propagating(situation(having(...assignments)))?.remedy?.steps;

  it('tells how long still', () => {
    assert.deepEqual(stepsWith(given(3)), ['Try again in 7 minutes.']);
    assert.deepEqual(stepsWith(given(9.5)), ['Try again in 1 minute.']);
    assert.deepEqual(stepsWith(given(180, root)), ['Try again from time to time: it can take another 21 hours.']);
  });

  it('waits for the first of several that allows it', () => {
    assert.deepEqual(stepsWith(given(1), given(6, { scope: resourceGroup })), ['Try again in 4 minutes.']);
  });

  it('through a group needs a new token', () => {
    assert.deepEqual(stepsWith(given(3, inGroup)), [
      'Try again in 7 minutes.',
      'A group counts only in a new token: sign in again, or restart the app.',
    ]);
  });

  it('asks nobody to fix anything', () => {
    assert.equal(propagating(situation(having(given(3))))?.remedy?.who, undefined);
    assert.doesNotMatch(propagating(situation(having(given(3, inGroup))))?.why ?? '', /Nobody/);
  });

  it('is shown with its time', () => {
    assert.equal(
      propagating(situation(having(given(3))))?.evidence[0]?.text,
      'Azure Digital Twins Data Owner on plant-a. Given at 2026-01-31T08:57:00.000Z.',
    );
  });
});
