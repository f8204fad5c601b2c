import type { SymptomReport } from './report.ts';
import { sieved } from './sieve.ts';

type Downstream = NonNullable<SymptomReport['downstream']>;

const undelivered =
  "(?:never|not|no longer|n't|don't|doesn't|aren't|isn't|won't|no|stopped|nothing|fail\\w{0,3}|refus\\w{1,4}|den(?:y|ies|ied)|403|forbidden|missing|lost|dead[ -]?letter\\w{0,3})";
const targets = '(?:event ?hubs?|service ?bus|event ?grid|endpoints?|topics?|queue)';
const events = '(?:events?(?! ?rout)|notifications?|messages?|twin (?:changes?|updates?|events?))';

/** Jobs that read and write files; deleting in bulk touches none. */
const bulk = '(?:(?:bulk[ -])?(?:import|delet(?:e|ion))[ -]jobs?|bulk[ -]import(?:s|ing)?|graph imports?)';
const files = '(?:storage|blobs?|container|(?:input|output|log) file|SAS)';

/** Each with what only that can mean, best first (ADT docs: 'Create endpoints', 'Data history', '3D Scenes Studio', 'Import API'). */
const patterns: readonly (readonly [pattern: RegExp, downstream: Downstream])[] = [
  [
    /You do not have access to this storage container|\b3DScenesConfiguration\b|\bscenes?(?: studio)?\b[\s\S]{0,200}\.(?:blob|dfs)\.core\.|\bscenes studio\b[^\n]{0,120}\b(?:storage|container|blob)|\b3d[ -]?scenes?(?: studio)?\b[^\n]{0,120}\b(?:storage|container|blob|cors|access restricted)|\b(?:storage|container|blob)\b[^\n]{0,100}\b3d[ -]?scenes?\b/i,
    '3d-scenes',
  ],
  [
    /\bdata[ -]history\b|\bADTDataHistoryOperation\b|\bAdt(?:Property|Twin|Relationship|TwinLifecycle|RelationshipLifecycle)\w{0,12}Events\b|\btimeSeriesDatabaseConnections\b|could not ACT due to an internal server error|Could not create Azure Digital Twins instance connection|\b(?:adt|digital twins|twins?)\b[^.\n]{0,80}\b(?:to|into|in) (?:adx|kusto|(?:azure )?data explorer)\b|\b(?:adx|kusto|data explorer)\b[^.\n]{0,60}\b(?:from|by) (?:(?:our|the|my) )?(?:adt|digital twins|twins)\b/i,
    'data-history',
  ],
  [
    new RegExp(
      `\\b${bulk}\\b[^\\n]{0,160}(?:\\b|\\.)${files}|\\b${files}\\b[^\\n]{0,160}\\b${bulk}\\b|\\baz dt job [^\\n]{0,300}[\\s\\S]{0,400}(?:AuthorizationPermissionMismatch|Blob\\w{0,20}Denied|\\.blob\\.core\\b[^\\n]{0,80}(?:403|forbidden|denied|not authorized))|\\b(?:inputBlobUri|outputBlobUri)\\b`,
      'i',
    ),
    'jobs',
  ],
  [
    /eventroutes\/action|\bEgressOperation\b|\bADTEventRoutesOperation\b(?![\s\S]{0,200}eventroutes\/(?:read|write|delete))/i,
    'event-route',
  ],
  [
    // A job reads its files as the instance, and so does nothing else that names a blob role.
    /\bidentity of (?:the|your) (?:\w{1,10} )?digital twins instance\b[^\n]{0,60}\bstorage blob data\b/i,
    'jobs',
  ],
  [
    /\bpublish\w{0,4} (?:\w{1,12} ){0,2}to (?:the )?endpoint\b|\bEndpointStatus\b|\b(?:instance|adt|twins?|endpoint)\b[^\n]{0,160}\b(?:event ?hubs?|event ?grid|service ?bus) data sender\b|\b(?:event ?hubs?|event ?grid|service ?bus) data sender\b[^\n]{0,160}\b(?:instance|adt|twins?|endpoint)\b/i,
    'event-route',
  ],
  [
    new RegExp(
      `\\bevent ?rout(?:es?|ing)\\b[^.\\n]{0,100}\\b(?:deliver\\w{0,3}|arriv\\w{1,3}|reach\\w{0,3}|${targets})|\\b(?:deliver\\w{0,3}|endpoints?|${events})\\b[^.\\n]{0,60}\\bevent ?rout(?:es?|ing)\\b`,
      'i',
    ),
    'event-route',
  ],
  [
    new RegExp(
      `\\b${events}\\b[^.\\n]{0,60}\\b${undelivered}\\b[^.\\n]{0,60}\\b(?:arriv\\w{0,3}|deliver\\w{0,3}|reach\\w{0,3}|show\\w{0,3} up|sent|forwarded|routed|get(?:ting)? (?:to|into)|come|coming|make it|published|received?)\\b|\\b${targets}\\b[^.\\n]{0,30}\\b(?:gets?|receives?|sees?) (?:nothing|no)\\b[^.\\n]{0,30}\\b(?:adt|twins?)\\b|\\bno (?:twin )?${events}\\b[^.\\n]{0,60}\\b${targets}\\b|\\bdead[ -]?letter\\w{0,3}\\b[^.\\n]{0,80}\\b(?:adt|twins?|endpoint)\\b|\\b(?:adt|twins?)\\b[^.\\n]{0,60}\\b(?:dead[ -]?letter|endpoint(?! (?:rejects|refuses|denies|returns|gives|answers|says|responds|throws|blocks|forbids)\\b))\\b[^.\\n]{0,60}\\b(?:403|forbidden|fail\\w{0,3}|deni\\w{1,3}|not|unhealthy)\\b|\\b(?:adt|digital twins|instance)\\b[^.\\n]{0,80}\\b(?:can't|cannot|not|fails? to|unable to|403|forbidden)\\b[^.\\n]{0,60}\\b(?:send|deliver|publish|write|route|hand|forward|push|post|pass|emit)\\w{0,3}\\b[^.\\n]{0,40}\\b${targets}\\b`,
      'i',
    ),
    'event-route',
  ],
];

const signs = patterns.map(([pattern, downstream]) => [sieved(pattern), downstream] as const);

const mayBe = sieved(
  /event|notif|deliver|message|history|scene|storage|blob|container|job|letter|endpoint|data sender|import|adx|kusto|data explorer|ACT due|instance connection|inputBlob/i,
);
/** A command's options name the storage of a job that was never made. */
const options = /(?<!\S)--[\w-]{0,20}(?:blob|storage|container|file)[\w-]{0,20}/gi;
/** A route that cannot be made has delivered nothing yet. */
const routeItself = sieved(
  /\b(?:creat|add|mak|set|configur|delet|remov|list|replac|updat|put|upsert)\w{0,6} (?:up )?(?:(?:an?|the|my|our|new|any|all) ){0,2}event ?routes?\b(?![^.\n]{0,100}\b(?:deliver|arriv|reach|never|nothing|no events))|\bevent ?routes? (?:create|creation|add|put|update|delete|deletion|list|show)\b/i,
);

/** Nor has a job that ADT did not take read any file. */
const jobItself = sieved(/\bPUT\b[^\n]{1,200}\/jobs\/(?:imports|deletions)\/[^\n]{1,120}?(?<![\w-])403(?![\w-])/);

/** Which other resource was asked by ADT, or for ADT's sake, and refused. */
export function readDownstream(text: string): Downstream | undefined {
  if (!mayBe.test(text)) return undefined;
  const prose = text.replace(options, ' ');
  const found = signs.find(([pattern]) => pattern.test(prose))?.[1];
  const untaken = found === 'event-route' ? routeItself : found === 'jobs' ? jobItself : undefined;
  return untaken?.test(prose) === true ? undefined : found;
}
