import assert from 'node:assert/strict';
import { otherCredential } from '../../../src/diagnosis/checks/other-credential.ts';
import { ADT_DATA_OWNER } from '../../../src/rbac/roles.ts';
import { aboutApp, alex, holds, known, megan, situation, twinSync, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const allowed = { assignments: known([holds(ADT_DATA_OWNER)]) };
const app = {
  ...aboutApp(),
  assignments: known([holds(ADT_DATA_OWNER, { principalId: twinSync.objectId, principalType: 'ServicePrincipal' })]),
};
const { objectId: _, ...nobody } = { kind: 'app' as const, self: false, objectId: '', name: 'twin-sync', byId: false };

const rows: Row[] = [
  [
    'the token is of somebody else',
    {},
    { token: { objectId: megan } },
    'confirmed',
    `The token in your message belongs to object id ${megan}, and not to you. Its roles decide.`,
  ],
  ['the token is one’s own', {}, { token: { objectId: alex } }, 'ruled-out', 'The token in your message is yours.'],
  [
    'the token is of another app',
    app,
    { token: { appId: '00000000-1111-4222-8333-444444444444' } },
    'confirmed',
    /belongs to app id 00000000-1111-4222-8333-444444444444, and not to twin-sync/,
  ],
  ['the token is the app’s', app, { token: { appId: twinSync.appId } }, 'ruled-out'],
  ['a client is named, and a person is meant', {}, { token: { appId: twinSync.appId } }, undefined],
  [
    'the directory could not be read',
    { ...app, principal: unknown('No.'), subject: nobody },
    { token: { objectId: megan } },
    'unknown',
    'No.',
  ],
  [
    'there is no such identity',
    { ...app, principal: known(undefined), subject: nobody },
    { token: { objectId: megan } },
    undefined,
  ],
  [
    'the roles allow it all the same',
    allowed,
    { operation: 'query' },
    'possible',
    'Your roles allow querying twins on plant-a, so whoever was refused may be somebody else than you.',
  ],
  [
    'the app is allowed, and it works with one’s own login',
    app,
    { worksWith: 'own-login' },
    'possible',
    'twin-sync’s roles allow this on plant-a, and it works with your login. Where it fails, the call may be made as somebody else.',
  ],
  [
    'the app is allowed, and it works on one machine',
    app,
    { worksWith: 'local-machine' },
    'possible',
    /where it is deployed/,
  ],
  ['the roles do not allow it', {}, {}, undefined],
  ['the network refused', allowed, { body: 'present' }, undefined],
  ['no 403 was reported', allowed, { status: 404 }, undefined],
  ['role assignments are unknown', { assignments: unknown('No.') }, {}, undefined],
];

describe('an identity other than the one that was looked at', () => {
  verdicts(otherCredential, rows);

  it('is found out by a person who is signed in, and by who runs an app', () => {
    assert.match(otherCredential(situation(allowed))?.remedy?.command ?? '', /^az ad signed-in-user show/);
    const steps = otherCredential(situation(app))?.remedy?.steps ?? [];
    assert.ok(steps[0]?.includes(twinSync.objectId));
  });
});
