import { appNoun, callingNoun, identityNoun } from './app-nouns.ts';
import { tellsOfHimself } from './calling-people.ts';
import { sieved, sievedOut } from './sieve.ts';

const doing =
  "gets?|getting|is (?:getting|refused|denied|not allowed|not authorized|forbidden|blocked)|receives?|fails?|failing|can't|can ?not|could not|couldn't|hits|sees|has no|doesn't have|throws|lacks?|keeps|runs into|can no longer|is no longer|(?:doesn't|does not|won't|will not|didn't) (?:start|run|boot|come up|connect|deploy|sync)|shows|reports|logs|complains|crashes|says|stopped";
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
  // '403 to our connector', 'refuses the importer', 'gives our gateway a 403'
  `\\b(?:40[13]|forbidden|denied|unauthorized|refused)\\b[^.;,\\n]{0,20} (?:to|for|at) ${our} ${adjectives}(?:${appNoun})\\b`,
  `\\b(?:refuses|denies|rejects|blocks|forbids|answers|gives|tells|sends|returns) ${our} ${adjectives}(?:${appNoun})\\b`,
  // 'From the pipeline', 'as a service principal'
  `\\b(?:from|as|using|with|in|by|inside|via|through|of|for) (?:(?:a|an|the|our|my|its|another|that|this) )?${adjectives}(?:${callingNoun})\\b`,
].map((pattern) => sieved(new RegExp(pattern, 'i')));
const anyApp = new RegExp(`\\b(?:${appNoun}|${identityNoun})\\b`, 'i');
/** ADT's own tools are apps too, but the person is who calls. */
const withoutOwnTools = sievedOut(
  /(?:explorer|studio|portal|teams|mobile|desktop|postman|authenticator) app|if you are running the app locally|app insights?|application insights|(?:use|using) the application with id|resource app id|\bapp(?:lication)? (?:id|role|roles|permission|permissions)\b(?! ?[:=(]| is| [0-9a-f]{8})|\bdigital twins service\b|\bservice (?:tags?|request|connection)\b|Service request|executing function: \S{1,80}|\b(?:my |our |the )?(?:boss|manager|team ?lead|lead|admin|supervisor|[A-Z][a-z]{1,20}) (?:has |have |already |just |also ){0,3}(?:approved|signed off|ok'd|okayed|agreed|confirmed|said|told)(?: (?:my |our |the )(?:boss|manager|team ?lead|lead|admin|supervisor)\b)?|\b(?:by |approved |confirmed |authori[sz]ed |validated )(?:my |our |the )?(?:boss|manager|team ?lead|lead|admin|supervisor|security|it)\b|\b(?:assigned|assignment)(?: to)?(?: a| any| the| one)?(?: roles?)? (?:for|to|of|in) (?:the|this|that|an?) app(?:lication)?\b|\b(?:sign|log)(?:ed|ging|ing|s)?[ -]?(?:in to|in on|in at) (?:the|this|that|our|my) (?:\w{1,20} )?app(?:lication)?\b/gi,
);

/** The words without what looks like an app or a person and is none. */
export function withoutBystanders(prose: string): string {
  const words = withoutOwnTools(prose);
  return mayShow.test(words) ? shown.reduce((rest, without) => without(rest), words) : words;
}

/** Whether an app is refused, by words alone. */
export function anAppCalls(words: string): boolean {
  return mentionsApp(words) && appCalls.some((pattern) => pattern.test(words));
}

/** Whether an app, a pipeline or an identity is spoken of at all. */
export function mentionsApp(words: string): boolean {
  return anyApp.test(words);
}

/** Whether an app is the only one spoken of who could call ADT. */
export function onlyAnAppCalls(words: string): boolean {
  return unattended.test(words) && !tellsOfHimself(words);
}

const shows =
  '(?:(?:only|just|always|still|now|suddenly|then|keeps) )?(?:says?|saying|shows?|showing|tells?|telling|displays?|reports?|claims?|complains?|prints|informs|throws|greets) ?[,:]?(?: that)? ?["\'“]?';
/** An app that shows a person what he is refused: 'the app says I have no permission', 'our connector says forbidden for Johanna'. */
const shown = [
  sievedOut(
    new RegExp(
      `(?<!\\b(?:function|logic|container|daemon|enterprise|service) )\\b(?:web ?app|app(?:lication)?|dashboard|front-?end|website|gateway|connector) (?:${shows})(?=(?:me|us|him|her|i|i'm|im|we|you|your|my|he|she|insufficient permissions)\\b)`,
      'gi',
    ),
  ),
  sievedOut(
    new RegExp(
      `\\b(?:${appNoun}) (?:${shows})(?=[^.;\\n]{0,30}\\b(?:40[13]|[Ff]orbidden|[Dd]enied) (?:to|for) (?!The\\b|Our\\b)[A-Z][a-z])`,
      'g',
    ),
  ),
];
const mayShow = sieved(/\b(?:say|show|tell|display|report|claim|complain|prints|informs|throws|greets)/);

const unattended = sieved(
  /\b(?:service principal(?= (?:token|secret|credential))|daemon|(?<![\\w.])pipeline(?!\\.)|function app|azure functions?|web ?app|logic app|container app|app registration|web ?job|back-?end|workflow|client[- ]credentials?|(?:the|our) app(?:lication)?(?:'s)?|(?:jenkins|gitlab|ci|nightly|release|scheduled|cron|batch|sync|etl|hourly|daily) (?:build|job|run|task|runner)|(?:nightly|hourly|daily|scheduled) \w{3,16}|(?:in|from|by|on) (?:azure devops|github actions|jenkins|gitlab(?: ci)?|teamcity)|build agent|runner|scheduler|exporter|importer|forwarder|collector)\b/i,
);
