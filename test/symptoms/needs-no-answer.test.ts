import assert from 'node:assert/strict';
import { needsNoAnswer } from '../../src/symptoms/needs-no-answer.ts';

describe('the last word', () => {
  const last = [
    'thanks',
    'Thank you!',
    'ok',
    'OK :)',
    'got it',
    'ok, will do',
    'good bot',
    'perfect',
    'lol',
    '👍',
    ':)',
    'it works now',
    'solved',
    'Thanks. I asked Megan to give me the role',
    'vielen Dank!',
    'merci',
    'ありがとう',
  ];
  for (const text of last) it(`is “${text}”`, () => assert.equal(needsNoAnswer(text), true));

  const not = [
    '',
    'hello',
    'hi',
    'are you there?',
    'any news?',
    'thanks, any news?',
    'thanks, please check plant-a',
    'please reopen',
    'who are you?',
    'nothing loads since this morning',
  ];
  for (const text of not) it(`is not “${text}”`, () => assert.equal(needsNoAnswer(text), false));
});
