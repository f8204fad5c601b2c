import { appNoun } from './app-nouns.ts';
import { isEveryday } from './everyday-words.ts';
import { canBeName } from './names.ts';
import { sieved, sievedAll } from './sieve.ts';

const name = '([A-Za-z][A-Za-z0-9]{2,40})';
/** Not in the plural, in which things stand that are read and written. */
const things = '([A-Za-z][A-Za-z0-9]{1,39}(?:[a-rt-z0-9]|ss|us))';
const article = '(?:(?:the|our|my|this|that|your|their) {1,2})?';
const service = '(?:adt|(?:azure )?digital[ -]?twins?)';
/** Where a name ends: with the sentence, or with a word that no longer belongs to it. */
const end = `(?![\\w-]|\\.\\w|[@/\\\\])(?=["'\`]? {0,2}(?:$|[\\n;!?()|<·→]|[,.:](?:\\s|$)|-> |=> |- |\\/ |(?:40[134]|forbidden|when|while|if|as|since|after|before|today|yesterday|tonight|tomorrow|this|last|by|already|only|please|thanks|and|or|but|because|so|despite|although|even|still|suddenly|which|that|where|there|again|too|all|every|each|once|right|any ?more|any ?longer|now|with|without|for|to|from|at|on|in|using|via|during|until|till|away|instance|i|we|it|you|he|she|they|why|what|how|ends?|ended|fails?|failed|failing|returns?|gives?|says|answers|responds|throws|refuses|denies|rejects|is|was|are|keeps|can|cannot|can't|can not|has|have|does|doesn't|won't|gets?|got|needs?|queries|reads|writes|everything|nothing)\\b))`;
const refused =
  '(?:40[134]s?|forbidden|unauthori[sz]ed|denied|refused|rejected|not found|access|owners?|readers?|permissions?|rights|roles?|jobs?|twins|models?|relationships?|graph|queries|routes?)(?: errors?| role)?';
/** What people work with an instance in, or through. */
const tool =
  '(?:explorer|studio|cli|postman|curl|sdk|rest api|portal|script|notebook|python|calls?|requests?|endpoint|upload|import|export|write|read|update|patch|delete)';

/** Who is added to an instance, where a role is taken from a person. */
const members = '(?:(?!(?:owner|reader|roles?|access|rights|permissions?|data|it|that|away)\\b)\\S{1,64} ){0,3}?';

/** Each ends with the name; an earlier one leaves less doubt. */
const places = [
  // 'The instance is called brewery', 'its name is brewery'
  `\\binstance\\b[^.;!?\\n]{0,40} (?:called|named|\\(?name(?: is|:| ?=)|by the name of) ["'\`]?${name}${end}`,
  `\\binstance(?:'s)?(?: name)?(?: is| was|,? it'?s) ["'\`]?${name}${end}`,
  // 'Our digital twins (brewery) answer 403', 'Brewery (ADT): 403'
  `\\b(?:${service}|instance) ?[([]["'\`]?${name}["'\`]?[)\\]]`,
  `(?:^|[.,;!?\\n] {0,2}|\\b(?:on|in|against|from|at) )${name} \\(${service}\\b`,
  // 'ADT brewery 403', 'brewery digital twins: 403'
  `(?:^|[.,;!?\\n] {0,2})${service} ${things}(?= {0,2}(?:40[13]|forbidden|denied|gives?|returns?|refuses|->|=>|→))`,
  `(?:^|[.;!?\\n] {0,2})${name} ${service}(?= {0,2}(?:40[13]|forbidden|denied|gives?|returns?|refuses|denies|->|=>|→|:))`,
  // 'Plant-a works, brewery doesn't'
  `\\b(?:works?|fine|ok(?:ay)?|good),? (?:but |and )?${name} (?:doesn't|does not|isn't|is not|not|fails)\\b`,
  // 'What must I do so that he may query factory?'
  `\\b(?:may|allowed to|able to) (?:query|read|open|see|access|use|write to)\\s${things}${end}`,
  // 'Where: brewery' of a form
  `(?:^|[\\n/;|] {0,3})(?:[-*] {0,2})?(?:where|wo|où|onde|dónde|target|scope|resource|ressource|umgebung|system|environment|instances?|adt|twins|digital twins)(?: name)? {0,2}[:=] {0,2}["'\`]?${name}${end}`,
  // 'The digital twins instance brewery', 'instance=brewery'
  `\\binstance(?: name)?(?: ?[:=|] ?|\\? | )(?:(?:of|de|du) )?(?:${service} )?["'\`]?${name}${end}`,
  // 'The brewery instance', 'our brewery ADT'
  `(?:^|[.,;!?\\n] {0,2}|\\b(?:the|our|my|your|their|this|to|on|in|from|against|of|for) )["']?${name}["']?(?:'s)? (?:${service} )?instance\\b`,
  `\\b(?:the|our|my|your|their) ["']?${name}["']? ${service}(?= {0,2}(?:$|[\\n;!?()]|[,.:](?:\\s|$)|(?:is|was|gives?|returns?|and|but|when|since|with)\\b))`,
  // '403 on factory', 'the role on factory', 'update twins in factory'
  `\\b(?:${refused} (?:on|against|in|@)|authori[sz]ed (?:for|on|in)|(?:40[134]|forbidden|unauthori[sz]ed) (?:from|at)|(?:denied|access) (?:to|for)|(?:query|queries|querying) (?:on|to)|(?:owners?|readers?|api|graph) of|twins from) ${article}${name}${end}`,
  // 'Uploads models to factory'
  `\\b(?:twins?|models?|relationships?|routes?|jobs?|graph) (?:to|into|of|from|at) ${things}${end}`,
  // 'Factory's endpoint'
  `(?<![\\w-])${name}'s (?:endpoint|api|url|host(?: ?name)?|instance|data plane)\\b`,
  // '403 on digital twins factory'
  `\\b(?:on|against|in|from|at|to|for|of|with) ${article}${service}:? ["']?${name}${end}`,
  // 'Her reader role from factory'
  `'s (?:[\\w-]{1,12} ){0,4}(?:roles?|access|rights|permissions?|owner|reader) (?:from|on|to|in|for) ${name}${end}`,
  // 'The access of Kim to factory'
  `\\b(?:access|roles?|rights|permissions?) (?:of|from|for) (?:\\S{1,30} ){1,3}?(?:to|on|in|at) ${name}${end}`,
  // 'Add Kim to factory readers'
  `\\b(?:in ?to|to|on|as|me|him|her) ${name} (?:data )?(?:readers?|owners?)\\b`,
  // 'In the Explorer on factory'
  `\\b${tool} (?:on|against|for) ${name}${end}`,
  // 'No access to the brewery twins'
  `\\b(?:on|to|in|from|against) (?:the |our |my )?${name} (?:digital )?twins?(?= {0,2}(?:$|[\\n;!?(),]|[.:]|(?:any ?more|instance|is|are|since|any ?longer|now|again|and|but|today)\\b))`,
  // 'Add Patti to factory', 'take me off factory'
  `\\b(?:add|put|onboard|invite|let) ${members}(?:to|on|onto|into) ${name}${end}`,
  `\\b(?:remove|take|drop|kick|offboard) ${members}(?:from|of|off) ${name}${end}`,
  // 'Factory gives me 403'
  `(?:^|[.;!?\\n] {0,2}|\\b(?:and|but|why does|why is) )${name} (?:(?:always|still|now|only|just|suddenly) )?(?:returns?|gives?|refuses|throws|answers|responds|denies|rejects)(?: (?:me|us))?(?: (?:a|an|with|only))? (?:403|forbidden)\\b`,
].map((pattern) => sievedAll(new RegExp(pattern, 'gi')));
const cannot = "(?:can't|cannot|can ?not|couldn't|could not|unable to|not able to|no longer|not allowed to)";
const answers =
  '(?:(?:always|still|now|only|just|suddenly|constantly) )?(?:returns?|gives?|answers|responds|says|throws|keeps|(?:refus|den|reject|block)\\w{1,4}|is (?:refus|den|reject|block|forbidden)\\w{0,4})';
/** The same where the word could as well be any thing: enough only where a trouble is told, or a wish. */
const weakerPlaces = [
  // 'I read them fine, but on factory it is 403'
  `\\b(?:on|against) ${name}${end}`,
  // 'No luck with factory', 'can somebody look at factory?'
  `\\b(?:luck|trouble|problems?|issues?) (?:with|on|at) ${name}${end}`,
  `\\b(?:go|going|went|look|looking) (?:to|at) ${things}${end}`,
  `\\b(?:lack|need|missing) (?:for|on) ${name}${end}`,
  // 'My colleague cannot read factory'
  `\\b${cannot} (?:read|see|query|open|access|reach|use|update|load|get in ?to|write (?:to|in))\\s${things}${end}`,
  // 'Forbidden when opening factory'
  `\\b(?:opens?|opening|quer(?:y|ies|ying)|reaching|accessing|connect(?:s|ing)? to|(?:calls?|calling|requests?) (?:to|against)) ${things}${end}`,
  // 'But in factory I cannot write'
  `(?:^|[.,;!?\\n] {0,2}|\\b(?:but|and) )(?:in|at) ${name} (?:i|we|he|she|40[13]|forbidden|denied|can't|cannot|is not|not)\\b`,
  // 'My factory access is gone'
  `\\b(?:my|our) ${name} access\\b`,
  `\\b(?:read|write|query|update|create|delete|upload) in ${name}${end}`,
  // '`factory` says 403'
  `["'\`]${name}["'\`] ${answers}\\b`,
  // 'Factory: 403' as the beginning of all
  `^\\W{0,3}${name}(?=: {0,2}(?:403|forbidden)\\b)`,
  `(?:^|[.;!?\\n] {0,2}|\\bwhy (?:does|is) )${name} (?:refus|den|reject|block)\\w{1,4} (?:me|us|my|our|all|every|any)\\b`,
].map((pattern) => sievedAll(new RegExp(pattern, 'gi')));
const matters = sieved(
  /(?<![\w.-])40[134](?![\w-])|forbidden|unauthori[sz]ed|denied|refus|reject|blocked|\b(?:access|roles?|readers?|owners?|permissions?|rights|able to|allowed to|permitted to|let|can't|cannot)\b/i,
);

/** Frames of a trace, headers, and lines of JSON. */
const written = /^[ \t]{0,12}(?:at [\w.]|File "|[A-Z]\w{0,20}-[\w-]{2,40}: |[{}[\]"])[^\n]{0,500}$/gm;
const head = 1500;
const tail = 700;

/** What a person may have said: of a long paste the start and the end, and no line that only programs write. */
function spoken(text: string): string {
  const ends = text.length <= head + tail ? text : `${text.slice(0, head)}\n${text.slice(-tail)}`;
  return ends.includes('\n') ? ends.replace(written, '') : ends;
}

/** A plain word that only its place makes a name: 'digital twins instance brewery'. `taken` are names of something else, in lower case; `trouble` says that one is told around the text. */
export function plainName(message: string, taken: readonly string[], trouble?: true): string | undefined {
  const text = spoken(message);
  for (const place of trouble === true || matters.test(text) ? [...places, ...weakerPlaces] : places) {
    for (const match of place(text)) {
      const [whole, word = ''] = match;
      // 'Give access to Priya' names a person, 'roles in Entra' a product.
      const upToName = whole.slice(0, whole.lastIndexOf(word) + word.length);
      const person = /(?:^\W{0,3}| (?:to|in|for)(?: \w{1,5})? )[A-Z][a-z]{1,40}$/.test(upToName);
      if (canBePlain(word) && !person && !taken.includes(word.toLowerCase())) return word;
    }
  }
  return listedName(text, taken);
}

/** 'ADT, 403, brewery, since noon': in a list of so few words the single one that names nothing else. */
function listedName(text: string, taken: readonly string[]): string | undefined {
  if (text.length > 100) return undefined;
  const items = text.split(/[,;.!|/\n]|\s[-–—]\s|->/).map((item) => item.trim().replace(/^@/, ''));
  if (items.length < 3 || !items.some((item) => listed.test(item))) return undefined;
  const [name, ...others] = items.filter((item) => /^[a-z]/.test(item) && canBePlain(item));
  return others.length === 0 && name !== undefined && !taken.includes(name) ? name : undefined;
}

const listed = new RegExp(`^(?:${service}|403|forbidden)$`, 'i');

/** 'The job on the gateway'. */
const apps = new RegExp(`^(?:${appNoun})s?$`, 'i');

function canBePlain(word: string): boolean {
  // 'PIM', 'RBAC'.
  return canBeName(word) && !/^[A-Z]{2,6}$/.test(word) && !isEveryday(word) && !apps.test(word);
}
