/** What Azure's activity log tells of an instance (Azure Monitor REST reference, "Activity Logs - List"). */
import type { AuthorizationManagementClient } from '@azure/arm-authorization';
import { z } from 'zod/v4';
import type { CallOptions, Logged, ResourceChange, Stretch } from '../tenant.ts';
import { listPagesFromArm, unreadable } from './arm-client.ts';
import type { Cloud } from './clouds.ts';
import { assertScope, subscriptionOf, trailingGuid } from './ids.ts';

const listCall = { call: 'ARM: list activity log', permission: 'Microsoft.Insights/eventtypes/values/read' };

/** The newest come first, some hundred a page. */
const MOST_PAGES = 5;
/** Neither who did it nor his claims. */
const SELECT = 'eventTimestamp,operationId,operationName,status,resourceId,properties';

const named = z.object({ value: z.string() }).catch({ value: '' });
const text = z.string().optional().catch(undefined);
const event = z.object({
  eventTimestamp: z.iso.datetime({ offset: true }),
  operationId: z.string().catch(''),
  operationName: named,
  status: named,
  resourceId: z.string().catch(''),
  properties: z
    .object({
      requestbody: text,
      responseBody: text,
      principalId: text,
      roleDefinitionId: text,
      scope: text,
    })
    .nullish()
    .catch(undefined),
});
type Event = z.output<typeof event>;

const AUTHORIZATION = /\/providers\/microsoft\.authorization\/.*$/i;
const GUID = /^[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}$/i;

/** Of the instance itself, and of role and deny assignments in its subscription; the log allows no other narrowing. */
export async function listChanges(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  instanceId: string,
  { from, to }: Stretch,
  options: CallOptions,
): Promise<Logged<ResourceChange>> {
  const scope = `/${assertScope(instanceId, listCall.call)}`;
  const time = `eventTimestamp ge '${new Date(from).toISOString()}' and eventTimestamp le '${new Date(to).toISOString()}'`;
  const [ofInstance, ofRoles] = await Promise.all(
    [`resourceUri eq '${scope}'`, "resourceProvider eq 'Microsoft.Authorization'"].map(async (which) => {
      const query = `api-version=2015-04-01&$filter=${encodeURIComponent(`${time} and ${which}`)}&$select=${SELECT}`;
      const path = `${subscriptionOf(scope)}/providers/Microsoft.Insights/eventtypes/management/values?${query}`;
      const { items, complete } = await listPagesFromArm(client, cloud, path, MOST_PAGES, listCall, options);
      return { events: items.map(readEvent), complete };
    }),
  );
  if (ofInstance === undefined || ofRoles === undefined) throw unreadable(listCall);
  const entries = [...instanceChanges(ofInstance.events), ...ofRoles.events.flatMap(roleChange)];
  return {
    entries: entries.toSorted((a, b) => b.at.localeCompare(a.at)),
    complete: ofInstance.complete && ofRoles.complete,
  };
}

function readEvent(item: unknown): Event {
  const read = event.safeParse(item);
  if (!read.success) throw unreadable(listCall, read.error);
  return { ...read.data, eventTimestamp: new Date(read.data.eventTimestamp).toISOString() };
}

/** The beginning of a change says what was asked for, its end whether that was done. */
function instanceChanges(events: readonly Event[]): ResourceChange[] {
  const writes = events.filter((each) => isOperation(each, 'microsoft.digitaltwins/digitaltwinsinstances/write'));
  return [...Map.groupBy(writes, ({ operationId }) => operationId).values()].flatMap((steps): ResourceChange[] => {
    // A change that takes its time is accepted first. Both say so before it takes effect.
    const done = steps.filter(hasStatus('succeeded', 'accepted')).map(({ eventTimestamp }) => eventTimestamp);
    const at = done.toSorted()[0];
    if (at === undefined || steps.some(hasStatus('failed'))) return [];
    const asked = steps.map(askedNetworkAccess).find((access) => access !== undefined);
    return [{ kind: 'instance-changed', at, ...(asked && { publicNetworkAccess: asked }) }];
  });
}

function askedNetworkAccess({ properties }: Event): 'Enabled' | 'Disabled' | undefined {
  const access = propertiesOf(properties?.requestbody).get('publicnetworkaccess')?.toLowerCase();
  if (access === 'enabled') return 'Enabled';
  return access === 'disabled' ? 'Disabled' : undefined;
}

function roleChange(one: Event): ResourceChange[] {
  if (!hasStatus('succeeded')(one)) return [];
  const at = one.eventTimestamp;
  const scopeOfId = one.resourceId.replace(AUTHORIZATION, '') || '/';
  if (isOperation(one, 'microsoft.authorization/denyassignments/write')) {
    return [{ kind: 'deny-added', at, scope: scopeOfId }];
  }
  if (!isOperation(one, 'microsoft.authorization/roleassignments/delete')) return [];
  // A deletion tells what is gone in its answer; one that came with the deletion of a whole resource, beside it.
  const gone = propertiesOf(one.properties?.responseBody);
  const { principalId, roleDefinitionId, scope } = one.properties ?? {};
  const principal = dashed(gone.get('principalid') ?? principalId);
  const role = dashed(trailingGuid(gone.get('roledefinitionid') ?? roleDefinitionId ?? ''));
  return [
    {
      kind: 'role-removed',
      at,
      scope: gone.get('scope') ?? scope ?? scopeOfId,
      ...(principal !== undefined && role !== undefined && { held: { principalId: principal, roleId: role } }),
    },
  ];
}

function isOperation({ operationName }: Event, operation: string): boolean {
  return operationName.value.toLowerCase() === operation;
}

function hasStatus(...wanted: string[]): (one: Event) => boolean {
  return ({ status }) => wanted.includes(status.value.toLowerCase());
}

/** The texts among the properties of a resource in a logged body, by their names in lower case: clients write both. */
function propertiesOf(body: string | undefined): ReadonlyMap<string, string> {
  const resource = textsAndObjects(parsed(body ?? ''));
  const texts = [...textsAndObjects(resource.get('properties'))].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return new Map(texts);
}

function textsAndObjects(value: unknown): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]));
}

/** A long body is cut off in the log. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The log writes some ids without dashes. */
function dashed(id: string | undefined): string | undefined {
  if (id === undefined || !GUID.test(id)) return undefined;
  const digits = id.replaceAll('-', '').toLowerCase();
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
