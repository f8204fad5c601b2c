import { asWritten } from './as-written.ts';
import { wordsOf } from './follow-up-words.ts';
import { inEnglish } from './languages/in-english.ts';
import { sieved } from './sieve.ts';
import { isSolved } from './small-talk.ts';

/** Longer than that tells a story, and what of it is over is for a person to read. */
const LONGEST = 160;

/** Somebody else's trouble, what is still refused, and what works only here or there, or now and then. */
const somebodyElses = sieved(
  /\bfor (?!me\b|us\b|all\b|everyone\b|everybody\b|now\b)\S|\b(?:he|she|they|him|her|them|colleagues?|others)\b|\b(?:remains?|persists?|keeps?|another|other)\b/i,
);
const partly =
  /\b(?:locally|sometimes|mostly|occasionally|partly|partially|half|(?:in|with|from|via|using|as|under) (?:(?:the|my|our|own|az) ){0,2}(?:explorer|portal|postman|curl|az|cli|login|account|user)|on my (?:own )?(?:machine|laptop|pc|computer)|(?:works?|worked) (?:now |again |fine ){1,2}(?:on|against) (?!me|us|my|our|all|both|the|this|it|its)[\w-]{2,40})\b/i;
const refused =
  /(?<![\w-])40[13](?![\w-])|\b(?:forbidden|denied|refused|fail(?:s|ed|ing)?|broken|breaks|errors?|stuck|useless)\b/i;
const gone = /\b(?:gone|disappeared|vanished|away|no (?:more|longer)|any ?more|without)\b/i;

const thanking = '(?:thanks?(?: you)?|thx|ty|cheers|danke|dank|merci|gracias|obrigad[oa]|valeu)';
/** What stands around it: a greeting, thanks, gladness. As `wordsOf` leaves it. */
const around = `(?:(?:hi|hello|hey|hallo|hola|ola|bonjour|salut|moin)(?: (?:all|everyone|everybody|team|guys|folks|there|bot))?|ok|okay|yes|yep|yeah|yay|oh|ah|wow|hurra[yh]|finally|great|perfect|awesome|nice|cool|super|excellent|ja|oui|si|sim|endlich|toll|enfin|parfait|perfecto|perfeito|(?:many |much |muchas |muito |vielen |mille )?${thanking}(?: (?:so|very|much|a lot|again|all|everyone|everybody|team|guys|folks|bot|you|schon|sehr|beaucoup)){0,3}(?: for (?:(?:the|your|all|looking|helping|quick|fast|great) ?){0,4}(?:help|support|answer|reply|response|hint|tip|fix|info)?)?|ありがとう\\S{0,8}|助かりました)`;
const nothingBut = (words: string) => new RegExp(`^(?: ${around}){0,5} (?:${words})(?: ${around}){0,5} $`, 'u');

const end = '(?: (?:now|again|just|fine|great|well|perfectly|nicely|smoothly|properly))';
const over = nothingBut(
  [
    `(?:(?:it|that|this|everything|all|access|now|just|finally) ){0,3}works${end}{0,2}`,
    // 'For me' alone may say who is not refused; with 'now' it was refused before.
    `(?:(?:it|that|this|everything|all) )?works(?: (?:fine|great|well|perfectly))? for (?:me|us|all|everyone|everybody)(?: (?:now|again)){1,2}`,
    `(?:(?:it|that|this|everything|all|access) is|its|thats) (?:now )?working${end}{0,2}`,
    '(?:(?:the )?(?:problem|issue|error|case) |das problem ist |ist )?(?:is )?(?:solved|fixed|resolved|gelost|behoben|erledigt|resuelto|solucionado|resolvido|resolu|regle)',
    '(?:(?:es|das|alles|jetzt) )?(?:funktionierts?|klappts?)(?: (?:es|das|jetzt|wieder|nun|prima|super|gut|alles)){0,3}',
    '(?:bei|fur) (?:mir|mich|uns) (?:geht|funktioniert|klappt) (?:es|alles|das)(?: (?:jetzt|wieder|nun)){1,2}',
    '(?:ca|cela|tout) (?:marche|fonctionne)(?: (?:maintenant|bien|tres|parfaitement|de nouveau)){0,2}',
    '(?:(?:ya|ahora|todo|tudo|ja|agora) ){0,2}(?:(?<= (?:ya|ahora) )(?:me|nos) )?funciona(?: (?:ya|ahora|agora|bien|bem|todo|tudo|perfectamente|de nuevo|de novo)){0,2}',
    '(?:動きました|使えました|使えるようになりました|解決しました)',
  ].join('|'),
);
/** Which may tell of another time, or of the writer, but for the thanks. */
const overWithThanks = nothingBut('(?:(?:it|everything|all|now) )?(?:worked|working)(?: (?:now|again|fine|well))?');
const thanked = new RegExp(` (?:${thanking})(?= )`, 'u');
/** 'Thanks, Megan!' */
const named =
  /(?<=(?<!\p{L})(?:[Tt]hanks|[Tt]hank you|[Tt]hx|[Cc]heers|[Dd]anke|[Mm]erci|[Gg]racias|[Oo]brigad[oa])(?: (?:so|very) much| a lot)?,? )@?\p{Lu}[\p{L}-]{1,20}(?: \p{Lu}[\p{L}-]{1,20})?(?=[\s.!,]{0,9}$|[.!,])/u;

/** Whether a text says that the writer's own trouble is over, and nothing else: 'It works now, thanks'. */
export function saysItWorks(text: string): boolean {
  const said = asWritten(text).trim();
  if (said.length > LONGEST) return false;
  const words = wordsOf(said.replace(named, ' '));
  if (!/[?？]/.test(said) && (over.test(words) || (overWithThanks.test(words) && thanked.test(words)))) return true;
  const prose = inEnglish(said);
  if (prose.length > LONGEST || !isSolved(prose) || somebodyElses.test(prose) || partly.test(prose)) return false;
  return !refused.test(prose) || gone.test(prose);
}

/** Only what looks like a name, and stands where what works does: 'plant-b works now', 'it works again on plant2'. */
const worksThere = /([\w-]{2,60}) (?:now |again )?(?:works?|is working)\b|\b(?:on|for|with) ([\w-]{2,60})/gi;
const likeName = /[a-z](?=[\w-]{0,60}[-\d])/i;

/** What a text that says that something works says it of, as it is called: an instance. Undefined where it names none. */
export function whatWorks(text: string): string | undefined {
  const said = asWritten(text);
  const named = [...said.matchAll(worksThere)].flatMap(([, before, after]) => before ?? after ?? []);
  return named.find((name) => likeName.test(name))?.toLowerCase();
}

const yesOrNo = /^\s{0,9}(?:yes|yep|yeah|no|nope|ja|nein|oui|non|s[ií]|sim|não)(?!\p{L})/iu;

/** Whether it begins as an answer does. */
export function beginsAsAnswer(text: string): boolean {
  return yesOrNo.test(asWritten(text));
}
