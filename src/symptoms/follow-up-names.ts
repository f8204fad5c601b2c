import { negated, wordsOf } from './follow-up-words.ts';
import { emails, guids, instanceHost } from './identifiers.ts';
import { canBeName, kindByPrefix, looksLikeName } from './names.ts';
import type { ReportedPrincipal, SymptomReport } from './report.ts';

/** Whom and what a short follow-up names. */
export interface Said {
  /** The text without the ids and names that were found in it. */
  rest: string;
  instance?: NonNullable<SymptomReport['instance']>;
  /** Object id, app id, e-mail or name. */
  caller?: { id: string; kind?: ReportedPrincipal['kind'] };
}

const nameShape = '[A-Za-z0-9][\\w-]{1,61}[A-Za-z0-9]';
const callerNoun =
  '(?:app registration|application|app|function app|function|service principal|principal de service|(?:user-assigned |system-assigned )?managed identity|msi|daemon|backend|pipeline|service|anwendung|(?:verwaltete|managed) identität|identité (?:managée|gérée)|identidad (?:administrada|gestionada)|identidade gerenciada|aplicación|aplicativo|aplicação|アプリ|ID)';
const nounThenName = new RegExp(
  `${callerNoun}(?: (?:is named|is called|named|called|is|namens|heißt|nommée?|llamada?|chamad[oa]))?[\\s:"'(]{1,3}(?=(${nameShape}))`,
  'giu',
);
const nameThenNoun = new RegExp(`(?<![\\w./@-])["']?(${nameShape})["']?(?:'s)? ${callerNoun}(?!\\w)`, 'giu');
const anyName = new RegExp(`(?<![\\w./@-])${nameShape}(?![\\w@-]|\\.\\w)`, 'g');
/** 'It is called twin-sync': what comes next is a name, whatever it looks like. */
const naming =
  /^\s{0,9}(?:it'?s|it is|its|the|my|our|sie|er|es|elle|il|se|名前は)?\s{0,2}(?:(?:app|identity|function|name|app's)\s)?(?:is called|is named|named|called|name is|name:|is|heißt|s'appelle|llama|chama-se|名前は)?\s{0,2}["']?([\p{L}\p{N}][\p{L}\p{N} ._()-]{1,80}?)["']?(?:です)?[.!\s]{0,4}$/iu;
const noAnswer =
  /^(?:hi|hello|hey|hallo|hola|olá|bonjour|salut|moin|thanks?|thank|danke|merci|gracias|obrigad[oa]|ok|okay|yes|no|nope|yep|sure|please|help|why|what|who|when|how|where|wait|sorry|dunno|idk|unsure|nothing|none|later|ja|nein|oui|non|sí|si|sim|não|maybe|again|retry)$/i;

/** Takes ids and names out of the text and tells whose they are; `offered` are names of instances. */
export function withoutIds(text: string, last: SymptomReport, offered: readonly string[]): Said {
  const said: Said = { rest: text };
  const take = (found: string) => {
    said.rest = said.rest.replace(found, ' ');
  };
  const host = instanceHost(text);
  if (host !== undefined) {
    said.instance = { hostName: host };
    said.rest = said.rest.replace(/(?:https:\/\/)?\S{1,100}\.(?:digitaltwins\.azure|azuredigitaltwins)\S{0,60}/gi, ' ');
  }
  const guid = guids(said.rest).find(({ role }) => role === 'app' || role === 'object' || role === 'unknown');
  if (guid !== undefined) {
    said.caller = { id: guid.id, ...(guid.role === 'app' && { kind: 'app' }) };
    said.rest = said.rest.replace(
      new RegExp(`(?:(?:app|application|client|object)[ _-]?id[:= ]{0,3})?${guid.id}`, 'i'),
      ' ',
    );
  }
  const [email] = emails(said.rest.replace(/(?<=\b)(?:ask|asks|from) /g, ''));
  if (email !== undefined) {
    said.caller ??= { id: email, kind: 'user' };
    take(email);
  }
  const isOffered = (name: string) => offered.some((each) => each.toLowerCase() === name.toLowerCase());
  const named = [...said.rest.matchAll(nounThenName), ...said.rest.matchAll(nameThenNoun)]
    .map(([, name = '']) => name)
    .find((name) => looksLikeName(name) && !isOffered(name));
  if (named !== undefined) {
    said.caller ??= { id: named };
    take(named);
  }
  // 'Plant-b, not plant-a': what it is not was told before.
  said.rest = said.rest.replace(notThat, (found, name: string) => (isTold(name, last) ? ' ' : found));
  const names = [...said.rest.matchAll(anyName)].map(([name]) => name);
  // An instance that was offered may be a plain word.
  const chosen = names.find(isOffered);
  const others = chosen === undefined ? names.filter(looksLikeName) : [chosen];
  const fresh = others.filter((name) => !isTold(name, last));
  for (const name of others.slice(0, mostNames)) {
    take(name);
    const caller = chosen === undefined && said.caller === undefined ? callerCalled(name, text, last) : undefined;
    if (caller !== undefined) said.caller = caller;
    // 'And for plant-a and plant-b?' goes on with the one that is new.
    else if (fresh.length === 0 || fresh.includes(name) || chosen !== undefined) said.instance ??= { name };
  }
  if (said.caller === undefined && said.instance === undefined && awaitsCaller(last)) {
    const plain = plainName(text);
    if (plain !== undefined) return { rest: '', caller: { id: plain } };
  }
  return said;
}

const mostNames = 2;
const notThat = new RegExp(
  `(?<!\\p{L})(?:not|instead of|rather than|nicht|statt|pas|au lieu de) (${nameShape})(?![\\w-])`,
  'giu',
);

/** Whether the report is about an instance, or a caller, of this name. */
export function isTold(name: string | undefined, { instance, principal }: SymptomReport): boolean {
  return [instance?.name, instance?.hostName?.split('.', 1)[0], principal?.id].some(
    (told) => told !== undefined && told.toLowerCase() === name?.toLowerCase(),
  );
}

/** A name is the caller's where the caller was asked for, where it stands beside 'not me', or by its own prefix. */
function callerCalled(name: string, text: string, last: SymptomReport): Said['caller'] {
  const lead = text.slice(0, text.indexOf(name));
  if (/\b(?:on|at|against|instance|auf|bei|sur|en|em)\s{1,3}["']?$/i.test(lead)) return undefined;
  const kind = kindByPrefix(name);
  if (kind === 'app' || kind === 'managed-identity') return { id: name, kind };
  if (negated.me.some((pattern) => wordsOf(text).search(pattern) >= 0)) return { id: name };
  return awaitsCaller(last) && !/\b(?:on|for|instance)\b/i.test(text) ? { id: name } : undefined;
}

/** Names of apps may be plain words with spaces between them, which only the question before makes an answer. */
function plainName(text: string): string | undefined {
  const name = naming.exec(text)?.[1]?.trim();
  if (name === undefined || noAnswer.test(name)) return undefined;
  const parts = name.split(' ');
  if (parts.length === 1) return canBeName(name) ? name : undefined;
  return parts.length <= 5 && parts.every((part) => /^[\p{Lu}\p{N}(]/u.test(part)) ? name : undefined;
}

function awaitsCaller({ principal }: SymptomReport): boolean {
  return (
    principal !== undefined &&
    principal.id === undefined &&
    (principal.kind === 'app' || principal.kind === 'managed-identity')
  );
}
