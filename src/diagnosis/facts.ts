import type { DenyAssignment, RoleAssignment, RoleAssignmentWrite, RoleDefinition } from '../rbac/model.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { Instance } from '../tenant.ts';
import { findApprovers } from './approvers.ts';
import { lookAtInstance } from './at-the-instance.ts';
import type { Approver, Fact, Principal } from './diagnosis.ts';
import { type DownstreamFacts, readDownstream } from './downstream/read-downstream.ts';
import { fetchFact, knownAlready, notAsked } from './fetch-fact.ts';
import { findHolders, type Holder } from './holders.ts';
import type { AppFacts } from './identity/identity.ts';
import { lookUpIdentity } from './identity/look-up-identity.ts';
import { readGroups } from './identity/look-up-person.ts';
import { givenName, isGuid, type Subject, subjectOf } from './identity/subject.ts';
import { type Inspection, mayInspect } from './inspection.ts';
import type { Reading } from './reading.ts';
import { rolesOfIdentity } from './roles-of-identity.ts';

export interface Question {
  report: SymptomReport;
  /** Who asks; `me` in the report. */
  asker: {
    objectId: string;
    displayName: string;
    /** Looks up whether the asker belongs to the helpdesk, which may see everybody's access. */
    isOfHelpdesk?: () => Promise<{ of: 'yes' | 'no' } | { of: 'unknown'; why: string }>;
  };
  /** The instance as chosen from a list; wins over what the report names. */
  instanceId?: string;
  /** The instance this person asked about last: used when the report names none. */
  lastInstanceId?: string;
}

export interface InstanceLookup {
  found?: Instance;
  /** What a person could choose from: several of that name, or all that are visible when none was named. */
  candidates: Instance[];
  /** The name or host name that was looked for. */
  asked?: string;
  /** None was named, and of several it is the one that this person asked about last. */
  isLast?: true;
}

/** What was asked of Azure and what came back. Every part stands alone: one that is unknown says nothing of the others. */
export interface Facts {
  instance: Fact<InstanceLookup>;
  /** When they were asked for: what is young is young by this clock. */
  now: Date;
  /** The bot's own app id, for the commands that grant it a right. Absent where a person's own sign-in asks. */
  botAppId?: string;
  /** The tenant that was asked. */
  tenantId: string;
  /** Who asks. */
  asker: { objectId: string };
  /** Who is meant, as far as it is known without the directory: oneself always is. `byId`: by a GUID, not by a name. */
  subject: { kind: 'user' | 'app' | 'group'; self: boolean; objectId?: string; name: string; byId: boolean };
  /** Whose access; `undefined` when the directory has no such identity. */
  principal: Fact<Principal | undefined>;
  /** At or above the instance, those that reach the principal. */
  assignments: Fact<RoleAssignment[]>;
  /** The same in the whole subscription of the instance: above, at and below it. Of a group those that name it. */
  inSubscription: Fact<RoleAssignment[]>;
  /** At or above the instance, whoever holds them. Not awaited where only one's own access is asked about: see gatherFacts. */
  everybodys: Fact<RoleAssignment[]>;
  /** At or above the instance, those that a person may activate; absent for others, who cannot. */
  eligible?: Fact<RoleAssignment[]>;
  definitions: Fact<ReadonlyMap<string, RoleDefinition>>;
  denies: Fact<DenyAssignment[]>;
  /** Groups of the principal. */
  groups: Fact<string[]>;
  /** Groups of who asks. */
  askerGroups: Fact<string[]>;
  /** Only where an app is the subject. */
  app?: AppFacts;
  /** Who holds a role that would allow it: only for an app, at the latest a round trip after the rest, and absent until then. */
  holders?: Fact<Holder[]>;
  /** Whether the asker may be shown the access that was asked about. */
  inspection: Fact<Inspection>;
  /** Whether the asker may read everybody's role assignments here, whoever was asked about. */
  sees: Fact<Inspection>;
  /** What is called next; only where the report is about that, and an instance was found. */
  downstream?: DownstreamFacts;
}

export interface GatheredFacts {
  facts: Facts;
  /**
   * Who can make an assignment: one more round trip, because groups have to be expanded and names read. `late` gives the
   * time for that when it begins.
   */
  findApprovers(write: RoleAssignmentWrite, late: () => Reading): Promise<Fact<Approver[]>>;
  /** Who holds a role that would allow it, where an app is the subject and it is not known yet: asked beside the approvers. */
  findHolders(late: () => Reading): Promise<Fact<Holder[]>> | undefined;
}

/**
 * Asks Azure for everything a diagnosis needs, each thing as soon as what it depends on is known. On a cold cache that is
 * two round trips: the instance and the identity, then everything at the instance's scope.
 */
export async function gatherFacts(question: Question, reading: Reading): Promise<GatheredFacts> {
  const { asker, report } = question;
  const { tenant, options, fetching } = reading;
  const subject = subjectOf(question);
  const at = lookAtInstance(question, reading);
  const identity = lookUpIdentity(subject, question, reading);
  const askerGroups =
    subject.kind === 'self' ? identity.groups : readGroups(reading, { type: 'User', objectId: asker.objectId });

  const everybodys = at.read('all role assignments at the instance', 'ARM: list role assignments', (scope) =>
    tenant.roleAssignmentsAt(scope, options),
  );
  // Thousands of assignments take their time. One's own access does not depend on them, so its verdicts do not wait.
  const waitsForEverybodys = subject.kind !== 'self' || report.downstream !== undefined;
  const roles = rolesOfIdentity(identity, at, everybodys, reading);
  const denies = at.read('deny assignments', 'ARM: list deny assignments', (scope) =>
    tenant.denyAssignmentsAt(scope, options),
  );
  const definitions = definitionsOf(roles.inSubscription, roles.here, ...(waitsForEverybodys ? [everybodys] : []));
  // Begun with the rest, so that one late answer does not cost the names their time.
  const definitionsForNames = waitsForEverybodys ? definitions : definitionsOf(roles.inSubscription, everybodys);
  const eligible = identity.kind.then(async (kind) => {
    const what = 'roles that can be activated';
    // Eligibility is for people: an app has nobody to activate a role.
    if (kind !== 'user') return undefined;
    const objectId = await identity.objectId;
    if (!objectId.known) return notAsked<RoleAssignment[]>(what, objectId.reason, fetching);
    return at.read(what, 'ARM: list eligible roles', (scope) => tenant.eligibleRolesOf(objectId.value, scope, options));
  });
  const notAwaited = 'Not awaited: one’s own access does not depend on it.';
  const sees = waitsForEverybodys
    ? askRightToSee()
    : notAsked<Inspection>('your right to see others’ access', notAwaited, fetching);
  const inspection = askRightToInspect();
  const holders = askHoldersEarly();

  /** Read beside these assignments; read again where the role of one is newer than what was cached. */
  function definitionsOf(...lists: Promise<Fact<RoleAssignment[]>>[]): Promise<Facts['definitions']> {
    return at.read('role definitions', 'ARM: list role definitions', (scope) => {
      const having = Promise.all(lists).then((known) => [
        ...new Set(known.flatMap((list) => (list.known ? list.value.map(({ roleId }) => roleId) : []))),
      ]);
      return tenant.roleDefinitions(scope, { ...options, having });
    });
  }

  /** A round trip ahead there is time for the names of holders beside the rest; else they go with the approvers'. */
  async function askHoldersEarly(): Promise<Fact<Holder[]> | undefined> {
    if ((await identity.kind) !== 'app' || !(await at.wasLikely)) return undefined;
    const known = { instance: await at.lookup, everybodys: await everybodys };
    return findHolders({ ...known, definitions: await definitionsOf(everybodys) }, report, reading);
  }
  const downstream = at.lookup.then((lookup) => {
    const found = lookup.known ? lookup.value.found : undefined;
    const { kind, objectId } = identity;
    const person = { kind, objectId, inSubscription: roles.inSubscription };
    return found && readDownstream(report, found, person, reading);
  });

  async function askRightToSee(): Promise<Facts['sees']> {
    return mayInspect(
      asker.objectId,
      await at.lookup,
      await everybodys,
      await definitions,
      await denies,
      await askerGroups,
    );
  }

  async function askRightToInspect(): Promise<Facts['inspection']> {
    const own = knownAlready('your own access', { self: true, allowed: true }, fetching);
    if (await isSelf(subject, identity.principal)) return own;
    const right = await sees;
    if (right.known && right.value.allowed) return right;
    // Whoever owns the registration of an app may see its access.
    const owners = await identity.owners;
    const owns = owners?.known && owners.value.includes(asker.objectId.toLowerCase());
    return owns ? { ...owners, value: { self: false, allowed: true } } : asHelpdesk(right);
  }

  /** What Azure does not let the asker see, the helpdesk may. Not knowing whether he belongs to it is no right. */
  async function asHelpdesk(right: Facts['inspection']): Promise<Facts['inspection']> {
    const { isOfHelpdesk } = asker;
    if (isOfHelpdesk === undefined) return right;
    const asked = { what: 'whether you belong to the helpdesk', call: 'Graph: check member groups' };
    const membership = await fetchFact(asked, isOfHelpdesk, fetching);
    if (membership.known && membership.value.of === 'yes') {
      return { ...membership, value: { self: false, allowed: true } };
    }
    if (!right.known) return right;
    if (!membership.known) return membership;
    const { value, source } = membership;
    return value.of === 'unknown' ? { known: false, reason: value.why, source } : right;
  }

  const objectId = await identity.objectId;
  const app = await identity.app;
  const holding = await holders;
  const mayActivate = await eligible;
  const next = await downstream;
  const facts: Facts = {
    instance: await at.lookup,
    now: fetching.now(),
    ...(fetching.botAppId !== undefined && { botAppId: fetching.botAppId }),
    tenantId: tenant.tenantId,
    asker: { objectId: asker.objectId },
    subject: {
      kind: await identity.kind,
      self: await isSelf(subject, identity.principal),
      ...(objectId.known && { objectId: objectId.value }),
      name: givenName(subject, asker),
      byId: isGuid(givenName(subject, asker)),
    },
    principal: await identity.principal,
    assignments: await roles.here,
    inSubscription: await roles.inSubscription,
    everybodys: waitsForEverybodys
      ? await everybodys
      : notAsked('all role assignments at the instance', notAwaited, fetching),
    ...(mayActivate && { eligible: mayActivate }),
    definitions: await definitions,
    denies: await denies,
    groups: await identity.groups,
    askerGroups: await askerGroups,
    ...(app && { app }),
    ...(holding && { holders: holding }),
    inspection: await inspection,
    sees: await sees,
    ...(next && { downstream: next }),
  };

  return {
    facts,
    async findApprovers(write, late) {
      const scope = facts.instance.known ? facts.instance.value.found?.id : undefined;
      if (scope === undefined) return notAsked('who can assign roles', 'No instance was found to look at.', fetching);
      const records = waitsForEverybodys
        ? facts
        : {
            ...facts,
            everybodys: await everybodys,
            definitions: await definitionsForNames,
          };
      return findApprovers(scope, write, records, late());
    },
    findHolders: (late) =>
      facts.app === undefined || facts.holders !== undefined ? undefined : findHolders(facts, report, late()),
  };
}

/** Also who gives his own sign-in name is oneself. */
async function isSelf(subject: Subject, principal: Promise<Facts['principal']>): Promise<boolean> {
  if (subject.kind === 'self') return true;
  const found = await principal;
  return found.known && found.value?.self === true;
}
