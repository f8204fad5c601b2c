/** /digitaltwins and their relationships. */
import type { Answer } from '../refusal.ts';
import { jsonBody, type Params, type ServiceRequest } from '../router.ts';
import { etagOf } from './content.ts';
import { adtError } from './errors.ts';
import { applyPatch } from './json-patch.ts';
import type { AdtContext } from './operation.ts';

type Json = Record<string, unknown>;

export function getTwin(_: ServiceRequest, params: Params, context: AdtContext): Answer {
  return withEtag(200, findTwin(params.id, context));
}

export function putTwin(request: ServiceRequest, { id = '' }: Params, { instance }: AdtContext): Answer {
  const body = jsonBody(request);
  const model = Reflect.get(Object(body?.$metadata), '$model');
  if (body === undefined || typeof model !== 'string') {
    throw adtError(400, 'InvalidArgument', 'The digital twin must state its model in $metadata.$model.');
  }
  if (!instance.content.models.has(model)) {
    throw adtError(400, 'ValidationFailed', `Invalid twin specified\ndtmi ${model} does not exist`);
  }
  return withEtag(200, store(instance.content.twins, id, { ...body, $dtId: id }));
}

export function patchTwin(request: ServiceRequest, params: Params, context: AdtContext): Answer {
  const twin = findTwin(params.id, context);
  const { $etag } = store(context.instance.content.twins, params.id ?? '', applyPatch(twin, request.body));
  return { status: 204, headers: { etag: String($etag) } };
}

export function deleteTwin(_: ServiceRequest, params: Params, context: AdtContext): Answer {
  findTwin(params.id, context);
  const { relationships, twins } = context.instance.content;
  if (relationships.some((one) => one.$sourceId === params.id || one.$targetId === params.id)) {
    const message = 'This operation on entity failed because the entity has relationships. Delete them first.';
    throw adtError(400, 'RelationshipsNotDeleted', message);
  }
  twins.delete(params.id ?? '');
  return { status: 204 };
}

export function listRelationships(request: ServiceRequest, params: Params, context: AdtContext): Answer {
  findTwin(params.id, context);
  const name = request.query.get('relationshipName');
  const value = context.instance.content.relationships.filter(
    (one) => one.$sourceId === params.id && (name === null || one.$relationshipName === name),
  );
  return { status: 200, body: { value, nextLink: null } };
}

export function listIncoming(_: ServiceRequest, params: Params, context: AdtContext): Answer {
  findTwin(params.id, context);
  const incoming = context.instance.content.relationships.filter((one) => one.$targetId === params.id);
  const value = incoming.map(({ $relationshipId, $sourceId, $relationshipName }) => ({
    $relationshipId,
    $sourceId,
    $relationshipName,
    $relationshipLink: `/digitaltwins/${String($sourceId)}/relationships/${String($relationshipId)}`,
  }));
  return { status: 200, body: { value, nextLink: null } };
}

export function getRelationship(_: ServiceRequest, params: Params, context: AdtContext): Answer {
  return withEtag(200, findRelationship(params, context));
}

export function putRelationship(request: ServiceRequest, params: Params, context: AdtContext): Answer {
  const source = findTwin(params.id, context);
  const body = jsonBody(request);
  if (typeof body?.$targetId !== 'string' || typeof body.$relationshipName !== 'string') {
    throw adtError(400, 'InvalidArgument', 'The relationship must state $targetId and $relationshipName.');
  }
  findTwin(body.$targetId, context);
  const { relationships } = context.instance.content;
  const plain = { ...body, $sourceId: source.$dtId, $relationshipId: params.relationship };
  const written = { $etag: etagOf(plain), ...plain };
  const at = relationships.findIndex((one) => isMeant(one, params));
  if (at < 0) relationships.push(written);
  else relationships[at] = written;
  return withEtag(200, written);
}

export function patchRelationship(request: ServiceRequest, params: Params, context: AdtContext): Answer {
  const before = findRelationship(params, context);
  const { relationships } = context.instance.content;
  const { $etag: _, ...plain } = applyPatch(before, request.body);
  relationships[relationships.indexOf(before)] = { $etag: etagOf(plain), ...plain };
  return { status: 204, headers: { etag: etagOf(plain) } };
}

export function deleteRelationship(_: ServiceRequest, params: Params, context: AdtContext): Answer {
  const { relationships } = context.instance.content;
  relationships.splice(relationships.indexOf(findRelationship(params, context)), 1);
  return { status: 204 };
}

export function publishTelemetry(_: ServiceRequest, params: Params, context: AdtContext): Answer {
  findTwin(params.id, context);
  return { status: 204 };
}

function findTwin(id: string | undefined, { instance }: AdtContext): Json {
  const twin = instance.content.twins.get(id ?? '');
  if (twin !== undefined) return twin;
  throw adtError(
    404,
    'DigitalTwinNotFound',
    `There is no digital twin instance that exists with the ID ${id}. Please verify that the twin id is valid and ensure ` +
      'that the twin is not deleted. See section on querying the twins http://aka.ms/adtv2query.',
  );
}

function findRelationship(params: Params, context: AdtContext): Json {
  findTwin(params.id, context);
  const found = context.instance.content.relationships.find((one) => isMeant(one, params));
  if (found !== undefined) return found;
  throw adtError(404, 'RelationshipNotFound', `Relationship with the ID ${params.relationship} does not exist.`);
}

function isMeant(one: Json, params: Params): boolean {
  return one.$sourceId === params.id && one.$relationshipId === params.relationship;
}

function store(twins: Map<string, Json>, id: string, { $etag: _, ...plain }: Json): Json {
  const written = { $etag: etagOf(plain), ...plain };
  twins.set(id, written);
  return written;
}

function withEtag(status: number, body: Json): Answer {
  return { status, headers: { etag: String(body.$etag) }, body };
}
