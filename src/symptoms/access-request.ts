import { asksAdmission, tellsOfLack, tellsOfLeaver } from './admission.ts';
import { appNoun, identityNoun } from './app-nouns.ts';
import { type Beneficiary, beneficiaryOf } from './beneficiary.ts';
import { clauses } from './clauses.ts';
import { changesMembership } from './membership.ts';
import { anyPersonNoun } from './person-nouns.ts';
import { type Sieve, sieved } from './sieve.ts';
import { saysNoAccess } from './wording.ts';

const rightWords =
  '(?:access|permissions?|rights?|roles?|privileges|rbac|data[ -]?(?:owner|reader)s?|(?:adt|digital twins?) (?:owner|reader|contributor)s?|owner(?:s|ship)?|readers?|contributors?|admin(?:istrator)?s?|read[ -]?(?:only|write)|(?<=\\b(?:have|get|gets|give|needs?|wants?) (?:[\\w.-]{1,30} )?)what [\\w.-]{1,30} (?:has|have|had|needs?)|(?:read|write)(?= on| for| in| to))';
const gap = '[^?!\\n]{0,80}?';
const name = "[\\w.@'-]{2,64}";

/** 'give Priya data owner', 'please grant access', 'assign me the reader role', 'remove her access'. */
const ordered = sieved(
  new RegExp(
    `(?<![\\w-])(?:get (?:me|us|him|her|them)|hook up|equip|supply|furnish|entitle|strip|clean ?up|give|gives|giving|grant|granting|put (?:me|us|him|her|them)|assign|assigning|provide|revoke|revoking|remove|removing|withdraw|take away|take back|(?:drop|cut|end|strip) (?:his|her|their|my|our|[\\w.-]{2,40}'s)|pull|approve|(?:(?:to|i|we|please|hereby|like to|want to|can|,) )request|requesting|requested|^\\W{0,3}request|add|set up|sort out|arrange|organi[sz]e|restore|extend|renew|prolong|reinstate|undo|cancel|swap|switch|upgrade|downgrade|promote|demote|elevate|onboard|offboard|transfer|copy|reduce|lower|limit|change|unlock|set)\\b${gap}\\b${rightWords}\\b`,
    'i',
  ),
);
/** 'make me an owner of plant-a', 'Megan, make Kim reader'. */
const made = sieved(
  new RegExp(
    `\\bmake (?:${name} ){1,3}(?:an? |the )?(?:adt |azure digital twins |digital twins )?(?:data[ -]?)?(?:owner|reader|contributor|admin)\\b`,
    'i',
  ),
);
/** Weaker verbs count behind a wish: 'can I get access', 'I need data reader', 'how do I get the role'. */
const wished = sieved(
  new RegExp(
    `\\b(?:possible to (?:get|have)|(?:can|could|may|might|should)(?!'t| not)|shall|please|would (?:like|love)|'d (?:like|love)|want|wants|wanted|needs?|requires?|requiring|missing only|how (?:do|can|would|to)|how (?:i|we|he|she|they|one|someone|somebody)(?: can| could| may)? (?:gets?|obtains?|have|receives?|requests?|acquires?)|ought|whom? (?:can|could|do|must|should|have|approves|grants|gives|hands|decides|handles|manages|sets?|opens?|adds?|give|grant|takes care|looks after)|who(?:'s| is| are) (?:the )?(?:right |best |correct )?(?:person|people|contact|responsible|in charge|handling|managing)|where (?:do|can)|allowed? to|to ask for|procedure|process|steps|asking (?:\\w{1,10} ){0,2}for|ask (?:\\w{1,10} ){0,2}for|asks for|apply(?:ing)? (?:\\w{1,10} ){0,2}for|looking for|waiting for|due|like|promised|any chance|appreciate|grateful|(?:you|anyone|someone) mind|way to (?:get|become|be|have|obtain))\\b${gap}\\b${rightWords}\\b(?! (?:denied|error|issue|problem|assignments? (?:is|was|exists)))`,
    'i',
  ),
);
/** 'permission please', 'data reader for Kim please', 'access role need'. */
const wishedBehind = sieved(
  new RegExp(
    `\\b${rightWords}\\b${gap}\\b(?:please|needed|required|wanted|requested|can be extended|(?:we|you|i|someone|somebody|please|can|could) (?:please |it |him |this ){0,2}(?:prolong|extend|renew|restore|reinstate)|(?:would|will|should) (?:be (?:enough|sufficient|fine|ok|great|nice|perfect|helpful)|suffice|do\\b)|(?:is|are) (?:enough|sufficient|plenty)|be (?:extended|granted|given|assigned|revoked|removed|restored)|need|grant|give|assign)\\b`,
    'i',
  ),
);
/** 'add Priya to plant-a', 'remove her from the instance', 'let Kim into plant-a'. */
const moved = sieved(
  new RegExp(
    `\\b(?:(?:add|remove|revoke|onboard|offboard|invite|kick|throw|boot) (?!(?:an? |the |my |our |new |some |more )?(?:digital )?(?:twins?|models?|relationships?|routes?|endpoints?|propert|components?|event|telemetry|data|files?|nodes?)\\b)(?:\\S{1,64} ){1,4}?(?:in ?to|to|from|of|on|onto|off|out of|out)|(?:take|drop|get) (?:me|us|him|her|them|${name}) (?:off|out of|from)|sets? (?:me|us|him|her|them|${name}) up (?:with|on|for|in)|(?:let|get|put) (?:me|us|him|her|them|${name}) (?:in ?to|in on|in|onto)) (?:\\S{1,30} ){0,3}?(?:[a-z0-9]{1,30}-[a-z0-9-]{1,40}|instance|adt|(?:azure )?digital twins?|twins|explorer)\\b`,
    'i',
  ),
);
/** 'remove her', 'please revoke bob', 'kick him out': nothing else in the sentence. */
const short = sieved(
  new RegExp(
    `^\\W{0,3}(?:(?:hi|hey|hello|please|and|then|also|(?:can|could) (?:you|someone)|now) ){0,3}(?:remove|revoke|offboard|onboard|add|kick|let) (?:her|him|them|me|us|that (?:guy|person|user|account|app)|${name})(?: (?:out|in|back|again|now|today|asap|please|from there|right away|immediately|too|as well|thanks|thank you)){0,3}\\W{0,5}$`,
    'i',
  ),
);
/** 'She no longer needs it', 'he left the team': access to take away. */
const leaves = sieved(
  new RegExp(
    `\\b(?:should not|shouldn't|must not|mustn't|may not) (?:be able to )?(?:see|read|use|open|edit|write|query|access|change) ${gap}\\b(?:any ?more|any ?longer)\\b|\\b(?:no longer needs?|doesn't need|does not need|don't need|shouldn't have|should not have|must not have|(?:should|must|has to|have to|needs? to|is to|may) lose)\\b${gap}\\b(?:${rightWords}|it|this|(?:adt|(?:azure )?digital twins?|twins|instance)(?= any| no|\\W{0,3}$))\\b|\\btake\\b${gap}\\b${rightWords} (?:\\S{1,40} ){0,4}?(?:away|off|back|from)\\b|\\b(?:should not|shouldn't|must not|mustn't|may not|ought not to)(?: still| longer)? be (?:on|in) (?:the |our )?[\\w-]{3,40} (?:any ?more|any ?longer|at all)\\b|\\b${rightWords}\\b${gap}\\b(?:(?:can|should|must|may|has to|needs to) (?:go|be (?:removed|revoked|withdrawn|taken away|deleted|ended))|(?:is|are) (?:no longer|not) needed)\\b`,
    'i',
  ),
);
/** 'approved already: data owner for me': what somebody is said to have approved is still only asked for. */
const claimed = sieved(
  new RegExp(
    `\\b(?:approved|signed off|okayed|ok'd|greenlit|green light|go-ahead|authorized by|cleared|(?:got|have|has|received|with) (?:the |an? )?(?:approval|sign-?off|go-ahead))\\b${gap}\\b${rightWords}\\b|\\b${rightWords}\\b${gap}\\b(?:approved|signed off|okayed|ok'd|greenlit)\\b`,
    'i',
  ),
);
/** 'He should be able to read twins': a wish told as its effect. */
const enabled =
  /\b(?:should|must|needs? to|has to|have to|wants? to|would like to|'d like to) be (?:able|allowed|permitted|authori[sz]ed) to\b|\bneed (?:\S{1,64} ){1,5}to be (?:able|allowed|permitted) to\b|\b(?:can|could|may|might) (?:\S{1,64} ){1,5}be (?:able|allowed|permitted|authori[sz]ed|enabled|added|given)\b|\bneeds? to be (?:added|given|granted|assigned|removed|onboarded)\b|\bwill need (?:to|access|read|write)\b|\b(?:stop|prevent|block|keep) (?:\S{1,64} ){1,3}from (?:access|us|query|read|writ|edit|chang|modify|see|upload)\w{0,4}\b|\bunlock (?:\S{1,64} ){1,3}for\b|\b(?:let|allow|enable|permit) (?:\S{1,64} ){1,4}(?:to )?(?:read|write|query|upload|delete|edit|manage|view|see|use|change|update|access)\b/i;
const same =
  /\bsame (?:access|rights|roles?|permissions?) (?:as|like)\b|\b(?:get|have|give (?:me|us|him|her|them)) (?:exactly )?the same (?:as|like|that) [\w.'-]{2,40}(?: (?:has|have|got))?\b|\b(?:access|rights|roles?|permissions?) like\b/i;
/** 'Item 7: ADT access for adele@contoso.com', 'adele@contoso.com -> reader', 'reader on plant-b, me': who and what. */
const entitled = sieved(
  new RegExp(
    `\\b${rightWords} (?:on \\S{1,40} )?(?:for|to) [\\w.+-]{1,64}@[\\w.-]{3,100}(?: on \\S{1,40})?\\W{0,5}$|\\w@[\\w.-]{3,100} {0,2}(?:[-=]>|→|[:=–-]) {0,2}[^.?!\\n]{0,30}?\\b${rightWords}\\b|(?:^|[:;,] )\\W{0,3}(?:(?:adt|(?:azure )?digital twins?|data|new) ){0,2}${rightWords}\\b[^.?!\\n]{0,40}?(?:,| for| to)(?: please)? (?:me|us|myself|him|her|them)\\b`,
    'i',
  ),
);
/** 'Data Owner for app 3f… on plant-b', 'reader on plant-b for our auditor': a role, for whom and where, and no verb of what became of it. */
const titled = sieved(
  new RegExp(
    `^\\W{0,3}(?:(?:[Pp]lease|[Pp]ls|[Nn]ew|[Tt]emporary|[Tt]emp|[Ff]ull|[Hh]i|[Hh]ello|[Hh]ey)[ ,:]{1,2}){0,2}(?:(?:ADT|adt|(?:[Aa]zure )?[Dd]igital [Tt]wins?|[Tt]wins) )?(?:[Dd]ata[ -]?)?(?:[Oo]wner|[Rr]eader|[Cc]ontributor|[Rr]ead[ -]?[Oo]nly|(?:[Rr]ead|[Ww]rite)(?: access)?)(?: (?:role|rights|access|permissions?))?(?: (?:on|to|at|in) (?:the |our )?[\\w-]{2,40}(?: instance)?)?,? (?:for|to) (?:(?:the |our |my |an? |new ){0,3}(?:${appNoun}|${identityNoun}|${anyPersonNoun}|group|user|object|account)\\b|me\\b|us\\b|him\\b|her\\b|them\\b|(?:the |our |my )?(?!(?:Azure|Digital|ADT|All|The|Our|Models?|Twins?|Relationships?)\\b)[A-Z][a-z]{1,20}\\b|[a-z]{2,20}(?: on [\\w-]{3,40})?(?=,| until| till| please|\\W{0,3}$))(?![^?!\\n]{0,160}\\b(?:is|are|was|were|has|have|had|does|doesn't|do|did|didn't|gets?|got|works?|fails?|still|removed|assigned|granted|denied|missing|expired|already|enough|what|why)\\b)|^\\W{0,3}for [A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20})?,? on [\\w-]{3,40} · (?:[Dd]ata)?[ -]?(?:[Oo]wner|[Rr]eader)\\W{0,3}$`,
  ),
);
/** 'Who do I ask to get into the twins?' */
const whomToAsk =
  /\b(?:who|whom) (?:do|should|must|can|could) (?:i|we) (?:ask|contact|talk to|write to|go to) (?:to|for|about|if i want to|so i can) (?:get|see|use|open|read|work|be|have|access|permissions?|rights|roles?)\b/i;
const heading =
  /^\W{0,3}(?:access|role|permission) request\b|^\W{0,3}temp(?:orary)? (?:access|role|reader|owner|permissions?) (?:for|to)\b|^\W{0,3}access\W{0,3}$|^\W{0,3}(?:please |pls )?add me\b(?! to (?:the |this )?(?:channel|meeting|chat|call|invite|thread|list))/i;
/** 'Please enable Henrietta for our twins', and no feature of it. */
const activated = sieved(
  new RegExp(
    `\\b(?:enable|activate|authori[sz]e|whitelist|permit) (?!(?:it|this|that|data|logg\\w{1,4}|diagnos\\w{1,6}|cors|history|telemetry|metrics|public|private|network|access|debug\\w{0,4}|monitor\\w{0,4}|alerts?|event|backups?|rbac|pim|mfa)\\b)(?:(?:my|our|the|his|her) (?:new )?(?:account|user|login|colleague|intern|team|app|function app|service principal|managed identity|pipeline|guest)|${name}) (?:for|on|in|to) (?:the |our |my |this )?(?:adt|azure digital twins?|digital twins?|twins|instance|[a-z0-9]{1,30}-[a-z0-9-]{1,40})\\b`,
    'i',
  ),
);
/** 'Can you make sure Kim has access?' */
const arranged = sieved(
  /\b(?:can|could|would|please)\b[^?!.\n]{0,20}\b(?:make sure|ensure)\b[^?!.\n]{0,40}\b(?:has|have|gets?)\b[^?!.\n]{0,40}\b(?:access|permissions?|role|reader|owner)\b/i,
);
/** 'Please make sure he has no access any longer': a person or an app of ours, where an error's advice says 'you'. */
const ensured = sieved(
  /\b(?:[Mm]ake sure|[Ee]nsure|[Ss]ee to it)(?: that)? (?:he|she|they|him|her|(?:my|our|the) (?:\w{1,20} )?(?:colleague|intern|team|contractor|guest|user|app|pipeline)|(?!Azure|The|Your?|Digital|ADT|All|Data|This|That|Its?|Managed|Service|System|User|Public|Network|Access|Each|Every)[A-Z][a-z]{1,20})\b[^?!.\n]{0,40}\b(?:has|have|had|gets?|loses?|cannot|can't|can|is|are)\b[^?!.\n]{0,40}\b(?:access|permissions?|roles?|reader|owner|in ?to|in|read|query|see|removed|added)\b/,
);
/** 'What must I do so that the app may query plant-a?' */
const howToLet = sieved(
  /\bwhat (?:must|do|does|would|should|can|shall|needs?|has|have|is)\b[^?!\n]{0,60}\b(?:so that|in order that|so|for|before|until|to let)\b[^?!\n]{0,90}\b(?:may|can|be (?:allowed|able|permitted) to|able to|allowed to)\b[^?!\n]{0,40}\b(?:query|read|write|use|access|see|open|upload|call|update|reach)\b/i,
);
/** 'Who: Kim, role: data reader': the fields of a form, in any order. */
const roleField =
  /(?:^|[\n;/|,.] {0,3})(?:[-*] {0,2})?(?:requested )?(?:roles?|access|permissions?|rights?|what|was|rolle|rôle|rol|função|quoi) {0,2}[:=] {0,2}[^\n:;/|]{0,40}\b(?:owner|reader|read|write|contributor)\b/i;
const otherField =
  /(?:^|[\n;/|,.] {0,3})(?:[-*] {0,2})?(?:who|whom|for(?: whom)?|user|person|requester|beneficiary|target|resource|scope|where|instance|until|wer|wo|für|qui|où|pour|quién|para|quem|onde) {0,2}[:=]/i;
const command = /\baz (?:dt )?role[ -]assignment create\b/i;

const asks: readonly Sieve[] = [
  ordered,
  made,
  activated,
  wished,
  wishedBehind,
  moved,
  short,
  leaves,
  claimed,
  enabled,
  same,
  entitled,
  titled,
  whomToAsk,
  heading,
];

/** The same words in a question about trouble, in a story, or in an error's own advice. */
const notAsked = sieved(
  /\b(?:make sure|ensure|check (?:if|that|whether|your)|verify|if access was|should (?:already|still) have|(?:i|we|it|that|this|which|who) should (?:already |still )?have|someone with an|would have|(?:public|private|network|internet) (?:network )?access|(?<!can |could |may |might |shall |should |would )(?:i|we|he|she|they) (?:already |just |now |still )?(?:have|has|had|got|was given|were given|am|is|are)(?: already| still| now| been)? (?:the |a |an |been )?(?:\w{1,12} )?(?:given |granted |assigned )?(?:data[ -]?|azure digital twins (?:data )?)?(?:owner|reader|contributor|access|role)|(?:when|while|after|before|because|since|why|trying to|tried to|try to|tries to|attempt(?:ing)? to|if) (?:i |we |you |it |they )?(?:try(?:ing)? to |tried to |want to )?(?:add|remove|grant|assign|give|set up|request)(?:ing|ed)?|(?:access|login|permissions?) (?:doesn't|does not|isn't|is not|won't|not) (?:work|possible|there)\w{0,3}|can't (?:assign|grant|add|give|remove|get (?:a )?(?:token|response))|cannot (?:assign|grant|add|give)|to (?:access|get|remove|request) (?:your|a token)|access (?:token|key|policy|policies|tier|log|point)s?|has the role|role is|gave (?:me|us|him|her|them)|given me|granted me)\b/i,
);
const dataRole = /\bdata[ -]?(?:owner|reader)\b|\bazure digital twins (?:data )?(?:owner|reader)\b/i;
const order = sieved(
  /\b(?:give|grant|assign|revoke|remove|add|make|onboard|offboard|promote|demote|downgrade|upgrade|kick|extend|take away|set (?:that|this|it|me|us) up|arrange|provide|sort (?:that|this|it|me|us) out|put (?:me|us|him|her|them))\b/i,
);
const imperative = sieved(
  /^\W{0,3}(?:please |hi,? |hey,? |kindly ){0,2}(?:give|grant|assign|revoke|remove|add|undo|extend|restore|onboard|offboard) (?!twins?\b|models?\b|relationships?\b)/i,
);
/** 'Who gave her access?' asks about the past; 'what is data owner?' about the word. */
const question = sieved(
  /^\W{0,3}(?:who (?:approved|gave|granted|added|removed|assigned|revoked|has|had|got|took|changed|created|put)|what|why|which|does|do|is(?! it possible| there (?:someone|somebody|anyone|anybody))|are|am|did|has|have|was|were|when)\b(?! (?:about|i need))/i,
);
const stillAsks = sieved(
  /\b(?:anyone|anybody|someone|somebody|you|one)(?: here| maybe| perhaps| please)? (?:knows?|happens? to know|tell me|an idea|any idea)(?: how| who| whom| where)\b|\b(?:please|what (?:do|must|should|can|would|have) (?:i|we) (?:need to |have to )?(?:do|ask|fill|submit|provide)|way to (?:get|become|be|have|obtain)|can you|could you|give me|grant|assign|add me|possible|is there (?:a|any) way|get me|able to (?:give|grant|assign|add|remove))\b|(?<!\b(?:do|does|did|would|will) \w{1,20} )\bneeds?\b/i,
);

/** One of these words stands in every request. */
const mayAsk = sieved(
  /\b(?:what|access\w{0,3}|permissions?|rights?|roles?|privileges|rbac|owner\w{0,4}|reader|contributor|admin\w{0,10}|add|remove|revoke|onboard|offboard|invite|kick|throw|boot|let|put|take|drop|get|open|bring|include|set|sign|hook|grant|enrol\w{0,3}|register|unlock|strip|possible|wants?|mind|adding|putting|chance|way|become|come|please|needs?|able|allow(?:ed)?|enable|activate|whitelist|authori[sz]e|permit(?:ted)?|love|like|to (?:look|see|query|view|browse)|should|must|may|can|ensure|sure|stop|prevent|block|keep|read|write|request)\b/i,
);

export interface RequestReading {
  /** Asks in a clause of its own, so that lacking the access is the reason, not the trouble. */
  apart: boolean;
  /** Asks outright, so it is a request even where a refusal is told with it. */
  explicit: boolean;
  beneficiary: Beneficiary;
}

/**
 * Whether a text asks for, or asks to take away, access. Whoever is said to have approved it: it stays a request. A
 * told approval alone ('Megan approved it') asks for nothing. Where a refusal is `told` only who asks outright asks.
 */
export function readAccessRequest(text: string, told: boolean): RequestReading | undefined {
  const prose = text.slice(0, 2000);
  const sentences = prose.split(/[.?!](?=\s|$)|\n/);
  const candidates = told ? sentences.filter(isExplicit) : sentences;
  // What stands in brackets may come between 'give' and what is to be given.
  const sentence =
    candidates.find(isRequest) ??
    candidates
      .filter((each) => each.includes('('))
      .map(withoutAsides)
      .find(isRequest);
  if (told && sentence === undefined) return undefined;
  if (sentence === undefined && tellsOfLeaver(prose)) return { explicit: false, apart: true, beneficiary: 'someone' };
  if (sentence === undefined && tellsOfLack(prose))
    return { explicit: false, apart: true, beneficiary: beneficiaryOf(prose) };
  if (sentence === undefined)
    return isForm(prose) ? { explicit: false, apart: true, beneficiary: beneficiaryOfForm(prose) } : undefined;
  const around =
    prose.length < 500 ? sentences.filter((each) => each !== sentence && withoutAsides(each) !== sentence) : [];
  return {
    explicit: told || isExplicit(sentence),
    apart: tellsOfLack(prose) || clauses(sentence).some((clause) => isRequest(clause) && !saysNoAccess(clause)),
    beneficiary: beneficiaryOf(sentence, around),
  };
}

const withoutAsides = (sentence: string): string => sentence.replace(/ ?\([^()]{0,200}\)/g, '');

const isForm = (prose: string): boolean =>
  prose.length < 600 && /[:=]/.test(prose) && roleField.test(prose) && otherField.test(prose);

/** A form says 'me', or names whom it is for. */
function beneficiaryOfForm(prose: string): Beneficiary {
  if (/[:=] {0,2}(?:me|myself)\b/i.test(prose)) return 'me';
  return /[:=] {0,2}(?:my|our|the) (?:\w{1,20} )?team\b/i.test(prose) ? 'team' : 'someone';
}

function isExplicit(sentence: string): boolean {
  if (!mayAsk.test(sentence)) return false;
  if (ensured.test(sentence) || changesMembership(sentence)) return true;
  return order.test(sentence) && [dataRole, ordered, made, moved].some((pattern) => pattern.test(sentence));
}

function isRequest(sentence: string): boolean {
  if (!mayAsk.test(sentence)) return false;
  if (command.test(sentence)) return /\b(?:run|execute|please|can|could|for me)\b/i.test(sentence.replace(command, ''));
  if (arranged.test(sentence) || ensured.test(sentence) || howToLet.test(sentence)) return true;
  if (imperative.test(sentence) && asks.some((pattern) => pattern.test(sentence))) return true;
  if (notAsked.test(sentence) || (question.test(sentence) && !stillAsks.test(sentence))) return false;
  return asks.some((pattern) => pattern.test(sentence)) || changesMembership(sentence) || asksAdmission(sentence);
}
