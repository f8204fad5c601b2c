/**
 * `npm run audit -- --since 2026-01-01 --format csv`: who asked, approved, was refused and what was written, and who took,
 * gave, resolved and reopened which case or incident; one event a line, all in order of time.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { AuditEvent, AuditQuery } from '../access/store.ts';
import { type OpenAudit, openAudit } from '../store/open-audit.ts';
import { type AnyEvent, type AuditFormat, auditHeader, auditLine } from './audit-lines.ts';
import { existingDatabase, explain } from './bot-data.ts';
import { inOrder, ofPages } from './in-order.ts';

export interface AuditArguments {
  since: string;
  until?: string;
  tenantId?: string;
  format: AuditFormat;
}

/** A command line that cannot be carried out. The message says what to type instead. */
class AuditUsageError extends Error {
  override readonly name = 'AuditUsageError';
  readonly code = 'usage';
}

const WHILE_IT_RUNS =
  'The bot itself holds its data folder while it runs: stop it for the export, or give it a DATABASE_URL, which can be read at any time.';
const usage = 'npm run audit -- --since 2026-01-01 [--until 2026-02-01] [--tenant ID] --format csv|json';

/** Throws AuditUsageError. A day without a time is midnight UTC; `until` is not included. */
export function readAuditArguments(args: readonly string[]): AuditArguments {
  const { since, until, tenant, format } = parse(args);
  if (since === undefined) throw usageError('Say since when.');
  if (format !== 'csv' && format !== 'json') throw usageError('Say --format csv or --format json.');
  return {
    since: moment('--since', since),
    format,
    ...(until !== undefined && { until: moment('--until', until) }),
    ...(tenant !== undefined && { tenantId: tenantOf(tenant) }),
  };
}

/**
 * Writes the events to `write`, many at once, and nothing else; no more than a page of each history is held. Throws
 * AuditUsageError, ConfigError or StoreError, each with what to do.
 */
export async function exportAudit(
  { format, ...query }: AuditArguments,
  environment: Readonly<Record<string, string | undefined>>,
  write: (text: string) => Promise<void>,
): Promise<void> {
  const settings = existingDatabase(environment, usageError);
  const audit = await openAudit(settings);
  try {
    let text = auditHeader(format);
    for await (const event of eventsOf(audit, query)) {
      text += auditLine(event, format);
      if (text.length < AT_ONCE) continue;
      await write(text);
      text = '';
    }
    await write(text);
  } finally {
    await audit.close();
  }
}

/** Characters. */
const AT_ONCE = 64 * 1024;

async function* eventsOf(audit: OpenAudit, query: AuditQuery): AsyncGenerator<AnyEvent> {
  const tenants = query.tenantId === undefined ? await audit.triageTenants() : [query.tenantId];
  const requests = ofPages((cursor) => audit.auditSince({ ...query, ...cursor }));
  const triage = tenants.map((tenantId) => ofPages((cursor) => audit.triageSince({ ...query, tenantId, ...cursor })));
  yield* inOrder<AnyEvent>([asRequests(requests), ...triage], (a, b) => a.at < b.at);
}

async function* asRequests(events: AsyncIterable<AuditEvent>): AsyncGenerator<AnyEvent> {
  for await (const event of events) yield { kind: 'request', ...event };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...args], options: { since: text, until: text, tenant: text, format: text } }).values;
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error), error);
  }
}

const DAY_OR_MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

function moment(option: string, text: string): string {
  const time = DAY_OR_MOMENT.test(text) ? Date.parse(text) : Number.NaN;
  // A day that the calendar does not have would count as one of the next month.
  const real =
    !Number.isNaN(time) && new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(text.slice(0, 10));
  if (!real) throw usageError(`${option} ${text} is no day or time. Write 2026-01-31 or 2026-01-31T08:00:00Z.`);
  return new Date(time).toISOString();
}

function tenantOf(text: string): string {
  const id = text.trim().toLowerCase();
  if (!/^[\w.-]{1,64}$/.test(id)) throw usageError(`--tenant ${text} is no tenant id.`);
  return id;
}

function usageError(message: string, cause?: unknown): AuditUsageError {
  return new AuditUsageError(`${message}\n  ${usage}`, { cause });
}

async function toStandardOutput(text: string): Promise<void> {
  if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain');
}

async function runFromTerminal(): Promise<void> {
  // The reader has gone ('| head -1'): there is nobody left to tell.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  try {
    await exportAudit(readAuditArguments(process.argv.slice(2)), process.env, toStandardOutput);
  } catch (error) {
    console.error(explain(error, WHILE_IT_RUNS));
    process.exitCode = 1;
  }
}

if (import.meta.filename === process.argv[1]) await runFromTerminal();
