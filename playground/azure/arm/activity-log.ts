/** The activity log of a subscription (Azure Monitor REST reference, "Activity Logs - List"). */
import { type LoggedChange, logChange, readable } from '../logs.ts';
import type { ActivityRecord, TenantState } from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { Params, ServiceRequest } from '../router.ts';
import { requireAction } from './caller.ts';
import { type ArmContext, requireScope } from './context.ts';
import { armError } from './errors.ts';
import { page } from './paging.ts';

const READ = 'Microsoft.Insights/eventtypes/values/read';
const USUAL_PAGE_SIZE = 200;
const KEPT_MS = 90 * 24 * 60 * 60_000;

/** What was just done by the caller. */
export function logDone({ state, caller, now }: ArmContext, change: Omit<LoggedChange, 'at' | 'caller'>): void {
  logChange(state, { ...change, at: now(), caller: caller.userPrincipalName ?? caller.objectId });
}

/** Without the changes at management groups, which no subscription's log has. */
export function listEvents(request: ServiceRequest, params: Params, { state, caller, now }: ArmContext): Answer {
  const scope = `/subscriptions/${params.subscription ?? ''}`.toLowerCase();
  requireScope(state, scope, false);
  requireAction(state, caller, READ, scope);
  const filter = readFilter(request.query.get('$filter') ?? '', now());
  const wanted = request.query.get('$select')?.split(',');
  const events = readable(state.activityLog, state, now())
    .filter((one) => one.resourceId.toLowerCase().startsWith(`${scope}/`) && filter(one))
    .map((one) => eventJson(one, state))
    .map((one) =>
      wanted === undefined ? one : Object.fromEntries(Object.entries(one).filter(([name]) => wanted.includes(name))),
    );
  return page(request, events, state.pageSize ?? USUAL_PAGE_SIZE);
}

/** A stretch of time, and at most one thing more. Throws ARM's 400. */
function readFilter(text: string, now: Date): (one: ActivityRecord) => boolean {
  let from: number | undefined;
  let to = now.getTime();
  let by: ((one: ActivityRecord) => boolean) | undefined;
  for (const part of text.split(/\s+and\s+/i)) {
    const [, name = '', operator = '', value = ''] = /^(\w+)\s+(ge|le|eq)\s+'?([^']*)'?$/i.exec(part.trim()) ?? [];
    const time = Date.parse(value);
    if (name === 'eventTimestamp' && operator !== 'eq' && !Number.isNaN(time)) {
      if (operator === 'ge') from = time;
      else to = time;
      continue;
    }
    const test = operator === 'eq' ? TESTS[name]?.(value.toLowerCase()) : undefined;
    if (test === undefined || by !== undefined) throw invalid(`The filter '${part}' is not supported.`);
    by = test;
  }
  if (from === undefined) throw invalid('The start time is required.');
  if (from < now.getTime() - KEPT_MS) throw invalid('The start time cannot be more than 90 days in the past.');
  const start = from;
  return (one) => Date.parse(one.at) >= start && Date.parse(one.at) <= to && (by === undefined || by(one));
}

const TESTS: Record<string, (value: string) => (one: ActivityRecord) => boolean> = {
  resourceUri: (value) => (one) => one.resourceId.toLowerCase() === value,
  resourceGroupName: (value) => (one) => groupOf(one).toLowerCase() === value,
  resourceProvider: (value) => (one) => providerOf(one).toLowerCase() === value,
  correlationId: (value) => (one) => one.operationId === value,
};

function invalid(message: string) {
  return armError(400, 'BadRequest', message);
}

function groupOf({ resourceId }: ActivityRecord): string {
  return /\/resourceGroups\/([^/]+)/i.exec(resourceId)?.[1] ?? '';
}

/** Of the last type in the id: of a role assignment at a resource that of role assignments. */
function providerOf({ resourceId }: ActivityRecord): string {
  return (
    resourceId
      .split(/\/providers\//i)
      .at(-1)
      ?.split('/')[0] ?? ''
  );
}

function eventJson(one: ActivityRecord, state: TenantState): Record<string, unknown> {
  const localized = (value: string) => ({ value, localizedValue: value });
  const submitted = new Date(Date.parse(one.at) + state.logDelayMs).toISOString();
  return {
    authorization: { action: one.operation, scope: one.resourceId },
    caller: one.caller,
    channels: 'Operation',
    claims: { 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name': one.caller },
    correlationId: one.operationId,
    description: '',
    eventDataId: one.operationId,
    eventName: localized(one.status === 'Started' ? 'BeginRequest' : 'EndRequest'),
    category: localized('Administrative'),
    httpRequest: { clientRequestId: one.operationId, clientIpAddress: '192.0.2.10', method: one.method },
    id: `${one.resourceId}/events/${one.operationId}/ticks/${Date.parse(one.at)}`,
    level: 'Informational',
    resourceGroupName: groupOf(one),
    resourceProviderName: localized(providerOf(one)),
    resourceId: one.resourceId,
    resourceType: localized(one.operation.slice(0, one.operation.lastIndexOf('/'))),
    operationId: one.operationId,
    operationName: localized(one.operation),
    properties: { ...one.properties, eventCategory: 'Administrative' },
    status: localized(one.status),
    subStatus: localized(one.properties.statusCode ?? ''),
    eventTimestamp: withTicks(one.at),
    submissionTimestamp: withTicks(submitted),
    subscriptionId: one.resourceId.split('/')[2] ?? '',
    tenantId: state.tenantId,
  };
}

/** Azure counts in steps of 100 nanoseconds. */
function withTicks(time: string): string {
  return time.replace(/Z$/, '0000Z');
}
