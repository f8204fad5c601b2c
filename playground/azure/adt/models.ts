/** /models */
import type { ModelRecord } from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { Params, ServiceRequest } from '../router.ts';
import { adtError } from './errors.ts';
import type { AdtContext } from './operation.ts';

export function listModels(request: ServiceRequest, _: Params, { instance }: AdtContext): Answer {
  const whole = request.query.get('includeModelDefinition') === 'true';
  const value = [...instance.content.models.values()].map((one) => modelJson(one, whole));
  return { status: 200, body: { value, nextLink: null } };
}

export function addModels(request: ServiceRequest, _: Params, { instance, now }: AdtContext): Answer {
  const models = parsed(request.body);
  if (!Array.isArray(models) || models.length === 0) {
    throw adtError(400, 'InvalidArgument', 'The models provided are invalid: an array of DTDL interfaces is expected.');
  }
  const added: ModelRecord[] = models.map((model: Record<string, unknown>) => {
    const id = model['@id'];
    if (typeof id !== 'string' || !/^dtmi:[\w:]+;\d+$/.test(id)) {
      throw adtError(400, 'DTDLParserError', `The model id '${String(id)}' is not a valid DTMI.`);
    }
    if (instance.content.models.has(id)) {
      throw adtError(
        409,
        'ModelIdAlreadyExists',
        `Model with same ID already exists ${id}. Use Model_List API to view models that already exist.`,
      );
    }
    return { id, model, uploadTime: now().toISOString(), decommissioned: false };
  });
  for (const one of added) instance.content.models.set(one.id, one);
  return { status: 201, body: added.map((one) => modelJson(one, false)) };
}

export function getModel(request: ServiceRequest, params: Params, context: AdtContext): Answer {
  const whole = request.query.get('includeModelDefinition') === 'true';
  return { status: 200, body: modelJson(findModel(params.id, context), whole) };
}

/** The only change a model allows: `[{"op":"replace","path":"/decommissioned","value":true}]`. */
export function updateModel(request: ServiceRequest, params: Params, context: AdtContext): Answer {
  const patch = parsed(request.body);
  const model = findModel(params.id, context);
  model.decommissioned = Array.isArray(patch) && Reflect.get(patch[0] ?? {}, 'value') === true;
  return { status: 204 };
}

export function deleteModel(_: ServiceRequest, params: Params, context: AdtContext): Answer {
  context.instance.content.models.delete(findModel(params.id, context).id);
  return { status: 204 };
}

function findModel(id: string | undefined, { instance }: AdtContext): ModelRecord {
  const model = instance.content.models.get(id ?? '');
  if (model !== undefined) return model;
  throw adtError(
    404,
    'ModelNotFound',
    `Could not find the model ${id}. Check that it exists in the current Azure Digital Twins instance.`,
  );
}

function modelJson(one: ModelRecord, whole: boolean) {
  return {
    id: one.id,
    description: {},
    displayName: typeof one.model.displayName === 'string' ? { en: one.model.displayName } : {},
    decommissioned: one.decommissioned,
    uploadTime: one.uploadTime,
    ...(whole ? { model: one.model } : {}),
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw adtError(400, 'JsonPatchInvalid', 'The request body is not valid JSON.');
  }
}
