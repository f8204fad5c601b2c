import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

describe('the simulated tenant as a process of its own', () => {
  it('prints how to reach it and goes when told to', async () => {
    const child = spawn(process.execPath, ['playground/azure/serve.ts', '--fault', 'arm:429'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const { endpoints, caCertificate, bot } = JSON.parse(line);
    assert.match(endpoints.arm, /^https:\/\/localhost:\d+$/);
    assert.match(caCertificate, /BEGIN CERTIFICATE/);
    assert.ok(bot.appId && bot.secret);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
  });
});
