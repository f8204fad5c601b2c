import { english } from './english.ts';
import { french } from './french.ts';
import { german } from './german.ts';
import { japanese } from './japanese.ts';
import { ownWords } from './own-words.ts';
import { plainly, refusalSentences } from './plain-sentences.ts';
import { portuguese } from './portuguese.ts';
import { usesReportWords } from './report-words.ts';
import { spanish } from './spanish.ts';

const tellings = [english, german, french, spanish, portuguese, japanese];

/** Who writes more than this tells a story, of which a report is a part at most. */
const LONGEST = 800;

/**
 * Whether the writer says, or shows by what he pastes, that he or an app of his is refused now, and says nothing that
 * tells another story: that it is over, planned, somebody else's, worked on, a joke. Pure; `text` has plain characters and
 * no markup.
 */
export function saysRefusedNow(text: string): boolean {
  const { words, within, showsClient } = ownWords(text);
  if (words.length > LONGEST) return false;
  const plain = plainly(words);
  if (!usesReportWords(plain)) return false;
  const told = `${plain}\n${plainly(within.slice(0, LONGEST))}`;
  if (tellings.some(({ otherwise }) => otherwise.some((story) => story.test(told)))) return false;
  const sentences = refusalSentences(plain);
  if (showsClient && (isGreeting(plain) || asksOrPoints.test(plain))) return true;
  if (sentences.length === 0 && !showsClient) return false;
  return tellings.some(
    ({ refused, stuck }) =>
      sentences.some((sentence) => refused.some((sign) => sign.test(sentence))) ||
      stuck.some((sign) => sign.test(plain)),
  );
}

const greetings = new Set(
  'hi hello hey all team folks everyone everybody guys good morning afternoon evening help please pls plz again now still error this here hallo zusammen moin guten morgen tag hilfe bitte bonjour tous a salut hola buenas buenos dias ayuda oi ola bom dia ajuda pessoal'.split(
    ' ',
  ),
);

/** Nothing, or a greeting, around what was pasted. */
function isGreeting(plain: string): boolean {
  const words = plain.toLowerCase().match(/[\p{L}\d]{1,40}/gu) ?? [];
  return words.length < 6 && words.every((word) => greetings.has(word));
}

/** 'I get this:', 'any idea?'. */
const asksOrPoints =
  /\b(?:I|we|my \w{1,20}|our \w{1,20})(?: \w{1,12}){0,3} (?:get|gets|getting|see|have|has|fails?)\b.{0,20}\b(?:this|that|the following|403)|\bany ideas?\b/i;
