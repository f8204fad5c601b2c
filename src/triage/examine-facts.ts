/** What is asked of Azure about the people of an incident, side by side. */
import type { Person } from '../access/access-request.ts';
import type { Fact, Finding } from '../diagnosis/diagnosis.ts';
import { type Reading, readFact } from '../diagnosis/reading.ts';
import type { DiagnosisStore } from '../diagnosis/record.ts';
import type { RoleAssignment, RoleDefinition } from '../rbac/model.ts';
import type { DirectoryObject, Instance, Logged, RemovedMember, ResourceChange, ServicePrincipal } from '../tenant.ts';
import type { Case } from './case.ts';
import type { Incident } from './incident.ts';

/** Each answer is known or unknown by itself. */
export interface IncidentFacts {
  /** When they were asked for. */
  now: Date;
  tenantId: string;
  /** About the instance where all of them have their trouble; absent where that is not one. */
  at?: InstanceFacts;
  /** The app that all of them use; absent where that is not one. */
  app?: Fact<ServicePrincipal | undefined>;
  /** What a diagnosis found that has the cause of most. */
  finding?: Finding;
}

export interface InstanceFacts {
  /** As the cases name it. */
  id: string;
  name: string;
  instance: Fact<Instance | undefined>;
  changes: Fact<Logged<ResourceChange>>;
  /** At or above the instance, whoever holds them. */
  assignments: Fact<RoleAssignment[]>;
  definitions: Fact<ReadonlyMap<string, RoleDefinition>>;
  people: Affected[];
  /** In the time that counts, whoever it was. */
  removed: Fact<Logged<RemovedMember>>;
  /** Groups of the groups that these people were taken out of. */
  above: ReadonlyMap<string, Fact<string[]>>;
  /** Of the groups above and of those whose role was removed. */
  names: Fact<DirectoryObject[]>;
}

export interface Affected {
  person: Person;
  groups: Fact<string[]>;
}

/** A change that long before the first report can be the reason: what was changed in the evening shows in the morning. */
const LOOK_BACK_MS = 24 * 60 * 60_000;
/** Diagnoses that are looked at for the shared cause. */
const MOST_RECORDS = 5;
const MOST_GROUPS = 20;
const MOST_NAMES = 100;

export async function gatherIncidentFacts(
  incident: Incident,
  cases: readonly Case[],
  { diagnoses }: { diagnoses: Pick<DiagnosisStore, 'get'> },
  reading: Reading,
): Promise<IncidentFacts> {
  const { tenant, options, fetching } = reading;
  const now = fetching.now();
  const outcomes = cases.flatMap(({ outcome }) => outcome ?? []);
  const instance = theOne(
    outcomes.flatMap((outcome) => outcome.instance ?? []).map((one) => ({ ...one, key: one.id })),
  );
  const app = theOne(outcomes.flatMap(({ appId }) => appId ?? []).map((appId) => ({ appId, key: appId })));
  const [at, principal, finding] = await Promise.all([
    instance && readInstance(instance, incident, now, reading),
    app &&
      readFact(reading, 'the app', 'Graph: read service principal', () => tenant.servicePrincipal(app.appId, options)),
    findingOf(incident, cases, diagnoses),
  ]);
  return {
    now,
    tenantId: tenant.tenantId,
    ...(at && { at }),
    ...(principal && { app: principal }),
    ...(finding && { finding }),
  };
}

/** Two rounds: what nothing else is needed for, then the groups that it led to. */
async function readInstance(
  { id, name }: { id: string; name: string },
  { since, affected }: Incident,
  now: Date,
  reading: Reading,
): Promise<InstanceFacts> {
  const { tenant, options } = reading;
  const during = { from: new Date(Date.parse(since) - LOOK_BACK_MS).toISOString(), to: now.toISOString() };
  const groupsOf = (type: 'User' | 'Group', objectId: string) =>
    readFact(reading, 'groups', 'Graph: list group memberships', () => tenant.groupsOf({ type, objectId }, options));
  const [instance, changes, assignments, definitions, people, removed] = await Promise.all([
    readFact(reading, 'the instance', 'Resource Graph: find Digital Twins instances', async () =>
      (await tenant.findInstances({ id }, options)).at(0),
    ),
    readFact(reading, 'changes', 'ARM: list activity log', () => tenant.changesAt(id, during, options), id),
    readFact(reading, 'roles', 'ARM: list role assignments', () => tenant.roleAssignmentsAt(id, options), id),
    readFact(reading, 'definitions', 'ARM: list role definitions', () => tenant.roleDefinitions(id, options), id),
    Promise.all(affected.map(async (person) => ({ person, groups: await groupsOf('User', person.objectId) }))),
    readFact(reading, 'removals', 'Graph: list directory audits', () => tenant.membersRemoved(during, options)),
  ]);
  const left = groupsLeft(removed, people);
  const above = Promise.all(left.map(async (group) => [group, await groupsOf('Group', group)] as const));
  const named = [...new Set([...left, ...holdersOf(changes)])].slice(0, MOST_NAMES);
  const names = readFact(reading, 'names', 'Graph: read names of principals', () =>
    tenant.directoryObjects(named, options),
  );
  return {
    id,
    name,
    instance,
    changes,
    assignments,
    definitions,
    people,
    removed,
    above: new Map(await above),
    names: await names,
  };
}

/** What they all have, where they all have the same. */
function theOne<T extends { key: string }>(all: readonly T[]): T | undefined {
  const keys = new Set(all.map(({ key }) => key.toLowerCase()));
  return keys.size === 1 ? all[0] : undefined;
}

async function findingOf(
  { cause }: Incident,
  cases: readonly Case[],
  diagnoses: Pick<DiagnosisStore, 'get'>,
): Promise<Finding | undefined> {
  const alike = cases.filter(({ outcome }) => outcome !== undefined && outcome.causes[0] === cause);
  for (const { tenantId, diagnosisId } of cause === undefined ? [] : alike.slice(0, MOST_RECORDS)) {
    const record = await diagnoses.get(tenantId, diagnosisId);
    const found = record?.diagnosis?.findings.find(({ id, verdict }) => id === cause && verdict === 'confirmed');
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Those whose role was removed. */
function holdersOf(changes: InstanceFacts['changes']): string[] {
  const entries = changes.known ? changes.value.entries : [];
  return entries.flatMap((one) => (one.kind === 'role-removed' && one.held ? one.held.principalId : []));
}

function groupsLeft(removed: InstanceFacts['removed'], people: readonly Affected[]): string[] {
  const entries = removed.known ? removed.value.entries : [];
  const left = entries.filter(({ memberId }) => people.some((each) => isOrIsIn(each, memberId)));
  return [...new Set(left.map(({ groupId }) => groupId))].slice(0, MOST_GROUPS);
}

/** Whether this is the person, or a group that the person is known to be in. */
export function isOrIsIn({ person, groups }: Affected, principalId: string): boolean {
  return person.objectId.toLowerCase() === principalId || (groups.known && groups.value.includes(principalId));
}
