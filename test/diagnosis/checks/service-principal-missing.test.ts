import assert from 'node:assert/strict';
import { servicePrincipalMissing } from '../../../src/diagnosis/checks/service-principal-missing.ts';
import { aboutApp, known, situation, twinSync, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const rows: Row[] = [
  [
    'the app is registered and has none',
    aboutApp({ servicePrincipal: known(undefined) }),
    {},
    'confirmed',
    'twin-sync is registered, but has no service principal here, so no role can be given to it and it gets no token.',
  ],
  [
    'Azure Digital Twins has none',
    aboutApp({ digitalTwins: known(undefined) }),
    {},
    'confirmed',
    'Nobody in this tenant has used it with an app yet, so no app can be granted its permission.',
  ],
  ['both have one', aboutApp(), {}, 'ruled-out', 'The app and Azure Digital Twins both have one.'],
  ['the app’s is unknown', aboutApp({ servicePrincipal: unknown('No.') }), {}, 'unknown', 'No.'],
  ['that of Azure Digital Twins is unknown', aboutApp({ digitalTwins: unknown('No.') }), {}, 'unknown', 'No.'],
  [
    'the app has none, and whether it is registered is unknown',
    aboutApp({ servicePrincipal: known(undefined), application: unknown('No.') }),
    {},
    'unknown',
    'No.',
  ],
  [
    'there is no such app at all',
    aboutApp({ servicePrincipal: known(undefined), application: known(undefined) }),
    {},
    undefined,
  ],
  ['no app was named', {}, {}, undefined],
];

describe('a missing service principal', () => {
  verdicts(servicePrincipalMissing, rows);

  it('gives the command that makes the one that is missing', () => {
    const command = (parts: Parameters<typeof aboutApp>[0]) =>
      servicePrincipalMissing(situation(aboutApp(parts)))?.remedy?.command;
    assert.equal(command({ servicePrincipal: known(undefined) }), `az ad sp create --id ${twinSync.appId}`);
    assert.equal(
      command({ digitalTwins: known(undefined) }),
      'az ad sp create --id 0b07f429-9f4b-4714-9392-cc5e8e80c8b0',
    );
  });
});
