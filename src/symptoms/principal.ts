import { emails, type Guid, guids } from './identifiers.ts';
import { canBeName, looksLikeName } from './names.ts';
import type { ReportedPrincipal } from './report.ts';

const nameShape = '[A-Za-z0-9][\\w-]{1,61}[A-Za-z0-9]';
const appNoun =
  'function app|web app|logic app|container app|app service|app registration|enterprise app(?:lication)?|service principal|azure function|client app|spn|daemon|webjob|application|app|function|backend|service|pipeline|bot';
const identityNoun = '(?:(?:system|user)[ -]assigned )?(?:managed identity|msi)|user[ -]assigned identity';
const named = '(?: (?:named|called|is|with the name))?';

const appThenName = new RegExp(
  `\\b(?:${appNoun})${named}:? {0,2}[ (](["'\`]?)(${nameShape})\\1(?![\\w@/-]|\\.\\w)`,
  'gi',
);
const nameThenApp = new RegExp(`(?<![\\w./@-])["'\`]?(${nameShape})["'\`]? (?:${appNoun})\\b`, 'gi');
const identityThenName = new RegExp(
  `\\b(?:${identityNoun})${named}:?(?: of(?: (?:the|our|my))?(?: (?:${appNoun}|vm))?)? {1,3}(["'\`]?)(${nameShape})\\1(?![\\w@/-]|\\.\\w)`,
  'gi',
);
const nameThenIdentity = new RegExp(`(?<![\\w./@-])["'\`]?(${nameShape})["'\`]?(?:'s)? (?:${identityNoun})\\b`, 'gi');
const groupThenName = new RegExp(`\\bgroup${named}:? {1,3}(["'\`]?)(${nameShape})\\1(?![\\w@/-])`, 'gi');

const identityWords = new RegExp(`\\b(?:${identityNoun})\\b`, 'i');
/** ADT's own identity is what event routes and jobs run as, not who calls ADT. */
const ownIdentity =
  /(?:instance|adt|digital twins?)(?:'s)? (?:own )?(?:(?:system|user)[ -]assigned )?(?:managed )?identity/i;
const identitySignedIn =
  /ManagedIdentityCredential[^\n]{0,60}(?:succeeded|acquired)|credential selected: ManagedIdentityCredential/i;
const appSignedIn =
  /(?:ClientSecret|ClientCertificate|ClientAssertion|WorkloadIdentity)Credential[^\n]{0,60}(?:succeeded|acquired)/i;
/** An app as the one who is refused: 'our function app gets …', 'from the pipeline', 'as a service principal'. */
const appCalls = new RegExp(
  `\\b(?:${appNoun})(?: (?:still|always|now|suddenly|just|only|keeps?))? (?:gets?|getting|is (?:getting|refused|denied)|receives?|fails?|failing|can't|cannot|could not|couldn't|returns|hits|sees|has no|doesn't have|is not allowed|throws|lacks)\\b|(?:^|[.;,!?\\n] ?|but |and )(?:our|the|my|a|an) (?:${appNoun})\\b[^.\\n]{0,60}\\b(?:gets|receives|is refused|is denied|fails)\\b|\\b(?:from|as|using|with|in) (?:a |an |the |our |my |its )?(?:${appNoun.replace('|service|', '|').replace('|bot', '')})\\b`,
  'i',
);
/** ADT's own tools are apps too, but the person is who calls. */
const ownTools =
  /(?:explorer|studio|portal|teams|mobile|desktop|postman) app|if you are running the app locally|app insights?|application insights/gi;
const someoneElse =
  /\b(?:my |our |a |the |another |one )(?:colleague|co-?worker|team ?mate|intern|customer|contractor|boss|manager)s?\b|\b(?:my |our |a |another |one )(?:user|developer|operator)s?\b(?![ -](?:assigned|identity|delegation|interface))|\b(?:she|he) (?:gets?|is getting|can't|cannot|has no|is denied|needs?)\b/i;

/** 'Priya gets 403': a name, and not the start of a sentence about something. */
const person =
  /(?:^|[.!?,;\n] ?|\b(?:and|but|because|since|why|when) )(?!(?:It|This|That|There|Everything|Everyone|Everybody|Anyone|Nobody|Nothing|Who|What|Which|Azure|Query|Explorer|Upload|Postman|Python|Portal|Function|App|Application|Pipeline|Code|Client|Service|Terraform|Curl|Java|Node|Studio|Instance|Twins?)\b)[A-Z][a-z]{1,20} (?:still |also |always |now )?(?:gets|is getting|keeps getting|cannot|can't|can not|hits|sees|receives)\b/;

/** Who was refused, or who wants access. Undefined where the text points at nobody but the writer. */
export function readPrincipal(text: string): ReportedPrincipal | undefined {
  const found = guids(text);
  const fromArm = armClient(text);
  if (fromArm !== undefined) return fromArm;

  const words = text.replace(ownTools, ' ');
  const managed = identityWords.test(words) && !ownIdentity.test(words);
  const guid = callerGuid(found);
  if (managed || identitySignedIn.test(text)) return withId('managed-identity', guid?.id ?? identityName(words));
  if (guid !== undefined) return { kind: guidKind(guid, words), id: guid.id };
  const app = appName(words);
  if (app !== undefined) return { kind: 'app', id: app };
  const [email] = emails(text);
  if (email !== undefined) return { kind: 'user', id: email };
  const group = firstName(words, groupThenName, 2);
  if (group !== undefined && !/resource group/i.test(words)) return { kind: 'group', id: group };
  if (appCalls.test(words) || appSignedIn.test(text)) return { kind: 'app' };
  return someoneElse.test(words) || person.test(words) ? { kind: 'user' } : undefined;
}

/** "The client 'alex@contoso.com' with object id '…' does not have authorization": ARM names the caller. */
function armClient(text: string): ReportedPrincipal | undefined {
  const match = /The client '([^'\n]{1,128})' with object id '([^'\n]{1,64})'/i.exec(text);
  if (match === null) return undefined;
  const [, client = '', objectId = ''] = match;
  if (/^[^@#\s]{1,64}@[^@\s]{1,190}$/.test(client)) return { kind: 'user', id: client };
  // Guests show as 'live.com#…'; only the object id finds them.
  return client.includes('@') ? { kind: 'user', id: objectId } : { kind: 'app', id: client };
}

/** 'Id=…', '…/': the id of a run, a file or a version, and of nobody. */
const namesAThing = /(?:id|guid|uuid|key|etag|version)["']?[\s:=]{0,3}["'(]?$|[/=_-]$/;

function callerGuid(found: readonly Guid[]): Guid | undefined {
  return (
    found.find(({ role }) => role === 'app') ??
    found.find(({ role }) => role === 'object') ??
    found.find(({ role, before }) => role === 'unknown' && !namesAThing.test(before))
  );
}

function guidKind({ role, before }: Guid, words: string): ReportedPrincipal['kind'] {
  if (role === 'app') return 'app';
  if (/group[^a-z]{0,3}(?:object )?(?:id)?[^a-z]{0,4}$/.test(before)) return 'group';
  if (/user[^a-z]{0,3}(?:object )?(?:id)?[^a-z]{0,4}$/.test(before)) return 'user';
  return new RegExp(`\\b(?:${appNoun})\\b`, 'i').test(words) ? 'app' : 'unknown';
}

function identityName(words: string): string | undefined {
  return firstName(words, identityThenName, 2) ?? firstName(words, nameThenIdentity, 1) ?? appName(words);
}

function appName(words: string): string | undefined {
  return firstName(words, appThenName, 2) ?? firstName(words, nameThenApp, 1);
}

/** The first name that `pattern` finds. One in quotes or after 'named' may be a plain word. */
function firstName(words: string, pattern: RegExp, group: 1 | 2): string | undefined {
  for (const match of words.matchAll(pattern)) {
    const name = match[group] ?? '';
    const explicit = (group === 2 && match[1] !== '') || /(?:named|called) ["'`]?\S{1,70}$/i.test(match[0]);
    if (explicit ? canBeName(name) : looksLikeName(name)) return name;
  }
  return undefined;
}

function withId(kind: ReportedPrincipal['kind'], id: string | undefined): ReportedPrincipal {
  return id === undefined ? { kind } : { kind, id };
}
