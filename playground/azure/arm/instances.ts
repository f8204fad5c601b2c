/** Azure Digital Twins instances as ARM resources: list, get, and the one change that matters here. */
import type { InstanceRecord, TenantState } from '../records.ts';
import type { Answer } from '../refusal.ts';
import { jsonBody, type Params, type ServiceRequest } from '../router.ts';
import { logDone } from './activity-log.ts';
import { mayDo, requireAction } from './caller.ts';
import { type ArmContext, requireScope, resourceNotFound } from './context.ts';
import { armError } from './errors.ts';
import { page } from './paging.ts';
import { holdsRoleIn } from './subscriptions.ts';

const READ = 'Microsoft.DigitalTwins/digitalTwinsInstances/read';
const WRITE = 'Microsoft.DigitalTwins/digitalTwinsInstances/write';

/** In a subscription or a resource group. ARM leaves out what the caller may not read, unless he may read nothing there. */
export function listInstances(request: ServiceRequest, params: Params, context: ArmContext): Answer {
  const { state, caller } = context;
  const { subscription = '', group = '' } = params;
  const scope = `/subscriptions/${subscription}${group === '' ? '' : `/resourceGroups/${group}`}`;
  requireScope(state, scope, false);
  const holder = state.subscriptions.find((one) => one.subscriptionId === subscription.toLowerCase());
  const readable = state.instances.filter(
    (one) => isIn(one, subscription, group) && mayDo(state, caller, READ, one.id),
  );
  const belongs = holder !== undefined && holdsRoleIn(state, caller.objectId, holder);
  if (readable.length === 0 && !(belongs && group === '')) requireAction(state, caller, READ, scope);
  return page(
    request,
    readable.map((one) => instanceJson(one, state)),
    state.pageSize,
  );
}

export function getInstance(_: ServiceRequest, params: Params, context: ArmContext): Answer {
  return { status: 200, body: instanceJson(findInstance(params, context, READ), context.state) };
}

/** Opens or closes the public network. */
export function updateInstance(request: ServiceRequest, params: Params, context: ArmContext): Answer {
  const found = findInstance(params, context, WRITE);
  const body = jsonBody(request);
  const access = Object(body?.properties).publicNetworkAccess;
  if (access !== 'Enabled' && access !== 'Disabled') {
    throw armError(400, 'BadRequest', 'Only the public network access of an instance can be changed here.');
  }
  found.publicNetworkAccess = access;
  logDone(context, { operation: WRITE, method: 'PATCH', resourceId: found.id, requestBody: body });
  return { status: 200, body: instanceJson(found, context.state) };
}

/** Throws ARM's 403 where the caller may not do `action` there, and its 404 where there is no such instance. */
export function findInstance(params: Params, { state, caller }: ArmContext, action: string): InstanceRecord {
  const { subscription = '', group = '', name = '' } = params;
  const scope = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name}`;
  requireAction(state, caller, action, scope);
  requireScope(state, `/subscriptions/${subscription}/resourceGroups/${group}`, false);
  const found = state.instances.find(
    (one) => isIn(one, subscription, group) && one.name.toLowerCase() === name.toLowerCase(),
  );
  if (found === undefined) throw resourceNotFound(`Microsoft.DigitalTwins/digitalTwinsInstances/${name}`, group);
  return found;
}

export function instanceProperties(one: InstanceRecord) {
  return {
    createdTime: '2024-03-05T08:12:44.0000000Z',
    lastUpdatedTime: '2024-03-05T08:13:30.0000000Z',
    provisioningState: one.provisioningState,
    hostName: one.hostName,
    publicNetworkAccess: one.publicNetworkAccess,
    privateEndpointConnections: one.privateEndpoints.map(({ name, status }) => ({
      id: `${one.id}/privateEndpointConnections/${name}`,
      name,
      type: 'Microsoft.DigitalTwins/digitalTwinsInstances/privateEndpointConnections',
      properties: {
        provisioningState: 'Succeeded',
        groupIds: ['API'],
        privateEndpoint: { id: `${resourceGroupOf(one)}/providers/Microsoft.Network/privateEndpoints/${name}` },
        privateLinkServiceConnectionState: { status, description: '', actionsRequired: 'None' },
      },
    })),
  };
}

function resourceGroupOf(one: InstanceRecord): string {
  return `/subscriptions/${one.subscriptionId}/resourceGroups/${one.resourceGroup}`;
}

export function instanceIdentity(one: InstanceRecord, state: TenantState) {
  const { systemIdentity, userIdentities } = one;
  const user = Object.fromEntries(
    userIdentities.map(({ id, principalId, clientId }) => [id, { principalId, clientId }]),
  );
  const types = [
    ...(systemIdentity === undefined ? [] : ['SystemAssigned']),
    ...(userIdentities.length === 0 ? [] : ['UserAssigned']),
  ];
  if (types.length === 0) return null;
  return {
    type: types.join(','),
    ...(systemIdentity === undefined ? {} : { principalId: systemIdentity, tenantId: state.tenantId }),
    ...(userIdentities.length === 0 ? {} : { userAssignedIdentities: user }),
  };
}

function instanceJson(one: InstanceRecord, state: TenantState) {
  const identity = instanceIdentity(one, state);
  return {
    id: one.id,
    name: one.name,
    type: 'Microsoft.DigitalTwins/digitalTwinsInstances',
    location: one.location,
    tags: {},
    ...(identity === null ? {} : { identity }),
    properties: instanceProperties(one),
  };
}

function isIn(one: InstanceRecord, subscription: string, group: string): boolean {
  if (one.subscriptionId !== subscription.toLowerCase()) return false;
  return group === '' || one.resourceGroup.toLowerCase() === group.toLowerCase();
}
