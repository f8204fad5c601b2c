import assert from 'node:assert/strict';
import { asksAfterCase, saysCloseOrReopen } from '../../src/symptoms/asks-after-case.ts';

describe('what has become of a case', () => {
  const asks = [
    'what is the status of my case?',
    'any news?',
    'Hello, is there any news on my case yet?',
    'anything new?',
    'thanks, any news?',
    'thx, any update',
    'thanks for looking, what is the status',
    'danke, gibt es Neuigkeiten?',
    'merci, du nouveau ?',
    'gracias, ¿alguna novedad?',
    'obrigada, alguma novidade?',
    'how do I reopen my case?',
    'status?',
    'is anybody looking at my case?',
    'Has anyone taken it?',
    'is someone working on this?',
    'is the helpdesk on it?',
    'who has my case?',
    'who’s looking at it?',
    'what about my case 12?',
    'how does my case stand?',
    'where does my ticket stand',
    'how does it look with my case?',
    'how do things stand with my case',
    'what’s going on with my case?',
    'when will it be fixed?',
    'how long will it take?',
    'what happens next?',
    'please reopen',
    'could you please reopen the case',
    'open my case again',
    'Is my case resolved?',
    'gibt es Neuigkeiten?',
    'wer kümmert sich um meinen Fall?',
    'kümmert sich jemand darum?',
    'du nouveau ?',
    '¿alguna novedad?',
    'alguma novidade?',
    '進捗はどうですか',
    '<p>any news?</p>',
  ];
  for (const text of asks) it(`is asked by “${text}”`, () => assert.equal(asksAfterCase(text), true));

  const not = [
    '',
    'hello',
    'thanks',
    'please check plant-a',
    'are you there?',
    'since Monday',
    'since Monday. any news?',
    'I get 403 on plant-a',
    'still 403',
    'status 403',
    'the status is 403',
    'my problem is 403 on plant-a',
    'my app twin-sync',
    'it works now',
    'who are you?',
    'who has plant-a?',
    'who can approve?',
    'has anybody 403?',
    'what does 403 mean?',
    'when does the token expire?',
    'how many twins can I have?',
    'no news is good news',
    `any news? ${'This is what happened. '.repeat(6)}`,
  ];
  for (const text of not) it(`is not asked by “${text.slice(0, 40)}”`, () => assert.equal(asksAfterCase(text), false));
});

describe('what to do with a case', () => {
  const says = ['ok close it', 'close the case', 'please reopen', 'could you please reopen the case', 'open it again'];
  for (const text of says) it(`is said by “${text}”`, () => assert.equal(saysCloseOrReopen(text), true));

  const not = [
    'any news?',
    'who has my case?',
    'how do I reopen my case?',
    'Is my case closed?',
    'thanks',
    'close'.repeat(40),
  ];
  for (const text of not)
    it(`is not said by “${text.slice(0, 40)}”`, () => assert.equal(saysCloseOrReopen(text), false));
});
