/**
 * The tables. Every primary key begins with the tenant, so that a distributed PostgreSQL can shard by it and no
 * statement reaches across tenants by accident.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { AccessRequest, AccessState, Approver, Because, Grant, Person } from '../access/access-request.ts';
import type { Audience, Conversation, Tidings } from '../access/delivery.ts';
import type { HistoryEntry, Place } from '../access/store.ts';
import type { PendingSignIn } from '../auth/sign-in-links.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { DiagnosisRecord } from '../diagnosis/record.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { Case, CaseState, Origin, Outcome } from '../triage/case.ts';
import type { Examined, Incident } from '../triage/incident.ts';
import type { SideMessage, TriageCard, TriageEntry } from '../triage/store.ts';
import type { Trait } from '../triage/traits.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Words that a search finds by their beginnings. */
const words = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** What every line of a history tells, whatever it is the history of. */
const happened = {
  entry: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
  version: integer().notNull(),
  at: instant('at').notNull(),
  byObjectId: text('by_object_id'),
  byName: text('by_name'),
  fromKind: text('from_kind').$type<Place['kind']>().notNull(),
  fromConversationId: text('from_conversation_id'),
  correlationId: text('correlation_id').notNull(),
  detail: text(),
};

export const accessRequest = pgTable(
  'access_request',
  {
    tenantId: text('tenant_id').notNull(),
    id: text().notNull(),
    version: integer().notNull(),
    requesterObjectId: text('requester_object_id').notNull(),
    requesterName: text('requester_name').notNull(),
    subjectObjectId: text('subject_object_id').notNull(),
    subjectName: text('subject_name').notNull(),
    subjectType: text('subject_type').$type<AccessRequest['subject']['type']>().notNull(),
    subjectAppId: text('subject_app_id'),
    subjectUserPrincipalName: text('subject_user_principal_name'),
    subjectOwnedByRequester: boolean('subject_owned_by_requester'),
    subjectManagedIdentity: boolean('subject_managed_identity'),
    instanceId: text('instance_id').notNull(),
    instanceName: text('instance_name').notNull(),
    instanceHostName: text('instance_host_name').notNull(),
    roleId: text('role_id').notNull(),
    roleName: text('role_name').notNull(),
    durationMinutes: integer('duration_minutes'),
    asked: jsonb().$type<Grant>().notNull(),
    reason: text().notNull(),
    because: jsonb().$type<Because>(),
    correlationId: text('correlation_id').notNull(),
    writer: text().$type<AccessRequest['writer']>().notNull(),
    /** Empty for all but a request that prolongs another one. */
    extends: text().notNull(),
    createdAt: instant('created_at').notNull(),
    approvers: jsonb().$type<Approver[]>().notNull(),
    wakeAt: instant('wake_at'),
    status: jsonb().$type<AccessRequest['status']>().notNull(),
    state: text().$type<AccessState>().generatedAlwaysAs(sql`status ->> 'state'`),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    // One open request for the same thing, and one that prolongs it. ARM resource ids are compared without case.
    uniqueIndex('access_request_open')
      .on(table.tenantId, table.subjectObjectId, table.roleId, sql`lower(${table.instanceId})`, table.extends)
      .where(sql`${table.state} in ('pending', 'approved', 'failed', 'granted')`),
    index('access_request_by_requester').on(table.tenantId, table.requesterObjectId, table.createdAt),
    index('access_request_by_subject').on(table.tenantId, table.subjectObjectId, table.createdAt),
    index('access_request_by_state').on(table.tenantId, table.state, table.createdAt),
    // What is over and names people still, so that nobody looks again and again at what names nobody.
    index('access_request_named')
      .on(table.tenantId, table.createdAt)
      .where(
        sql`${table.state} in ('denied', 'withdrawn', 'lapsed', 'ended') and (${table.requesterName} <> 'Somebody' or ${table.reason} <> '' or jsonb_array_length(${table.approvers}) > 0)`,
      ),
    index('access_request_by_diagnosis')
      .on(table.tenantId, sql`(${table.because} ->> 'diagnosisId')`)
      .where(sql`${table.because} is not null`),
  ],
);

export const accessHistory = pgTable(
  'access_history',
  {
    tenantId: text('tenant_id').notNull(),
    requestId: text('request_id').notNull(),
    what: text().$type<HistoryEntry['what']>().notNull(),
    writtenBy: text('written_by'),
    ...happened,
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.requestId, table.entry] }),
    index('access_history_at').on(table.at, table.entry),
    index('access_history_of_tenant').on(table.tenantId, table.at, table.entry),
  ],
);

/** Counts up with every sign of life of any conversation: unlike a clock, it never gives two the same place. */
export const conversationSeen = pgSequence('conversation_seen');

export const conversation = pgTable(
  'conversation',
  {
    tenantId: text('tenant_id').notNull(),
    id: text().notNull(),
    kind: text().$type<Conversation['kind']>().notNull(),
    userObjectId: text('user_object_id'),
    timeZone: text('time_zone'),
    teamId: text('team_id'),
    reference: jsonb().$type<unknown>().notNull(),
    /** The higher, the later. */
    seen: bigint({ mode: 'number' }).notNull().default(sql`nextval('conversation_seen')`),
    /** By the clock of Teams: what it tells late is compared with that. */
    seenAt: instant('seen_at'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index('conversation_personal').on(table.tenantId, table.userObjectId, table.seen),
  ],
);

export const approvalsChannel = pgTable(
  'approvals_channel',
  {
    tenantId: text('tenant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    groupId: text('group_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId] }),
    foreignKey({
      columns: [table.tenantId, table.conversationId],
      foreignColumns: [conversation.tenantId, conversation.id],
      name: 'approvals_channel_conversation',
    }).onDelete('cascade'),
  ],
);

export const delivery = pgTable(
  'delivery',
  {
    tenantId: text('tenant_id').notNull(),
    id: text().notNull(),
    requestId: text('request_id').notNull(),
    audience: text().$type<Audience>().notNull(),
    personObjectId: text('person_object_id'),
    conversationId: text('conversation_id'),
    // Person, else conversation, as they were when added: the conversation may become known, or change, on sending.
    addressee: text().notNull(),
    news: text().$type<Tidings['what']>(),
    newsJob: text('news_job').$type<Tidings['job']>(),
    newsVersion: integer('news_version'),
    activityId: text('activity_id'),
    shownVersion: integer('shown_version').notNull(),
    undeliverable: text(),
    /** Orders them as they were added. */
    entry: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex('delivery_once').on(
      table.tenantId,
      table.requestId,
      table.audience,
      table.addressee,
      sql`coalesce(${table.newsJob}, '')`,
      sql`coalesce(${table.news}, '')`,
      sql`coalesce(${table.newsVersion}, 0)`,
    ),
    index('delivery_undeliverable').on(table.tenantId, table.addressee).where(sql`${table.undeliverable} is not null`),
    index('delivery_there').on(table.tenantId, table.conversationId),
    index('delivery_unsent_news')
      .on(table.tenantId)
      .where(sql`${table.audience} = 'news' and ${table.activityId} is null and ${table.undeliverable} is null`),
  ],
);

export const diagnosis = pgTable(
  'diagnosis',
  {
    tenantId: text('tenant_id').notNull(),
    id: text().notNull(),
    askedByObjectId: text('asked_by_object_id').notNull(),
    askedByName: text('asked_by_name').notNull(),
    report: jsonb().$type<SymptomReport>().notNull(),
    conversationId: text('conversation_id').notNull(),
    activityId: text('activity_id'),
    begunAt: instant('begun_at').notNull(),
    state: text().$type<DiagnosisRecord['state']>().notNull(),
    instanceId: text('instance_id'),
    offered: jsonb().$type<string[]>(),
    readInPart: boolean('read_in_part').notNull(),
    unasked: boolean().notNull(),
    writtenBy: jsonb('written_by').$type<Person>(),
    saidIn: text('said_in'),
    triaged: boolean().notNull(),
    joins: text(),
    unseen: text().$type<NonNullable<DiagnosisRecord['unseen']>>(),
    unshown: boolean().notNull().default(false),
    diagnosis: jsonb().$type<Diagnosis>(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    // The person first: whether there is any of theirs is asked, too.
    index('diagnosis_latest').on(table.tenantId, table.askedByObjectId, table.conversationId, table.begunAt),
    index('diagnosis_triaged').on(table.tenantId, table.begunAt).where(sql`${table.triaged}`),
    index('diagnosis_running').on(table.begunAt).where(sql`${table.state} = 'running'`),
    index('diagnosis_unshown').on(table.begunAt).where(sql`${table.unshown}`),
  ],
);

/** Messages that are answered already, whatever delivers them again. */
export const takenMessage = pgTable(
  'taken_message',
  {
    tenantId: text('tenant_id').notNull(),
    /** Made of the conversation and the message; tells neither. */
    key: text().notNull(),
    until: instant('until').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.key] }),
    index('taken_message_until').on(table.tenantId, table.until),
  ],
);

export const lastInstance = pgTable(
  'last_instance',
  {
    tenantId: text('tenant_id').notNull(),
    personObjectId: text('person_object_id').notNull(),
    instanceId: text('instance_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.personObjectId] })],
);

/** Links to the sign-in page that are open. Nothing here opens one: a link has the handle, and this only its hash. */
export const signInLink = pgTable(
  'sign_in_link',
  {
    tenantId: text('tenant_id').notNull(),
    handleHash: text('handle_hash').notNull(),
    pending: jsonb().$type<PendingSignIn>().notNull(),
    until: instant('until').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.handleHash] }),
    index('sign_in_link_until').on(table.tenantId, table.until),
  ],
);

/** One for all tenants: numbers count up, and may leave some out. */
export const triageCaseNumber = pgSequence('triage_case_number');
export const incidentNumber = pgSequence('incident_number');

/**
 * What lists ask for is a column of its own, never null, and each index ends with the order of the lists: a page is read off
 * an index, however many cases there are.
 */
export const triageCase = pgTable(
  'triage_case',
  {
    tenantId: text('tenant_id').notNull(),
    id: text().notNull(),
    number: bigint({ mode: 'number' }).notNull().default(sql`nextval('triage_case_number')`),
    version: integer().notNull(),
    reporter: jsonb().$type<Person>().notNull(),
    origin: jsonb().$type<Origin>().notNull(),
    diagnosisId: text('diagnosis_id').notNull(),
    report: jsonb().$type<SymptomReport>().notNull(),
    outcome: jsonb().$type<Outcome>(),
    traits: text().array().notNull(),
    unseen: text().$type<NonNullable<Case['unseen']>>(),
    unseenAt: instant('unseen_at'),
    assignee: jsonb().$type<Person>(),
    incidentId: text('incident_id'),
    incidentInstance: text('incident_instance'),
    requestId: text('request_id'),
    requestedAt: instant('requested_at'),
    requestOpen: boolean('request_open').notNull().default(false),
    correlationId: text('correlation_id').notNull(),
    createdAt: instant('created_at').notNull(),
    answeredAt: instant('answered_at'),
    accessAt: instant('access_at'),
    wakeAt: instant('wake_at'),
    resolvedAt: instant('resolved_at'),
    status: jsonb().$type<Case['status']>().notNull(),
    words: words().notNull(),
    state: text().$type<CaseState>().notNull().generatedAlwaysAs(sql`status ->> 'state'`),
    reporterKey: text('reporter_key').notNull().generatedAlwaysAs(sql`lower(reporter ->> 'objectId')`),
    /** Empty where nobody has taken it. */
    assigneeKey: text('assignee_key').notNull().generatedAlwaysAs(sql`lower(coalesce(assignee ->> 'objectId', ''))`),
    /** Name of the instance as found out, else as reported, else as its incident has it; empty where none is named. */
    instanceKey: text('instance_key')
      .notNull()
      .generatedAlwaysAs(
        sql`lower(coalesce(outcome #>> '{instance,name}', report #>> '{instance,name}', nullif(split_part(report #>> '{instance,hostName}', '.', 1), ''), incident_instance, ''))`,
      ),
    /** The first of the confirmed ones. */
    cause: text().notNull().generatedAlwaysAs(sql`coalesce(outcome #>> '{causes,0}', 'none')`),
    /** Every cause that is named to people, confirmed or possible, each in quotation marks; empty where none is. */
    causesKey: text('causes_key')
      .notNull()
      .generatedAlwaysAs(sql`coalesce((outcome #>> '{causes}') || (outcome #>> '{possible}'), '')`),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex('triage_case_by_number').on(table.tenantId, table.number),
    // With all that the figures of the board count: they read no case for it.
    index('triage_case_by_state').on(
      table.tenantId,
      table.state,
      table.createdAt,
      table.number,
      table.cause,
      table.answeredAt,
      table.accessAt,
    ),
    index('triage_case_by_reporter').on(table.tenantId, table.reporterKey, table.state, table.createdAt, table.number),
    index('triage_case_by_assignee').on(table.tenantId, table.assigneeKey, table.state, table.createdAt, table.number),
    index('triage_case_by_instance').on(table.tenantId, table.instanceKey, table.state, table.createdAt, table.number),
    index('triage_case_by_causes').on(table.tenantId, table.causesKey, table.state, table.createdAt, table.number),
    index('triage_case_by_incident')
      .on(table.tenantId, table.incidentId, table.state, table.createdAt, table.number)
      .where(sql`${table.incidentId} is not null`),
    index('triage_case_resolved').on(table.tenantId, table.resolvedAt).where(sql`${table.resolvedAt} is not null`),
    index('triage_case_named')
      .on(table.tenantId, table.resolvedAt)
      .where(sql`${table.state} in ('resolved', 'closed') and ${table.reporterKey} <> 'forgotten'`),
    // What is added at once is found at once, without a sweep that not every database gets.
    index('triage_case_words').using('gin', table.words).with({ fastupdate: false }),
  ],
);

/** Which case a diagnosis is of. A case has several where its reporter comes back to the same trouble. */
export const caseDiagnosis = pgTable(
  'case_diagnosis',
  {
    tenantId: text('tenant_id').notNull(),
    diagnosisId: text('diagnosis_id').notNull(),
    caseId: text('case_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.diagnosisId] }),
    index('case_diagnosis_of_case').on(table.tenantId, table.caseId),
  ],
);

export const incident = pgTable(
  'incident',
  {
    tenantId: text('tenant_id').notNull(),
    id: text().notNull(),
    number: bigint({ mode: 'number' }).notNull().default(sql`nextval('incident_number')`),
    version: integer().notNull(),
    trait: jsonb().$type<Trait>().notNull(),
    cause: text().$type<Incident['cause'] & string>(),
    since: instant('since').notNull(),
    lastReportAt: instant('last_report_at').notNull(),
    cases: integer().notNull(),
    affected: jsonb().$type<Person[]>().notNull(),
    people: integer().notNull(),
    examined: jsonb().$type<Examined>(),
    assignee: jsonb().$type<Person>(),
    correlationId: text('correlation_id').notNull(),
    createdAt: instant('created_at').notNull(),
    status: jsonb().$type<Incident['status']>().notNull(),
    state: text().$type<Incident['status']['state']>().notNull().generatedAlwaysAs(sql`status ->> 'state'`),
    traitKey: text('trait_key').notNull().generatedAlwaysAs(sql`trait ->> 'key'`),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex('incident_open').on(table.tenantId, table.traitKey).where(sql`${table.state} = 'open'`),
    index('incident_by_state').on(table.tenantId, table.state, table.lastReportAt),
  ],
);

export const triageHistory = pgTable(
  'triage_history',
  {
    tenantId: text('tenant_id').notNull(),
    subjectId: text('subject_id').notNull(),
    what: text().$type<TriageEntry['what']>().notNull(),
    ...happened,
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.subjectId, table.entry] }),
    index('triage_history_of_tenant').on(table.tenantId, table.at, table.entry),
  ],
);

/** Made with its case or incident, and brought up with every version of it. */
export const triageCard = pgTable(
  'triage_card',
  {
    tenantId: text('tenant_id').notNull(),
    kind: text().$type<TriageCard['subject']['kind']>().notNull(),
    subjectId: text('subject_id').notNull(),
    conversationId: text('conversation_id'),
    activityId: text('activity_id'),
    shownVersion: integer('shown_version').notNull(),
    undeliverable: text(),
    /** What the card was to show when it was last tried again because the bot was heard there. */
    triedVersion: integer('tried_version').notNull().default(0),
    /** Version of the subject: what the card should show. */
    wantedVersion: integer('wanted_version').notNull(),
    /** Whether the subject is: a card that was never sent is sent only then. */
    open: boolean().notNull(),
    beside: jsonb().$type<SideMessage[]>().notNull().default([]),
    /** Version that the cards show which people who handed it over have in their own chats; null where none is known. */
    shownInChats: integer('shown_in_chats'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.kind, table.subjectId] }),
    index('triage_card_stale')
      .on(table.tenantId, table.subjectId)
      .where(
        sql`(${table.shownVersion} < ${table.wantedVersion} and ${table.undeliverable} is null and (${table.open} or ${table.activityId} is not null)) or ${table.beside} <> '[]' or ${table.shownInChats} < ${table.wantedVersion}`,
      ),
    index('triage_card_open').on(table.tenantId, table.subjectId).where(sql`${table.open}`),
    index('triage_card_undeliverable')
      .on(table.tenantId, table.conversationId)
      .where(sql`${table.undeliverable} is not null`),
  ],
);

export const triageChannel = pgTable(
  'triage_channel',
  {
    tenantId: text('tenant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
    groupId: text('group_id').notNull(),
    digestOff: boolean('digest_off').notNull(),
    digestUntil: instant('digest_until'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId] }),
    foreignKey({
      columns: [table.tenantId, table.conversationId],
      foreignColumns: [conversation.tenantId, conversation.id],
      name: 'triage_channel_conversation',
    }).onDelete('cascade'),
  ],
);

/** Threads in which nothing is answered unasked. */
export const mutedThread = pgTable(
  'muted_thread',
  {
    tenantId: text('tenant_id').notNull(),
    conversationId: text('conversation_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.conversationId] })],
);
