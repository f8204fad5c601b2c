/** /auditLogs/directoryAudits, as far as it tells who left a group. */
import { derivedGuid } from '../derived-guid.ts';
import { readable } from '../logs.ts';
import type { RemovedMemberRecord, TenantState } from '../records.ts';
import type { Answer } from '../refusal.ts';
import type { Params, ServiceRequest } from '../router.ts';
import { directoryObjects, type Entity, listAnswer } from './answers.ts';
import type { GraphContext } from './context.ts';
import { graphError, insufficientPrivileges, unsupported } from './errors.ts';

const ACTIVITY = 'Remove member from group';

/** Both permissions are needed, and no other stands for them. */
export function listDirectoryAudits(request: ServiceRequest, _: Params, context: GraphContext): Answer {
  const { state, permissions, now } = context;
  if (!permissions.has('AuditLog.Read.All') || !permissions.has('Directory.Read.All')) {
    throw insufficientPrivileges(now());
  }
  if (!state.premium) {
    const message = "Neither tenant is B2C or tenant doesn't have premium license";
    throw graphError(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', message, now());
  }
  const filter = readFilter(request.query.get('$filter') ?? '', now());
  const entries = readable(state.removedMembers, state, now())
    .filter(filter)
    .map((one) => auditEntity(one, state));
  const { pageSize } = state;
  return listAnswer(request, entries, { contextPath: 'auditLogs/directoryAudits', pageSize, typed: false });
}

function readFilter(text: string, now: Date): (one: RemovedMemberRecord) => boolean {
  const tests = text.split(/\s+and\s+/i).map((part): ((one: RemovedMemberRecord) => boolean) => {
    const [, from] = /^activityDateTime ge (\S+)$/.exec(part) ?? [];
    const [, to] = /^activityDateTime le (\S+)$/.exec(part) ?? [];
    const [, name] = /^activityDisplayName eq '([^']*)'$/.exec(part) ?? [];
    if (part === '') return () => true;
    if (from !== undefined) return ({ at }) => Date.parse(at) >= Date.parse(from);
    if (to !== undefined) return ({ at }) => Date.parse(at) <= Date.parse(to);
    if (name !== undefined) return () => name === ACTIVITY;
    throw unsupported(`Invalid filter clause '${part}'.`, now);
  });
  return (one) => tests.every((test) => test(one));
}

function auditEntity({ at, groupId, memberId }: RemovedMemberRecord, state: TenantState): Entity {
  const [group] = directoryObjects(state, [groupId]);
  const [member] = directoryObjects(state, [memberId]);
  const id = derivedGuid(`${at}|${groupId}|${memberId}`);
  const gone = (displayName: string, oldValue: unknown) => ({
    displayName,
    oldValue: typeof oldValue === 'string' ? JSON.stringify(oldValue) : null,
    newValue: null,
  });
  return {
    id: `Directory_${id}_0`,
    category: 'GroupManagement',
    correlationId: id,
    result: 'success',
    resultReason: '',
    activityDisplayName: ACTIVITY,
    activityDateTime: at,
    loggedByService: 'Core Directory',
    operationType: 'Unassign',
    initiatedBy: {
      app: null,
      user: { id: null, displayName: null, userPrincipalName: 'administrator@contoso.com', ipAddress: '192.0.2.10' },
    },
    targetResources: [
      {
        id: memberId,
        displayName: null,
        type: typeOf(member),
        userPrincipalName: member?.userPrincipalName ?? null,
        groupType: null,
        modifiedProperties: [gone('Group.ObjectID', groupId), gone('Group.DisplayName', group?.displayName)],
      },
      {
        id: groupId,
        displayName: null,
        type: 'Group',
        userPrincipalName: null,
        groupType: 'azureAD',
        modifiedProperties: [],
      },
    ],
    additionalDetails: [],
  };
}

function typeOf(member: Entity | undefined): string {
  const kind = String(member?.['@odata.type'] ?? '').replace('#microsoft.graph.', '');
  return kind === '' ? 'Other' : `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}
