import { type Said, withoutIds } from './follow-up-names.ts';
import {
  again,
  callers,
  gives,
  negated,
  opener,
  question,
  reaction,
  saysNoMore,
  service,
  solved,
  still,
  thanks,
  tried,
  wordsOf,
  worksWith,
} from './follow-up-words.ts';
import { readSymptoms } from './read-symptoms.ts';
import type { ReportedPrincipal, SymptomReport } from './report.ts';

/** A longer message tells its own story. */
const longest = 200;

/**
 * Reads a short message as a change of the last report: 'and for plant-b?', 'it's the function app, not me', 'try
 * again', 'it was a query', 'twin-sync' where an app was asked for. Undefined where it is none: a report or a request of
 * its own, a command, chatter. That all is well now gives a report of the kind 'chatter'. Pure; no field of the result
 * holds more of the text than a name or an id.
 * @param offered names of the instances that the person was asked to choose from
 */
export function refine(last: SymptomReport, text: string, offered: readonly string[] = []): SymptomReport | undefined {
  if (text.length > longest || text.trim() === '') return undefined;
  const alone = readSymptoms(text);
  if (alone.kind === 'command' || alone.kind === 'access-request' || alone.redacted.length > 0) return undefined;
  if (last.kind === 'unclear') {
    const answered = serviceNamed(last, text, alone);
    if (answered !== undefined) return answered;
  }
  if (alone.kind === 'other-service' || question.test(wordsOf(text))) return undefined;
  const said = withoutIds(plainQuotes(text), last, offered);
  const words = takeAll(wordsOf(said.rest));
  const persists = words.still || (words.again && !words.solved);
  const tells = alone.kind === 'adt-403' || alone.kind === 'adt-other';
  if (tells && !words.still && !words.again && !opener.test(wordsOf(text))) return undefined;

  const principal = callerOf(said, words, last);
  const change: Partial<SymptomReport> = {
    ...(said.instance && { instance: said.instance }),
    ...(principal && { principal }),
    ...words.change,
  };
  if (!saysNoMore(words.rest)) {
    if (alone.kind !== 'unclear' || alone.service !== undefined) return undefined;
    // 'Still 403 after Megan gave me the role' says more than is understood, and is clear all the same.
    if (persists) return changed(last, {});
    const whose = whoFails(alone);
    return whose && changed(last, whose);
  }
  const changes = Object.keys(change).length > 0;
  if (words.solved && !persists && !changes) return { kind: 'chatter', redacted: [] };
  if (!changes && !persists) return undefined;
  return changed(last, change);
}

/** Whether a follow-up reacts to an answer, 'no, the app' and 'again', rather than to go on with what was being said. */
export function reactsToAnswer(text: string): boolean {
  const words = wordsOf(text);
  return (
    [...again, ...still].some((pattern) => words.search(pattern) >= 0) ||
    reaction.test(words) ||
    /[?？]\s{0,9}$/.test(text)
  );
}

/** The answer to 'Which service answered 403?'. */
function serviceNamed(last: SymptomReport, text: string, alone: SymptomReport): SymptomReport | undefined {
  if (text.length > 80 || alone.kind === 'adt-403' || alone.kind === 'adt-other') return undefined;
  const { kind, ...told } = readSymptoms(`${last.status ?? 403} from ${text}`);
  const named =
    kind === 'other-service' ||
    alone.service === 'digital-twins' ||
    (alone.instance !== undefined && (kind === 'adt-403' || kind === 'adt-other'));
  if (!named || kind === 'unclear') return undefined;
  return { ...told, ...last, kind, ...(told.service && { service: told.service }), redacted: [] };
}

interface Taken {
  /** What is left of the words. */
  rest: string;
  kind?: ReportedPrincipal['kind'];
  notMe: boolean;
  change: Pick<Partial<SymptomReport>, 'operation' | 'access' | 'worksWith'>;
  again: boolean;
  still: boolean;
  solved: boolean;
}

function takeAll(words: string): Taken {
  let rest = words;
  const take = (patterns: readonly RegExp[]) => {
    const before = rest;
    for (const pattern of patterns) rest = rest.replace(pattern, ' ').replace(/ {2,9}/g, ' ');
    return rest !== before;
  };
  take(gives);
  const elsewhere = worksWith.find(([, patterns]) => take(patterns))?.[0];
  const notMe = take(negated.me);
  take(negated.app);
  const isStill = take(still);
  const isAgain = take(again);
  take(service);
  const kind = (['managed-identity', 'app', 'user', 'me'] as const).find((each) => take(callers[each]));
  // The managed identity of the function app is still the managed identity.
  if (kind === 'managed-identity') take(callers.app);
  const operation = tried.find(({ words: patterns }) => take(patterns));
  const isSolved = take(solved);
  take(thanks);
  return {
    rest,
    ...(kind && { kind }),
    notMe,
    change: {
      ...(operation && { operation: operation.operation, ...(operation.access && { access: operation.access }) }),
      ...(elsewhere && { worksWith: elsewhere }),
    },
    again: isAgain,
    still: isStill,
    solved: isSolved,
  };
}

function callerOf({ caller }: Said, { kind, notMe }: Taken, last: SymptomReport): ReportedPrincipal | undefined {
  if (caller !== undefined) {
    const before = last.principal;
    const expected = before !== undefined && before.kind !== 'me' && before.kind !== 'user' ? before.kind : undefined;
    const named = kind === 'me' ? undefined : kind;
    return { kind: caller.kind === 'user' ? 'user' : (named ?? caller.kind ?? expected ?? 'app'), id: caller.id };
  }
  if (kind !== undefined) return { kind };
  // 'Not me' alone leaves open who; an app is who it usually is.
  return notMe ? { kind: 'app' } : undefined;
}

/** 'It works with my login and fails from our function app' names no service, because the last report did. */
function whoFails({ principal, worksWith, status = 403, errorCode }: SymptomReport) {
  const isAnother = principal?.kind === 'app' || principal?.kind === 'managed-identity';
  if (status !== 403 || errorCode !== undefined || (!isAnother && worksWith === undefined)) return undefined;
  return { ...(isAnother && { principal }), ...(worksWith && { worksWith }) };
}

/** What belongs to one call only is dropped where another one is meant. */
function changed(last: SymptomReport, change: Partial<SymptomReport>): SymptomReport {
  const { access, correlationId, at, body, errorCode, token, worksWith, ...lasting } = last;
  const anotherCall = change.instance !== undefined || change.principal?.kind === 'user';
  const ofThisCall = { correlationId, at, body, errorCode, token };
  const unknownService = last.kind === 'unclear' || last.kind === 'other-service';
  return defined({
    ...lasting,
    ...(anotherCall ? {} : ofThisCall),
    ...(change.operation === undefined && { access }),
    // What works as oneself is somebody else's failure.
    ...(change.principal?.kind !== 'me' && { worksWith }),
    ...change,
    ...(unknownService &&
      change.instance !== undefined && {
        kind: 'adt-403' as const,
        service: 'digital-twins',
        principal: change.principal ?? last.principal ?? { kind: 'me' as const },
      }),
    redacted: [],
  });
}

type Undefinable<T> = { [K in keyof T]: T[K] | undefined };

function defined(
  report: Undefinable<Partial<SymptomReport>> & Pick<SymptomReport, 'kind' | 'redacted'>,
): SymptomReport {
  return Object.fromEntries(
    Object.entries(report).filter(([, value]) => value !== undefined),
  ) as unknown as SymptomReport;
}

function plainQuotes(text: string): string {
  return text.replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d\u201e\u00ab\u00bb「」]/g, '"');
}
