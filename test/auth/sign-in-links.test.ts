import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  createSignInLinks,
  type KeptLink,
  type SignInLinkStore,
  type SignInLinks,
} from '../../src/auth/sign-in-links.ts';
import { openTestStore } from '../support/store.ts';
import { pendingSignIn } from './pending-sign-in.ts';

describe('a link to the sign-in page', () => {
  const begin = Date.parse('2026-05-04T09:00:00Z');
  const tenantId = randomUUID();
  let clock: number;
  let kept: KeptLink[];
  let store: SignInLinkStore;
  let links: SignInLinks;
  beforeEach(async () => {
    clock = begin;
    kept = [];
    const { signInLinks } = await openTestStore();
    store = {
      ...signInLinks,
      async add(link, limits) {
        kept.push(link);
        await signInLinks.add(link, limits);
      },
    };
    links = ofAnotherProcess();
  });

  function ofAnotherProcess(tenantIds = [tenantId]): SignInLinks {
    return createSignInLinks({ store, tenantIds, now: () => new Date(clock) });
  }

  const pending = pendingSignIn(tenantId);

  it('is random, long, and says nothing of what it stands for', async () => {
    const [one, other] = [await links.open(pending), await links.open(pending)];
    assert.notEqual(one, other);
    assert.match(one, /^[\w-]{43}$/);
  });

  it('can be looked at, and is taken once', async () => {
    const handle = await links.open(pending);
    assert.deepEqual(await links.look(handle), pending);
    assert.deepEqual(await links.look(handle), pending);
    assert.deepEqual(await links.take(handle), pending);
    assert.equal(await links.take(handle), undefined);
    assert.equal(await links.look(handle), undefined);
  });

  it('is taken by one of two that come at once, to two processes', async () => {
    const handle = await links.open(pending);
    const taken = await Promise.all([links.take(handle), ofAnotherProcess().take(handle)]);
    assert.equal(taken.filter((each) => each !== undefined).length, 1);
  });

  it('is known to another process, also after this one has ended', async () => {
    const handle = await links.open(pending);
    assert.deepEqual(await ofAnotherProcess().look(handle), pending);
  });

  it('is unknown once its tenant is no longer served', async () => {
    const handle = await links.open(pending);
    assert.equal(await ofAnotherProcess([randomUUID()]).take(handle), undefined);
  });

  it('is good for ten minutes', async () => {
    const handle = await links.open(pending);
    clock = begin + 10 * 60_000 - 1;
    assert.deepEqual(await links.look(handle), pending);
    clock += 1;
    assert.equal(await links.look(handle), undefined);
    assert.equal(await links.take(handle), undefined);
  });

  it('is unknown when made up', async () => {
    for (const handle of ['', 'x', '__proto__', 'A'.repeat(43)]) assert.equal(await links.look(handle), undefined);
  });

  it('cannot be made from what is kept', async () => {
    const handle = await links.open(pending);
    assert.ok(!JSON.stringify(kept).includes(handle));
    for (const { handleHash } of kept) assert.equal(await links.look(handleHash), undefined);
  });

  it('keeps of a click what deciding takes, and nothing else that came with it', async () => {
    const token = { signIn: { token: 'eyJ' } };
    await links.open({ ...pending, ...token, click: { ...pending.click, guest: false, ...token } });
    assert.deepEqual(kept[0]?.pending, { ...pending, click: { ...pending.click, guest: false } });
  });
});
