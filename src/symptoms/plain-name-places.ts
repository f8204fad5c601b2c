import { type Sieve, sieved, sievedAll } from './sieve.ts';

/** A place in a sentence where the name of an instance stands; the name is its first group. */
export interface Place {
  find: (text: string) => Iterable<RegExpExecArray>;
  /** What follows the name decides whether it ends there. */
  open: boolean;
  /** Only a name can stand there, even one that is else the name of things: 'the instance buildings'. */
  certain: boolean;
}

const name = '([A-Za-z][A-Za-z0-9]{2,40})';
/** Not in the plural, in which things stand that are read and written. */
const things = '([A-Za-z][A-Za-z0-9]{1,39}(?:[a-rt-z0-9]|ss|us))';
const article = '(?:(?:the|our|my|this|that|your|their) {1,2})?';
export const service = '(?:adt|(?:azure )?digital[ -]?twins?)';
/** Where a name ends as a word; the sentence may go on. */
const end = '(?![\\w-]|\\.\\w|[@/\\\\])';
const instance = '(?:instance|instanz|instancia|instância)';
const start = '(?:^|[.,:;!?\\n] {0,2}|[-–—] )';
const refused =
  '(?:40[134]s?|forbidden|unauthori[sz]ed|denied|refused|rejected|not found|access|owners?|readers?|permissions?|rights|roles?|jobs?|twins|models?|relationships?|graph|queries|routes?)(?: errors?| role)?';
/** What people work with an instance in, or through. */
const tool =
  '(?:explorer|studio|(?:role )?assignments?|cli|postman|curl|sdk|rest api|portal|script|notebook|python|calls?|requests?|endpoint|upload|import|export|write|read|update|patch|delete)';
/** Who is added to an instance, where a role is taken from a person. */
const members = '(?:(?!(?:owner|reader|roles?|access|rights|permissions?|data|it|that|away)\\b)\\S{1,64} ){0,3}?';
const cannot = "(?:can't|cannot|can ?not|couldn't|could not|unable to|not able to|no longer|not allowed to)";
const adverb = '(?:(?:always|still|now|only|just|suddenly|constantly|also|keeps) )?';
const answers = `${adverb}(?:returns?|gives?|answers|responds|says|throws|keeps|(?:refus|den|reject|block)\\w{1,4}|is (?:refus|den|reject|block|forbidden)\\w{0,4})`;
const look =
  '(?:quer(?:y|ies|ying)|reads?|reading|opens?|opening|sees?|seeing|loads?|loading|access(?:es|ing)?|reach(?:es|ing)?|us(?:e|es|ing)|views?|viewing|updat(?:e|ing)|get(?:s|ting)? in ?to|look(?:s|ing)? at|check(?:s|ing)?|writ(?:e|es|ing) (?:to|in)|connect(?:s|ing)? to|log(?:s|ging)? (?:in|on) ?to|(?:calls?|calling|requests?) (?:to|against))';

const listed = (patterns: readonly string[], certain: boolean): Place[] =>
  patterns.map((pattern) => ({
    find: sievedAll(new RegExp(pattern, 'gi')),
    open: pattern.endsWith(end),
    certain,
  }));

/** An earlier one leaves less doubt. */
const places: readonly Place[] = [
  ...listed(
    [
      // 'The instance is called brewery', 'its name is brewery'
      `\\b${instance}\\b[^.;!?\\n]{0,40} (?:called|named|\\(?name(?: is|:| ?=)|by the name of) ["'\`]?${name}${end}`,
      `\\b${instance}(?:'s)?(?: name)?(?: is| was|,? it'?s) ["'\`]?${name}${end}`,
      // 'Our digital twins (brewery) answer 403', 'Brewery (ADT): 403', '(ADT, brewery)'
      `\\b(?:${service}|instance) ?[([]["'\`]?${name}["'\`]?[)\\]]`,
      `[(]${service}[,:] ?${name}[)]|[(]${name}, ?${service}[)]`,
      `(?:^|[.,;!?\\n] {0,2}|\\b(?:on|in|against|from|at) )${name} \\(${service}\\b`,
      // 'Where: brewery' of a form
      `(?:^|[\\n/;|,] {0,3})(?:[-*] {0,2})?(?:where|wo|où|onde|dónde|target|scope|resource|ressource|umgebung|system|environment|instances?|adt|twins|digital twins)(?: name)? {0,2}[:=] {0,2}["'\`]?${name}${end}`,
      // 'The digital twins instance brewery', 'instance=brewery'
      `\\b${instance}(?: ?-?name)?(?: ?[:=|] ?|\\? | )(?:(?:of|de|du) )?(?:${service} )?["'\`]?${name}${end}`,
      // 'The brewery instance', 'our brewery ADT'
      `(?:^|[.,;!?\\n] {0,2}|\\b(?:the|our|my|your|their|this|to|on|in|from|against|of|for) )["']?${name}["']?(?:'s)? (?:(?:${service}|prod(?:uction)?|test|dev) )?instance\\b`,
      // 'Data owner on buildings'
      `\\b(?:readers?|owners?|contributors?)(?: roles?)? on ${article}${name}${end}`,
      // '`factory` says 403', 'buildings throws 403 at me': no things, which would be many.
      `["'\`]${name}["'\`] ${answers}\\b`,
      `(?:${start}|\\b(?:and|but|why|because|since|that|now|how come) )${name} ${adverb}(?:returns|gives|refuses|throws|answers|responds|denies|rejects)(?: (?:me|us))?(?: (?:a|an|with|only|just))? (?:403|forbidden)\\b`,
      `\\b(?:does|did) ${name} (?:also |still |only )?(?:return|give|say|throw|refuse|deny|answer|reject|block)\\b`,
      `\\b(?:adt|twins|dt)[ -]?name:? {0,2}${name}${end}`,
      `(?:${start}|\\b(?:and|but|why|because|since|that|now|how come) )${name} (?:is not|isn't|won't|will not|doesn't|does not) (?:let|letting) (?:me|us|him|her|them|any)`,
    ],
    true,
  ),
  ...listed(
    [
      // 'Read rights to the brewery environment', 'the twin of hall 7 (brewery)', '(brewery, 403)'
      `\\b(?:to|on|in|for|against) (?:the |our |my )${name} (?:environment|system)\\b`,
      `\\btwins? (?:of|for) [^().;\\n]{1,30} [(]${name}[)]`,
      `[(]${name}, ?(?:403|forbidden)\\b`,
      `\\b(?:403|forbidden) ${name} ${service}\\b`,
      // '403 @brewery'
      `\\b(?:40[134]|forbidden|denied) @${name}${end}`,
      // 'ADT brewery 403', 'brewery digital twins: 403'
      `(?:^|[.,;!?\\n] {0,2})${service} ${things}(?= {0,2}(?:40[13]|forbidden|denied|gives?|returns?|refuses|->|=>|→))`,
      `(?:^|[.;!?\\n] {0,2})${name} ${service}(?= {0,2}(?:40[13]|forbidden|denied|gives?|returns?|refuses|denies|->|=>|→|:))`,
      // 'Plant-a works, brewery doesn't'
      `\\b(?:works?|fine|ok(?:ay)?|good),? (?:but |and )?${name} (?:doesn't|does not|isn't|is not|not|fails)\\b`,
      // 'What must I do so that he may query factory?'
      `\\b(?:may|allowed to|able to) (?:query|read|open|see|access|use|write to)\\s${article}${things}${end}`,
      // 'She needs to see factory in ADT'
      `\\b${look} ${article}${things} (?:in|with|through|via) (?:the )?(?:${service}|explorer)\\b`,
      `\\b(?:the|our|my|your|their) ["']?${name}["']? ${service}(?= {0,2}(?:$|[\\n;!?()]|[,.:](?:\\s|$)|(?:is|was|gives?|returns?|and|but|when|since|with)\\b))`,
      // '403 on factory', 'the role on factory', 'update twins in factory'
      `\\b(?:${refused} (?:on|against|in|@(?= ))|authori[sz]ed (?:for|on|in)|(?:40[134]|forbidden|unauthori[sz]ed) (?:from|at)|(?:denied|access) (?:to|for)|(?:query|queries|querying) (?:on|to)|(?:owners?|readers?|api|graph) of|twins from|allowed in ?to) ${article}${name}${end}`,
      // 'Uploads models to factory'
      `\\b(?:twins?|models?|relationships?|routes?|jobs?|graph) (?:to|into|of|from|at) ${things}${end}`,
      // 'Factory's endpoint'
      `(?<![\\w-])${name}'s (?:endpoint|api|url|host(?: ?name)?|instance|data plane)\\b`,
      // '403 on digital twins factory'
      `\\b(?:on|against|in|from|at|to|for|of|with) ${article}${service}:? ["']?${name}${end}`,
      // 'Her reader role from factory'
      `'s (?:[\\w-]{1,12} ){0,4}(?:roles?|access|rights|permissions?|owner|reader) (?:from|on|to|in|for) ${name}${end}`,
      // 'I need reader for factory': whoever wants it is named before
      `\\b(?:i|we|he|she|they|needs?|wants?) (?:\\S{1,20} ){0,4}?(?:readers?|owners?|roles?|rights|permissions?|access) (?:for|to|on|in|at) ${article}${name}${end}`,
      // 'The access of Kim to factory'
      `\\b(?:access|roles?|rights|permissions?|readers?|owners?) (?:of|from|for) (?:\\S{1,30} ){1,3}?(?:to|on|in|at) ${name}${end}`,
      // 'Add Kim to factory readers'
      `\\b(?:in ?to|to|on|as|me|him|her) ${name} (?:data )?(?:readers?|owners?)\\b`,
      // 'In the Explorer on factory'
      `\\b${tool} (?:on|against|for) ${article}${name}${end}`,
      // 'No access to the brewery twins', 'look at our brewery twin'
      `\\b(?:(?:on|to|in|in ?to|from|against|at) (?:the |our |my )?${name} (?:digital )?twins?|(?:at|opens?|see|read|query|access|reach|load) (?:the |our |my )?${name} (?:digital )?twin)(?= {0,2}(?:$|[\\n;!?(),]|[.:]|(?:any ?more|instance|is|are|since|any ?longer|now|again|and|but|today|in|with|for|please|from)\\b))`,
      // 'Add Patti to factory', 'take me off factory'
      `\\b(?:add(?:ed)?|put|onboard(?:ed)?|invited?|assigned|let|sign|get) ${members}(?:to|on|onto|into|up for) ${article}${name}${end}`,
      `\\b(?:removed?|take|taken|drop|dropped|kick|kicked|offboard|lock|locked|throw|thrown) ${members}(?:from|of|off|out of) ${article}${name}${end}`,
    ],
    false,
  ),
];

/** The same where the word could as well be any thing: enough only where a trouble is told, or a wish. */
const weaker = listed(
  [
    // 'I read them fine, but on factory it is 403'
    `\\b(?:on|against) ${article}${name}${end}`,
    // 'No luck with factory', 'can somebody look at factory?'
    `\\b(?:luck|trouble|problems?|issues?) (?:with|on|at) ${article}${name}${end}`,
    `\\b(?:go|going|went) (?:to|at) ${things}${end}`,
    `\\b(?:lack|need|missing) (?:for|on) ${name}${end}`,
    // 'My colleague cannot read factory', 'forbidden when opening factory'
    `\\b(?:${cannot} )?${look}\\s${article}${things}${end}`,
    // 'But in factory I cannot write'
    `(?:^|[.,;!?\\n] {0,2}|\\b(?:but|and) )(?:in|at) ${name} (?:i|we|he|she|gets?|40[13]|forbidden|denied|can't|cannot|is not|not)\\b`,
    // 'My factory access is gone'
    `\\b(?:my|our) ${name} access\\b`,
    `\\b(?:read|write|query|update|create|delete|upload) in ${name}${end}`,
    // 'Factory: 403' as the beginning of all
    `^\\W{0,3}${name}(?=(?::|,| ?[-–—=]>?)? {0,2}(?:403|forbidden)\\b)`,
    `^\\W{0,3}${name}(?=: {0,2}(?:data )?(?:readers?|owners?|read|access)\\b)`,
    `(?:^|[.;!?\\n] {0,2}|\\bwhy (?:does|is) )${name} (?:refus|den|reject|block|lock|kick|answer)\\w{1,4} (?:me|us|my|our|all|every|any)\\b`,
  ],
  false,
);

const matters: Sieve = sieved(
  /(?<![\w.-])40[134](?![\w-])|forbidden|unauthori[sz]ed|den(?:y|ie)|refus|reject|blocked|\b(?:access|roles?|readers?|owners?|permissions?|rights|able to|allowed to|permitted to|let|can't|cannot)\b/i,
);

const all = [...places, ...weaker];

/** The places to look at. `trouble` says that one is told around the text. */
export const placesFor = (text: string, trouble: boolean): readonly Place[] =>
  trouble || matters.test(text) ? all : places;
