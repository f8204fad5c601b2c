import { instanceHost, instanceInResourceId } from './identifiers.ts';
import { canBeName, isCompound, kindByPrefix, looksLikeName } from './names.ts';
import { plainName } from './plain-name.ts';
import { sieved, sievedAll } from './sieve.ts';

export interface InstanceReading {
  instance: { hostName?: string; name?: string };
  /** Whether the text can only mean an ADT instance: a host name, a resource id, an `az dt` option. */
  certain: boolean;
}

/** ADT's rule for instance names: 3–63 letters, digits and hyphens, beginning and ending with no hyphen. */
const nameRule = '[A-Za-z0-9][A-Za-z0-9-]{1,61}[A-Za-z0-9]';
const option = sieved(
  new RegExp(
    `\\baz dt\\b[^|;]{0,300}?\\s(?:-n|--dt-name|--name|--instance-name)[\\s=]{1,3}["']?(${nameRule})(?![\\w.-])`,
    'i',
  ),
);
const setting = new RegExp(
  `["'](?:adt_?)?instance(?:_?name)?["']\\s{0,3}:\\s{0,3}["'](${nameRule})["']|\\b(?:instance|adt)=["']?(${nameRule})(?![\\w.-])|(?:instance|adt|twins|dt)[ _-]?(?:instance[ _-]?)?name["']?\\s{0,3}(?:[:=]|is)\\s{0,3}["']?(${nameRule})(?![\\w.-])`,
  'i',
);
const leadIn =
  'on|against|instance|read|write|use|using|see|view|load|loading|adt|twins|query|@|off|unlock|with|querying|call|calling|access|accessing|open|opening|reach|reaching|reading|updating|tried|trying|to|into|onto|at|diagnose|in|from|for|of|about|by|and|or';
const article = '(?:(?:the|our|my|this|that|your|their) {1,2})?';
const kindWords =
  '(?:(?:adt|azure digital twins?|digital twins?|twins) {1,2})?(?:instance:? {1,2})?((?:named|called) {1,2}|is {1,2})?';
/** What follows a name of something else, or shows that the word is a file, a host or a call. */
const otherThing =
  '(?!\\w|-\\w|\\.\\w|[/@\\\\(]|:\\d)(?! {1,2}(?:subscription|tenant|resource|rg|storage|vault|hub|app|application|function|cluster|pipeline|repo|vm|server|database|branch|laptop|channel|team|vnet|network|identity|managed|group|registration|principal|container|account|endpoint|topic|workspace|sdk|library|package|cli|plan)\\b)';
/** The name is only looked at, not consumed, so that it can be the lead-in of the next. */
const afterLeadIn = sievedAll(
  new RegExp(
    `(?<![\\w.-]|\\bbetween \\S{1,64} |\\b(?:update|patch|delete|deletion|creation|property|properties|telemetry|model|twin|reading|values?) (?=of\\b))(${leadIn})(?=[ :\\t]{1,3}${article}${kindWords}(["'\`]?)(${nameRule})${otherThing})`,
    'gi',
  ),
);
const beforeInstance = sievedAll(
  new RegExp(`(?<![\\w./@-])["'\`]?(${nameRule})["'\`]? {1,2}(?:adt |azure |digital |twins? ){0,3}instance\\b`, 'gi'),
);
const asSubject = sievedAll(
  new RegExp(
    `(?<![\\w./@-])(${nameRule})(?=: {0,2}(?:403|forbidden)\\b|(?: (?:always|still|now|only|just|suddenly))? (?:returns?|gives?|refuses|says|throws|keeps|answers|responds|denies|rejects|is (?:giving|returning))\\b)`,
    'gi',
  ),
);
/** The nearer to a refusal a preposition usually stands, the smaller. */
const ranks: Record<string, number> = {
  instance: 0,
  adt: 1,
  twins: 1,
  on: 1,
  against: 1,
  diagnose: 1,
  in: 3,
  from: 4,
  for: 4,
  of: 4,
  about: 4,
  by: 4,
  with: 5,
  read: 5,
  write: 5,
  use: 5,
  using: 5,
  see: 5,
  view: 5,
  load: 5,
  loading: 5,
  and: 5,
  or: 5,
};

const weakest = 5;

/**
 * The instance that the text is about. A bare word is taken for a name only where one would stand and only if it looks
 * like one; `taken` are names that belong to somebody else, such as the app that calls.
 */
export function readInstance(text: string, taken: readonly string[]): InstanceReading | undefined {
  const hostName = instanceHost(text, taken);
  if (hostName !== undefined) return { instance: { hostName }, certain: true };
  const certain = option.exec(text)?.[1] ?? instanceInResourceId(text);
  if (certain !== undefined) return { instance: { name: certain }, certain: true };
  const name =
    setting
      .exec(text)
      ?.slice(1)
      .find((name) => name !== undefined) ??
    bareName(
      text,
      taken.map((word) => word.toLowerCase()),
    );
  return name === undefined ? undefined : { instance: { name }, certain: false };
}

/** Every word of a text that could be the name or the host of an instance by its looks or its place, in lower case; at most 50. */
export function namesIn(text: string): string[] {
  const words = text.match(/(?<![\w.-])[a-z0-9][a-z0-9.-]{1,120}[a-z0-9](?![\w-])/gi) ?? [];
  // Only people's own words name a thing by a plain word, and they are few.
  const plain = text === '' || text.length > 400 ? undefined : plainName(text, [], true);
  return [...words.filter((word) => /[-.\d]/.test(word)), ...(plain === undefined ? [] : [plain])]
    .map((word) => word.toLowerCase())
    .slice(0, 50);
}

/** What the name behind it belongs to, if not to an instance. */
const namesOther = sieved(
  /^(?:id|twin|twins?-id|model|models|relationship|device|room|user|app|application|function|pipeline|file|branch|host|group|team|role|route|endpoint|build|job|between|identity|principal|registration|project|repo|vault|hub|database|container|account|cluster|store|channel|tenant|subscription|ticket|incident|case|change|request|issue|bug|story|task|version|nr|no|number)$/i,
);

/** No name has these before it: 'a short-term contractor'. */
const indefinite = /^(?:an?|another|some|any|every|each|no|this|these|those)$/i;
/** 'CHG-7731' */
const ticket = /^(?:[A-Z]{2,8}-\d{2,9}|(?:inc|chg|req|ritm|task|prb|case|ticket)-?\d{3,9})$/;

/** What a method is called with names a twin, a route or a job. */
const argument = /(?<=\w)\([^()\n]{1,200}(?:\)|$)/gm;

/** The instance of a text in which a single word looks like a name. */
export function onlyName(text: string, taken: readonly string[]): InstanceReading | undefined {
  const name = lonelyName(
    text,
    taken.map((word) => word.toLowerCase()),
  );
  return name === undefined ? undefined : { instance: { name }, certain: false };
}

/** '403 again, plant-a' and 'plant-a': in so short a text the only word that looks like a name is one. */
function lonelyName(text: string, taken: readonly string[]): string | undefined {
  if (
    text.length > 200 ||
    !(/\b(?:[45]\d\d|forbidden|access|reader|owner|role|permissions?|add)\b/i.test(text) || !/\s/.test(text.trim()))
  )
    return undefined;
  const words = text.replace(argument, ' ').split(/[\s()|*]{1,5}/);
  const names = words
    .filter((_, index) => !namesOther.test(words[index - 1] ?? '') && !indefinite.test(words[index - 1] ?? ''))
    .map((word) => word.replace(/^["'`]{1,3}|["'`,;:.!?]{1,5}$/g, ''))
    .filter(
      (word) =>
        /^[a-z0-9]{1,62}-[a-z0-9-]{1,62}$/i.test(word) &&
        looksLikeName(word) &&
        kindByPrefix(word) === undefined &&
        !isCompound(word) &&
        !ticket.test(word) &&
        // A header of HTTP.
        !/^(?:[A-Z][a-z]{1,20}-){1,4}[A-Z][a-z]{1,20}$/.test(word),
    );
  const [name, ...others] = names.filter((word) => !taken.includes(word.toLowerCase()));
  return others.length === 0 ? name : undefined;
}

function bareName(text: string, taken: readonly string[]): string | undefined {
  let best: { name: string; rank: number } | undefined;
  const offer = (name: string | undefined, rank: number) => {
    if (name === undefined || taken.includes(name.toLowerCase()) || rank >= (best?.rank ?? 9)) return;
    if ((kindByPrefix(name) !== undefined || ticket.test(name)) && rank > 1) return;
    best = { name, rank };
  };
  for (const [, lead = '', naming = '', quote = '', name = ''] of afterLeadIn(text)) {
    const explicit = quote !== '' || /^(?:named|called)/i.test(naming);
    if (explicit ? canBeName(name) : looksLikeName(name)) offer(name, ranks[lead.toLowerCase()] ?? 2);
  }
  for (const [, name = ''] of beforeInstance(text)) if (looksLikeName(name)) offer(name, 0);
  for (const [, name = ''] of asSubject(text)) if (looksLikeName(name)) offer(name, 3);
  // 'Instance brewery, see inc-42': what can only be an instance comes before a verb's object.
  if (best !== undefined && best.rank < weakest) return best.name;
  return plainName(text, taken) ?? best?.name ?? lonelyName(text, taken);
}
