import assert from 'node:assert/strict';
import { createSignInLinks, type PendingSignIn, type SignInLinks } from '../../src/auth/sign-in-links.ts';

describe('a link to the sign-in page', () => {
  let clock: number;
  let links: SignInLinks;
  beforeEach(() => {
    clock = 0;
    links = createSignInLinks(() => new Date(clock));
  });

  const pending: PendingSignIn = {
    click: {
      tenantId: 't',
      id: 'r',
      version: 3,
      by: { objectId: 'megan', displayName: 'Megan Bowen' },
      from: { kind: 'personal', conversationId: 'c' },
      correlationId: 'x',
    },
    decision: { verb: 'approve' },
  };

  it('is random, long, and says nothing of what it stands for', async () => {
    const [one, other] = [await links.open(pending), await links.open(pending)];
    assert.notEqual(one, other);
    assert.match(one, /^[\w-]{43}$/);
  });

  it('can be looked at, and is taken once', async () => {
    const handle = await links.open(pending);
    assert.equal(await links.look(handle), pending);
    assert.equal(await links.look(handle), pending);
    assert.equal(await links.take(handle), pending);
    assert.equal(await links.take(handle), undefined);
    assert.equal(await links.look(handle), undefined);
  });

  it('is taken by one of two that come at once', async () => {
    const handle = await links.open(pending);
    const taken = await Promise.all([links.take(handle), links.take(handle)]);
    assert.equal(taken.filter((each) => each !== undefined).length, 1);
  });

  it('is good for ten minutes', async () => {
    const handle = await links.open(pending);
    clock = 10 * 60_000 - 1;
    assert.equal(await links.look(handle), pending);
    clock += 1;
    assert.equal(await links.look(handle), undefined);
    assert.equal(await links.take(handle), undefined);
  });

  it('is unknown when made up', async () => {
    for (const handle of ['', 'x', '__proto__', 'A'.repeat(43)]) assert.equal(await links.look(handle), undefined);
  });

  it('makes room for new ones, however many there are', async () => {
    const first = await links.open(pending);
    for (let each = 0; each < 10_000; each += 1) await links.open(pending);
    assert.equal(await links.look(first), undefined);
    assert.equal(await links.look(await links.open(pending)), pending);
  });
});
