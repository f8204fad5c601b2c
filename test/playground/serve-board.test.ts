import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import { type BoardWindow, serveBoard } from '../../playground/board/serve-board.ts';
import { type LoopbackServer, serveLoopback } from '../../playground/serve-loopback.ts';
import { startContoso } from './azure/contoso.ts';

describe('the page that plays Teams for the board', () => {
  let tenant: SimulatedTenant;
  let bot: LoopbackServer;
  let window: BoardWindow;
  let asked: string[];

  before(async () => {
    tenant = await startContoso();
    bot = await serveLoopback(0, (request, response) => {
      asked.push(`${request.url} ${request.headers.authorization ?? ''}`);
      response.statusCode = 403;
      response.setHeader('content-security-policy', "default-src 'none'");
      response.end('refused');
    });
    window = await serveBoard(tenant, bot.origin, 0);
  });
  after(() => Promise.all([window.close(), bot.close(), tenant.close()]));
  beforeEach(() => {
    asked = [];
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, window.urlFor('megan@contoso.com')), { headers });

  it('shows the tab, and offers everybody of the tenant', async () => {
    assert.match(await (await fetch(window.urlFor('megan@contoso.com'))).text(), /<iframe id="tab"/);
    const people = await (await get('/people')).json();
    assert.ok(JSON.stringify(people).includes('"displayName":"Megan Bowen","userPrincipalName":"megan@contoso.com"'));
  });

  it('has a token for each of them, and for nobody else', async () => {
    const token = await (await get('/token?as=megan%40contoso.com')).text();
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    assert.deepEqual([claims.upn, claims.aud, claims.scp], ['megan@contoso.com', tenant.bot.appId, 'access_as_user']);
    assert.equal((await get('/token?as=mallory%40contoso.com')).status, 500);
  });

  it('hands on what is the bot’s, with its refusal and its policy, and nothing else', async () => {
    const answer = await get('/board/view?whose=mine', { authorization: 'Bearer x' });
    assert.deepEqual(asked, ['/board/view?whose=mine Bearer x']);
    assert.deepEqual([answer.status, await answer.text()], [403, 'refused']);
    assert.equal(answer.headers.get('content-security-policy'), "default-src 'none'");
    for (const path of ['/api/messages', '/boards', '/metrics']) assert.equal((await get(path)).status, 404);
    assert.equal(asked.length, 1);
  });
});
