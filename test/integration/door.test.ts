import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import type { TokenFlaws } from '../support/teams-double/channel-token.ts';
import { signingKey } from '../support/teams-double/signing-keys.ts';
import { type Stage, setStage } from './stage.ts';

const foreignTenant = '9f3b1c52-0e4a-4b7e-8f6d-2a1c0d9e8b77';

describe('the door', () => {
  let stage: Stage;
  const printed = console.error;

  before(async () => {
    stage = await setStage();
    // The package that checks tokens prints what was wrong with each.
    console.error = () => {};
  });
  after(async () => {
    console.error = printed;
    await stage?.close();
  });
  beforeEach(() => {
    stage.tenant.calls.length = 0;
  });

  /** What Alex would send, changed. */
  function message(change: Record<string, unknown> = {}): Record<string, unknown> {
    const { account, channelData } = stage.person('alex').chat;
    const objectId = stage.person('alex').objectId;
    return {
      type: 'message',
      id: 'm-1',
      channelId: 'msteams',
      serviceUrl: stage.teams.connector.serviceUrl,
      from: { id: `29:${objectId}`, name: 'Alex Wilber', aadObjectId: objectId },
      recipient: { id: `28:${stage.tenant.bot.appId}`, name: 'ADT Support' },
      conversation: account,
      channelData,
      text: '403 on plant-a',
      ...change,
    };
  }

  function assertNothingDone() {
    assert.deepEqual(stage.teams.connector.calls, []);
    assert.deepEqual(
      stage.tenant.calls.filter(({ service }) => service !== 'entra'),
      [],
    );
  }

  const flaws: Record<string, TokenFlaws | 'none'> = {
    'no token': 'none',
    'an expired token': { expired: true },
    'a forged signature': { forged: true },
    'a token for another bot': { audience: '11111111-2222-4333-8444-555555555555' },
    'a token of another issuer': { issuer: 'https://issuer.example' },
    'a token for another service url': { serviceUrl: 'https://smba.example/' },
  };
  for (const [what, token] of Object.entries(flaws)) {
    it(`stays shut for ${what}, and says no more than that`, async () => {
      const answer = await stage.teams.post(message(), token);
      assert.deepEqual(answer, { status: 401, body: { error: 'unauthorized' } });
      assertNothingDone();
    });
  }

  it('stays shut for anything else in the header', async () => {
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa('{"iss":"https://api.botframework.com"}')}.`;
    const key = await signingKey('channel');
    const skill = await key.sign({ ver: '1.0', iss: 'https://sts.windows.net/x/', aud: 'a', appid: 'b' });
    for (const authorization of ['Bearer', 'Bearer ', 'Basic YWxleDphbGV4', `Bearer ${unsigned}`, `Bearer ${skill}`]) {
      const answer = await send(JSON.stringify(message()), { authorization });
      assert.deepEqual(answer, { status: 401, body: '{"error":"unauthorized"}' }, authorization);
    }
    assertNothingDone();
  });

  it('stays shut for a channel that the token’s key does not speak for', async () => {
    for (const channelId of ['emulator', 'webchat', 'AseChannel', undefined]) {
      const { status } = await stage.teams.post(message({ channelId }));
      assert.equal(status, 401, String(channelId));
    }
    assertNothingDone();
  });

  const chat = { id: 'a:1', conversationType: 'personal' };
  const own = () => stage.tenant.tenantId;
  const tenants: Record<string, () => Record<string, unknown>> = {
    'the conversation': () => ({ conversation: { ...chat, tenantId: foreignTenant } }),
    'the channel data': () => ({ channelData: { tenant: { id: foreignTenant } } }),
    'both places': () => ({
      conversation: { ...chat, tenantId: foreignTenant },
      channelData: { tenant: { id: foreignTenant } },
    }),
    'the channel data alone': () => ({ conversation: chat, channelData: { tenant: { id: foreignTenant } } }),
  };
  for (const [where, change] of Object.entries(tenants)) {
    it(`refuses somebody of another tenant, named in ${where}, before any work`, async () => {
      const answer = await stage.teams.post(message(change()));
      assert.deepEqual(answer, { status: 403, body: { error: 'tenant not allowed' } });
      assertNothingDone();
    });
  }

  it('refuses whoever names no tenant', async () => {
    const { status } = await stage.teams.post(message({ conversation: chat, channelData: {} }));
    assert.equal(status, 403);
    assertNothingDone();
  });

  it('knows the own tenant in capitals', async () => {
    const tenantId = own().toUpperCase();
    const { status } = await stage.teams.post(
      message({ text: 'help', conversation: { ...stage.person('alex').chat.account, tenantId }, channelData: {} }),
    );
    assert.equal(status, 200);
  });

  const bodies: Record<string, [body: string, status: number]> = {
    'no JSON': ['{"type":', 400],
    'no object': ['"message"', 400],
    'a list': ['[]', 400],
    nothing: ['', 400],
    'no conversation': ['{"type":"message","serviceUrl":"http://127.0.0.1/"}', 400],
    'more than Teams ever sends': [JSON.stringify({ type: 'message', text: 'x'.repeat(300_000) }), 413],
  };
  for (const [what, [body, status]] of Object.entries(bodies)) {
    it(`answers ${status} to a body that is ${what}`, async () => {
      const before = stage.teams.connector.calls.length;
      assert.equal((await send(body)).status, status);
      assert.equal(stage.teams.connector.calls.length, before);
    });
  }

  it('says that it is alive and ready to whoever asks', async () => {
    const { origin } = new URL(stage.endpoint);
    assert.equal((await fetch(`${origin}/healthz`)).status, 200);
    assert.equal((await fetch(`${origin}/readyz`)).status, 200);
  });

  async function send(body: string, headers: Record<string, string> = {}) {
    const response = await fetch(stage.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: response.status, body: await response.text() };
  }
});

describe('without authentication', () => {
  let stage: Stage;
  before(async () => {
    stage = await setStage({ config: { channel: { kind: 'none' } } });
  });
  after(() => stage?.close());

  it('the bot answers this machine', async () => {
    const { status } = await stage.teams.post({ type: 'typing' }, 'none');
    assert.equal(status, 400, 'no activity, but no 401 either');
  });

  it('the bot listens on the loopback only', async () => {
    const { hostname, port } = new URL(stage.endpoint);
    assert.equal(hostname, '127.0.0.1');
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4');
    if (outside === undefined) return;
    const socket = connect({ host: outside.address, port: Number(port) });
    const [error] = await once(socket, 'error');
    assert.equal(error.code, 'ECONNREFUSED');
  });

  it('the tenant is checked all the same', async () => {
    const { account } = stage.person('alex').chat;
    const activity = {
      type: 'message',
      text: 'help',
      serviceUrl: stage.teams.connector.serviceUrl,
      from: { id: '29:x' },
    };
    const { status } = await stage.teams.post(
      { ...activity, conversation: { ...account, tenantId: foreignTenant }, recipient: { id: '28:bot' } },
      'none',
    );
    assert.equal(status, 403);
    assert.deepEqual(stage.teams.connector.calls, []);
  });
});

describe('npm start without settings', () => {
  it('names every missing setting and where to find it, and ends with 1', async () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
    const [command, ...args] = scripts.start.split(' ');
    assert.equal(command, 'node');
    const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'] });
    const [said, printed, [code]] = await Promise.all([text(child.stderr), text(child.stdout), once(child, 'exit')]);
    assert.equal(code, 1);
    assert.equal(printed, '');
    assert.match(said, /BOT_ID is missing.*App registrations/);
    assert.match(said, /BOT_TENANT_ID is missing.*Overview/);
    assert.match(said, /BOT_PASSWORD is missing.*Certificates & secrets/);
    assert.match(said, /npm run playground/);
    assert.doesNotMatch(said, /at .*\.ts:\d/, 'no stack trace');
  });
});
