import { type AdtOperation, neededActions } from '../rbac/adt-actions.ts';
import { evaluateAccess } from '../rbac/evaluate.ts';
import type { Access, AccessRecords, RoleAssignment, RoleDefinition } from '../rbac/model.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { Remedy, Source } from './diagnosis.ts';
import type { Facts } from './facts.ts';
import { operationInWords } from './operation-in-words.ts';
import { tokenIds } from './token-ids.ts';

/** One role the identity holds at or above the instance. */
export interface HeldRole {
  assignment: RoleAssignment;
  /** Absent where Azure lists no such definition. */
  definition?: RoleDefinition;
}

/** What the identity may do with the data of the instance, worked out from the facts. */
export interface Rights {
  scope: string;
  /** For the operation that was tried; all that people do with ADT where none was named. */
  needed: { operation?: DataOperation; inWords?: string; dataActions: readonly string[]; inferred: boolean };
  access: Access;
  /** Per operation: what works and what does not. */
  can: Record<DataOperation, Access['access']>;
  held: HeldRole[];
  source: Source;
}

export type DataOperation = Exclude<AdtOperation, 'control-plane'>;

export const dataOperations: readonly DataOperation[] = [
  'read',
  'query',
  'write',
  'delete',
  'models',
  'event-routes',
  'jobs',
];

export type RightsKnown = { known: true; value: Rights } | { known: false; reason: string; remedy?: Remedy };

export function rightsOf(
  facts: Facts,
  { operation, access }: Pick<SymptomReport, 'operation' | 'access'>,
): RightsKnown {
  const { instance, subject, assignments, definitions, denies, groups } = facts;
  if (!instance.known) return instance;
  if (!assignments.known) return assignments;
  if (!definitions.known) return definitions;
  if (!denies.known) return denies;
  if (denies.value.length > 0 && !groups.known) return groups;
  const scope = instance.value.found?.id;
  if (scope === undefined) return { known: false, reason: 'No instance was found to look at.' };
  const { objectId } = subject;
  if (objectId === undefined) return { known: false, reason: 'The identity was not found in the directory.' };

  const records: AccessRecords = {
    assignments: assignments.value,
    definitions: definitions.value,
    denies: denies.value,
  };
  const principalIds = tokenIds(objectId, assignments.value, groups);
  const accessTo = (actions: readonly string[]): Access =>
    weakest(actions.map((action) => evaluateAccess({ action, plane: 'data', scope, principalIds }, records)));
  const tried = operation === 'control-plane' ? undefined : operation;
  // Nothing named: whoever can do everything has no role problem, so everything is asked.
  const { dataActions, inferred } =
    tried === undefined
      ? { dataActions: dataOperations.flatMap((each) => neededActions(each).dataActions), inferred: false }
      : neededActions(tried, access);
  return {
    known: true,
    value: {
      scope,
      needed: {
        ...(tried !== undefined && { operation: tried, inWords: operationInWords(tried, access) }),
        dataActions,
        inferred,
      },
      access: accessTo(dataActions),
      can: canDo((each) => accessTo(neededActions(each).dataActions).access),
      held: assignments.value.map((assignment) => {
        const definition = definitions.value.get(assignment.roleId);
        return { assignment, ...(definition && { definition }) };
      }),
      source: assignments.source,
    },
  };
}

/** Whether a role gives anything at all on the data of Azure Digital Twins. */
export function givesDataAccess({ definition }: HeldRole): boolean {
  return (
    definition?.permissions.some(({ dataActions }) =>
      dataActions.some((action) => action === '*' || action.toLowerCase().startsWith('microsoft.digitaltwins/')),
    ) ?? false
  );
}

/** An operation needs all of its actions, so the weakest answer is the answer. */
function weakest(answers: readonly Access[]): Access {
  const order = { deny: 0, unknown: 1, allow: 2 };
  return answers.reduce((worst, each) => (order[each.access] < order[worst.access] ? each : worst), {
    access: 'allow',
    by: [],
  } as Access);
}

function canDo(access: (operation: DataOperation) => Access['access']): Rights['can'] {
  return {
    read: access('read'),
    query: access('query'),
    write: access('write'),
    delete: access('delete'),
    models: access('models'),
    'event-routes': access('event-routes'),
    jobs: access('jobs'),
  };
}
