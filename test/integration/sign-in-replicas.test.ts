import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../playground/azure/simulated-tenant.ts';
import { createSignInLinks, type PendingSignIn, type SignInLinks } from '../../src/auth/sign-in-links.ts';
import { createSignInPage } from '../../src/auth/sign-in-page.ts';
import { type RunningServer, startServer } from '../../src/server.ts';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { pageParts } from '../auth/page-parts.ts';
import { botApp, startContoso, userId } from '../playground/azure/contoso.ts';
import { Browser } from '../support/browser.ts';
import { newTestDatabase, silentLog } from '../support/store.ts';

const publicUrl = 'https://bot.contoso.com';

interface Replica {
  links: SignInLinks;
  server: RunningServer;
}

/** Nothing is shared but the store: on PostgreSQL not even that, only the database behind it. */
describe('the sign-in page of two bots behind one address', () => {
  let tenant: SimulatedTenant;
  let one: Replica;
  let other: Replica;
  let done: string[];
  const toClose: (() => Promise<void>)[] = [];

  before(async () => {
    tenant = await startContoso();
    toClose.push(() => tenant.close());
    botApp(tenant).redirectUris.push(`${publicUrl}/auth/end`);
    const database = await newTestDatabase();
    const first = await openStore(database, { log: silentLog });
    const second = 'url' in database ? await openStore(database, { log: silentLog }) : first;
    toClose.push(...[...new Set([first, second])].map((store) => () => store.close()));
    [one, other] = [await replica('one', first), await replica('other', second)];
  });
  after(async () => {
    for (const close of toClose.toReversed()) await close();
  });
  beforeEach(() => {
    done = [];
  });

  async function replica(name: string, { signInLinks }: Store): Promise<Replica> {
    const now = () => new Date();
    const links = createSignInLinks({ store: signInLinks, tenantIds: [tenant.tenantId], now });
    const page = createSignInPage({
      links,
      ...pageParts(tenant, now),
      redirectUri: `${publicUrl}/auth/end`,
      async carryOut({ click }) {
        done.push(`${click.id} by ${name}`);
        return { clicked: { outcome: 'gone' } };
      },
      onRefused: async () => assert.fail(),
      onFault: (_, error) => assert.fail(String(error)),
    });
    const receive = async () => ({ status: 404 });
    const server = await startServer(
      { host: '127.0.0.1', port: 0 },
      { receive, isReady: async () => true, signIn: page, onFault: (_, error) => assert.fail(String(error)) },
    );
    toClose.push(() => server.close());
    return { links, server };
  }

  async function linkOf({ links }: Replica, id: string): Promise<string> {
    const pending: PendingSignIn = {
      click: {
        tenantId: tenant.tenantId,
        id,
        version: 3,
        by: { objectId: userId(tenant, 'megan'), displayName: 'Megan Bowen' },
        from: { kind: 'personal', conversationId: 'c' },
        correlationId: 'x',
      },
      decision: { verb: 'approve' },
    };
    return `${publicUrl}/auth/start?handle=${await links.open(pending)}`;
  }

  /** One browser, whose requests the address hands to this bot. */
  const at = ({ server }: Replica, cookies?: Browser['cookies']) =>
    new Browser({ [publicUrl]: { at: server.url } }, 'megan@contoso.com', cookies);

  it('takes a link that the other gave', async () => {
    await at(other).opens(await linkOf(one, 'r-1'));
    assert.deepEqual(done, ['r-1 by other']);
  });

  it('takes back a browser that the other sent to sign in', async () => {
    const begun = at(other);
    const back = await begun.opensUntilBack(await linkOf(one, 'r-2'));
    await at(one, begun.cookies).opens(back);
    assert.deepEqual(done, ['r-2 by one']);
  });

  it('knows a link that was used at the other', async () => {
    const link = await linkOf(one, 'r-3');
    await at(one).opens(link);
    assert.equal((await at(other).opens(link)).status, 410);
    assert.deepEqual(done, ['r-3 by one']);
  });

  it('carries a decision out once, though two sign-ins come back to both at once', async () => {
    const link = await linkOf(one, 'r-4');
    const browsers = [at(one), at(other), at(one), at(other)];
    const back = await Promise.all(browsers.map((browser) => browser.opensUntilBack(link)));
    await Promise.all(browsers.map((browser, index) => browser.opens(back[index] ?? '')));
    assert.equal(done.length, 1);
  });
});
