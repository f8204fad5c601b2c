const refusal =
  /\b(?:https?|error|code|fehler|erreur|erro)[ -]{0,2}403s?(?: ?\(?forbidden\)?)?|\b403s?(?: ?[-(:/]? ?(?:forbidden|access denied)\)?)?(?: errors?\b)?|\b403-(?:fehler|error)\b|\bforbidden\b|\bAuthorizationFailed\b|\bpermission_?denied\b|\baccess denied\b|\bzugriff verweigert\b|\bacces refuse\b|\bacceso denegado\b|\bacesso negado\b/gi;
/** '403 twins', 'room 403': a number of another thing. */
const numbers =
  /\b403 (?:(?:new|more|digital|old|different|other|active|imported|updated|created|deleted|existing|of the|of our) ){0,2}(?:twins?|models?|rows?|records?|messages?|events?|relationships?|items?|devices?|users?|rooms?|points?|sensors?|files?|lines?|zwillinge?|modelle|jumeaux|gemelos|gemeos|gerate|zeilen)\b|\b403(?:件|個|台|人|号室)|(?:\b(?:room|raum|salle|sala|ticket|issue|bug|build|pr|page|line|item|case|version|building|zimmer|incident|no\.|nr\.)|#) {0,2}#?403\b/gi;
const contractions: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/\b(I|we|you|they|he|she|it|that|who)'(m|re|s)\b/gi, '$1 $2'],
  [/\b(I|we|it|he|she|that|you|they|who) (?:m|re)\b/gi, '$1 am'],
  [/\b(he|she|it|that|who) s\b/gi, '$1 is'],
  [/\b(I|we|you|they)'ve\b/gi, '$1 have'],
  [/\b(I|we|you|they|it|he|she)'ll\b/gi, '$1 will'],
  [/\b(I|we|you|they|it|he|she)'d\b/gi, '$1 would'],
  [/\b(?:can't|cant|can not)\b/gi, 'cannot'],
  [/\b(do|does|did|is|are|was|were|has|have|could|would|should)n't\b/gi, '$1 not'],
  [/\bim (?=getting|still|always|seeing)/gi, 'I am '],
  [/\bwon't\b/gi, 'will not'],
];

/** Calls for help speak to others without telling of them, and what was fine before tells that it is not now. */
const politeness =
  /\bthank you\b(?=\W{0,5}$)|\bthank(?:s| you) (?:in advance|for (?:your |any )?(?:help|support|ideas))\b|\b(?:who|somebody|someone|anybody|anyone|you)(?: guys| all)?(?: (?:can|could|might))?(?= (?:please |kindly |maybe )?(?:help|assist|check\b(?! \w{1,12}'s)|tell me why|explain why|know why|an idea))|\bthanks\W{0,5}$/gim;

/** Without accents and contractions, every word for the refusal as `403`, so that patterns are short. */
export function plainly(text: string): string {
  let plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll('ß', 'ss')
    .replace(numbers, ' ');
  for (const [pattern, words] of contractions) plain = plain.replace(pattern, words);
  return plain
    .replace(refusal, '403')
    .replace(/\b403(?:[ :,(-]{1,3}403\)?){1,3}/g, '403')
    .replace(politeness, ' ')
    .replace(before, 'fine before');
}

/** 'It was fine yesterday' tells of now. */
const before =
  /\b(?:(?:it |all |everything )?(?:was|were) (?:still |all )?(?:fine|ok(?:ay)?|working|good)|(?:it |all |everything )?(?:still )?worked(?: \w{1,8})?)(?: (?:until|till|up to|on))? (?:yesterday|\w{3,6}day|last (?:week|night|month|\w{3,6}day)|this morning|before|an hour ago|(?:an?|one|two|\d{1,2}) (?:minutes?|hours?|days?|weeks?) ago)|\b(?:gestern|vorher|bisher|bis gestern)(?: abend)? (?:ging|lief|klappte|funktionierte|war) (?:es|alles|das)(?: noch| alles| problemlos){0,2}|\b(?:avant|hier|jusqu'a hier),? (?:ca|tout|cela) (?:marchait|fonctionnait|allait)|\b(?:ayer|antes|hasta ayer),? (?:todo )?(?:iba|funcionaba|andaba)(?: bien)?|\b(?:ontem|antes|ate ontem),? (?:tudo )?(?:ia|funcionava|estava funcionando)(?: bem)?|(?:昨日|先週|今朝|昨夜|さっき)まで(?:は)?[^。]{0,12}(?:問題ありませんでした|問題なかった\w{0,3}|動いていま\w{0,3}した|使えていました|できていました|見えていました|動いていました)|\b(?:everybody|everyone|all the others) (?:else )?can\b(?! not)/gi;

/** The sentences that name the refusal. */
export function refusalSentences(plain: string): string[] {
  return plain.split(/[.!?;]{1,5}(?=\s|$)|[。\n]/).filter((sentence) => /(?<![\w.-])403(?![\w-])/.test(sentence));
}
