/** Entra's error answers: an OAuth error, and in its description the AADSTS code that people search for. */
import { randomUUID } from 'node:crypto';
import { Refusal } from '../refusal.ts';

export interface EntraErrorExtras {
  status?: number;
  suberror?: string;
  claims?: string;
}

/** `code` is the AADSTS number. */
export function entraError(
  error: string,
  code: number,
  message: string,
  now: Date,
  { status = 400, suberror, claims }: EntraErrorExtras = {},
): Refusal {
  const traceId = randomUUID();
  const correlationId = randomUUID();
  const timestamp = `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const description = `AADSTS${code}: ${message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  return new Refusal({
    status,
    headers: { 'cache-control': 'no-store, no-cache' },
    body: {
      error,
      error_description: description,
      error_codes: [code],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${code}`,
      ...(suberror === undefined ? {} : { suberror }),
      ...(claims === undefined ? {} : { claims }),
    },
  });
}
