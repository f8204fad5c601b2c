/** POST /providers/Microsoft.ResourceGraph/resources: queries over what the caller may read. */
import { randomUUID } from 'node:crypto';
import { mayDo } from '../arm/caller.ts';
import type { ArmContext } from '../arm/context.ts';
import { instanceIdentity, instanceProperties } from '../arm/instances.ts';
import { holdsRoleIn } from '../arm/subscriptions.ts';
import { type Answer, Refusal } from '../refusal.ts';
import { jsonBody, type Params, type ServiceRequest } from '../router.ts';
import { KqlSyntaxError, parseKql, type Row, runKql } from './kql.ts';

const MOST_ROWS = 1000;

/** Without `subscriptions` all that the caller can see are searched. `options.$top` and `$skip` cut out a page. */
export function queryResources(request: ServiceRequest, _: Params, context: ArmContext): Answer {
  const { query, subscriptions, options = {} } = readBody(request);
  const parsed = parsedQuery(query, context.now());
  const source = parsed.table === 'resources' ? resourceRows(context) : containerRows(context);
  if (!['resources', 'resourcecontainers'].includes(parsed.table)) {
    throw invalid(context.now(), { position: 0, token: parsed.table });
  }
  const wanted = subscriptions?.map((one) => one.toLowerCase());
  const rows = runKql(
    parsed,
    source.filter((row) => wanted === undefined || wanted.includes(String(row.subscriptionId))),
  );
  const skip = Number(Reflect.get(options, '$skip') ?? 0) || Number(Reflect.get(options, '$skipToken') ?? 0) || 0;
  const top = Math.min(Number(Reflect.get(options, '$top') ?? MOST_ROWS) || MOST_ROWS, MOST_ROWS);
  const data = rows.slice(skip, skip + top);
  const more = skip + top < rows.length;
  return {
    status: 200,
    headers: { 'x-ms-user-quota-remaining': '14', 'x-ms-user-quota-resets-after': '00:00:05' },
    body: {
      totalRecords: rows.length,
      count: data.length,
      data,
      facets: [],
      resultTruncated: more ? 'true' : 'false',
      ...(more ? { $skipToken: String(skip + top) } : {}),
    },
  };
}

function resourceRows({ state, caller }: ArmContext): Row[] {
  const row = (one: { id: string; name: string; subscriptionId: string; resourceGroup: string }) => ({
    id: one.id,
    name: one.name,
    tenantId: state.tenantId,
    kind: '',
    resourceGroup: one.resourceGroup.toLowerCase(),
    subscriptionId: one.subscriptionId,
    managedBy: '',
    sku: null,
    plan: null,
    tags: {},
    zones: null,
    extendedLocation: null,
  });
  const instances = state.instances
    .filter((one) => mayDo(state, caller, 'Microsoft.DigitalTwins/digitalTwinsInstances/read', one.id))
    .map((one) => ({
      ...row(one),
      type: 'microsoft.digitaltwins/digitaltwinsinstances',
      location: one.location,
      properties: instanceProperties(one),
      identity: instanceIdentity(one, state),
    }));
  const others = state.resources
    .filter((one) => mayDo(state, caller, `${one.type}/read`, one.id))
    .map((one) => ({
      ...row(one),
      type: one.type.toLowerCase(),
      location: 'westeurope',
      properties: { provisioningState: 'Succeeded' },
      identity: null,
    }));
  return [...instances, ...others];
}

function containerRows({ state, caller }: ArmContext): Row[] {
  const subscriptions = state.subscriptions
    .filter((one) => holdsRoleIn(state, caller.objectId, one))
    .map((one) => ({
      id: `/subscriptions/${one.subscriptionId}`,
      name: one.displayName,
      type: 'microsoft.resources/subscriptions',
      subscriptionId: one.subscriptionId,
      tenantId: state.tenantId,
      properties: { state: one.state },
    }));
  const groups = state.resourceGroups
    .map((one) => ({ ...one, id: `/subscriptions/${one.subscriptionId}/resourceGroups/${one.name}` }))
    .filter((one) => mayDo(state, caller, 'Microsoft.Resources/subscriptions/resourceGroups/read', one.id))
    .map((one) => ({ ...one, type: 'microsoft.resources/subscriptions/resourcegroups', tenantId: state.tenantId }));
  return [...subscriptions, ...groups];
}

function readBody(request: ServiceRequest): { query: string; subscriptions?: string[]; options?: object } {
  const body = jsonBody(request) ?? {};
  const { subscriptions, options } = body;
  return {
    query: typeof body.query === 'string' ? body.query : '',
    ...(Array.isArray(subscriptions) ? { subscriptions: subscriptions.map(String) } : {}),
    ...(typeof options === 'object' && options !== null ? { options } : {}),
  };
}

function parsedQuery(query: string, now: Date) {
  try {
    return parseKql(query);
  } catch (error) {
    if (error instanceof KqlSyntaxError) throw invalid(now, error);
    throw error;
  }
}

function invalid(now: Date, at: { position: number; token: string }): Refusal {
  const documentation =
    'Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.';
  return new Refusal({
    status: 400,
    body: {
      error: {
        code: 'BadRequest',
        message: `Please provide below info when asking for support: timestamp = ${now.toISOString()}, correlationId = ${randomUUID()}.`,
        details: [
          { code: 'InvalidQuery', message: `Query is invalid. ${documentation}` },
          {
            code: 'ParserFailure',
            message: 'ParserFailure',
            line: 1,
            characterPositionInLine: at.position,
            token: at.token,
            expectedToken: '<EOF>',
          },
        ],
      },
    },
  });
}
