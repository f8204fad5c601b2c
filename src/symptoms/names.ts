import { isEveryday } from './everyday-words.ts';
import { sieved } from './sieve.ts';

/**
 * Words that follow 'on', 'in', 'to' … and are no name of an instance or an app. A name may have hyphens and digits,
 * so words that have them are listed too.
 */
const plainWords = `
a about above access account active ad adt add admin again all also always am an and another any anybody anyone anything api app
application apps as ask at auth authentication authorization azure azuredigitaltwins back backend bad be because been before below blob
both browser but by call calls can cannot card case chat check cli click client cloud code colleague command company
component connect connection console container contributor control create creating creation csharp customer data date
day days delete deleting deny deploy deployed deployment desktop dev development device did diagnose different digital digitaltwins digitaltwinsclient
directory do docker docs does doing dotnet down dt each else endpoint entra environment error errors event events every
everyone everything example explorer failed failure few file files fine first following for forbidden found friday from
function functions general get getting github give given go good got grant graph group groups had has have having he
headers help her here him his home host how http https hub i id identity if import in insights instance instances
internet into is issue it its itself java javascript job jobs just key kubernetes laptop last later linux list load local
localhost location log login logs look machine mac main make managed management many maybe me member message method
microsoft model models monday month more morning most much my myself name need network never new next no node none normal
not nothing now null object of off office ok old on once one only open operation or order org organization other our out
over owner own page password patch people permission permissions phone pipeline please portal post postman powershell
preview principal private problem prod product production profile project properties property public purpose put python
queries query querying read reader reading reason relationship relationships remote request requests resource
resources rest restart result return returned returns right rights role roles route routes run running runtime same
sandbox saturday save sdk second secret secure security see send server service services session set several she show
site some someone something sometimes soon spa staging start startup state still storage studio subscription such sunday
support swagger switch sync system table task team teams telemetry tenant terminal terraform test testing tests than
that the their them then there these they thing things this those though through thursday time times to today together
token tokens tomorrow tonight too top tried tries true try trying tuesday twin twins two type ui under undefined unknown
until up update updates updating upload uploading uploads upn us use used user users using value version very via view
virtual visual vm vnet vpn vscode wait was way we web website wednesday mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec week weeks well were what when where which while
who whole why will win windows with within without work working workspace would write writes writing wrong yaml
yesterday yet you your yours
`;
const hyphened = `
add-on behalf-of if-match if-none-match api-version app-only azure-cli azure-functions azure-digital-twins azure-digital-twins-explorer azure-identity
back-end built-in client-credentials co-worker content-length cosmos-db data-history digital-twins digital-twins-core
digital-twins-explorer digital-twins-instance dot-net e-mail end-to-end event-grid event-hub event-hubs event-route
event-routes follow-up front-end function-app go-live iot-hub key-vault kick-off log-in logic-app log-out mac-os
managed-identity micro-service multi-cloud node-js non-prod on-behalf-of on-prem on-premises one-time open-source
pay-as-you-go post-deployment power-bi pre-prod re-deploy re-run read-write real-time role-assignment run-time
ex-employee ex-colleague digital-twins-samples azure-devops azure-ad azure-portal azure-iot azure-storage azure-sdk azure-rbac service-principal set-up strict-transport-security transfer-encoding cache-control content-type www-authenticate user-agent
api-supported-versions keep-alive max-age utf-8 no-cache access-control-allow-origin call-to-action must-have so-called ad-hoc in-house
step-by-step state-of-the-art up-to-date out-of-the-box plug-in long-running client-side server-side re-login logged-in signed-in
re-assign self-service re-create re-created x-ms-error-code x-ms-client-request-id client-request-id apim-request-id first-time shut-down sign-in sign-off sign-on sign-out sign-up single-sign-on stand-up sub-domain
sub-resource time-out try-catch two-factor type-script user-agent web-app work-around x-ms-request-id
3d 3d-scenes 3d-scenes-studio apim2 base64 docker-compose dt1 dtdl-v2 dtdl-v3 es6 h2 http2 ipv4 ipv6 k8s log4j m365 mp4
net6 net7 net8 net9 net10 node16 node18 node20 node22 node24 o365 oauth2 office365 python2 python3 rhel8 rhel9 s3 sha256
tls1 utf8 v1 v2 v3 v4 v5 vs2019 vs2022 win10 win11 windows10 windows11 wsl2 x64 x86
`;
const stopWords = new Set(`${plainWords} ${hyphened}`.split(/\s{1,9}/));
/** 'on 2025-10-14', 'for 30min', 'in the 2nd', 'at 10am', 'in eastus2', 'on windows-11', 'in dtdl-v3'. */
const shapeOfNoName = sieved(
  /^\d{1,20}$|^\d{1,4}-\d|^\d{1,6}-?(?:st|nd|rd|th|am|pm|h|hrs?|hours?|mins?|minutes?|m|s|secs?|seconds?|ms|d|days?|weeks?|months?|years?|k|kb|mb|gb|x|times)$|^(?:(?:us|eu|uk|ap|sa|ca)-)?(?:north|south|east|west|central|[a-z]{2,12}(?:north|south|east|west|central))(?:-?(?:us|eu|europe|asia|india))?-?\d?$|^(?:windows|ubuntu|debian|node|python|java|net|dotnet|dtdl|version|ios|android|rhel|vs|tls|http|oauth|version|error|status)-?v?\d/i,
);
/** 'on a long-running job', 'in the control-plane', 'from our user-assigned identity'. */
const adjective = sieved(
  /^(?:x-ms|40\d|50\d)-|^adt-(?:explorer|instances?|errors?|access|roles?|team|side|related|api|sdk|client|project|app)$|-(?:instanz|fehler|error|assigned|based|side|only|level|time|plane|tenant|party|wide|specific|scoped|owned|free|ready|hosted|running|managed|level|bit|step|day|hour|minute|week|year|related|like|aware|secret|key|token|id|header|operator|manager|engineer|admin|user|team|developer)$|^azure-(?:digitaltwins|mgmt|core|identity|functions|iot)-?/i,
);

/** German joins its nouns so: 'ETL-Job', 'ADT-Rolle'. */
const joined =
  /^[A-Z]\w{1,20}-(?:Job|Skript|Script|App|Dienst|Service|Team|Rolle|Projekt|Zugriff|Portal|Server|Umgebung|Daten|Gruppe|Pipeline|Funktion|Function|Aufruf|Client|Tool|Code|Token|Instanz|Fehler|Abfrage|Modell|Explorer)(?:e|s|en)?$/;

/** Whether a word is one of a sentence or of the field, in any case. */
export function isPlainWord(word: string): boolean {
  return stopWords.has(word.toLowerCase());
}

/** What words of a sentence are joined to, and what words of the field make a name of. */
const joins =
  /^(?:non|self|co|sub|semi|multi|pre|post|ex|anti|re|half|well|short|hard|soft|full|part|first|second|third|so|cross|one|two|three|four|\d{1,3}|p\d)$/i;
const marks =
  /^(?:adt|dt|twins?|prod|dev|test|stg|staging|uat|qa|demo|lab|sandbox|plant|site|line|hub|main|instance)$/i;

/** Whether a word with hyphens is put together from words of sentences: 'non-techie', 'night-shift'. */
export function isCompound(word: string): boolean {
  const parts = word.split('-');
  if (parts.length < 2 || parts.some((part) => marks.test(part))) return false;
  if (joins.test(parts[0] ?? '') && /^[a-z]{3,40}$/i.test(parts[1] ?? '')) return true;
  return parts.every((part) => isPlainWord(part) || isEveryday(part));
}

/** Whether a word can be the name of an instance or app that somebody wrote on purpose after 'named' or in quotes. */
export function canBeName(word: string): boolean {
  return (
    word.length >= 3 &&
    word.length <= 63 &&
    /^[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])$/i.test(word) &&
    !stopWords.has(word.toLowerCase()) &&
    !shapeOfNoName.test(word) &&
    !adjective.test(word) &&
    !joined.test(word) &&
    // A method or a class of an SDK.
    !/^(?:get|create|update|delete|list|query|publish|upsert|decommission|Get|Create|Update|Delete|List|Query|Publish|Upsert|Decommission)[A-Z]|[a-z](?:Async|Client|Credential|Exception|Error)$/.test(
      word,
    ) &&
    // A cmdlet of PowerShell.
    !/^(?:Invoke|Get|New|Set|Update|Remove|Connect|Test|Import|Export|Start|Stop|Add|Send|Write)-[A-Z]/.test(word) &&
    !/^rg-|-rg$/i.test(word) &&
    !/^[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]{20}|^AADSTS\d/i.test(word)
  );
}

/** 'ContosoTwins', but no product, no class and no method. */
function inCamelCase(word: string): boolean {
  return (
    /^[A-Za-z][a-z]{1,30}(?:[A-Z][a-z]{1,30}|ADT|DT|IoT){1,4}$/.test(word) &&
    !/^(?:get|create|update|delete|list|query|publish|upsert|decommission|add|remove|set|on)[A-Z]|(?:Async|Client|Credential|Exception|Error|Explorer|Request|Response|Handler|Service|Failed|Forbidden|Owner|Reader|Id|Mismatch|Denied|Policy|Access|Code|Status|Message|Text|Type|Result|Body|Name|Url|Uri)$/i.test(
      word,
    ) &&
    !/^(?:git|dev|java|type|power|share|one|data|open|post|digital|azure|rest|event|key|cosmos|iot|app|web|http|you|mac|linked|my|vs|face|log|sign|visual|auth|net|signal|kube|cloud|team|net|word|sales|service|active)(?:hub|ops|script|shell|point|drive|base|bricks|api|man|twins?|grid|hubs?|vault|db|central|insights|configuration|config|socket|os|in|sql|studio|lake|plane|tube|works|r|rnetes|flare|city|press|force|now|bus|directory|error|lab|automate|bi|apps?|factory|box|gateway|mq)$/i.test(
      word,
    )
  );
}

/** Whether a word looks like a resource's name even without such a sign: it has a hyphen, a digit or a hump. */
export function looksLikeName(word: string): boolean {
  return (/[-_\d]/.test(word) ? /[a-z]/i.test(word) : inCamelCase(word)) && canBeName(word);
}

/** What the abbreviation in front of a name stands for ('Abbreviation recommendations for Azure resources'). */
const prefixes: readonly (readonly [RegExp, 'app' | 'managed-identity' | 'group' | 'other'])[] = [
  [/^(?:func|fn|app|web|webapp|api|logic|sp|spn|svc|ca|job)-/i, 'app'],
  [/^(?:id|mi|uami|msi)-/i, 'managed-identity'],
  [/^(?:sg|grp|aad|group)-/i, 'group'],
  [
    /^(?:rg|kv|st|sa|vm|aks|acr|cr|evh|evhns|sb|sbns|iot|cosmos|asp|appi|log|nsg|vnet|snet|pip|pe|cae|sql|adf|apim|agw|lb|dns|stapp)-/i,
    'other',
  ],
];

/** What a name is by its prefix: 'func-ingest' is an app, 'sg-twins' a group; an instance's own prefix is 'dt-'. */
export function kindByPrefix(name: string): 'app' | 'managed-identity' | 'group' | 'other' | undefined {
  return prefixes.find(([pattern]) => pattern.test(name))?.[1];
}
