import assert from 'node:assert/strict';
import { permissionMissing } from '../../../src/diagnosis/checks/permission-missing.ts';
import { aboutApp, alex, grant, known, registration, situation, twinSync, unknown } from '../../support/situation.ts';
import { type Row, verdicts } from './verdicts.ts';

const lacking = known(registration('nothing'));
const ofType = (type: string) => known({ ...twinSync, type });

const rows: Row[] = [
  [
    'the manifest lacks it',
    aboutApp({ application: lacking }),
    {},
    'confirmed',
    'twin-sync lacks the delegated permission Azure Digital Twins Read.Write. It needs it when it calls for a signed-in user; when it signs in as itself, only the role counts.',
  ],
  [
    'the manifest has it as an application permission, which does not exist',
    aboutApp({ application: known(registration('Role')) }),
    {},
    'confirmed',
  ],
  ['only one person consented', aboutApp({ application: lacking, grants: known([grant(alex)]) }), {}, 'confirmed'],
  [
    'the manifest lacks it, and everybody has consented',
    aboutApp({ application: lacking, grants: known([grant()]) }),
    {},
    'possible',
    'twin-sync lacks the delegated permission Azure Digital Twins Read.Write. It has consent for everybody all the same, which may be enough.',
  ],
  ['the manifest has it', aboutApp(), {}, 'ruled-out', 'twin-sync asks for Azure Digital Twins Read.Write.'],
  [
    'a managed identity',
    aboutApp({ application: known(undefined), servicePrincipal: ofType('ManagedIdentity') }),
    {},
    'ruled-out',
    'A managed identity has no app registration. It signs in as itself, so only the role counts.',
  ],
  [
    'an app of another tenant',
    aboutApp({ application: known(undefined), servicePrincipal: ofType('Application') }),
    {},
    'unknown',
    'twin-sync is registered in another tenant; only there can its permissions be read.',
  ],
  [
    'no registration, and the service principal is unknown',
    aboutApp({ application: known(undefined), servicePrincipal: unknown('No.') }),
    {},
    'unknown',
    'No.',
  ],
  ['the registration is unknown', aboutApp({ application: unknown('No.') }), {}, 'unknown', 'No.'],
  [
    'no app was named',
    {},
    {},
    'unknown',
    'Only matters if a client app of yours signs in. You named none; give its app id to have it checked.',
  ],
  [
    'there is no such app at all',
    aboutApp({ application: known(undefined), servicePrincipal: known(undefined) }),
    {},
    undefined,
  ],
];

describe('the permission of an app registration', () => {
  verdicts(permissionMissing, rows);

  it('is shown as the values of the manifest that are expected and found', () => {
    const texts = (type: 'Role' | 'nothing') =>
      permissionMissing(situation(aboutApp({ application: known(registration(type)) })))?.evidence.map(
        ({ text }) => text,
      );
    assert.deepEqual(texts('nothing'), [
      'Expected in requiredResourceAccess: resourceAppId 0b07f429-9f4b-4714-9392-cc5e8e80c8b0 with resourceAccess id 4589bd03-58cb-4e6c-b17f-b580e39652f8 (Scope).',
      'Found for that resourceAppId: nothing.',
    ]);
    assert.equal(texts('Role')?.[1], 'Found for that resourceAppId: 4589bd03-58cb-4e6c-b17f-b580e39652f8 (Role).');
  });

  it('reads the ids of the manifest in any case', () => {
    const { requiredResourceAccess, ...rest } = registration();
    const upper = requiredResourceAccess.map(({ resourceAppId, resourceAccess }) => ({
      resourceAppId: resourceAppId.toUpperCase(),
      resourceAccess: resourceAccess.map(({ id, type }) => ({ id: id.toUpperCase(), type })),
    }));
    const application = known({ ...rest, requiredResourceAccess: upper });
    assert.equal(permissionMissing(situation(aboutApp({ application })))?.verdict, 'ruled-out');
  });

  it('gives the command and the portal page of the app', () => {
    const remedy = permissionMissing(situation(aboutApp({ application: lacking })))?.remedy;
    assert.equal(
      remedy?.command,
      `az ad app permission add --id ${twinSync.appId} --api 0b07f429-9f4b-4714-9392-cc5e8e80c8b0 --api-permissions 4589bd03-58cb-4e6c-b17f-b580e39652f8=Scope`,
    );
    assert.ok(remedy?.portalUrl?.endsWith(`/appId/${twinSync.appId}`));
  });
});
