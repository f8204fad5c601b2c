import { isEveryday } from './everyday-words.ts';
import { isPlainWord } from './names.ts';
import { anyPersonNoun, personNoun } from './person-nouns.ts';
import { sieved } from './sieve.ts';

/** For the writer himself, for somebody else or several, or the text does not say. */
export type Beneficiary = 'me' | 'someone' | 'team' | undefined;

const removal = sieved(/\b(?:remove|revoke|withdraw|take away|take back|kick|offboard|undo|downgrade|demote)\b/i);
const forMe = sieved(/\b(?:i|i'd|i'm|me|my|myself|we|us)\b/i);
const meInside = sieved(
  /\b(?:give|grant|assign|add|get|let|make|onboard|provide|approve|allow|enable|activate|upgrade|promote|put|set|invite) (?:me|us|my (?:account|user|login))\b|\b(?:for|to) (?:me|us|myself)\b|\b(?:can|could|may|should|do) (?:i|we)\b|\b(?:i|we)(?:'d| would)? (?:really |just |also |still |urgently )?(?:need|want|like|require)\b|\b(?:do|can|could|would) i (?:get|request|ask)\b|\bmy (?:access|role|rights|permissions?|reader|owner|data)\b/i,
);
/** 'I need access for my colleague'. */
const forOther = sieved(
  new RegExp(`\\b(?:i|we)\\b[^.;!?\\n]{1,60}\\bfor (?:my|our|the|an?) (?:new )?${anyPersonNoun}\\b`, 'i'),
);
const others = sieved(
  new RegExp(
    `\\b(?:she|he|her|him|his|they|them|${personNoun}|users?|guy|person)\\b|\\b(?:can|could|may|should|let|give|for|to) (?:my|our|the) ${anyPersonNoun}\\b|\\b(?:[Gg]ive|[Gg]rant|[Aa]ssign|[Aa]dd|[Rr]emove|[Ll]et|[Cc]an|[Cc]ould) the [A-Z][a-z]{1,20}\\b(?! (?:Digital|Twins?|App|Pipeline|Function)\\b)|\\w@\\w|\\b(?!Who|Whom|What|That|This|It|There|Which|Please|Someone|Somebody|Nobody|Access|Role)[A-Z][a-z]{1,20}(?:'s (?:access|roles?|rights|permissions?|account|data)| (?:also )?(?:needs|wants|should|left|has left|no longer))\\b`,
  ),
);
/** 'Give priya …', 'set Kim up', 'can bob have': a verb that takes a person. */
const toPerson =
  /\b(?:give|grant|assign|add|remove|delete|revoke|let|make|make sure|ensure|set|onboard|offboard|invite|kick|promote|demote|downgrade|upgrade|allow|enable|activate|authori[sz]e|whitelist|stop|take away|take|can|could|may|might|would|does|should|provide) ([A-Za-z][\w.'-]{1,40})/gi;
/** 'Access for Kim': where a thing could stand as well, only a capital shows a person. */
const forPerson = /\b(?:for|to|from|of) ([A-Z][a-z]{1,20})(?![\w-]| Digital| Owner| Reader)/g;
/** 'Revoke everything that bob has'. */
const holder =
  /\b(?:everything|whatever|anything|what|access|roles?|rights|permissions?) (?:that )?([A-Za-z]{2,20})(?: [A-Za-z'-]{2,20})? (?:still |currently )?(?:has|had|have|holds)\b/gi;
/** 'Same rights as kim for adele'. */
const likewise = /\bsame \w{4,12} (?:as|like) [\w.'-]{2,40}(?: has)? for ([A-Za-z]{2,20})\b/gi;
/** 'kim starts monday', 'Adele Vance joins us': the first words, where no other is meant. */
const starts =
  /^\W{0,3}(?:(?:hi|hey|hello)(?: (?:bot|all|there|team|everyone|everybody|folks))?\b\W{1,3})?([A-Za-z]{2,20})(?: and [A-Za-z]{2,20}| [A-Za-z'-]{2,20})? (?:also |just |still )?(?:needs?|starts|joined|joins|left|will need|should|must|wants|requires|doesn't need|no longer needs)\b/g;
const noPerson = new Set(
  'who whom what that this it there which someone somebody nobody anyone anybody everyone everybody one sb so sbdy smb smbdy team away off back new azure digital adt twins data owner reader contributor monday tuesday wednesday thursday friday saturday sunday friday january february march april may june july august september october november december entra teams explorer temporary full any plant each our like love be have need want please'.split(
    ' ',
  ),
);

/** 'All rights of patti on plant-c', 'read on granary for johanna': beside the place, the other name is a person's. */
const besidesPlace =
  /\b(?:for|of|from) ([a-z]{2,20}) (?:on|to|in|at) (?:the |our )?[\w-]{3,40}|\b(?:on|to|in|at) (?:the |our )?[\w-]{3,40} (?:for|from) ([a-z]{2,20})(?=\W{0,3}$|[,.!?]| (?:please|asap|today|now)\b)/g;
const departments = new Set(
  'maintenance operations logistics facilities engineering quality security reporting analytics finance purchasing management sales research energy safety'.split(
    ' ',
  ),
);

function namesBesidesPlace(sentence: string): boolean {
  return [...sentence.matchAll(besidesPlace)].some(([, first, second]) => {
    const word = first ?? second ?? '';
    return !isPlainWord(word) && !isEveryday(word) && !noPerson.has(word) && !departments.has(word);
  });
}

/** Whoever is called by whose he is. */
const theirs = new RegExp(`\\b(?:my|our) (?:new )?${anyPersonNoun}\\b`, 'gi');

/** Whom a sentence that asks for access, or to take it away, asks it for. `around` are the sentences beside it. */
export function beneficiaryOf(sentence: string, around: readonly string[] = []): Beneficiary {
  if (meInside.test(sentence) && !forOther.test(sentence)) return 'me';
  // 'Adele joins the east team and needs …'
  if (namesSomeone(sentence, [starts])) return 'someone';
  if (/\b(?:the|our|whole|entire|my) (?:\w{1,20} )?(?:team|people|folks|guys|crew|squad)\b/i.test(sentence))
    return 'team';
  if (
    others.test(sentence) ||
    namesPair(sentence) ||
    namesBesidesPlace(sentence) ||
    namesSomeone(sentence, [toPerson, forPerson, holder, likewise])
  )
    return 'someone';
  // 'Can my boss see plant-a? Reader will do.'
  if (!forMe.test(sentence) && around.some((each) => !forMe.test(each.replace(theirs, ' ')) && others.test(each)))
    return 'someone';
  // 'Need access to plant-a': whoever wishes without a name means himself.
  return forMe.test(sentence) || !removal.test(sentence) ? 'me' : undefined;
}

/** 'For miriam graham': two words in a row that are no words. */
const pair =
  /\b(?:for|to|from|of) ([a-z]{2,20}) ([a-z]{2,20})(?=\W{0,2}(?:$|[,.?!]|(?:on|at|to|until|till|please|pls|in)\b))/g;

function namesPair(sentence: string): boolean {
  return [...sentence.matchAll(pair)].some(([, first = '', second = '']) =>
    [first, second].every((word) => !isPlainWord(word) && !isEveryday(word) && !noPerson.has(word)),
  );
}

function namesSomeone(sentence: string, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) =>
    [...sentence.matchAll(pattern)].some(([, name = '']) => {
      const word = name.replace(/'s$/, '').toLowerCase();
      return !isPlainWord(word) && !noPerson.has(word) && !/[-\d]/.test(word);
    }),
  );
}
