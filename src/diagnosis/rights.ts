import { neededActions } from '../rbac/adt-actions.ts';
import { evaluateAccess } from '../rbac/evaluate.ts';
import type { Access, RoleAssignment, RoleDefinition } from '../rbac/model.ts';
import { covers } from '../rbac/permissions.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER } from '../rbac/roles.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { DataOperation, Remedy, Source } from './diagnosis.ts';
import type { Facts } from './facts.ts';
import { operationInWords } from './operation-in-words.ts';

/** One role the identity holds at or above the instance. */
export interface HeldRole {
  assignment: RoleAssignment;
  /** Absent where Azure lists no such definition. */
  definition?: RoleDefinition;
}

/** What the roles of the identity give on the data of the instance. Deny assignments are another matter: see denials.ts. */
export interface Rights {
  /** For the operation that was tried; all that people do with ADT where none was named. */
  needed: Needed;
  access: Access;
  /** Per operation, by roles alone. */
  can: Record<DataOperation, Access['access']>;
  held: HeldRole[];
  /** Every definition usable at the instance. */
  definitions: ReadonlyMap<string, RoleDefinition>;
  /** Resource id of the instance. */
  scope: string;
  source: Source;
}

export interface Needed {
  operation?: DataOperation;
  inWords?: string;
  dataActions: readonly string[];
  inferred: boolean;
}

export const dataOperations: readonly DataOperation[] = [
  'read',
  'query',
  'write',
  'delete',
  'models',
  'event-routes',
  'jobs',
];

export type RightsKnown =
  | { known: true; value: Rights }
  | { known: false; reason: string; remedy?: Remedy; source?: Source };

export function rightsOf(facts: Facts, report: Pick<SymptomReport, 'operation' | 'access'>): RightsKnown {
  const { instance, subject, assignments, definitions } = facts;
  if (!instance.known) return instance;
  if (!assignments.known) return assignments;
  if (!definitions.known) return definitions;
  const scope = instance.value.found?.id;
  if (scope === undefined) return { known: false, reason: 'No instance was found to look at.' };
  if (subject.objectId === undefined) return { known: false, reason: 'The identity was not found in the directory.' };

  const accessTo = (actions: readonly string[]) => accessBy(assignments.value, definitions.value, actions, scope);
  const needed = neededFor(report);
  return {
    known: true,
    value: {
      needed,
      access: accessTo(needed.dataActions),
      can: perOperation((each) => accessTo(neededActions(each).dataActions).access),
      held: withDefinitions(assignments.value, definitions.value),
      definitions: definitions.value,
      scope,
      source: assignments.source,
    },
  };
}

export function withDefinitions(
  assignments: readonly RoleAssignment[],
  definitions: ReadonlyMap<string, RoleDefinition>,
): HeldRole[] {
  return assignments.map((assignment) => {
    const definition = definitions.get(assignment.roleId);
    return { assignment, ...(definition && { definition }) };
  });
}

/** Whether these assignments alone, all of one identity, would allow what was tried. */
export function wouldAllow(
  { definitions, needed, scope }: Pick<Rights, 'definitions' | 'needed' | 'scope'>,
  assignments: readonly RoleAssignment[],
): Access {
  return accessBy(assignments, definitions, needed.dataActions, scope);
}

/**
 * Whether what the roles say of an operation holds only if its data action was concluded rightly. The two roles for data
 * settle it all the same: one gives everything, the other nothing that changes anything.
 */
export function onlyProbably(
  { definitions, held, scope }: Rights,
  { dataActions, inferred }: Pick<Needed, 'dataActions' | 'inferred'>,
): boolean {
  const isForData = ({ assignment: { roleId } }: HeldRole) =>
    roleId === ADT_DATA_OWNER.id || roleId === ADT_DATA_READER.id;
  if (!inferred || held.filter(givesDataAccess).every(isForData)) return false;
  const built = held.filter(isForData).map(({ assignment }) => assignment);
  return accessBy(built, definitions, dataActions, scope).access !== 'allow';
}

function accessBy(
  assignments: readonly RoleAssignment[],
  definitions: ReadonlyMap<string, RoleDefinition>,
  dataActions: readonly string[],
  scope: string,
): Access {
  const principalIds = new Set(assignments.map(({ principalId }) => principalId.toLowerCase()));
  const records = { assignments, definitions, denies: [] };
  return weakest(dataActions.map((action) => evaluateAccess({ action, plane: 'data', scope, principalIds }, records)));
}

/** The data actions that what was tried needs. */
export function neededFor({ operation, access }: Pick<SymptomReport, 'operation' | 'access'>): Needed {
  if (operation === undefined || operation === 'control-plane') {
    // Nothing named: whoever can do everything has no role problem, so everything is asked.
    return { dataActions: dataOperations.flatMap((each) => neededActions(each).dataActions), inferred: false };
  }
  return { operation, inWords: operationInWords(operation, access), ...neededActions(operation, access) };
}

/** Whether a role gives anything at all on the data of Azure Digital Twins. */
export function givesDataAccess({ definition }: Pick<HeldRole, 'definition'>): boolean {
  return definition?.permissions.some((permission) => dataActionsOf(permission).length > 0) ?? false;
}

/** Of the data actions people use, and those the role itself spells out, the ones it gives. */
function dataActionsOf(permission: RoleDefinition['permissions'][number]): string[] {
  const spelledOut = permission.dataActions.filter((action) => /^microsoft\.digitaltwins\//i.test(action));
  const inUse = neededFor({}).dataActions;
  return [...spelledOut, ...inUse].filter((action) => covers(permission, action, 'data'));
}

/** Whether the only roles that reach the data are Data Reader. */
export function holdsOnlyReader(held: readonly HeldRole[]): boolean {
  const dataRoles = held.filter(givesDataAccess);
  return dataRoles.length > 0 && dataRoles.every(({ assignment }) => assignment.roleId === ADT_DATA_READER.id);
}

/** An operation needs all of its actions, so the weakest answer is the answer. */
function weakest(answers: readonly Access[]): Access {
  const order = { deny: 0, unknown: 1, allow: 2 };
  return answers.reduce((worst, each) => (order[each.access] < order[worst.access] ? each : worst), {
    access: 'allow',
    by: [],
  } as Access);
}

export function perOperation<T>(of: (operation: DataOperation) => T): Record<DataOperation, T> {
  return {
    read: of('read'),
    query: of('query'),
    write: of('write'),
    delete: of('delete'),
    models: of('models'),
    'event-routes': of('event-routes'),
    jobs: of('jobs'),
  };
}
