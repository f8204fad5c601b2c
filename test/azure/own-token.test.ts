import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cloudOf } from '../../playground/bot-cloud.ts';
import { readAzureTime } from '../../src/azure/azure-time.ts';
import { publicCloud } from '../../src/azure/clouds.ts';
import { createCredential } from '../../src/azure/credentials.ts';
import { readOwnToken } from '../../src/azure/own-token.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { failsWith } from './fails-with.ts';

const scope = publicCloud.graphScope;
const speaking = (claims: unknown) => ({
  getToken: async () => ({
    token: `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`,
    expiresOnTimestamp: 0,
  }),
});

describe('a token of the bot’s own', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant();
  });
  after(() => contoso.close());

  function botWith(clientSecret: string, clientId = contoso.simulated.bot.appId) {
    const { tenantId } = contoso.simulated;
    return createCredential({ kind: 'client-secret', tenantId, clientId, clientSecret }, cloudOf(contoso.simulated));
  }

  it('says who the bot is', async () => {
    const { simulated, idOf } = contoso;
    const { objectId, tenantId, appId } = await readOwnToken(botWith(simulated.bot.secret), scope);
    assert.deepEqual(
      { objectId, tenantId, appId },
      {
        objectId: idOf('ADT Support'),
        tenantId: simulated.tenantId,
        appId: simulated.bot.appId,
      },
    );
  });

  it('names the application permissions, of either version of tokens', async () => {
    const claims = { oid: 'AB', tid: 'CD', roles: ['User.Read.All'] };
    assert.deepEqual(await readOwnToken(speaking({ ...claims, appid: 'EF' }), scope), {
      objectId: 'ab',
      tenantId: 'cd',
      appId: 'ef',
      roles: ['User.Read.All'],
    });
    assert.equal((await readOwnToken(speaking({ ...claims, azp: 'GH' }), scope)).appId, 'gh');
    assert.deepEqual((await readOwnToken(speaking({ oid: 'a', tid: 'b' }), scope)).roles, []);
  });

  it('that is none is unreadable', async () => {
    for (const claims of ['x', {}, { oid: 1, tid: 2 }]) {
      await failsWith('bad-answer', readOwnToken(speaking(claims), scope));
    }
  });

  it('is refused with the code of Entra, and its words without the secret', async () => {
    const wrong = await failsWith('unauthenticated', readOwnToken(botWith('hunter2'), scope));
    assert.equal(wrong.azureCode, 'AADSTS7000215');
    assert.match(wrong.message, /^Entra: sign in: AADSTS7000215: Invalid client secret provided\./);
    assert.doesNotMatch(wrong.message, /hunter2|Trace/);
    const nobody = botWith('x', '00000000-0000-4000-8000-000000000001');
    assert.equal((await failsWith('unauthenticated', readOwnToken(nobody, scope))).azureCode, 'AADSTS700016');
  });
});

describe("Azure's clock", () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant();
  });
  after(() => contoso.close());

  it('is read from any answer of Entra, without a sign-in', async () => {
    const { simulated } = contoso;
    const time = await readAzureTime(cloudOf(simulated), simulated.tenantId, fetch);
    assert.ok(Math.abs(time.getTime() - Date.now()) < 60_000);
  });

  it('is not known where nothing answers, or an answer has no time', async () => {
    const silent = createServer((_, response) => {
      response.sendDate = false;
      response.end();
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const authorityHost = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    await failsWith('bad-answer', readAzureTime({ ...publicCloud, authorityHost }, 'x', fetch));
    await new Promise((resolve) => silent.close(resolve));
    await failsWith('unavailable', readAzureTime({ ...publicCloud, authorityHost }, 'x', fetch));
  });
});
