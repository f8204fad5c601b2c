import { asWritten } from './as-written.ts';
import { wordsOf } from './follow-up-words.ts';

/** Whoever tells more than that tells something. */
const LONGEST = 120;

/** As `wordsOf` leaves a text, without the space at its end. What comes before and behind is greeting and padding. */
function nothingBut(asks: string): RegExp {
  const before =
    '(?: (?:hi|hello|hey|there|good|morning|afternoon|(?:thanks|thank you|thx|danke|merci|gracias|obrigad[oa])(?: for looking)?|ok|okay|so|and|but|well|sorry|please|pls|bot|hallo|guten|tag|und|bitte|bonjour|salut|et|s il vous plait|hola|y|por favor|ola|e)){0,5}';
  const behind =
    '(?: (?:please|pls|yet|now|already|today|still|so far|again|thanks|thank you|with|on|about|of|for|from|at|to|in|my|our|the|this|that|it|me|case|ticket|report|issue|problem|trouble|incident|here|all|(?<=case )\\d{1,9}|bitte|danke|schon|jetzt|zu|von|mit|mein|meine|meinem|meinen|meiner|dem|der|den|fall|merci|sur|de|mon|ma|cas|dossier|gracias|sobre|del|mi|caso|obrigad[oa]|do|da|meu)){0,8}';
  return new RegExp(`^${before} (?:${asks})${behind}$`, 'u');
}

const thing = '(?:case|ticket|report|issue|problem|trouble|incident)';
const whose = `(?:my|our|the|this|that)(?: own)? ${thing}`;
const somebody =
  '(?:any ?one|any ?body|some ?one|some ?body|no ?body|no one|you|they|(?:the |your )?helpdesk|a human|a person)';
const atWork =
  '(?:look(?:ing|ed|s)?|work(?:ing|ed|s)?|tak(?:en|ing|es?)|took|seen|saw|see|handl(?:ing|ed|es?)|check(?:ing|ed)?|assigned|responsible|in charge|dealing|got|has|have|own(?:s|ing)?|car(?:e|es|ing)|read)';

const close = `(?:please )?(?:re ?open|close|open (?:it|this|(?:${whose}|case)(?: \\d{1,9})?) again)(?: (?:it|${whose}|(?:the )?case \\d{1,9}))?`;
const closing = `(?:(?:can|could|would|will) (?:you|someone|somebody|anybody|anyone|i|we) |(?:i|we) (?:want|would like|need) to )?${close}`;

const asking = [
  // What there is to tell.
  '(?:(?:is there|are there|do you have|have you(?: got)?|got|there is) )?(?:any|some) (?:more )?(?:news|updates?|progress)|any ?thing new',
  '(?:(?:what is|whats|how is|hows|tell me|show me|give me|check|what about) )?(?:the |my |current |a ){0,3}(?:status|state|progress)(?: update)?',
  'what (?:has happened|happened|is happening|is going on|happens next|is next|next|now)|whats (?:happening|going on|next)|now what',
  `(?:(?:what about|how about|how is|hows|where is|wheres|show(?: me)?|check|(?:can you |could you )?(?:please )?look at|what (?:is|happened) (?:with|to)|whats with|tell me about|is) ${whose}|(?:my|our) (?:case|ticket))(?: (?:going|doing|open|done|resolved|closed|forgotten))?`,
  `(?:how|where) (?:do|does) ${whose} stands?|how (?:do|does) (?:it|things|everything) (?:look|stand)s? (?:with|for|on) ${whose}`,
  'ping|bump',
  // Whose it is.
  `(?:is|are|has|have|did|does|do|will|was) ${somebody}(?: (?:already|even|actually|there|who is|really|ever|going|yet|been|be|to)){0,4} (?:on|${atWork})(?: (?:at|on|into|after|care|up))?`,
  `(?:who|whos)(?: (?:is|does|will|already|actually|currently|now)){0,3} (?:be )?(?:on|${atWork})(?: (?:at|on|into|after|care|up|for))?`,
  'is it (?:taken|assigned|in progress|being looked at|being worked on)',
  // When it is over.
  `when (?:will|can|is|does|do) (?:it|this|that|${whose}|${somebody}|i|we)(?: \\p{L}{1,12}){0,5}`,
  'how (?:much )?long(?:er)?(?: \\p{L}{1,12}){0,7}',
  // What nobody but the reporter and the helpdesk can do.
  closing,
  `how (?:can|do) (?:i|we) ${close}`,
  // Other languages.
  '(?:(?:gibt es|gibts|hast du|habt ihr) )?(?:(?:schon|was|etwas|irgendwas) ){0,2}(?:neuigkeiten|neues)',
  '(?:wie (?:ist|steht)|was ist|wo ist) (?:(?:der|mein|meine|mit|es|um) ){0,2}(?:stand|status|fall|meinem fall|meinen fall|ticket|meinem ticket)',
  'wer (?:kummert sich|schaut|arbeitet|bearbeitet|hat)(?: (?:um|sich|das|es|daran|an)){0,2}|(?:kummert sich|schaut|arbeitet)(?: (?:schon|sich|da|das)){0,2} (?:jemand|wer)(?: (?:um|daran|darum|an|das)){0,2}',
  '(?:(?:y a t il|il y a|avez vous|as tu) )?(?:(?:du|d autres) nouveau|des nouvelles)|(?:quel est|ou en est) (?:le |l )?(?:statut|etat|mon (?:cas|dossier|ticket))|qui (?:s occupe|s en occupe|a pris)',
  '(?:(?:hay|tienen|tienes|tiene) )?(?:alguna |algun )?(?:novedad(?:es)?|noticias?)|(?:cual es|como esta) (?:el |mi )?(?:estado|caso)|quien (?:tiene|lleva|atiende|esta con)',
  '(?:(?:ha|tem|voces tem) )?(?:alguma |algumas )?(?:novidades?|noticias?)|(?:qual e|qual|como esta) (?:o )?(?:meu )?(?:status|estado|caso)|quem (?:esta com|cuida|pegou)',
].map(nothingBut);

const onlyCloses = nothingBut(closing);

/** Japanese puts no spaces between its words. */
const inJapanese = /^.{0,20}(?:進捗|進み具合|どうなって|状況は).{0,20}$/u;

/**
 * Whether a text asks what has become of a case and does nothing else: 'Any news?', 'Who has my case?', 'Please reopen'.
 * Whoever says it to nobody may mean anybody. Pure.
 */
export function asksAfterCase(text: string): boolean {
  const words = fewWordsOf(text);
  if (words === undefined) return false;
  return inJapanese.test(words.trim()) || asking.some((pattern) => pattern.test(words));
}

/** Whether a text that asks after a case says to close it or to open it again, which answers whoever asked that. Pure. */
export function saysCloseOrReopen(text: string): boolean {
  const words = fewWordsOf(text);
  return words !== undefined && onlyCloses.test(words);
}

/** Undefined where there are none, or too many. */
function fewWordsOf(text: string): string | undefined {
  const said = asWritten(text).trim();
  return said === '' || said.length > LONGEST ? undefined : wordsOf(said).trimEnd();
}
