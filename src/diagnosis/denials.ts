import { evaluateAccess } from '../rbac/evaluate.ts';
import { type Access, ALL_PRINCIPALS, type DenyAssignment, type RoleDefinition } from '../rbac/model.ts';
import { tokenIds } from '../rbac/token-ids.ts';
import type { SymptomReport } from '../symptoms/report.ts';
import type { Remedy, Source } from './diagnosis.ts';
import type { Facts } from './facts.ts';
import { neededFor } from './rights.ts';

/** Deny assignments that stand in the way of what was tried, whatever roles are held. */
export interface Denials {
  blocking: DenyAssignment[];
  /** Whether they block all of it, or a part: only where no operation was named can it be a part. */
  all: boolean;
  /** That they block it was concluded from the description of a data action. */
  inferred: boolean;
  /** Those with a condition that cannot be evaluated here. */
  conditional: DenyAssignment[];
  source: Source;
}

export type DenialsKnown =
  | { known: true; value: Denials }
  | { known: false; reason: string; remedy?: Remedy; source?: Source };

/** Somebody who holds this is refused by nothing but a deny assignment. */
const everything: RoleDefinition = {
  id: 'everything',
  name: 'Everything',
  type: 'CustomRole',
  permissions: [{ actions: [], notActions: [], dataActions: ['*'], notDataActions: [] }],
};

export function denialsOf(facts: Facts, report: Pick<SymptomReport, 'operation' | 'access'>): DenialsKnown {
  const { instance, subject, assignments, denies, groups } = facts;
  if (!instance.known) return instance;
  if (!denies.known) return denies;
  const scope = instance.value.found?.id;
  if (scope === undefined) return { known: false, reason: 'No instance was found to look at.' };
  const { source } = denies;
  const needed = neededFor(report);
  const answers = (
    records: readonly DenyAssignment[],
    principalIds: ReadonlySet<string>,
    actions = needed.dataActions,
  ): Access[] => actions.map((action) => refusal(action, scope, records, principalIds));

  // Most deny assignments are about managing resources: those that reach nobody's data need no look at who is in them.
  const reaching = denies.value.filter((deny) =>
    answers([{ ...deny, principals: [ALL_PRINCIPALS], excludePrincipals: [] }], new Set()).some(
      ({ access }) => access !== 'allow',
    ),
  );
  if (reaching.length === 0) {
    return { known: true, value: { blocking: [], all: false, inferred: false, conditional: [], source } };
  }

  const { objectId } = subject;
  if (objectId === undefined) return { known: false, reason: 'The identity was not found in the directory.' };
  const principalIds = tokenIds(objectId, assignments.known ? assignments.value : [], groups.known ? groups.value : []);
  const of = (records: readonly DenyAssignment[]): Denials => {
    // Whatever blocks every action on models blocks the one that uploading needs, whichever that is.
    const everyAction = needed.dataActions.map((action) => action.replace(/[^/]+$/, 'any'));
    const inferred = needed.inferred && !judged(answers(records, principalIds, everyAction)).all;
    return { ...judged(answers(records, principalIds)), inferred, source };
  };
  if (groups.known) return { known: true, value: of(reaching) };
  // A group may be meant or excepted. What names the identity itself and excepts nobody holds all the same.
  const certain = of(reaching.filter(exceptsNobody));
  return certain.all ? { known: true, value: certain } : groups;
}

function exceptsNobody({ excludePrincipals }: DenyAssignment): boolean {
  return excludePrincipals.length === 0;
}

/** Azure's answer to somebody who holds every role. */
function refusal(
  action: string,
  scope: string,
  denies: readonly DenyAssignment[],
  principalIds: ReadonlySet<string>,
): Access {
  const holder = [...principalIds][0] ?? 'somebody';
  return evaluateAccess(
    { action, plane: 'data', scope, principalIds: new Set([holder, ...principalIds]) },
    {
      assignments: [{ id: '', scope, roleId: everything.id, principalId: holder, principalType: 'User' }],
      definitions: new Map([[everything.id, everything]]),
      denies,
    },
  );
}

function judged(answers: readonly Access[]): Pick<Denials, 'blocking' | 'all' | 'conditional'> {
  const refused = answers.filter((answer) => answer.access === 'deny');
  return {
    blocking: [...new Set(refused.flatMap((answer) => ('by' in answer ? answer.by : [])))],
    all: answers.length > 0 && refused.length === answers.length,
    conditional: [
      ...new Set(
        answers.flatMap((answer) =>
          answer.access === 'unknown'
            ? answer.reasons.flatMap((reason) => (reason.kind === 'deny-condition' ? [reason.deny] : []))
            : [],
        ),
      ),
    ],
  };
}
