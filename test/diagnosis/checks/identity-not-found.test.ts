import assert from 'node:assert/strict';
import { identityNotFound } from '../../../src/diagnosis/checks/identity-not-found.ts';
import { aboutApp, known, situation, twinSync, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const noUser = {
  principal: known(undefined),
  subject: { kind: 'user' as const, self: false, name: 'lee@contoso.com', byId: false },
};
const noApp = (byId: boolean, parts: Parameters<typeof aboutApp>[0] = {}) => ({
  ...aboutApp({ servicePrincipal: known(undefined), application: known(undefined), ...parts }),
  principal: known(undefined),
  subject: { kind: 'app' as const, self: false, name: byId ? twinSync.appId : 'twin-sync', byId },
});

const rows: Row[] = [
  [
    'no such user',
    noUser,
    {},
    'confirmed',
    'The directory knows no user “lee@contoso.com”. It may have been deleted, live in another tenant, or be spelled differently.',
  ],
  [
    'no such app id',
    noApp(true),
    {},
    'confirmed',
    `Nothing in the directory has the id ${twinSync.appId}: no app, managed identity, user or group. It may have been deleted, or live in another tenant.`,
  ],
  ['no such name of an app', noApp(false), {}, 'confirmed', /“twin-sync” that can sign in/],
  [
    'no such group',
    { ...noUser, subject: { kind: 'group', self: false, name: 'Engineers', byId: false } },
    {},
    'confirmed',
    /^The directory knows no group “Engineers”/,
  ],
  ['found', {}, {}, 'ruled-out', 'Alex Wilber was found.'],
  ['the directory could not be read', { principal: unknown('No.') }, {}, 'unknown', 'No.'],
  [
    'no service principal, and whether the app is registered is unknown',
    noApp(true, { application: unknown('No.') }),
    {},
    'unknown',
    'No.',
  ],
  [
    'registered without a service principal, which is another finding',
    { ...aboutApp({ servicePrincipal: known(undefined) }), principal: known(undefined) },
    {},
    undefined,
  ],
];

describe('the identity in the directory', () => {
  verdicts(identityNotFound, rows);

  it('says how to ask again: people by sign-in name, apps by id', () => {
    assert.deepEqual(identityNotFound(situation(noUser))?.remedy?.steps, [
      'Ask again with the sign-in name, such as name@company.com.',
    ]);
    assert.deepEqual(identityNotFound(situation(noApp(true)))?.remedy?.steps, [
      'Ask again with the app id (client id), which is a GUID.',
    ]);
  });
});
