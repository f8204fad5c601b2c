import assert from 'node:assert/strict';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';
import { readClaims, readJwts } from '../../src/symptoms/token.ts';

const objectId = 'c0ffee00-1234-4abc-8def-0123456789ab';
const appId = '3f8e2b6a-91c4-4d0e-9a57-1c2d3e4f5a6b';
const tenantId = '9d1b7c52-0e6f-4a3b-b8c9-d0e1f2a3b4c5';
const signature = Buffer.from('not-a-real-signature').toString('base64url');

function jwt(payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ typ: 'JWT', alg: 'RS256' })}.${part(payload)}.${signature}`;
}

const delegated = {
  aud: 'https://management.azure.com/',
  exp: 1760429462,
  appid: appId,
  oid: objectId,
  scp: 'user_impersonation',
  tid: tenantId,
  upn: 'alex@contoso.com',
};
const appOnly = { aud: 'https://digitaltwins.azure.net', azp: appId, idtyp: 'app', oid: objectId, tid: tenantId };

describe('a token in a message', () => {
  it('tells its audience, tenant, object, app and end before it is removed', () => {
    const report = readSymptoms(`403 from digital twins, Authorization: Bearer ${jwt(delegated)}`);
    assert.deepEqual(report.token, {
      audience: 'https://management.azure.com/',
      tenantId,
      objectId,
      appId,
      expiresAt: '2025-10-14T08:11:02.000Z',
    });
    assert.deepEqual(report.redacted, ['jwt']);
  });

  it('for Azure Digital Twins counts before those that were asked for on the way', () => {
    const { token } = readSymptoms(`403 from digital twins\nARM: ${jwt(delegated)}\nADT: ${jwt(appOnly)}`);
    assert.equal(token?.audience, 'https://digitaltwins.azure.net');
  });

  it('may name several audiences, of which Azure Digital Twins counts', () => {
    const claims = (aud: string[]) => readSymptoms(`403 on ADT ${jwt({ ...appOnly, aud })}`).token?.audience;
    assert.equal(
      claims(['https://storage.azure.com', 'https://digitaltwins.azure.net/']),
      'https://digitaltwins.azure.net/',
    );
    assert.equal(claims(['https://storage.azure.com']), 'https://storage.azure.com');
  });

  it('of a cluster is none of Entra, and proves nothing', () => {
    const cluster = {
      iss: 'https://westeurope.oic.prod-aks.azure.com/',
      aud: ['api://AzureADTokenExchange'],
      exp: 1760429462,
    };
    const report = readSymptoms(`403 on ADT from our pod ${jwt(cluster)}`);
    assert.deepEqual([report.token, report.redacted], [undefined, ['jwt']]);
    const entra = { ...appOnly, iss: `https://sts.windows.net/${tenantId}/` };
    assert.equal(readSymptoms(`403 on ADT ${jwt(entra)}`).token?.tenantId, tenantId);
  });

  it('names its object where nothing else names anybody, and does not say who that is', () => {
    assert.deepEqual(readSymptoms(`403 on ADT ${jwt(delegated)}`).principal, { kind: 'unknown', id: objectId });
  });

  it('names the app where the token is the app’s own', () => {
    assert.deepEqual(readSymptoms(`403 on ADT ${jwt(appOnly)}`).principal, { kind: 'app', id: appId });
    const { idtyp: _, ...withoutType } = appOnly;
    assert.deepEqual(readSymptoms(`403 on ADT ${jwt(withoutType)}`).principal, { kind: 'app', id: appId });
  });

  it('leaves the identity to who is named in words', () => {
    const report = readSymptoms(`alex@contoso.com gets 403 on plant-a, his token: ${jwt(appOnly)}`);
    assert.deepEqual(report.principal, { kind: 'user', id: 'alex@contoso.com' });
    assert.equal(report.token?.appId, appId);
  });

  it('is read where a terminal broke it into lines, and as far as it was pasted', () => {
    const lines = jwt(delegated).replace(/.{72}/g, '$&\n');
    assert.equal(readJwts(lines)?.claims.objectId, objectId);
    const [head = '', payload = ''] = jwt(delegated).split('.');
    assert.equal(readJwts(`${head}.${payload.slice(0, -20)}`)?.claims.audience, 'https://management.azure.com/');
  });

  it('is read before an id token that stands in front of it', () => {
    const idToken = jwt({ aud: tenantId, oid: tenantId, preferred_username: 'alex@contoso.com' });
    assert.equal(readJwts(`${idToken} ${jwt(delegated)}`)?.claims.audience, 'https://management.azure.com/');
  });

  it('tells nothing if it is none', () => {
    assert.equal(readJwts('eyJub3QiOiJhIHRva2VuIGF0IGFsbCJ9'), undefined);
    assert.equal(readJwts(`eyJhbGciOiJub25lIn0.${'x'.repeat(40)}.y`), undefined);
  });
});

describe('claims in the clear', () => {
  it('are read from a decoded token', () => {
    assert.deepEqual(readClaims(JSON.stringify(delegated, null, 2))?.bearer, { kind: 'unknown', id: objectId });
  });

  it('are read from the output of az account get-access-token', () => {
    const output = JSON.stringify({
      accessToken: '[…]',
      expires_on: 1760429462,
      tenant: tenantId,
      tokenType: 'Bearer',
    });
    assert.deepEqual(readClaims(output)?.claims, { tenantId, expiresAt: '2025-10-14T08:11:02.000Z' });
  });

  it('are read from a diagnostic log', () => {
    const line = `{"resultSignature":"403","identity":{"claims":{"appId":"${appId}"}}}`;
    assert.deepEqual(readClaims(line)?.claims, { appId });
  });

  it('are read from a sentence', () => {
    assert.deepEqual(readClaims('my token has aud https://graph.microsoft.com')?.claims, {
      audience: 'https://graph.microsoft.com',
    });
  });

  it('are not made of an app id that stands alone', () => {
    assert.equal(readClaims(`app id ${appId}, tenant ${tenantId}, 403`), undefined);
  });
});
