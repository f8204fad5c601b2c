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
    ['a password by its short name', 'my pw: winter-2026', 'winter', 'password'],
    ['a password by a still shorter one', 'user alex, pass: winter-2026', 'winter', 'password'],
    ['a password with words before it', 'my password for the app twin-sync is now: winter-2026', 'winter', 'password'],
    ['a password for something', 'password for plant-a: winter-2026', 'winter', 'password'],
    ['a password that was typed', 'the password I typed was winter-2026.', 'winter', 'password'],
    ['a password behind is and a colon', 'password is: summer', 'summer', 'password'],
    ['a password behind a dash', 'pw - winter-2026', 'winter', 'password'],
    ['a password behind nothing', 'login alex@contoso.com password winter-2026 fails', 'winter', 'password'],
    ['a password of words', 'my password winter-green', 'winter', 'password'],
    ['a password in brackets', 'with my password (winter-2026)', 'winter', 'password'],
    ['a password in a table', '| password | winter-2026 |', 'winter', 'password'],
    ['a password before its name', 'winter-2026 is my password', 'winter', 'password'],
    ['what is used as a password', 'I use winter-2026 as the old pw', 'winter', 'password'],
    ['a user name with its password', 'creds: alex/winter-2026', 'winter', 'password'],
    ['the text of a new client secret', '"secretText": "abcdef"', 'abcdef', 'client-secret'],
    ['a client secret for something', 'client secret for twin-sync: abc-123-def', 'abc-123', 'client-secret'],
    ['a client secret like an id', 'client secret 22222222-3333-4444-8555-666666666666', '22222222', 'client-secret'],
    ['a client secret told in German', 'das Client-Geheimnis lautet abc123def', 'abc123', 'client-secret'],
    [
      'the password of az login over lines',
      'az login --service-principal \\\n  -u app \\\n  -p winter',
      'winter',
      'password',
    ],
    ['the password of another login', 'docker login acr.azurecr.io -u alex -p winter', 'winter', 'password'],
    [
      'a password given to a credential',
      'new UsernamePasswordCredential("alex@contoso.com", "winter", tenantId, "c")',
      'winter',
      'password',
    ],
    [
      'a password given to a credential of JavaScript',
      "new UsernamePasswordCredential(tenant, '11111111-2222-4333-8444-555555555555', 'alex', 'winter')",
      'winter',
      'password',
    ],
    ['a password that is set', 'builder.setPassword("winter")', 'winter', 'password'],
    ['the password of curl', 'curl -u alex:winter https://x', 'winter', 'basic-auth'],
    ['the password of curl in quotes', "curl --user 'alex:win ter' https://x", 'win ter', 'basic-auth'],
    ['the password of curl in a sentence', 'I called it with -u alex:winter and got 403', 'winter', 'basic-auth'],
    ['a password in XML', '<wsse:Password Type="x">winter</wsse:Password>', 'winter', 'password'],
    ['a client secret in XML', '<clientSecret>winter</clientSecret>', 'winter', 'client-secret'],
    [
      'a setting of an app',
      '{"name": "AZURE_CLIENT_SECRET", "slotSetting": false, "value": "winter"}',
      'winter',
      'client-secret',
    ],
    ['a setting of an app, value first', '{"value": "winter", "name": "DB_PASSWORD"}', 'winter', 'password'],
    ['a setting in a table', 'AZURE_CLIENT_SECRET    False    winter', 'winter', 'client-secret'],
    ['a setting in XML', '<add key="ClientSecret" value="winter" />', 'winter', 'client-secret'],
    ['a setting with a key', '{"name":"COSMOS_ACCESS_KEY","value":"winter"}', 'winter', 'api-key'],
    ['a secure string', "ConvertTo-SecureString -AsPlainText 'winter' -Force", 'winter', 'password'],
    ['a secure string, bare', 'ConvertTo-SecureString -String winter -AsPlainText -Force', 'winter', 'password'],
    ['a secure string behind a pipe', "'winter' | ConvertTo-SecureString -AsPlainText -Force", 'winter', 'password'],
    ['a cookie in JSON', '{"Cookie": "session=abc; other=def"}', 'other=def', 'cookie'],
    ['a list of cookies', '"set-cookie": ["a=abc; Path=/", "b=def"]', 'b=def', 'cookie'],
    ['a cookie in a recording of the browser', '{"name":"Cookie","value":"session=abc"}', 'session=abc', 'cookie'],
    [
      'basic authentication in a recording of the browser',
      '{"name":"Authorization","value":"Basic YWxleDpodW50ZXIy"}',
      'YWxleDpodW50ZXIy',
      'basic-auth',
    ],
    ['a password in a URL without a user', 'rediss://:hunter@cache.contoso.com:6380', 'hunter', 'password'],
    [
      'the header of a managed identity',
      'IDENTITY_HEADER=853b9a84-5bfa-4b22-a3f3-0b9a43d9ad8a',
      '853b9a84',
      'identity-header',
    ],
    ['the same in a request', 'X-IDENTITY-HEADER: 853b9a84', '853b9a84', 'identity-header'],
    ['an access key told in words', 'the access key is abcdef0123456789abcdef', 'abcdef0123', 'api-key'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----\nrest', 'MIIabc', 'private-key'],
  ];
  for (const [what, text, secret, kind] of cases) {
    it(`removes ${what}`, () => {
      const result = redact(text);
      assert.ok(!result.text.includes(secret), result.text);
      assert.deepEqual(result.redacted, [kind]);
    });
  }

  function becomes(rows: readonly (readonly [text: string, safe: string])[]): void {
    for (const [text, safe] of rows) assert.equal(redact(text).text, safe);
  }

  it('removes a secret whatever characters a chat program makes of quotes, dashes and spaces', () => {
    becomes([
      ['Password：hunter22', 'Password:[redacted password]'],
      ['パスワード：hunter22', 'パスワード:[redacted password]'],
      ['my password “winter”', 'my password "[redacted password]"'],
      ['password – winter-2026', 'password - [redacted password]'],
      ['password — winter\u20112026 \u2015', 'password - [redacted password] -'],
      ['mot de passe\u00a0: winter', 'mot de passe : [redacted password]'],
      ['password: hun\u200bter\u00ad22', 'password: [redacted password]'],
    ]);
    const typographic = '“403” – on plant‑a\r\n';
    assert.equal(redact(typographic).text, typographic, 'what holds no secret stays as it is');
  });

  it('removes the whole of a secret, whatever signs are in it', () => {
    becomes([
      ['password: Tr0ub4dor&3xK9', 'password: [redacted password]'],
      ['Server=x;Pwd=Tr0ub4dor&3xK9;Encrypt=true', 'Server=x;Pwd=[redacted password];Encrypt=true'],
      ['Server=x;Pwd=ab;cd9;User Id=sa', 'Server=x;Pwd=[redacted password];User Id=sa'],
      ["password: it's2026<3, I typed", 'password: [redacted password], I typed'],
      ['password: ab"cd>9 and more', 'password: [redacted password] and more'],
      ['{"cmd":"login password=abc9"}', '{"cmd":"login password=[redacted password]"}'],
      ['<a href="https://x/?sig=abc&amp;se=1">x</a>', '<a href="https://x/?sig=[redacted sas]&amp;se=1">x</a>'],
      ['client_id=a&client_secret=b&c9&scope=d', 'client_id=a&client_secret=[redacted client-secret]&scope=d'],
      ['https://alex:p@ss9@host/x', 'https://alex:[redacted password]@host/x'],
      ['**Password:** winter', '**Password:** [redacted password]'],
      ["if (password == 'abc')", "if (password == '[redacted password]')"],
    ]);
  });

  for (const text of [
    'Strict-Transport-Security: REDACTED',
    'client_secret=<your-client-secret>',
    'curl -H "Authorization: Bearer $TOKEN"',
    'password: ********',
    'const secret = process.env.CLIENT_SECRET;',
    'my client secret is expired',
    'the bearer token is missing',
    'my secret expired',
    'my secret expired 2025-10-14',
    'the client secret (expired 2025-10-14) is old',
    'the secret is valid until 2026-10-14T08:11:02Z',
    'password reset',
    'Password reset: still 403 on plant-a',
    'with my password: 403 Forbidden',
    'Password: AADSTS50126 Error validating credentials',
    'client secret was rotated',
    'our client secret was rotated 12345 times on plant-a1',
    'pass the token',
    'I pass plant-a1 as the instance',
    'we pass 11111111-2222-4333-8444-555555555555 as client_id',
    'all tests pass: 200 OK',
    'a bypass 12345678',
    'my passport 12345678',
    'my password is wrong!',
    'is my password still the same?',
    'my password is 90 days old',
    'the password for alex@contoso.com was changed',
    'reset the password alex@contoso.com',
    'password self-service, password write-back and password-less sign-in',
    'the password is user-assigned',
    'client secret id 11111111-2222-4333-8444-555555555555',
    'the client secret of 11111111-2222-4333-8444-555555555555 is gone',
    'client secret for app: 11111111-2222-4333-8444-555555555555',
    'secret twins-client-secret: forbidden',
    'Secret twin-sync-secret-1 was not found',
    '{"name":"MICROSOFT_PROVIDER_AUTHENTICATION_SECRET_SETTING_NAME","value":"abc"}',
    '{"name":"AZURE_CLIENT_SECRET","value":"@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)"}',
    '{"name":"AZURE_CLIENT_SECRET","value":null}',
    '"cookies": []',
    'docker run -u 1000:1000 image',
    'the log says -u alex:$PASSWORD',
    'ConvertTo-SecureString $plain -AsPlainText',
    'UsernamePasswordCredential(user, password, tenant, client)',
    'http://localhost:7071?user=a@b',
    'the key is that we need a token',
    '403 is my secret',
    'credentials: DefaultAzureCredential',
    'using credentials: 11111111-2222-4333-8444-555555555555',
    'pw?',
    'I changed my password - plant-a still answers 403',
    'with the new password plant-a answers 403',
    'the password is Base64-encoded',
    'the primary key is id12345',
    'docker login and run -p 8080:80',
    'git push -u origin:main',
    'how do I reset the pw',
    'PWD=/home/alex',
    'HTTP/1.1 403 Forbidden\r\nContent-Length: 0',
  ]) {
    it(`leaves ${JSON.stringify(text)} alone`, () => assert.deepEqual(redact(text), { text, redacted: [] }));
  }

  it('lets nothing beside the word for a secret become an instance, a caller or an id', () => {
    for (const text of [
      'I get 403 on Azure Digital Twins, my pw: winter-2026',
      'I get 403 on Azure Digital Twins, my password winter-green',
      'I get 403 on Azure Digital Twins, our secret winter-green',
      'I get 403 on Azure Digital Twins, the client secret (winter-2026)',
      'I get 403 on Azure Digital Twins and winter-2026 is my password',
      '403 for my app on ADT plant-a, client secret 22222222-3333-4444-8555-666666666666',
      'az login --service-principal \\\n -u twin-sync \\\n -p winter-2026\n403 on ADT',
      '403 on ADT with <code>pw</code> <b>winter-2026</b>',
    ]) {
      assert.doesNotMatch(JSON.stringify(readSymptoms(text)), /winter|22222222/, text);
    }
    for (const text of [
      'I changed my password - plant-a still answers 403',
      'Changed the client secret, plant-a gives 403',
      'with the new client secret plant-a answers 403',
    ]) {
      assert.equal(readSymptoms(text).instance?.name, 'plant-a', text);
    }
    const { instance, principal } = readSymptoms('403 on ADT plant-a with app twin-sync, whose client secret expired');
    assert.deepEqual([instance?.name, principal?.id], ['plant-a', 'twin-sync']);
  });

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
      'pw ',
      'pass: ',
      ' is ',
      ' - ',
      ' for the app: ',
      ' is my password',
      'creds a/',
      'client secret ',
      '{"name":"DB_PASSWORD","value":"',
      '"value":"',
      '","name":"API_KEY"',
      'X_SECRET  False  ',
      '-u alex:',
      '<password>',
      '</password>',
      'ConvertTo-SecureString ',
      "' | ConvertTo-SecureString",
      'login -p ',
      'identity-header: ',
      '"cookies":[',
      '：',
      '“',
      'winter-2026',
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
    (s) => `my pw: ${s}`,
    (s) => `password – ${s}`,
    (s) => `my password “${s}”`,
    (s) => `the client secret ${s} does not work`,
    (s) => `passwort für die app ist: ${s}`,
    (s) => `${s} is my password`,
    (s) => `{"name":"AZURE_CLIENT_SECRET","value":"${s}"}`,
    (s) => `curl -u alex:${s} https://x`,
    (s) => `<password>${s}</password>`,
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
