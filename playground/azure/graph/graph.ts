/** The simulated Microsoft Graph v1.0: which path asks for what, and $batch. */
import type { TokenService } from '../entra/tokens.ts';
import type { FaultAnswer, TakeFault } from '../faults.ts';
import type { TenantState } from '../records.ts';
import type { Answer } from '../refusal.ts';
import { type Params, type Route, route, type ServiceRequest } from '../router.ts';
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
import { answerBatch } from './batch.ts';
import { type GraphContext, graphCaller } from './context.ts';
import { listDirectoryAudits } from './directory-audits.ts';
import { getByIds } from './directory-objects.ts';
import { graphError } from './errors.ts';
import { getGroup, groupMemberOf, groupMembers, groupOwners, listGroups } from './groups.ts';
import { getMemberGroups, getUser, listUsers, userMemberOf } from './users.ts';

export interface Graph {
  state: TenantState;
  tokens: TokenService;
  now: () => Date;
  /** Faults hit the parts of a batch by their own address. */
  takeFault: TakeFault;
}

const BY_ID_OR_APP_ID = "(?:/(?<id>[^/]+)|\\((?:appId='|appId=%27)(?<appId>[^'%]+)(?:'|%27)\\))";
const MEMBER_OF = 'transitiveMemberOf(?:/microsoft\\.graph\\.group)?';

const ROUTES: Route<GraphContext>[] = [
  at('GET', '/users', listUsers),
  at('GET', '/users/(?<id>[^/]+)', getUser),
  at('GET', `/users/(?<id>[^/]+)/${MEMBER_OF}`, userMemberOf),
  at('POST', '/(?<kind>users|servicePrincipals|directoryObjects)/(?<id>[^/]+)/getMemberGroups', getMemberGroups),
  at('GET', '/groups', listGroups),
  at('GET', '/groups/(?<id>[^/]+)', getGroup),
  at('GET', `/groups/(?<id>[^/]+)/${MEMBER_OF}`, groupMemberOf),
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
  at('GET', '/auditLogs/directoryAudits', listDirectoryAudits),
];

export async function answerGraph(graph: Graph, request: ServiceRequest): Promise<FaultAnswer> {
  const context = await graphCaller(request, graph.tokens, graph.state, graph.now);
  if (request.method === 'POST' && request.path === '/v1.0/$batch') {
    return answerBatch(request, graph, (part) => answerOne(part, context));
  }
  return answerOne(request, context);
}

async function answerOne(request: ServiceRequest, context: GraphContext): Promise<Answer> {
  const answer = await route(ROUTES, request, context);
  if (answer !== undefined) return answer;
  const segment = request.path.split('/').at(-1) ?? '';
  throw graphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`, context.now());
}

function at(
  method: string,
  pattern: string,
  answer: (request: ServiceRequest, params: Params, context: GraphContext) => Answer,
): Route<GraphContext> {
  return { method, pattern: new RegExp(`^/v1\\.0${pattern}/?$`, 'i'), answer };
}
