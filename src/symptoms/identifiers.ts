/** What a GUID in a text stands for, told by the words before it. */
export type GuidRole = 'app' | 'object' | 'tenant' | 'subscription' | 'correlation' | 'known' | 'unknown';

export interface Guid {
  id: string;
  role: GuidRole;
  /** The up to 80 characters before it, in lower case. */
  before: string;
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
  '00000003-0000-0000-c000-000000000000', // Microsoft Graph
]);

/** What stands right before the GUID decides, so every pattern ends at it. The first that fits wins. */
const roles: readonly (readonly [RegExp, GuidRole])[] = [
  [/role(?:definitions|assignments)\/$/, 'known'],
  [/subscriptions\/$|subscription(?:[ _-]?id)?[^a-z0-9]{0,6}(?:is )?[^a-z0-9]{0,3}$/, 'subscription'],
  [
    /(?:correlation|request|trace|activity|operation|invocation)[ _-]?(?:request[ _-]?)?id[^a-z0-9]{0,6}(?:is )?$/,
    'correlation',
  ],
  [/(?:tenant|directory)(?: \(tenant\))?[ _-]?(?:id)?[^a-z0-9]{0,6}(?:is )?$/, 'tenant'],
  [/(?:microsoftonline\.com|sts\.windows\.net|login\.windows\.net)\/$/, 'tenant'],
  [
    /(?:object|principal|assignee-object|oid)(?: \(object\))?[ _-]?(?:id)?[^a-z0-9]{0,6}(?:is )?[^a-z0-9]{0,3}$/,
    'object',
  ],
  [
    /(?:app|application|client)(?: \(client\)| \(application\)| registration)?[ _-]?id[^a-z0-9]{0,6}(?:is )?[^a-z0-9]{0,3}$/,
    'app',
  ],
  [/application with (?:id|identifier) [^a-z0-9]{0,3}$/, 'app'],
  [
    /(?:app|application|registration|service principal|function|spn?|identity|msi|daemon|service|pipeline|bot)[^a-z0-9]{1,4}(?:with )?(?:id )?[^a-z0-9]{0,3}$/,
    'app',
  ],
];

/** Every GUID of the text with its role, in order. */
export function guids(text: string): Guid[] {
  const found: Guid[] = [];
  for (const match of text.matchAll(/(?<![0-9a-z-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z-])/gi)) {
    const id = match[0].toLowerCase();
    const before = text.slice(Math.max(0, match.index - 80), match.index).toLowerCase();
    found.push({ id, role: knownIds.has(id) ? 'known' : roleAfter(before), before });
    if (found.length === 50) break;
  }
  return found;
}

function roleAfter(before: string): GuidRole {
  return roles.find(([pattern]) => pattern.test(before))?.[1] ?? 'unknown';
}

/** The first host name of an ADT instance, in lower case. Public, US Government and Microsoft's test clouds. */
export function instanceHost(text: string): string | undefined {
  const host =
    /(?<![\w.-])[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.api\.[a-z0-9]{2,16}\.(?:privatelink\.)?(?:digitaltwins\.azure\.(?:net|us|cn)|(?:pp\.)?azuredigitaltwins-(?:ppe|test)\.net)(?![\w-])/i.exec(
      text,
    )?.[0];
  return host?.toLowerCase();
}

/** The instance named by the first Azure resource id, `…/Microsoft.DigitalTwins/digitalTwinsInstances/NAME`. */
export function instanceInResourceId(text: string): string | undefined {
  return /providers\/Microsoft\.DigitalTwins\/digitalTwinsInstances\/([a-z0-9][a-z0-9-]{1,61}[a-z0-9])(?![\w-])/i.exec(
    text,
  )?.[1];
}

/** E-mail addresses of people whom the text is about, not of those it says to ask. */
export function emails(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(/(?<![\w.+#-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?![\w@-])/gi)) {
    const before = text.slice(Math.max(0, match.index - 30), match.index);
    const addressee = /(?:contact|asks?|asked|cc|from|owner is|admin is|approved by|mail|e-mail|email)[:\s]{1,3}$/i;
    if (!addressee.test(before) && !/^(?:git|no-?reply)@/i.test(match[0])) found.push(match[0]);
    if (found.length === 20) break;
  }
  return found;
}
