/** /groups */
import type { GroupRecord } from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { Params, ServiceRequest } from '../router.ts';
import { directoryObjects, entityAnswer, groupEntity, listAnswer } from './answers.ts';
import { type GraphContext, requireOneOf } from './context.ts';
import { notFound } from './errors.ts';
import { readFilter } from './filter.ts';
import { groupsOf, membersOf } from './membership.ts';

export function listGroups(request: ServiceRequest, _: Params, context: GraphContext): Answer {
  requireOneOf(context, 'GroupMember.Read.All', 'Group.Read.All');
  const { state, now } = context;
  const filter = readFilter(request.query.get('$filter') ?? '', ['id', 'displayName'], now());
  const found = state.groups.map(groupEntity).filter(filter);
  return listAnswer(request, found, { contextPath: 'groups', pageSize: state.pageSize, typed: false });
}

export function getGroup(request: ServiceRequest, params: Params, context: GraphContext): Answer {
  requireOneOf(context, 'GroupMember.Read.All', 'Group.Read.All');
  return entityAnswer(request, groupEntity(findGroup(params.id, context)), 'groups');
}

export function groupOwners(request: ServiceRequest, params: Params, context: GraphContext): Answer {
  requireOneOf(context, 'GroupMember.Read.All', 'Group.Read.All');
  const { state } = context;
  const owners = directoryObjects(state, findGroup(params.id, context).owners);
  return listAnswer(request, owners, { contextPath: 'directoryObjects', pageSize: state.pageSize });
}

/** Unlike for users and apps, the right to read members is not enough for an app. */
export function groupMemberOf(request: ServiceRequest, params: Params, context: GraphContext): Answer {
  requireOneOf(context, 'GroupMember.ReadBasic.All', 'Group.ReadBasic.All');
  const { state } = context;
  const groups = directoryObjects(state, groupsOf(state, findGroup(params.id, context).id));
  return listAnswer(request, groups, { contextPath: 'directoryObjects', pageSize: state.pageSize });
}

/** With /microsoft.graph.user at the end of the address, only the users. */
export function groupMembers(request: ServiceRequest, params: Params, context: GraphContext): Answer {
  requireOneOf(context, 'GroupMember.Read.All', 'Group.Read.All');
  const { state } = context;
  const group = findGroup(params.id, context);
  const members = directoryObjects(state, params.depth === 'members' ? group.members : membersOf(state, group.id));
  const kind = params.cast === '' ? undefined : `#${params.cast}`;
  // Without the right to read users, the objects show with nothing but their id.
  const seesUsers = context.permissions.has('User.Read.All') || context.permissions.has('Directory.Read.All');
  const shown = members
    .filter((member) => kind === undefined || member['@odata.type'] === kind)
    .map((member) =>
      seesUsers || member['@odata.type'] !== '#microsoft.graph.user'
        ? member
        : {
            '@odata.type': member['@odata.type'],
            id: member.id,
            displayName: null,
            userPrincipalName: null,
            mail: null,
          },
    );
  return listAnswer(request, shown, { contextPath: 'directoryObjects', pageSize: state.pageSize });
}

function findGroup(id: string | undefined, { state, now }: GraphContext): GroupRecord {
  const group = state.groups.find((one) => one.id === id?.toLowerCase());
  if (group === undefined) throw notFound(id ?? '', now());
  return group;
}
