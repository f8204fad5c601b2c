import { appNoun, identityNoun } from './app-nouns.ts';
import { canBeName, kindByPrefix, looksLikeName } from './names.ts';
import type { ReportedPrincipal } from './report.ts';
import { sieved, sievedAll } from './sieve.ts';

const nameShape = '[A-Za-z0-9][\\w-]{1,61}[A-Za-z0-9]';
const named =
  "(?:(?:'s)? (?:(?:(?:that |which )?(?:(?:we|i) )?(?:is |was |are )?(?:named|called))|is|with (?:the )?name|name(?: is|:)?))?";

/** Without one of them no pattern with such a noun fits. */
const anyAppNoun = new RegExp(`\\b(?:${appNoun})`, 'i');
/** The name is only looked at: in 'pipeline app (…)' the first noun has another one behind it. */
const appThenName = sievedAll(
  new RegExp(`\\b(?:${appNoun})${named}:? {0,2}[ (](?=(["'\`]?)(${nameShape})\\1(?![\\w@/-]|\\.\\w))`, 'gi'),
);
const nameThenApp = sievedAll(
  new RegExp(`(?<![\\w./@-])["'\`]?(${nameShape})["'\`]?(?:'s)? (?:[(](?:(?:our|the|an?) )?)?(?:${appNoun})\\b`, 'gi'),
);
/** 'Job etl-night fails', but no job that ADT runs. */
const jobThenName = sievedAll(
  new RegExp(
    `(?<!\\b(?:import|delete|deletion|bulk|create|start|cancel|list|show) )\\bjob ["'\`]?(${nameShape})["'\`]? (?:still |always |now )?(?:gets|fails|failed|is|can't|cannot|receives|returns)\\b`,
    'gi',
  ),
);
const identityThenName = sievedAll(
  new RegExp(
    `\\b(?:${identityNoun})${named}:?(?: (?:of|for|on)(?: (?:the|our|my))?(?: (?:${appNoun}|vm))?)? {1,3}[(]?(["'\`]?)(${nameShape})\\1(?![\\w@/-]|\\.\\w)`,
    'gi',
  ),
);
const nameThenIdentity = sievedAll(
  new RegExp(`(?<![\\w./@-])["'\`]?(${nameShape})["'\`]?(?:'s)? (?:${identityNoun})\\b`, 'gi'),
);
const groupThenName = sievedAll(new RegExp(`\\bgroup${named}:? {1,3}(["'\`]?)(${nameShape})\\1(?![\\w@/-])`, 'gi'));
const nameThenGroup = sievedAll(
  new RegExp(`(?<![\\w./@-])["'\`]?(${nameShape})["'\`]? (?:security |aad |entra |ad )?group\\b`, 'gi'),
);

/** 'The group Twins Engineers gets 403': a display name in capitals, before what is said of it. */
const displayedGroup = sieved(
  /\b[Gg]roup (?:named |called )?([A-Z][\w-]{1,30}(?: [A-Z][\w-]{1,30}){0,4})(?= (?:gets?|is|are|has|have|cannot|can't|can|keeps?|needs?|still|always|should)\b)/,
);
const quotedGroup = sieved(/\bgroup(?: named| called)?:? {0,2}["']([A-Za-z][\w .-]{2,60})["']/i);

/** A display name in quotes, which may have spaces: 'app registration "Twin Sync"'. */
const quotedApp = new RegExp(`\\b(?:${appNoun})${named}:? {0,2}["']([A-Za-z][\\w .-]{2,60})["']`, 'i');
/** 'App twinsync gets 403': a plain word between the noun and what only a caller does. */
const plainApp = sieved(
  new RegExp(
    `\\b(?:${appNoun}|${identityNoun}) ([a-z][a-z0-9]{2,40}) (?:gets|is getting|keeps getting|can't|cannot|receives|is (?:refused|denied)|needs)\\b`,
    'i',
  ),
);
const unapproved = sieved(/\bneeds? admin approval\W{1,6}([\w-]{3,64})/i);

/** The name of a managed identity, or of the app that it belongs to. */
export function identityName(words: string): string | undefined {
  return firstName(words, identityThenName, 2) ?? firstName(words, nameThenIdentity, 1) ?? appName(words);
}

/** The name of an app, as far as the words around it show that it is one. */
export function appName(words: string): string | undefined {
  const plain = plainApp.exec(words)?.[1];
  const noun = anyAppNoun.test(words);
  const behind = noun ? firstName(words, appThenName, 2) : undefined;
  const before =
    noun && (behind === undefined || betweenNames(words, behind)) ? firstName(words, nameThenApp, 1) : undefined;
  return (
    (behind !== undefined ? (before ?? behind) : noun ? quotedName(words) : undefined) ??
    before ??
    firstName(words, jobThenName, 1) ??
    (plain !== undefined && canBeName(plain) && !adverbs.has(plain.toLowerCase()) ? plain : undefined) ??
    nameToApprove(words)
  );
}

/** 'twin-sync app plant-b owner': of two names around the noun the first is the app's, where nothing leads up to it. */
function betweenNames(words: string, behind: string): boolean {
  const at = words.indexOf(behind);
  return nameAndApp.test(words.slice(Math.max(0, at - 120), at));
}

const nameAndApp = sieved(
  new RegExp(
    `(?<!\\b(?:on|in|at|against|from|to|for|of|with) )(?<![\\w./@-])\\w{1,40}-[\\w-]{1,40} (?:${appNoun}) $`,
    'i',
  ),
);

/** A name, and no message that an app shows. */
function quotedName(words: string): string | undefined {
  const name = quotedApp.exec(words)?.[1];
  return name === undefined || /denied|forbidden|error|fail|\bnot\b|access|unauthori/i.test(name) ? undefined : name;
}

/** Entra's page 'Need admin approval' shows the app's name below. */
function nameToApprove(words: string): string | undefined {
  const name = unapproved.exec(words)?.[1];
  return name !== undefined && looksLikeName(name) ? name : undefined;
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
function firstName(words: string, places: ReturnType<typeof sievedAll>, group: 1 | 2): string | undefined {
  for (const match of places(words)) {
    const name = match[group] ?? '';
    const explicit =
      (group === 2 && match[1] !== '') ||
      /(?:named|called|name(?: is|:)?)[ (:]{1,3}(?:["'`]?\S{1,70})?$/i.test(match[0]) ||
      /^["'`]/.test(match[0]) ||
      /^[A-Z][a-z]{1,30}[A-Z][A-Za-z]{1,30}$/.test(name);
    if (explicit ? canBeName(name) : looksLikeName(name)) return name;
  }
  return undefined;
}

/** 'I am in the group …', 'the group I was put in': the writer is one of it, and who is refused. */
const isMember = sieved(
  /\bgroup\b[^.;\n]{0,40} (?:i'm|i am|we're|we are|i was|i belong) (?:\w{1,10} )?(?:in|to|of)\b|\b(?:i'm|i am|we are|we're|me|myself) (?:\w{1,12} ){0,3}?(?:in|of) (?:the |our )?(?:\w{1,12} )?group\b/i,
);

/** The name of a group of people. */
export function groupName(words: string): string | undefined {
  if (/resource group/i.test(words) || isMember.test(words)) return undefined;
  const displayed = (quotedGroup.exec(words) ?? displayedGroup.exec(words))?.[1];
  return displayed ?? firstName(words, groupThenName, 2) ?? firstName(words, nameThenGroup, 1);
}

/** 'func-ingest gets 403': a name whose prefix tells what it is, or which does what only a caller does. */
export function namedByPrefix(words: string): ReportedPrincipal | undefined {
  for (const [name] of words.matchAll(/(?<![\w./@:-])[a-z][a-z0-9]{1,12}-[a-z0-9][a-z0-9-]{1,58}(?![\w@/:-]|\.\w)/gi)) {
    const kind = kindByPrefix(name);
    if (kind === 'group' && isMember.test(words)) continue;
    if (kind !== undefined && kind !== 'other' && looksLikeName(name)) return { kind, id: name };
  }
  const caller =
    /(?<![\w./@-])([a-z0-9]{1,30}(?:-[a-z0-9]{1,30}){1,5}) (?:which |that |who )?(?:still |now |always |suddenly )?(?:gets|is getting|keeps getting|receives|hits|can't|cannot|is (?:denied|refused|not allowed|not authorized))\b/i.exec(
      words,
    )?.[1];
  return caller !== undefined && looksLikeName(caller) ? { kind: 'app', id: caller } : undefined;
}
