/**
 * The tables. Every primary key begins with the tenant, so that a distributed PostgreSQL can shard by it and no
 * statement reaches across tenants by accident.
 */
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
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
import type { AccessRequest, AccessState, Approver, Because, Grant } from '../access/access-request.ts';
import type { Audience, Conversation, Tidings } from '../access/delivery.ts';
import type { HistoryEntry, Place } from '../access/store.ts';
import type { PendingSignIn } from '../auth/sign-in-links.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { DiagnosisRecord } from '../diagnosis/record.ts';
import type { SymptomReport } from '../symptoms/report.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

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
    index('access_request_by_state').on(table.tenantId, table.state, table.createdAt),
  ],
);

export const accessHistory = pgTable(
  'access_history',
  {
    tenantId: text('tenant_id').notNull(),
    requestId: text('request_id').notNull(),
    entry: bigint({ mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    version: integer().notNull(),
    at: instant('at').notNull(),
    what: text().$type<HistoryEntry['what']>().notNull(),
    byObjectId: text('by_object_id'),
    byName: text('by_name'),
    writtenBy: text('written_by'),
    fromKind: text('from_kind').$type<Place['kind']>().notNull(),
    fromConversationId: text('from_conversation_id'),
    correlationId: text('correlation_id').notNull(),
    detail: text(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.requestId, table.entry] }),
    index('access_history_at').on(table.at, table.entry),
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
    reference: jsonb().$type<unknown>().notNull(),
    /** The higher, the later. */
    seen: bigint({ mode: 'number' }).notNull().default(sql`nextval('conversation_seen')`),
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
    diagnosis: jsonb().$type<Diagnosis>(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index('diagnosis_latest').on(table.tenantId, table.conversationId, table.askedByObjectId, table.begunAt),
    index('diagnosis_running').on(table.begunAt).where(sql`${table.state} = 'running'`),
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
