import assert from 'node:assert/strict';
import { boardSignIn } from '../../../src/doctor/checks/board-sign-in.ts';
import type { AppEnvironment, Deployment } from '../../../src/doctor/deployment.ts';
import { type SignInApplication, TenantError } from '../../../src/tenant.ts';
import { appId, botObjectId, deployment, refusal } from '../deployment.ts';

const publicUrl = 'https://bot.contoso.com';
const board = { appId, publicUrl };
const uri = `api://bot.contoso.com/botid-${appId}`;
const scopeId = 'c0000000-0000-4000-8000-000000000001';
const teams = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'];

/** As docs/board.md has it set up, and nothing of what approvals need. */
const registered: SignInApplication = {
  objectId: 'b0000000-0000-4000-8000-000000000001',
  appId,
  displayName: 'ADT Support',
  requiredResourceAccess: [],
  redirectUris: [],
  identifierUris: [uri],
  scopes: [{ id: scopeId, value: 'access_as_user', isEnabled: true }],
  preAuthorized: teams.map((client) => ({ appId: client, scopeIds: [scopeId] })),
};
const ofDev: AppEnvironment = { file: 'env/.env.dev', botId: appId, signIn: { appId, resource: uri.toUpperCase() } };

interface Setup {
  app?: Partial<SignInApplication> | 'none' | Error;
  packages?: AppEnvironment[];
  settings?: Partial<Deployment['settings']>;
}

function look({ app = {}, packages = [ofDev], settings = {} }: Setup = {}) {
  return boardSignIn.run(
    deployment({
      tenant: {
        async signInApplication() {
          if (app instanceof Error) throw app;
          return app === 'none' ? undefined : { ...registered, ...app };
        },
      },
      settings: { publicUrl, board, ...settings },
      appEnvironments: async () => packages,
    }),
    {},
  );
}

const wrong = async (setup: Setup) => (await look(setup)).filter(({ outcome }) => outcome !== 'ok');

describe('the sign-in to the board', () => {
  it('is right where all is as the manual says, whoever carries out approvals', async () => {
    for (const approvals of ['off', 'bot-identity'] as const) {
      assert.deepEqual(await wrong({ settings: { approvals } }), []);
    }
  });

  it('is not looked at where there is no board', async () => {
    assert.match((await boardSignIn.run(deployment(), {}))[0]?.what ?? '', /no board without PUBLIC_URL/);
    const managed = deployment({ settings: { publicUrl, identity: 'managed-identity' } });
    assert.match((await boardSignIn.run(managed, {}))[0]?.what ?? '', /no board without SIGN_IN_APP_ID/);
  });

  const rows: [what: string, setup: Setup, says: RegExp, mends: RegExp][] = [
    ['no app registration', { app: 'none' }, /no app registration/, /SIGN_IN_APP_ID/],
    [
      'a name without the host of the page, which is enough for approvals',
      { app: { identifierUris: [`api://botid-${appId}`] } },
      /no Application ID URI api:\/\/bot\.contoso\.com\/botid-/,
      /--identifier-uris 'api:\/\/botid-\S+' 'api:\/\/bot\.contoso\.com\/botid-/,
    ],
    ['no scope', { app: { scopes: [] } }, /exposes no scope access_as_user/, /oauth2PermissionScopes/],
    ['a Teams client that is not authorized', { app: { preAuthorized: [] } }, /Not authorized/, /preAuthorized/],
    [
      'a package for another host',
      { packages: [{ ...ofDev, signIn: { appId, resource: `api://old.contoso.com/botid-${appId}` } }] },
      /^The Teams app of env\/\.env\.dev signs in to \S+ as api:\/\/old\.contoso\.com/,
      /BOT_DOMAIN=bot\.contoso\.com in env\/\.env\.dev/,
    ],
    [
      'a package for another app',
      { packages: [{ ...ofDev, signIn: { appId: botObjectId, resource: uri } }] },
      /signs in to bb110530/,
      new RegExp(`id ${appId}`),
    ],
    ['a package without a sign-in', { packages: [{ file: 'f', botId: appId }] }, /names no app/, /webApplicationInfo/],
  ];
  for (const [what, setup, says, mends] of rows) {
    it(`warns of ${what}, with what mends it`, async () => {
      const [finding, ...others] = await wrong(setup);
      assert.deepEqual([finding?.outcome, others], ['warning', []]);
      assert.match(finding?.what ?? '', says);
      assert.ok(finding?.why);
      assert.match(JSON.stringify(finding.fix).replaceAll('\\"', '"'), mends);
    });
  }

  it('leaves to the sign-in of approvers what that tells anyway, and the package of another bot to its own check', async () => {
    const signIn = { ...board, connectionName: 'sign-in' };
    assert.deepEqual(await wrong({ app: { scopes: [] }, settings: { approvals: 'on-behalf-of', signIn } }), []);
    assert.deepEqual(await wrong({ packages: [{ file: 'f', botId: botObjectId }] }), []);
  });

  it('that the bot may not look at, or nobody answers for, is not known', async () => {
    const permission = 'Microsoft Graph Application.Read.All';
    const [refused] = await wrong({ app: new TenantError('No.', { code: 'forbidden', call: 'Graph: x', permission }) });
    assert.deepEqual([refused?.outcome, refused?.fix?.how], ['unknown', 'Grant Application.Read.All.']);
    const [down] = await wrong({ app: refusal('unavailable') });
    assert.deepEqual([down?.outcome, down?.fix], ['unknown', undefined]);
  });
});
