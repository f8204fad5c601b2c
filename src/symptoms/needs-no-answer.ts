import { asWritten } from './as-written.ts';
import { thanks, wordsOf } from './follow-up-words.ts';
import { saysItWorks } from './it-works.ts';
import { inEnglish } from './languages/in-english.ts';
import { isSolved, laughs } from './small-talk.ts';

/** Said to show that something was heard. */
const hearing =
  'ok|okay|k|yes|yep|yeah|no|nope|sure|fine|good|well|alright|right|understood|noted|got it|i see|will do|done|welcome|youre welcome|no problem|sorry|bye|good (?:bot|job|work)|well done|see you|alles klar|verstanden|d accord|compris|vale|entendido|certo|了解(?:です)?|わかりました';
const heard = new RegExp(`^(?: (?:${hearing})){1,4} $`, 'u');
/** What stands around a word of thanks: for what, and to whom. */
const padding =
  'for|the|your|(?:that|this|it) (?:is|was)|thats|its|this|that|it|looking|helping|helpful|quick|fast|everything|again|very|so|really|much|a|lot|all|you|everyone|everybody|team|guys|folks|bot|and|oh|ah|hi|hello|hey|fur|die|das|deine|eure|ihre|schnelle|dir|euch|ihnen|nochmals?|pour|l|votre|ton|a|tous|por|la|tu|su|todos|pela|muito|mucho|(?<= (?:for|the|your|that|this|quick|fast) )(?:help|support|answer|reply|response|info|information|hint|tip|explanation)|(?<= (?:die|deine|eure|ihre|schnelle) )(?:hilfe|antwort|auskunft)|(?<= (?:l|votre|ton|la|tu|su|pela) )(?:aide|reponse|ayuda|respuesta|ajuda|resposta)';
const onlyThanks = new RegExp(`^(?: (?:${hearing}|${padding})){0,12} ?$`, 'u');
/** What the writer has done or is about to do. Anything else may be a complaint. */
const tells =
  /^ (?:(?:ok|okay|and) ){0,2}(?:(?:i|we)(?: have|ve)?(?: (?:just|already|now|also))? (?:asked|told|wrote|written|sent|requested|contacted|called|informed|forwarded)|(?:ive|weve) (?:just |already )?(?:asked|told|written|sent|requested|contacted|called|informed|forwarded)|(?:(?:i|we) will|ill|well|will|(?:i|we) can|let me|(?:i am|im|we are) going to) (?:ask|tell|write|try|check|wait|look|read|contact|speak|talk|send|call|request|forward|do|let)|ich (?:habe \p{L}{2,20} gefragt|frage|werde|probiere|versuche)|je (?:vais|demande)|j ai demande|voy a|(?:le )?pregunte|he preguntado|vou|perguntei) /u;
const asksOrComplains =
  / (?:but|still|not|cannot|(?:ca|do|does|did|is|are|was|has|have|could|wo|would)nt|no|nobody|nothing|none|never|yet|fail(?:s|ed)?|broken|errors?|refused|denied|wrong|403|stuck|waiting|ago|who|whos|whats?|why|how|when|where|which|any|anyone|anybody|(?:can|could|would|will|should|do|does|did|is|are) (?:i|we|you|it|there|this|that|someone|somebody)|need|want|aber|nicht|nichts|kein\p{L}{0,2}|niemand|noch|wer|was|wann|wie|mais|pas|rien|qui|quand|quoi|pero|nada|quien|cuando|que|mas|nao|quem|quando|ninguem|nadie)(?= )/u;
/** Whoever is not glad waits for more. */
const upset = /[😠😡🤬😤😞😟😢😭😕🙁☹😖😣😩😫👎💩🤦😒🙄]|[:;]-?[(/](?!\/)/u;
const asks = /[?？]|\b(?:please|pls|bitte|s'il|por favor)\b/i;

/** Whether a text only thanks, agrees, laughs or is glad, so that whoever answers it would have the last word. Pure. */
export function needsNoAnswer(text: string): boolean {
  const said = asWritten(text).trim();
  if (asks.test(said) || upset.test(said)) return false;
  if (!/[\p{L}\p{N}]/u.test(said)) return said !== '';
  const words = wordsOf(said);
  if (heard.test(words) || saysNoMoreThanThanks(words)) return true;
  return laughs.test(said) || saysItWorks(said) || isSolved(inEnglish(said));
}

function saysNoMoreThanThanks(words: string): boolean {
  const left = thanks.reduce((rest, pattern) => rest.replace(pattern, ' '), words).replace(/ {2,99}/g, ' ');
  if (left.length === words.length) return false;
  return onlyThanks.test(left) || (tells.test(left) && !asksOrComplains.test(left));
}
