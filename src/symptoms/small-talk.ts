import { sieved } from './sieve.ts';
import { countedThings, numberedThings } from './status.ts';

/** 'Thanks, that did it': what was wrong is over. */
const solved = sieved(
  /\b(?:false alarm|never ?mind|my (?:mistake|fault|bad)|(?:please )?(?:ignore|forget) (?:that|this|it|me|my (?:last )?message)|user error|(?:please )?disregard\b|(?:i|we) (?:was|were|had) (?:\w{2,10} )?(?:in|on |using |at )?(?: ?the) wrong \w{2,20}|that did it|that (?:worked|helped|fixed it|solved it)|(?:it |everything |all |access |querying |upload(?:ing)? )?(?:works?|worked) (?:now|again|fine now|perfectly(?: now)?|like a charm)|(?:now|again) (?:it )?works?|working (?:now|again|fine now)|(?:is|it's|its|has been|got|all|problem|issue|we|i)(?: is| has been| got|'ve)? (?:now )?(?:fixed|solved|resolved|sorted|good now|gone)|fixed it|solved it|(?:no (?:more|longer)|without) (?:a |any |the |getting )?(?:403s?|forbidden|errors?|access denied)|(?:403s?|errors?|forbidden|problems?|issues?) (?:(?:is|has|are|have|seems?) )?(?:now |all |suddenly )?(?:gone|disappeared|vanished|went away)|case closed|(?:you|we|i) (?:can|may|could) (?:now )?close (?:it|this|that|the (?:ticket|case|issue|incident))|(?:ticket|case|issue|incident|it|this) (?:can|may) be closed|please close(?: (?:it|this|the \w{4,8}))?$|(?:is|are|'s|all) (?:\w{1,10} )?(?:green|fine|ok(?:ay)?|good|well|up) (?:now|again)|all (?:is )?(?:green|good|fine|well|ok(?:ay)?) (?:again|now|since|on my (?:side|end)|here)|(?:i|we|he|she|they|[a-z]{2,20}) can (?:\w{1,12} ){1,3}(?:\S{1,40} )?again|have access now|(?:i'm|we're|am|are) (?:back )?in now|got (?:my )?access (?:back|now)|all good(?: now)?)\b/i,
);
const notSolved = sieved(
  /\b(?:access|roles?|rights|permissions?|instance|twins?|models?) (?:is|are|was|were|has|have) (?:now |suddenly |all )?gone|\b(?:but|still|except|however|not (?!only)|n't|yet|does|will|until|when|if|should|please)\b|\?/i,
);

/** 'Key vault is fine now, it is ADT that refuses me': told in the present, and not as what is over. */
const refusing =
  /\b(?:refuses|denies|rejects|forbids|(?:i|we|still) get|gets|gives|returns|says|throws|responds|answers)\b[^.?!\n]{0,30}\b(?:me|us|him|her|them|403|forbidden|denied)\b/i;
const over = /\b(?:any ?more|any ?longer|no longer|no more|nobody|no one|never)\b/i;

function refusesNow(prose: string): boolean {
  return refusing.test(prose) && !over.test(prose);
}

const closing = /\bplease (?=close\b)|\bclose (?:it|this) please\b/gi;

/** Whether a text says that the trouble is over. */
export function isSolved(prose: string): boolean {
  return prose.length < 400 && solved.test(prose) && !notSolved.test(prose.replace(closing, ' ')) && !refusesNow(prose);
}

const good =
  /\b(?:let's|let me know|have fun|enjoy|fyi|we (?:just |have |'ve )?(?:added|finished|started|released|created|renamed))\b|\b(?:great|nice(?:ly)?|smoothly|happily|happy|proud|perfect(?:ly)?|cool|awesome|love|excellent|good job|well done|went well|went live|congrats|congratulations|looks good|impressive|finished|shipped|released|demo|presentation|meeting|workshop|training|thanks|thank you|stand-?up|retro|lunch|kick-?off|welcome|merged|moved to|deployed|born|birth|birthday|baby|babies|wedding|a (?:boy|girl))\b|[👍🎉😀😊🙂🥳]/iu;

/** Whoever laughs is in no trouble. */
export const laughs = /\b(?:lo{1,5}l|ha(?:ha){1,5}|hihi|lmao|rofl|x{1,3}d|jaja(?:ja)?|mdr|kkkk?|ptdr)\b|[😂🤣😄😆😅]/iu;

/** Whether a text that names ADT or an instance is plain talk about it. */
export function soundsGood(prose: string): boolean {
  return laughs.test(prose) || (good.test(prose) && !/\?/.test(prose));
}

const knowledge = sieved(
  /\b(?:difference|differences|differs?) between\b|\bhow (?:many|much|big|large|fast|often) (?:can|could|does|do|is|are|costs?|twins|models|may)\b|\bhow many (?:[\w-]{1,16} ){1,3}(?:can|may|does|are)\b|\bis there (?:a|an|any) (?:\w{1,12} ){0,2}(?:limit|quota|maximum|minimum|price|free tier|sla|tutorial|sample|course|training|workshop|session|roadmap|newsletter|docs?|documentation|guide)\b|\b(?:does|do|can|could|will) (?:adt|(?:azure )?digital twins) (?:\w{1,10} )?(?:support|have|offer|allow|cost|scale|work with|run|handle|store|hold|process|do|keep|cope)\b|\bwhere (?:can|do|could) (?:i|we|one) (?:find|read|see|get) (?:\w{1,12} ){0,3}(?:docs?|documentation|samples?|tutorials?|guides?|examples?|slides|recordings?)\b|\b(?:what|which) regions?\b|\bwhat (?:does|do) (?:[\w-]{1,20} ){1,5}(?:mean|cost|stand for)\b|\bhow (?:does|do) (?:[\w-]{1,20} ){1,5}works?\b(?! for)|\bis (?:adt|(?:azure )?digital twins) (?:available|supported|free|part of|included|certified|compliant|serverless|based on|ga\b|deprecated|retired|offered)|\bdid (?:any(?:one|body)|you(?: all| guys)?) (?:see|watch|attend|read|hear|catch)\b|\bwho(?:'s| is| are)(?: \w{1,12})? (?:on[ -](?:call|duty|shift|vacation|holiday)|joining|coming|presenting|going|hosting|bringing)\b|\bwhat (?:is|are) (?:an? )?(?:(?:azure )?digital twins?|adt|dtdl|models?|twins?|relationships?)\?|\b(?:just (?:curious|wondering)|out of curiosity|reading up)\b/i,
);

/** Whether a text without a trouble asks how ADT is, and not why something fails. */
export function asksToKnow(prose: string): boolean {
  return prose.length < 400 && knowledge.test(prose);
}

const appointment = sieved(
  /\b(?:are|do|will|shall|should|can|could|when|where|what time) (?:(?:do|are|will|shall|can) )?(?:we|you|you guys|you all|they|everyone) (?:still |all |even |both |again |going to )?(?:meet(?:ing)?|discuss(?:ing)?|talk(?:ing)?|on for|free|join(?:ing)?|coming|hav(?:e|ing) (?:lunch|coffee|the|our|a))\b/i,
);

/** Whether a text without a trouble asks whom one meets when. */
export function arrangesMeeting(prose: string): boolean {
  return prose.length < 400 && appointment.test(prose);
}

/** Words that hint at a trouble without naming it: the bot asks rather than greets. */
const hints = sieved(
  new RegExp(
    `^\\W{0,5}(?:(?:it's |it is |its )?still the same|why|how come|huh|what now|again|(?:the )?same(?: here)?(?: thing| story)?(?: again| as (?:before|last \\w{3,8}|yesterday|always|for \\w{2,20})| error| problem| issue)?|still|and now|now what|no(?:pe)? still)\\W{0,5}$|\\bsays no\\b|\\bit says\\b|\\bRestError\\b|\\bnot (?:yet )?(?:working|possible|there|available)\\b|\\b(?:can|could|would|will) (?:you|someone|anybody|anyone|somebody) (?:please )?(?:check|look|take a look|have a look|see|diagnose|investigate)\\b(?! at my (?:pr|pull request|code|slides|doc|mr))|\\bquestion\\b|\\bnothing works\\b|\\b(?:is|are|stays?|remains?|keeps?) (?:\\w{1,10} )?(?:empty|blank|missing|gone)\\b|\\bnot found\\b|\\bwas working\\b|\\bused to work\\b|\\b(?:(?<!\\b(?:${numberedThings}) )40[13](?! ?(?:${countedThings})\\b)|forbidden|unauthorized|access|permissions?|roles?)\\b|\\bexception\\b|\\bscreen ?shots?\\b|\\battach(?:ed|ment)s?\\b|^\\W{0,3}(?:see |look at |here(?: is|'s) )?[\\w-]{1,40}\\.(?:png|jpe?g|gif|txt|log|json|har|docx?|pdf)\\W{0,3}$|\\bany (?:idea|clue|thoughts)s?\\b|^[^a-z0-9\\u00c0-\\uffff]{0,20}$|\\bwhat (?:should|must|can|shall) (?:i|we) do\\b|\\b(?:banner|pop-?up)\\b|\\bis \\S{2,40} (?:up|down|available|reachable|ok|alive|online)\\b|^\\W{0,3}status\\W{0,3}$|\\bAt line:\\d|\\b[A-Z]\\w{2,40}(?:Exception|Error)\\b`,
    'i',
  ),
);
const thanks = /\b(?:thanks|thank you|thx|cheers|ty)\b/i;
const emoji = sieved(/\p{Extended_Pictographic}|[:;=][-']?[)D(P/|]/u);

/** Whether a text that tells of nothing is small talk, rather than too little of a trouble. */
export function isChatter(prose: string): boolean {
  if (thanks.test(prose) && !prose.includes('?')) return true;
  return emoji.test(prose) && !/[a-z]{3}/i.test(prose) ? true : !hints.test(prose);
}
