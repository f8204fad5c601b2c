import { refusalIndex, withoutPassed } from './clauses.ts';
import { type Mention, mentionAt } from './nearest.ts';
import type { Operation } from './report.ts';
import { sieved, sievedAll } from './sieve.ts';

export interface CodeReading {
  operation: Operation;
  access?: 'read' | 'write';
}

const verbs =
  '(get|list|read|create_?or_?replace|create|upsert|update|patch|add|delete|decommission|cancel|query|publish)';
const things =
  '(models?|event_?routes?|import_?jobs?|delete_?jobs?|(?:digital_?)?twins?|(?:incoming_?)?relationships?|component|component_?telemetry|telemetry)';
/** Methods of the SDKs in .NET, Java, Python and JavaScript spelling: 'CreateModelsAsync', 'create_models'. */
const sdkMethod = sievedAll(
  new RegExp(
    `(?<![a-z])${verbs}_?${things}(?:With\\w{1,20})?(?:(?:First|Next|Single){1,2}Page)?(?:Async)?(?:Next)?(?![\\w-]|\\.\\w{2,5}\\b)`,
    'gi',
  ),
);
const sdkQuery = sievedAll(
  /(?:DigitalTwins(?:Async|Rest)?Client|QueryRestClient|\w[cC]lient)\.(?:lambda\$)?query(?:Async|Twins)?(?:(?:First|Next|Single){1,2}Page(?:Async)?)?(?![\w-])|(?<=[.<])QueryAsync\b/gi,
);
/** The SDKs' only method whose name does not end with what it is about. */
const sdkImport = sievedAll(/(?<![a-z])import_?graph(?:Async)?(?![\w-])|(?<![a-z])(?:Import|Delete)JobsRestClient\b/gi);

/** `az dt twin relationship create`, `az dt model list`. */
const cliCommand = sievedAll(
  /\baz dt (twin|model|route|job|reset|show|list|create|delete|endpoint|network|identity|role-assignment|data-history|wait)(?![\w-])(?: (relationship|component|telemetry|import|deletion|connection|[a-z-]{3,20}))?(?: ([a-z-]{3,20}))?/gi,
);
/** Cmdlets and resources that manage an instance. */
const management = sievedAll(
  /\b(?:(Get)|New|Remove|Update|Set)-Az(?:DigitalTwins\w{1,40}|RoleAssignment\b)|\bazurerm_digital_twins_\w{1,40}/gi,
);

/** An operation of RBAC or of a diagnostic log: 'Microsoft.DigitalTwins/digitaltwins/relationships/write'. */
const action = sievedAll(
  /Microsoft\.(?:DigitalTwins|Authorization)\/(query|models|eventroutes|digitaltwins|jobs|digitalTwinsInstances|roleAssignments)((?:\/\w{1,40}){0,4}?)\/(read|write|delete|action|send|cancel)(?![\w/])/gi,
);

/** Names of the REST operations, which collections of requests, metrics and the SDK's insides carry: 'DigitalTwinModels Add'. */
const restOperation = sievedAll(
  /\b(DigitalTwinModels?|DigitalTwins?|Models?|EventRoutes?|ImportJobs?|DeleteJobs?)(?:RestClient[.+<]{1,3}|[ _-]?)(Add|Create|GetById|Get|List|Update|Delete)(?![a-z])/g,
);

const resources = '(query|models|eventroutes|jobs|digitaltwins)';
const httpVerbs = '(GET|POST|PUT|PATCH|DELETE)';
/** A path of the data plane: behind an ADT host or a placeholder for one, or right behind a verb, also through a proxy. */
const behindHost = sievedAll(
  new RegExp(
    `(?:digitaltwins\\.azure\\.\\w{2,3}(?::443)?|azuredigitaltwins-(?:ppe|test)\\.net|\\}\\}|[>\\]]|\\$\\{?[A-Z_a-z.]{2,40}\\}?)\\/${resources}(?![\\w.-])`,
    'gi',
  ),
);
const behindVerb = sievedAll(
  new RegExp(
    `\\b${httpVerbs}["']?[\\s:,]{1,6}(?:(?:on|to|at|of|for|against) )?(?:path["']?[:\\s]{1,3})?["'\`]?(?:\\.{1,3}|…|\\*|~)?\\/(?:(?:[\\w-]{1,20}\\/){0,2}(?:[\\w-]{1,20}-)?proxy\\/)?${resources}(?![\\w-]|\\.\\w)`,
    'gi',
  ),
);
/** '"path": "/models"' of a structured log. */
const inRecord = sievedAll(
  new RegExp(
    `\\b(?:request_?)?(?:path|uri|url|route|target)["']?\\s{0,3}[:=]\\s{0,3}["']?\\/${resources}(?![\\w.-])`,
    'gi',
  ),
);
const verbBefore = sieved(
  new RegExp(
    `(?:\\b|_)${httpVerbs}(?:Async)?["'\`]?[\\s:,(]{1,6}(?:f?["'\`]|url["']?[:\\s]{1,3}["']?)?(?:https?:\\/\\/)?[^\\s"'\`]{0,100}$`,
    'i',
  ),
);
const verbOption = sieved(
  new RegExp(`(?:-X|--request|-Method|--method|\\b(?:method|verb)["']?[:=])[\\s=]{0,3}["'\`]?${httpVerbs}\\b`, 'i'),
);
const hasData = sieved(/\s(?:-d|--data(?:-raw|-binary)?|--json|-Body)\s/);

/**
 * What code, a command or a path says was tried; of several the one that was refused.
 * @param working whether what is said to work counts too
 */
export function operationInCode(text: string, working = false): CodeReading | undefined {
  if (!/twin|model|route|job|query|relationship|component|telemetry|import_?graph|\baz dt /i.test(text))
    return undefined;
  const lines = withoutPassed(text);
  const refusal = refusalIndex(lines);
  return (
    mentionAt(actions(lines).filter(isNamedByArm(lines)), lines, refusal) ??
    mentionAt(sdkCalls(lines, working), lines, refusal) ??
    mentionAt(cliCalls(lines, working), lines, refusal) ??
    mentionAt([...paths(lines), ...actions(lines)], lines, refusal)
  );
}

function sdkCalls(text: string, working: boolean): Mention<CodeReading>[] {
  const calls = [...sdkMethod(text)].map((match) => {
    const [, verb = '', thing = ''] = match;
    return mention(match, ofMethod(verb.toLowerCase(), thing.toLowerCase().replaceAll('_', '')));
  });
  const queries = [...sdkQuery(text)].map((match) => mention(match, ofResource('query', 'POST')));
  const imports = [...sdkImport(text)].map((match) => mention(match, ofResource('jobs', 'PUT')));
  const named = [...restOperation(text)].map((match) => {
    const [, group = '', verb = ''] = match;
    return mention(
      match,
      ofResource(resourceOf(group), /^(?:Get|List)/.test(verb) ? 'GET' : verb === 'Delete' ? 'DELETE' : 'PUT'),
    );
  });
  return [...calls, ...queries, ...imports, ...named].filter(({ end }) => working || failsAt(text, end));
}

function resourceOf(group: string): string {
  if (group.includes('Model')) return 'models';
  if (group.startsWith('Event')) return 'eventroutes';
  return group.includes('Job') ? 'jobs' : 'digitaltwins';
}

/** 'listModels is ok though'. */
const worksBehind =
  /^["'`]?(?:\([^()\n]{0,20}\))?["'`]?,? {1,2}(?:(?!(?:but|fails?|403|forbidden|and|while|gives|returns)\b)[\w-]{1,15} ){0,6}(?:ok|okay|fine|works?|worked|succeeds)\b/i;

function failsAt(text: string, end: number): boolean {
  return !worksBehind.test(text.slice(end, end + 80));
}

/** Words in lower case, without underscores. */
function ofMethod(verb: string, thing: string): CodeReading {
  const http = verb === 'get' || verb === 'list' || verb === 'read' ? 'GET' : verb === 'delete' ? 'DELETE' : 'PUT';
  if (verb === 'query') return ofResource('query', 'POST');
  if (thing.startsWith('model')) return ofResource('models', http);
  if (thing.startsWith('eventroute')) return ofResource('eventroutes', http);
  return ofResource(thing.includes('job') ? 'jobs' : 'digitaltwins', http);
}

function cliCalls(text: string, working: boolean): Mention<CodeReading>[] {
  const tried = [...cliCommand(text)].filter(
    ({ index, 1: group = '' }) => working || failsAt(text, index + 'az dt '.length + group.length),
  );
  const commands = tried.map((match) => {
    const [, group = '', second = '', third = ''] = match;
    return mention(match, ofCommand(group.toLowerCase(), `${second} ${third}`.toLowerCase()));
  });
  const managing = [...management(text)].map((match) =>
    mention(match, ofResource('digitaltwinsinstances', match[1] === undefined ? 'PUT' : 'GET')),
  );
  return [...commands, ...managing];
}

/** `words` are the command's words behind its group, some of which may be no part of it any more. */
function ofCommand(group: string, words: string): CodeReading {
  const verb =
    /\b(?:show|list)\b/.test(words) || /^(?:show|list)$/.test(group)
      ? 'GET'
      : /\bdelete\b/.test(words)
        ? 'DELETE'
        : 'PUT';
  switch (group) {
    case 'twin':
      return /^query\b/.test(words) ? ofResource('query', 'POST') : ofResource('digitaltwins', verb);
    case 'model':
      return ofResource('models', verb);
    case 'route':
      return ofResource('eventroutes', verb);
    case 'job':
      return ofResource('jobs', verb);
    case 'reset':
      return ofResource('digitaltwins', 'DELETE');
    default:
      return ofResource('digitaltwinsinstances', verb);
  }
}

function mention(match: RegExpExecArray, value: CodeReading): Mention<CodeReading> {
  return { start: match.index, end: match.index + match[0].length, value };
}

function actions(text: string): Mention<CodeReading>[] {
  return [...action(text)].map((match) => {
    const [, resource = '', , verb = ''] = match;
    return mention(
      match,
      ofResource(resource.toLowerCase(), verb.toLowerCase() === 'read' ? 'GET' : verb === 'delete' ? 'DELETE' : 'POST'),
    );
  });
}

/** '… does not have authorization to perform action '…'': that was refused, whatever command was on its way. */
const isNamedByArm =
  (text: string) =>
  ({ start }: Mention<CodeReading>): boolean =>
    /perform action(?:\(s\)|s)? '$/i.test(text.slice(Math.max(0, start - 24), start));

function paths(text: string): Mention<CodeReading>[] {
  const found: Mention<CodeReading>[] = [];
  const onlyVerb = listsModels.test(text) ? 'GET' : soleVerb(text);
  for (const match of behindVerb(text)) {
    found.push(mention(match, ofResource((match[2] ?? '').toLowerCase(), (match[1] ?? '').toUpperCase())));
  }
  for (const match of inRecord(text)) {
    found.push(
      mention(
        match,
        ofResource((match[1] ?? '').toLowerCase(), verbAround(text, match.index, match.index + match[0].length)),
      ),
    );
  }
  for (const match of behindHost(text)) {
    const resource = (match[1] ?? '').toLowerCase();
    const verb = verbAround(text, match.index, match.index + match[0].length) ?? onlyVerb;
    // Without a verb a twin's path says neither read nor write.
    if (verb !== undefined || resource !== 'digitaltwins') found.push(mention(match, ofResource(resource, verb)));
  }
  return found;
}

/** Only what lists models has these (Azure Digital Twins REST, 'DigitalTwinModels - List'). */
const listsModels = sieved(/\/models\?[^\s"']{0,80}?(?:includeModelDefinition|dependenciesFor)=/i);
const anyVerb = /(?<![\w-])(?:GET|POST|PUT|PATCH|DELETE)(?![\w-])/g;

/** '(Python, PUT)': a verb that stands anywhere, where there is no other. */
function soleVerb(text: string): string | undefined {
  const [verb, ...others] = new Set(text.slice(0, 2000).match(anyVerb));
  return others.length === 0 ? verb : undefined;
}

function verbAround(text: string, start: number, end: number): string | undefined {
  const before = verbBefore.exec(text.slice(Math.max(0, start - 160), start))?.[1];
  if (before !== undefined) return before.toUpperCase();
  const around = text.slice(Math.max(0, start - 240), end + 240);
  const option = verbOption.exec(around)?.[1];
  if (option !== undefined) return option.toUpperCase();
  if (
    !/(?<![\w-])(?:(?:curl|wget)\s|(?:Invoke-(?:RestMethod|WebRequest)|irm|iwr)\s{1,3}-Uri\s)/i.test(
      text.slice(Math.max(0, start - 400), start),
    )
  )
    return undefined;
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
    case 'roleassignments':
      return { operation: 'control-plane', ...access };
    default:
      return { operation: verb === 'GET' ? 'read' : verb === 'DELETE' ? 'delete' : 'write', ...access };
  }
}
