import assert from 'node:assert/strict';
import { wrongObject } from '../../../src/diagnosis/checks/wrong-object.ts';
import type { Facts } from '../../../src/diagnosis/facts.ts';
import type { RoleAssignment } from '../../../src/rbac/model.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../../src/rbac/roles.ts';
import {
  aboutApp,
  engineers,
  holds,
  known,
  megan,
  plantB,
  registration,
  situation,
  twinSync,
  unknown,
} from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const to =
  (principalId: string) =>
  (role: { id: string }, more: Partial<RoleAssignment> = {}) =>
    holds(role, { principalId, principalType: 'ServicePrincipal', ...more });
const onRegistration = to(registration().objectId);
const onMegan = to(megan);
const namesake = '5f0f3a51-6f0e-4b53-8a4e-0d6f5b6c7d80';
const all = (...roles: RoleAssignment[]) => ({ ...aboutApp(), everybodys: known(roles) });
const managed = { application: known(undefined), servicePrincipal: known({ ...twinSync, type: 'ManagedIdentity' }) };
const itself = (role: { id: string }, more: Partial<RoleAssignment> = {}) => ({
  assignments: known([to(twinSync.objectId)(role, more)]),
});
const held = (displayName: string): Partial<Facts> => ({
  ...aboutApp(),
  holders: known([{ assignment: to(namesake)(ADT_DATA_OWNER), displayName }]),
});
const none = 'No such role is on the object id of its registration, another identity called twin-sync or on you.';

const rows: Row[] = [
  ['a person is meant', {}, {}, undefined],
  [
    'the role is on the registration',
    all(onRegistration(ADT_DATA_READER)),
    { operation: 'query' },
    'confirmed',
    'Azure Digital Twins Data Reader was given to the object id of the registration. twin-sync signs in as its service principal, which has another object id.',
  ],
  [
    'a part of it is on the registration, and no operation was named',
    all(onRegistration(ADT_DATA_READER)),
    {},
    'confirmed',
  ],
  [
    'it is there, and a role with a condition may be enough already',
    { ...all(onRegistration(ADT_DATA_OWNER)), ...itself(ADT_DATA_OWNER, { condition: '@x' }) },
    { operation: 'query' },
    'possible',
  ],
  ['nobody else holds a role', all(), {}, 'ruled-out', none],
  [
    'nobody else holds a role, and a managed identity is meant',
    { ...aboutApp(managed), everybodys: known([]) },
    {},
    'ruled-out',
    'No such role is on another identity called twin-sync or on you.',
  ],
  ['a management role is on the registration', all(onRegistration(OWNER)), {}, 'ruled-out', none],
  [
    'a role on another instance is on the registration',
    all(onRegistration(ADT_DATA_OWNER, { scope: plantB.id })),
    {},
    'ruled-out',
    none,
  ],
  [
    'the app holds the role itself',
    { ...all(onRegistration(ADT_DATA_OWNER)), ...itself(ADT_DATA_OWNER) },
    {},
    undefined,
  ],
  [
    'another identity of that name holds it',
    held('Twin-Sync'),
    { operation: 'query' },
    'confirmed',
    'Another identity called twin-sync holds Azure Digital Twins Data Owner here. The one you asked about does not.',
  ],
  ['an identity of another name holds it', held('twin-report'), { operation: 'query' }, 'ruled-out'],
  [
    'another identity of that name holds it, and the asker may not see everybody’s roles',
    { ...held('twin-sync'), inspection: known({ self: false, allowed: true }) },
    { operation: 'query' },
    'ruled-out',
  ],
  [
    'who asks holds it',
    all(onMegan(ADT_DATA_OWNER)),
    { operation: 'write' },
    'possible',
    'You hold Azure Digital Twins Data Owner here, so it works with your login. twin-sync signs in as itself and needs a role of its own.',
  ],
  [
    'who asks holds it, and it works with that login',
    all(onMegan(ADT_DATA_OWNER)),
    { operation: 'write', worksWith: 'own-login' },
    'confirmed',
  ],
  [
    'who asks holds it through a group',
    { ...all(holds(ADT_DATA_OWNER, { principalId: engineers })), askerGroups: known([engineers]) },
    { operation: 'write' },
    'possible',
  ],
  [
    'who asks can only read, and it is about a write',
    all(onMegan(ADT_DATA_READER)),
    { operation: 'write' },
    'ruled-out',
  ],
  [
    'a role on the registration has no definition',
    all(onRegistration({ id: 'f00d' })),
    { operation: 'query' },
    'unknown',
    'Azure lists no definition of a role that the app registration holds, so what it gives is not known.',
  ],
  ['everybody’s roles are unknown', { ...aboutApp(), everybodys: unknown('No.') }, {}, 'unknown', 'No.'],
  ['the registration is unknown', aboutApp({ application: unknown('No.') }), {}, 'unknown', 'No.'],
  ['role assignments are unknown', { ...all(), assignments: unknown('No.') }, {}, 'unknown', 'No.'],
];

describe('a role on another object of the app', () => {
  verdicts(wrongObject, rows);

  it('is shown with both object ids, and mended by the service principal’s', () => {
    const finding = wrongObject(situation(all(onRegistration(ADT_DATA_OWNER))));
    assert.equal(
      finding?.evidence[0]?.text,
      `Azure Digital Twins Data Owner on plant-a, to object id ${registration().objectId} (the app registration). The service principal is ${twinSync.objectId}.`,
    );
    assert.ok(finding?.remedy?.command?.includes(`--assignee "${twinSync.objectId}"`));
  });
});
