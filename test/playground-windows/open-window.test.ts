import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWindow, type WindowRequest } from '../../playground/windows/open-window.ts';
import { alex, settings } from './contoso-window.ts';

describe('a chat window', () => {
  let folder: string;
  let request: WindowRequest;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'adt-support-windows-'));
    request = { ...settings, botEndpoint: 'http://127.0.0.1:9/api/messages', port: 0, folder };
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('opens beside another that has the wished port, for this machine only, and leaves nothing behind', async () => {
    const first = await openWindow(request);
    const second = await openWindow({ ...request, port: Number(new URL(first.url).port) });
    try {
      assert.notEqual(second.url, first.url);
      assert.match(await (await fetch(second.url)).text(), /<html/);
      for (const address of outwardAddresses()) {
        await assert.rejects(fetch(`http://${address}:${new URL(first.url).port}`), address);
      }
      assert.match(await readFile(first.log, 'utf8'), /Listening on/);
    } finally {
      await Promise.all([first.close(), second.close()]);
    }
    await assert.rejects(fetch(first.url));
    assert.deepEqual(await readdir(folder), []);
  });

  it('says why it did not open', async () => {
    const team = { ...settings.team, channel: { ...settings.team.channel, id: settings.team.id } };
    await assert.rejects(openWindow({ ...request, team }), {
      code: 'WINDOW_NOT_OPENED',
      message: new RegExp(`${alex.displayName} did not open.*channels ID must be unique`, 's'),
    });
  });
});

function outwardAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
}
