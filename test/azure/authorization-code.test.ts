import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import { createBrowserSignIn } from '../../src/azure/authorization-code.ts';
import { TenantError } from '../../src/tenant.ts';
import { botApp, startContoso, userId } from '../playground/azure/contoso.ts';
import { assertionOf } from './assertion-of.ts';

const redirectUri = 'https://bot.contoso.com/auth/end';
const codeVerifier = 'v'.repeat(43);

describe('a sign-in in a browser', () => {
  let tenant: SimulatedTenant;
  before(async () => {
    tenant = await startContoso();
    botApp(tenant).redirectUris.push(redirectUri);
  });
  after(() => tenant.close());

  function signIn(proof: Parameters<typeof createBrowserSignIn>[0]['proof'], fetchWith = fetch) {
    return createBrowserSignIn({ clientId: tenant.bot.appId, proof }, cloudOf(tenant), fetchWith);
  }

  const bySecret = () => signIn({ clientSecret: tenant.bot.secret });

  async function code(browser = bySecret()): Promise<string> {
    const address = browser.address({
      tenantId: tenant.tenantId,
      redirectUri,
      state: 's',
      nonce: 'n',
      codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'),
    });
    const answer = await fetch(`${address}&sign_in_as=megan@contoso.com`, { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
  }

  const redeem = async (browser = bySecret(), change: { code?: string; codeVerifier?: string } = {}) =>
    browser.redeem({ tenantId: tenant.tenantId, redirectUri, code: await code(), codeVerifier, ...change });

  it('gives the person’s id token and Azure as that person', async () => {
    const redeemed = await redeem();
    assert.ok('idToken' in redeemed);
    assert.equal(decodeJwt(redeemed.idToken).oid, userId(tenant, 'megan'));
  });

  it('sends no more to Entra than it needs, and nothing elsewhere', () => {
    const address = new URL(
      bySecret().address({ tenantId: 'a/b?c', redirectUri, state: 's', nonce: 'n', codeChallenge: 'c' }),
    );
    assert.equal(address.origin, tenant.endpoints.authorityHost);
    assert.equal(address.pathname, '/a%2Fb%3Fc/oauth2/v2.0/authorize');
    assert.ok(!address.href.includes(encodeURIComponent(tenant.bot.secret)));
    assert.equal(address.searchParams.get('prompt'), null);
  });

  it('takes the token of a managed identity in place of a secret', async () => {
    const byIdentity = signIn({ getAssertion: assertionOf(tenant, 'func-telemetry') });
    await assert.rejects(redeem(byIdentity), /AADSTS700213/);
    const identity = tenant.state.servicePrincipals.find(({ displayName }) => displayName === 'func-telemetry');
    botApp(tenant).trusts.push(identity?.id ?? '');
    assert.ok('idToken' in (await redeem(byIdentity)));
  });

  const faults: Record<string, [run: () => Promise<unknown>, says: RegExp]> = {
    'another verifier': [() => redeem(bySecret(), { codeVerifier: 'w'.repeat(43) }), /AADSTS501481/],
    'a code that nobody has': [() => redeem(bySecret(), { code: 'made-up' }), /AADSTS54005/],
    'a wrong secret': [() => redeem(signIn({ clientSecret: 'hunter2' })), /AADSTS7000215/],
    'no answer': [
      () => redeem(signIn({ clientSecret: 'x' }, () => Promise.reject(new TypeError('gone')))),
      /no answer/,
    ],
    'an answer that is none': [
      () => redeem(signIn({ clientSecret: 'x' }, async () => Response.json({ hello: 1 }))),
      /could not be read/,
    ],
  };
  for (const [what, [run, says]] of Object.entries(faults)) {
    it(`fails on ${what}, and tells no secret, code or verifier`, async () => {
      await assert.rejects(run(), (error: unknown) => {
        assert.ok(error instanceof TenantError);
        assert.match(error.message, says);
        assert.doesNotMatch(error.message, /hunter2|made-up|vvvv|wwww/);
        return true;
      });
    });
  }
});
