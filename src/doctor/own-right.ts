/** Judges the bot's own right to write role assignments: enough for its work, and nothing beyond it. Pure. */

import { GIVEN_ROLES, GIVEN_TO } from '../rbac/data-role-delegation.ts';
import { evaluateAccess } from '../rbac/evaluate.ts';
import type {
  Access,
  AccessRecords,
  PrincipalType,
  RoleAssignment,
  RoleAssignmentWrite,
  RoleDefinition,
} from '../rbac/model.ts';
import { OWNER, RBAC_ADMINISTRATOR, USER_ACCESS_ADMINISTRATOR } from '../rbac/roles.ts';

/** One of the bot's role assignments that lets it do more than give and take the data roles. */
export interface Excess {
  assignment: RoleAssignment;
  roleName: string;
  /** In words, after 'lets it': 'assign every role to anyone'. */
  lets: string[];
}

export interface OwnRightJudged {
  excess: Excess[];
  /** Assignments of a role that could not be read. */
  unread: RoleAssignment[];
}

type Verb = 'write' | 'delete';

const VERBS: readonly Verb[] = ['write', 'delete'];
const ALL_TYPES: readonly PrincipalType[] = ['User', 'Group', 'ServicePrincipal', 'ForeignGroup', 'Device'];
const PRIVILEGED = [OWNER, USER_ACCESS_ADMINISTRATOR, RBAC_ADMINISTRATOR];

/** Other ways to more rights than one has. No condition on role assignments limits them. */
const OTHER_WAYS: readonly { action: string; lets: string }[] = [
  { action: 'Microsoft.Authorization/roleDefinitions/write', lets: 'change what roles allow' },
  { action: 'Microsoft.Authorization/roleAssignmentScheduleRequests/write', lets: 'assign roles by a schedule' },
  { action: 'Microsoft.Authorization/roleEligibilityScheduleRequests/write', lets: 'make people eligible for roles' },
  { action: 'Microsoft.Authorization/denyAssignments/delete', lets: 'remove deny assignments' },
  { action: 'Microsoft.Authorization/elevateAccess/action', lets: 'take over the whole tenant' },
];

/** Anybody: a condition that asks who it is stays open, so the answer holds for everyone or is unknown. */
const ANYBODY = '';

const EVERYTHING = 'assign every role to anyone';

/** What each of the bot's role assignments, in whatever scope, allows beyond the data roles. Deny assignments come and go. */
export function judgeOwnRoles(
  assignments: readonly RoleAssignment[],
  definitions: ReadonlyMap<string, RoleDefinition>,
): OwnRightJudged {
  const judged: OwnRightJudged = { excess: [], unread: [] };
  for (const assignment of assignments) {
    const role = definitions.get(assignment.roleId);
    if (role === undefined) judged.unread.push(assignment);
    else {
      const lets = beyondDataRoles(assignment, definitions);
      if (lets.length > 0) judged.excess.push({ assignment, roleName: role.name, lets });
    }
  }
  return judged;
}

function beyondDataRoles(assignment: RoleAssignment, definitions: ReadonlyMap<string, RoleDefinition>): string[] {
  const records = { assignments: [assignment], definitions, denies: [] };
  const principalIds = new Set([assignment.principalId.toLowerCase()]);
  const ask = (action: string, about: { write?: RoleAssignmentWrite; removed?: RoleAssignmentWrite }) =>
    evaluateAccess({ action, plane: 'control', scope: assignment.scope, principalIds, ...about }, records).access;
  const assigning = VERBS.flatMap((verb) => {
    const askOf = (written: RoleAssignmentWrite) => ask(actionOf(verb), aboutOf(verb, written));
    return beyond(verb, assignment, definitions, askOf);
  });
  // Who can assign every role can do everything else, too.
  if (assigning.includes(EVERYTHING)) return [EVERYTHING];
  const others = OTHER_WAYS.filter(({ action }) => ask(action, {}) !== 'deny').map(({ lets }) => lets);
  return [...assigning, ...others];
}

function beyond(
  verb: Verb,
  { condition }: RoleAssignment,
  definitions: ReadonlyMap<string, RoleDefinition>,
  ask: (written: RoleAssignmentWrite) => Access['access'],
): string[] {
  const given = new Set(GIVEN_ROLES.map(({ id }) => id));
  const unnamed = roleNotNamedIn(condition ?? '');
  const roles = new Set([...PRIVILEGED.map(({ id }) => id), unnamed, ...rolesNamedIn(condition ?? '')]);
  const others = [...roles].filter((id) => !given.has(id));
  const answers = [
    ...others.flatMap((roleId) => ALL_TYPES.map((type) => ({ roleId, type }))),
    ...[...given].flatMap((roleId) => ALL_TYPES.filter((type) => !isGivenTo(type)).map((type) => ({ roleId, type }))),
  ].map((each) => ({
    ...each,
    access: ask({ roleId: each.roleId, principalId: ANYBODY, principalType: each.type }),
  }));
  const doing = verb === 'write' ? 'assign' : 'take away';
  const allowed = answers.filter(({ access }) => access === 'allow');
  if (allowed.length === answers.length) return [verb === 'write' ? EVERYTHING : 'take away every role'];
  const names = others
    .filter((id) => allowed.some(({ roleId }) => roleId === id))
    .map((id) => (id === unnamed ? 'roles that its condition does not name' : (definitions.get(id)?.name ?? id)));
  const types = ALL_TYPES.filter((type) => allowed.some(({ roleId, type: to }) => given.has(roleId) && to === type));
  return [
    ...(names.length > 0 ? [`${doing} ${names.join(', ')}`] : []),
    ...(types.length > 0 ? [`${doing} data roles ${verb === 'write' ? 'to' : 'from'} ${types.join(', ')}`] : []),
    ...(allowed.length === 0 && answers.some(({ access }) => access === 'unknown')
      ? [`${doing} what its condition allows, which cannot be judged from here`]
      : []),
  ];
}

/**
 * Only comparisons for equality are understood in a condition, so all roles that it does not name are judged alike: one of
 * them stands for the rest.
 */
function roleNotNamedIn(condition: string): string {
  for (let at = 0; ; at += 1) {
    const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
    if (!condition.includes(id)) return id;
  }
}

function rolesNamedIn(condition: string): string[] {
  return [...condition.toLowerCase().matchAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)].map(([id]) => id);
}

function isGivenTo(type: PrincipalType): boolean {
  return GIVEN_TO.includes(type);
}

/**
 * Whether the bot may give and take both data roles at `scope`, to and from any user and app. `principalIds`: the bot and
 * the groups it is in.
 */
export function mayGiveDataRoles(
  records: AccessRecords,
  principalIds: ReadonlySet<string>,
  scope: string,
): Access['access'] {
  const answers = VERBS.flatMap((verb) =>
    GIVEN_ROLES.flatMap(({ id }) =>
      GIVEN_TO.map((principalType) => {
        const about = aboutOf(verb, { roleId: id, principalId: ANYBODY, principalType });
        const question = { action: actionOf(verb), plane: 'control', scope, principalIds, ...about } as const;
        return evaluateAccess(question, records).access;
      }),
    ),
  );
  if (answers.every((access) => access === 'allow')) return 'allow';
  return answers.includes('deny') ? 'deny' : 'unknown';
}

/** Whether a role does anything but read: the bot needs none of that, apart from giving and taking the data roles. */
export function doesMoreThanRead({ permissions }: RoleDefinition): boolean {
  const harmless = (action: string) => /\/read$|^microsoft\.support\//i.test(action);
  return permissions.some(({ actions, dataActions }) => dataActions.length > 0 || !actions.every(harmless));
}

function actionOf(verb: Verb): string {
  return `Microsoft.Authorization/roleAssignments/${verb}`;
}

function aboutOf(
  verb: Verb,
  written: RoleAssignmentWrite,
): { write: RoleAssignmentWrite } | { removed: RoleAssignmentWrite } {
  return verb === 'write' ? { write: written } : { removed: written };
}
