import assert from 'node:assert/strict';
import { plainName } from '../../src/symptoms/plain-name.ts';

describe('plainName', () => {
  for (const text of [
    'the instance is called brewery',
    'instance=brewery, 403',
    'I created an instance (name: brewery)',
    'the brewery instance refuses me',
    '403 on brewery',
    'got 401 Unauthorized on brewery since Monday',
    'no access to the brewery twins anymore',
    'in the ADT explorer on brewery',
    'please add Patti Fernandez to brewery',
    'take me off brewery, please',
    "remove Kim's reader role from brewery",
    'put her into brewery readers',
    'I can read it, but on brewery I am not allowed to write: 403',
    'my colleague cannot read brewery',
    '403 when opening brewery in the Explorer',
    "calls to brewery's endpoint are denied",
    'brewery gives me 403',
    'my brewery access is gone',
  ]) {
    it(`finds the plain word in: ${text}`, () => {
      assert.equal(plainName(text, []), 'brewery');
    });
  }

  for (const text of [
    'the new instance gives me 403',
    'I get 403 on startup',
    '403 on the wrong instance',
    'ADT 403 in Chrome',
    'Status: 403 (Forbidden)',
    'I am on vacation next week',
    'take the owner role from kim',
    'give access to Priya',
    'RBAC roles in Entra',
    '403 on querying twins',
    'the instance dropdown is empty, 403',
    '403 on several machines',
    'cannot read properties of undefined',
  ]) {
    it(`finds none in: ${text}`, () => {
      assert.equal(plainName(text, []), undefined);
    });
  }

  it('passes over the name of something else', () => {
    assert.equal(plainName('403 on brewery', ['brewery']), undefined);
  });
});
