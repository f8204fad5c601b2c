/** Which columns can name a person. Every column of every table is here, or the types do not fit. */
import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type * as schema from './schema.ts';
import { addressPattern, type KnownBy } from './without-person.ts';

type Schema = typeof schema;
type TableName = { [Name in keyof Schema]: Schema[Name] extends PgTable ? Name : never }[keyof Schema];
/** `person`: who somebody is, or what he wrote or was told. */
type Holds = 'person' | 'nobody';

const happened = {
  entry: 'nobody',
  version: 'nobody',
  at: 'nobody',
  byObjectId: 'person',
  byName: 'person',
  fromKind: 'nobody',
  fromConversationId: 'person',
  correlationId: 'nobody',
  detail: 'person',
} as const;

export const PERSONAL_DATA = {
  accessRequest: {
    tenantId: 'nobody',
    id: 'nobody',
    version: 'nobody',
    requesterObjectId: 'person',
    requesterName: 'person',
    subjectObjectId: 'person',
    subjectName: 'person',
    subjectType: 'nobody',
    subjectAppId: 'nobody',
    subjectUserPrincipalName: 'person',
    subjectOwnedByRequester: 'nobody',
    subjectManagedIdentity: 'nobody',
    instanceId: 'nobody',
    instanceName: 'nobody',
    instanceHostName: 'nobody',
    roleId: 'nobody',
    roleName: 'nobody',
    durationMinutes: 'nobody',
    asked: 'nobody',
    reason: 'person',
    because: 'person',
    correlationId: 'nobody',
    writer: 'nobody',
    extends: 'nobody',
    createdAt: 'nobody',
    approvers: 'person',
    wakeAt: 'nobody',
    status: 'person',
    state: 'nobody',
  },
  accessHistory: { tenantId: 'nobody', requestId: 'nobody', what: 'nobody', writtenBy: 'person', ...happened },
  conversation: {
    tenantId: 'nobody',
    id: 'person',
    kind: 'nobody',
    userObjectId: 'person',
    timeZone: 'nobody',
    teamId: 'nobody',
    reference: 'person',
    seen: 'nobody',
    seenAt: 'nobody',
  },
  approvalsChannel: { tenantId: 'nobody', conversationId: 'nobody', groupId: 'nobody' },
  delivery: {
    tenantId: 'nobody',
    id: 'nobody',
    requestId: 'nobody',
    audience: 'nobody',
    personObjectId: 'person',
    conversationId: 'person',
    addressee: 'person',
    news: 'nobody',
    newsJob: 'nobody',
    newsVersion: 'nobody',
    activityId: 'nobody',
    shownVersion: 'nobody',
    undeliverable: 'nobody',
    entry: 'nobody',
  },
  diagnosis: {
    tenantId: 'nobody',
    id: 'nobody',
    askedByObjectId: 'person',
    askedByName: 'person',
    report: 'person',
    conversationId: 'person',
    activityId: 'nobody',
    begunAt: 'nobody',
    state: 'nobody',
    instanceId: 'nobody',
    offered: 'nobody',
    readInPart: 'nobody',
    unasked: 'nobody',
    writtenBy: 'person',
    // The id of a chat of two people is made of theirs.
    saidIn: 'person',
    triaged: 'nobody',
    joins: 'nobody',
    unseen: 'nobody',
    unshown: 'nobody',
    diagnosis: 'person',
  },
  takenMessage: { tenantId: 'nobody', key: 'nobody', until: 'nobody' },
  lastInstance: { tenantId: 'nobody', personObjectId: 'person', instanceId: 'nobody' },
  signInLink: { tenantId: 'nobody', handleHash: 'nobody', pending: 'person', until: 'nobody' },
  triageCase: {
    tenantId: 'nobody',
    id: 'nobody',
    number: 'nobody',
    version: 'nobody',
    reporter: 'person',
    origin: 'person',
    diagnosisId: 'nobody',
    report: 'person',
    outcome: 'person',
    traits: 'nobody',
    unseen: 'nobody',
    unseenAt: 'nobody',
    assignee: 'person',
    incidentId: 'nobody',
    incidentInstance: 'nobody',
    requestId: 'nobody',
    requestedAt: 'nobody',
    requestOpen: 'nobody',
    correlationId: 'nobody',
    createdAt: 'nobody',
    answeredAt: 'nobody',
    accessAt: 'nobody',
    wakeAt: 'nobody',
    resolvedAt: 'nobody',
    status: 'person',
    // Made of the columns here, as are the keys.
    words: 'nobody',
    state: 'nobody',
    reporterKey: 'nobody',
    assigneeKey: 'nobody',
    instanceKey: 'nobody',
    cause: 'nobody',
    causesKey: 'nobody',
  },
  caseDiagnosis: { tenantId: 'nobody', diagnosisId: 'nobody', caseId: 'nobody' },
  incident: {
    tenantId: 'nobody',
    id: 'nobody',
    number: 'nobody',
    version: 'nobody',
    trait: 'nobody',
    cause: 'nobody',
    since: 'nobody',
    lastReportAt: 'nobody',
    cases: 'nobody',
    affected: 'person',
    people: 'nobody',
    examined: 'person',
    assignee: 'person',
    correlationId: 'nobody',
    createdAt: 'nobody',
    status: 'person',
    state: 'nobody',
    traitKey: 'nobody',
  },
  triageHistory: { tenantId: 'nobody', subjectId: 'nobody', what: 'nobody', ...happened },
  triageCard: {
    tenantId: 'nobody',
    kind: 'nobody',
    subjectId: 'nobody',
    conversationId: 'nobody',
    activityId: 'nobody',
    shownVersion: 'nobody',
    undeliverable: 'nobody',
    triedVersion: 'nobody',
    wantedVersion: 'nobody',
    open: 'nobody',
    // The id of a chat with one person may be made of his.
    beside: 'person',
    shownInChats: 'nobody',
  },
  triageChannel: {
    tenantId: 'nobody',
    conversationId: 'nobody',
    groupId: 'nobody',
    digestOff: 'nobody',
    digestUntil: 'nobody',
  },
  mutedThread: { tenantId: 'nobody', conversationId: 'nobody' },
} as const satisfies { [Name in TableName]: { [Column in keyof Schema[Name]['$inferSelect']]: Holds } };

/** Rows that name a person, in any case, in a column that can. `columns`: the table's entry of PERSONAL_DATA. */
export function mentions(
  table: PgTable,
  columns: Record<string, Holds>,
  { objectId, addresses }: Pick<KnownBy, 'objectId' | 'addresses'>,
): SQL {
  const texts = Object.entries(getTableColumns(table))
    .filter(([name]) => columns[name] === 'person')
    .map(([, column]) => sql`coalesce(${column}::text, '')`);
  const text = sql`(${sql.join(texts, sql` || ' ' || `)})`;
  const found = [
    contains(text, objectId),
    ...[...addresses].map((address) => {
      const asWhole = sql`${text} ~* ${addressPattern(address)}`;
      // A pattern takes several times as long as a plain text, and few rows have the address at all.
      return isAscii(address) ? sql`(${contains(text, address)} and ${asWhole})` : asWhole;
    }),
  ];
  return sql`(${sql.join(found, sql` or `)})`;
}

/** Whether ASCII is in it, in any case: by the rules of every language that takes twice as long. */
function contains(text: SQL, ascii: string): SQL {
  return sql`strpos(lower(${text} collate "C"), ${ascii.toLowerCase()}) > 0`;
}

function isAscii(text: string): boolean {
  return /^[\u0020-\u007e]*$/.test(text);
}
