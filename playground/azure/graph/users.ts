/** /users */
import type { UserRecord } from '../records.ts';
import type { Answer } from '../refusal.ts';
import { jsonBody, type Params, type ServiceRequest } from '../router.ts';
import { directoryObjects, entityAnswer, listAnswer, userEntity } from './answers.ts';
import { type GraphContext, requireOneOf } from './context.ts';
import { notFound } from './errors.ts';
import { readFilter } from './filter.ts';
import { groupsOf } from './membership.ts';

const FILTERABLE = ['id', 'mail', 'userPrincipalName', 'displayName'];

export function listUsers(request: ServiceRequest, _: Params, context: GraphContext): Answer {
  requireOneOf(context, 'User.Read.All', 'User.ReadBasic.All');
  const { state, now } = context;
  const filter = readFilter(request.query.get('$filter') ?? '', FILTERABLE, now());
  const users = state.users.map(userEntity).filter(filter);
  return listAnswer(request, users, { contextPath: 'users', pageSize: state.pageSize, typed: false });
}

export function getUser(request: ServiceRequest, params: Params, context: GraphContext): Answer {
  requireOneOf(context, 'User.Read.All', 'User.ReadBasic.All');
  return entityAnswer(request, userEntity(findUser(params.id, context)), 'users');
}

/** `cast` is the optional /microsoft.graph.group at the end of the address. */
export function userMemberOf(request: ServiceRequest, params: Params, context: GraphContext): Answer {
  requireOneOf(context, 'User.Read.All', 'GroupMember.Read.All');
  const { state } = context;
  const groups = directoryObjects(state, groupsOf(state, findUser(params.id, context).id));
  return listAnswer(request, groups, { contextPath: 'directoryObjects', pageSize: state.pageSize });
}

export function getMemberGroups(request: ServiceRequest, params: Params, context: GraphContext): Answer {
  requireOneOf(context, 'GroupMember.Read.All', 'User.Read.All');
  const { state } = context;
  const principal =
    params.kind?.toLowerCase() === 'users'
      ? findUser(params.id, context).id
      : (directoryObjects(state, [params.id ?? ''])[0]?.id ?? '');
  if (principal === '' || jsonBody(request) === undefined) throw notFound(params.id ?? '', context.now());
  const value = [...groupsOf(state, principal)];
  const metadata = 'https://graph.microsoft.com/v1.0/$metadata#Collection(Edm.String)';
  return { status: 200, body: { '@odata.context': metadata, value } };
}

/** By object id or user principal name. */
function findUser(idOrName: string | undefined, { state, now }: GraphContext): UserRecord {
  const wanted = (idOrName ?? '').toLowerCase();
  const user = state.users.find((one) => one.id === wanted || one.userPrincipalName.toLowerCase() === wanted);
  if (user === undefined) throw notFound(idOrName ?? '', now());
  return user;
}
