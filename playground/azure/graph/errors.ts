/** Microsoft Graph's error answers. */
import { randomUUID } from 'node:crypto';
import { Refusal } from '../refusal.ts';

export function graphError(
  status: number,
  code: string,
  message: string,
  now: Date,
  headers: Record<string, string> = {},
): Refusal {
  const id = randomUUID();
  const innerError = { date: now.toISOString().slice(0, 19), 'request-id': id, 'client-request-id': id };
  return new Refusal({ status, headers, body: { error: { code, message, innerError } } });
}

/** `id` as it was asked for. */
export function notFound(id: string, now: Date): Refusal {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return graphError(404, 'Request_ResourceNotFound', message, now);
}

export function insufficientPrivileges(now: Date): Refusal {
  return graphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.', now);
}

export function unsupported(message: string, now: Date): Refusal {
  return graphError(400, 'Request_UnsupportedQuery', message, now);
}
