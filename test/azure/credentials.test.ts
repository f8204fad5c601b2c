import assert from 'node:assert/strict';
import { ClientSecretCredential, ManagedIdentityCredential } from '@azure/identity';
import { cloudOf } from '../../playground/bot-cloud.ts';
import { createAzureTenant } from '../../src/azure/azure-tenant.ts';
import { publicCloud } from '../../src/azure/clouds.ts';
import { createCredential, warmTokens, whoIs } from '../../src/azure/credentials.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { failsWith } from './fails-with.ts';

const speaking = (token: string) => ({ getToken: async () => ({ token, expiresOnTimestamp: 0 }) });
const tokenWith = (claims: unknown) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

describe('the bot’s own credential', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant();
  });
  after(() => contoso.close());

  it('is a secret or a managed identity', () => {
    const secret = { kind: 'client-secret', tenantId: 't', clientId: 'c', clientSecret: 's' } as const;
    assert.ok(createCredential(secret, publicCloud) instanceof ClientSecretCredential);
    const identity = { kind: 'managed-identity', clientId: 'c' } as const;
    assert.ok(createCredential(identity, publicCloud) instanceof ManagedIdentityCredential);
  });

  it('has its tokens ahead of the first question, for ARM and for Graph', async () => {
    const { simulated } = contoso;
    const { tenantId, bot } = simulated;
    const cloud = cloudOf(simulated);
    const credential = createCredential(
      { kind: 'client-secret', tenantId, clientId: bot.appId, clientSecret: bot.secret },
      cloud,
    );
    await warmTokens(credential, cloud);
    simulated.calls.length = 0;
    const tenant = createAzureTenant(tenantId, credential, cloud);
    await Promise.all([tenant.findInstances({}), tenant.user('alex@contoso.com')]);
    assert.deepEqual(
      simulated.calls.filter(({ service }) => service === 'entra'),
      [],
    );
  });
});

describe('who a sign-in speaks for', () => {
  it('is read from the claims of its token', async () => {
    const token = tokenWith({ oid: 'AB', tid: 'CD', name: 'Alex Wilber' });
    assert.deepEqual(await whoIs(speaking(token), publicCloud), {
      objectId: 'ab',
      tenantId: 'cd',
      displayName: 'Alex Wilber',
    });
    assert.equal((await whoIs(speaking(tokenWith({ oid: 'ab', tid: 'cd' })), publicCloud)).displayName, 'ab');
  });

  it('is unreadable in a token without them', async () => {
    for (const token of ['', 'opaque', tokenWith({}), tokenWith('x')]) {
      await assert.rejects(whoIs(speaking(token), publicCloud), { name: 'TenantError' });
    }
  });

  it('is told to sign in first where nobody is', async () => {
    const nobody = {
      getToken: () =>
        Promise.reject(Object.assign(new Error('Please run az login.'), { name: 'CredentialUnavailableError' })),
    };
    const { message } = await failsWith('unauthenticated', whoIs(nobody, publicCloud));
    assert.equal(message, 'Entra: sign in: the bot could not sign in: Please run az login.');
  });
});
