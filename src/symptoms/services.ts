/** Azure Digital Twins named outright: its name, host, provider, packages or command. */
const digitalTwins =
  /(?<![a-z])adt(?![a-z])|digital[ _-]?twins?|azuredigitaltwins|(?<![\w-])az dt(?![\w-])|0b07f429-9f4b-4714-9392-cc5e8e80c8b0/i;
const digitalTwinsHost =
  /digitaltwins\.azure\.|azuredigitaltwins-(?:ppe|test)\.net|microsoft\.digitaltwins|(?<![\w-])az dt(?![\w-])/i;
/** Words that are ADT's own among all that a person could get a 403 for. */
const twinWords =
  /(?<![\w/.-])(?:twins?|dtdl|event ?routes?|twin graph|3d scenes?|data (?:owner|reader))(?![\w-])|\b(?:up)?load(?:ing|ed)? (?:\w{1,12} ){0,3}models?\b|\b(?:create|creating|delete|deleting|decommission|list|listing|read|import|importing) (?:the |my |our |any |new )?models\b/i;

/** The first generation, retired, is another product (azure-docs#27503). */
const smartSpaces = /azuresmartspaces\.net|403\.600\.000\.\d{3}|smart ?spaces/i;

interface OtherService {
  service: string;
  /** Hosts and error codes that only this service has. */
  sure: RegExp;
  /** Its name in words. */
  words: RegExp;
}

const others: readonly OtherService[] = [
  {
    service: 'storage',
    sure: /\.(?:blob|dfs|file|queue|table)\.(?:core|storage)\.|AuthorizationPermissionMismatch|InsufficientAccountPermissions|KeyBasedAuthenticationNotPermitted|do not have access to this storage container|(?<!\w)az storage /i,
    words: /\b(?:storage(?: account)?|blobs?|blob container|data ?lake|adls)\b/i,
  },
  {
    service: 'key-vault',
    sure: /\.vault\.(?:azure|usgov)|ForbiddenByPolicy|ForbiddenByRbac|ForbiddenByFirewall|ForbiddenByConnection|secrets get permission|(?<!\w)az keyvault /i,
    words: /\bkey ?vaults?\b/i,
  },
  {
    service: 'iot-hub',
    sure: /\.azure-devices\.(?:net|us|cn)|IotHub(?:Unauthorized|Forbidden)|(?<!\w)az iot hub /i,
    words: /\biot ?hubs?\b/i,
  },
  { service: 'event-grid', sure: /\.eventgrid\.azure\.|(?<!\w)az eventgrid /i, words: /\bevent ?grid\b/i },
  {
    service: 'event-hubs',
    sure: /Microsoft\.EventHub|(?<!\w)az eventhubs |azure\.messaging\.eventhubs/i,
    words: /\bevent ?hubs?\b/i,
  },
  { service: 'service-bus', sure: /\.servicebus\.(?:windows|usgovcloudapi)\./i, words: /\bservice ?bus\b/i },
  { service: 'cosmos-db', sure: /\.documents\.azure\.|Request blocked by Auth/i, words: /\bcosmos ?(?:db)?\b/i },
  { service: 'app-configuration', sure: /\.azconfig\.(?:io|azure)/i, words: /\bapp ?config(?:uration)?\b/i },
  {
    service: 'data-explorer',
    sure: /\.kusto\.(?:windows|usgovcloudapi)\.|Kusto\.\w{1,40}Exception/i,
    words: /\b(?:kusto|adx|azure data explorer)\b/i,
  },
  {
    service: 'sql',
    sure: /\.database\.(?:windows|usgovcloudapi)\./i,
    words: /\b(?:azure sql|sql (?:server|database))\b/i,
  },
  { service: 'container-registry', sure: /\.azurecr\.io/i, words: /\b(?:container registry|acr)\b/i },
  {
    service: 'app-service',
    sure: /\.scm\.azurewebsites\.net|Error 403 - This web app is stopped/i,
    words: /\bkudu\b/i,
  },
  {
    service: 'graph',
    sure: /graph\.microsoft\.com|Authorization_RequestDenied|Insufficient privileges to complete the operation/i,
    words: /\b(?:ms|microsoft) graph\b|\bgraph api\b/i,
  },
  { service: 'power-bi', sure: /api\.powerbi\.com/i, words: /\bpower ?bi\b/i },
  { service: 'sharepoint', sure: /\.sharepoint\.com/i, words: /\bshare ?point\b/i },
  { service: 'devops', sure: /dev\.azure\.com|TF40\d{4}/i, words: /\b(?:azure )?devops\b/i },
  { service: 'github', sure: /api\.github\.com|remote: Permission to /i, words: /\bgithub\b/i },
  { service: 'openai', sure: /\.openai\.azure\.com/i, words: /\b(?:azure )?openai\b/i },
  {
    service: 'machine-learning',
    sure: /\.azureml\.|\.api\.azureml\.ms/i,
    words: /\b(?:azure ml|aml workspace|machine learning)\b/i,
  },
];

export interface ServiceReading {
  /** How surely the text is about ADT: its host or command, its name, words of its own, not at all. */
  digitalTwins: 'host' | 'name' | 'words' | undefined;
  retired: boolean;
  /** Another service that shows by its host or error code. */
  sure?: string;
  /** Another service named in words. */
  named?: string;
  /** Another service named in words right after the refusal: '403 from our key vault'. */
  refusing?: string;
}

export function readServices(text: string): ServiceReading {
  // 'Event hub' with a Service Bus host is Event Hubs: both live under servicebus.windows.net.
  const sure = others.find((other) => other.sure.test(text))?.service;
  const named = others.find((other) => other.words.test(text))?.service;
  const refusing = serviceAround(text);
  return {
    digitalTwins: digitalTwinsHost.test(text)
      ? 'host'
      : digitalTwins.test(text)
        ? 'name'
        : twinWords.test(text)
          ? 'words'
          : undefined,
    retired: smartSpaces.test(text),
    ...(sure === undefined ? {} : { sure: sure === 'service-bus' && named === 'event-hubs' ? 'event-hubs' : sure }),
    ...(named === undefined ? {} : { named }),
    ...(refusing === undefined ? {} : { refusing }),
  };
}

const beforeService =
  /(?:40[13]|forbidden|denied|refused|unauthorized)(?: error)? (?:from|on|in|to|by|at|for|against|with|when (?:calling|reading|writing|accessing|opening)) ([^.,;\n]{1,40})/i;
const afterService =
  /\b(?:gives|returns|says|throws|answers|responds|refuses|denies)\b[^.,;\n]{0,30}(?:40[13]|forbidden|denied|access)/i;

/** 'Denied by our key vault', 'the key vault gives me 403': the service next to the refusal, unless that is ADT. */
function serviceAround(text: string): string | undefined {
  const said = afterService.exec(text);
  const nearby = [
    beforeService.exec(text)?.[1],
    said === null
      ? undefined
      : text
          .slice(Math.max(0, said.index - 40), said.index)
          .split(/[.,;\n]/)
          .at(-1),
  ];
  for (const words of nearby) {
    if (words === undefined) continue;
    if (digitalTwins.test(words)) return undefined;
    const other = others.find((service) => service.words.test(words))?.service;
    if (other !== undefined) return other;
  }
  return undefined;
}
