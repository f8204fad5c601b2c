import { isEveryday, isThing } from './everyday-words.ts';
import { isPlainWord } from './names.ts';
import { anyPersonNoun } from './person-nouns.ts';
import { sieved, sievedAll, sievedOut } from './sieve.ts';

const named = '[A-Za-z][a-z]{1,20}';
const someoneElse = sieved(
  new RegExp(
    `(?<!\\b(?:(?:i'm|i am|im|am|i on|as|being)(?: just| only| also| still| not)?|work for|working for|employed by|employee of) )\\b(?:my |our |an? |the |another |one |new |some |this |that |${named}'s )(?:(?!an?\\b|the\\b|my\\b|our\\b|app\\b|application\\b|own\\b|groups?\\b|team\\b)[\\w-]{2,16} ){0,2}?${anyPersonNoun}(?! (?:approved|said|told|gave|granted|signed|confirmed|assigned|says|ok|company|organi[sz]ation|tenant|site|firm|portal|environment|subscription|network|role|project))\\b|\\b(?:my |our |a |the |another |one |some |other |external |guest )users?\\b(?![ -](?:assigned|identity|delegation|interface|token|id|account))|\\b(?:she|he) (?:still |also |just |now )?(?:gets?|is getting|can't|cannot|has no|is denied|needs?|keeps|sees|opens|tries|queries|runs|uploads|logs in|calls|clicks)\\b|\\b(?:she|he)(?: [\\w-]{1,16}){1,9},? but (?:still |now )?(?:gets|sees|hits|receives|can't|cannot|is)\\b|\\b(?:she|he) (?:only|just) (?:gets|sees|hits)\\b|\\b(?:for|of|with|at|refuses|denies|tells|shows|gives|blocks|lets?|letting) (?:her|him)\\b|\\b(?:someone|somebody|one) (?:in|on|from|of) (?:my|our|the) (?:\\w{1,20} )?(?:team|company|project|department|group)\\b|\\bone of (?:my|our|the) (?:\\w{1,20} )?${anyPersonNoun}\\b|(?:^|[.:;\\n] {0,2})(?:end[ -]?)?(?:user|customer|caller|client|colleague|employee|operator)(?: on the (?:phone|line),| (?:reports|says|can't|cannot|gets|sees|has no|is denied|complains|called)\\b)`,
    'i',
  ),
);
/** 'Is that expected for an auditor?' asks about all of them. */
const withoutCompared = sievedOut(
  new RegExp(
    `\\b(?:expected|normal|usual|intended|enough|right|meant|correct|okay|ok|fine|like|as) (?:for |to be )?(?:an?|the|every) (?:[\\w-]{2,16} )?${anyPersonNoun}\\b`,
    'gi',
  ),
);

/** 'My colleague can, but I get 403', 'for everybody but not for me', 'my user gets 403'. */
const itsMe = sieved(
  /\bbut (?:[\w'-]{1,20} ){0,5}(?:gives|denies|refuses|shows|throws|tells|locks|blocks) me\b|\bi (?:get )?403\b|\bi (?:still |always |only |just |also )?(?:get|got|am getting|keep getting|receive|see|hit)\b[^.;,\n]{0,15}\b(?:403|forbidden|denied)|\bbut (?:i|we) (?:still |always |keep )?(?:get|getting|can't|cannot|am|don't|see)\b|\b(?:works?|can|fine|ok|could)\b[^.;\n]{0,60}[,;.-] {0,2}(?:i|we) (?:still |only )?(?:can't|cannot|get|don't|am not)\b|(?<!\b(?:it's|it is|its|that's|this is) )\b(?:not|but not|except|besides|apart from|other than)(?: for| with)? (?:me|my (?:own )?(?:account|user|login))\b|\bonly (?:i|me)\b|\b(?:denies|refuses|rejects|blocks) me\b|\bme (?:denies|refuses|rejects|blocks)\b|\b(?:403|forbidden|denied) (?:at|to) me\b|\bmine (?:is|gets?|fails|does not|doesn't|gives|returns)\b(?! (?:fine|ok|well|working))|\b(?:i am|i'm|im|being) (?:only |just )?(?:a |an )?(?:\w{1,12} )?(?:guest|external)\b|\bmy (?:own )?(?:user|account|login)\b(?!'s| (?:name|id)\b)/i,
);
/** 'It's Kim again, not me', 'not my account, it's hers', 'works on my end, not for Kim'. */
const notTheWriter = sieved(
  /\b(?:it's|it is|its|that's|that is|this is) (?!(?:not|only|just|me|i|my|a|an|fine|ok|working)\b)[^.;\n]{2,40}?,? (?:and )?not (?:me|my (?:own )?(?:account|user|login))\b|\bnot (?:me|my (?:own )?(?:account|user|login)),? (?:but|it's|it is|its)\b|(?<![\w-])(?:403|forbidden|denied|denies|refuses|refused|rejects|rejected|blocks|blocked|fails)\b[^.;\n]{0,60},? (?:but |and |though )?not (?:for |to |with |at )?(?:me\b|my (?:own )?(?:account|user|login))(?<!\b(?:everybody|everyone|all|others?|anyone|anybody|works?)\b[^.;\n]{0,40})|\bworks? (?:fine )?(?:on my (?:end|side)|for me|here)[^.;\n]{0,12}\bnot for (?!me\b|us\b|the\b|our\b|my\b)/i,
);
/** Whoever tells of himself. */
const firstPerson = sieved(
  /\b(?:i|i'm|i've|im|(?:account|user|login|identity) of mine|(?:403|forbidden|denied) (?:at|to|for) (?:me|us)|my name is|this is [a-z]{2,20} (?:from|in|of)|[a-z]{2,20} here(?=[.,:])|me (?:says|denies|refuses|gives|returns|shows|answers|rejects)|(?:gives?|gave|grant|lets?|shows?|tells?|denies|denied|refuses|blocks|returns?|throws|locks|asks) (?:me|us)|my (?:\w{1,12} )?(?:access|role|roles|rights|permissions?|account|user|login))\b/i,
);

const adverbs = '(?:(?:still|also|always|now|just|suddenly|already|both|all|again|never) )?';
const suffers = `(?:gets?|is getting|got|keeps? getting|(?:cannot|can't|can not|couldn't|could not)(?! be\\b)|hits|sees|receives|(?:has|have) no access|(?:has|have|had) (?:access )?(?:denied|refused|forbidden)|doesn't have access|(?:is|are|was|were) (?:denied|refused|rejected|blocked|turned away|locked out|forbidden|not allowed|not authorized)|runs into|needs|opens|opened|tries|tried|wanted|quer(?:ies|ied)|uploads|uploaded|runs|ran|logs in|logged in|calls|called|(?:has|have) had|had (?:a |an )?(?:403|error))`;
/** After these a sentence, or a part of one, begins with whom it is about. */
const opening = `(?:^|[!?,;:>"\\n]\\s?|\\.\\s|\\b(?:it's|it is|and|but|because|since|why|when|that|if|hi|hey|hello|while|now|as) |\\b(?:[Tt]he|[Aa]|[Oo]|[Ll]a|[Ee]l|[Dd]er|[Dd]ie) (?=[A-Z]))`;
const place = `(?: \\([^)\\n]{1,60}\\)|,? (?:from|of|in) (?:the |our |my )?[\\w-]{2,20}(?: team)?,?)?`;
/** 'Forbidden again for Diego', '403 now also for Lynne'. */
const repeated =
  '(?:(?:again|once more|once again|now|also|still|too|only|just|today|here|this time|as well|always|is|even|access|error) ){0,3}';
/** 'The user is Grady Archie': whatever somebody is quoted with besides. */
const stated = sievedAll(
  new RegExp(
    `\\b(?:[Uu]ser|[Cc]aller|[Rr]eporter|[Rr]equester|[Pp]erson|[Cc]olleague|[Cc]ustomer|[Ee]mployee)(?:'s name)?(?: is|:) (?=[A-Z])(${named}) (?=[A-Z])(${named})(?![\\w-])`,
    'g',
  ),
);
/** Each with a first name, and whatever stands where the last name would. */
const persons = [
  // In German 'why gets Kim', 'since yesterday can't Kim'
  `\\b(?:gets|receives|can't|cannot|has) (?=[A-Z])(${named})(?: (?=[A-Z])(${named}))? (?:on|in|an?|the|no|still|again|always|also|from|with|not|lack|403|[Ff]orbidden|denied|insufficient)\\b`,
  // 'Priya gets 403', 'kim lee can't query plant-a', 'Patti and Grady both get 403'
  `${opening}(?!(?:and|but|because|since|why|when|that|if|while|now|as|the|who|then|so)\\b)(${named})(?: (?!(?:still|also|always|now|just|suddenly|already|never|again)\\b)(${named}))??(?: and ${named})?${place} (?:who |that )?${adverbs}${suffers}\\b`,
  // 'Isaiah Langer joined us on Monday. He is a reader but gets 403', 'Lynne has Owner and still gets 403'
  `${opening}(?=[A-Z])(${named})(?: (?=[A-Z])(${named}))? (?:${place.slice(3, -2)})?(?:joined|joins|started|starts|moved|came|comes|returned|switched|changed|transferred|works|is|was|has|had|belongs)\\b[^.;!?\\n]{0,70}(?:[.;!]\\s(?:[Hh]e |[Ss]he |[Tt]hey |[Nn]ow |[Ss]till |[Bb]ut )?[^.;!?\\n]{0,60})?(?<=[ ,.;])(?:[Aa]nd|[Bb]ut|[Nn]ow|[Ss]till|[Yy]et|[Hh]e|[Ss]he)? ?${adverbs}(?:[Gg]ets|[Cc]annot|[Cc]an't|[Rr]eceives|[Hh]its|[Ss]ees|is (?:denied|refused|blocked|turned away|not allowed|not authorized))\\b`,
  // 'On Miriam's machine it is 403', 'Kim's account is refused'
  `\\b(${named})'s (?:account|user|login|log-in|machine|laptop|pc|computer|browser|screen|explorer|token)\\b`,
  // 'Miriam Graham reported this'
  `(?:^|[.!?,;:\\n] ?|\\b(?:and|but) )(?=[A-Z])(${named})(?: (${named}))??(?: (?:from|of|in) (?:the )?[\\w-]{2,20})? (?:also |just |has |again )?(?:(?:opened|filed|raised) (?:a |an |this )?(?:ticket|incident|case)|reported|reports|complained|complains|called (?:me|us|in)|wrote|pinged|(?:writes|says|said|asks)(?= ?:))\\b`,
  // 'Ticket from Megan Bowen', 'on behalf of Grady'
  `\\b(?:[Tt]icket|[Mm]ail|[Mm]essage|[Rr]eport|[Ff]orward\\w{0,3}|[Ff]wd|[Rr]eported|[Rr]aised|[Oo]pened|[Bb]ehalf|[Aa]sking|[Ww]riting) (?:from|by|of|for) (?=[A-Z])(${named})(?: (?=[A-Z])(${named}))?\\b|(?:^|\\n)(?:FWD?|Fwd?|WG|TR|RV|ENC): (?=[A-Z])(${named})(?: (?=[A-Z])(${named}))?:`,
  // 'User Diego Siciliani says …', 'Colleague Nestor'
  `\\b(?:[Uu]ser|[Cc]olleague|[Cc]aller|[Ee]ngineer|[Oo]perator|[Ii]ntern|[Mm]rs?\\.?|[Mm]s\\.?|[Hh]err|[Ff]rau)(?: is|:)? (?=[A-Z])(${named})(?: (?=[A-Z])(${named}))?(?![\\w-])`,
  // 'It says Forbidden to Isaiah', 'ADT gives Kim a 403'
  `\\b(?:[Ff]orbidden|403|[Dd]enied|[Uu]nauthorized) ${repeated}(?:to|at|for|a) (?=[A-Z])(${named})(?: (?=[A-Z])(${named}))?(?![\\w-])`,
  `\\b(?:[Ff]orbidden|403) (?=[A-Z])(${named}) (?:when|while|if)\\b`,
  // 'With Kim it is 403', in Spanish 'to Kim him gives 403', in Japanese 'for Kim on plant-b · 403'
  `\\b(?:on|with|for|at) (?=[A-Z])(${named})(?: (?=[A-Z])(${named}))?,? (?:(?:it|there|kommt|comes|gibt|always) ){0,2}(?:is |gives |shows |says |on [\\w-]{3,40} · )?(?:403|[Ff]orbidden)\\b|\\bto (?=[A-Z])(${named}) (?:him|her|them) `,
  `\\b(?:refuses|denies|blocks|tells|shows|gives) (${named})(?: (?=[A-Z])(${named}))? (?:an? |the |any |with )?(?:403|forbidden|access|error)\\b`,
].map((pattern) => sievedAll(new RegExp(pattern, 'g')));
const things = new Set(
  `it this that there everything everyone everybody anyone nobody nothing who what which and but api sdk script notebook upload sync ingest
  import export download proxy nginx server firewall log logs console output response ticket monitor alert let here there today what that where who how query dashboard frontend website worker simulator daemon scheduler gateway connector adapter lambda devs
  users people team nobody somebody someone somebody she he they you one anything something half only also still curl postman explorer
  sometimes request call calls upload uploading querying reading writing terraform swagger portal studio code client service node java
  python dotnet powershell bicep grafana powerbi job jobs cron runner agent build release deployment container pod cluster vm
  screenshot banner popup dialog tooltip toast box tab microsoft docs documentation support hint notification
  caller requester owner operation token subject engineer engineers developer developers operator operators admin admins intern customer colleague`.split(
    /\s{1,9}/,
  ),
);

/** Whether the writer speaks of himself at all. */
export const tellsOfHimself = (words: string): boolean => firstPerson.test(words);

/** Whether the writer tells of himself, where nobody else is pointed at. */
export function theWriterCalls(words: string): boolean {
  return firstPerson.test(words) && (itsMe.test(words) || !namesPerson(words));
}

/** 'Queries work for me, but I can't create any': what works is another thing, unless an app is spoken of. */
export const butNotForTheWriter = (words: string): boolean => butNot.test(words);

const butNot = sieved(/\bbut (?:i|we) (?:still |also |just )?(?:can't|cannot|can not|couldn't|could not|may not)\b/i);

/** Whether somebody else is refused, or wants access, by words alone. */
export function somebodyElseCalls(words: string): boolean {
  if (notTheWriter.test(words) || isStated(words)) return true;
  return !itsMe.test(words) && (someoneElse.test(withoutCompared(words)) || namesPerson(words));
}

const namesPerson = (words: string): boolean => persons.some((find) => findsName(find, words));

const isStated = (words: string): boolean => findsName(stated, words);

const findsName = (find: ReturnType<typeof sievedAll>, words: string): boolean =>
  [...find(words)].some(([, ...names]) => names.every((name) => name === undefined || isNobodysWord(name)));

/** Whether a word is none of a sentence, and no thing. */
const isNobodysWord = (word: string): boolean =>
  !isPlainWord(word) && !isEveryday(word) && !isThing(word) && !things.has(word.toLowerCase());

/** Whether the text is a mail or a ticket of somebody else, with its heading. */
export function isForwarded(text: string): boolean {
  return (
    /^[> ]{0,6}(?:From|Von|De): \S[^\n]{1,100}\n[> ]{0,6}(?:Sent|To|Date|Cc|Subject|Gesendet|An|Envoyé|Enviado|Para|À): /m.test(
      text,
    ) ||
    /^[> *-]{0,6}(?:From|Von|De|User|Reporter|Reported by|Requester|Caller|Employee|Anwender|Melder|Usuario|Utilisateur|Usuário|利用者) ?: ?[A-Z][a-z]{1,20} [A-Z][a-z]{1,20}\b/m.test(
      text,
    )
  );
}

/** Whether what runs is said to run as the writer: 'func start, logged in with az login'. */
export function runsAsTheWriter(words: string): boolean {
  return asTheWriter.test(words) && !deployed.test(words);
}

const asTheWriter = sieved(
  /\b(?:with|using|under|as) my own (?:az |azure |user )?(?:login|account|credentials?|identity|user)\b|\b(?:logged|signed) in (?:with|via|using|through|by|in|to) (?:az login|azd|vs|visual studio|my)\b|\b(?:after|and|did|my) az login\b(?! --)/i,
);
const deployed = sieved(
  /\b(?:deploy\w{0,4}|in azure|in the cloud|pipeline|published|production|works?|fine|ok|200|succeeds)\b/i,
);
