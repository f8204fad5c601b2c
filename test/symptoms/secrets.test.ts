import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';
import { redact } from '../../src/symptoms/secrets.ts';

const jwt = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwczovL2RpZ2l0YWx0d2lucyJ9.${'Qm9ndXMtc2lnbmF0dXJl'.repeat(4)}`;
const base64Key = `${'Zm9vYmFyYmF6'.repeat(7)}QQ==`;
const shortKey = `${'Zm9vYmFyYmF6'.repeat(3)}QUJDREV=`;
const clientSecret = `abc8Q~${'notARealSecret_'.repeat(2)}x.y~`;

describe('redact', () => {
  const cases: readonly (readonly [what: string, text: string, secret: string, kind: string])[] = [
    ['a bearer token', `Authorization: Bearer ${jwt}`, jwt, 'jwt'],
    ['a token in a URL', `https://x/?t=Bearer%20${jwt}&y=1`, jwt, 'jwt'],
    ['a token broken into lines', jwt.replace(/.{64}/g, '$&\n'), 'Qm9ndXMtc2lnbmF0dXJlQm9n', 'jwt'],
    ['an opaque bearer token', 'authorization: bearer abcdefghij0123456789', 'abcdefghij0123456789', 'bearer-token'],
    ['a client secret by its shape', `I used ${clientSecret} here`, clientSecret, 'client-secret'],
    ['a client secret in the environment', 'AZURE_CLIENT_SECRET=s3cr3t-value', 's3cr3t-value', 'client-secret'],
    ['a client secret in JSON', '{"clientSecret": "s3cr3t \\" value"}', 's3cr3t', 'client-secret'],
    ['a client secret in JSON in JSON', '{"a":"{\\"client_secret\\":\\"s3cr3t\\"}"}', 's3cr3t', 'client-secret'],
    ['a client secret told in words', 'the client secret is s3cr3t-value!', 's3cr3t-value', 'client-secret'],
    [
      'a client secret given to a credential',
      'new ClientSecretCredential("t", "c", "s3cr3t")',
      's3cr3t',
      'client-secret',
    ],
    ['the password of az login', 'az login --service-principal -u app -p s3cr3t --tenant t', 's3cr3t', 'password'],
    ['a password', 'Password: hunter2', 'hunter2', 'password'],
    ['a password in a connection string', 'Server=x;Password=hunter2;Encrypt=true', 'hunter2', 'password'],
    ['a password in a URL', 'https://alex:hunter2@example.com/', 'hunter2', 'password'],
    [
      'an account key',
      `DefaultEndpointsProtocol=https;AccountName=x;AccountKey=${base64Key};`,
      base64Key,
      'connection-string',
    ],
    [
      'a shared access key',
      'HostName=h;SharedAccessKeyName=owner;SharedAccessKey=abc123=',
      'abc123=',
      'connection-string',
    ],
    ['a key on its own', `key ${base64Key} was used`, base64Key, 'account-key'],
    ['a key of 32 bytes', `key ${shortKey}`, shortKey, 'account-key'],
    ['a key behind a longer word with the same end', `${'Zm9v'.repeat(20)}= ${base64Key}`, base64Key, 'account-key'],
    ['a key behind another', `${shortKey} ${base64Key}`, base64Key, 'account-key'],
    ['a SAS signature', 'https://x.blob.core.windows.net/c?sv=2022&sig=abc%2Bdef%3D&se=1', 'abc%2Bdef%3D', 'sas'],
    ['a refresh token', '"refresh_token":"0.AXoAabcdefghijk"', '0.AXoAabcdefghijk', 'refresh-token'],
    ['an opaque access token', 'access_token=abcdefgh12345678', 'abcdefgh12345678', 'access-token'],
    ['an API key', 'x-api-key: abc123', 'abc123', 'api-key'],
    ['a function key in a header', 'x-functions-key: abc123', 'abc123', 'function-key'],
    [
      'a function key in a URL',
      'https://func-ingest.azurewebsites.net/api/ingest?code=AbCdEfGhIjKlMnOpQr12==',
      'AbCdEfGhIjKlMnOpQr12',
      'function-key',
    ],
    ['a function key by its shape', `key ${'aB3_'.repeat(11)}AzFu12ab==`, 'AzFu', 'function-key'],
    [
      'a client secret in a logged form',
      'client_id%3Dabc%26client_secret%3Ds3cr3t%2Bvalue%26x',
      's3cr3t',
      'client-secret',
    ],
    ['a password in encoded JSON', '%7B%22password%22%3A%22hunter2%22%7D', 'hunter2', 'password'],
    ['a doubly encoded signature', 'url=https%253A%252F%252Fx%253Fsig%253Dabcdef12%2526se%253D1', 'abcdef12', 'sas'],
    ['a client secret given to a builder', '.clientSecret("s3cr3t")', 's3cr3t', 'client-secret'],
    ['a client secret given to a cmdlet', 'Connect-X -ClientSecret s3cr3t', 's3cr3t', 'client-secret'],
    ['a password told in German', 'mein Passwort lautet Hunter2x!', 'Hunter2x', 'password'],
    ['a password told in Spanish', 'la contraseña es hunter22', 'hunter22', 'password'],
    ['a password told in Japanese', 'パスワードはhunter22です', 'hunter22', 'password'],
    ['a refresh token by its shape', `0.AXoA${'abcDEF123_'.repeat(9)}`, 'abcDEF123_abc', 'refresh-token'],
    ['a token indented over lines', jwt.replace(/.{64}/g, '$&\n   '), 'Qm9ndXMtc2lnbmF0dXJlQm9n', 'jwt'],
    ['a cookie', 'Cookie: session=abc; other=def\nHost: x', 'session=abc', 'cookie'],
    ['basic authentication', 'Authorization: Basic YWxleDpodW50ZXIy', 'YWxleDpodW50ZXIy', 'basic-auth'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----\nrest', 'MIIabc', 'private-key'],
  ];
  for (const [what, text, secret, kind] of cases) {
    it(`removes ${what}`, () => {
      const result = redact(text);
      assert.ok(!result.text.includes(secret), result.text);
      assert.deepEqual(result.redacted, [kind]);
    });
  }

  for (const text of [
    'Strict-Transport-Security: REDACTED',
    'client_secret=<your-client-secret>',
    'curl -H "Authorization: Bearer $TOKEN"',
    'password: ********',
    'const secret = process.env.CLIENT_SECRET;',
    'my client secret is expired',
    'the bearer token is missing',
    'PWD=/home/alex',
    'HTTP/1.1 403 Forbidden\r\nContent-Length: 0',
  ]) {
    it(`leaves ${JSON.stringify(text)} alone`, () => assert.deepEqual(redact(text), { text, redacted: [] }));
  }

  it('leaves what stands around a secret', () => {
    const { text } = redact('403 on plant-a, client_secret=s3cr3t, as app twin-dashboard');
    assert.equal(text, '403 on plant-a, client_secret=[redacted client-secret], as app twin-dashboard');
  });

  it('names each kind once', () => {
    assert.deepEqual(redact(`${jwt} and ${jwt} password=a1`).redacted, ['jwt', 'password']);
  });

  const fragment = fc.oneof(
    fc.constantFrom(
      'password',
      'password=',
      ' :',
      '=',
      '"',
      "'",
      '\\"',
      ' ',
      '\n',
      ';',
      '&',
      ',',
      ']',
      '[',
      'sig=',
      'client_secret=',
      'secret is ',
      'Bearer ',
      'Authorization: Basic ',
      'cookie: ',
      'token:',
      '://u:',
      '@',
      '[redacted jwt]',
      '[redacted ',
      'eyJ',
      '.',
      'az login -p ',
      '--password ',
      'AccountKey=',
      '?code=',
      '-----BEGIN PRIVATE KEY-----',
      '-----END',
      'abc8Q~',
      'ghp_',
      '<a b>',
      'null',
      jwt,
    ),
    fc.string({ maxLength: 40 }),
    fc.stringMatching(/^[A-Za-z0-9+/=_-]{1,90}$/),
  );
  const pasted = fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join(''));

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(pasted, (text) => {
        const once = redact(text).text;
        assert.equal(redact(once).text, once);
      }),
      { numRuns: 3000 },
    );
  });

  /** Looks like a real secret, so that it is no word and no stand-in. */
  const secretValue = fc.stringMatching(/^[A-Z][a-z]{4}[0-9]{4}[A-Za-z0-9_~-]{8,40}[A-Za-z0-9]$/);
  const carrier = fc.constantFrom<(secret: string) => string>(
    (s) => `client_secret=${s}`,
    (s) => `AZURE_CLIENT_SECRET: "${s}"`,
    (s) => `my client secret is ${s}`,
    (s) => `{"password":"${s}"}`,
    (s) => `password is ${s}.`,
    (s) => `Authorization: Bearer ${s}`,
    (s) => `Endpoint=sb://x/;SharedAccessKey=${s}`,
    (s) => `https://x/y?sig=${s}&se=2`,
    (s) => `az login --service-principal -u a -p ${s}`,
    (s) => `--client-secret ${s} --tenant t`,
    (s) => `'refresh_token': '${s}'`,
    (s) => `x-api-key: ${s}`,
    (s) => `https://alex:${s}@host/`,
  );

  it('lets no secret through to the text or to a report', () => {
    fc.assert(
      fc.property(fc.string(), carrier, secretValue, fc.string(), (before, carry, secret, after) => {
        const text = `${before}\n403 on ADT plant-a ${carry(secret)}\n${after}`;
        assert.ok(!redact(text).text.includes(secret));
        const report = readSymptoms(text);
        assert.ok(!JSON.stringify(report).includes(secret));
        assert.ok(report.redacted.length > 0);
      }),
      { numRuns: 500 },
    );
  });

  it('never throws, and neither does reading', () => {
    fc.assert(
      fc.property(fc.oneof(pasted, fc.string({ unit: 'binary', maxLength: 400 })), (text) => {
        redact(text);
        readSymptoms(text);
      }),
      { numRuns: 1000 },
    );
  });
});
