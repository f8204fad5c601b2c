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
    '403 in the explorer on our brewery alors que je suis data owner',
    'read permissions on the instance brewery of Azure Digital Twins',
    'I get forbidden when I open the brewery in the ADT explorer',
    'since Monday I am not allowed into brewery any more',
    'Can I have a look at the brewery twin? Reader is enough',
    'Kim needs reader for brewery',
    'forbidden for me, fine for Kim (ADT, brewery)',
    'brewery is not letting me in',
    'Instanzname brewery, Digital Twins, 403',
    'Kim needs to see brewery in ADT',
    'it works for Kim, not for me (brewery, 403)',
    'read rights to the brewery environment, please',
    'the twin of hall 7 (brewery) gives me forbidden',
    'brewery 403 when querying twins',
    'could you check brewery? Patti sees only forbidden',
    'does brewery return 403 for others too?',
    'I was added to brewery yesterday, still forbidden',
    'the role assignment for brewery is there, 403 though',
    'ADT name brewery, 403 for my account',
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
    '403 on buildings and rooms',
    'Forbidden 403 when checking logs',
    'access to the test environment, please',
    'ich bekomme 403 im Explorer am Montag',
    'nothing is wrong on their end, still 403',
    'access to the digital twins pour mon stage',
    'the instance qui me refuse, 403',
    'cannot read properties of undefined',
  ]) {
    it(`finds none in: ${text}`, () => {
      assert.equal(plainName(text, []), undefined);
    });
  }

  it('takes the word for things as a name where only a name can stand', () => {
    assert.equal(plainName('the instance buildings gives me 403', []), 'buildings');
    assert.equal(plainName('how come buildings throws 403 at me', []), 'buildings');
  });

  it('knows a trade from the form of a verb', () => {
    assert.equal(plainName('403 in ADT explorer on weaving', []), 'weaving');
    assert.equal(plainName('403 in ADT explorer on loading', []), undefined);
  });

  it('passes over the name of something else', () => {
    assert.equal(plainName('403 on brewery', ['brewery']), undefined);
  });
});
