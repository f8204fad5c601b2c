/** What the tenant's logs keep: changes of resources in the activity log, and who left a group in the directory's audit log. */
import { randomUUID } from 'node:crypto';
import type { TenantState } from './records.ts';

export interface LoggedChange {
  at: Date;
  /** 'Microsoft.Authorization/roleAssignments/delete' … */
  operation: string;
  method: 'PUT' | 'PATCH' | 'DELETE';
  /** Of what was changed. */
  resourceId: string;
  /** Sign-in name of a person, object id of an app. */
  caller: string;
  requestBody?: unknown;
  responseBody?: unknown;
}

/** Two events, as Azure writes them: the request, with what was asked for, and its end. */
export function logChange(state: TenantState, change: LoggedChange): void {
  const { at, requestBody, responseBody, ...plain } = change;
  const event = { ...plain, operationId: randomUUID(), at: at.toISOString() };
  state.activityLog.push(
    {
      ...event,
      status: 'Started',
      // The service's own spelling.
      properties: requestBody === undefined ? {} : { requestbody: JSON.stringify(requestBody) },
    },
    {
      ...event,
      status: 'Succeeded',
      properties: {
        statusCode: change.method === 'PUT' ? 'Created' : 'OK',
        ...(responseBody !== undefined && { responseBody: JSON.stringify(responseBody) }),
      },
    },
  );
}

/** What can be read of a log by now, the newest first. */
export function readable<T extends { at: string }>(
  log: readonly T[],
  { logDelayMs }: Pick<TenantState, 'logDelayMs'>,
  now: Date,
): T[] {
  return log
    .filter(({ at }) => Date.parse(at) + logDelayMs <= now.getTime())
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
