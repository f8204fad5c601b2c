import { type Sieve, sieved } from './sieve.ts';

interface Named {
  service: string;
  /** Hosts, commands and error codes that only this service has. */
  sure: RegExp;
  /** Its name in words. */
  words: RegExp;
}

export interface OtherService {
  service: string;
  sure: Sieve;
  words: Sieve;
}

const services: readonly Named[] = [
  {
    service: 'storage',
    sure: /\.(?:blob|dfs|file|queue|table)\.(?:core|storage)\.|AuthorizationPermissionMismatch|InsufficientAccountPermissions|KeyBasedAuthenticationNotPermitted|AuthorizationProtocolMismatch|AuthorizationResourceTypeMismatch|AuthorizationServiceMismatch|\bAuthorizationFailure\b|do not have access to this storage container|This request is not authorized to perform this operation|make sure the value of Authorization header is formed correctly|azure\.storage\.|Azure\.Storage\.|(?<!\w)az storage /i,
    words:
      /\b(?:storage(?: ?accounts?| ?explorer| container)?|blobs?(?: storage| container)?|data ?lake|adls(?: ?gen2)?|file ?share|table storage|queue storage)\b/i,
  },
  {
    service: 'key-vault',
    sure: /\.vault\.(?:azure|usgov)|ForbiddenBy(?:Policy|Rbac|Firewall|Connection)|(?:secrets|keys|certificates) (?:get|list|set) permission|Caller is not authorized to perform action on resource|Client address is not authorized and caller is not a trusted service|\bVault: [\w-]{3,24};location=|Microsoft\.KeyVault\/|(?<!\w)az keyvault |Azure\.Security\.KeyVault/i,
    words: /\b(?:azure )?key[ -]?vaults?\b|\b(?:the|our|my|a) vault\b/i,
  },
  {
    service: 'iot-hub',
    sure: /\.azure-devices\.(?:net|us|cn)|IotHub(?:Unauthorized|Forbidden|Exception)|(?<!\w)az iot hub |Microsoft\.Azure\.Devices|azure\.iot\.hub|\b(?:GET|PUT|PATCH|POST)\s{1,3}(?:https?:\/\/[\w.-]{1,80})?\/(?:twins|devices)\/[\w-]|\bRegistryManager\b|\b401002\b|iothub/i,
    words: /\biot[ -]?hubs?\b|\bdevice[ -]twins?\b|\biot edge\b/i,
  },
  { service: 'iot-hub-dps', sure: /azure-devices-provisioning\./i, words: /\bdevice provisioning service\b/i },
  { service: 'iot-central', sure: /azureiotcentral\.com/i, words: /\biot central\b/i },
  {
    service: 'event-grid',
    sure: /\.eventgrid\.azure\.|(?<!\w)az eventgrid |Azure\.Messaging\.EventGrid/i,
    words: /\bevent[ -]?grid\b/i,
  },
  {
    service: 'event-hubs',
    sure: /Microsoft\.EventHub|\bEventHub\w{0,20}(?:Error|Exception|Client|Processor)\b|sb:\/\/\S{4,100}\/consumergroups\/|(?<!\w)az eventhubs |azure\.(?:messaging\.)?eventhubs?|Azure\.Messaging\.EventHubs|com\.azure\.messaging\.eventhubs/i,
    words: /\bevent[ -]?hubs?\b/i,
  },
  {
    service: 'service-bus',
    sure: /\.servicebus\.(?:windows|usgovcloudapi)\.|Azure\.Messaging\.ServiceBus|azure\.servicebus|'(?:Send|Listen|Manage)' claim(?:\(s\)|s)? (?:are|is) required/i,
    words: /\bservice[ -]?bus\b/i,
  },
  {
    service: 'cosmos-db',
    sure: /\.documents\.azure\.|Request blocked by (?:Auth|your)|Request originated from (?:client )?IP|Microsoft\.Azure\.Cosmos|azure\.cosmos|readMetadata/i,
    words: /\bcosmos(?:[ -]?db)?\b/i,
  },
  {
    service: 'app-configuration',
    sure: /\.azconfig\.(?:io|azure)|Azure\.Data\.AppConfiguration|(?<!\w)az appconfig /i,
    words: /\b(?:azure )?app[ -]?config(?:uration)?(?: store)?\b/i,
  },
  {
    service: 'data-explorer',
    sure: /\.kusto\.(?:windows|usgovcloudapi)\.|Kusto\.\w{1,40}Exception|'aad(?:app|user)=|KustoServiceError/i,
    words: /\b(?:kusto|adx|(?:azure )?data explorer)\b/i,
  },
  {
    service: 'sql',
    sure: /\.database\.(?:windows|usgovcloudapi)\.|\bSqlException\b|Login failed for user/i,
    words: /\b(?:azure sql|sql (?:server|database|db)|postgres(?:ql)?|mysql)\b/i,
  },
  {
    service: 'container-registry',
    sure: /\.azurecr\.io|requested access to the resource is denied/i,
    words: /\b(?:container registry|acr|docker (?:push|pull|hub))\b/i,
  },
  {
    service: 'app-service',
    sure: /\.scm\.azurewebsites\.net|Error 403 - This web app is stopped|web app is stopped|\bSite Disabled\b|\bIp Forbidden\b/i,
    words: /\b(?:kudu|scm site)\b|\.azurewebsites\.net\b/i,
  },
  {
    service: 'graph',
    sure: /graph\.(?:microsoft|windows)\.(?:com|net|us)|Authorization_RequestDenied|Insufficient privileges to complete the operation|Microsoft\.Graph\.|Get-MgUser|(?<!\w)az ad (?:user|sp|app|group)\b/i,
    words:
      /\b(?:ms|microsoft|azure ad) graph\b|\bgraph (?:api|call|request|explorer)s?\b|\b(?:from|calling|by|on) graph\b(?! in)|^graph: /i,
  },
  { service: 'cognitive-search', sure: /\.search\.windows\.net/i, words: /\b(?:cognitive|azure ai|ai) search\b/i },
  { service: 'signalr', sure: /\.service\.signalr\.net/i, words: /\bsignal ?r\b/i },
  {
    service: 'log-analytics',
    sure: /api\.(?:loganalytics|applicationinsights|monitor)\.(?:io|azure)|ods\.opinsights/i,
    words: /\blog analytics\b/i,
  },
  { service: 'azure-maps', sure: /atlas\.microsoft\.com/i, words: /\bazure maps\b/i },
  { service: 'databricks', sure: /\.azuredatabricks\.net/i, words: /\bdatabricks\b/i },
  { service: 'synapse', sure: /\.azuresynapse\.net/i, words: /\bsynapse\b/i },
  { service: 'data-factory', sure: /\.adf\.azure\.com/i, words: /\bdata factory\b/i },
  { service: 'purview', sure: /\.purview\.azure\.com/i, words: /\bpurview\b/i },
  { service: 'fabric', sure: /api\.fabric\.microsoft\.com/i, words: /\bmicrosoft fabric\b/i },
  { service: 'power-bi', sure: /api\.powerbi\.com/i, words: /\bpower ?bi\b/i },
  { service: 'sharepoint', sure: /\.sharepoint\.com/i, words: /\bshare ?point\b|\bone ?drive\b/i },
  {
    service: 'devops',
    sure: /dev\.azure\.com|\bTF40\d{4}|\bVS40\d{4}/i,
    words:
      /\b(?:from|by|in|on|to|into|with|our|the) (?:azure )?devops\b(?! (?:pipeline|engineer|team|agent|build|deployment|job|service connection))|^(?:azure )?devops\b(?! pipeline)/i,
  },
  {
    service: 'github',
    sure: /api\.github\.com|remote: Permission to /i,
    words: /\bgit ?hub\b(?! (?:actions?|workflow|runner|pipeline))|\bgit (?:push|clone|pull)\b/i,
  },
  { service: 'openai', sure: /\.openai\.azure\.com/i, words: /\b(?:azure )?open ?ai\b/i },
  {
    service: 'machine-learning',
    sure: /\.azureml\.|\.api\.azureml\.ms/i,
    words: /\b(?:azure ml|aml workspace|machine learning)\b/i,
  },
  {
    service: 'kubernetes',
    sure: /\bpods? is forbidden\b|Error from server \(Forbidden\)|cannot (?:list|get|create|patch|watch) resource "/i,
    words: /\b(?:kubectl|kubernetes api)\b/i,
  },
  {
    service: 'api-management',
    sure: /\.azure-api\.net|Ocp-Apim-Trace|missing subscription key/i,
    words: /\b(?:api management|apim)\b/i,
  },
  {
    service: 'aws',
    sure: /\.amazonaws\.com|<Code>AccessDenied<\/Code>|\bAWS\b.{0,40}AccessDenied/i,
    words: /\b(?:aws|s3 bucket|amazon s3)\b/i,
  },
  {
    service: 'other',
    sure: /npm ERR! (?:code E)?403|\/\/(?:registry|pypi|nuget)\.|Access to the path '|\.atlassian\.net|\.service-now\.com|\.salesforce\.com|gitlab\.com/i,
    words:
      /\b(?:jira|confluence|(?:gitlab|bitbucket)(?! (?:ci|build|job|pipeline|runner)s?\b)|servicenow|salesforce|sap(?: system)?|workday|zoom|slack|npm (?:publish|install|registry)|pip install|azure artifacts|artifactory|nexus|(?:jenkins|grafana)(?! (?:build|job|pipeline|agent|runner|plugin|dashboard|task|stage|data ?source|panel|app|identity|service principal|account|user)s?\b)|okta|cloudflare|vpn|(?:the|our) (?:wiki|intranet)|webhook|(?<=\b(?:from|by) (?:our |the |my |a |some )?(?:own |company |corporate |company's )?)(?:\w{1,12} )?(?:gateway|proxy)(?! (?:app|function|service|identity))|(?:gateway|proxy)(?: \(?\w{1,12}\)?)?(?= (?:gives|returns|says|answers|blocks|denies|refuses|rejects)\b)|teams (?:says|meeting|channel|call)|outlook|mailbox)\b/i,
  },
];

/** Whatever else a person could get a 403 from. The order decides where two fit. */
export const otherServices: readonly OtherService[] = services.map(({ service, sure, words }) => ({
  service,
  sure: sieved(sure),
  words: sieved(words),
}));
