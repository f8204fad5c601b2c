import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';

const folder = new URL('../../src/symptoms/', import.meta.url);
const literal = /(?<=^|[\s(,[!?:=>])\/(?![/*])((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[\n])+)\/[dgimsuvy]*/g;
const piece = /`(?:\\.|[^`\\])*`|'(?:\\.|[^'\\\n])*'/g;

/** Every regular expression of a file, and every piece of text that one is put together from. */
function patterns(source: string): string[] {
  const code = source.replace(/\/\*\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const literals = [...code.matchAll(literal)].map((match) => match[1] ?? '');
  const pieces = [...code.replace(literal, '').matchAll(piece)].map(([text]) =>
    text.slice(1, -1).replace(/\$\{[^}]*\}/g, 'x'),
  );
  return [
    ...literals,
    ...pieces.filter((text) => /\(\?|\\\\[bwsd]|\]\{/.test(text)).map((text) => text.replace(/\\\\/g, '\\')),
  ];
}

/** Escapes and character classes hold no quantifier. */
function bones(pattern: string): string {
  return pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
}

describe('the patterns of src/symptoms', () => {
  const files = globSync('**/*.ts', { cwd: folder });
  for (const file of files) {
    it(`repeat nothing without a bound in ${file}, so that no text makes them slow`, () => {
      const unbounded = patterns(readFileSync(new URL(file, folder), 'utf8')).filter((pattern) =>
        /[*+]|\{\d+,\}/.test(bones(pattern)),
      );
      assert.deepEqual(unbounded, []);
    });
  }

  it('are found by this test', () => {
    const source = readFileSync(new URL('other-services.ts', folder), 'utf8');
    assert.ok(patterns(source).length > 30);
    assert.deepEqual(patterns('const a = /x+(?:y)*/;').map(bones), ['x+(?:y)*']);
    assert.deepEqual(patterns(String.raw`new RegExp('\\b(?:a)\\w+')`).map(bones), ['x(?:a)x+']);
  });

  for (const unit of [
    'a',
    'a-',
    'a ',
    '1 ',
    'eyJ',
    'eyJhbGciOiJSUzI1NiJ9.',
    'secret:',
    'password=<a',
    'password="',
    'client_secret ',
    'az dt ',
    'on the instance named ',
    '403 on ',
    'a@a.',
    'give a ',
    'need access to ',
    '://a:',
    '\n',
    ' ',
    '{"error":',
    'cookie: ',
    '-----BEGIN PRIVATE KEY-----',
    '[redacted ',
    'sig=',
    'bearer ',
    'function app is ',
    'ClientSecretCredential("a","b",',
    'GET https://a',
    'x.api.weu.',
    "The client '",
    'A1+/',
    '8Q~',
    'update the a ',
    'says ',
    'our function ',
    '\\"',
    'import job storage ',
    'events not ',
    'event route ',
    '3d scenes ',
    'works locally ',
    'GET /models ',
    'GET https://x.api.weu.digitaltwins.azure.net/models ',
    'method: ',
    '<p ',
    '<p>',
    '&quot;',
    'the app ',
    'app a-b ',
    'a-b-',
    'aud: https://',
    '2025-10-14T08:11:02Z ',
    'ich kann nicht ',
    'no tengo el ',
    "je n'ai pas ",
    'モデル',
    'plant-a に',
    '403 ',
    'client_secret%3D',
    '%253D',
    '/api/a?b=c&',
    '0.AAAA',
    'az dt ',
    'Microsoft.DigitalTwins/models/',
    'can you give ',
    'approved the ',
    'update the model of ',
    'status: ',
    'content-length: ',
    'digital twins instance ',
    'treat as a@b.cd ',
    '**ab** ',
    '<b>ab</b>',
    '[a](https://a ',
    'make sure he has ',
    'enable a for ',
    "AADSTS65001 ID '",
    'as me ok ',
    'userAssignedIdentities/',
    'https://a.blob.core.windows.net/',
    'aud: https://a',
    'import job ',
    'select from ',
    'body: ',
    'quary creat ',
    'data sender ',
    'add a b to ',
    'on factory ',
    'instance is called ',
    'create them ',
    'models it ',
    'resultCode,',
    'status\n403,',
    'bitte a von b ',
    'in der instanz a ',
    'HostName=a;b=c;',
    "'s role from ",
    'my a access ',
    'room 403 ',
    'for ada byron ',
    'For Ada Byron (',
    '"path": "/models" ',
    'DigitalTwins Add ',
    'listModels is ok ',
    'identity of the digital twins instance ',
    'PUT /jobs/imports/a ',
    "invalid status code 'Conflict' ",
    'one of our ',
    'instead of AADSTS65001 ',
    'wird von a b ',
    'Adele さんに ',
    'pw ',
    'pw is for ',
    'secret of a b ',
    ' is my password',
    'login -',
    'value="secret',
    '"name":"secret',
    '"cookies":[',
    '<secret',
    'secret  false  ',
    'password=&;',
    'Credential("a",',
    '-u a:',
    "' | ConvertTo-SecureString",
  ]) {
    it(`stand 100 KB of ${JSON.stringify(unit)}`, () => {
      assert.equal(typeof readSymptoms(unit.repeat(100_000 / unit.length)).kind, 'string');
    });
  }
});
