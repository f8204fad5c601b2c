import assert from 'node:assert/strict';
import { consentMissing } from '../../../src/diagnosis/checks/consent-missing.ts';
import { aboutApp, alex, grant, known, megan, situation, twinSync, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const granted = (...grants: ReturnType<typeof grant>[]) => aboutApp({ grants: known(grants) });

const rows: Row[] = [
  [
    'there is no grant',
    granted(),
    {},
    'confirmed',
    'twin-sync has no grant of Azure Digital Twins Read.Write. Calls on behalf of a user fail when the token is asked for; an app that signs in as itself needs no grant.',
  ],
  ['the grant is of another scope', granted({ ...grant(), scopes: ['Read'] }), {}, 'confirmed'],
  ['the grant is on another service', granted({ ...grant(), resourceId: megan }), {}, 'confirmed'],
  [
    'Azure Digital Twins has no service principal, so nothing can be granted',
    aboutApp({ digitalTwins: known(undefined), grants: known([grant()]) }),
    {},
    'confirmed',
  ],
  ['an app of another tenant', aboutApp({ application: known(undefined) }), {}, 'confirmed'],
  [
    'one person consented',
    granted(grant(alex)),
    {},
    'possible',
    '1 person has consented for twin-sync; anyone else is refused when signing in.',
  ],
  [
    'two people consented',
    granted(grant(alex), grant(megan)),
    {},
    'possible',
    '2 people have consented for twin-sync; anyone else is refused when signing in.',
  ],
  [
    'everybody consented, among other scopes',
    granted(grant(alex), { ...grant(), scopes: ['openid', 'read.write'] }),
    {},
    'ruled-out',
    'twin-sync has consent for Read.Write for everybody.',
  ],
  ['grants are unknown', aboutApp({ grants: unknown('No.') }), {}, 'unknown', 'No.'],
  [
    'the service principal of Azure Digital Twins is unknown',
    aboutApp({ digitalTwins: unknown('No.') }),
    {},
    'unknown',
    'No.',
  ],
  [
    'the service principal is unknown',
    aboutApp({ servicePrincipal: unknown('No.'), grants: unknown() }),
    {},
    'unknown',
    'No.',
  ],
  ['the app has no service principal', aboutApp({ servicePrincipal: known(undefined) }), {}, undefined],
  [
    'a managed identity',
    aboutApp({ application: unknown(), servicePrincipal: known({ ...twinSync, type: 'ManagedIdentity' }) }),
    {},
    undefined,
  ],
  ['no app was named', {}, {}, undefined],
];

describe('consent to an app', () => {
  verdicts(consentMissing, rows);

  it('gives the page on which an administrator consents', () => {
    assert.equal(
      consentMissing(situation(granted()))?.remedy?.consentUrl,
      `https://login.microsoftonline.com/35813336-8305-4794-bffe-ff10900fd02b/adminconsent?client_id=${twinSync.appId}`,
    );
  });

  it('gives the command that consents for everybody', () => {
    assert.equal(
      consentMissing(situation(granted()))?.remedy?.command,
      `az ad app permission grant --id ${twinSync.appId} --api 0b07f429-9f4b-4714-9392-cc5e8e80c8b0 --scope Read.Write`,
    );
  });
});
