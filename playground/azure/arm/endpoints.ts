/** What belongs to an instance as resources of its own: endpoints and data history connections. */
import type { EndpointRecord } from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { Params, ServiceRequest } from '../router.ts';
import type { ArmContext } from './context.ts';
import { findInstance } from './instances.ts';
import { page } from './paging.ts';

export function listEndpoints(request: ServiceRequest, params: Params, context: ArmContext): Answer {
  return list(request, params, context, 'endpoints');
}

export function listDataHistory(request: ServiceRequest, params: Params, context: ArmContext): Answer {
  return list(request, params, context, 'timeSeriesDatabaseConnections');
}

function list(
  request: ServiceRequest,
  params: Params,
  context: ArmContext,
  kind: 'endpoints' | 'timeSeriesDatabaseConnections',
): Answer {
  const type = `Microsoft.DigitalTwins/digitalTwinsInstances/${kind}`;
  const instance = findInstance(params, context, `${type}/read`);
  const records: EndpointRecord[] = kind === 'endpoints' ? instance.endpoints : instance.dataHistory;
  return page(
    request,
    records.map(({ name, properties }) => ({ id: `${instance.id}/${kind}/${name}`, name, type, properties })),
    context.state.pageSize,
  );
}
