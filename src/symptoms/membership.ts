import { isEveryday } from './everyday-words.ts';
import { isPlainWord } from './names.ts';
import { sievedAll } from './sieve.ts';

const word = "[A-Za-z][\\w.'-]{1,40}";
const changed = sievedAll(
  new RegExp(
    `\\b(?:add|adding|put|putting|remove|take|drop|delete|kick|onboard|offboard|invite|include|get|let|bring|enrol|enroll|register|set|sign) (${word}(?:@[\\w.-]{3,100})?)(?: and)?( ${word})?( ${word})? (?:back |again |also |up )?(?:in ?to|to|onto|on|from|of|off|out of) (?:the |our )?(${word})(?= {0,2}(?:$|[,;!?)]|[.:](?:\\s|$)|(?:please|pls|today|tomorrow|now|again|too|as|with|for|until|since|because|and|asap|thanks|quickly|soon|straight|right|already|he|she|they|instance)\\b))`,
    'gi',
  ),
);
const pronoun = /^(?:me|us|him|her|them|myself)$/i;
/** Whoever begins so tells somebody what to do, and nobody tells this bot to add things. */
const told =
  /^\W{0,3}(?:(?:hi|hey|hello|please|pls|kindly|and|then|also|now|just|thanks|can|could|would|will|who|is|there|that|you|we|someone|somebody|anyone|anybody)\b[,!]?\W{0,2}){0,5}$/i;

/** 'Add Patti Fernandez to riverside', 'take me off riverside': whoever is added to an instance, or taken from it, is a person. */
export function changesMembership(sentence: string): boolean {
  for (const match of changed(sentence)) {
    const [, first = '', second = '', third = '', target = ''] = match;
    const names = [first, second.trim(), third.trim()].filter((each) => each !== '');
    if (isOfSentence(target)) continue;
    if (pronoun.test(first) || first.includes('@')) return true;
    const asked = told.test(sentence.slice(0, match.index));
    if (names.every((each) => !isOfSentence(each) && (/^[A-Z]/.test(each) || (asked && !/[^'s]s$/.test(each)))))
      return true;
  }
  return false;
}

const isOfSentence = (each: string): boolean => isPlainWord(each) || isEveryday(each);
