import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { createFileReader, FileError } from '../../src/teams/read-file.ts';
import { type FileServer, gives, startFileServer } from '../support/file-server.ts';

const megabyte = 1024 * 1024;

function leadsTo(location: string) {
  return (response: ServerResponse) => {
    response.writeHead(302, { location });
    response.end();
  };
}

describe('reading an attached file', () => {
  let server: FileServer;
  let read: (path: string, name?: string) => Promise<string>;

  before(async () => {
    server = await startFileServer({
      '/a.log': gives('403 – Zugriff verweigert'),
      '/utf16.txt': gives(Buffer.from('\ufeff403', 'utf16le')),
      '/bom.txt': gives('\ufeff403'),
      '/full': gives('x'.repeat(megabyte)),
      '/over': gives('x'.repeat(megabyte + 1)),
      '/endless': (response) => {
        response.writeHead(200, { 'content-type': 'text/plain' });
        response.on('error', () => undefined);
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
      '/cut': (response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('half');
        response.destroy();
      },
      '/zip': gives('PK', 'application/zip'),
      '/binary.log': gives(Buffer.from([1, 0, 2, 0, 0, 7])),
      '/page.log': gives('<html>', 'text/html'),
      '/gone': gives('', 'text/plain', 410),
      '/denied': gives('', 'text/plain', 403),
      '/broken': gives('', 'text/plain', 500),
      '/moved': leadsTo('/a.log'),
      '/away': leadsTo('http://169.254.169.254/'),
      '/round': leadsTo('/round'),
    });
    const reader = createFileReader({ origins: [server.origin] });
    read = (path, name = 'a.log') => reader.read({ name, url: `${server.origin}${path}` });
  });
  after(() => server?.close());

  it('gives its text, in UTF-8 and in UTF-16', async () => {
    assert.equal(await read('/a.log'), '403 – Zugriff verweigert');
    assert.equal(await read('/utf16.txt', 'A.TXT'), '403');
    assert.equal(await read('/bom.txt', 'a.json'), '403');
  });

  it('takes one megabyte', async () => {
    assert.equal((await read('/full')).length, megabyte);
  });

  it('follows a redirect to the same host', async () => {
    assert.equal(await read('/moved'), '403 – Zugriff verweigert');
  });

  const faults: [path: string, code: FileError['code'], name?: string][] = [
    ['/over', 'too-large'],
    ['/endless', 'too-large'],
    ['/cut', 'failed'],
    ['/zip', 'wrong-type'],
    ['/a.log', 'wrong-type', 'a.docx'],
    ['/a.log', 'wrong-type', 'a.log.exe'],
    ['/binary.log', 'no-text'],
    ['/page.log', 'expired'],
    ['/gone', 'expired'],
    ['/denied', 'expired'],
    ['/broken', 'failed'],
    ['/away', 'not-allowed'],
    ['/round', 'not-allowed'],
  ];
  for (const [path, code, name] of faults) {
    it(`refuses ${name ?? path}: ${code}`, async () => {
      await assert.rejects(read(path, name), (error) => error instanceof FileError && error.code === code);
    });
  }

  it('asks nobody else', async () => {
    const reader = createFileReader();
    const asked = server.requests.length;
    await assert.rejects(reader.read({ name: 'a.log', url: `${server.origin}/a.log` }), { code: 'not-allowed' });
    assert.equal(server.requests.length, asked);
  });

  it('sends nothing that signs in', () => {
    const names = new Set(server.requests.flatMap(({ headers }) => Object.keys(headers)));
    assert.deepEqual([...names].sort(), ['accept', 'accept-encoding', 'connection', 'host']);
  });
});
