import assert from 'node:assert/strict';
import { greets } from '../../src/symptoms/greets.ts';

describe('a greeting', () => {
  const is = [
    'hello',
    'Hi there!',
    'good morning bot',
    'hey, how are you?',
    'are you there?',
    'anybody there?',
    'who are you?',
    'what are you',
    'what can you do?',
    'Hallo',
    'guten Tag',
    'bonjour',
    'hola, ¿qué tal?',
    'bom dia',
    'こんにちは',
    '<p>Hello</p>',
  ];
  for (const text of is) it(`is “${text}”`, () => assert.equal(greets(text), true));

  const not = [
    '',
    'thanks',
    'ok',
    'asdf jkl;;',
    'hello, I get 403 on plant-a',
    'please check plant-a',
    '😡',
    'hi Megan',
  ];
  for (const text of not) it(`is not “${text}”`, () => assert.equal(greets(text), false));
});
