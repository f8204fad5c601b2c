import { calledByApp } from './formats/functions.ts';
import { emails, type Guid, guids } from './identifiers.ts';
import { canBeName, isPlainWord, kindByPrefix, looksLikeName } from './names.ts';
import type { ReportedPrincipal } from './report.ts';

const nameShape = '[A-Za-z0-9][\\w-]{1,61}[A-Za-z0-9]';
const appNoun =
  'function app|web ?app|logic app|container app|app service|app registration|enterprise app(?:lication)?|service principal|azure functions?|client app|spn|daemon|web ?job|power automate(?: flow)?|micro-?service|dashboard|front-?end|website|worker|simulator|connector|application|app|function|back-?end|service|pipeline|workflow|build agent|bot';
/** Those that may stand for the caller after 'in', 'from', 'with', and are not too common a word. */
const callingNoun = appNoun
  .replace('|service|', '|')
  .replace('|bot', '')
  .replace('|dashboard', '')
  .replace('|website', '');
const identityNoun =
  '(?:(?:system|user)[ -]assigned )?(?:managed identit(?:y|ies)|msi|uami)|(?:user|system)[ -]assigned identity|workload identity';
const named = '(?: (?:named|called|is|with the name|with name))?';

const appThenName = new RegExp(
  `\\b(?:${appNoun})${named}:? {0,2}[ (](["'\`]?)(${nameShape})\\1(?![\\w@/-]|\\.\\w)`,
  'gi',
);
const nameThenApp = new RegExp(`(?<![\\w./@-])["'\`]?(${nameShape})["'\`]?(?:'s)? (?:${appNoun})\\b`, 'gi');
const identityThenName = new RegExp(
  `\\b(?:${identityNoun})${named}:?(?: (?:of|for|on)(?: (?:the|our|my))?(?: (?:${appNoun}|vm))?)? {1,3}[(]?(["'\`]?)(${nameShape})\\1(?![\\w@/-]|\\.\\w)`,
  'gi',
);
const nameThenIdentity = new RegExp(`(?<![\\w./@-])["'\`]?(${nameShape})["'\`]?(?:'s)? (?:${identityNoun})\\b`, 'gi');
const groupThenName = new RegExp(`\\bgroup${named}:? {1,3}(["'\`]?)(${nameShape})\\1(?![\\w@/-])`, 'gi');
const nameThenGroup = new RegExp(
  `(?<![\\w./@-])["'\`]?(${nameShape})["'\`]? (?:security |aad |entra |ad )?group\\b`,
  'gi',
);

/** A display name in quotes, which may have spaces: 'app registration "Twin Sync"'. */
const quotedApp = new RegExp(`\\b(?:${appNoun})${named}:? {0,2}["']([A-Za-z][\\w .-]{2,60})["']`, 'i');
/** 'App twinsync gets 403': a plain word between the noun and what only a caller does. */
const plainApp = new RegExp(
  `\\b(?:${appNoun}|${identityNoun}) ([a-z][a-z0-9]{2,40}) (?:gets|is getting|keeps getting|can't|cannot|receives|is (?:refused|denied)|needs)\\b`,
  'i',
);
const identityWords = new RegExp(`\\b(?:${identityNoun})\\b`, 'i');
/** ADT's own identity is what event routes and jobs run as, not who calls ADT. */
const ownIdentity =
  /(?:instance|adt|digital twins?)(?:'s)? (?:own )?(?:(?:system|user)[ -]assigned )?(?:managed )?identity|identity of (?:the |our )?(?:adt|digital twins?|instance)/i;
const identitySignedIn =
  /ManagedIdentityCredential[^\n]{0,60}(?:succeeded|acquired)|acquired (?:a )?token from ManagedIdentityCredential|credential selected: ManagedIdentityCredential|\b(?:with|using|via|as|but) (?:a |the )?ManagedIdentityCredential\b(?! (?:works|authentication))|\bManagedIdentityCredential\.(?:get_?token|GetToken)[^\n]{0,30}succeeded/i;
const appSignedIn =
  /\b(?:with|using|via|as|but) (?:a |the )?(?:ClientSecret|ClientCertificate|WorkloadIdentity|Environment)Credential\b(?! (?:works|authentication))|acquired (?:a )?token from (?:Environment|WorkloadIdentity)Credential|(?:ClientSecret|ClientCertificate|ClientAssertion|WorkloadIdentity|Environment)Credential[^\n]{0,60}(?:succeeded|acquired)/i;
const doing =
  "gets?|getting|is (?:getting|refused|denied|not allowed|not authorized|forbidden|blocked)|receives?|fails?|failing|can't|cannot|could not|couldn't|hits|sees|has no|doesn't have|throws|lacks?|keeps|runs into|can no longer|is no longer";
/** An app as the one who is refused: 'our function app gets …', 'from the pipeline', 'as a service principal'. */
const appCalls = new RegExp(
  `\\b(?:${appNoun})s?(?: (?:still|always|now|suddenly|just|only|also|then))? (?:${doing}|returns)\\b|\\b(?:when|if|once) (?:our|the|my|a) (?:[\\w.#-]{1,16} ){0,2}(?:${appNoun}) (?:runs|calls|tries|starts|executes|writes|reads|queries|updates|uploads|connects)\\b|(?:^|[.;,!?\\n] ?|but |and |when )(?:(?:our|the|my|a|an) )?(?:logic app|function app|azure functions?|power automate)\\b[^.\\n]{0,60}\\b(?:403|forbidden|fails|refused|denied)|(?:^|[.;,!?\\n] ?|but |and |when )(?:our|the|my|a|an) (?:[\\w.#-]{1,16} ){0,2}(?:${appNoun})\\b[^.\\n]{0,60}\\b(?:gets|receives|is refused|is denied|fails|can't|cannot)\\b|\\b(?:from|as|using|with|in|by|inside|via|through|of|for) (?:(?:a|an|the|our|my|its|another|that|this) )?(?:[\\w.#-]{1,16} ){0,2}(?:${callingNoun})\\b`,
  'i',
);
/** ADT's own tools are apps too, but the person is who calls. */
const ownTools =
  /(?:explorer|studio|portal|teams|mobile|desktop|postman|authenticator) app|if you are running the app locally|app insights?|application insights|(?:use|using) the application with id|resource app id|\bapp(?:lication)? (?:id|role|roles|permission|permissions)\b(?! ?[:=(]| is| [0-9a-f]{8})|\bdigital twins service\b|\bservice (?:tags?|request|connection)\b|Service request|executing function: \S{1,80}|\b(?:my |our |the )?(?:boss|manager|team ?lead|lead|admin|supervisor|[A-Z][a-z]{1,20}) (?:has |have |already |just |also ){0,3}(?:approved|signed off|ok'd|okayed|agreed|confirmed|said|told)|\bby (?:my |our |the )?(?:boss|manager|team ?lead|lead|admin|supervisor|security|it)\b/gi;
const someoneElse =
  /(?<!\b(?:i'm|i am|im|am|as|being) )\b(?:my |our |a |the |another |one |new |some |this |that )(?:new |junior |senior )?(?:colleague|co-?worker|team ?mate|intern|customer|contractor|boss|manager|student|consultant|partner|vendor|guest(?! account)|new hire|new starter|teammate|admin|lead|operator)s?(?! (?:approved|said|told|gave|granted|signed|confirmed|assigned|says|ok))\b|\b(?:my |our |a |the |another |one |some |other |external |guest )users?\b(?![ -](?:assigned|identity|delegation|interface|token|id|account))|\b(?:she|he) (?:still |also |just |now )?(?:gets?|is getting|can't|cannot|has no|is denied|needs?|keeps|sees)\b|\b(?:for|of|with) (?:her|him)\b|\b(?:someone|somebody|one) (?:in|on|from|of) (?:my|our|the) (?:\w{1,20} )?(?:team|company|project|department|group)\b/i;

/** 'My colleague can, but I get 403'. */
const itsMe = /\bbut (?:i|we) (?:still |always |keep )?(?:get|getting|can't|cannot|am|don't|see)\b/i;
/** 'Priya gets 403', 'kim can't query plant-a': a name, and not a thing or a word of a sentence. */
const subject =
  /(?:^|[.!?,;:\n]\s?|\b(?:and|but|because|since|why|when|that|if|hi|hey|hello) )([A-Za-z][a-z]{1,20})(?: [A-Z][a-z]{1,20})?(?: \([^)\n]{1,40}\))? (?:still |also |always |now |just |suddenly |already )?(?:gets|is getting|got|keeps getting|cannot|can't|can not|hits|sees|receives|has no access|doesn't have access|is (?:denied|blocked|locked out|forbidden|not allowed|not authorized)|runs into|needs)\b/g;
const things = new Set(
  `it this that there everything everyone everybody anyone nobody nothing who what which and but api sdk script notebook upload sync ingest
  import export download query dashboard frontend website worker simulator daemon scheduler gateway connector adapter lambda devs
  users people team nobody somebody someone somebody she he they you one anything something half only also still curl postman explorer
  sometimes request call calls upload uploading querying reading writing terraform swagger portal studio code client service node java
  python dotnet powershell bicep grafana powerbi job jobs cron runner agent build release deployment container pod cluster vm
  caller requester owner operation token subject engineer engineers developer developers operator operators admin admins intern customer colleague`.split(
    /\s{1,9}/,
  ),
);

/** Who was refused, or who wants access. `text` as pasted, `prose` in English. Undefined where nobody but the writer is pointed at. */
export function readPrincipal(text: string, prose: string): ReportedPrincipal | undefined {
  const fromArm = armClient(text);
  if (fromArm !== undefined) return fromArm;

  const words = prose.replace(ownTools, ' ');
  const guid = callerGuid(guids(text));
  const managed = identityWords.test(words) && !ownIdentity.test(words);
  if (managed || identitySignedIn.test(text)) return withId('managed-identity', guid?.id ?? identityName(words));
  const signedIn = signedInUser(text);
  if (signedIn !== undefined) return { kind: 'user', id: signedIn };
  if (guid !== undefined) return { kind: guidKind(guid, words), id: guid.id };
  const app = appName(words);
  const [email] = emails(text);
  if (app !== undefined) return { kind: 'app', id: app };
  const titled = quotedApp.exec(words)?.[1];
  if (titled !== undefined) return { kind: 'app', id: titled };
  const unapproved = /\bneeds? admin approval\W{1,6}([\w-]{3,64})/i.exec(words)?.[1];
  if (unapproved !== undefined && looksLikeName(unapproved)) return { kind: 'app', id: unapproved };
  if (email !== undefined) return { kind: 'user', id: email };
  const group = firstName(words, groupThenName, 2) ?? firstName(words, nameThenGroup, 1);
  if (group !== undefined && !/resource group/i.test(words)) return { kind: 'group', id: group };
  const prefixed = namedByPrefix(words);
  if (prefixed !== undefined) return prefixed;
  const logged = calledByApp(text);
  if (logged !== undefined) return withId('app', logged.name);
  if (appCalls.test(words) || appSignedIn.test(text)) return { kind: 'app' };
  if (itsMe.test(words)) return undefined;
  return someoneElse.test(words) || namesPerson(words) ? { kind: 'user' } : undefined;
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

/** "The signed in user 'dana@contoso.com' is blocked": Entra names the person beside the app. */
function signedInUser(text: string): string | undefined {
  return /\b(?:signed[ -]in user|user account|external user|user) ['"{]([^'"{}\s@]{1,64}@[^'"{}\s@]{1,190})['"}]/i.exec(
    text,
  )?.[1];
}

/** 'Id=…', '…/': the id of a run, a file or a version, and of nobody. */
const namesAThing =
  /(?:id|guid|uuid|key|etag|version|tag|run|build|job|twin|device|file|folder|commit|hash|code|ref)["']?[\s:=#]{0,3}["'(]?$|[/=_-]$/;

function callerGuid(found: readonly Guid[]): Guid | undefined {
  return (
    found.find(({ role }) => role === 'app') ??
    found.find(({ role }) => role === 'object') ??
    found.find(({ role, before }) => role === 'unknown' && !namesAThing.test(before))
  );
}

function guidKind({ role, before }: Guid, words: string): ReportedPrincipal['kind'] {
  if (role === 'app') return 'app';
  if (/group[^a-z]{0,3}(?:with )?(?:the )?(?:object )?(?:id)?[^a-z]{0,4}$/.test(before)) return 'group';
  if (
    /user(?:'s)?[^a-z]{0,3}(?:with )?(?:the )?(?:object )?(?:id)?[^a-z]{0,4}$|\b(?:my|her|his) (?:object )?id(?: is)?[^a-z]{0,4}$/.test(
      before,
    )
  )
    return 'user';
  return new RegExp(`\\b(?:${appNoun})\\b`, 'i').test(words) ? 'app' : 'unknown';
}

function identityName(words: string): string | undefined {
  return firstName(words, identityThenName, 2) ?? firstName(words, nameThenIdentity, 1) ?? appName(words);
}

function appName(words: string): string | undefined {
  const plain = plainApp.exec(words)?.[1];
  return (
    firstName(words, appThenName, 2) ??
    firstName(words, nameThenApp, 1) ??
    (plain !== undefined && canBeName(plain) && !adverbs.has(plain.toLowerCase()) ? plain : undefined)
  );
}

const adverbs = new Set([
  'suddenly',
  'often',
  'already',
  'constantly',
  'randomly',
  'usually',
  'running',
  'occasionally',
]);

/** The first name that `pattern` finds. One in quotes, after 'named' or in CamelCase may have no hyphen. */
function firstName(words: string, pattern: RegExp, group: 1 | 2): string | undefined {
  for (const match of words.matchAll(pattern)) {
    const name = match[group] ?? '';
    const explicit =
      (group === 2 && match[1] !== '') ||
      /(?:named|called|with (?:the )?name) ["'`]?\S{1,70}$/i.test(match[0]) ||
      /^["'`]/.test(match[0]) ||
      /^[A-Z][a-z]{1,30}[A-Z][A-Za-z]{1,30}$/.test(name);
    if (explicit ? canBeName(name) : looksLikeName(name)) return name;
  }
  return undefined;
}

/** 'func-ingest gets 403': a name whose prefix tells what it is, or which does what only a caller does. */
function namedByPrefix(words: string): ReportedPrincipal | undefined {
  for (const [name] of words.matchAll(/(?<![\w./@:-])[a-z][a-z0-9]{1,12}-[a-z0-9][a-z0-9-]{1,58}(?![\w@/:-]|\.\w)/gi)) {
    const kind = kindByPrefix(name);
    if (kind !== undefined && kind !== 'other' && looksLikeName(name)) return { kind, id: name };
  }
  const caller =
    /(?<![\w./@-])([a-z0-9]{1,30}(?:-[a-z0-9]{1,30}){1,5}) (?:still |now |always |suddenly )?(?:gets|is getting|keeps getting|receives|hits|can't|cannot|is (?:denied|refused|not allowed|not authorized))\b/i.exec(
      words,
    )?.[1];
  return caller !== undefined && looksLikeName(caller) ? { kind: 'app', id: caller } : undefined;
}

/** Whether an app, a pipeline or an identity is spoken of at all. */
export function mentionsApp(prose: string): boolean {
  return new RegExp(`\\b(?:${appNoun}|${identityNoun})\\b`, 'i').test(prose.replace(ownTools, ' '));
}

function namesPerson(words: string): boolean {
  for (const [, name = ''] of words.matchAll(subject)) {
    if (!isPlainWord(name) && !things.has(name.toLowerCase())) return true;
  }
  return false;
}

function withId(kind: ReportedPrincipal['kind'], id: string | undefined): ReportedPrincipal {
  return id === undefined ? { kind } : { kind, id };
}
