import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from '../../src/store/folder-lock.ts';

describe('the lock of a data folder', () => {
  let folder: string;
  let file: string;

  beforeEach(function makeFolder() {
    folder = mkdtempSync(join(tmpdir(), 'adt-support-lock-'));
    file = join(folder, 'lock');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function leave(pid: number, host: string, secondsAgo = 0): void {
    writeFileSync(file, JSON.stringify({ pid, host }));
    const then = new Date(Date.now() - secondsAgo * 1000);
    utimesSync(file, then, then);
  }

  const refused = { name: 'StoreError', code: 'folder-locked' };

  it('is taken once and again after its release', () => {
    const release = lockFolder(folder);
    assert.throws(() => lockFolder(folder), refused);
    release();
    release();
    lockFolder(folder)();
    assert.equal(existsSync(file), false);
  });

  it('names the process that holds it and the file', () => {
    leave(process.ppid, hostname());
    assert.throws(
      () => lockFolder(folder),
      (error: Error) => error.message.includes(`process ${process.ppid} `) && error.message.includes(file),
    );
  });

  it('is taken over from a process that is dead', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    leave(pid, hostname());
    lockFolder(folder)();
  });

  it('is taken over from a predecessor that had the same process id, as in a container', () => {
    leave(process.pid, hostname());
    lockFolder(folder)();
  });

  it('is respected while a process on another host keeps it fresh', () => {
    leave(1, 'another-host', 15);
    assert.throws(() => lockFolder(folder), refused);
  });

  it('is taken over from a process on another host that has fallen silent', () => {
    leave(1, 'another-host', 60);
    lockFolder(folder)();
  });

  it('is taken over when the file is cut short, but not at once', () => {
    writeFileSync(file, '{"pid":');
    assert.throws(() => lockFolder(folder), refused);
    utimesSync(file, new Date(0), new Date(0));
    lockFolder(folder)();
  });

  it('cannot be taken where nothing can be written', () => {
    assert.throws(() => lockFolder(join(folder, 'not-there')), { name: 'StoreError', code: 'folder-not-writable' });
  });
});
