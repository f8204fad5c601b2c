/** POST /directoryObjects/getByIds */
import type { Answer } from '../refusal.ts';
import { jsonBody, type Params, type ServiceRequest } from '../router.ts';
import { directoryObjects, listAnswer } from './answers.ts';
import { type GraphContext, requireOneOf } from './context.ts';
import { graphError } from './errors.ts';

const MOST_IDS = 1000;

/** Ids that nobody has are left out of the answer. `types` keeps 'user', 'group', 'servicePrincipal' … */
export function getByIds(request: ServiceRequest, _: Params, context: GraphContext): Answer {
  requireOneOf(context, 'User.Read.All', 'GroupMember.Read.All', 'Application.Read.All');
  const body = jsonBody(request) ?? {};
  const ids = Array.isArray(body.ids) ? body.ids.map(String) : [];
  if (ids.length === 0 || ids.length > MOST_IDS) {
    const message = `Invalid value specified for property 'ids': between 1 and ${MOST_IDS} ids are allowed.`;
    throw graphError(400, 'Request_BadRequest', message, context.now());
  }
  const types = Array.isArray(body.types) ? body.types.map((type) => `#microsoft.graph.${String(type)}`) : undefined;
  const found = directoryObjects(context.state, new Set(ids.map((id) => id.toLowerCase()))).filter(
    (entity) => types?.includes(String(entity['@odata.type'])) ?? true,
  );
  return listAnswer(request, found, { contextPath: 'directoryObjects', pageSize: MOST_IDS });
}
