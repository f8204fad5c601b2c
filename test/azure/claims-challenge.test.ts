import assert from 'node:assert/strict';
import { claimsOfChallenge, neededByArm, neededByEntra, readClaims } from '../../src/azure/claims-challenge.ts';

const mfa = '{"access_token":{"acrs":{"essential":true,"values":["p1"]}}}';
const header = (claims: string) =>
  `Bearer realm="", authorization_uri="https://login.microsoftonline.com/x", error="insufficient_claims", claims="${claims}"`;

describe('a claims challenge', () => {
  it('is read from the header of ARM', () => {
    const real = 'eyJhY2Nlc3NfdG9rZW4iOnsiYWNycyI6eyJlc3NlbnRpYWwiOnRydWUsInZhbHVlcyI6WyJwMSJdfX19';
    assert.equal(claimsOfChallenge(header(real)), mfa);
  });

  it('is none where there are no claims, or what is no JSON object', () => {
    for (const text of [undefined, null, '', 'Bearer error="invalid_token"', header('bm90IGpzb24='), header('W10=')]) {
      assert.equal(claimsOfChallenge(text), undefined);
    }
    assert.equal(readClaims(`{"a":"${'x'.repeat(5_000)}"}`), undefined);
  });

  const numbers: [number, string | undefined][] = [
    [65001, 'consent'],
    [50076, 'mfa'],
    [50079, 'mfa'],
    [53003, 'mfa'],
    [500133, 'sign-in'],
    [7000215, undefined],
    [700016, undefined],
  ];
  for (const [number, needs] of numbers) {
    it(`of Entra’s AADSTS${number} asks for ${needs ?? 'nothing that a person could do'}`, () => {
      const cause = Object.assign(new Error(`invalid_grant: AADSTS${number}: Because.`), { claims: '' });
      assert.equal(neededByEntra(new Error('Sign-in failed', { cause }))?.needs, needs);
    });
  }

  it('of Entra passes its claims on, also with a number that is new', () => {
    const cause = Object.assign(new Error('AADSTS99999: New.'), { claims: mfa });
    assert.deepEqual(neededByEntra(new Error('Sign-in failed', { cause })), { needs: 'mfa', claims: mfa });
  });

  it('of ARM can come as a policy that names MFA; any other policy is none', () => {
    const policy = { statusCode: 403, code: 'RequestDisallowedByPolicy' };
    assert.deepEqual(neededByArm({ ...policy, message: 'Reasons: MFA is required' }), { needs: 'mfa', claims: mfa });
    assert.equal(neededByArm({ ...policy, message: 'Only in Europe.' }), undefined);
    assert.equal(neededByArm({ statusCode: 403, code: 'AuthorizationFailed', message: 'MFA' }), undefined);
  });
});
