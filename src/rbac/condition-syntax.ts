/** A role assignment condition as a tree. `opaque` is well-formed and beyond what can be told from here. */
export type Expression =
  | { kind: 'and' | 'or'; parts: Expression[] }
  | { kind: 'not'; part: Expression }
  | { kind: 'action-matches'; pattern: string }
  | { kind: 'compare'; source: string; attribute: string; operator: string; values: string[] }
  | { kind: 'opaque' };

interface Reader {
  tokens: string[];
  at: number;
  depth: number;
}

const TOKEN = /\s*(@\w+\[[^\]]*\]|\w+\{[^}]*\}|\{[^}]*\}|'[^']*'|&&|\|\||[()!]|[\w:.-]+)/y;
const ATTRIBUTE = /^@(\w+)\[([^\]]*)\]$/;
const CALL = /^(\w+)\{\s*'([^']*)'\s*\}$/;
const OPERATOR = /^[a-z]+(:[a-z]+)?$/i;
const MAX_DEPTH = 100;

/**
 * Reads a condition (Azure docs, "Azure role assignment condition format and syntax"). Undefined when it is not
 * understood as a whole: a half-read condition must not decide anything.
 */
export function parseCondition(text: string): Expression | undefined {
  const tokens = tokenize(text);
  if (tokens === undefined) return undefined;
  const reader = { tokens, at: 0, depth: 0 };
  const expression = readExpression(reader);
  return reader.at === tokens.length ? expression : undefined;
}

function tokenize(text: string): string[] | undefined {
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  let at = 0;
  while (at < end) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
    at = TOKEN.lastIndex;
  }
  return tokens;
}

function readExpression(reader: Reader): Expression | undefined {
  const first = readTerm(reader);
  if (first === undefined) return undefined;
  const parts = [first];
  let joint: 'and' | 'or' | undefined;
  for (let next = jointAt(reader); next !== undefined; next = jointAt(reader)) {
    // AND beside OR without parentheses has no documented order.
    if (joint !== undefined && joint !== next) return undefined;
    joint = next;
    reader.at++;
    const part = readTerm(reader);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return joint === undefined ? first : { kind: joint, parts };
}

function jointAt(reader: Reader): 'and' | 'or' | undefined {
  const token = peek(reader).toUpperCase();
  if (token === 'AND' || token === '&&') return 'and';
  return token === 'OR' || token === '||' ? 'or' : undefined;
}

function readTerm(reader: Reader): Expression | undefined {
  if (++reader.depth > MAX_DEPTH) return undefined;
  const expression = readNestedTerm(reader);
  reader.depth--;
  return expression;
}

function readNestedTerm(reader: Reader): Expression | undefined {
  const token = take(reader);
  if (token === '(') {
    const inner = readExpression(reader);
    return take(reader) === ')' ? inner : undefined;
  }
  if (token === '!' || token.toUpperCase() === 'NOT') {
    const part = readTerm(reader);
    return part && { kind: 'not', part };
  }
  if (token.toUpperCase() === 'EXISTS') return ATTRIBUTE.test(take(reader)) ? { kind: 'opaque' } : undefined;
  return readCall(token) ?? readComparison(token, reader);
}

function readCall(token: string): Expression | undefined {
  const [, name = '', pattern = ''] = CALL.exec(token) ?? [];
  if (name.toLowerCase() === 'actionmatches') return { kind: 'action-matches', pattern };
  return name.toLowerCase() === 'suboperationmatches' ? { kind: 'opaque' } : undefined;
}

function readComparison(token: string, reader: Reader): Expression | undefined {
  const [, source, attribute] = ATTRIBUTE.exec(token) ?? [];
  const operator = take(reader);
  const operand = take(reader);
  if (source === undefined || attribute === undefined || !OPERATOR.test(operator)) return undefined;
  if (ATTRIBUTE.test(operand)) return { kind: 'opaque' };
  const values = readValues(operand);
  return values && { kind: 'compare', source, attribute, operator, values };
}

function readValues(operand: string): string[] | undefined {
  const list = operand.startsWith('{') ? operand.slice(1, -1).split(',') : [operand];
  const values = list.map((value) => value.trim().replace(/^'(.*)'$/, '$1'));
  return values.every((value) => /^[^'(){}!]+$/.test(value)) ? values : undefined;
}

function peek(reader: Reader): string {
  return reader.tokens[reader.at] ?? '';
}

function take(reader: Reader): string {
  const token = peek(reader);
  reader.at++;
  return token;
}
