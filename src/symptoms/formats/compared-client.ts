import { sieved, sievedOut } from '../sieve.ts';

const client =
  '(?:the |my |our |an? )?(?:(?:adt|(?:azure )?digital twins?|twins?|hosted|local) )?(?:explorer|postman|curl|(?:azure |az )?cli|cloud ?shell|python|node(?:\\.?js)?|javascript|java|c#|\\.net|powershell|notebook|portal|studio|browser)(?![\\w-]|\\.\\w)';
const took =
  '(?:copied|copy|copying|pasted|taken|took|exported|moved|ported|migrated|rewritten|rewrote|translated|transferred|came|comes|generated|saved|switched)';
/** Where a query was taken from, and what fails otherwise: neither is the client that was refused. */
const compared = [
  // 'Copied from the Explorer into my script'
  `\\b${took}\\b(?: (?!(?:and|but|then|to|into)\\b)[\\w'-]{1,16}){1,5}? (?:from|out of|of) ${client}`,
  `\\b${took} (?:from|out of|of) ${client}(?= (?:in ?to|over to|to|in|and)\\b)`,
  // In German the verb stands behind.
  `\\b(?:from|out of) ${client}(?= (?:(?:in|into|to|on) (?:[\\w'-]{1,20} ){1,4}?)?${took}\\b)`,
  // 'Unlike in the Explorer', 'same query as in Postman', 'it's not the Explorer'
  `\\b(?:unlike|contrary to|other than|different (?:from|than)|instead of|rather than|in contrast to|as opposed to|same (?:[\\w-]{1,16} )?(?:as|like)|(?<!(?:does|did|do|is|are|works?|if|why|could|can|may|should) )not) (?:(?:in|with|from|via|using|on|by|i use in|i ran in|i run in) )?${client}`,
].map((pattern) => sievedOut(new RegExp(pattern, 'gi')));
const mayCompare = sieved(
  new RegExp(`\\b(?:${took}|unlike|contrary|other than|different|instead|rather|contrast|opposed|same|not)\\b`, 'i'),
);

/** The clauses of a failure without the clients that are only named beside it. */
export function withoutCompared(failing: string): string {
  if (!mayCompare.test(failing)) return failing;
  return compared.reduce((rest, without) => without(rest), failing);
}
