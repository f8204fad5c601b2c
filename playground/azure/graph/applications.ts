/** /applications and /servicePrincipals, by id or by (appId='…'), and the consents between them. */
import type { ApplicationRecord, ServicePrincipalRecord } from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { Params, ServiceRequest } from '../router.ts';
import {
  applicationEntity,
  directoryObjects,
  entityAnswer,
  grantEntity,
  listAnswer,
  servicePrincipalEntity,
} from './answers.ts';
import { type GraphContext, requireOneOf } from './context.ts';
import { notFound } from './errors.ts';
import { readFilter } from './filter.ts';
import { groupsOf } from './membership.ts';

const FILTERABLE = ['id', 'appId', 'displayName'];
const GRANTS_CONTEXT = 'oauth2PermissionGrants';

export function listApplications(request: ServiceRequest, _: Params, context: GraphContext): Answer {
  requireOneOf(context, 'Application.Read.All');
  const { state, now } = context;
  const filter = readFilter(request.query.get('$filter') ?? '', FILTERABLE, now());
  const found = state.applications.map(applicationEntity).filter(filter);
  return listAnswer(request, found, { contextPath: 'applications', pageSize: state.pageSize, typed: false });
}

export function getApplication(request: ServiceRequest, params: Params, context: GraphContext): Answer {
  requireOneOf(context, 'Application.Read.All');
  return entityAnswer(request, applicationEntity(findApplication(params, context)), 'applications');
}

export function applicationOwners(request: ServiceRequest, params: Params, context: GraphContext): Answer {
  requireOneOf(context, 'Application.Read.All');
  const { state } = context;
  const owners = directoryObjects(state, findApplication(params, context).owners);
  return listAnswer(request, owners, { contextPath: 'directoryObjects', pageSize: state.pageSize });
}

export function listServicePrincipals(request: ServiceRequest, _: Params, context: GraphContext): Answer {
  requireOneOf(context, 'Application.Read.All');
  const { state, now } = context;
  const filter = readFilter(request.query.get('$filter') ?? '', FILTERABLE, now());
  const found = state.servicePrincipals.map((one) => servicePrincipalEntity(one, state.tenantId)).filter(filter);
  return listAnswer(request, found, { contextPath: 'servicePrincipals', pageSize: state.pageSize, typed: false });
}

export function getServicePrincipal(request: ServiceRequest, params: Params, context: GraphContext): Answer {
  requireOneOf(context, 'Application.Read.All');
  const found = findServicePrincipal(params, context);
  return entityAnswer(request, servicePrincipalEntity(found, context.state.tenantId), 'servicePrincipals');
}

export function servicePrincipalMemberOf(request: ServiceRequest, params: Params, context: GraphContext): Answer {
  requireOneOf(context, 'Application.Read.All');
  const { state } = context;
  const groups = directoryObjects(state, groupsOf(state, findServicePrincipal(params, context).id));
  return listAnswer(request, groups, { contextPath: 'directoryObjects', pageSize: state.pageSize });
}

export function servicePrincipalGrants(request: ServiceRequest, params: Params, context: GraphContext): Answer {
  requireOneOf(context, 'DelegatedPermissionGrant.ReadWrite.All');
  const { state } = context;
  const client = findServicePrincipal(params, context).id;
  const found = state.permissionGrants.filter((grant) => grant.clientId === client).map(grantEntity);
  return listAnswer(request, found, { contextPath: GRANTS_CONTEXT, pageSize: state.pageSize });
}

export function listGrants(request: ServiceRequest, _: Params, context: GraphContext): Answer {
  requireOneOf(context, 'DelegatedPermissionGrant.ReadWrite.All');
  const { state, now } = context;
  const filterable = ['clientId', 'resourceId', 'principalId', 'consentType'];
  const filter = readFilter(request.query.get('$filter') ?? '', filterable, now());
  const found = state.permissionGrants.map(grantEntity).filter(filter);
  return listAnswer(request, found, { contextPath: GRANTS_CONTEXT, pageSize: state.pageSize });
}

/** `id` is an object id, `appId` comes from the (appId='…') form. */
function findApplication({ id = '', appId = '' }: Params, { state, now }: GraphContext): ApplicationRecord {
  const found = state.applications.find((one) => isMeant(one, id, appId));
  if (found === undefined) throw notFound(id || appId, now());
  return found;
}

function findServicePrincipal({ id = '', appId = '' }: Params, { state, now }: GraphContext): ServicePrincipalRecord {
  const found = state.servicePrincipals.find((one) => isMeant(one, id, appId));
  if (found === undefined) throw notFound(id || appId, now());
  return found;
}

function isMeant(one: { id: string; appId: string }, id: string, appId: string): boolean {
  return appId === '' ? one.id === id.toLowerCase() : one.appId === appId.toLowerCase();
}
