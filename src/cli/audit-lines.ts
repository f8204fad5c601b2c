/** An event of the history as one line of text. */
import type { AuditEvent } from '../access/store.ts';

export type AuditFormat = 'csv' | 'json';

const COLUMNS: readonly (readonly [name: string, value: (event: AuditEvent) => string | number | null | undefined])[] =
  [
    ['at', ({ at }) => at],
    ['tenant', ({ tenantId }) => tenantId],
    ['request', ({ requestId }) => requestId],
    ['version', ({ version }) => version],
    ['event', ({ what }) => what],
    ['by', ({ by }) => by?.objectId],
    ['by_name', ({ by }) => by?.displayName],
    ['written_by', ({ writtenBy }) => writtenBy],
    ['from', ({ from }) => from.kind],
    ['conversation', ({ from }) => ('conversationId' in from ? from.conversationId : undefined)],
    ['correlation', ({ correlationId }) => correlationId],
    ['detail', ({ detail }) => detail],
    ['requester', ({ about }) => about?.requester.objectId],
    ['requester_name', ({ about }) => about?.requester.displayName],
    ['subject', ({ about }) => about?.subject.objectId],
    ['subject_name', ({ about }) => about?.subject.displayName],
    ['instance', ({ about }) => about?.instance.id],
    ['role', ({ about }) => about?.role.name],
    ['minutes', ({ about }) => (about?.durationMinutes === null ? 'permanent' : about?.durationMinutes)],
  ];

/** What comes before the first event: the names of the columns; nothing in JSON. */
export function auditHeader(format: AuditFormat): string {
  return format === 'csv' ? `${COLUMNS.map(([name]) => name).join(',')}\r\n` : '';
}

/** One event, with the end of its line: a record as of RFC 4180, or a JSON object. */
export function auditLine(event: AuditEvent, format: AuditFormat): string {
  if (format === 'json') return `${JSON.stringify(event)}\n`;
  return `${COLUMNS.map(([, value]) => field(value(event))).join(',')}\r\n`;
}

/**
 * People write some of this, and spreadsheets run what begins like a formula (OWASP, "CSV Injection"): such a field begins
 * with an apostrophe. Line breaks become spaces, so that an event is one line.
 */
function field(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return `${value}`;
  const line = value.replaceAll('\0', '').replaceAll(/[\r\n\u2028\u2029\v\f]+/g, ' ');
  const harmless = /^\s*[=+\-@|%＝＋－＠]/.test(line) || /^[\t\r\n]/.test(value) ? `'${line}` : line;
  return `"${harmless.replaceAll('"', '""')}"`;
}
