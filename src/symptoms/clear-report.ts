import { clip } from './clip.ts';
import { excerpt } from './excerpt.ts';
import { inEnglish } from './languages/in-english.ts';
import { withoutMarkup } from './markup.ts';
import { plainCharacters } from './plain-characters.ts';
import type { SymptomReport } from './report.ts';
import { isSolved } from './small-talk.ts';

/**
 * Whether a message that nobody asked the bot about is a report of a 403 of Azure Digital Twins, the writer's own, beyond
 * doubt. A false alarm annoys a whole channel, silence costs one person a mention: where in doubt, no. Pure; `report` is
 * what `readSymptoms` made of the same text.
 */
export function isClearReport(text: string, report: SymptomReport): boolean {
  if (report.kind !== 'adt-403' || isOfSomebodyElse(report) || /<blockquote|<quote/i.test(text)) return false;
  const prose = inEnglish(plainCharacters(excerpt(withoutMarkup(clip(text)))));
  if (!namesTwins.test(prose) || !refusal.test(prose) || isSolved(prose)) return false;
  // What is pasted has words of its own; doubt is in what the person says around it.
  const said = prose.slice(0, SAID).replace(politeness, ' ');
  return !doubts.some((doubt) => doubt.test(said));
}

/** Of a long paste the beginning is the person's own. */
const SAID = 600;

/** 'Diego gets a 403': Diego may not want to be looked at in front of everybody. */
function isOfSomebodyElse({ principal }: SymptomReport): boolean {
  return principal?.kind === 'user' || principal?.kind === 'group';
}

/** The service itself, its host, its SDKs and commands: an instance's name alone could be anything's. */
const namesTwins =
  /\bdigital[- ]?twins?\b|\bADT\b|\.digitaltwins\.|digitaltwins\.azure|Azure\.DigitalTwins|digital[-_.]?twins?[-_.](?:core|client)|\bDigitalTwinsClient\b|\baz dt\b|\btwins?\b(?! (?:bed|room|peaks|cit|engine|brother|sister|cam))/i;

/** What a service answers, word for word: 'no access' and the like can mean anything. */
const refusal = /\b403\b|\bforbidden\b|\bAuthorizationFailed\b|\bpermission_?denied\b|\baccess denied\b/i;

/** Calls for help speak to others without telling of them. */
const politeness =
  /\bthank you\b|\b(?:can|could|would|will) (?:you|(?:any|some)(?:body|one))(?: (?:please|kindly|maybe))? (?:help|assist|check|look|have a look|take a look|tell me why|explain why)\b/gi;

const doubts: readonly RegExp[] = [
  // Over, or never there.
  /\b(?:works? (?:again|now|fine)|working (?:again|now)|(?:is|are|was|were|got|been|now) (?:all )?(?:fixed|solved|resolved|gone)|(?:fixed|solved|resolved) (?:it|that|this|the|my|our)|no (?:more|longer)|without (?:a |any )?(?:403|forbidden)|(?:no|not an?|never an?) 403|403s? (?:is|are) (?:gone|over)|used to (?:get|be|have|see)|back then|in the past|last (?:month|year|quarter|sprint))\b/i,
  // Told of others, or in their words.
  /^\s{0,5}(?:>|&gt;)|\n\s{0,5}(?:>|&gt;)|\b(?:wrote|writes|said|says|asked|asks|told|reports?|reported|complain(?:s|ed)?|mentioned)\b(?=[^.\n]{0,40}[:"“'])|^\s{0,5}(?:from|sent|subject|to|fwd?|re):\s/im,
  /\b(?:somebody|someone|some (?:people|users|customers)|(?:a|the|our|my|one|another|several|many) (?:\w{1,14} )?(?:colleagues?|customers?|clients?|users?|vendors?|partners?|boss|manager|team ?mates?|students?|interns?)|(?:he|she|they) (?:gets?|got|sees?|has|have|is|are|was|were|keeps?|can))\b/i,
  /\b[A-Z][a-z]{2,15} (?:gets|got|sees|saw|has|had|is getting|was getting|keeps getting|reported|reports)\b(?<!\b(?:Code|Function|App|Pipeline|Service|Explorer|Postman|Twins|Query|Script|Portal|Everything|Which|That|This|Today|Azure|Job|Client|Still|Just|Also|Request|Call|Backend|Dashboard) (?:gets|got|sees|saw|has|had|is getting|was getting|keeps getting|reported|reports))/,
  // A question about how things are meant to be, not about a trouble.
  /\b(?:what (?:does|do|is|are|would|happens?|causes?|exactly)|when (?:does|do|would|will|should)|where (?:is|are|can|do|does)|which (?:role|roles|permission|docs?|article)|who (?:knows|else)|is it (?:normal|expected|true|possible|documented)|does (?:anybody|anyone|adt|azure|it|digital)|is (?:there|anybody|anyone)|are (?:you|there|we supposed)|(?:did|do|have|has|could|can|would|will) you|should (?:we|i|it|a|the|you|they|return|give)|supposed to|how (?:does|should|do you|do we|would|to|come (?:it|the) (?:doc|article)))\b/i,
  // What would be, and what is told about it elsewhere.
  /\b(?:if|in case|whenever|once|until|unless) (?:you|we|i|one|it|they|users?|somebody|someone|a|an|the)\b(?=.{0,60}(?:403|forbidden))|\b(?:would|might|could|may|will) (?:get|return|give|see|cause|be|throw|fail|lead)\b|\b(?:expect(?:s|ed|ing)?|simulat\w{1,5}|mock\w{0,4}|asserts?|unit tests?|test case|hypothetical\w{0,2}|for example|e\.g\.|in theory|imagine|suppose)\b/i,
  /\b(?:docs?|documentation|article|blog|wiki|readme|runbook|tutorial|how-?to|guide|slides?|presentation|training|workshop|demo of|faq|stack ?overflow|release notes|changelog|meeting|agenda|minutes|retro\w{0,12}|post-?mortem|reminder|fyi|heads[- ]up|announcement|pull request|\bPR\b|poll|survey|story points|backlog|you(?:'ll| will| can| need| should| must| get| may)?)\b/i,
];
