import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import type { Decided } from '../../src/auth/as-approver.ts';
import type { PageAnswer } from '../../src/auth/page.ts';
import { createSignInLinks, type PendingSignIn, type SignInLinks } from '../../src/auth/sign-in-links.ts';
import { createSignInPage, type SignInPage } from '../../src/auth/sign-in-page.ts';
import type { TokenFault } from '../../src/auth/user-token.ts';
import { botApp, startContoso, userId } from '../playground/azure/contoso.ts';
import { Browser } from '../support/browser.ts';
import { openTestStore, type TestStore } from '../support/store.ts';
import { pageParts } from './page-parts.ts';

const redirectUri = 'https://bot.contoso.com/auth/end';

describe('the sign-in page', () => {
  let tenant: SimulatedTenant;
  let store: TestStore;
  let clock: number;
  let links: SignInLinks;
  let page: SignInPage;
  let done: { pending: PendingSignIn; by: unknown }[];
  let refused: TokenFault[];
  let outcome: Decided;

  before(async () => {
    tenant = await startContoso();
    store = await openTestStore();
    botApp(tenant).redirectUris.push(redirectUri);
  });
  after(() => tenant.close());

  beforeEach(() => {
    clock = Date.now();
    const now = () => new Date(clock);
    links = createSignInLinks({ store: store.signInLinks, tenantIds: [tenant.tenantId], now });
    done = [];
    refused = [];
    outcome = { clicked: { outcome: 'gone' } };
    page = createSignInPage({
      links,
      ...pageParts(tenant, now),
      redirectUri,
      async carryOut(pending, azure) {
        done.push({ pending, by: azure });
        return outcome;
      },
      onRefused: async (_, fault) => void refused.push(fault),
      onFault: () => {},
    });
  });

  const pending = (): PendingSignIn => ({
    click: {
      tenantId: tenant.tenantId,
      id: 'request-1',
      version: 3,
      by: { objectId: userId(tenant, 'megan'), displayName: 'Megan <Bowen>' },
      from: { kind: 'personal', conversationId: 'c' },
      correlationId: 'x',
    },
    decision: { verb: 'approve' },
    claims: '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}',
  });

  /** A browser that knows the page, and who signs in at Entra. */
  const browser = (who: string) => new Browser({ 'https://bot.contoso.com': page }, who);

  async function opened(): Promise<string> {
    return `https://bot.contoso.com/auth/start?handle=${await links.open(pending())}`;
  }

  function assertNothingDone() {
    assert.deepEqual(done, []);
  }

  it('leads the approver through Entra and has the decision carried out, once', async () => {
    const link = await opened();
    const megan = browser('megan@contoso.com');
    await megan.opens(link);
    assert.equal(done.length, 1);
    assert.deepEqual(done[0]?.pending, pending());
    const second = await browser('megan@contoso.com').opens(link);
    assert.match(second.body, /used or is too old/);
    assert.equal(done.length, 1);
  });

  it('passes on what Azure asks for, so that the token fulfils it', async () => {
    const { headers } = await page.start({ query: new URL(await opened()).searchParams, cookie: '' });
    const address = new URL(headers.location ?? '');
    assert.equal(address.origin, tenant.endpoints.authorityHost);
    const asked = Object.fromEntries(address.searchParams);
    const claims = JSON.parse(asked.claims ?? '');
    assert.deepEqual(claims.access_token.acrs, JSON.parse(pending().claims ?? '').access_token.acrs);
    assert.deepEqual(claims.access_token.xms_cc, { values: ['cp1'] }, 'or Azure asks for it again and again');
    assert.equal(asked.scope, 'openid https://management.azure.com/user_impersonation');
    assert.equal(asked.redirect_uri, redirectUri);
    assert.equal(asked.code_challenge_method, 'S256');
    assert.equal(asked.response_type, 'code');
  });

  it('is for the approver alone: anybody else who opens the link is refused, and does not use it up', async () => {
    const link = await opened();
    const answer = await browser('alex@contoso.com').opens(link);
    assert.equal(answer.status, 403);
    assert.match(answer.body, /somebody other than Megan &#60;Bowen&#62;/);
    assert.deepEqual(refused, ['other-person']);
    assertNothingDone();
    await browser('megan@contoso.com').opens(link);
    assert.equal(done.length, 1);
  });

  it('takes no answer of Entra into another browser', async () => {
    const megan = browser('megan@contoso.com');
    const back = await megan.opensUntilBack(await opened());
    const alex = browser('alex@contoso.com');
    assert.match((await alex.opens(back)).body, /not begun in this browser/);
    await alex.opens(await opened());
    assert.match((await alex.opens(back)).body, /not begun in this browser|used or is too old/);
    assertNothingDone();
  });

  it('takes no code of another sign-in, not even of the same person in the same browser', async () => {
    const megan = browser('megan@contoso.com');
    const first = new URL(await megan.opensUntilBack(await opened()));
    const second = new URL(await megan.opensUntilBack(await opened()));
    second.searchParams.set('code', first.searchParams.get('code') ?? '');
    const answer = await megan.opens(second.href);
    assert.match(answer.body, /You are not signed in/);
    assertNothingDone();
  });

  it('takes no changed state', async () => {
    const megan = browser('megan@contoso.com');
    const back = new URL(await megan.opensUntilBack(await opened()));
    for (const state of ['', 'x', 'A'.repeat(43)]) {
      back.searchParams.set('state', state);
      const kept = new Browser({ 'https://bot.contoso.com': page }, 'megan@contoso.com', megan.cookies);
      assert.match((await kept.opens(back.href)).body, /not begun in this browser/);
    }
    assertNothingDone();
  });

  it('takes an answer once: a reloaded page does nothing more', async () => {
    const megan = browser('megan@contoso.com');
    const back = await megan.opensUntilBack(await opened());
    const cookies = new Map(megan.cookies);
    await megan.opens(back);
    assert.equal(done.length, 1);
    await megan.opens(back);
    await new Browser({ 'https://bot.contoso.com': page }, 'megan@contoso.com', cookies).opens(back);
    assert.equal(done.length, 1);
  });

  it('is closed after ten minutes, before and after the sign-in', async () => {
    const megan = browser('megan@contoso.com');
    const link = await opened();
    const back = await megan.opensUntilBack(link);
    clock += 11 * 60_000;
    assert.equal((await megan.opens(back)).status, 410);
    assert.equal((await megan.opens(link)).status, 410);
    assertNothingDone();
  });

  it('lets whoever cancels try again', async () => {
    const megan = browser('megan@contoso.com');
    const answer = await megan.opens(await opened(), { cancels: true });
    assert.match(answer.body, /You are not signed in.*AADSTS65004.*Try again/s);
    assertNothingDone();
    const [, path = ''] = /href="(\/auth\/start[^"]+)"/.exec(answer.body) ?? [];
    await megan.opens(`https://bot.contoso.com${path.replaceAll('&#38;', '&')}`);
    assert.equal(done.length, 1);
  });

  it('cannot be made to lead anywhere else, or to say what a stranger wrote as anything but text', async () => {
    const evil = 'https://evil.example/?x=';
    for (const query of [`handle=${evil}`, `handle=x&redirect_uri=${evil}`, `redirect=${evil}&next=//evil.example`]) {
      const answer = await page.start({ query: new URLSearchParams(query), cookie: '' });
      assert.equal(answer.status, 410);
      assert.equal(answer.headers.location, undefined);
    }
    const { headers } = await page.start({
      query: new URLSearchParams(`${new URL(await opened()).search}&redirect_uri=${evil}`),
      cookie: '',
    });
    assert.ok(!headers.location?.includes('evil'));
    const megan = browser('megan@contoso.com');
    const back = new URL(await megan.opensUntilBack(await opened()));
    back.searchParams.delete('code');
    back.searchParams.set('error_description', '<script>alert(1)</script><a href=x>');
    const answer = await megan.opens(back.href);
    assert.doesNotMatch(answer.body, /<script|<a href=x/);
  });

  it('keeps its cookie from scripts, other sites and plain connections', async () => {
    const { headers } = await page.start({ query: new URL(await opened()).searchParams, cookie: '' });
    const [name, ...attributes] = (headers['set-cookie'] ?? '').split('; ');
    assert.match(name ?? '', /^__Host-/);
    assert.deepEqual(attributes.sort(), ['HttpOnly', 'Max-Age=600', 'Path=/', 'SameSite=Lax', 'Secure']);
  });

  it('is neither stored, framed, scripted nor named to other sites', async () => {
    const answers: PageAnswer[] = [
      await page.start({ query: new URLSearchParams(), cookie: '' }),
      await page.start({ query: new URL(await opened()).searchParams, cookie: '' }),
      await page.end({ query: new URLSearchParams(), cookie: '' }),
      await browser('megan@contoso.com').opens(await opened()),
    ];
    for (const { headers } of answers) {
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.equal(headers['x-frame-options'], 'DENY');
      assert.match(headers['content-security-policy'] ?? '', /default-src 'none'.*frame-ancestors 'none'/);
    }
  });

  it('says so where Entra does not answer, and the link stays good', async () => {
    const megan = browser('megan@contoso.com');
    const link = await opened();
    const back = await megan.opensUntilBack(link);
    const heal = tenant.inject({ match: { service: 'entra', method: 'POST' }, answer: 'disconnect' });
    const answer = await megan.opens(back);
    heal();
    assert.match(answer.body, /You are not signed in.*no answer/s);
    assertNothingDone();
    await megan.opens(link);
    assert.equal(done.length, 1);
  });
});
