/** Fills an empty database with years of a helpdesk, in a few statements. */
import { type SQL, sql } from 'drizzle-orm';
import type { Db } from '../src/store/database.ts';

/** How much of everything there is. */
export interface Size {
  cases: number;
  /** Of the cases, spread among them. */
  open: number;
  /** Who reports them, one as many as the other. */
  reporters: number;
  accessEvents: number;
  triageEvents: number;
}

export const tenantId = 'contoso';
export const instances = 40;
/** In the headline of three of the oldest cases. */
export const rareWord = 'quetzal';

const EVENTS_OF_A_REQUEST = 7;
const CAUSES = [
  'rbac.missing-data-role',
  'rbac.reader-cannot-write',
  'rbac.wrong-scope',
  'rbac.propagating',
  'rbac.denied',
  'app.consent-missing',
  'app.permission-missing',
  'network.public-access-disabled',
];

/** Everything was reported between two years ago and an hour before `now`, evenly. */
export async function fill(db: Db, size: Size, now: Date): Promise<void> {
  // An index that is made of what is there takes a fraction of the time of one that grows row by row.
  const { rows: indexes } = await db.execute(sql`select indexname, indexdef from pg_indexes
    where schemaname = 'public' and indexdef not like 'CREATE UNIQUE%'`);
  for (const { indexname } of indexes) await db.execute(sql.raw(`drop index "${indexname}"`));
  await insert(db, size, now);
  for (const { indexdef } of indexes) await db.execute(sql.raw(String(indexdef)));
}

async function insert(db: Db, size: Size, now: Date): Promise<void> {
  const newest = new Date(now.getTime() - 3_600_000).toISOString();
  const when = (of: number) =>
    sql`date_trunc('milliseconds', ${newest}::timestamptz - interval '730 days' * ((${of}::float8 - g) / ${of}::float8))`;
  await db.execute(cases(size, when(size.cases)));
  await db.execute(sql`insert into incident (tenant_id, id, version, trait, since, last_report_at, cases, affected, people, correlation_id, created_at, status)
    select ${tenantId}, 'incident-' || g, 1, jsonb_build_object('kind', 'instance', 'key', 'instance:' || g, 'label', 'plant-' || g),
      at, at, 3, '[]', 3, 'c', at, case when g % 20 = 0 then '{"state":"open"}'::jsonb else jsonb_build_object('state', 'resolved', 'at', at) end
    from generate_series(1, 100) g, lateral (select ${when(100)} as at) t`);
  await db.execute(sql`insert into triage_card (tenant_id, kind, subject_id, conversation_id, activity_id, shown_version, wanted_version, open)
    select tenant_id, 'case', id, '19:helpdesk', number::text, 3, 3, resolved_at is null from triage_case`);
  await db.execute(
    sql`insert into case_diagnosis (tenant_id, diagnosis_id, case_id) select tenant_id, diagnosis_id, id from triage_case`,
  );
  await db.execute(sql`insert into triage_history (tenant_id, subject_id, what, version, at, from_kind, correlation_id)
    select ${tenantId}, id, (array['opened', 'diagnosed', 'resolve'])[1 + g % 3], 1 + g % 3, at, 'job', 'c'
    from generate_series(1, ${size.triageEvents}::int) g, lateral (select ${when(size.triageEvents)} as at) t,
      lateral (select ${idOf('case', sql`(1 + g / 3 % ${size.cases}::int)`)} as id) s`);
  const requests = Math.ceil(size.accessEvents / EVENTS_OF_A_REQUEST);
  await db.execute(sql`insert into access_request (tenant_id, id, version, requester_object_id, requester_name, subject_object_id, subject_name,
      subject_type, instance_id, instance_name, instance_host_name, role_id, role_name, asked, reason, because, correlation_id, writer, extends, created_at, approvers, status)
    select ${tenantId}, ${idOf('request', sql`g`)}, ${EVENTS_OF_A_REQUEST}::int, 'person-' || g % ${size.reporters}::int, 'Person ' || g % ${size.reporters}::int,
      'person-' || g % ${size.reporters}::int, 'Person ' || g % ${size.reporters}::int, 'User', '/s/plant-' || g % ${instances}::int,
      'plant-' || g % ${instances}::int, 'plant.api.weu.digitaltwins.azure.net', 'role', 'Azure Digital Twins Data Reader', '{}', 'To read', jsonb_build_object('diagnosisId', ${idOf('diagnosis', sql`g`)}), 'c', 'bot', '',
      at, '[]', jsonb_build_object('state', 'ended', 'at', at, 'by', jsonb_build_object('objectId', 'helper-1', 'displayName', 'Helper 1'))
    from generate_series(1, ${requests}::int) g, lateral (select ${when(requests)} as at) t`);
  await db.execute(sql`insert into access_history (tenant_id, request_id, what, version, at, by_object_id, by_name, from_kind, correlation_id)
    select ${tenantId}, ${idOf('request', sql`(1 + g / ${EVENTS_OF_A_REQUEST}::int % ${requests}::int)`)}, 'wake', 1 + g % ${EVENTS_OF_A_REQUEST}::int, at,
      'person-' || g % ${size.reporters}::int, 'Person ' || g % ${size.reporters}::int, 'job', 'c'
    from generate_series(1, ${size.accessEvents}::int) g, lateral (select ${when(size.accessEvents)} as at) t`);
}

/** Counts up, so that the keys of what is filled in one go grow at one end. */
function idOf(kind: string, number: SQL): SQL {
  return sql`${kind} || '-' || lpad(${number}::text, 8, '0')`;
}

function cases({ cases, open, reporters }: Size, at: SQL) {
  const causes = sql.join(
    CAUSES.map((cause) => sql`${cause}`),
    sql`, `,
  );
  return sql`insert into triage_case (tenant_id, id, version, reporter, origin, diagnosis_id, report, outcome, traits, assignee, incident_id,
      correlation_id, created_at, answered_at, resolved_at, status, words)
    select ${tenantId}, ${idOf('case', sql`g`)}, 3, jsonb_build_object('objectId', 'person-' || person, 'displayName', 'Person ' || person),
      jsonb_build_object('how', 'channel', 'conversationId', '19:support;messageid=' || g), ${idOf('diagnosis', sql`g`)},
      jsonb_build_object('kind', 'adt-403', 'status', 403, 'redacted', '[]'::jsonb, 'correlationId', md5('report ' || g)),
      jsonb_build_object('headline', headline, 'causes', case when g % 3 = 0 then jsonb_build_array(cause, 'rbac.control-plane-role-only') else jsonb_build_array(cause) end, 'possible', '[]'::jsonb, 'at', at,
        'instance', jsonb_build_object('id', '/subscriptions/s/resourceGroups/plants/' || instance, 'name', instance)),
      array['instance:/subscriptions/s/resourcegroups/plants/' || instance],
      case when g / 7 % 3 > 0 then jsonb_build_object('objectId', 'helper-' || g / 7 % 10, 'displayName', 'Helper') end,
      case when g / 11 % 50 = 0 then 'incident-' || (1 + g / 550 % 100) end,
      'c', at, at + interval '8 seconds', case when not is_open then at + interval '1 day' end,
      jsonb_build_object('state', state, 'at', at) || case when is_open then '{}'::jsonb else '{"how":"by-hand"}'::jsonb end,
      array_to_tsvector(string_to_array(lower('Person ' || person || ' ' || replace(instance, '-', ' ') || ' ' || trim(trailing '.' from headline)), ' '))
    from generate_series(1, ${cases}::int) g,
      lateral (select ${at} as at, g % ${cases / open}::int = 0 as is_open, (g * 7919 % ${reporters}::int)::text as person,
        'plant-' || g * 31 % ${instances}::int as instance, (array[${causes}])[1 + g / 13 % ${CAUSES.length}::int] as cause) a,
      lateral (select case when g <= 3 then ${`The ${rareWord} is gone.`} else 'You have no role that may read twins of line ' || g % 200 || '.' end as headline,
        case when not is_open then case when at > now() - interval '7 days' then 'resolved' else 'closed' end
          else (array['new', 'new', 'new', 'waiting-for-reporter', 'waiting-for-approval'])[1 + g / ${cases / open}::int % 5] end as state) b`;
}
