import type { RoleAssignment } from '../../rbac/model.ts';
import { isAtOrAbove } from '../../rbac/scopes.ts';
import { tokenIds } from '../../rbac/token-ids.ts';
import { couldNotCheck } from '../could-not-check.ts';
import type { Evidence, Finding, Source, Verdict } from '../diagnosis.ts';
import { docs } from '../docs.ts';
import { grantRole, proposedRole } from '../remedies.ts';
import { givesDataAccess, type HeldRole, type Rights, withDefinitions, wouldAllow } from '../rights.ts';
import { heldInWords, roleNames } from '../roles-in-words.ts';
import type { Check, Situation } from '../situation.ts';
import { list } from '../wording.ts';

const id = 'rbac.wrong-object';
const title = 'Roles on other objects of the app';

/** The role that is missing, on an object that it does not count for. */
interface Misplaced {
  title: string;
  why: string;
  verdict: Verdict;
  roles: HeldRole[];
  source: Source;
  /** What object it is on, for the evidence. */
  on: string;
}

/**
 * An app signs in as its service principal, and only what is assigned to the object id of that one counts: not a role on its
 * registration, on another identity of the same name, or on the person who tries it out (Azure RBAC docs, 'Troubleshoot').
 */
export const wrongObject: Check = (situation) => {
  const { rights, facts, principal } = situation;
  if (facts.app === undefined) return undefined;
  if (!rights.known) return couldNotCheck(id, title, rights);
  const { access } = rights.value;
  if (access.access === 'allow') return undefined;
  if (!facts.everybodys.known) return couldNotCheck(id, title, facts.everybodys);

  const found =
    onRegistration(situation, rights.value) ?? onNamesake(situation, rights.value) ?? onAsker(situation, rights.value);
  if (found !== undefined) return asFinding(found, situation);
  const { application } = facts.app;
  if (!application.known) return couldNotCheck(id, title, application);
  if (registrationRoles(situation, rights.value).some(({ definition }) => definition === undefined)) {
    const reason =
      'Azure lists no definition of a role that the app registration holds, so what it gives is not known.';
    return couldNotCheck(id, title, { reason });
  }
  const registration = application.value === undefined ? '' : ' the object id of its registration,';
  return {
    id,
    verdict: 'ruled-out',
    title,
    why: `No such role is on${registration} another identity called ${principal?.displayName ?? 'that'} or on you.`,
    evidence: [],
  };
};

function onRegistration(situation: Situation, rights: Rights): Misplaced | undefined {
  const { facts, principal } = situation;
  const roles = registrationRoles(situation, rights).filter((role) => wouldDo(role, rights));
  if (roles.length === 0) return undefined;
  return {
    title: 'The role is on the app registration, not on its service principal',
    why: `${list(roleNames(roles))} was given to the object id of the registration. ${principal?.displayName ?? 'The app'} signs in as its service principal, which has another object id.`,
    verdict: rights.access.access === 'deny' ? 'confirmed' : 'possible',
    roles,
    source: facts.everybodys.source,
    on: 'the app registration',
  };
}

function registrationRoles({ facts }: Situation, rights: Rights): HeldRole[] {
  const registration = facts.app?.application;
  if (!registration?.known || registration.value === undefined) return [];
  const { objectId } = registration.value;
  return held(
    facts.everybodys.known ? facts.everybodys.value : [],
    rights,
    ({ principalId }) => principalId === objectId,
  );
}

/** Two identities of one name are easily mixed up when a role is given: an app and its managed identity, or an old one. */
function onNamesake({ facts, principal }: Situation, rights: Rights): Misplaced | undefined {
  const { holders } = facts;
  const name = principal?.displayName.toLowerCase();
  // Roles of others are for those who could see them in Azure: owning an app is not enough.
  const maySee = facts.inspection.known && facts.inspection.value.elsewhere !== undefined;
  if (!holders?.known || name === undefined || !maySee) return undefined;
  const namesakes = holders.value.filter(
    ({ assignment, displayName }) =>
      displayName?.toLowerCase() === name && assignment.principalId !== principal?.objectId,
  );
  if (namesakes.length === 0) return undefined;
  const roles = withDefinitions(
    namesakes.map(({ assignment }) => assignment),
    rights.definitions,
  );
  return {
    title: 'The role is on another identity of the same name',
    why: `Another identity called ${principal?.displayName} holds ${list(roleNames(roles))} here. The one you asked about does not.`,
    verdict: rights.access.access === 'deny' ? 'confirmed' : 'possible',
    roles,
    source: holders.source,
    on: 'the other identity',
  };
}

/** Whoever tries a call out as himself and then runs it as an app sees the one work and the other fail. */
function onAsker({ facts, report, principal }: Situation, rights: Rights): Misplaced | undefined {
  const { askerGroups, everybodys, asker } = facts;
  const ids = tokenIds(asker.objectId, [], askerGroups.known ? askerGroups.value : []);
  const all = everybodys.known ? everybodys.value : [];
  const roles = held(all, rights, ({ principalId }) => ids.has(principalId)).filter((role) => wouldDo(role, rights));
  if (roles.length === 0) return undefined;
  return {
    title: 'The role is on you, not on the app',
    why: `You hold ${list(roleNames(roles))} here, so it works with your login. ${principal?.displayName ?? 'The app'} signs in as itself and needs a role of its own.`,
    verdict: report.worksWith === 'own-login' && rights.access.access === 'deny' ? 'confirmed' : 'possible',
    roles,
    source: everybodys.source,
    on: 'you',
  };
}

function held(
  all: readonly RoleAssignment[],
  { definitions, scope }: Rights,
  whose: (assignment: RoleAssignment) => boolean,
): HeldRole[] {
  return withDefinitions(
    all.filter((each) => whose(each) && isAtOrAbove(each.scope, scope)),
    definitions,
  );
}

/** With no operation named, whoever reaches any data, where the app reaches none, holds what it lacks. */
function wouldDo(role: HeldRole, rights: Rights): boolean {
  if (rights.needed.operation === undefined) return givesDataAccess(role) && !rights.held.some(givesDataAccess);
  return wouldAllow(rights, [role.assignment]).access === 'allow';
}

function asFinding({ roles, source, on, ...finding }: Misplaced, situation: Situation): Finding {
  const remedy = grantRole(situation, proposedRole(situation));
  const own = situation.principal?.objectId ?? 'another';
  return {
    id,
    ...finding,
    evidence: roles.map(
      (role): Evidence => ({
        text: `${heldInWords(role, situation.instance?.id)}, to object id ${role.assignment.principalId} (${on}). The service principal is ${own}.`,
        source,
      }),
    ),
    ...(remedy && { remedy: { ...remedy, steps: ['Give the role to the service principal.'] } }),
    docs: docs.rbacTroubleshooting,
  };
}
