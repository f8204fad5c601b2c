import { accessControlUrl } from '../diagnosis/remedies.ts';
import { givesDataAccess } from '../diagnosis/rights.ts';
import { scopeInWords } from '../diagnosis/scope-in-words.ts';
import { isAtOrAbove } from '../rbac/scopes.ts';
import type { ResourceChange } from '../tenant.ts';
import { fixOfCause } from './common-reason-fix.ts';
import { type Affected, type IncidentFacts, type InstanceFacts, isOrIsIn } from './examine-facts.ts';
import type { Incident } from './incident.ts';
import { type Fix, isInTime, isMost, type Reason } from './reason.ts';

interface Removal {
  at: string;
  scope: string;
  principalId: string;
  roleId: string;
}

/** A deny assignment that appeared where one keeps them out. */
export function denyReasons(incident: Incident, facts: IncidentFacts): Reason[] {
  const { at } = facts;
  if (incident.cause !== 'rbac.denied' || !at?.changes.known) return [];
  const change = at.changes.value.entries.find(
    (one) => one.kind === 'deny-added' && isInTime(one, incident) && isAtOrAbove(one.scope, at.id),
  );
  if (change === undefined) return [];
  const fix = fixOfCause(incident, facts);
  const text = `A deny assignment for ${at.name} appeared or was changed.`;
  return [{ common: { kind: 'deny-assignment', text, at: change.at }, ...(fix && { fix }) }];
}

/** Roles that were taken from most of them, the latest first: from a group they are in, an app they use, or each of them. */
export function roleReasons(incident: Incident, facts: IncidentFacts): Reason[] {
  const { at } = facts;
  if (!at?.changes.known) return [];
  const removals = at.changes.value.entries
    .filter((one) => isInTime(one, incident))
    .flatMap(asRemoval)
    .filter((one) => isAtOrAbove(one.scope, at.id) && mayMatter(one, at) && !isBack(one, at));
  const own = removals.filter((one) => at.people.some((each) => isHolder(each, one)));
  const shared = latestOfEach(removals.filter((one) => !own.includes(one)));
  return [
    ...shared.flatMap((one) => takenFromShared(one, at, facts)),
    ...[...Map.groupBy(own, ({ roleId }) => roleId).values()].flatMap((each) => takenFromEach(each, at, facts)),
  ].toSorted((a, b) => (b.common.at ?? '').localeCompare(a.common.at ?? ''));
}

function asRemoval(change: ResourceChange): Removal[] {
  if (change.kind !== 'role-removed' || change.held === undefined) return [];
  return [{ at: change.at, scope: change.scope, ...change.held }];
}

/** Of a role without a definition it is not known what it gave. */
function mayMatter({ roleId }: Removal, { definitions }: InstanceFacts): boolean {
  const definition = definitions.known ? definitions.value.get(roleId) : undefined;
  return definition === undefined || givesDataAccess({ definition });
}

/** Somebody may have given it back meanwhile. */
function isBack({ principalId, roleId }: Removal, { id, assignments }: InstanceFacts): boolean {
  const now = assignments.known ? assignments.value : [];
  return now.some((one) => one.principalId === principalId && one.roleId === roleId && isAtOrAbove(one.scope, id));
}

function latestOfEach(removals: readonly Removal[]): Removal[] {
  const alike = Map.groupBy(removals, ({ principalId, roleId }) => `${principalId} ${roleId}`);
  return [...alike.values()].flatMap((each) => each.slice(0, 1));
}

function takenFromShared(removal: Removal, at: InstanceFacts, { app, tenantId }: IncidentFacts): Reason[] {
  const { principalId, roleId, scope } = removal;
  const members = at.people.filter((each) => isOrIsIn(each, principalId));
  const theirApp = app?.known && app.value?.objectId === principalId ? app.value : undefined;
  if (theirApp === undefined && !isMost(members.length, at.people)) return [];
  const name = theirApp?.displayName ?? groupName(principalId, at);
  const holder = `the ${theirApp ? 'app' : 'group'}${name === undefined ? '' : ` “${name}”`}`;
  const where = scopeInWords(scope, at.id);
  const command = giveBack({ name, isApp: theirApp !== undefined, roleId, scope });
  return [
    {
      common: {
        kind: 'assignment-removed',
        text: `${theRole(roleId, at)} of ${holder} on ${where} was removed.`,
        at: removal.at,
      },
      fix: {
        title: `Give ${holder} its role back`,
        ...whoAndWhere(scope, where, tenantId),
        ...(command !== undefined && { command }),
      },
    },
  ];
}

/** By the name of the holder, never its id: everybody of the helpdesk reads it. Azure refuses a name that several have. */
function giveBack(lost: {
  name: string | undefined;
  isApp: boolean;
  roleId: string;
  scope: string;
}): string | undefined {
  const { name, isApp, roleId, scope } = lost;
  if (name === undefined || !QUOTABLE_NAME.test(name) || !QUOTABLE.test(scope)) return undefined;
  const [type, holder] = isApp
    ? ['ServicePrincipal', `az ad sp list --filter "displayName eq '${name}'" --query "[].id" -o tsv`]
    : ['Group', `az ad group show --group "${name}" --query id -o tsv`];
  return `az role assignment create --assignee-object-id "$(${holder})" --assignee-principal-type ${type} --role ${roleId} --scope "${scope}"`;
}

/** One by one, as a script does it. Ids of people are not for everybody of the helpdesk, so there is no command. */
function takenFromEach(removals: readonly Removal[], at: InstanceFacts, { tenantId }: IncidentFacts): Reason[] {
  const [latest] = removals;
  const count = at.people.filter((each) => removals.some((one) => isHolder(each, one))).length;
  if (latest === undefined || !isMost(count, at.people)) return [];
  const where = scopeInWords(latest.scope, at.id);
  return [
    {
      common: {
        kind: 'assignment-removed',
        text: `${theRole(latest.roleId, at)} of ${count} of the people affected was removed, each their own.`,
        at: latest.at,
      },
      fix: {
        title: 'Give the people affected their role back',
        ...whoAndWhere(latest.scope, where, tenantId),
        steps: ['Better to a group that they are in than to each of them.'],
      },
    },
  ];
}

/** What a shell reads as it is between double quotes. */
const QUOTABLE = /^[\p{L}\p{N}/_.()-]+$/u;
const QUOTABLE_NAME = /^[\p{L}\p{N}_.][\p{L}\p{N} _.()-]*$/u;

function whoAndWhere(scope: string, where: string, tenantId: string): Pick<Fix, 'who' | 'portalUrl'> {
  return {
    who: `An Owner or User Access Administrator of ${where}`,
    ...(QUOTABLE.test(scope) && { portalUrl: accessControlUrl({ id: scope, tenantId }) }),
  };
}

function isHolder({ person }: Affected, { principalId }: Removal): boolean {
  return person.objectId.toLowerCase() === principalId;
}

function theRole(roleId: string, { definitions }: InstanceFacts): string {
  const name = definitions.known ? definitions.value.get(roleId)?.name : undefined;
  return name === undefined ? 'A role' : `The role ${name}`;
}

/** Undefined where the directory does not tell. */
export function groupName(groupId: string, { names }: InstanceFacts): string | undefined {
  return names.known ? names.value.find(({ objectId }) => objectId === groupId)?.displayName : undefined;
}
