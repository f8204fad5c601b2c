import assert from 'node:assert/strict';
import { wrongObject } from '../../../src/diagnosis/checks/wrong-object.ts';
import type { RoleAssignment } from '../../../src/rbac/model.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../../src/rbac/roles.ts';
import { aboutApp, holds, known, plantB, registration, situation, twinSync, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const misplaced = (role: { id: string }, more: Partial<RoleAssignment> = {}) =>
  holds(role, { principalId: registration().objectId, principalType: 'ServicePrincipal', ...more });
const registered = (...roles: RoleAssignment[]) => ({ ...aboutApp(), onRegistration: known(roles) });
const itself = (role: { id: string }, more: Partial<RoleAssignment> = {}) => ({
  assignments: known([holds(role, { principalId: twinSync.objectId, principalType: 'ServicePrincipal', ...more })]),
});
const none = 'No such role is on the object id of the registration.';

const rows: Row[] = [
  ['a person is meant', {}, {}, undefined],
  [
    'a managed identity is meant',
    { ...aboutApp({ application: known(undefined) }), onRegistration: known([]) },
    {},
    undefined,
  ],
  [
    'the role is on the registration',
    registered(misplaced(ADT_DATA_READER)),
    { operation: 'query' },
    'confirmed',
    'Azure Digital Twins Data Reader was given to the object id of the registration. twin-sync signs in as its service principal, which has another object id.',
  ],
  [
    'a part of it is on the registration, and no operation was named',
    registered(misplaced(ADT_DATA_READER)),
    {},
    'confirmed',
  ],
  [
    'it is there, and a role with a condition may be enough already',
    { ...registered(misplaced(ADT_DATA_OWNER)), ...itself(ADT_DATA_OWNER, { condition: '@x' }) },
    { operation: 'query' },
    'possible',
  ],
  ['no role is on the registration', registered(), {}, 'ruled-out', none],
  ['a management role is on it', registered(misplaced(OWNER)), {}, 'ruled-out', none],
  [
    'a role on another instance is on it',
    registered(misplaced(ADT_DATA_OWNER, { scope: plantB.id })),
    {},
    'ruled-out',
    none,
  ],
  [
    'the app holds the role itself',
    { ...registered(misplaced(ADT_DATA_OWNER)), ...itself(ADT_DATA_OWNER) },
    {},
    undefined,
  ],
  [
    'a role on it has no definition',
    registered(misplaced({ id: 'f00d' })),
    { operation: 'query' },
    'unknown',
    'Azure lists no definition of a role that the app registration holds, so what it gives is not known.',
  ],
  ['its roles are unknown', { ...aboutApp(), onRegistration: unknown('No.') }, {}, 'unknown', 'No.'],
  [
    'the registration is unknown',
    { ...aboutApp({ application: unknown('No.') }), onRegistration: unknown('No.') },
    {},
    'unknown',
    'No.',
  ],
  ['role assignments are unknown', { ...registered(), assignments: unknown('No.') }, {}, 'unknown', 'No.'],
];

describe('a role on the app registration', () => {
  verdicts(wrongObject, rows);

  it('is shown with both object ids, and mended by the service principal’s', () => {
    const finding = wrongObject(situation(registered(misplaced(ADT_DATA_OWNER))));
    assert.equal(
      finding?.evidence[0]?.text,
      `Azure Digital Twins Data Owner on plant-a, to object id ${registration().objectId}. The service principal is ${twinSync.objectId}.`,
    );
    assert.ok(finding?.remedy?.command?.includes(`--assignee "${twinSync.objectId}"`));
  });
});
