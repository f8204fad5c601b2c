import assert from 'node:assert/strict';
import { ClientSecretCredential, ManagedIdentityCredential, OnBehalfOfCredential } from '@azure/identity';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { SimulatedTenant } from '../../../../playground/azure/simulated-tenant.ts';
import { createAssertion } from '../../../../src/azure/sign-in-app.ts';
import { appCredential, startContoso, userId } from '../contoso.ts';

const ARM = 'https://management.azure.com/.default';

describe('simulated Entra ID', () => {
  let tenant: SimulatedTenant;
  before(async () => {
    tenant = await startContoso();
  });
  after(() => tenant.close());

  const options = () => ({ authorityHost: tenant.endpoints.authorityHost, disableInstanceDiscovery: true });

  it('gives an app a signed token that says who it is and for what', async () => {
    const { token } = await appCredential(tenant).getToken(ARM);
    const keys = createRemoteJWKSet(
      new URL(`${tenant.endpoints.authorityHost}/${tenant.tenantId}/discovery/v2.0/keys`),
    );
    const { payload } = await jwtVerify(token, keys, { issuer: `https://sts.windows.net/${tenant.tenantId}/` });
    const bot = tenant.state.servicePrincipals.find((one) => one.appId === tenant.bot.appId);
    assert.deepEqual(
      [payload.aud, payload.oid, payload.tid, payload.appid, payload.idtyp, payload.ver],
      ['https://management.azure.com', bot?.id, tenant.tenantId, tenant.bot.appId, 'app', '1.0'],
    );
  });

  it('keeps the second slash of a resource in the audience', async () => {
    const { token } = await appCredential(tenant).getToken('https://management.azure.com//.default');
    assert.equal(decodeJwt(token).aud, 'https://management.azure.com/');
  });

  it('issues tokens for Digital Twins by its app id too', async () => {
    const { token } = await appCredential(tenant).getToken('0b07f429-9f4b-4714-9392-cc5e8e80c8b0/.default');
    assert.equal(decodeJwt(token).aud, '0b07f429-9f4b-4714-9392-cc5e8e80c8b0');
  });

  it('refuses a wrong secret', async () => {
    await assert.rejects(appCredential(tenant, 'wrong').getToken(ARM), /AADSTS7000215/);
  });

  it('refuses an app that it does not know', async () => {
    const stranger = new ClientSecretCredential(
      tenant.tenantId,
      '11111111-2222-4333-8444-555555555555',
      'x',
      options(),
    );
    await assert.rejects(stranger.getToken(ARM), /AADSTS700016/);
  });

  it('refuses a tenant that it does not know', async () => {
    const elsewhere = '99999999-2222-4333-8444-555555555555';
    const lost = new ClientSecretCredential(elsewhere, tenant.bot.appId, tenant.bot.secret, options());
    await assert.rejects(lost.getToken(ARM), /AADSTS90002|endpoints_resolution_error/);
    const url = `${tenant.endpoints.authorityHost}/${elsewhere}/v2.0/.well-known/openid-configuration`;
    const answer = await fetch(url);
    assert.match(await answer.text(), /"error":"invalid_request","error_description":"AADSTS90002: Tenant /);
    assert.equal(answer.status, 400);
  });

  it('refuses a resource that has no service principal in the tenant', async () => {
    const other = await startContoso({}, (file) => {
      file.enterpriseApplications = [];
      file.consents = [];
    });
    try {
      await assert.rejects(appCredential(other).getToken('https://digitaltwins.azure.net/.default'), /AADSTS500011/);
    } finally {
      await other.close();
    }
  });

  it('refuses an app without a service principal', async () => {
    const other = await startContoso({}, (file) => {
      const bot = file.apps.find((app) => app.name === file.bot);
      if (bot !== undefined) bot.servicePrincipal = false;
      file.consents = [];
      file.roleAssignments = file.roleAssignments.filter((one) => one.principal !== file.bot);
    });
    try {
      await assert.rejects(appCredential(other).getToken(ARM), /AADSTS7000229/);
    } finally {
      await other.close();
    }
  });

  describe('managed identity', () => {
    const before = { endpoint: process.env.IDENTITY_ENDPOINT, header: process.env.IDENTITY_HEADER };
    afterEach(() => {
      restore('IDENTITY_ENDPOINT', before.endpoint);
      restore('IDENTITY_HEADER', before.header);
    });

    function onAppService(header = tenant.endpoints.managedIdentity.header): void {
      process.env.IDENTITY_ENDPOINT = tenant.endpoints.managedIdentity.endpoint;
      process.env.IDENTITY_HEADER = header;
    }

    it('answers for the only identity, and for one chosen by its client id', async () => {
      onAppService();
      const identity = tenant.state.servicePrincipals.find((one) => one.displayName === 'func-telemetry');
      for (const credential of [
        new ManagedIdentityCredential(),
        new ManagedIdentityCredential({ clientId: identity?.appId ?? '' }),
      ]) {
        const { token } = await credential.getToken('https://digitaltwins.azure.net/.default');
        assert.deepEqual([decodeJwt(token).oid, decodeJwt(token).idtyp], [identity?.id, 'app']);
      }
    });

    it('answers with what an app that trusts it takes in place of a secret', async () => {
      onAppService();
      const identity = tenant.state.servicePrincipals.find((one) => one.displayName === 'func-telemetry');
      const claims = decodeJwt(await createAssertion(identity?.appId ?? '')());
      assert.deepEqual([claims.aud, claims.sub], ['api://AzureADTokenExchange', identity?.id]);
    });

    it('does not answer for an identity that does not exist', async () => {
      onAppService();
      const credential = new ManagedIdentityCredential({ clientId: '11111111-2222-4333-8444-555555555555' });
      await assert.rejects(credential.getToken(ARM), /No User Assigned or Delegated Managed Identity found/);
    });
  });

  describe('on behalf of a user', () => {
    const exchange = (userAssertionToken: string, app = tenant.bot) =>
      new OnBehalfOfCredential({
        tenantId: tenant.tenantId,
        clientId: app.appId,
        clientSecret: app.secret,
        userAssertionToken,
        ...options(),
      }).getToken('https://management.azure.com/user_impersonation');

    it('turns the token of a user for the bot into one for ARM', async () => {
      const assertion = await tenant.signIn('megan@contoso.com', `api://botid-${tenant.bot.appId}`);
      assert.equal(decodeJwt(assertion).aud, tenant.bot.appId);
      const { token } = await exchange(assertion);
      const claims = decodeJwt(token);
      assert.deepEqual(
        [claims.oid, claims.upn, claims.scp, claims.appid, claims.aud],
        [
          userId(tenant, 'megan'),
          'megan@contoso.com',
          'user_impersonation',
          tenant.bot.appId,
          'https://management.azure.com',
        ],
      );
    });

    it('refuses a token that was made for another service', async () => {
      await assert.rejects(
        exchange(await tenant.signIn('megan@contoso.com', 'https://graph.microsoft.com')),
        (error: Error) => /AADSTS500131/.test(`${error.message} ${String(error.cause)}`),
      );
    });

    it('refuses a forged token', async () => {
      const assertion = await tenant.signIn('megan@contoso.com', tenant.bot.appId);
      const [header, , signature] = assertion.split('.');
      const claims = { ...decodeJwt(assertion), oid: userId(tenant, 'alex') };
      const forged = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
      await assert.rejects(exchange(forged), /AADSTS50013/);
    });

    it('refuses without consent', async () => {
      const app = tenant.state.applications.find((one) => one.displayName === 'twin-dashboard');
      const client = { appId: app?.appId ?? '', secret: app?.secrets[0] ?? '' };
      const assertion = await tenant.signIn('megan@contoso.com', client.appId);
      await assert.rejects(exchange(assertion, client), (error: Error) =>
        /AADSTS65001/.test(`${error.message} ${String(error.cause)}`),
      );
    });
  });
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
