import { appNoun, callingNoun, identityNoun } from './app-nouns.ts';
import { isEveryday } from './everyday-words.ts';
import { isPlainWord } from './names.ts';
import { anyPersonNoun } from './person-nouns.ts';
import { sieved } from './sieve.ts';

const doing =
  "gets?|getting|is (?:getting|refused|denied|not allowed|not authorized|forbidden|blocked)|receives?|fails?|failing|can't|can ?not|could not|couldn't|hits|sees|has no|doesn't have|throws|lacks?|keeps|runs into|can no longer|is no longer|shows|reports|logs|complains|crashes|says|stopped";
const start = '(?:^|[.;,!?\\n] ?|but |and |when )';
const our = '(?:our|the|my|a|an)';
const adjectives = '(?:[\\w.#-]{1,16} ){0,2}';
/** An app as the one who is refused. */
const appCalls = [
  // 'The function app still gets …'
  `\\b(?:${appNoun})s?(?: (?:still|always|now|suddenly|just|only|also|then))? (?:${doing}|returns)\\b`,
  // 'When our nightly pipeline runs …'
  `\\b(?:when|if|once) ${our} ${adjectives}(?:${appNoun}) (?:runs|calls|tries|starts|executes|writes|reads|queries|updates|uploads|connects)\\b`,
  // 'Logic app action to ADT returns 403'
  `${start}(?:${our} )?(?:logic app|function app|azure functions?|power automate)\\b[^.\\n]{0,60}\\b(?:403|forbidden|fails|refused|denied)`,
  // 'Our ingestion service in AKS gets …'
  `${start}${our} ${adjectives}(?:${appNoun})\\b[^.\\n]{0,60}\\b(?:gets|receives|is refused|is denied|fails|can't|cannot)\\b`,
  // 'GitHub Actions workflow deploys models to plant-b'
  `${start}${our}? ?${adjectives}(?:${appNoun}) (?:deploys|uploads|calls|writes|reads|queries|updates|creates|deletes|imports|pushes|syncs|sends|polls|patches|logs in)\\b`,
  // 'It is the function app, not me'
  `\\b(?:it(?:'s| is| was)|(?:caller|identity)(?: is|:)) (?:only |just )?${our} ${adjectives}(?:${appNoun})\\b`,
  // 'From the pipeline', 'as a service principal'
  `\\b(?:from|as|using|with|in|by|inside|via|through|of|for) (?:(?:a|an|the|our|my|its|another|that|this) )?${adjectives}(?:${callingNoun})\\b`,
].map((pattern) => sieved(new RegExp(pattern, 'i')));
const anyApp = new RegExp(`\\b(?:${appNoun}|${identityNoun})\\b`, 'i');
/** ADT's own tools are apps too, but the person is who calls. */
const ownTools =
  /(?:explorer|studio|portal|teams|mobile|desktop|postman|authenticator) app|if you are running the app locally|app insights?|application insights|(?:use|using) the application with id|resource app id|\bapp(?:lication)? (?:id|role|roles|permission|permissions)\b(?! ?[:=(]| is| [0-9a-f]{8})|\bdigital twins service\b|\bservice (?:tags?|request|connection)\b|Service request|executing function: \S{1,80}|\b(?:my |our |the )?(?:boss|manager|team ?lead|lead|admin|supervisor|[A-Z][a-z]{1,20}) (?:has |have |already |just |also ){0,3}(?:approved|signed off|ok'd|okayed|agreed|confirmed|said|told)|\bby (?:my |our |the )?(?:boss|manager|team ?lead|lead|admin|supervisor|security|it)\b/gi;
const someoneElse = sieved(
  new RegExp(
    `(?<!\\b(?:i'm|i am|im|am|as|being|work for|working for|employed by|employee of) )\\b(?:my |our |an? |the |another |one |new |some |this |that )(?:new |junior |senior |external |other )?${anyPersonNoun}(?! (?:approved|said|told|gave|granted|signed|confirmed|assigned|says|ok|company|organi[sz]ation|tenant|site|firm|portal|environment|subscription|network|role|project))\\b|\\b(?:my |our |a |the |another |one |some |other |external |guest )users?\\b(?![ -](?:assigned|identity|delegation|interface|token|id|account))|\\b(?:she|he) (?:still |also |just |now )?(?:gets?|is getting|can't|cannot|has no|is denied|needs?|keeps|sees|opens|tries|queries|runs|uploads|logs in|calls|clicks)\\b|\\b(?:for|of|with) (?:her|him)\\b|\\b(?:someone|somebody|one) (?:in|on|from|of) (?:my|our|the) (?:\\w{1,20} )?(?:team|company|project|department|group)\\b|\\bone of (?:my|our|the) (?:\\w{1,20} )?${anyPersonNoun}\\b`,
    'i',
  ),
);
/** 'User Diego Siciliani says …'. */
const titled = sieved(
  /\b(?:[Uu]ser|[Cc]olleague|[Cc]aller|[Ee]ngineer|[Mm]r\.?|[Mm]rs\.?|[Mm]s\.?|[Hh]err|[Ff]rau) (?!The|Azure|Digital|Access|Principal|Assigned|Name|Id|ID)[A-Z][a-z]{1,20} [A-Z][a-z]{1,20}\b/,
);

/** 'My colleague can, but I get 403', 'for everybody but not for me', 'my user gets 403'. */
const itsMe = sieved(
  /\bi (?:still |always |only |just |also )?(?:get|got|am getting|keep getting|receive|see|hit)\b[^.;,\n]{0,15}\b(?:403|forbidden|denied)|\bbut (?:i|we) (?:still |always |keep )?(?:get|getting|can't|cannot|am|don't|see)\b|\b(?:works?|can|fine|ok|could)\b[^.;\n]{0,60}[,;.-] {0,2}(?:i|we) (?:still |only )?(?:can't|cannot|get|don't|am not)\b|(?<!\b(?:it's|it is|its|that's|this is) )\b(?:not|but not|except|besides|apart from|other than)(?: for| with)? (?:me|my (?:own )?(?:account|user|login))\b|\bonly (?:i|me)\b|\bmine (?:is|gets?|fails|does not|doesn't|gives|returns)\b(?! (?:fine|ok|well|working))|\b(?:i am|i'm|im|being) (?:only |just )?(?:a |an )?(?:\w{1,12} )?(?:guest|external)\b|\bmy (?:own )?(?:user|account|login)\b(?!'s| (?:name|id)\b)/i,
);
/** 'It's Kim again, not me', 'not my account, it's hers', 'works on my end, not for Kim'. */
const notTheWriter = sieved(
  /\b(?:it's|it is|its|that's|that is|this is) (?!(?:not|only|just|me|i|my|a|an|fine|ok|working)\b)[^.;\n]{2,40}?,? (?:and )?not (?:me|my (?:own )?(?:account|user|login))\b|\bnot (?:me|my (?:own )?(?:account|user|login)),? (?:but|it's|it is|its)\b|\bworks? (?:fine )?(?:on my (?:end|side)|for me|here)[^.;\n]{0,12}\bnot for (?!me\b|us\b|the\b|our\b|my\b)/i,
);
/** Whoever tells of himself. */
const firstPerson = sieved(
  /\b(?:i (?:have|get|got|am|can't|cannot|can|need|want|see|hold|already|just|also|was|still|keep|try|tried)|i'm|i've|im|(?:gives?|gave|grant|lets?|shows?|tells?|denies|denied|refuses|blocks|returns?|throws|locks|asks) (?:me|us)|my (?:\w{1,12} )?(?:access|role|roles|rights|permissions?|account|user|login))\b/i,
);
/** 'Priya gets 403', 'kim can't query plant-a': a name, and not a thing or a word of a sentence. */
const subject =
  /(?:^|[!?,;:\n]\s?|\.\s|\b(?:it's|it is|and|but|because|since|why|when|that|if|hi|hey|hello) )([A-Za-z][a-z]{1,20})(?: [A-Z][a-z]{1,20})?(?: \([^)\n]{1,40}\)| (?:from|of|in) (?:the |our |my )?[\w-]{2,20}(?: team)?)? (?:who |that )?(?:still |also |always |now |just |suddenly |already )?(?:gets|is getting|got|keeps getting|cannot|can't|can not|hits|sees|receives|has no access|doesn't have access|is (?:denied|blocked|locked out|forbidden|not allowed|not authorized)|runs into|needs|opens|tries|tried|wanted|couldn't|could not|was (?:refused|denied|rejected|blocked|turned away)|queries|uploads|runs|logs in|calls)\b/g;
/** 'On Miriam's machine it is 403', 'Kim's account is refused'. */
const owned =
  /\b([A-Za-z][a-z]{1,20})'s (?:account|user|login|log-in|machine|laptop|pc|computer|browser|screen|explorer|token)\b/g;
/** 'Miriam Graham reported this'. */
const reporting =
  /(?:^|[.!?,;:\n] ?|\b(?:and|but) )([A-Z][a-z]{1,20})(?: [A-Z][a-z]{1,20})?(?: (?:from|of|in) (?:the )?[\w-]{2,20})? (?:also |just |has |again )?(?:(?:opened|filed|raised) (?:a |an |this )?(?:ticket|incident|case)|reported|reports|complained|complains|called (?:me|us|in)|wrote|pinged)\b/g;
const things = new Set(
  `it this that there everything everyone everybody anyone nobody nothing who what which and but api sdk script notebook upload sync ingest
  import export download proxy nginx server firewall log logs console output response ticket monitor alert let here there today what that where who how query dashboard frontend website worker simulator daemon scheduler gateway connector adapter lambda devs
  users people team nobody somebody someone somebody she he they you one anything something half only also still curl postman explorer
  sometimes request call calls upload uploading querying reading writing terraform swagger portal studio code client service node java
  python dotnet powershell bicep grafana powerbi job jobs cron runner agent build release deployment container pod cluster vm
  caller requester owner operation token subject engineer engineers developer developers operator operators admin admins intern customer colleague`.split(
    /\s{1,9}/,
  ),
);

/** The words without what looks like an app or a person and is none. */
export function withoutBystanders(prose: string): string {
  return prose.replace(ownTools, ' ');
}

/** Whether an app is refused, by words alone. */
export function anAppCalls(words: string): boolean {
  return anyApp.test(words) && appCalls.some((pattern) => pattern.test(words));
}

/** Whether an app, a pipeline or an identity is spoken of at all. */
export function mentionsApp(words: string): boolean {
  return anyApp.test(words);
}

/** Whether the writer tells of himself, where nobody else is pointed at. */
export function theWriterCalls(words: string): boolean {
  return firstPerson.test(words) && (itsMe.test(words) || !namesPerson(words));
}

/** Whether somebody else is refused, or wants access, by words alone. */
export function somebodyElseCalls(words: string): boolean {
  if (notTheWriter.test(words)) return true;
  return !itsMe.test(words) && (someoneElse.test(words) || titled.test(words) || namesPerson(words));
}

function namesPerson(words: string): boolean {
  for (const pattern of [subject, owned, reporting]) {
    for (const [, name = ''] of words.matchAll(pattern)) {
      if (!isPlainWord(name) && !isEveryday(name) && !things.has(name.toLowerCase())) return true;
    }
  }
  return false;
}

/** Whether the text is a mail of somebody else, with its heading. */
export function isForwarded(text: string): boolean {
  return /^[> ]{0,6}(?:From|Von|De): \S[^\n]{1,100}\n[> ]{0,6}(?:Sent|To|Date|Cc|Subject|Gesendet|An|Envoyé|Enviado|Para|À): /m.test(
    text,
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

/** Whether an app is the only one spoken of who could call ADT. */
export function onlyAnAppCalls(words: string): boolean {
  return unattended.test(words) && !firstPerson.test(words);
}

const unattended = sieved(
  /\b(?:service principal(?= (?:token|secret|credential))|daemon|(?<![\\w.])pipeline(?!\\.)|function app|azure functions?|web ?app|logic app|container app|app registration|web ?job|back-?end|workflow|client[- ]credentials?|(?:the|our) app(?:lication)?(?:'s)?|(?:jenkins|gitlab|ci|nightly|release|scheduled|cron|batch|sync|etl|hourly|daily) (?:build|job|run|task|runner)|(?:nightly|hourly|daily|scheduled) \w{3,16}|(?:in|from|by|on) (?:azure devops|github actions|jenkins|gitlab(?: ci)?|teamcity)|build agent|runner|scheduler|exporter|importer|forwarder|collector)\b/i,
);
