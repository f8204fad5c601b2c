/** An event of the history as one line of text. */
import type { AuditEvent } from '../access/store.ts';
import type { TriageEvent } from '../store/triage-audit.ts';

export type AuditFormat = 'csv' | 'json';

/** What happened to an access request, a case or an incident. */
export type AnyEvent = ({ kind: 'request' } & AuditEvent) | TriageEvent;

/** New ones come last: who reads them by their place goes on doing so. */
const COLUMNS = [
  'at',
  'tenant',
  'request',
  'version',
  'event',
  'by',
  'by_name',
  'written_by',
  'from',
  'conversation',
  'correlation',
  'detail',
  'requester',
  'requester_name',
  'subject',
  'subject_name',
  'instance',
  'role',
  'minutes',
  'kind',
  'case',
  'case_number',
  'incident',
  'incident_number',
  'reporter',
  'reporter_name',
] as const;

type Field = string | number | null | undefined;
type Fields = Partial<Record<(typeof COLUMNS)[number], Field>>;

function fieldsOf(event: AnyEvent): Fields {
  const { at, tenantId: tenant, version, what, by, from, correlationId: correlation, detail, kind } = event;
  const conversation = 'conversationId' in from ? from.conversationId : undefined;
  const who = { by: by?.objectId, by_name: by?.displayName };
  const ofEvery = {
    at,
    tenant,
    version,
    event: what,
    ...who,
    from: from.kind,
    conversation,
    correlation,
    detail,
    kind,
  };
  switch (event.kind) {
    case 'request':
      return {
        ...ofEvery,
        request: event.requestId,
        written_by: event.writtenBy,
        ...(event.about && wanted(event.about)),
      };
    case 'case': {
      const { number, reporter, instance } = event.about ?? {};
      return {
        ...ofEvery,
        case: event.subjectId,
        case_number: number,
        instance: instance?.id ?? instance?.hostName ?? instance?.name,
        reporter: reporter?.objectId,
        reporter_name: reporter?.displayName,
      };
    }
    case 'incident':
      return { ...ofEvery, incident: event.subjectId, incident_number: event.about.number };
  }
}

function wanted({ requester, subject, instance, role, durationMinutes }: AuditEvent['about'] & object): Fields {
  return {
    requester: requester.objectId,
    requester_name: requester.displayName,
    subject: subject.objectId,
    subject_name: subject.displayName,
    instance: instance.id,
    role: role.name,
    minutes: durationMinutes === null ? 'permanent' : durationMinutes,
  };
}

/** What comes before the first event: the names of the columns; nothing in JSON. */
export function auditHeader(format: AuditFormat): string {
  return format === 'csv' ? `${COLUMNS.join(',')}\r\n` : '';
}

/** One event, with the end of its line: a record as of RFC 4180, or a JSON object. */
export function auditLine(event: AnyEvent, format: AuditFormat): string {
  if (format === 'json') return `${JSON.stringify(event)}\n`;
  const fields = fieldsOf(event);
  return `${COLUMNS.map((name) => written(fields[name])).join(',')}\r\n`;
}

/**
 * People write some of this, and spreadsheets run what begins like a formula (OWASP, "CSV Injection"): such a field begins
 * with an apostrophe. Line breaks become spaces, so that an event is one line.
 */
function written(value: Field): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return `${value}`;
  const line = value.replaceAll('\0', '').replaceAll(/[\r\n\u2028\u2029\v\f]+/g, ' ');
  const harmless = /^\s*[=+\-@|%＝＋－＠]/.test(line) || /^[\t\r\n]/.test(value) ? `'${line}` : line;
  return `"${harmless.replaceAll('"', '""')}"`;
}
