import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { createLocalJWKSet, decodeJwt, SignJWT } from 'jose';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import { createSigningKeys } from '../../src/auth/signing-keys.ts';
import { type CheckUserToken, createTokenCheck } from '../../src/auth/user-token.ts';
import { startContoso, userId } from '../playground/azure/contoso.ts';
import { signingKey } from '../support/teams-double/signing-keys.ts';

const otherTenant = '9f3b1c52-0e4a-4b7e-8f6d-2a1c0d9e8b77';

describe('the token of a person who signs in', () => {
  let tenant: SimulatedTenant;
  let check: CheckUserToken;
  let clock: Date;

  before(async () => {
    tenant = await startContoso();
  });
  after(() => tenant.close());
  beforeEach(() => {
    clock = new Date();
    const { authorityHost } = tenant.endpoints;
    check = createTokenCheck({
      appId: tenant.bot.appId,
      applicationIdUris: [`api://botid-${tenant.bot.appId}`],
      allowedTenants: [tenant.tenantId, otherTenant],
      authorityHost,
      keysOf: createSigningKeys({ authorityHost, fetch, now: () => clock }),
      now: () => clock,
    });
  });

  const api = () => `api://botid-${tenant.bot.appId}`;
  const megan = () => ({
    tenantId: tenant.tenantId,
    objectId: userId(tenant, 'megan'),
    use: { kind: 'access' } as const,
  });
  const own = (as = {}) => tenant.signIn('megan@contoso.com', api(), as);

  /** The claims of a sound token, changed, and signed by somebody else under the tenant's key id. */
  async function forged(change: object, header: object = {}): Promise<string> {
    const token = await own();
    const kid = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;
    const key = await signingKey('forger');
    return key.sign({ ...decodeJwt(token), ...change }, { kid, ...header });
  }

  it('is taken from the person', async () => {
    assert.equal(await check(await own(), megan()), undefined);
  });

  it('is taken in version 1.0 too, with the name of the API as its audience', async () => {
    const key = await signingKey('channel');
    const { authorityHost } = tenant.endpoints;
    const oldCheck = createTokenCheck({
      appId: tenant.bot.appId,
      applicationIdUris: [api()],
      allowedTenants: [tenant.tenantId],
      authorityHost,
      keysOf: async () => createLocalJWKSet({ keys: [key.publicJwk] }),
      now: () => clock,
    });
    const claims = { ...decodeJwt(await own()), iss: `https://sts.windows.net/${tenant.tenantId}/`, ver: '1.0' };
    const token = (aud: string) => key.sign({ ...claims, aud }, { kid: 'channel' });
    assert.equal(await oldCheck(await token(api()), megan()), undefined);
    assert.equal(await oldCheck(await token('api://botid-somebody-else'), megan()), 'audience');
    const issuer = await key.sign({ ...claims, iss: `https://sts.windows.net/${otherTenant}/` }, { kid: 'channel' });
    assert.equal(await oldCheck(issuer, megan()), 'issuer');
  });

  it('is taken whatever the case of the ids', async () => {
    const { tenantId, objectId, use } = megan();
    const upper = { tenantId: tenantId.toUpperCase(), objectId: objectId.toUpperCase(), use };
    assert.equal(await check(await own(), upper), undefined);
  });

  it('is refused when somebody else’s', async () => {
    assert.equal(await check(await tenant.signIn('alex@contoso.com', api()), megan()), 'other-person');
  });

  it('is refused when made for another service', async () => {
    for (const resource of ['https://graph.microsoft.com', 'https://management.azure.com']) {
      assert.equal(await check(await tenant.signIn('megan@contoso.com', resource), megan()), 'audience');
    }
  });

  it('is refused when issued by another tenant, or for one that may not use the bot', async () => {
    assert.equal(await check(await own({ tenantId: otherTenant }), megan()), 'other-tenant');
    const nowhere = { ...megan(), tenantId: '00000000-0000-4000-8000-000000000000' };
    assert.equal(await check(await own(), nowhere), 'other-tenant');
  });

  it('is refused when expired or not valid yet, with five minutes for clocks that differ', async () => {
    const hour = 3_599;
    assert.equal(await check(await own({ ageSeconds: hour + 240 }), megan()), undefined);
    assert.equal(await check(await own({ ageSeconds: hour + 360 }), megan()), 'expired');
    assert.equal(await check(await own({ ageSeconds: -240 }), megan()), undefined);
    assert.equal(await check(await own({ ageSeconds: -360 }), megan()), 'not-yet-valid');
  });

  it('is refused when forged', async () => {
    assert.equal(await check(await forged({}), megan()), 'signature');
    assert.equal(await check(await forged({}, { kid: 'unheard-of' }), megan()), 'signature');
  });

  it('is refused when changed after it was signed', async () => {
    const [header, , signature] = (await tenant.signIn('alex@contoso.com', api())).split('.');
    const claims = { ...decodeJwt(await own()), oid: userId(tenant, 'megan') };
    const changed = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
    assert.equal(await check(changed, megan()), 'signature');
  });

  it('is refused without a signature, or with one of another kind', async () => {
    const claims = decodeJwt(await own());
    const unsigned = `${btoa('{"alg":"none"}')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
    assert.notEqual(await check(unsigned, megan()), undefined);
    const shared = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32));
    assert.equal(await check(shared, megan()), 'signature');
  });

  it('is refused when an app’s own', async () => {
    const objectId = tenant.state.servicePrincipals.find(({ appId }) => appId === tenant.bot.appId)?.id ?? '';
    const token = await tenant.appToken(tenant.bot.appId, api());
    assert.equal(await check(token, { ...megan(), objectId }), 'no-person');
  });

  it('is refused when it was given for another permission of the bot', async () => {
    assert.equal(await check(await own({ scope: 'profile.read' }), megan()), 'permission');
  });

  it('is refused when it is no token', async () => {
    for (const text of ['', 'a.b.c', 'x'.repeat(20_000), '{"oid":"x"}']) {
      assert.equal(await check(text, megan()), 'unreadable', text.slice(0, 20));
    }
  });

  it('is not blamed when the keys cannot be read, and is taken once they can', async () => {
    const heal = tenant.inject({ match: { service: 'entra' }, answer: { status: 503 } });
    assert.equal(await check(await own(), megan()), 'no-keys');
    heal();
    assert.equal(await check(await own(), megan()), undefined);
  });

  it('is an id token of the very sign-in that was begun, where one is expected', async () => {
    const { tenantId, objectId } = megan();
    const use = { kind: 'id', nonce: 'of-this-sign-in' } as const;
    assert.equal(await check(await own(), { tenantId, objectId, use }), 'nonce');
  });
});

describe('the keys of a tenant', () => {
  const reads: string[] = [];
  let keys: object[];
  let clock: number;
  const at = 'https://login.example';

  const fetchKeys: typeof fetch = async (url) => {
    reads.push(String(url).replace(/.*(openid-configuration|keys)$/, '$1'));
    return Response.json(String(url).endsWith('keys') ? { keys } : { jwks_uri: `${at}/keys` });
  };

  beforeEach(async () => {
    reads.length = 0;
    clock = 0;
    keys = [(await signingKey('channel')).publicJwk];
  });

  async function verifies(check: ReturnType<typeof createSigningKeys>, name: 'channel' | 'login'): Promise<boolean> {
    const find = await check('tenant');
    return Promise.resolve(find({ alg: 'RS256', kid: name }, { payload: '', signature: '' })).then(
      () => true,
      () => false,
    );
  }

  it('are read once and kept', async () => {
    const keysOf = createSigningKeys({ authorityHost: at, fetch: fetchKeys, now: () => new Date(clock) });
    assert.equal(await verifies(keysOf, 'channel'), true);
    assert.equal(await verifies(keysOf, 'channel'), true);
    assert.deepEqual(reads, ['openid-configuration', 'keys']);
  });

  it('are read again after a day', async () => {
    const keysOf = createSigningKeys({ authorityHost: at, fetch: fetchKeys, now: () => new Date(clock) });
    await verifies(keysOf, 'channel');
    clock += 25 * 60 * 60_000;
    keys = [(await signingKey('login')).publicJwk];
    assert.equal(await verifies(keysOf, 'login'), true);
    assert.deepEqual(reads, ['openid-configuration', 'keys', 'openid-configuration', 'keys']);
  });

  it('are not read again and again for keys that nobody has', async () => {
    const keysOf = createSigningKeys({ authorityHost: at, fetch: fetchKeys, now: () => new Date(clock) });
    for (let each = 0; each < 5; each += 1) assert.equal(await verifies(keysOf, 'login'), false);
    assert.deepEqual(reads, ['openid-configuration', 'keys']);
  });

  it('are read again when a token names a new one, half a minute after the last time at the earliest', async () => {
    mock.timers.enable({ apis: ['Date'] });
    try {
      const keysOf = createSigningKeys({ authorityHost: at, fetch: fetchKeys, now: () => new Date(clock) });
      await verifies(keysOf, 'channel');
      keys = [(await signingKey('login')).publicJwk];
      assert.equal(await verifies(keysOf, 'login'), false);
      mock.timers.tick(31_000);
      assert.equal(await verifies(keysOf, 'login'), true);
      assert.deepEqual(reads, ['openid-configuration', 'keys', 'keys']);
    } finally {
      mock.timers.reset();
    }
  });

  it('are taken from no address but a secure one', async () => {
    const fetchPlain: typeof fetch = async () => Response.json({ jwks_uri: 'http://login.example/keys' });
    const keysOf = createSigningKeys({ authorityHost: at, fetch: fetchPlain, now: () => new Date(clock) });
    await assert.rejects(keysOf('tenant'));
  });
});
