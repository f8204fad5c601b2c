/**
 * Reads the condition that limits which role assignments a delegate may write or delete (Azure RBAC docs, "Delegate
 * Azure role assignment management to others with conditions"):
 *
 *   ((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'}))
 *    OR (@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {…} AND …))
 *   AND (… the same for delete, with @Resource …)
 */

/** The attributes of the role assignment that is written (@Request) or deleted (@Resource). */
export interface RoleAssignmentAttributes {
  roleDefinitionId: string;
  principalId: string;
  principalType: string;
}

const TOKEN =
  /\s*(?:(\()|(\))|(!)|(AND|OR)\b|ActionMatches\{'([^']+)'\}|@(Request|Resource)\[Microsoft\.Authorization\/roleAssignments:(RoleDefinitionId|PrincipalId|PrincipalType)\]\s*ForAnyOfAnyValues:(GuidEquals|StringEqualsIgnoreCase)\s*\{([^}]*)\})/iy;

type Test = (action: string, attributes: RoleAssignmentAttributes | undefined) => boolean;
type Token = { kind: '(' | ')' | '!' | 'and' | 'or' } | { kind: 'test'; test: Test };

/** Whether the condition lets this action pass. A condition of any other form never does. */
export function delegationAllows(
  condition: string,
  action: string,
  attributes: RoleAssignmentAttributes | undefined,
): boolean {
  const test = parse(condition);
  return test?.(action, attributes) ?? false;
}

function parse(condition: string): Test | undefined {
  const tokens = tokenize(condition);
  if (tokens === undefined) return undefined;
  const whole = parseChain(tokens, 'or');
  return tokens.length === 0 ? whole : undefined;
}

/** OR binds weaker than AND. */
function parseChain(tokens: Token[], operator: 'or' | 'and'): Test | undefined {
  const next = () => (operator === 'or' ? parseChain(tokens, 'and') : parseTerm(tokens));
  const first = next();
  if (first === undefined) return undefined;
  const tests = [first];
  while (tokens[0]?.kind === operator) {
    tokens.shift();
    const another = next();
    if (another === undefined) return undefined;
    tests.push(another);
  }
  return (action, attributes) =>
    operator === 'or'
      ? tests.some((test) => test(action, attributes))
      : tests.every((test) => test(action, attributes));
}

function parseTerm(tokens: Token[]): Test | undefined {
  const token = tokens.shift();
  if (token?.kind === 'test') return token.test;
  if (token?.kind === '!') {
    const inner = parseTerm(tokens);
    return inner && ((action, attributes) => !inner(action, attributes));
  }
  if (token?.kind !== '(') return undefined;
  const inner = parseChain(tokens, 'or');
  return tokens.shift()?.kind === ')' ? inner : undefined;
}

function tokenize(condition: string): Token[] | undefined {
  const tokens: Token[] = [];
  const text = condition.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    tokens.push(tokenOf(match));
  }
  return tokens;
}

function tokenOf(match: RegExpExecArray): Token {
  const [, open, close, not, chain, action, , attribute, , list] = match;
  if (open) return { kind: '(' };
  if (close) return { kind: ')' };
  if (not) return { kind: '!' };
  if (chain) return { kind: chain.toLowerCase() === 'and' ? 'and' : 'or' };
  if (action) return { kind: 'test', test: (asked) => asked.toLowerCase() === action.toLowerCase() };
  const allowed = (list ?? '').split(',').map((one) =>
    one
      .trim()
      .replace(/^'(.*)'$/, '$1')
      .toLowerCase(),
  );
  return {
    kind: 'test',
    test: (_, attributes) =>
      attributes !== undefined && allowed.includes(attributeOf(attributes, attribute).toLowerCase()),
  };
}

function attributeOf(attributes: RoleAssignmentAttributes, attribute: string | undefined): string {
  if (attribute?.toLowerCase() === 'roledefinitionid') return attributes.roleDefinitionId;
  return attribute?.toLowerCase() === 'principalid' ? attributes.principalId : attributes.principalType;
}
