import { operationInCode } from './operation-in-code.ts';
import type { Operation } from './report.ts';
import { type Sieve, sieved } from './sieve.ts';

export interface OperationReading {
  operation: Operation;
  access?: 'read' | 'write';
  /** Whether code, a path or a command said so, which only ADT has, and not words. */
  certain: boolean;
}

const refused = sieved(/(?<![\w-])403(?![\w-])|forbidden|denied|refused|not (?:allowed|authorized|permitted)/i);

/** 'Please verify that the twin id is valid and ensure that the twin is not deleted': words of the service. */
const advice = sieved(/\bplease (?:verify|ensure|check|make sure) (?:that|if|the)\b/i);

type Rule = readonly [pattern: Sieve, operation: Operation, access: 'read' | 'write' | undefined];

const looks =
  'list(?:s|ing|ed)?|see|seeing|read(?:s|ing)?|get(?:ting)?(?= (?:the|my|our|all|a|any|some|twins?|models?|digital|relationships?|event|dtdl)\\b)(?! (?:an? |the |this |some )?(?:[45]\\d\\d|http|forbidden|error|access|permission))|view(?:s|ing|ed)?|show(?:s|ing|n)?|load(?:s|ing|ed)?|open(?:s|ing)?|fetch(?:es|ing|ed)?|retriev(?:e|es|ing|ed)|download(?:s|ing|ed)?|look(?:ing)? at|display(?:s|ing|ed)?|brows(?:e|ing)';
const removes =
  'delet(?:e|es|ing|ed|ion)|remov(?:e|es|ing|ed|al)|decommission(?:s|ing|ed)?|drop(?:s|ping|ped)?|purg(?:e|es|ing)|wip(?:e|es|ing)';
const writes =
  'upload(?:s|ing|ed)?|submit(?:s|ting|ted)?|creat(?:e|es|ing|ed|ion)|import(?:s|ing|ed)?|add(?:s|ing|ed)?|updat(?:e|es|ing|ed)|push(?:es|ing|ed)?|publish(?:es|ing|ed)?|deploy(?:s|ing|ed)?|put(?:s|ting)?|post(?:s|ing|ed)?|edit(?:s|ing|ed)?|chang(?:e|es|ing|ed)|writ(?:e|es|ing|ten)|wrote|patch(?:es|ing|ed)?|sav(?:e|es|ing|ed)|set(?:s|ting)?|insert(?:s|ing|ed)?|upsert(?:s|ing|ed)?|modif(?:y|ies|ying|ied)|renam(?:e|ing)|replac(?:e|es|ing|ed)|seed(?:s|ing)?|provision(?:s|ing|ed)?|link(?:s|ing)?|connect(?:ing)?';
const models = 'dtdl(?: files?| models?)?|ontolog(?:y|ies)|models?';
const manages = `${removes}|creat(?:e|es|ing|ion)|set(?:ting)? up|configur(?:e|ing)|provision(?:ing)?|deploy(?:ing)?|approv(?:e|ing)`;
const between = (most: number) =>
  `(?: (?!(?:when|while|and|but|or|after|because|if|for|[45]\\d\\d|forbidden)\\b)(?:dtmi:[\\w:;]{1,80}|[\\w'/-]{1,16})){0,${most}}? `;

/** Verb and thing in either order: 'upload models', 'the models upload', 'models cannot be uploaded'. */
function act(verbs: string, things: string, notBefore = ''): RegExp {
  return new RegExp(
    `\\b(?:${verbs})${between(4)}(?:${things})(?![\\w(]|\\.\\w)${notBefore}|(?<![\\w./-])(?:${things})(?![\\w(]|\\.\\w)${notBefore}${between(5)}(?:${verbs})\\b`,
    'i',
  );
}

/** 'Open ADT', 'the twins instance' and 'twins explorer' are no twins that are read. */
const notTheService =
  '(?! (?:explorer|instance|api|service|data (?:owner|reader|history)|(?:data )?role|client|sdk|access|studio|team|project|app)\\b)';
const plainTwins = `(?<!azure |azure digital |digital )(?:twins?|relationships?|edges?|(?:twin )?graph|components?|property|properties)|(?<=\\b(?:the|my|our|some|any|all|a|of) )digital twins?${notTheService}`;

const patterns: readonly (readonly [pattern: RegExp, operation: Operation, access: 'read' | 'write' | undefined])[] = [
  [
    new RegExp(
      `\\b(?:creat|add|mak|writ|delet|remov|list|updat|see)\\w{0,4} (?:(?:an?|the|my|any|new) ){0,2}role assignments?\\b|\\bassign(?:ing)? (?:a |the |data )?(?:roles?|owner|reader)\\b|\\b(?:${manages}) (?:(?:an?|the|my|our|new|of) ){0,3}(?:(?:adt|azure digital twins|digital twins) )?(?:instance|endpoint|private endpoint|private link|data history)\\b`,
      'i',
    ),
    'control-plane',
    'write',
  ],
  [act(looks, 'event ?routes?'), 'event-routes', 'read'],
  [act(`${removes}|${writes}`, 'event ?routes?'), 'event-routes', 'write'],
  [/\bevent[ -]?rout(?:es?|ing)\b/i, 'event-routes', undefined],
  [/\b(?:list|show|get|see|check)(?:ing)? (?:\w{1,12} ){0,2}(?:import|delet(?:e|ion)|bulk) jobs?\b/i, 'jobs', 'read'],
  [
    /\b(?:bulk[ -])?import(?:s|ing)?[ -](?:job|api)s?\b|\bbulk[ -](?:import|delet|upload|load|jobs?\b)|\b(?:jobs? api|import jobs?|delet(?:e|ion) jobs?)\b/i,
    'jobs',
    'write',
  ],
  [act(looks, models), 'models', 'read'],
  [act(`${removes}|${writes}`, models), 'models', 'write'],
  [/(?<![\w./-])(?:dtdl|models?)(?![\w(]|\.\w| number| graph)/i, 'models', undefined],
  // Nothing else is uploaded.
  [/\bupload(?:s|ing|ed)?\b(?! (?:\w{1,12} ){0,2}(?:logs?|screenshots?|pictures?|scenes?|blobs?))/i, 'models', 'write'],
  [/\bquer(?:y|ies|ying|ied)\b|\bselect\b[^;\n]{1,200}?\bfrom (?:digital ?twins|relationships)\b/i, 'query', 'read'],
  [
    /\b(?:send(?:s|ing)?|publish(?:es|ing)?|post(?:s|ing)?|push(?:es|ing)?) (?:\w{1,12} ){0,3}telemetry\b|\btelemetry (?:can't|cannot|isn't|publish)/i,
    'write',
    'write',
  ],
  [act(removes, plainTwins), 'delete', 'write'],
  [act(writes, plainTwins), 'write', 'write'],
  [act(looks, plainTwins, notTheService), 'read', 'read'],
  [
    /\b(?:(?:gets?|getting|are|being|to be) deleted|deleting|to delete|on delete|deletes?|delete (?:calls?|requests?|fails?))\b/i,
    'delete',
    'write',
  ],
  [
    /\b(?:patch(?:es|ing|ed)?|upserted|(?:gets?|getting|is|are|being|to be) (?:written|updated|changed|modified|saved|inserted|overwritten)(?! (?:by|to|from|in (?:the )?(?:role|policy|portal)))|(?:to|can't|cannot|won't|allowed to|may not) {1,2}(?:write|update|change|modify|edit)|writ(?:es|ing)|updating|(?:i|we|he|she|they|user) (?:saves?|changes?|edits?|modif(?:y|ies))|(?:can't|cannot|on|to) save|saving|changing|editing|modifying|(?:put|post|patch)(?= (?:returns?|gives?|fails?|calls?|requests?|is|->|=>|403|forbidden))|on (?:write|update)s?|write (?:calls?|access|requests?|operations?|fails?)|(?:on|for|during|an?|every|each|the|adt|twins?) updates?|updates? (?:calls?|fails?|requests?)|put (?:calls?|requests?)|upserts?|upserting|inserts?(?= (?:calls?|requests?|fails?|into)))\b/i,
    'write',
    'write',
  ],
  [
    /\b(?:(?:to|can't|cannot|may not|allowed to) {1,2}read|reading|reads|get(?= (?:returns?|gives?|fails|calls?|requests?))|read (?:calls?|access|requests?|operations?))\b/i,
    'read',
    'read',
  ],
];

const words = patterns.map(([pattern, operation, access]): Rule => [sieved(pattern), operation, access]);

/** What was tried when it failed. `failing` is the text without what works, for words. Code, paths and commands before words; undefined where the text does not say. */
export function readOperation(text: string, failing: string): OperationReading | undefined {
  const certain = operationInCode(text);
  if (certain !== undefined) return { ...certain, certain: true };
  // Each clause is a line.
  const clauses = failing.split('\n').filter((clause) => !advice.test(clause));
  const refusal = clauses.filter((clause) => refused.test(clause));
  // What stands beside the refusal was refused: 'it shows models, but when I add one I get 403'.
  const said = firstOf(words, refusal.join('\n')) ?? firstOf(words, clauses.join('\n'));
  // 'az dt twin create works with my account, the app gets a 403': the same was tried.
  const same = said ?? operationInCode(text, true);
  return same === undefined ? undefined : { ...same, certain: false };
}

function firstOf(rules: readonly Rule[], text: string): Omit<OperationReading, 'certain'> | undefined {
  const rule = rules.find(([pattern]) => pattern.test(text));
  if (rule === undefined) return undefined;
  const [, operation, access] = rule;
  return access === undefined ? { operation } : { operation, access };
}
