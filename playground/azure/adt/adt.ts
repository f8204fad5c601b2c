/** The simulated Azure Digital Twins data plane. The Host header chooses the instance. */
import { decideAccess } from '../access.ts';
import type { TokenService } from '../entra/tokens.ts';
import { DIGITAL_TWINS } from '../known-services.ts';
import type { InstanceRecord, TenantState } from '../records.ts';
import type { Answer } from '../refusal.ts';
import { type Route, route, type ServiceRequest } from '../router.ts';
import { accessRefused, adtError, networkRefused, subDomainNotFound, unauthenticated } from './errors.ts';
import {
  cancelImportJob,
  deleteEventRoute,
  deleteImportJob,
  getEventRoute,
  getImportJob,
  listEventRoutes,
  listImportJobs,
  putEventRoute,
  putImportJob,
} from './jobs-and-routes.ts';
import { addModels, deleteModel, getModel, listModels, updateModel } from './models.ts';
import { type AdtContext, operation } from './operation.ts';
import { runQuery } from './query.ts';
import {
  deleteRelationship,
  deleteTwin,
  getRelationship,
  getTwin,
  listIncoming,
  listRelationships,
  patchRelationship,
  patchTwin,
  publishTelemetry,
  putRelationship,
  putTwin,
} from './twins.ts';

export interface Adt {
  state: TenantState;
  tokens: TokenService;
  now: () => Date;
  /** How long a new role assignment at this scope does not count here yet. */
  propagationMs: (scope: string) => number;
}

const TWIN = '/digitaltwins/(?<id>[^/]+)';
const RELATIONSHIP = `${TWIN}/relationships/(?<relationship>[^/]+)`;

/** Paths of API version 2023-10-31; the data actions follow their descriptions in the Azure permissions reference. */
const ROUTES: Route<AdtContext>[] = [
  operation('POST', '/query', 'query/action', runQuery),
  operation('GET', TWIN, 'digitaltwins/read', getTwin),
  operation('PUT', TWIN, 'digitaltwins/write', putTwin),
  operation('PATCH', TWIN, 'digitaltwins/write', patchTwin),
  operation('DELETE', TWIN, 'digitaltwins/delete', deleteTwin),
  // Not documented: the closest is a write to the twin.
  operation('POST', `${TWIN}/telemetry`, 'digitaltwins/write', publishTelemetry),
  operation('GET', `${TWIN}/relationships`, 'digitaltwins/relationships/read', listRelationships),
  operation('GET', `${TWIN}/incomingrelationships`, 'digitaltwins/relationships/read', listIncoming),
  operation('GET', RELATIONSHIP, 'digitaltwins/relationships/read', getRelationship),
  operation('PUT', RELATIONSHIP, 'digitaltwins/relationships/write', putRelationship),
  operation('PATCH', RELATIONSHIP, 'digitaltwins/relationships/write', patchRelationship),
  operation('DELETE', RELATIONSHIP, 'digitaltwins/relationships/delete', deleteRelationship),
  operation('GET', '/models', 'models/read', listModels),
  operation('POST', '/models', 'models/write', addModels),
  operation('GET', '/models/(?<id>[^/]+)', 'models/read', getModel),
  operation('PATCH', '/models/(?<id>[^/]+)', 'models/write', updateModel),
  operation('DELETE', '/models/(?<id>[^/]+)', 'models/delete', deleteModel),
  operation('GET', '/eventroutes', 'eventroutes/read', listEventRoutes),
  operation('GET', '/eventroutes/(?<id>[^/]+)', 'eventroutes/read', getEventRoute),
  operation('PUT', '/eventroutes/(?<id>[^/]+)', 'eventroutes/write', putEventRoute),
  operation('DELETE', '/eventroutes/(?<id>[^/]+)', 'eventroutes/delete', deleteEventRoute),
  operation('GET', '/jobs/imports', 'jobs/imports/read', listImportJobs),
  operation('GET', '/jobs/imports/(?<id>[^/]+)', 'jobs/imports/read', getImportJob),
  operation('PUT', '/jobs/imports/(?<id>[^/]+)', 'jobs/imports/write', putImportJob),
  operation('DELETE', '/jobs/imports/(?<id>[^/]+)', 'jobs/imports/delete', deleteImportJob),
  operation('POST', '/jobs/imports/(?<id>[^/]+)/cancel', 'jobs/imports/cancel/action', cancelImportJob),
];

const API_VERSIONS = ['2020-10-31', '2022-05-31', '2023-10-31', '2021-06-30-preview', '2023-02-27-preview'];

export async function answerAdt(adt: Adt, request: ServiceRequest): Promise<Answer> {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  const instance = adt.state.instances.find((one) => one.hostName.toLowerCase() === host);
  if (instance === undefined) throw subDomainNotFound();
  requireReady(instance);
  if (instance.publicNetworkAccess === 'Disabled') throw networkRefused();
  const callerId = await authenticated(adt, request);

  const version = request.query.get('api-version');
  if (version === null || !API_VERSIONS.includes(version)) {
    const message = `The requested api-version is not supported or missing. Supported: ${API_VERSIONS.join(', ')}.`;
    throw adtError(400, 'ApiVersionNotSupported', message);
  }
  const answer = await route(ROUTES, request, {
    instance,
    now: adt.now,
    require: (action) => requireDataAction(adt, instance, callerId, action),
  });
  return answer ?? { status: 404 };
}

/**
 * What an instance says that is not ready is not documented: one that is not there yet, or no longer, is taken as an
 * unknown host, one that stands still as unavailable. Through an update it goes on answering.
 */
function requireReady({ name, provisioningState }: InstanceRecord): void {
  if (['Provisioning', 'Deleting', 'Deleted'].includes(provisioningState)) throw subDomainNotFound();
  if (['Succeeded', 'Updating', 'Warning'].includes(provisioningState)) return;
  throw adtError(503, 'ServiceUnavailable', `The instance ${name} is not available: ${provisioningState}.`);
}

/** Object id of the caller. A token of another tenant is no 401 here: the service then does not know the host. */
async function authenticated(adt: Adt, request: ServiceRequest): Promise<string> {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined) throw unauthenticated();
  const verified = await adt.tokens.verify(token, [...DIGITAL_TWINS.resources, DIGITAL_TWINS.appId]);
  if (!verified.ok) throw verified.why === 'tenant' ? subDomainNotFound() : unauthenticated();
  request.caller = verified.caller.objectId;
  return verified.caller.objectId;
}

function requireDataAction(adt: Adt, instance: InstanceRecord, callerId: string, action: string): void {
  const now = adt.now().getTime();
  const inForce = adt.state.roleAssignments.filter(
    (one) => Date.parse(one.createdOn) + adt.propagationMs(one.scope) <= now,
  );
  const tenant = { ...adt.state, roleAssignments: inForce };
  const decision = decideAccess(tenant, callerId, `Microsoft.DigitalTwins/${action}`, 'data', instance.id);
  if (decision.outcome !== 'allowed') throw accessRefused();
}
