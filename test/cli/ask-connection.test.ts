import assert from 'node:assert/strict';
import { askConnection } from '../../src/cli/ask-connection.ts';
import { TenantError } from '../../src/tenant.ts';

const bot = { url: 'https://api.botframework.example', token: 'the-token', appId: 'bot', name: 'sign-in' };

function ask(answer: () => Promise<Response>, asked: { url?: string; authorization?: string | null } = {}) {
  return askConnection(
    bot,
    async (url, init) => {
      asked.url = String(url);
      asked.authorization = new Headers(init?.headers).get('authorization');
      return answer();
    },
    {},
  );
}

describe('asking the token service about an OAuth connection', () => {
  it('asks as the bot does for a click', async () => {
    const asked: { url?: string; authorization?: string | null } = {};
    await ask(async () => Response.json({ signInLink: 'https://x' }), asked);
    const { origin, pathname, searchParams } = new URL(asked.url ?? '');
    assert.equal(`${origin}${pathname}`, 'https://api.botframework.example/api/botsignin/GetSignInResource');
    const state = JSON.parse(Buffer.from(searchParams.get('state') ?? '', 'base64').toString());
    assert.deepEqual([state.connectionName, state.msAppId], ['sign-in', 'bot']);
    assert.equal(asked.authorization, 'Bearer the-token');
  });

  it('finds it, with what Teams gets a token for', async () => {
    const there = await ask(async () => Response.json({ tokenExchangeResource: { uri: 'api://botid-bot' } }));
    assert.deepEqual(there, { there: true, exchangeUri: 'api://botid-bot' });
    for (const body of [{}, { tokenExchangeResource: null }, { tokenExchangeResource: { uri: null } }]) {
      assert.deepEqual(await ask(async () => Response.json(body)), { there: true });
    }
  });

  it('does not find it where the service answers 400 or 404, and says in which words', async () => {
    for (const status of [400, 404]) {
      const said = `Its token service answered ${status}: Could not find Connection Setting with name 'sign-in'.`;
      const error = { code: 'NotFound', message: "Could not find Connection Setting with name 'sign-in'" };
      assert.deepEqual(await ask(async () => Response.json({ error }, { status })), { there: false, said });
      const bare = { there: false, said: `Its token service answered ${status}.` };
      assert.deepEqual(await ask(async () => new Response('<html>', { status })), bare);
    }
  });

  it('does not know where the service says something else, or nothing', async () => {
    const answers = [
      async () => new Response('', { status: 401 }),
      async () => new Response('', { status: 503 }),
      async () => new Response('<html>', { status: 200 }),
      () => Promise.reject(new TypeError('fetch failed')),
    ];
    for (const answer of answers) {
      await assert.rejects(
        ask(answer),
        (error) => error instanceof TenantError && !error.message.includes('the-token'),
      );
    }
  });
});
