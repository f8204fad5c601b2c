import assert from 'node:assert/strict';
import { fileAddress, isPublicAddress, lookupPublic } from '../../src/teams/file-address.ts';

describe('where a file may be fetched from', () => {
  const fine = [
    'https://contoso.sharepoint.com/sites/x/_layouts/15/download.aspx?UniqueId=1&tempauth=abc',
    'https://contoso-my.sharepoint.com/personal/alex/error.log',
    'https://contoso.sharepoint.us/error.log',
    'https://onedrive.live.com/download?id=1',
    'https://abc.files.1drv.com/y4m',
  ];
  for (const url of fine) it(url.slice(0, 50), () => assert.equal(fileAddress(url, [])?.href, url));

  const refused = [
    'http://contoso.sharepoint.com/error.log',
    'https://contoso.sharepoint.com:8443/error.log',
    'https://contoso.sharepoint.com@evil.example/error.log',
    'https://evil.example@contoso.sharepoint.com/error.log',
    'https://contoso.sharepoint.com.evil.example/',
    'https://evilsharepoint.com/',
    'https://evil.example/contoso.sharepoint.com',
    'https://evil.example/?x=.sharepoint.com',
    'https://evil.example#.sharepoint.com',
    'https://169.254.169.254/metadata/identity/oauth2/token',
    'https://[::1]/',
    'https://2130706433/',
    'https://localhost/',
    'http://127.0.0.1:3000.sharepoint.com/',
    'file:///etc/passwd',
    'data:text/plain,403',
    'javascript:alert(1)',
    '//contoso.sharepoint.com/x',
    '',
  ];
  for (const url of refused) {
    it(`not ${url || 'nothing'}`, () => assert.equal(fileAddress(url, ['http://127.0.0.1:3000']), undefined));
  }

  it('is also what code allows, and only that', () => {
    assert.ok(fileAddress('http://127.0.0.1:3000/a.log', ['http://127.0.0.1:3000']));
    assert.equal(fileAddress('http://127.0.0.1:3001/a.log', ['http://127.0.0.1:3000']), undefined);
  });
});

describe('an address of the internet', () => {
  const inner = [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::a00:1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
  ];
  for (const address of inner) {
    it(`is not ${address}`, () =>
      assert.equal(isPublicAddress({ address, family: address.includes(':') ? 6 : 4 }), false));
  }
  for (const address of ['13.107.136.10', '52.104.1.1', '172.32.0.1', '2620:1ec:8f8::10']) {
    it(`is ${address}`, () => assert.equal(isPublicAddress({ address, family: address.includes(':') ? 6 : 4 }), true));
  }

  it('is what a name has to lead to', async () => {
    for (const all of [true, false]) {
      const error = await new Promise((resolve) => lookupPublic('localhost', { all }, resolve));
      assert.match(String(error), /no public address/);
    }
  });

  it('is none of a name that does not exist', async () => {
    const error = await new Promise((resolve) => lookupPublic('nothing.invalid', {}, resolve));
    assert.ok(error instanceof Error);
  });
});
