import { type Expression, parseCondition } from './condition-syntax.ts';
import type { RoleAssignmentWrite } from './model.ts';
import { matchesAction } from './wildcards.ts';

/** What a condition is judged on: the action tried and the role assignment that is written or deleted by it. */
export interface ConditionContext {
  action: string;
  write?: RoleAssignmentWrite;
  removed?: RoleAssignmentWrite;
}

/** Kleene's three values; undefined is "cannot be told from here". */
type Truth = boolean | undefined;

/**
 * Judges the condition of a role assignment: 'allow' or 'deny' only where every value of what cannot be read gives the
 * same answer, else 'unknown'. Understood are the templates that limit whom and which roles a delegate may assign (Azure
 * docs, "Examples to delegate Azure role assignment management with conditions") and everything built the same way:
 * ActionMatches, AND, OR, NOT, and comparisons of RoleDefinitionId, PrincipalId and PrincipalType: of the request where a
 * role assignment is written, of the resource where one is deleted.
 */
export function judgeCondition(condition: string, context: ConditionContext): 'allow' | 'deny' | 'unknown' {
  const expression = parseCondition(condition);
  const truth = expression && judge(expression, context);
  if (truth === undefined) return 'unknown';
  return truth ? 'allow' : 'deny';
}

function judge(expression: Expression, context: ConditionContext): Truth {
  switch (expression.kind) {
    case 'and':
      return all(expression.parts.map((part) => judge(part, context)));
    case 'or':
      return not(all(expression.parts.map((part) => not(judge(part, context)))));
    case 'not':
      return not(judge(expression.part, context));
    case 'action-matches':
      return matchesAction(expression.pattern, context.action);
    case 'compare':
      return compare(expression, context);
    case 'opaque':
      return undefined;
  }
}

function all(parts: Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

function not(truth: Truth): Truth {
  return truth === undefined ? undefined : !truth;
}

type Comparison = Extract<Expression, { kind: 'compare' }>;

const OPERATORS: Record<string, (a: string, b: string) => boolean> = {
  guidequals: (a, b) => a.toLowerCase() === b.toLowerCase(),
  guidnotequals: (a, b) => a.toLowerCase() !== b.toLowerCase(),
  stringequals: (a, b) => a === b,
  stringnotequals: (a, b) => a !== b,
  stringequalsignorecase: (a, b) => a.toLowerCase() === b.toLowerCase(),
  stringnotequalsignorecase: (a, b) => a.toLowerCase() !== b.toLowerCase(),
};

function compare({ source, attribute, operator, values }: Comparison, context: ConditionContext): Truth {
  const about = assignmentOf(source, context);
  const value = about && attributeOf(attribute, about);
  const [name = '', quantifier = 'foranyofanyvalues'] = operator.toLowerCase().split(':').reverse();
  const holds = OPERATORS[name];
  if (!value || !holds) return undefined;
  // The attribute has one value, so only the quantifier over the listed ones matters.
  switch (quantifier) {
    case 'foranyofanyvalues':
    case 'forallofanyvalues':
      return values.some((listed) => holds(value, listed));
    case 'foranyofallvalues':
    case 'forallofallvalues':
      return values.every((listed) => holds(value, listed));
    default:
      return undefined;
  }
}

function assignmentOf(source: string, { write, removed }: ConditionContext): RoleAssignmentWrite | undefined {
  switch (source.toLowerCase()) {
    case 'request':
      return write;
    case 'resource':
      return removed;
    default:
      return undefined;
  }
}

function attributeOf(attribute: string, assignment: RoleAssignmentWrite): string | undefined {
  switch (attribute.toLowerCase()) {
    case 'microsoft.authorization/roleassignments:roledefinitionid':
      return assignment.roleId;
    case 'microsoft.authorization/roleassignments:principalid':
      return assignment.principalId;
    case 'microsoft.authorization/roleassignments:principaltype':
      return assignment.principalType;
    default:
      return undefined;
  }
}
