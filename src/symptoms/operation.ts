import type { Operation } from './report.ts';

export interface OperationReading {
  operation: Operation;
  access?: 'read' | 'write';
  /** Whether code, a path or a command said so, which only ADT has, and not words. */
  certain: boolean;
}

type Rule = readonly [pattern: RegExp, operation: Operation, access: 'read' | 'write' | undefined];

/** Methods of the SDKs in .NET, Java, Python and JavaScript spelling; 'DigitalTwinsClient.CreateModelsAsync'. */
const sdkMethods: readonly Rule[] = [
  [/\b(?:get|list)_?Models?(?:With\w{1,20})?(?:Async)?\b(?=[\s(`]|$)|\b(?:get|list)_models?\b/i, 'models', 'read'],
  [/\b(?:create|decommission|delete)_?Models?(?:With\w{1,20})?(?:Async)?\b(?=[\s(`]|$)/i, 'models', 'write'],
  [/\b(?:get|list)_?EventRoutes?(?:With\w{1,20})?(?:Async)?\b|\b(?:get|list)_event_routes?\b/i, 'event-routes', 'read'],
  [
    /\b(?:create_?or_?replace|create|upsert|delete)_?Event_?Routes?(?:With\w{1,20})?(?:Async)?\b/i,
    'event-routes',
    'write',
  ],
  [/\b(?:get|list)_?Import_?Jobs?(?:Async)?\b/i, 'jobs', 'read'],
  [/\b(?:create|cancel|delete)_?Import_?Jobs?(?:Async)?\b/i, 'jobs', 'write'],
  [/\bquery_?Twins(?:Async)?\b|DigitalTwins(?:Async)?Client\.query(?:Async)?\b|\.QueryAsync\b/i, 'query', 'read'],
  [/\bdelete_?(?:Digital_?Twin|Relationship)s?(?:With\w{1,20})?(?:Async)?\b/i, 'delete', 'write'],
  [
    /\b(?:create_?or_?replace|create|update|upsert)_?(?:Digital_?Twin|Relationship)s?(?:With\w{1,20})?(?:Async)?\b|\bupdate_?Component(?:Async|WithResponse)?\b|\bpublish_?(?:Component_?)?Telemetry(?:Async)?\b/i,
    'write',
    'write',
  ],
  [
    /\b(?:get|list)_?(?:Digital_?Twin|(?:Incoming_?)?Relationship)s?(?:With\w{1,20})?(?:Async)?\b(?=[\s(`.,]|$)/i,
    'read',
    'read',
  ],
];

const cliCommands: readonly Rule[] = [
  [/\baz dt twin query\b/i, 'query', 'read'],
  [/\baz dt twin (?:(?:relationship|component|telemetry) )?(?:show|list)\b/i, 'read', 'read'],
  [/\baz dt twin (?:relationship )?delete(?:-all)?\b|\baz dt reset\b/i, 'delete', 'write'],
  [/\baz dt twin (?:(?:relationship|component|telemetry) )?(?:create|update|send)\b/i, 'write', 'write'],
  [/\baz dt model (?:show|list)\b/i, 'models', 'read'],
  [/\baz dt model\b/i, 'models', 'write'],
  [/\baz dt route (?:show|list)\b/i, 'event-routes', 'read'],
  [/\baz dt route\b/i, 'event-routes', 'write'],
  [/\baz dt job (?:import |deletion )?(?:show|list)\b/i, 'jobs', 'read'],
  [/\baz dt job\b/i, 'jobs', 'write'],
  [
    /\baz dt (?:show|list|network \w{1,20} (?:show|list)|endpoint (?:show|list)|data-history connection (?:show|list)|role-assignment list)\b/i,
    'control-plane',
    'read',
  ],
  [
    /\baz dt (?:create|delete|endpoint|network|identity|role-assignment|data-history|wait)\b/i,
    'control-plane',
    'write',
  ],
];

/** Data actions and paths of the data plane. Paths count only behind an ADT host or a verb. */
const verb = (names: string) =>
  `\\b(?:${names})["']?[\\s:,]{1,6}(?:url["']?[:\\s]{1,3})?["'\`]?(?:https?:\\/\\/[\\w.-]{1,120})?`;
const apiPaths: readonly Rule[] = [
  [/Microsoft\.DigitalTwins\/digitalTwinsInstances(?:\/\w{1,40}){0,4}\/read\b(?! )/i, 'control-plane', 'read'],
  [/Microsoft\.DigitalTwins\/query\/action/i, 'query', 'read'],
  [/Microsoft\.DigitalTwins\/models\/read/i, 'models', 'read'],
  [/Microsoft\.DigitalTwins\/models\/(?:write|delete)/i, 'models', 'write'],
  [/Microsoft\.DigitalTwins\/eventroutes\/(?:write|delete)/i, 'event-routes', 'write'],
  [/Microsoft\.DigitalTwins\/digitaltwins\/(?:relationships\/)?write/i, 'write', 'write'],
  [/Microsoft\.DigitalTwins\/digitaltwins\/(?:relationships\/)?delete/i, 'delete', 'write'],
  [/Microsoft\.DigitalTwins\/digitaltwins\/(?:relationships\/)?read/i, 'read', 'read'],
  [new RegExp(`${verb('GET')}\\/models\\b`), 'models', 'read'],
  [new RegExp(`${verb('GET')}\\/eventroutes\\b`, 'i'), 'event-routes', 'read'],
  [new RegExp(`${verb('GET')}\\/jobs\\b`), 'jobs', 'read'],
  [new RegExp(`${verb('POST')}\\/query\\b`), 'query', 'read'],
  [new RegExp(`${verb('POST|PATCH|DELETE')}\\/models\\b`), 'models', 'write'],
  [new RegExp(`${verb('PUT|DELETE')}\\/eventroutes\\b`, 'i'), 'event-routes', 'write'],
  [new RegExp(`${verb('PUT|POST|DELETE')}\\/jobs\\b`), 'jobs', 'write'],
  [new RegExp(`${verb('DELETE')}\\/digitaltwins\\b`), 'delete', 'write'],
  [new RegExp(`${verb('PUT|PATCH|POST')}\\/digitaltwins\\b`), 'write', 'write'],
  [new RegExp(`${verb('GET')}\\/digitaltwins\\b`), 'read', 'read'],
  [/digitaltwins\.azure\.\w{2,3}(?::443)?\/query\b/i, 'query', 'read'],
  [/digitaltwins\.azure\.\w{2,3}(?::443)?\/models\b/i, 'models', undefined],
  [/digitaltwins\.azure\.\w{2,3}(?::443)?\/eventroutes\b/i, 'event-routes', undefined],
  [/digitaltwins\.azure\.\w{2,3}(?::443)?\/jobs\b/i, 'jobs', undefined],
];

const looks = 'list|lists|listing|see|seeing|read|reads|reading|get|view|viewing|show|load|loading';
const changes =
  'upload(?:s|ing)?|creat(?:e|es|ing)|import(?:s|ing)?|add(?:s|ing)?|delet(?:e|es|ing)|remov(?:e|es|ing)|decommission(?:s|ing)?|updat(?:e|es|ing)|push(?:es|ing)?|publish(?:es|ing)?|deploy(?:s|ing)?|put(?:s|ting)?|post(?:s|ing)?|edit(?:s|ing)?|chang(?:e|es|ing)|writ(?:e|es|ing)';
const twins = '(?:digital )?twins?|relationships?|twin graph|components?|properties|property';
const words: readonly Rule[] = [
  [
    /\b(?:role assignments?|assign(?:ing)? (?:a |the )?roles?)\b|\b(?:create|delete|creating|deleting|set(?:ting)? up) (?:an |a |the |my |our |new ){0,2}(?:adt |azure digital twins |digital twins )?(?:instance|endpoint|private endpoint|data history)\b/i,
    'control-plane',
    'write',
  ],
  [new RegExp(`\\b(?:${looks}) (?:\\w{1,12} ){0,2}event ?routes?\\b`, 'i'), 'event-routes', 'read'],
  [new RegExp(`\\b(?:${changes}) (?:\\w{1,12} ){0,2}event ?routes?\\b`, 'i'), 'event-routes', 'write'],
  [/\bevent ?routes?\b/i, 'event-routes', undefined],
  [
    /\b(?:bulk )?import(?:s|ing)?[ -](?:job|api|twins)s?\b|\bbulk (?:import|delete|upload)|\b(?:jobs? api|import jobs?|delete jobs?|deletion jobs?)\b/i,
    'jobs',
    'write',
  ],
  [new RegExp(`\\b(?:${looks}) (?:\\w{1,12} ){0,2}(?:dtdl|models?)\\b`, 'i'), 'models', 'read'],
  [new RegExp(`\\b(?:${changes}) (?:\\w{1,12} ){0,2}(?:dtdl|models?)\\b`, 'i'), 'models', 'write'],
  [/\b(?:dtdl|models?)\b(?! number)/i, 'models', undefined],
  [/\bquer(?:y|ies|ying|ied)\b/i, 'query', 'read'],
  [new RegExp(`\\b(?:delet(?:e|es|ing)|remov(?:e|es|ing)) (?:\\w{1,12} ){0,3}(?:${twins})\\b`, 'i'), 'delete', 'write'],
  [
    new RegExp(
      `\\b(?:patch(?:es|ing)?|updat(?:e|es|ing)|creat(?:e|es|ing)|writ(?:e|es|ing)|add(?:s|ing)?|put(?:s|ting)?|upsert(?:s|ing)?|chang(?:e|es|ing)|modif(?:y|ies|ying)|edit(?:s|ing)?|sav(?:e|es|ing)|set(?:s|ting)?|insert(?:s|ing)?) (?:\\w{1,12} ){0,4}(?:${twins})\\b|\\b(?:send(?:ing)?|publish(?:ing)?) (?:\\w{1,12} ){0,2}telemetry\\b`,
      'i',
    ),
    'write',
    'write',
  ],
  [
    new RegExp(`\\b(?:${looks}) (?:\\w{1,12} ){0,3}(?:${twins})\\b(?! (?:explorer|instance|api|service|data))`, 'i'),
    'read',
    'read',
  ],
  [/\b(?:deleting|to delete|on delete|delete calls?)\b/i, 'delete', 'write'],
  [
    /\b(?:patch(?:es|ing)?|to (?:write|update)|writing|updating|on (?:write|update)s?|write (?:calls?|access)|updates? (?:calls?|fails?))\b/i,
    'write',
    'write',
  ],
  [/\b(?:to read|reading|read calls?)\b/i, 'read', 'read'],
];
/** 'Querying works, but …': what works is not what failed. */
const works =
  /\b(?:works?|working|is fine|are fine|no problem|succeeds?|is ok|goes through|(?:i|we|he|she|they|user|app) (?:can|am able to|is able to))\b(?!'t)(?<!(?:n't|not|never|nothing|stopped|stop) work(?:s|ing)?)/i;

/** What was tried when it failed. Code, paths and commands before words; undefined where the text does not say. */
export function readOperation(text: string): OperationReading | undefined {
  const certain = firstOf(sdkMethods, text) ?? firstOf(cliCommands, text) ?? firstOf(apiPaths, text);
  if (certain !== undefined) return { ...certain, certain: true };
  const failing = text
    .split(/[,;\n]|\. |\b(?:but|however|although|though|while|whereas)\b/i)
    .filter((clause) => !works.test(clause))
    .join('\n');
  const said = firstOf(words, failing);
  return said === undefined ? undefined : { ...said, certain: false };
}

function firstOf(rules: readonly Rule[], text: string): Omit<OperationReading, 'certain'> | undefined {
  const rule = rules.find(([pattern]) => pattern.test(text));
  if (rule === undefined) return undefined;
  const [, operation, access] = rule;
  return access === undefined ? { operation } : { operation, access };
}
