import type { RoleAssignment } from '../../rbac/model.ts';
import { couldNotCheck } from '../could-not-check.ts';
import { docs } from '../docs.ts';
import { durationInWords } from '../duration-in-words.ts';
import { type HeldRole, type Rights, wouldAllow } from '../rights.ts';
import { heldExactly, roleName } from '../roles-in-words.ts';
import type { Check } from '../situation.ts';

const id = 'rbac.propagating';
const topic = 'Age of the role';
const minute = 60_000;

/** How long Azure may take to apply an assignment, and for what. */
interface Delay {
  ms: number;
  /** Completes 'A role …'. */
  inWords: string;
}

const usual: Delay = { ms: 10 * minute, inWords: 'can take 10 minutes to work' };
/** 'Several hours', say the Azure RBAC docs; a day is the most that is waited here. */
const ofManagementGroup: Delay = {
  ms: 24 * 60 * minute,
  inWords: 'given at a management group can take several hours to work on data, up to a day',
};
/** Azure caches the groups of a managed identity (Managed identities docs, 'best practices'). */
const ofManagedIdentityInGroup: Delay = {
  ms: 24 * 60 * minute,
  inWords: 'that a managed identity has through a group can take 24 hours to work',
};

interface Settling {
  role: HeldRole;
  delay: Delay;
  /** Given or last changed. */
  since: number;
}

/** The roles allow it, by an assignment that is younger than the time Azure takes to apply it (Azure RBAC docs, 'Troubleshoot'). */
export const propagating: Check = ({ rights, facts, report }) => {
  if (!rights.known) return couldNotCheck(id, topic, rights);
  const { access, held, source, scope } = rights.value;
  if (access.access !== 'allow') return undefined;
  const { app } = facts;
  if (app !== undefined && !app.servicePrincipal.known) return couldNotCheck(id, topic, app.servicePrincipal);
  const managed = app?.servicePrincipal.known === true && app.servicePrincipal.value?.type === 'ManagedIdentity';
  const awaited = awaitedRole(
    rights.value,
    held.map((role) => settling(role, managed)),
    facts.now.getTime(),
  );
  if (awaited === undefined) {
    return { id, verdict: 'ruled-out', title: topic, why: 'The role was given long enough ago.', evidence: [] };
  }
  const { role, delay, since } = awaited;
  const age = Math.max(0, facts.now.getTime() - since);
  const left = durationInWords(since + delay.ms - facts.now.getTime());
  const ago = age < minute ? 'less than a minute ago' : `${durationInWords(age - minute + 1)} ago`;
  const byGroup = role.assignment.principalType === 'Group';
  const change = Date.parse(role.assignment.createdOn ?? '') === since ? 'given' : 'changed';
  return {
    id,
    verdict: report.kind === 'adt-403' && report.body !== 'present' ? 'confirmed' : 'possible',
    title: 'The role is too new to work yet',
    why: `A role ${delay.inWords}, and ${roleName(role)} was ${change} ${ago}.${byGroup ? '' : ' Nobody has to do anything.'}`,
    evidence: [
      {
        text: `${heldExactly(role, scope)} ${change === 'given' ? 'Given' : 'Changed'} at ${new Date(since).toISOString()}.`,
        source,
      },
    ],
    remedy: {
      steps: [
        delay === usual ? `Try again in ${left}.` : `Try again from time to time: it can take another ${left}.`,
        ...(byGroup ? ['A group counts only in a new token: sign in again, or restart the app.'] : []),
      ],
    },
    docs: docs.rbacTroubleshooting,
  };
};

/** Of the assignments that are still settling, the first with which all that is needed is allowed; undefined where none is waited for. */
function awaitedRole(rights: Rights, all: readonly Settling[], now: number): Settling | undefined {
  const readyAt = ({ since, delay }: Settling) => since + delay.ms;
  const allowedBy = (roles: readonly Settling[]) =>
    wouldAllow(
      rights,
      roles.map(({ role }) => role.assignment),
    ).access === 'allow';
  const settled = all.filter((each) => readyAt(each) <= now);
  if (allowedBy(settled)) return undefined;
  const young = all.filter((each) => readyAt(each) > now).sort((a, b) => readyAt(a) - readyAt(b));
  return young.find((_, at) => allowedBy([...settled, ...young.slice(0, at + 1)]));
}

function settling(role: HeldRole, managed: boolean): Settling {
  const { assignment } = role;
  return { role, delay: delayOf(assignment, managed), since: changedAt(assignment) };
}

function delayOf({ scope, principalType }: RoleAssignment, managed: boolean): Delay {
  if (managed && principalType === 'Group') return ofManagedIdentityInGroup;
  return /^\/subscriptions\//i.test(scope) ? usual : ofManagementGroup;
}

/** In milliseconds; 0 for an assignment of which Azure gives no time. */
function changedAt({ createdOn, updatedOn }: RoleAssignment): number {
  return Math.max(...[createdOn, updatedOn].map((time) => (time === undefined ? 0 : Date.parse(time) || 0)));
}
