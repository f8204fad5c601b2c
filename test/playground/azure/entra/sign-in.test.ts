import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { SimulatedTenant } from '../../../../playground/azure/simulated-tenant.ts';
import { callArm, instanceId, roleId, startContoso, userId } from '../contoso.ts';

const redirectUri = 'https://bot.contoso.com/auth/end';
const ARM = 'https://management.azure.com/user_impersonation';
const mfa = '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}';

describe('simulated sign-in in a browser', () => {
  let tenant: SimulatedTenant;
  const codeVerifier = randomBytes(32).toString('base64url');

  before(async () => {
    tenant = await startContoso();
    tenant.state.applications.find(({ appId }) => appId === tenant.bot.appId)?.redirectUris.push(redirectUri);
  });
  after(() => tenant.close());

  async function authorize(change: Record<string, string> = {}): Promise<Response> {
    const query = new URLSearchParams({
      client_id: tenant.bot.appId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: `openid ${ARM}`,
      state: 'state-1',
      nonce: 'nonce-1',
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      sign_in_as: 'megan@contoso.com',
      ...change,
    });
    const address = `${tenant.endpoints.authorityHost}/${tenant.tenantId}/oauth2/v2.0/authorize?${query}`;
    return fetch(address, { redirect: 'manual' });
  }

  async function code(change: Record<string, string> = {}): Promise<string> {
    const back = new URL((await authorize(change)).headers.get('location') ?? '');
    assert.equal(back.searchParams.get('state'), 'state-1');
    return back.searchParams.get('code') ?? '';
  }

  async function redeem(change: Record<string, string>): Promise<Record<string, string>> {
    const response = await fetch(`${tenant.endpoints.authorityHost}/${tenant.tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: tenant.bot.appId,
        client_secret: tenant.bot.secret,
        redirect_uri: redirectUri,
        code_verifier: codeVerifier,
        ...change,
      }),
    });
    return (await response.json()) as Record<string, string>;
  }

  it('gives a token for ARM and an id token of the person, once', async () => {
    const given = await code();
    const { access_token = '', id_token = '' } = await redeem({ code: given });
    const id = decodeJwt(id_token);
    const megan = userId(tenant, 'megan');
    assert.deepEqual([id.oid, id.aud, id.nonce, id.scp], [megan, tenant.bot.appId, 'nonce-1', undefined]);
    assert.equal(decodeJwt(access_token).oid, megan);
    assert.equal(decodeJwt(access_token).acrs, undefined);
    assert.match((await redeem({ code: given })).error_description ?? '', /AADSTS54005/);
  });

  it('does multi-factor authentication where the claims ask for it', async () => {
    const { access_token = '' } = await redeem({ code: await code({ claims: mfa }) });
    assert.deepEqual(decodeJwt(access_token).acrs, ['p1']);
  });

  it('refuses another verifier, another reply address and another app’s secret', async () => {
    const refused = async (change: Record<string, string>) =>
      (await redeem({ code: await code(), ...change })).error_description ?? '';
    assert.match(await refused({ code_verifier: 'another' }), /AADSTS501481/);
    assert.match(await refused({ redirect_uri: 'https://evil.example' }), /AADSTS500112/);
    assert.match(await refused({ client_secret: 'wrong' }), /AADSTS7000215/);
  });

  it('sends nobody to an address that is not registered', async () => {
    const answer = await authorize({ redirect_uri: 'https://evil.example/' });
    assert.equal(answer.status, 400);
    assert.equal(answer.headers.get('location'), null);
    assert.match(await answer.text(), /AADSTS50011/);
  });

  it('sends whoever cancels back without a code', async () => {
    const back = new URL((await authorize({ cancel: '1' })).headers.get('location') ?? '');
    assert.equal(back.searchParams.get('error'), 'access_denied');
    assert.equal(back.searchParams.get('code'), null);
  });

  it('shows people to choose from where nobody is chosen', async () => {
    const page = await (await authorize({ sign_in_as: '' })).text();
    assert.match(page, /Megan Bowen \(megan@contoso\.com\)/);
  });

  describe('to a tenant that demands multi-factor authentication of every change', () => {
    before(() => {
      tenant.state.mfa = 'azure-writes';
    });
    after(() => {
      tenant.state.mfa = 'never';
    });

    async function put(token: string) {
      const name = '33333333-2222-4333-8444-555555555555';
      return callArm(
        tenant,
        `${instanceId(tenant)}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`,
        {
          token,
          method: 'PUT',
          body: {
            properties: {
              roleDefinitionId: roleId(tenant, 'Azure Digital Twins Data Reader'),
              principalId: userId(tenant, 'alex'),
              principalType: 'User',
            },
          },
        },
      );
    }

    it('ARM challenges a person without it, in the words that the real one uses', async () => {
      const { status, headers } = await put(await tenant.signIn('megan@contoso.com', 'https://management.azure.com'));
      assert.equal(status, 401);
      const header = headers.get('www-authenticate') ?? '';
      assert.match(header, /^Bearer .*error="insufficient_claims"/);
      assert.equal(Buffer.from(/claims="([^"]+)"/.exec(header)?.[1] ?? '', 'base64').toString(), mfa);
    });

    it('ARM lets a person with it, anybody’s reads and workloads pass', async () => {
      const arm = 'https://management.azure.com';
      assert.equal((await put(await tenant.signIn('megan@contoso.com', arm, { mfa: true }))).status, 201);
      const read = await callArm(tenant, '/subscriptions?api-version=2022-12-01', {
        token: await tenant.signIn('megan@contoso.com', arm),
      });
      assert.equal(read.status, 200);
      assert.notEqual((await put(await tenant.appToken(tenant.bot.appId, arm))).status, 401);
    });
  });
});
