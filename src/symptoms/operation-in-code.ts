import { refusalIndex, withoutPassed } from './clauses.ts';
import { type Mention, mentionAt } from './nearest.ts';
import type { Operation } from './report.ts';

export interface CodeReading {
  operation: Operation;
  access?: 'read' | 'write';
}

type Rule = readonly [pattern: RegExp, operation: Operation, access: 'read' | 'write'];

const suffix = '(?:With\\w{1,20})?(?:Async)?(?:Next)?';
const method = (name: string) => new RegExp(`(?<![a-z])(?:${name})${suffix}(?![\\w-]|\\.\\w{2,5}\\b)`, 'gi');

/** Methods of the SDKs in .NET, Java, Python and JavaScript spelling: 'CreateModelsAsync', 'create_models'. */
const sdkMethods: readonly Rule[] = [
  [method('(?:get|list)_?models?'), 'models', 'read'],
  [method('(?:create|decommission|delete)_?models?'), 'models', 'write'],
  [method('(?:get|list)_?event_?routes?'), 'event-routes', 'read'],
  [method('(?:create_?or_?replace|create|upsert|delete)_?event_?routes?'), 'event-routes', 'write'],
  [method('(?:get|list)_?import_?jobs?|(?:get|list)_?delete_?jobs?'), 'jobs', 'read'],
  [method('(?:create|cancel|delete)_?import_?jobs?|create_?delete_?jobs?'), 'jobs', 'write'],
  [method('query_?twins'), 'query', 'read'],
  [
    /(?:DigitalTwins(?:Async|Rest)?Client|QueryRestClient|\w[cC]lient)\.query(?:Async|Twins)?(?![\w-])|(?<=\.)QueryAsync\b/gi,
    'query',
    'read',
  ],
  [method('delete_?(?:digital_?twin|relationship)s?'), 'delete', 'write'],
  [method('(?:create_?or_?replace|create|add|update|upsert)_?(?:digital_?twin|relationship)s?'), 'write', 'write'],
  [method('update_?component|publish_?(?:component_?)?telemetry'), 'write', 'write'],
  [method('(?:get|list)_?(?:digital_?twin|(?:incoming_?)?relationship)s?|get_?component'), 'read', 'read'],
];

const cliCommands: readonly Rule[] = [
  [/\baz dt twin query\b/gi, 'query', 'read'],
  [/\baz dt twin (?:(?:relationship|component|telemetry) )?(?:show|list)\b/gi, 'read', 'read'],
  [/\baz dt twin (?:relationship )?delete(?:-all)?\b|\baz dt reset\b/gi, 'delete', 'write'],
  [/\baz dt twin (?:(?:relationship|component|telemetry) )?(?:create|update|send)\b/gi, 'write', 'write'],
  [/\baz dt model (?:show|list)\b/gi, 'models', 'read'],
  [/\baz dt model(?! (?:show|list))\b/gi, 'models', 'write'],
  [/\baz dt route (?:show|list)\b/gi, 'event-routes', 'read'],
  [/\baz dt route(?! (?:show|list))\b/gi, 'event-routes', 'write'],
  [/\baz dt job (?:import |deletion )?(?:show|list)\b/gi, 'jobs', 'read'],
  [/\baz dt job(?! (?:import |deletion )?(?:show|list))\b/gi, 'jobs', 'write'],
  [
    /\baz dt (?:show|list|network \w{1,20} (?:show|list)|(?:private-)?endpoint (?:show|list)|data-history connection (?:show|list)|role-assignment list|identity show)\b|\bGet-AzDigitalTwins\w{1,40}/gi,
    'control-plane',
    'read',
  ],
  [
    /\baz dt (?:create|delete|endpoint (?!show|list)|network \w{1,20} (?!show|list)|identity (?!show)|role-assignment (?!list)|data-history connection (?!show|list)|wait)\w{0,20}|\b(?:New|Remove|Update|Set)-AzDigitalTwins\w{1,40}|\bazurerm_digital_twins_\w{1,40}/gi,
    'control-plane',
    'write',
  ],
];

/** An operation of RBAC or of a diagnostic log: 'Microsoft.DigitalTwins/digitaltwins/relationships/write'. */
const action =
  /Microsoft\.DigitalTwins\/(query|models|eventroutes|digitaltwins|jobs|digitalTwinsInstances)((?:\/\w{1,40}){0,4}?)\/(read|write|delete|action|send|cancel)(?![\w/])/gi;

const resources = '(query|models|eventroutes|jobs|digitaltwins)';
const verbs = '(GET|POST|PUT|PATCH|DELETE)';
/** A path of the data plane: behind an ADT host or a placeholder for one, or right behind a verb. */
const behindHost = new RegExp(
  `(?:digitaltwins\\.azure\\.\\w{2,3}(?::443)?|azuredigitaltwins-(?:ppe|test)\\.net|\\}\\}|[>\\]]|\\$\\{?[A-Z_a-z.]{2,40}\\}?)\\/${resources}(?![\\w.-])`,
  'gi',
);
const behindVerb = new RegExp(
  `\\b${verbs}["']?[\\s:,]{1,6}(?:path["']?[:\\s]{1,3})?["'\`]?\\/${resources}(?![\\w.-])`,
  'gi',
);
const verbBefore = new RegExp(
  `(?:\\b|_)${verbs}(?:Async)?["'\`]?[\\s:,(]{1,6}(?:f?["'\`]|url["']?[:\\s]{1,3}["']?)?(?:https?:\\/\\/)?[^\\s"'\`]{0,100}$`,
  'i',
);
const verbOption = new RegExp(`(?:-X|--request|-Method|--method|\\bmethod["']?[:=])[\\s=]{0,3}["'\`]?${verbs}\\b`, 'i');
const hasData = /\s(?:-d|--data(?:-raw|-binary)?|--json|-Body)\s/;

/** What code, a command or a path says was tried; of several the one that was refused. */
export function operationInCode(text: string): CodeReading | undefined {
  if (!/twin|model|route|job|query|relationship|component|telemetry/i.test(text)) return undefined;
  const lines = withoutPassed(text);
  const refusal = refusalIndex(lines);
  return (
    mentionAt(matches(sdkMethods, lines), lines, refusal) ??
    mentionAt(matches(cliCommands, lines), lines, refusal) ??
    mentionAt([...paths(lines), ...actions(lines)], lines, refusal)
  );
}

function matches(rules: readonly Rule[], text: string): Mention<CodeReading>[] {
  return rules.flatMap(([pattern, operation, access]) =>
    [...text.matchAll(pattern)].map((match) => mention(match, { operation, access })),
  );
}

function mention(match: RegExpExecArray, value: CodeReading): Mention<CodeReading> {
  return { start: match.index, end: match.index + match[0].length, value };
}

function actions(text: string): Mention<CodeReading>[] {
  return [...text.matchAll(action)].map((match) => {
    const [, resource = '', , verb = ''] = match;
    return mention(
      match,
      ofResource(resource.toLowerCase(), verb.toLowerCase() === 'read' ? 'GET' : verb === 'delete' ? 'DELETE' : 'POST'),
    );
  });
}

function paths(text: string): Mention<CodeReading>[] {
  const found: Mention<CodeReading>[] = [];
  for (const match of text.matchAll(behindVerb)) {
    found.push(mention(match, ofResource((match[2] ?? '').toLowerCase(), (match[1] ?? '').toUpperCase())));
  }
  for (const match of text.matchAll(behindHost)) {
    const resource = (match[1] ?? '').toLowerCase();
    const verb = verbAround(text, match.index, match.index + match[0].length);
    // Without a verb a twin's path says neither read nor write.
    if (verb !== undefined || resource !== 'digitaltwins') found.push(mention(match, ofResource(resource, verb)));
  }
  return found;
}

function verbAround(text: string, start: number, end: number): string | undefined {
  const before = verbBefore.exec(text.slice(Math.max(0, start - 160), start))?.[1];
  if (before !== undefined) return before.toUpperCase();
  const around = text.slice(Math.max(0, start - 240), end + 240);
  const option = verbOption.exec(around)?.[1];
  if (option !== undefined) return option.toUpperCase();
  if (!/(?<![\w-])curl\s/.test(text.slice(Math.max(0, start - 400), start))) return undefined;
  return hasData.test(around) ? 'POST' : 'GET';
}

/** Resource in lower case; verb of HTTP in capitals, undefined where the text does not say. */
function ofResource(resource: string, verb: string | undefined): CodeReading {
  const access = verb === undefined ? {} : { access: verb === 'GET' ? ('read' as const) : ('write' as const) };
  switch (resource) {
    case 'query':
      return { operation: 'query', access: 'read' };
    case 'models':
      return { operation: 'models', ...access };
    case 'eventroutes':
      return { operation: 'event-routes', ...access };
    case 'jobs':
      return { operation: 'jobs', ...access };
    case 'digitaltwinsinstances':
      return { operation: 'control-plane', ...access };
    default:
      return { operation: verb === 'GET' ? 'read' : verb === 'DELETE' ? 'delete' : 'write', ...access };
  }
}
