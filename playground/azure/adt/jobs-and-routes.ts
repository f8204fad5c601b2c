/** /eventroutes and /jobs/imports. */
import type { Answer } from '../refusal.ts';
import { jsonBody, type Params, type ServiceRequest } from '../router.ts';
import { adtError } from './errors.ts';
import type { AdtContext } from './operation.ts';

export function listEventRoutes(_: ServiceRequest, __: Params, { instance }: AdtContext): Answer {
  return { status: 200, body: { value: [...instance.content.eventRoutes.values()], nextLink: null } };
}

export function getEventRoute(_: ServiceRequest, { id = '' }: Params, { instance }: AdtContext): Answer {
  const found = instance.content.eventRoutes.get(id);
  if (found === undefined) throw adtError(404, 'EventRouteNotFound', `Event route with ID ${id} does not exist.`);
  return { status: 200, body: found };
}

export function putEventRoute(request: ServiceRequest, { id = '' }: Params, { instance }: AdtContext): Answer {
  const { endpointName, filter } = jsonBody(request) ?? {};
  if (typeof endpointName !== 'string')
    throw adtError(400, 'InvalidArgument', 'The event route needs an endpointName.');
  instance.content.eventRoutes.set(id, { id, endpointName, filter: filter ?? 'true' });
  return { status: 204 };
}

export function deleteEventRoute(_: ServiceRequest, { id = '' }: Params, { instance }: AdtContext): Answer {
  if (!instance.content.eventRoutes.delete(id)) {
    throw adtError(404, 'EventRouteNotFound', `Event route with ID ${id} does not exist.`);
  }
  return { status: 204 };
}

export function listImportJobs(_: ServiceRequest, __: Params, { instance }: AdtContext): Answer {
  return { status: 200, body: { value: [...instance.content.importJobs.values()], nextLink: null } };
}

export function getImportJob(_: ServiceRequest, params: Params, context: AdtContext): Answer {
  return { status: 200, body: findJob(params.id, context) };
}

export function putImportJob(request: ServiceRequest, { id = '' }: Params, { instance, now }: AdtContext): Answer {
  const { inputBlobUri, outputBlobUri } = jsonBody(request) ?? {};
  if (typeof inputBlobUri !== 'string' || typeof outputBlobUri !== 'string') {
    throw adtError(400, 'InvalidArgument', 'The import job needs an inputBlobUri and an outputBlobUri.');
  }
  const time = now().toISOString();
  const job = {
    id,
    inputBlobUri,
    outputBlobUri,
    status: 'notstarted',
    createdDateTime: time,
    lastActionDateTime: time,
  };
  instance.content.importJobs.set(id, job);
  return { status: 201, body: job };
}

export function cancelImportJob(_: ServiceRequest, params: Params, context: AdtContext): Answer {
  const job = findJob(params.id, context);
  job.status = 'cancelled';
  return { status: 200, body: job };
}

export function deleteImportJob(_: ServiceRequest, params: Params, context: AdtContext): Answer {
  findJob(params.id, context);
  context.instance.content.importJobs.delete(params.id ?? '');
  return { status: 204 };
}

function findJob(id: string | undefined, { instance }: AdtContext): Record<string, unknown> {
  const job = instance.content.importJobs.get(id ?? '');
  if (job === undefined) throw adtError(404, 'JobNotFound', `Import job with ID ${id} does not exist.`);
  return job;
}
