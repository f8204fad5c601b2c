import assert from 'node:assert/strict';
import { saysStillFails } from '../../src/symptoms/still-fails.ts';

describe('that a trouble is not over', () => {
  const not = [
    'it still fails',
    'nope, still 403',
    'it still does not work',
    'please reopen, it does not work',
    'still not working for me, sorry',
    'that did not help',
    'Thanks, but same error',
    'no luck',
    'it is still broken',
    'Unfortunately I still get 403',
    'I get 403 again',
    'not fixed',
    'it isn’t solved yet',
    'it fails again, please reopen my case',
    '<p>still forbidden</p>',
    'geht immer noch nicht',
    'ça ne marche toujours pas',
    'sigue igual, no funciona',
    'ainda não funciona',
    'まだ403です',
  ];
  for (const text of not) it(`is said by “${text}”`, () => assert.equal(saysStillFails(text), true));

  const other = [
    'it works now',
    'no 403 any more',
    'no errors now',
    'ya no da error',
    '403 is gone',
    'does it still fail?',
    'is it still broken for the others',
    'please reopen',
    'any news?',
    'try again',
    'I am still at lunch',
    'still waiting',
    'I am still testing',
    'still 403 on plant-b',
    'still 403, now when I delete',
    'it works for Diego and still fails for Lee',
    'thanks a lot',
    '',
  ];
  for (const text of other) it(`is not said by “${text}”`, () => assert.equal(saysStillFails(text), false));
});
