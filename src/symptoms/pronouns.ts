import { sieved } from './sieve.ts';

const verbs =
  '(?:creat|add|delet|remov|updat|chang|edit|upload|import|writ|patch|read|list|query|modif|replac|sav|push|publish|see|get)\\w{0,4}';
const thing = '(?:digital )?twins?|models?|relationships?|event ?routes?|import jobs?|properties|property|components?';
const spoken = new RegExp(
  `\\b(?:${thing})\\b|(?<=\\b${verbs} (?:an?other |a |the |any )?)(?:them|those|(?:new |old )?ones?|it(?! (?:is|was|to|in|on|works?|does|says|gives|returns|fails)\\b))\\b`,
  'gi',
);
const mayResolve = sieved(/\b(?:them|those|ones?|it)\b/i);

/** 'I see the models, but uploading them fails': with what 'them' stands for in its place. */
export function withThings(prose: string): string {
  if (!mayResolve.test(prose)) return prose;
  let last: string | undefined;
  return prose.replace(spoken, (found) => {
    if (!/^(?:them|those|(?:new |old )?ones?|it)$/i.test(found)) {
      last = found;
      return found;
    }
    return last ?? found;
  });
}
