import { asWritten } from './as-written.ts';
import { again, asksWhether, saysNoMore, still, thanks, wordsOf } from './follow-up-words.ts';
import { saysItWorks } from './it-works.ts';

/** Whoever tells more than that tells something of its own. */
const LONGEST = 160;

/** As `wordsOf` leaves a text. */
const fails =
  / (?:fail(?:s|ed|ing|ures?)?|broken|40[13]|forbidden|(?:access )?denied|refused|rejected|unauthori[sz]ed|errors?|fehler|(?:do|does|did|is|was|will|can)(?:nt| not) (?:\p{L}{1,12} )?(?:work(?:ing|s|ed)?|help(?:ed|ing|s)?|fixed|solved|resolved|over|gone)|(?:wont|cant|cannot|not) (?:work(?:ing)?|help(?:ing)?|fixed|solved|resolved|over|gone)|nicht (?:gelost|behoben)|pas (?:resolu|regle)|no (?:esta )?(?:resuelto|solucionado)|nao (?:esta )?resolvido)(?= )/gu;
/** What is said around it, to somebody who has said that it is over. */
const around =
  / (?:unfortunately|im afraid|hello|bot|team|everything|nothing|anything|problem|issue|trouble|case|ticket|re ?open(?:ed)?|open (?:it|this|the case|my case)|end|side|yet)(?= )/gu;
/** What is still being done, and what is no more. */
const other =
  / (?:wait|try|check|look|test|investigat)ing | no (?:40[13]|errors?|forbidden|fehler) | (?:sin|sem|ya no|ja nao) /u;

/**
 * Whether a text says that what was thought to be over still fails, and nothing else: 'It still fails', 'Nope, still 403', 'Please
 * reopen, it does not work'. What names an instance or an operation is a report, and what asks is a question. Pure.
 */
export function saysStillFails(text: string): boolean {
  const said = asWritten(text).replace(/’/g, "'").trim();
  if (said === '' || said.length > LONGEST || asksWhether(said) || saysItWorks(said)) return false;
  const words = wordsOf(said);
  if (other.test(words)) return false;
  const isStill = still.some((pattern) => words.search(pattern) >= 0);
  if (!isStill && words.search(fails) < 0) return false;
  const rest = [fails, ...still, ...again, around, ...thanks].reduce((left, each) => left.replace(each, ' '), words);
  return saysNoMore(rest.replace(/ {2,99}/g, ' '));
}
