import { refusalIndex, withoutPassed } from './clauses.ts';
import { type Mention, mentionAt } from './nearest.ts';
import { otherServices } from './other-services.ts';
import { sieved, sievedOut } from './sieve.ts';

/** Azure Digital Twins named outright: its name, host, provider, packages or command. */
const digitalTwins =
  /(?<![a-z])adts?(?![a-z])|(?<!device )digital[ _-]?twins?|azuredigitaltwins|(?<![\w-])az dt(?![\w-])|0b07f429-9f4b-4714-9392-cc5e8e80c8b0/i;
const host = sieved(
  /digitaltwins\.azure\.|azuredigitaltwins-(?:ppe|test)\.net|microsoft\.digitaltwins|Azure\.DigitalTwins\.Core|com\.azure\.digitaltwins|azure\.digitaltwins|@azure\/digital-twins-core|(?<![\w-])az dt(?![\w-])/i,
);
/** Words that are ADT's own among all that a person could get a 403 for. */
const twinWords = sieved(
  /(?<![\w/.-])(?<!device )(?:twins?|dtdl|event ?routes?|twin graph|3d[ -]?scenes?|data (?:owner|reader)|import jobs?|deletion jobs?)(?![\w-])|\bmodels?\b(?= (?:upload|import))|\b(?:up)?load(?:ing|ed|s)? (?:\w{1,12} ){0,3}models?\b|\b(?:create|creating|delete|deleting|decommission|decommissioning|list|listing|read|import|importing) (?:the |my |our |any |new |a |some )?models?\b/i,
);

/** A page about ADT is no sign of ADT. */
const withoutDocs = sievedOut(/https?:\/\/(?:learn|docs)\.microsoft\.com\/\S{1,300}/gi);

/** 'The IoT Hub triggered function': what starts a function does not refuse it. */
const withoutTriggers = sievedOut(
  /\b(?:iot ?hub|event ?hubs?|service ?bus|event ?grid|blob|queue|storage|cosmos(?: ?db)?)[- ](?:trigger(?:ed|s)?|binding|ingest\w{0,5})\b/gi,
);
/** 'Our ADT app cannot read the secret': what belongs to ADT is not ADT. */
const withoutBelonging = sievedOut(
  /\b(?:adt|(?:azure )?digital twins?) (?:app|application|function|url|project|team|solution|pipeline|demo|sample|environment|subscription|resource group|web ?app|back-?end)\b|(?<![\w-])adt-[\w-]{0,40}(?:password|secret|key|cert\w{0,9})\b/gi,
);

/** 'Before it even talks to ADT': nothing was asked there. */
const withoutUnreached = sievedOut(
  /\b(?:before|without) (?:\w{1,12} ){0,3}(?:talk|call|gett?|reach|connect|com|touch|ask|start|access)\w{0,3} (?:to |with |at |in )?(?:the )?(?:adt|(?:azure )?digital twins?|twins)\b/gi,
);

/** 'It is a storage 403, not ADT' */
const withoutDenied = sievedOut(
  /(?<=(?:^|[,;(–-])\s{0,2}|\b(?:and|but|is|was|its|it's) )not (?:(?:from|of|by|in|with|about) )?(?:the )?(?:adt|(?:azure )?digital twins)(?=\s{0,3}(?:$|[.,;:!?)\n]|but\b))/gim,
);

/** The first generation, retired, is another product (azure-docs#27503). */
const smartSpaces = sieved(
  /azuresmartspaces\.net|403\.600\.000\.0 ?\d{2}|\bsmart ?spaces?\b(?! (?:app|team|project))/i,
);

export interface ServiceReading {
  /** How surely the text is about ADT: its host, package or command, its name, words of its own, not at all. */
  digitalTwins: 'host' | 'name' | 'words' | undefined;
  /** The same of the text without what works. */
  failing: ServiceReading['digitalTwins'];
  retired: boolean;
  /** Another service that shows by its host or error code, next to what was refused. */
  sure?: string;
  /** Another service named in words. */
  named?: string;
  /** Another service named in words right beside the refusal: '403 from our key vault'. */
  refusing?: string;
}

/** `prose` is the text in English, for words; hosts and codes are looked for in `text`. */
export function readServices(text: string, prose: string, failing: string): ServiceReading {
  const told = withoutDenied(withoutDocs(prose));
  const refusers = withoutTriggers(failing);
  const named = otherServices.find((other) => other.words.test(refusers))?.service;
  const about = howSurely(text, told);
  const sure = refusingHost(about === 'host' || about === 'name' ? withoutKeys(text) : text, named);
  const refusing = serviceAround(refusers);
  return {
    digitalTwins: about,
    failing: howSurely(failing, withoutUnreached(withoutBelonging(withoutDenied(withoutDocs(failing))))),
    retired: smartSpaces.test(text),
    ...(sure === undefined ? {} : { sure }),
    ...(named === undefined ? {} : { named }),
    ...(refusing === undefined ? {} : { refusing }),
  };
}

function howSurely(text: string, prose: string): ServiceReading['digitalTwins'] {
  if (host.test(text)) return 'host';
  if (digitalTwins.test(prose)) return 'name';
  return twinWords.test(prose) ? 'words' : undefined;
}

/** For whom a token is, is not who refused it; and a screenshot on SharePoint is no refusal of SharePoint. */
const withoutOthers = sievedOut(
  /["']?\b(?:aud(?:ience)?|resource|scopes?)["']?\s{0,2}[:=]\s{0,2}["']?https?:\/\/\S{4,200}|--(?:resource|scope)[ =]\S{4,200}|https?:\/\/[\w.-]{1,100}(?:sharepoint|github|githubusercontent|gitlab|atlassian|dev\.azure)[\w.-]{0,60}\/\S{1,300}\.(?:png|jpe?g|gif|docx?|pdf|log|txt|mp4|xlsx?|pptx?|md|json|zip)\b/gi,
);
/** A connection string that is shown beside a trouble with ADT is no answer of the service that it opens. */
const connectionString =
  /\b(?:HostName|Endpoint|AccountEndpoint|DefaultEndpointsProtocol|BlobEndpoint|Server|Data Source)=[^\s;]{3,200};(?:[A-Za-z ]{2,40}=[^\s;]{1,300};?){1,8}/gi;
/** Nor are the files that a job was to read. */
const jobFiles = /(?:input|output|log)BlobUri["']?\s{0,3}[:=]?\s{0,3}["']?https?:\/\/\S{4,200}/gi;
/** 'az dt job import create … --ibc https://store.blob…': what a command is given is no answer to it. */
const givenToCommand = /\s--(?!ur[li]\b)[\w-]{2,40}[ =]["']?https?:\/\/[^\s"']{4,400}/gi;
const command = sieved(/(?<![\w-])az dt /i);
/** A line of a log that tells of progress. */
const progress = sieved(/^\s{0,8}(?:\S{1,40} ){0,3}\[?(?:info|information|debug|dbug|trace|trce|verbose)\b/i);
const mayTellProgress = sieved(/info|debug|dbug|trace|trce|verbose/i);
const trouble = sieved(/40[13]|forbidden|denied|error|exception|fail|unauthori[sz]ed|refused/i);

function withoutProgress(text: string): string {
  if (!mayTellProgress.test(text)) return text;
  return text
    .split('\n')
    .filter((line) => !progress.test(line) || trouble.test(line))
    .join('\n');
}

function withoutKeys(text: string): string {
  return /key=|password=/i.test(text) ? text.replace(connectionString, ' ') : text;
}

/** Whoever follows the abbreviations that Microsoft recommends tells the two apart in the name. */
const eventHubsHost = /\b(?:eh|ehns|evh|evhns)-?[\w-]{0,60}\.servicebus\./i;

/** The other service whose host or code shows. Where ADT's shows too, the one next to the refusal counts. */
function refusingHost(text: string, named: string | undefined): string | undefined {
  const shown = command.test(text) ? text.replace(givenToCommand, ' ') : text;
  const lines = withoutProgress(
    withoutOthers(withoutPassed(shown.includes('BlobUri') ? shown.replace(jobFiles, ' ') : shown)),
  );
  const mentions: Mention<string>[] = [];
  for (const { service, sure } of otherServices) {
    const match = sure.exec(lines);
    if (match === null) continue;
    // Event Hubs live under servicebus.windows.net too.
    const value =
      service === 'service-bus' && (named === 'event-hubs' || eventHubsHost.test(lines)) ? 'event-hubs' : service;
    mentions.push({ start: match.index, end: match.index + match[0].length, value });
  }
  const [first] = mentions;
  if (first === undefined) return undefined;
  // A URL is told from a package: the SDK's own name stands in every trace.
  const ownHost =
    /digitaltwins\.azure\.(?:net|us|cn)(?!\/\.default|["']?\s{0,3}(?:\.|$|,| as ))|digitaltwins-(?:ppe|test)\.net|\b(?:GET|PUT|POST|PATCH|DELETE) \/(?:digitaltwins|models|query|eventroutes|jobs\/(?:imports|deletions))\b/i.exec(
      lines,
    );
  if (ownHost === null) return first.value;
  mentions.push({ start: ownHost.index, end: ownHost.index + ownHost[0].length, value: 'digital-twins' });
  const refusing = mentionAt(mentions, lines, refusalIndex(lines));
  return refusing === 'digital-twins' ? undefined : refusing;
}

const refusal = '(?:40[13]s?|forbidden|denied|refused|unauthorized|permission error|access error)';
const beforeService = sieved(
  new RegExp(
    `${refusal}(?: error| errors| response)? (?:from|on|in|to|by|at|for|against|with|via|when (?:i |we |it )?(?:call|read|writ|access|open|fetch|load|upload|download|connect)\\w{0,6})(?: to| from)? ([^.,;\\n]{1,40})`,
    'i',
  ),
);
const afterService = sieved(
  /\b(?:gives?|returns?|says?|throws?|answers?|responds?|refuses?|denies|rejects?|blocks?|is)\b[^.,;\n]{0,30}(?:40[13]|forbidden|denied|access|\bme\b|\bus\b)/i,
);

/** 'Denied by our key vault', 'the key vault gives me 403': the service next to the refusal, unless that is ADT. */
function serviceAround(prose: string): string | undefined {
  const said = afterService.exec(prose);
  const subject =
    said === null
      ? undefined
      : prose
          .slice(Math.max(0, said.index - 40), said.index)
          .split(/[.,;\n]/)
          .at(-1);
  for (const words of [beforeService.exec(prose)?.[1], subject]) {
    if (words === undefined) continue;
    const own = words.search(digitalTwins);
    const found = otherServices
      .map(({ service, words: name }) => ({ service, at: name.exec(words)?.index ?? -1 }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at);
    const [nearest] = found;
    // The nearer to the refusal: the first behind it, the last before it.
    if (own >= 0 && (nearest === undefined || (words === subject ? own > nearest.at : own < nearest.at)))
      return undefined;
    if (nearest !== undefined) return nearest.service;
  }
  return undefined;
}
