import { still, tried, wordsOf } from './follow-up-words.ts';
import { inEnglish } from './languages/in-english.ts';
import { readSymptoms } from './read-symptoms.ts';
import type { SymptomReport } from './report.ts';

export type Undefinable<T> = { [K in keyof T]: T[K] | undefined };
/** What a follow-up changes of a report. A field that is there and undefined is to be dropped. */
export type Change = Undefinable<Partial<SymptomReport>>;

/**
 * What a text that says it still fails tells of the call that fails now: 'Still 403 when uploading'. Only what stands beside
 * the refusal, and nothing that the last report knows better. Pure.
 * @param whole what is read of the whole text
 */
export function toldAnew(text: string, whole: SymptomReport, last: SymptomReport): Change {
  const call = ofTheCall(inEnglish(text));
  const told = readSymptoms(call);
  const { principal, instance, client, status } = told;
  const { worksWith, body, correlationId, at } = whole;
  // In the Explorer it is the person who calls.
  const isSure = client === 'adt-explorer' || (principal?.id !== undefined && principal.kind !== 'me');
  const isOtherStatus = status !== undefined && last.status !== undefined && status !== last.status;
  return {
    ...triedAnew(call, told, last),
    ...(isSure && principal ? { principal } : unnamedCaller(told, last)),
    ...(worksWith && { worksWith }),
    ...(instance && { instance }),
    ...(client && { client }),
    ...(body && { body }),
    // They are of one call.
    ...((correlationId ?? at) !== undefined && { correlationId, at }),
    ...(isOtherStatus && last.service === 'digital-twins' && { status }),
  };
}

/** 'It works with my login and fails from our function app' names no service, because the last report did. */
export function whoFails(told: SymptomReport, last: SymptomReport): Change | undefined {
  const { worksWith, status = 403, errorCode } = told;
  if (status !== 403 || errorCode !== undefined || (!callsByItself(told) && worksWith === undefined)) return undefined;
  return { ...unnamedCaller(told, last), ...(worksWith && { worksWith }) };
}

function callsByItself({ principal }: SymptomReport): boolean {
  return principal?.kind === 'app' || principal?.kind === 'managed-identity';
}

/** 'The function app' is no other than the one whose name is known. */
function unnamedCaller(told: SymptomReport, last: SymptomReport): Pick<Change, 'principal'> {
  const { principal } = told;
  const isKnown = principal?.id === undefined && callsByItself(last) && last.principal?.id !== undefined;
  return principal !== undefined && callsByItself(told) && !isKnown ? { principal } : {};
}

const things = /\b(?:twins?|relationships?|models?|dtdl|ontolog(?:y|ies)|event ?routes?|jobs?|quer(?:y|ies|ying))\b/i;

function triedAnew(call: string, told: SymptomReport, last: SymptomReport): Pick<Change, 'operation' | 'access'> {
  const { operation, access } = told.operation === undefined ? triedInWords(call) : told;
  if (operation === undefined) return {};
  // 'When I save', after event routes were: a verb alone does not say what.
  const hadThing = last.operation === 'models' || last.operation === 'event-routes' || last.operation === 'jobs';
  const fits = access === last.access && (hadThing || (operation === 'models' && last.operation === 'write'));
  return fits && !things.test(call) ? {} : { operation, ...(access && { access }) };
}

function triedInWords(call: string): Partial<Pick<SymptomReport, 'operation' | 'access'>> {
  const words = wordsOf(call);
  return tried.find((each) => each.words.some((pattern) => words.search(pattern) >= 0)) ?? {};
}

/** 'After Megan updated the role', 'while Lee can query': what somebody has done, or can do, is not what is refused. */
const circumstance =
  /\b(?:after|since|because|although|(?:even )?though|despite|in spite of|before|until|whereas|while(?! (?:\w{2,20}ing|i|we)\b))\b[^,;.!?\n]{0,150}?(?=[,;.!?\n]|\b(?:still|when)\b|$)/gi;
const ends = /[,;\n]|[.!](?=\s|$)|(?<=\?)| - |\bbut\b/i;
const ofRefusal = /(?<![\w.-])[45]\d\d(?![\w-])|\b(?:forbidden|denied|refused|fail\w{0,3}|tr(?:y|ied|ying))\b/i;
const goesOn = /^\s{0,3}(?:and )?(?:now|when|while|if|on|this time)\b/i;

/** Of a text in English what stands beside the refusal. Questions are none. */
function ofTheCall(prose: string): string {
  const clauses = prose.replace(circumstance, ' ').split(ends);
  return clauses
    .filter((clause) => !clause.endsWith('?') && (ofRefusal.test(clause) || goesOn.test(clause) || saysStill(clause)))
    .join('\n');
}

function saysStill(clause: string): boolean {
  const words = wordsOf(clause);
  return still.some((pattern) => words.search(pattern) >= 0);
}
