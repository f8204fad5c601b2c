import assert from 'node:assert/strict';
import { saysItWorks } from '../../src/symptoms/it-works.ts';

describe('that one’s own trouble is over', () => {
  const over = [
    'it works now, thanks',
    'works again',
    'plant-a works now',
    'Thanks, that did it',
    'problem solved',
    'Fixed, thank you!',
    '403 is gone',
    'no more 403',
    'false alarm, sorry',
    '<p>it works now</p>',
    'es geht jetzt wieder',
    'Problem gelöst',
    'ça marche maintenant',
    'ya funciona, gracias',
    'agora funciona',
  ];
  for (const text of over) it(`is said by “${text}”`, () => assert.equal(saysItWorks(text), true));

  const not = [
    'does it work now?',
    'it does not work now',
    'still not working',
    'funktioniert immer noch nicht',
    'it works now for Diego',
    'he says it works now',
    'works for others',
    'it works now but plant-b gives 403',
    'It works now. plant-b still answers 403',
    'The deployment ran without errors, 403 remains',
    'it works in Explorer, my app gets 403',
    'not fixed',
    'thanks',
    'since Monday',
    'I get 403 on plant-a',
    `it works now ${'and this is what happened. '.repeat(8)}`,
  ];
  for (const text of not) it(`is not said by “${text.slice(0, 40)}”`, () => assert.equal(saysItWorks(text), false));
});
