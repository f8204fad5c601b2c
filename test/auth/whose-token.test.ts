import assert from 'node:assert/strict';
import type { CheckUserToken, TokenFault } from '../../src/auth/user-token.ts';
import { whoseToken } from '../../src/auth/whose-token.ts';

const oid = '3e9a0000-0000-4000-8000-000000000002';
const tid = '35813336-8305-4794-BFFE-FF10900FD02B';

function tokenWith(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`;
}

/** Finds this fault, or none, and remembers what had to be proven. */
function checkThat(fault?: TokenFault) {
  const asked: unknown[] = [];
  const check: CheckUserToken = async (_token, expected) => {
    asked.push(expected);
    return fault;
  };
  return { check, asked };
}

describe('whose a token is', () => {
  it('is whom it names, once that is proven', async () => {
    const { check, asked } = checkThat();
    const person = { tenantId: tid.toLowerCase(), objectId: oid };
    assert.deepEqual(await whoseToken(tokenWith({ tid, oid }), check), { person });
    assert.deepEqual(asked, [{ tenantId: tid, objectId: oid, use: { kind: 'access' } }]);
  });

  it('is nobody where it is not proven', async () => {
    assert.deepEqual(await whoseToken(tokenWith({ tid, oid }), checkThat('signature').check), { fault: 'signature' });
  });

  it('is nobody where it names nobody, without anything being looked up', async () => {
    const { check, asked } = checkThat();
    for (const token of ['', 'x', 'a.b.c', tokenWith({}), tokenWith({ tid }), tokenWith({ tid: 1, oid: [oid] })]) {
      assert.deepEqual(await whoseToken(token, check), { fault: 'unreadable' });
    }
    assert.deepEqual(asked, []);
  });
});
