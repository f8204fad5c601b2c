import assert from 'node:assert/strict';
import { approverSignIn } from '../../../src/doctor/checks/approver-sign-in.ts';
import type { AppEnvironment, ConnectionAnswer } from '../../../src/doctor/deployment.ts';
import { type PermissionGrant, type SignInApplication, type Tenant, TenantError } from '../../../src/tenant.ts';
import { appId, botObjectId, deployment, refusal } from '../deployment.ts';

const publicUrl = 'https://bot.contoso.com';
const uri = `api://bot.contoso.com/botid-${appId}`;
const scopeId = 'c0000000-0000-4000-8000-000000000001';
const desktop = '1fec8e78-bce4-4aaf-ab1b-5451cc387264';
const web = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';
const arm = '797f4846-ba00-4fd7-ba43-dac1f8f63013';
const armObjectId = 'a0000000-0000-4000-8000-000000000001';
const impersonation = '41094075-9dad-400e-a0bd-54e686782033';
const tokenService = 'https://token.botframework.com/.auth/web/redirect';
const patch = `az rest --method PATCH --url "https://graph.microsoft.com/v1.0/applications(appId='${appId}')" --body`;

/** As docs/on-behalf-of.md has it set up. */
const registered: SignInApplication = {
  objectId: 'b0000000-0000-4000-8000-000000000001',
  appId,
  displayName: 'ADT Support',
  requiredResourceAccess: [{ resourceAppId: arm, resourceAccess: [{ id: impersonation, type: 'Scope' }] }],
  redirectUris: [tokenService, `${publicUrl}/auth/end`],
  identifierUris: [uri],
  scopes: [{ id: scopeId, value: 'access_as_user', isEnabled: true }],
  preAuthorized: [desktop, web].map((client) => ({ appId: client, scopeIds: [scopeId] })),
};
const grantForAll: PermissionGrant = {
  clientId: botObjectId,
  resourceId: armObjectId,
  consentType: 'AllPrincipals',
  scopes: ['user_impersonation'],
};

interface Setup {
  app?: Partial<SignInApplication> | 'none' | Error;
  grants?: PermissionGrant[] | Error;
  servicePrincipals?: string[];
  packages?: AppEnvironment[];
  connection?: ConnectionAnswer | Error;
}

async function given<T>(value: T | Error): Promise<T> {
  if (value instanceof Error) throw value;
  return value;
}

async function look({
  app = {},
  grants = [grantForAll],
  servicePrincipals = [appId, arm],
  packages = [{ file: 'env/.env.dev', botId: appId, signIn: { appId, resource: uri.toUpperCase() } }],
  connection = { there: true, exchangeUri: uri },
}: Setup = {}) {
  const tenant: Partial<Tenant> = {
    signInApplication: () => given(app instanceof Error ? app : app === 'none' ? undefined : { ...registered, ...app }),
    permissionGrants: () => given(grants),
    servicePrincipal: async (id) =>
      servicePrincipals.includes(id)
        ? { objectId: id === arm ? armObjectId : botObjectId, appId: id, displayName: id, type: 'Application' }
        : undefined,
  };
  return approverSignIn.run(
    deployment({
      tenant,
      settings: { approvals: 'on-behalf-of', signIn: { appId, connectionName: 'sign-in', publicUrl } },
      appEnvironments: async () => packages,
      connection: () => given(connection),
    }),
    {},
  );
}

/** What is not right. */
async function wrong(setup: Setup) {
  return (await look(setup)).filter(({ outcome }) => outcome !== 'ok');
}

describe('the sign-in of approvers', () => {
  it('is right where all is as the manual says', async () => {
    const findings = await look();
    assert.deepEqual([...new Set(findings.map(({ outcome }) => outcome))], ['ok']);
    assert.equal(findings.length, 7);
  });

  it('is not looked at where nobody signs in', async () => {
    const findings = await approverSignIn.run(deployment(), {});
    assert.deepEqual(findings, [{ outcome: 'ok', what: 'Nobody signs in with APPROVAL_MODE=bot-identity.' }]);
  });

  it('is also right with a name without the bot’s host, and the token service of a region', async () => {
    const other = `api://botid-${appId}`;
    const redirectUris = ['https://europe.token.botframework.com/.auth/web/redirect', `${publicUrl}/auth/end`];
    const packages = [{ file: 'f', botId: appId, signIn: { appId, resource: other } }];
    const connection = { there: true, exchangeUri: other } as const;
    assert.deepEqual(await wrong({ app: { identifierUris: [other], redirectUris }, packages, connection }), []);
  });

  type Row = [what: string, setup: Setup, outcome: string, says: RegExp, command?: string];
  const rows: Row[] = [
    ['no app registration', { app: 'none' }, 'fault', /no app registration/],
    [
      'no service principal',
      { servicePrincipals: [arm] },
      'fault',
      /no service principal/,
      `az ad sp create --id ${appId}`,
    ],
    [
      'no redirect address of the bot',
      { app: { redirectUris: [tokenService, "https://x.example/$(id)'"] } },
      'fault',
      /Not among the redirect addresses of the platform Web: https:\/\/bot\.contoso\.com\/auth\/end\.$/,
      `az ad app update --id ${appId} --web-redirect-uris '${tokenService}' 'https://x.example/$(id)'\\''' '${publicUrl}/auth/end'`,
    ],
    [
      'no redirect address of the token service',
      { app: { redirectUris: [`${publicUrl}/auth/end`, tokenService.replace('.com', '.com.evil.example')] } },
      'fault',
      /: https:\/\/token\.botframework\.com\/\.auth\/web\/redirect\.$/,
    ],
    [
      'no Application ID URI',
      {
        app: { identifierUris: ['https://contoso.com/other'] },
        packages: [],
        connection: { there: true, exchangeUri: 'https://contoso.com/other' },
      },
      'fault',
      /no Application ID URI such as api:\/\/bot\.contoso\.com\/botid-/,
      `az ad app update --id ${appId} --identifier-uris 'https://contoso.com/other' '${uri}'`,
    ],
    [
      'no scope',
      { app: { scopes: [] } },
      'fault',
      /exposes no scope access_as_user/,
      `${patch} '{"api":{"oauth2PermissionScopes":[{"id":"'$(uuidgen)'","value":"access_as_user","type":"User","isEnabled":true,"adminConsentDisplayName":"Sign in to ADT Support","adminConsentDescription":"Sign in to ADT Support","userConsentDisplayName":"Sign in to ADT Support","userConsentDescription":"Sign in to ADT Support"}]}}'`,
    ],
    [
      'a scope that is disabled',
      { app: { scopes: [{ id: scopeId, value: 'access_as_user', isEnabled: false }] } },
      'fault',
      /has disabled the scope access_as_user/,
    ],
    [
      'one Teams client that is not authorized',
      {
        app: {
          preAuthorized: [
            { appId: desktop, scopeIds: [scopeId] },
            { appId: web, scopeIds: ['other'] },
          ],
        },
      },
      'warning',
      /^Not authorized for access_as_user: 5e3ce6c0-2b1f-4285-8d4b-75ee78787346 \(Teams on the web\)\.$/,
      `${patch} '{"api":{"preAuthorizedApplications":[{"appId":"${desktop}","delegatedPermissionIds":["${scopeId}"]},{"appId":"${web}","delegatedPermissionIds":["other","${scopeId}"]}]}}'`,
    ],
    [
      'no permission for Azure',
      { app: { requiredResourceAccess: [{ resourceAppId: arm, resourceAccess: [] }] } },
      'warning',
      /does not ask for Azure Service Management user_impersonation/,
      `az ad app permission add --id ${appId} --api ${arm} --api-permissions ${impersonation}=Scope`,
    ],
    [
      'no consent',
      { grants: [] },
      'warning',
      /^Nobody has consented/,
      `az ad app permission admin-consent --id ${appId}`,
    ],
    [
      'consent of one person',
      { grants: [{ ...grantForAll, consentType: 'Principal', principalId: 'megan' }] },
      'warning',
      /^Only one person has consented/,
    ],
    [
      'consent to something else',
      {
        grants: [
          { ...grantForAll, scopes: ['openid'] },
          { ...grantForAll, resourceId: 'graph' },
        ],
      },
      'warning',
      /^Nobody has consented/,
    ],
    [
      'a Teams app without a sign-in',
      { packages: [{ file: 'env/.env.dev', botId: appId }] },
      'warning',
      /^The Teams app of env\/\.env\.dev names no app to sign in to\.$/,
    ],
    [
      'a Teams app that signs in to another app',
      { packages: [{ file: 'f', botId: appId, signIn: { appId: botObjectId, resource: uri } }] },
      'warning',
      /^The Teams app of f signs in to bb110530/,
    ],
    [
      'an unknown OAuth connection',
      { connection: { there: false, said: 'Its token service answered 404.' } },
      'fault',
      /gives no sign-in for an OAuth connection sign-in/,
    ],
    ['a connection without a Token Exchange URL', { connection: { there: true } }, 'warning', /no Token Exchange URL/],
    [
      'a connection for another app',
      { connection: { there: true, exchangeUri: 'api://other' } },
      'warning',
      /the Token Exchange URL api:\/\/other, which is not the app’s/,
    ],
  ];
  for (const [what, setup, outcome, says, command] of rows) {
    it(`tells ${what}, why it matters and what mends it`, async () => {
      const [finding, ...others] = await wrong(setup);
      assert.deepEqual([finding?.outcome, others], [outcome, []]);
      assert.match(finding?.what ?? '', says);
      assert.ok(finding?.why && finding.fix?.how);
      if (command !== undefined) assert.equal(finding.fix.commands?.[0], command);
    });
  }

  it('leaves the package of another bot to the check of packages', async () => {
    assert.deepEqual(await wrong({ packages: [{ file: 'f', botId: botObjectId }] }), []);
  });

  it('that the bot may not look at is not known, and the permission it lacks is named', async () => {
    const lacks = (permission: string) =>
      new TenantError('Graph: the bot was refused.', { code: 'forbidden', call: 'Graph: x', permission });
    const findings = await wrong({
      app: lacks('Microsoft Graph Application.Read.All'),
      grants: lacks('Microsoft Graph Directory.Read.All'),
    });
    assert.deepEqual(
      findings.map(({ outcome, what, fix }) => [outcome, what, fix?.how]),
      [
        ['unknown', 'The app registration was not looked at.', 'Grant Application.Read.All.'],
        ['unknown', 'Consent was not looked at.', 'Grant Directory.Read.All.'],
      ],
    );
  });

  it('that nobody answers for is not known, and the rest is told all the same', async () => {
    const down = refusal('unavailable', 'Graph: no answer.');
    const findings = await look({ app: down, grants: down, connection: down });
    assert.deepEqual(
      findings.map(({ outcome }) => outcome),
      ['unknown', 'unknown', 'ok', 'unknown'],
    );
  });
});
