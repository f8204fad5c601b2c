import { worthTrying } from './sieve.ts';
/** What a GUID in a text stands for, told by the words before it. */
export type GuidRole = 'app' | 'object' | 'tenant' | 'subscription' | 'correlation' | 'known' | 'unknown';

export interface Guid {
  id: string;
  role: GuidRole;
  /** The up to 80 characters before it, in lower case. */
  before: string;
  /** The up to 40 characters behind it, in lower case. */
  after: string;
}

/** Ids that are the same in every tenant and so name nobody: Microsoft's own apps, permissions and roles. */
const knownIds = new Set([
  '0b07f429-9f4b-4714-9392-cc5e8e80c8b0', // Azure Digital Twins
  '4589bd03-58cb-4e6c-b17f-b580e39652f8', // its permission Read.Write
  'bcd981a7-7f74-457b-83e1-cceb9e632ffe', // Azure Digital Twins Data Owner
  'd57506d4-4c8d-48b1-8587-93c323f6a5a3', // Azure Digital Twins Data Reader
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', // Owner
  'b24988ac-6180-42a0-ab88-20f7382dd24c', // Contributor
  'acdd72a7-3385-48ef-bd42-f606fba81ae7', // Reader
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', // User Access Administrator
  '04b07795-8ddb-461a-bbee-02f9e1bf7b46', // Azure CLI
  '1950a258-227b-4e31-a9cf-717495945fc2', // Azure PowerShell
  'aebc6443-996d-45c2-90f0-388ff96faa56', // Visual Studio Code
  '872cd9fa-d31f-45e0-9eab-6e460a02d1f1', // Visual Studio
  'c44b4083-3bb0-49c1-b47d-974e53cbdf3c', // Azure portal
  '00000003-0000-0000-c000-000000000000', // Microsoft Graph
  '797f4846-ba00-4fd7-ba43-dac1f8f63013', // Azure Resource Manager
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe', // Storage Blob Data Contributor
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', // Storage Blob Data Reader
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', // Storage Blob Data Owner
  '2b629674-e913-4c01-ae53-ef4638d8f975', // Azure Event Hubs Data Sender
]);

/** Whether an id is the same in every tenant, and so nobody's own app. */
export const isKnownId = (id: string): boolean => knownIds.has(id);

const is = '(?: (?:is|was|of|=)| =)?';
const end = `${is}[^a-z0-9]{0,6}$`;
/** What stands right before the GUID decides, so every pattern ends at it. The first that fits wins. */
const roles: readonly (readonly [RegExp, GuidRole])[] = [
  [
    /role(?:definitions|assignments)\/$|role ?(?:definition|assignment)? ?(?:id|name)[^a-z0-9]{0,6}$|(?:aud|audience|resource|resource_?id|resourceappid|scope|wids|kid|uti|sid|etag|deviceid|device id)[^a-z0-9]{0,6}$/,
    'known',
  ],
  [new RegExp(`subscriptions/$|subscription(?:[ _-]?id)?(?: \\(subscription\\))?${end}`), 'subscription'],
  [
    new RegExp(
      `(?:corr(?:elation|el)?\\.?|request|trace|activity|operation|invocation|tracking|session|transaction)[ _-]?(?:request[ _-]?)?(?:id|guid)(?:_g)?${end}`,
    ),
    'correlation',
  ],
  [/\b(?:response|request) \[$|\b(?:correlation|corr|trace)[^a-z0-9]{1,4}$/, 'correlation'],
  [new RegExp(`(?:tenant|directory|(?<![a-z])tid)(?: \\((?:tenant|directory)\\))?[ _-]?(?:id)?${end}`), 'tenant'],
  [/(?:microsoftonline\.(?:com|us)|sts\.windows\.net|login\.windows\.net)\/$/, 'tenant'],
  [new RegExp(`(?:object|principal|assignee-object|oid)(?: \\(object\\))?[ _-]?(?:id)?${end}`), 'object'],
  [
    new RegExp(
      `(?:app|application|client|azp|appid)(?: \\((?:client|application)\\)| registration)?(?:['’]s)?[ _-]?(?:id)${end}|(?:appid|azp)${end}`,
    ),
    'app',
  ],
  [/application with (?:id|identifier) [^a-z0-9]{0,3}$|application ['"]$/, 'app'],
  [
    /(?:app|application|registration|service principal|function|spn?|identity|msi|daemon|service|pipeline|bot|dashboard|backend)(?: (?:with|has|and))?(?: (?:the )?id)?[^a-z0-9]{1,4}(?:with )?(?:id )?[^a-z0-9]{0,3}$/,
    'app',
  ],
];
/** '3f8e… (app id)', '3f8e… is our client id': what follows, where nothing before tells. */
const rolesBehind: readonly (readonly [RegExp, GuidRole])[] = [
  [
    /^[^a-z0-9]{1,4}(?:(?:is|=|as) )?(?:the |our |my |its )?(?:app(?:lication)?|client)(?: \(client\))?[ _-]?id\b/,
    'app',
  ],
  [/^[^a-z0-9]{1,4}(?:(?:is|=|as) )?(?:the |our |my |its )?(?:object|principal)[ _-]?id\b/, 'object'],
  [/^[^a-z0-9]{1,4}(?:(?:is|=|as) )?(?:the |our |my |its )?(?:tenant|directory)(?:[ _-]?id)?\b/, 'tenant'],
  [/^[^a-z0-9]{1,4}(?:(?:is|=|as) )?(?:the |our |my |its )?subscription(?:[ _-]?id)?\b/, 'subscription'],
  [/^[^a-z0-9]{1,4}(?:(?:is|=|as) )?(?:the |our |my )?(?:correlation|request|trace)[ _-]?id\b/, 'correlation'],
  [/^[^a-z0-9]{1,4}(?:(?:is|=|as) )?(?:the |our |my )(?:app|service principal|function app|managed identity)\b/, 'app'],
];

/** Every GUID of the text with its role, in order. */
export function guids(text: string): Guid[] {
  const found: Guid[] = [];
  for (const match of text.matchAll(/(?<![0-9a-z-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z-])/gi)) {
    const id = match[0].toLowerCase();
    const before = text.slice(Math.max(0, match.index - 80), match.index).toLowerCase();
    const after = text.slice(match.index + id.length, match.index + id.length + 40).toLowerCase();
    found.push({ id, role: knownIds.has(id) ? 'known' : roleOf(before, after), before, after });
    if (found.length === 50) break;
  }
  return found;
}

function roleOf(before: string, after: string): GuidRole {
  return (
    roles.find(([pattern]) => pattern.test(before))?.[1] ??
    rolesBehind.find(([pattern]) => pattern.test(after))?.[1] ??
    'unknown'
  );
}

const host =
  /(?<![\w.-])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.api\.[a-z0-9]{2,16}\.(?:privatelink\.)?(?:digitaltwins\.azure\.(?:net|us|cn)|(?:pp\.)?azuredigitaltwins-(?:ppe|test)\.net)(?![\w-]|\.[a-z0-9])/gi;

/** 'a.api.weu.digitaltwins.azure.net (200)'. */
const answered = /^["'`]?[\s:(=>-]{1,6}(?:20\d|ok|works|fine)\b/i;
const mayHoldHost = worthTrying(host);

/**
 * The first host name of an ADT instance that is not one of `others`, else the first, in lower case. Public, US
 * Government and Microsoft's test clouds.
 */
export function instanceHost(text: string, others: readonly string[] = []): string | undefined {
  if (!mayHoldHost(text)) return undefined;
  const found = [...text.matchAll(host)].map((match) => ({
    name: match[0].toLowerCase(),
    passed: answered.test(text.slice(match.index + match[0].length, match.index + match[0].length + 20)),
  }));
  return (found.find(({ name, passed }) => !passed && !others.includes(name)) ?? found[0])?.name;
}

/** The instance named by the first Azure resource id, `…/Microsoft.DigitalTwins/digitalTwinsInstances/NAME`. */
export function instanceInResourceId(text: string): string | undefined {
  return /Microsoft\.DigitalTwins\/digitalTwinsInstances\/(?!(?:read|write|delete|action|register|endpoints|privateEndpointConnections|timeSeriesDatabaseConnections|privateLinkResources|operationResults)(?![\w-]))([a-z0-9][a-z0-9-]{1,61}[a-z0-9])(?![\w-])/i.exec(
    text,
  )?.[1];
}

/** E-mail addresses of people whom the text is about, not of those it says to ask. */
export function emails(text: string): string[] {
  const found: string[] = [];
  if (!text.includes('@')) return found;
  for (const match of text.matchAll(
    /(?<![\w.+#-])[\w.+-]{1,64}(?:#EXT#)?@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?![\w@-])/gi,
  )) {
    const before = text.slice(Math.max(0, match.index - 30), match.index);
    const addressee =
      /(?:contact(?:ing)?|asks?|asked|cc|from|owner is|admin is|(?:approved|granted|confirmed|signed off) by|reach out to|talk to|mail to|mailto|write to)[:\s]{1,3}$/i;
    if (!addressee.test(before) && !/^(?:git|no-?reply)@/i.test(match[0])) found.push(match[0]);
    if (found.length === 20) break;
  }
  return found;
}
