/** The simulated Microsoft Graph v1.0: which path asks for what, and $batch. */
import type { TokenService } from '../entra/tokens.ts';
import type { TenantState } from '../records.ts';
import { type Answer, Refusal } from '../refusal.ts';
import { jsonBody, type Params, type Route, route, type ServiceRequest } from '../router.ts';
import {
  applicationOwners,
  getApplication,
  getServicePrincipal,
  listApplications,
  listGrants,
  listServicePrincipals,
  servicePrincipalGrants,
  servicePrincipalMemberOf,
} from './applications.ts';
import { type GraphContext, graphCaller } from './context.ts';
import { getByIds } from './directory-objects.ts';
import { graphError } from './errors.ts';
import { getGroup, groupMembers, groupOwners } from './groups.ts';
import { getMemberGroups, getUser, listUsers, userMemberOf } from './users.ts';

export interface Graph {
  state: TenantState;
  tokens: TokenService;
  now: () => Date;
}

const BY_ID_OR_APP_ID = "(?:/(?<id>[^/]+)|\\((?:appId='|appId=%27)(?<appId>[^'%]+)(?:'|%27)\\))";
const MEMBER_OF = 'transitiveMemberOf(?:/microsoft\\.graph\\.group)?';

const ROUTES: Route<GraphContext>[] = [
  at('GET', '/users', listUsers),
  at('GET', '/users/(?<id>[^/]+)', getUser),
  at('GET', `/users/(?<id>[^/]+)/${MEMBER_OF}`, userMemberOf),
  at('POST', '/(?<kind>users|servicePrincipals|directoryObjects)/(?<id>[^/]+)/getMemberGroups', getMemberGroups),
  at('GET', '/groups/(?<id>[^/]+)', getGroup),
  at('GET', '/groups/(?<id>[^/]+)/owners', groupOwners),
  at(
    'GET',
    '/groups/(?<id>[^/]+)/(?<depth>members|transitiveMembers)(?:/(?<cast>microsoft\\.graph\\.\\w+))?',
    groupMembers,
  ),
  at('GET', '/servicePrincipals', listServicePrincipals),
  at('GET', `/servicePrincipals${BY_ID_OR_APP_ID}`, getServicePrincipal),
  at('GET', `/servicePrincipals${BY_ID_OR_APP_ID}/${MEMBER_OF}`, servicePrincipalMemberOf),
  at('GET', `/servicePrincipals${BY_ID_OR_APP_ID}/oauth2PermissionGrants`, servicePrincipalGrants),
  at('GET', '/oauth2PermissionGrants', listGrants),
  at('GET', '/applications', listApplications),
  at('GET', `/applications${BY_ID_OR_APP_ID}`, getApplication),
  at('GET', `/applications${BY_ID_OR_APP_ID}/owners`, applicationOwners),
  at('POST', '/directoryObjects/getByIds', getByIds),
];

const MOST_IN_BATCH = 20;

export async function answerGraph(graph: Graph, request: ServiceRequest): Promise<Answer> {
  const context = await graphCaller(request, graph.tokens, graph.state, graph.now);
  if (request.method === 'POST' && request.path === '/v1.0/$batch') return answerBatch(request, context);
  return answerOne(request, context);
}

async function answerOne(request: ServiceRequest, context: GraphContext): Promise<Answer> {
  const answer = await route(ROUTES, request, context);
  if (answer !== undefined) return answer;
  const segment = request.path.split('/').at(-1) ?? '';
  throw graphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`, context.now());
}

/** Up to 20 requests in one, each with its own status; the batch itself is 200. */
async function answerBatch(request: ServiceRequest, context: GraphContext): Promise<Answer> {
  const items = jsonBody(request)?.requests;
  if (!Array.isArray(items) || items.length === 0 || items.length > MOST_IN_BATCH) {
    const message = `Number of batch request steps exceeds the maximum value of ${MOST_IN_BATCH}, or there are none.`;
    throw graphError(400, 'BadRequest', message, context.now());
  }
  const responses = await Promise.all(items.map((item: unknown) => answerItem(item, request, context)));
  return { status: 200, body: { responses } };
}

async function answerItem(item: unknown, batch: ServiceRequest, context: GraphContext) {
  const part = (name: string): unknown => Reflect.get(Object(item), name);
  const body = part('body');
  const target = `/v1.0/${String(part('url') ?? '').replace(/^\/+/, '')}`;
  const queryAt = target.indexOf('?');
  const inner: ServiceRequest = {
    ...batch,
    method: String(part('method') ?? 'GET').toUpperCase(),
    path: queryAt < 0 ? target : target.slice(0, queryAt),
    query: new URLSearchParams(queryAt < 0 ? '' : target.slice(queryAt + 1)),
    body: body === undefined ? '' : JSON.stringify(body),
  };
  const answer = await answerOne(inner, context).catch((error: unknown) => {
    if (error instanceof Refusal) return error.answer;
    throw error;
  });
  const headers = { 'Content-Type': 'application/json', ...answer.headers };
  return { id: String(part('id') ?? ''), status: answer.status, headers, body: answer.body };
}

function at(
  method: string,
  pattern: string,
  answer: (request: ServiceRequest, params: Params, context: GraphContext) => Answer,
): Route<GraphContext> {
  return { method, pattern: new RegExp(`^/v1\\.0${pattern}/?$`, 'i'), answer };
}
