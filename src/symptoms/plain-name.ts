import { canBeName } from './names.ts';
import { sievedAll } from './sieve.ts';

const name = '([A-Za-z][A-Za-z0-9]{2,40})';
const article = '(?:(?:the|our|my|this|that|your|their) {1,2})?';
const service = '(?:adt|(?:azure )?digital[ -]?twins?)';
/** Where a name ends: with the sentence, or with a word that no longer belongs to it. */
const end = `(?=["']? {0,2}(?:$|[\\n;!?()]|[,.:](?:\\s|$)|-> |=> |- |(?:403|forbidden|when|while|if|as|since|after|before|today|yesterday|tonight|tomorrow|this|last|by|already|only|please|and|but|because|instance|now|with|for|to|from|at|in|using|via|during|ends?|ended|fails?|failed|returns?|gives?|says|throws|refuses|denies|rejects|is|was|keeps|can|cannot|can't|can not|has|does|doesn't|won't|again|too|so|despite|although|even|still|suddenly|which|that)\\b))`;
const refused =
  '(?:403|forbidden|denied|access|owner|reader|permissions?|rights|roles?|jobs?|twins|models?|relationships?|graph|queries|routes?)(?: error| role)?';

/** Each ends with the name; an earlier one leaves less doubt. */
const places = [
  // 'The digital twins instance brewery'
  `\\binstance:? (?:(?:of|de|du) )?(?:${service} )?["']?${name}${end}`,
  // '403 on factory', 'the role on factory', 'update twins in factory'
  `\\b(?:${refused} (?:on|against|in)|(?:403|forbidden) from|(?:denied|access) to|(?:query|querying) on) ${article}${name}${end}`,
  // '403 on digital twins factory'
  `\\b(?:on|against|in|from|at) ${article}${service} ${name}${end}`,
].map((pattern) => sievedAll(new RegExp(pattern, 'gi')));

/** Words that stand in these places and name no instance; those of other places are known to `canBeName`. */
const everyday = new Set(
  `always never suddenly constantly currently recently sometimes often usually occasionally already still just even again
  anymore longer behind through within inside outside between before since until because while although after during
  without against under over near which that whose where who whom when if than then else so
  isn doesn won cannot could should must shall might had was were been being gets got says said denies refuses rejects throws
  keeps shows answers responds fails failed works worked seems needs wants lacks has have does did returns gave
  certain specific single several both particular various individual nested custom other another certain
  bulk parallel batch total vain detail principle response reply theory practice addition advance question place part turn
  there behalf demand site prem premises call board average schedule sight occasion holiday vacation mobile android ios
  refresh retry insert insertion ingestion creation deletion upsert startup shutdown demo
  chrome firefox safari swagger insomnia bruno blazor unity unreal react angular vue svelte flutter swift kotlin rust ruby
  php perl golang scala matlab excel spring quarkus django flask fastapi express databricks synapse fabric jenkins teamcity
  gitlab bicep pulumi ansible helm kudu eclipse rider intellij pycharm webstorm notepad citrix bash zsh cmd cloudshell
  shell jupyter colab grafana powerbi excel word
  sensors rooms pumps floors devices buildings assets machines robots vehicles valves properties components telemetry
  weeks months years hours minutes ages anyone anybody nobody nothing nowhere home scale runtime
  contractors guests users colleagues developers engineers operators admins partners customers interns students staff
  people devs externals vendors
  side path tool screen page site mail view tab list item field value
  explorer studio workspace patching portal cost costs billing pricing preview previews lately lol pls asap
  tout tous toutes todo todos alles alle`.split(/\s{1,9}/),
);

/** A plain word that only its place makes a name: 'digital twins instance brewery'. `taken` are names of something else, in lower case. */
export function plainName(text: string, taken: readonly string[]): string | undefined {
  for (const place of places) {
    for (const match of place(text)) {
      const [whole, word = ''] = match;
      // 'Give access to Priya' names a person, 'roles in Entra' a product.
      const person = / (?:to|in)(?: \w{1,5})? [A-Z][a-z]{1,40}$/.test(whole);
      if (canBePlain(word) && !person && !taken.includes(word.toLowerCase())) return word;
    }
  }
  return undefined;
}

function canBePlain(word: string): boolean {
  const lower = word.toLowerCase();
  // 'PIM', 'RBAC'.
  return canBeName(word) && !/^[A-Z]{2,6}$/.test(word) && !everyday.has(lower) && !/(?:ing|ly|tion|ed)$/.test(lower);
}
