import { clip } from './clip.ts';
import { excerpt } from './excerpt.ts';
import { inEnglish } from './languages/in-english.ts';
import { withoutMarkup } from './markup.ts';
import { plainCharacters } from './plain-characters.ts';
import { saysRefusedNow } from './refused-now/says-refused-now.ts';
import type { SymptomReport } from './report.ts';
import { isSolved } from './small-talk.ts';

/**
 * Whether a message that nobody asked the bot about is a report of a 403 of Azure Digital Twins, the writer's own and of
 * now, beyond doubt. A false alarm annoys a whole channel, silence costs one person a mention: where in doubt, no. Pure;
 * `report` is what `readSymptoms` made of the same text.
 */
export function isClearReport(text: string, report: SymptomReport): boolean {
  if (report.kind !== 'adt-403' || isOfSomebodyElse(report) || /<blockquote|<quote/i.test(text)) return false;
  const said = plainCharacters(excerpt(withoutMarkup(clip(text))));
  const prose = inEnglish(said);
  return namesTwins.test(prose) && !isSolved(prose) && saysRefusedNow(said);
}

/**
 * Whether such a report also says whose it is, 'I still get 403': where somebody else was spoken of, 'still 403' may go on about
 * him. Pure.
 */
export function isOwnReport(text: string, report: SymptomReport): boolean {
  return isClearReport(text, report) && firstPerson.test(inEnglish(withoutMarkup(clip(text))));
}

/** As a word: a host ends in '.us'. */
const firstPerson = /(?<![\w./@-])(?:I|me|my|we|us|our)(?![\w/@-]|\.\w)/i;

/** 'Diego gets a 403': Diego may not want to be looked at in front of everybody. */
function isOfSomebodyElse({ principal }: SymptomReport): boolean {
  return principal?.kind === 'user' || principal?.kind === 'group';
}

/** The service itself, its host, its SDKs and commands: an instance's name alone could be anything's. */
const namesTwins =
  /\bdigital[- ]?twins?\b|\bADT\b|\.digitaltwins\.|digitaltwins\.azure|Azure\.DigitalTwins|digital[-_.]?twins?[-_.](?:core|client)|\bDigitalTwinsClient\b|\baz dt\b|\btwins?\b(?! (?:bed|room|peaks|cit|engine|brother|sister|cam))/i;
