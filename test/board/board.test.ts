import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import { createSigningKeys } from '../../src/auth/signing-keys.ts';
import { createTokenCheck } from '../../src/auth/user-token.ts';
import { whoseToken } from '../../src/auth/whose-token.ts';
import { type Board, createBoard } from '../../src/board/board.ts';
import type { Membership } from '../../src/triage/helpdesk.ts';
import type { CaseFilter } from '../../src/triage/store.ts';
import { startContoso, userId } from '../playground/azure/contoso.ts';
import { caseOf, dataOf } from './samples.ts';

const otherTenant = '9f3b1c52-0e4a-4b7e-8f6d-2a1c0d9e8b77';

describe('the board, asked with a token', () => {
  let tenant: SimulatedTenant;
  let board: Board;
  let member: (objectId: string) => Membership;
  let named: boolean;
  let asked: { tenantId: string; filter: CaseFilter }[];
  let refused: string[];

  before(async () => {
    tenant = await startContoso();
  });
  after(() => tenant.close());

  beforeEach(() => {
    asked = [];
    refused = [];
    named = true;
    member = (objectId) => ({ of: objectId === userId(tenant, 'megan') ? 'yes' : 'no' });
    const now = () => new Date();
    const { authorityHost } = tenant.endpoints;
    const check = createTokenCheck({
      appId: tenant.bot.appId,
      applicationIdUris: [],
      allowedTenants: [tenant.tenantId],
      authorityHost,
      keysOf: createSigningKeys({ authorityHost, fetch, now }),
      now,
    });
    const { figures, found } = dataOf();
    board = createBoard({
      whoIs: (token) => whoseToken(token, check),
      helpdesk: { isMember: async (_tenantId, objectId) => member(objectId) },
      triage: {
        async cases(tenantId, filter) {
          asked.push({ tenantId, filter });
          return { items: [caseOf()] };
        },
        count: async () => found,
        openIncidents: async () => [],
        cardPlaces: async () => new Map(),
        figures: async () => figures,
        channel: async () =>
          named ? { tenantId: tenant.tenantId, conversationId: 'c', groupId: 'g', digestOff: false } : undefined,
      },
      access: { pending: async () => [] },
      links: { chat: 'https://teams.microsoft.com/', consent: 'https://login.example/' },
      onRefused: (why) => refused.push(why),
      now,
    });
  });

  const api = () => `api://bot.contoso.com/botid-${tenant.bot.appId}`;
  const tokenOf = (who: string, as = {}) => tenant.signIn(`${who}@contoso.com`, api(), as);
  const view = (token: string, query = '') =>
    board.view({ authorization: token === '' ? '' : `Bearer ${token}`, query: new URLSearchParams(query) });

  /** The answer has this status, and nothing was read for it. */
  async function assertRefused(token: string, status: number, text: RegExp): Promise<void> {
    const answer = await view(token);
    assert.equal(answer.status, status);
    assert.match(answer.body, text);
    assert.doesNotMatch(answer.body, /Alex Wilber|plant-a/);
    assert.deepEqual(asked, []);
  }

  it('shows the helpdesk what is open, as it was asked for', async () => {
    const { status, headers, body } = await view(await tokenOf('megan'), 'whose=mine');
    assert.equal(status, 200);
    assert.match(body, /Alex Wilber/);
    assert.equal(headers['x-adt-support'], 'board', 'the page tells it from what a proxy answers');
    assert.deepEqual(
      asked.map(({ tenantId, filter }) => [tenantId, filter.assignee]),
      [[tenant.tenantId, userId(tenant, 'megan')]],
    );
  });

  it('shows nothing without a token, or with something else', async () => {
    await assertRefused('', 401, /no token/);
    await assertRefused('not-a-token', 401, /unreadable/);
    await assertRefused('e30.e30.e30', 401, /unreadable/);
    assert.deepEqual(refused, ['unreadable', 'unreadable']);
  });

  it('shows nothing to another tenant', async () => {
    await assertRefused(await tokenOf('megan', { tenantId: otherTenant }), 401, /other-tenant/);
    assert.deepEqual(refused, ['other-tenant']);
  });

  it('shows nothing with a token that is expired, for another service, or of an app', async () => {
    await assertRefused(await tokenOf('megan', { ageSeconds: 5_000 }), 401, /expired/);
    await assertRefused(await tenant.signIn('megan@contoso.com', 'https://graph.microsoft.com'), 401, /audience/);
    await assertRefused(await tenant.appToken(tenant.bot.appId, api()), 401, /no-person/);
  });

  it('does not believe a token that names somebody else than it was made for', async () => {
    const [header, payload = '', signature] = (await tokenOf('alex')).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const changed = Buffer.from(JSON.stringify({ ...claims, oid: userId(tenant, 'megan') })).toString('base64url');
    await assertRefused(`${header}.${changed}.${signature}`, 401, /signature/);
  });

  it('tells whoever is not of the helpdesk who is', async () => {
    await assertRefused(await tokenOf('alex'), 403, /The board is for the helpdesk/);
    named = false;
    await assertRefused(await tokenOf('alex'), 403, /No helpdesk has been named yet/);
  });

  it('lets nobody in on a guess', async () => {
    member = () => ({ of: 'unknown', why: 'Graph did not answer.' });
    await assertRefused(
      await tokenOf('megan'),
      503,
      /could not be read whether you are of the helpdesk.*Graph did not answer/,
    );
  });
});
