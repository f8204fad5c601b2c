import { asWritten } from './as-written.ts';
import { wordsOf } from './follow-up-words.ts';

/** Whoever tells more than that tells something. */
const LONGEST = 160;

const before =
  '(?: (?:ok|okay|hm{1,4}|well|so|and|but|then|great|nice|thanks|thank you|thx|und|also|danke|et|alors|bon|merci|y|entonces|gracias|e|entao|obrigad[oa])){0,4}';
const behind = '(?: (?:then|please|pls|exactly|again|denn|bitte|que|alors|entonces|entao)){0,2}';

/** 'Ok and now?' */
const alone = new RegExp(
  `^${before} (?:(?:and |so |what |then )now(?: what)?|now what|what then|whats next|what(?: is)? next|what is the next step|next steps?|what else|und (?:jetzt|nun)|was (?:jetzt|nun)|et (?:maintenant|apres)|y ahora|ahora que|e agora|agora o que)${behind} $`,
  'u',
);

/** As `wordsOf` leaves a text. */
const asking = [
  // What to do.
  'what (?:am i|are we|is one) (?:supposed|meant|expected|to) (?:to )?(?:do|press|click|try)',
  'what (?:do|should|shall|can|could|must|else can) (?:i|we|one) (?:do|try|press|click)(?! for)',
  'how (?:do|can|could|should|am|are) (?:i|we|one) (?:supposed to )?(?:fix|solve|mend|repair|resolve|proceed|go on|continue|do|run|use|apply|request) ?(?:it|this|that|the command|access|from here|now|myself)?',
  'where (?:do|can|should|must) (?:i|we) (?:click|press|run|go|start|do (?:it|that|this))',
  '(?:what does (?:it|this|that|all (?:this|that)) mean|(?:i|we) (?:do not|dont|cant|cannot) (?:understand|get (?:it|that|this)))(?= $| (?:what|it|this|that) )',
  // Who can do it.
  'who (?:else )?(?:can|could|may|should|will) (?:(?:please|actually|then) )?(?:fix|solve|do|approve|run|grant|assign|give|help|change|allow|decide|mend|repair|resolve)',
  'who (?:is|are) (?:the|our|an?) (?:owners?|admins?|administrators?|approvers?)',
  'who(?:m)? (?:do|should|can|could|must|shall) (?:i|we) (?:ask|call|contact|write|tell|turn|talk|speak|send)',
  'who (?:does|is (?:allowed|able|entitled)|has (?:the |those |these |that )?(?:rights?|permissions?|role))(?= $| to )',
  // He cannot.
  '(?:(?:i|we) (?:have no|do not have|dont have|lack|have not|havent got|am not|are not|im not) (?:the |any |enough |those )?(?:rights?|permissions?|allowed|able|entitled)|(?:i|we) (?:cant|cannot|can not|may not)|im not allowed) (?:to )?(?:run|execute|use|do) (?:that|this|the|it|these|those|your)(?: (?:az )?(?:command|script|line)s?)?(?= )',
  // His buttons do not help him.
  '(?:buttons?|links?|forms?|card) (?:just |only |simply )?(?:does|do|did) (?:absolutely )?nothing',
  'nothing happens',
  // Other languages.
  'was (?:soll|kann|muss|mache?|tue?|machen|sollen|konnen) (?:ich|wir)(?! fur)',
  'wer (?:kann|darf|soll|muss) (?:mir |uns )?(?:das|es|dies|den|die|hier|helfen)',
  'wie (?:behebe|lose|repariere|mache) ich (?:das|es)',
  'que (?:dois|puis|peux|faut) (?:je|il|on)?|(?:qu est ce que )?je (?:fais|dois faire) quoi|que faire',
  'qui (?:peut|a le droit|pourrait)',
  'que (?:hago|hacemos|debo hacer|tengo que hacer|puedo hacer)',
  'quien(?:es)? (?:puede|pueden|tiene derecho)',
  'o que (?:eu )?(?:faco|devo fazer|posso fazer|tenho que fazer|fazemos)',
  'quem (?:pode|tem direito|consegue)',
].map((words) => new RegExp(` (?:${words})`, 'u'));

/** Japanese puts no spaces between its words. */
const inJapanese = /どうすれば|どうしたら|何をすれば|誰が.{0,12}でき|次は(?:何|どう)/u;

/** What is refused now is a trouble of its own. */
const refused = / (?:[45]\d\d|forbidden|denied|refused|unauthorized|verboten|interdit|prohibido|proibido) /;

/**
 * Whether a text asks what to do with an answer, or who can, or says that its writer cannot: 'Ok and now?', 'Who can fix
 * it?', 'I may not run that command'. Pure.
 */
export function asksWhatToDo(text: string): boolean {
  const said = asWritten(text).trim();
  if (said === '' || said.length > LONGEST) return false;
  const words = wordsOf(said);
  if (refused.test(words)) return false;
  return alone.test(words) || inJapanese.test(said) || asking.some((pattern) => pattern.test(words));
}
