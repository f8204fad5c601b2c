import { givesDataAccess, withDefinitions } from '../diagnosis/rights.ts';
import { roleName } from '../diagnosis/roles-in-words.ts';
import { scopeInWords } from '../diagnosis/scope-in-words.ts';
import { isAtOrAbove } from '../rbac/scopes.ts';
import type { RemovedMember } from '../tenant.ts';
import { groupName } from './common-reason-roles.ts';
import { type IncidentFacts, type InstanceFacts, isOrIsIn } from './examine-facts.ts';
import type { Incident } from './incident.ts';
import { isInTime, isMost, type Reason } from './reason.ts';

/** Groups that most of them were taken out of, and that hold a role at the instance. */
export function groupReasons(incident: Incident, { at }: IncidentFacts): Reason[] {
  if (!at?.removed.known) return [];
  const inTime = at.removed.value.entries.filter((one) => isInTime(one, incident));
  const byGroup = Map.groupBy(inTime, ({ groupId }) => groupId);
  return [...byGroup].flatMap(([groupId, removals]) => leftGroup(groupId, removals, at));
}

/** `removals`: the latest first. */
function leftGroup(groupId: string, removals: readonly RemovedMember[], at: InstanceFacts): Reason[] {
  // Who is in it again has it back.
  const out = at.people.filter(
    (each) => removals.some(({ memberId }) => isOrIsIn(each, memberId)) && !isOrIsIn(each, groupId),
  );
  const [latest] = removals;
  const role = roleThrough(groupId, at);
  if (latest === undefined || role === undefined || !isMost(out.length, at.people)) return [];
  const name = groupName(groupId, at);
  return [
    {
      common: {
        kind: 'group-member-removed',
        text: `${out.length} of the people affected were taken out of ${name === undefined ? 'a group' : `the group “${name}”`}, which gives ${role}.`,
        at: latest.at,
      },
      fix: {
        title: `Put them back into the group${name === undefined ? '' : ` “${name}”`}`,
        who: 'An owner of the group, or an administrator of groups',
        portalUrl: `https://portal.azure.com/#view/Microsoft_AAD_IAM/GroupDetailsMenuBlade/~/Members/groupId/${groupId}`,
        steps: ['If it was on purpose, they need a role of their own instead.'],
      },
    },
  ];
}

/** 'Azure Digital Twins Data Reader on plant-a': a role on the data that the group gives, or one that it is in. */
function roleThrough(groupId: string, { id, assignments, definitions, above }: InstanceFacts): string | undefined {
  if (!assignments.known || !definitions.known) return undefined;
  const over = above.get(groupId);
  const holders = new Set([groupId, ...(over?.known ? over.value : [])]);
  const held = assignments.value.filter(({ principalId, scope }) => holders.has(principalId) && isAtOrAbove(scope, id));
  const role = withDefinitions(held, definitions.value).find(givesDataAccess);
  return role && `${roleName(role)} on ${scopeInWords(role.assignment.scope, id)}`;
}
