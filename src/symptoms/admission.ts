import { isEveryday } from './everyday-words.ts';
import { isPlainWord } from './names.ts';
import { anyPersonNoun } from './person-nouns.ts';
import { type Sieve, sieved } from './sieve.ts';

/** What a person can be let into. */
const place =
  '(?:(?:adt|azure digital twins?|digital twins?|twin graph|twins?|explorer|instances?)(?! (?:graph|designs?|models?|demos?|projects?|team|meeting|code|presentation|workshop|docs?|documentation|training|roadmap|sdk|api|bugs?|errors?|issues?|logs?|quer(?:y|ies)|names?)\\b)|(?!e-|pre-|co-|re-|non-|self-|follow-|in-|on-|read-|night-|day-)[a-z][a-z0-9]{1,30}-[a-z0-9-]{1,40})\\b';
/** A few words between a preposition and the place: 'the twins of the new warehouse'. */
const someWords = '(?:[^\\s,;:?!]{1,30} ){0,6}?';
const someone = `(?:me|us|him|her|them|myself|(?:(?:my|our|its|his|her|their|the|an?|this|that|new|both|all|another|one of (?:my|our|the)) ){1,2}(?:[\\w-]{1,20} ){0,2}?(?:${anyPersonNoun}|people|guys|folks|teams?|crew|shift|squad|group|department|company|account|user|login|mate|auditors?|inspectors?|app|application|web ?app|function(?: app)?|service|service principal|managed identity|identity|app registration|registration|pipeline|job|daemon|bot|backend|dashboard|tool)|[\\w.+-]{1,64}@[\\w.-]{3,100}|(?:(?:the|a) )?(?<name>[A-Za-z][a-z]{1,20})(?: and [A-Za-z][a-z]{1,20}| [A-Z][\\w'-]{1,20})?)`;
const mood =
  '(?:please|kindly|can|could|would|will|may|might|shall|should|must|needs?|wants?|wish(?:es)?|like|love|hope|who|how|where|possible|supposed|asked|told|allow(?:ed)?|let)';
/** What somebody does who may only look. */
const looking =
  '(?:see|view|browse|look (?:at|into|in|inside|through|around)|(?:have|get|take) (?:a |an? \\w{1,10} )?(?:look|peek|glance|insight|view)|peek (?:at|into)|visit|check out|consult|inspect)';
const using = `(?:${looking}|look|read|query|use|access|open|edit|write|change|modify|update|upload|work (?:in|on|with)|enter|get (?:in ?to|on ?to)|log (?:in ?to|on ?to))`;

const admissions: readonly Sieve[] = [
  // 'Open adt for me', 'unlock the twins for the night shift', 'enable plant-b for Megan'.
  `\\b(?:open|opens|unlock|unlocks|unblock|free|release|enable|activate|authori[sz]e|permit|clear|grant|provision)(?: up)? (?:access to )?${someWords}${place}[^.?!\\n]{0,40}? (?:for|to) ${someone}(?![\\w-])`,
  // 'Grant me plant-b'.
  `\\b(?:open|unlock|unblock|enable|activate|grant|clear) ${someone} (?:please )?(?:the )?${place}`,
  // 'Put my team on plant-b', 'let the auditors into the twins', 'set her up on plant-b', 'enable Diego on plant-b'.
  `\\b(?:put|let|get|bring|admit|include|invite|enrol|enroll|register|onboard|add|hook|set|sign|open|enable|activate|authori[sz]e|permit|whitelist|unlock|clear|grant) ${someone} (?:up )?(?:in ?to|in|on ?to|on|to|for|with|of) ${someWords}${place}`,
  `\\b(?:mind|chance of|by|consider) (?:adding|putting|letting|getting|including|inviting) ${someone} (?:up )?(?:in ?to|in|on ?to|on|to) ${someWords}${place}`,
  // 'Two colleagues who need plant-b', 'plant-b for Lynne please'.
  `\\b(?:who|also|will|i|we|he|she|they|${anyPersonNoun}) needs? (?:the )?${place}(?= (?:for|by|until|till|asap|please|too|as well|from|next|this)\\b|\\W{0,3}$)`,
  `^\\W{0,3}${place} for ${someone}\\b[^?\\n]{0,30} please\\W{0,3}$`,
  // 'Megan needs adt', 'Adele and Diego also need plant-b'.
  `^\\W{0,3}(?:(?:hi|hey|hello|and|also|then)[ ,!]{1,3})?(?<name>[A-Za-z][a-z]{1,20})(?: and [A-Za-z][a-z]{1,20}| [A-Z][\\w'-]{1,20})? (?:(?:also|still|now|really|urgently) )?(?:needs?|will need|requires) (?:of )?(?:the |our )?${place}(?= (?:for|by|until|till|asap|please|too|as well|from|next|this|again|today|tomorrow|now)\\b|\\W{0,3}$|,)`,
  `^\\W{0,3}for (?<name>[A-Z][a-z]{1,20})(?: [A-Z][\\w'-]{1,20})?,? (?:on )?${place} (?:· )?needs?\\b`,
  // 'Can Grady come onto plant-b', 'any chance I could get on plant-b'.
  `\\b(?:can|could|may|might) ${someone} (?:please )?(?:get|come|go|be) (?:in ?to|in|on ?to|on) ${someWords}${place}`,
  `\\b(?:chance|possible|possibility|way|hope) (?:(?:that|of|for|to) )?(?:i|we)?(?: can| could| may)? ?(?:get|getting|come|be) (?:in ?to|in|on ?to|on) ${someWords}${place}`,
  // 'The auditors need in', 'Adele wants in on plant-b'.
  `\\b(?:need|needs|want|wants|like|let (?:me|us|him|her|them)) in(?= on (?:the |our )?\\w| (?:on|to|by|for|until|till|from|today|tomorrow|now|asap|please|too|as well|again)\\b|\\W{0,3}$|[,;(])`,
  // 'How do I get onto plant-b', 'I have to get into the twins'.
  `\\b(?:(?<!\\b(?:do|does|would|will) \\w{1,20} )needs?|wants?|like|love|has|have|supposed|asked|told|must|should|how (?:do|can|could|would) (?:i|we)|can (?:i|we)|may (?:i|we))(?: to)? (?:get|come|go|enter|log) ?(?:in ?to|on ?to|inside|in|on)? ${someWords}${place}`,
  // 'I would like to be added to plant-b', 'can I be put on it'.
  `\\b${mood} [^.?!\\n]{0,40}?\\bbe (?:let|added|included|invited|put|set up|onboarded|enrolled|registered|admitted|enabled|activated|unlocked|cleared|authori[sz]ed) (?:up )?(?:in ?to|in|on ?to|on|to|for|with) ${someWords}${place}`,
  // 'The vendor should see plant-b', 'my colleague must be able to read the twins', 'our app should be allowed to write'.
  `(?<![\\w.@-])${someone}(?: ['"]?[\\w-]{1,30}['"]?)? (?:also |still |only |just )?(?:should|must|may|shall|needs?(?: to)?|wants?(?: to)?|has to|have to|will have to|would like to|'d like to|would need to|asks to|hopes to)(?: (?:also|only|just|please))? (?:be (?:able|allowed|permitted|enabled) to )?${using} ${someWords}${place}`,
  // 'New analyst from Monday, will have to look into the twins'.
  `(?<!\\bwho )\\b(?:needs|wants|will need|will have|has) to ${using} ${someWords}${place}`,
  // 'Can the vendor have a look at our twins?'
  `\\b(?:can|could|may|might) (?!(?:you|someone|somebody|anyone|anybody|it|i|we)\\b)${someone}(?: please| also)? ${using} ${someWords}${place}`,
  // 'I would like our partner to read the twins', 'let my boss look at the twins', 'is it possible that Megan sees the twins?'
  `\\b(?:like|wants?|needs?|let|allow|permit|enable|possible for) ${someone}(?: ['"]?[\\w-]{1,30}['"]?)? (?:to )?(?:be able to )?${using} ${someWords}${place}`,
  `\\bpossible (?:that|for) ${someone} (?:to |can |could |may )?(?:sees?|view|read|quer|look|use|access|open|edit|write|brows)\\w{0,3} ${someWords}${place}`,
  `(?:^\\W{0,3}|[,;:–-] {1,2})(?:just |only |also )?(?:need|want|like|have) to ${looking} ${someWords}${place}`,
  // 'I want to see the twins': whoever only looks asks for no advice on how to do it.
  `\\b(?:i|we)(?:'d| would)?(?: really| only| just| also| now)? (?:want|wish|need|have|like|love|am supposed|are supposed|am|are|was asked|was told|were asked|were told|got asked|should|must)(?: to)?(?: only| just| also)?(?: be able to| be allowed to)? ${looking} ${someWords}${place}`,
].map((pattern) => sieved(new RegExp(pattern, 'i')));

const mayAdmit = sieved(/\b(?:adt|digital twins?|twins?|explorer|instances?|in)\b|[a-z0-9]-[a-z0-9]/i);
/** What goes into an instance and is nobody: 'add a twin to plant-b'. */
const thing =
  /\b(?:add|put|get|include|register|set|bring|enable|activate|open|release) (?:up )?(?:an? |the |my |our |new |some |more |this |all )?(?:digital )?(?:twins?|models?|relationships?|routes?|endpoints?|propert\w{1,4}|components?|events?|telemetry|data|files?|nodes?|tickets?|issues?|logging|diagnostics?|cors|private|public|network|prs?|cases?)\b(?!-)(?! (?:for|to) (?:me|us|him|her|them)\b)/i;

/** What an app is to do, rather than to be let do. */
const schedule = /\bevery (?:\w{1,10} )?(?:seconds?|minutes?|hours?|time)\b/i;

/** Whether a sentence asks that somebody, or something, be let into an instance: no word of a role is needed for it. */
export function asksAdmission(sentence: string): boolean {
  if (!mayAdmit.test(sentence) || thing.test(sentence) || schedule.test(sentence)) return false;
  return admissions.some((pattern) => {
    const match = pattern.exec(sentence);
    const name = match?.groups?.name;
    return match !== null && (name === undefined || isName(name));
  });
}

const isName = (word: string): boolean => !isPlainWord(word) && !isEveryday(word);

const gone =
  "(?:(?:has |have |'s |just |already )?(?:left|quit|resigned|retired|moved (?:on|away|to (?:another|a different|the) \\w{2,20})|changed (?:teams?|jobs?|departments?|the team)|switched (?:teams?|jobs?|departments?))|(?:is|are|was) (?:gone|no longer (?:with|here|in|on|part|working)|not (?:with us|here|on the team|in the team|part of)|out of the (?:company|project|team))|(?:no longer|does ?n['o]t|do ?n['o]t|does not|doesn't|don't) works?\\b(?= (?:here|for us|with us|at|in|on))|has not been (?:here|with us)|(?:contract|project|assignment|engagement|internship) (?:is over|has ended|ended|ends|is finished|ran out|expired))";
const departed = sieved(new RegExp(`\\b${gone}`, 'i'));
const holding = sieved(
  /\bstill (?:has|have|holds?|owns?|is|are|in|on|listed|shows?|can|got)\b|\b(?:should|must|has to|have to|needs? to) (?:lose|go|be (?:removed|revoked|taken|deleted))\b|\b(?:please|can you|could you|pls|kindly)\b[^.?!\n]{0,40}\b(?:remove|revoke|clean ?up|take|delete|drop|withdraw|disable|cancel|end|strip)\b/i,
);
/** 'My team has no access, please sort it out': what is lacking, and somebody is asked to do something about it. */
const lacking = sieved(
  /\b(?:can't|cannot|doesn't|don't|not able to) (?:see|read|open|view|edit|use|get)\b[^.?!\n]{0,40}\byet\b|\b(?:no|not any|lacks?|lacking|without|missing|never (?:got|had|received)|nobody gave (?:me|us|him|her|them)|haven't (?:got )?(?:any )?|don't have (?:any |the )?|hasn't (?:got )?(?:any )?|doesn't have (?:any |the )?) ?(?:[\w-]{1,20} ){0,3}(?:access|rights?|permissions?|roles?|reader|owner|readers|owners)\b/i,
);
const appeal = sieved(
  /\b(?:please|can|could|would|kindly|who)\b[^.?!\n]{0,30}\b(?:sort|fix|arrange|change|add|give|gives|grant|set|sets|provide|organi[sz]e|assign|get (?:me|us|him|her|them|it|that|this|one)|unlock|enable|take care|see to|put (?:me|us|him|her|them))\b|\b(?:can|could) (?:you|someone|somebody|anyone)(?: please)?\W{0,3}$/i,
);
/** What was there before was lost, which is a trouble. */
const lost = sieved(
  /\b(?:since|suddenly|any ?more|any ?longer|no longer|lost|again|worked|used to|until|stopped|yesterday)\b/i,
);

export function tellsOfLack(prose: string): boolean {
  return prose.length < 400 && lacking.test(prose) && appeal.test(prose) && !lost.test(prose);
}

const right =
  /\b(?:access|permissions?|rights?|roles?|owners?|readers?|contributors?|admin|adt|digital twins?|twins?|instance|on [a-z0-9-]{3,40})\b/i;

/** 'Isaiah left. He still has data owner on plant-b': whoever is gone and still holds a role should hold it no more. */
export function tellsOfLeaver(prose: string): boolean {
  return prose.length < 400 && departed.test(prose) && holding.test(prose) && right.test(prose);
}
