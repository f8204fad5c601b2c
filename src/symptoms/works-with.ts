import { appNoun, identityNoun } from './app-nouns.ts';
import { clauses } from './clauses.ts';
import { anyPersonNoun } from './person-nouns.ts';
import type { SymptomReport } from './report.ts';
import { type Sieve, sieved } from './sieve.ts';

type WorksWith = NonNullable<SymptomReport['worksWith']>;

const works =
  '(?:works?|working|worked|runs?|ran|succeeds?|succeeded|ok(?:ay)?|fine|(?:all )?green|pass(?:es|ed)?|prints|loads|displays|i (?:can )?see (?:every|all|the|my)|(?:returns?|gets?|gives?|shows?|lists?) (?:me )?(?:(?:the|all|my|an?|every|all the) )?(?:rows?|results?|data|twins?|models?|graph|list|everything|all)|(?:no (?:problem|issue|403|error)s?(?: at all)?)|all (?:good|ok|okay|fine)|goes through|(?:data|results?|rows|it) (?:comes?|arrives?)(?: back)?|(?:can|could) (?:query|read|write|call|access|upload|do it|connect)\\w{0,3}|200)';
const own =
  '(?:my|our|his|her) (?:own |personal |user |aad |azure |entra )?(?:login|log-?in|account|user(?:name)?|credentials?|identity|id|sign-?in|az login|azure cli login|cli login|user token|token)|\\baz login\\b|\\bazd auth login\\b|me (?:personally|interactively)|myself|my name|a (?:normal |real |human )?user(?: account| token)?\\b|interactive(?:ly| login)?|(?:InteractiveBrowser|AzureCli|DeviceCode|VisualStudio\\w{0,4})Credential';
const machine =
  '(?:locally|local(?:host)?\\b|(?:on|from|in) (?:my|our|the|his|her) (?:own |local |dev )?(?:machine|laptop|pc|computer|desktop|box|workstation|mac(?:book)?|dev box)|(?:in|from|with|inside) (?:visual studio|vs ?code|vscode|rider|intellij|the debugger|debug)|my (?:own |local |dev )?(?:machine|laptop|pc|computer|box)(?=[:=])|(?:in|under|with) (?:the )?debugger|f5|during development|on dev machines?)';
const gap = '[^.!?\\n]{0,60}?';
/** Nothing works, or it did once, or it is only the sign-in that works. */
const negated = sieved(
  /\b(?:n't|not|never|neither|nor|stopped|no longer|nothing)(?: \w{1,10}){0,2} (?:work|run|succeed)|\bfails? (?:both )?locally\b|\blocally (?:too|as well|also) (?:fails|403)|\bwork(?:ed|ing) (?:\w{1,12} ){0,4}?(?:until|till|yesterday|before|last (?:week|month|time)|this morning)\b|\b(?:can|could|able to) (?:log|sign) ?(?:in|on)\b|\bwould (?:be|do)\b/i,
);

const withOwn = [
  // 'Works with my account', 'runs fine as myself'
  `\\b${works}\\b${gap}\\b(?:with|as|for|under|using|via|by|through|from|if i use|when i use) (?:${own})`,
  `\\b(?:with|as|under|using|via|if i use|when i use|i use) (?:${own})${gap}\\b${works}\\b`,
  `\\bas me\\b${gap}\\b${works}\\b|\\b${works}\\b${gap}\\bas me\\b`,
  `\\b(?:InteractiveBrowser|AzureCli|DeviceCode|VisualStudio\\w{0,4})Credential (?:works?|is fine)`,
  // 'My own user can'
  `\\b(?:my|our|his|her) (?:own |personal )?(?:user|account|login|credentials?)(?: account)? (?:can|could|works?|worked|is (?:able|fine|ok)|succeeds)\\b(?!'t| not)`,
  // 'I can query it but the web app cannot'
  `\\bi can (?:do|call|query|read|run|access|upload|open)\\w{0,3}\\b${gap}\\bbut\\b${gap}\\b(?:app|function|pipeline|service principal|identity|backend|daemon|job)\\b`,
].map((pattern) => sieved(new RegExp(pattern, 'i')));
const forMe = sieved(
  /\b(?:works?|worked|working|fine|ok(?:ay)?) (?:fine |ok |great )?(?:for me|when i (?:run|call|do|try|query|log|sign) ?(?:it|that|the same)?\w{0,10})\b/i,
);
const onMachine = [
  `\\b${works}\\b${gap}(?:\\b${machine})`,
  `\\b${machine}${gap}\\b${works}\\b`,
  // 'Only when deployed', 'only fails in production'
  `\\b(?:only|just) (?:when|once|after|if|in) (?:(?:it'?s?|is|the app|we|are|the) ){0,2}(?:deploy\\w{0,2}|published|azure|prod(?:uction)?|cloud|pipeline)\\b`,
  `\\bonly (?:fails|403s?|happens|broken|a problem) (?:\\w{1,10} ){0,3}(?:once |when |after )?(?:deployed|in azure|in production|in the cloud|in the pipeline)`,
].map((pattern) => sieved(new RegExp(pattern, 'i')));
const elsewhere = sieved(
  /\b(?:deploy\w{0,4}|(?:in|on|from) azure|azure functions?|function ?app|(?:our|the|my|a|in|on|from) function|app ?service|pipeline|ci(?:\/cd)?|cloud|prod(?:uction)?|staging|container|docker|aks|kubernetes|vm|cluster|compute|notebook|jenkins|databricks|server|build agent|runner|github actions?|devops|published?|hosted|web ?app|logic app|app|release|application|managed identity|service principal|azure(?! digital))\b/i,
);
const here = new RegExp(`\\b${machine}`, 'i');
/** One of these stands in whatever tells of the own machine, or of the own login. */
const mayBeMachine =
  /local|machine|laptop|\b(?:pc|mac|box|f5|rider|in debug|computer|desktop|workstation)|macbook|debugger|studio|vs ?code|intellij|development|\bonly\b|\bjust\b/i;
const mayBeLogin = sieved(
  /login|log-in|account|user|credential|identity|sign-?in|token|myself|as me\b|for me\b|me personally|when i\b|my (?:name|id)|interactive|i can\b/i,
);
const fails = /(?<![\w-])40[13](?![\w-])|forbidden|denied|refused|\bfails?\b|\berror\b|\b(?:can't|cannot)\b/i;
const goes = new RegExp(`\\b${works}|\\bnot (?:on|from|in)\\b|\\b(?:only|just)\\b`, 'i');

/** What the local Explorer says of any refusal. */
const explorersAdvice = /if you are running the app locally,[^.\n]{0,200}/gi;

/** What works, where the same fails for the app or in the cloud: whoever fails there is somebody else. */
export function readWorksWith(message: string): WorksWith | undefined {
  const prose = message.replace(explorersAdvice, ' ');
  if (
    !/work|run|green|pass|print|loads|display|no (?:problem|issue)|see |ran\b|fine|ok\b|succe|local|can\b|deployed|azure|only|returns|gets|gives|200/i.test(
      prose,
    ) ||
    negated.test(prose)
  )
    return undefined;
  const fits = (pattern: Sieve) => pattern.test(prose);
  if (mayBeMachine.test(prose) && elsewhere.test(prose) && onMachine.some(fits) && !failsHere(prose))
    return 'local-machine';
  return (fails.test(prose) || /\bnot\b|n't\b/.test(prose)) &&
    mayBeLogin.test(prose) &&
    (withOwn.some(fits) || (forMe.test(prose) && !failsForTheSame(prose)))
    ? 'own-login'
    : undefined;
}

/** 'Reading is fine for me, but when I patch I get 403' tells of two operations of one person. */
function failsForTheSame(prose: string): boolean {
  return (
    !elsewhere.test(prose) && !anotherCaller.test(prose) && clauses(prose).some((clause) => failsForMe.test(clause))
  );
}

const failsForMe = sieved(
  /\b(?:i|we)\b[^.;\n]{0,40}(?<![\w-])(?:40[13]|forbidden|denied|refused|not (?:allowed|authorized))(?![\w-])|\bi (?:still |also )?(?:can't|cannot|may not)\b|(?<![\w-])(?:40[13]|forbidden|denied)(?![\w-]) (?:for|to) me\b/i,
);
const anotherCaller = sieved(
  new RegExp(
    `\\b(?:${appNoun}|${identityNoun}|${anyPersonNoun})\\b|\\b(?:he|she|they|him|her|them|others|other|another|second|test|service|technical|credential\\w{0,1}|token|everyone|everybody|code|script)\\b`,
    'i',
  ),
);

/** '403 on my laptop, in the cloud it works' is the other way round. */
function failsHere(prose: string): boolean {
  return clauses(prose).some((clause) => here.test(clause) && fails.test(clause) && !goes.test(clause));
}
