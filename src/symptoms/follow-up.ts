import { isTold, type Said, withoutIds } from './follow-up-names.ts';
import { tokenless, withoutSecrets } from './follow-up-token.ts';
import { type Change, toldAnew, type Undefinable, whoFails } from './follow-up-told.ts';
import {
  again,
  asksWhether,
  callers,
  gives,
  negated,
  newToken,
  opener,
  question,
  reaction,
  saysNoMore,
  service,
  solved,
  still,
  talk,
  thanks,
  tried,
  wordsOf,
  worksWith,
} from './follow-up-words.ts';
import { saysItWorks } from './it-works.ts';
import { withoutMarkup } from './markup.ts';
import { ofDigitalTwins } from './of-digital-twins.ts';
import { readSymptoms } from './read-symptoms.ts';
import type { ReportedPrincipal, SymptomReport } from './report.ts';

/** A longer message tells its own story. */
const longest = 200;
/** The name of a service, with a few words around it. */
const longestName = 80;

/**
 * Reads a short message as a change of the last report: 'and for plant-b?', 'it's the function app, not me', 'try
 * again', 'it was a query', 'twin-sync' where an app was asked for, a new token. Undefined where it is none: a report or a
 * request of its own, a command, chatter. That all is well now gives a report of the kind 'chatter'. Pure; no field of
 * the result holds more of the text than a name, an id or a token's claims.
 * @param offered names of the instances that the person was asked to choose from
 */
export function refine(last: SymptomReport, text: string, offered: readonly string[] = []): SymptomReport | undefined {
  const sent = tokenless(text);
  if (sent === undefined || sent.text.length > longest) return undefined;
  const called = sent.redacted.length > 0 ? { token: sent.token } : undefined;
  if (sent.text.trim() === '' && called === undefined) return undefined;
  const refined = refineBy(last, sent.text, offered, called);
  return refined && { ...refined, redacted: sent.redacted };
}

/** `called`: the text came with a token, of which it may be known what it claims. */
function refineBy(
  last: SymptomReport,
  text: string,
  offered: readonly string[],
  called: Pick<Undefinable<SymptomReport>, 'token'> | undefined,
): SymptomReport | undefined {
  const alone = readSymptoms(text);
  if (alone.kind === 'command' || alone.kind === 'access-request') return undefined;
  if (last.kind === 'unclear') {
    const answered = nameService(last, text, offered);
    if (answered !== undefined) return defined({ ...answered, ...called });
  }
  if (alone.kind === 'other-service' || question.test(wordsOf(text))) return undefined;
  const said = withoutIds(plainQuotes(text), last, offered);
  const { name, hostName } = said.instance ?? {};
  const isElsewhere = said.instance !== undefined && !isTold(name ?? hostName?.split('.', 1)[0], last);
  // 'It works for me now' names nobody who would be refused instead.
  if (called === undefined && !isElsewhere && saysItWorks(text)) return { kind: 'chatter', redacted: [] };
  const words = takeAll(wordsOf(said.rest));
  // 'Is it fixed?' asks to look again.
  const solved = words.solved && !asksWhether(text);
  const persists = words.still || ((words.again || words.solved) && !solved);
  const tells = alone.kind === 'adt-403' || alone.kind === 'adt-other';
  if (tells && called === undefined && !words.still && !words.again && !opener.test(wordsOf(text))) return undefined;

  const principal = callerOf(said, words, last);
  const another = called ?? (words.newToken ? { token: undefined } : undefined);
  const change: Change = {
    ...(said.instance && { instance: said.instance }),
    ...(principal && { principal }),
    ...words.change,
    ...another,
  };
  // What was wrong with a token says nothing of the call that was made since.
  const since: Change = persists ? { token: undefined, ...another } : { ...another };
  if (!saysNoMore(words.rest)) {
    // 'Still getting 403 from ADT' tells of the same, unless it says where.
    const isSame = words.still && last.kind === 'adt-403' && alone.kind === 'adt-403' && alone.instance === undefined;
    if (alone.service !== undefined && !isSame) return undefined;
    if (called !== undefined && !tells) return changed(last, since);
    // 'Megan assigned it. Is it fixed now?' ends in what is asked.
    const asked = lastClause(text);
    if (words.solved && !solved && asked !== text) return refineBy(last, asked, offered, called);
    if (alone.kind !== 'unclear' && !isSame) return undefined;
    // 'Still 403 after Megan gave me the role' says more than is understood, and is clear all the same.
    if (persists) return changed(last, { ...since, ...toldAnew(text, alone, last) });
    const whose = whoFails(alone, last);
    return whose && changed(last, whose);
  }
  const changes = Object.keys(change).length > 0;
  if (solved && !persists && !changes) return { kind: 'chatter', redacted: [] };
  if (!changes && !persists) return undefined;
  return changed(last, { ...since, ...change });
}

function lastClause(text: string): string {
  return /[^.!,;:\n]{1,200}$/.exec(text)?.[0].trim() ?? text;
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

/** Whether a follow-up that is addressed to nobody is meant for the bot; `asked`: the bot has asked for something. */
export function isSaidToBot(text: string, asked: boolean): boolean {
  const words = thanks.reduce((rest, pattern) => rest.replace(pattern, ' '), wordsOf(plainQuotes(text)));
  if (talk.some((pattern) => words.search(pattern) >= 0)) return false;
  return asked || opener.test(words) || reactsToAnswer(text) || (tokenless(text)?.redacted.length ?? 0) > 0;
}

/** The answer to 'Which service answered 403?', where it names one. What is said last wins. */
export function answerService(last: SymptomReport, text: string): SymptomReport | undefined {
  if (text.length > longestName) return undefined;
  const { text: safe, redacted } = withoutSecrets(withoutMarkup(text));
  const answered = nameService(last, safe, []);
  const { kind, service } = answered ?? {};
  const names = kind === 'other-service' || (service === 'digital-twins' && readSymptoms(safe).service === service);
  return answered && names ? { ...answered, redacted } : undefined;
}

/** The same, and where the instance alone tells it. */
function nameService(last: SymptomReport, text: string, offered: readonly string[]): SymptomReport | undefined {
  if (text.length > longestName) return undefined;
  const alone = readSymptoms(text);
  if (alone.kind === 'adt-403' || alone.kind === 'adt-other') return undefined;
  const { kind, ...told } = readSymptoms(`${last.status ?? 403} from ${text}`);
  const named =
    kind === 'other-service' ||
    alone.service === 'digital-twins' ||
    (alone.instance !== undefined && (kind === 'adt-403' || kind === 'adt-other'));
  if (!named || kind === 'unclear') return undefined;
  const said = withoutIds(plainQuotes(text), last, offered);
  const principal = alone.principal ?? callerOf(said, takeAll(wordsOf(said.rest)), last) ?? last.principal;
  return { ...last, ...told, kind, ...(principal && { principal }), redacted: [] };
}

interface Taken {
  /** What is left of the words. */
  rest: string;
  kind?: ReportedPrincipal['kind'];
  notMe: boolean;
  change: Pick<Partial<SymptomReport>, 'operation' | 'access' | 'worksWith'>;
  newToken: boolean;
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
  const hasNewToken = take(newToken);
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
    newToken: hasNewToken,
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

/** What belongs to one call only is dropped where another one is meant. */
function changed(last: SymptomReport, change: Change): SymptomReport {
  const { access, correlationId, at, body, errorCode, token, worksWith, ...lasting } = last;
  const anotherCall = change.instance !== undefined || change.principal?.kind === 'user';
  const ofThisCall = change.token === undefined ? { correlationId, at, body, errorCode, token } : {};
  const unknownService = last.kind === 'unclear' || last.kind === 'other-service';
  const report = defined({
    ...lasting,
    ...(anotherCall ? {} : ofThisCall),
    ...(change.operation === undefined && { access }),
    // What works as oneself is somebody else's failure.
    ...(change.principal?.kind !== 'me' && { worksWith }),
    ...change,
    kind: last.kind,
    redacted: [],
  });
  if (change.status !== undefined) return ofDigitalTwins(report);
  if (!unknownService || change.instance === undefined) return report;
  return ofDigitalTwins({ ...report, principal: report.principal ?? { kind: 'me' } });
}

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
