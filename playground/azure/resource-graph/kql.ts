/**
 * Reads the small part of the Kusto Query Language that resource look-ups need:
 *
 *   table | where a =~ 'x' and b.c == 'y' | where d in~ ('x', 'y') | project a, n = b.c | order by a asc | take 10
 */

export interface Query {
  table: string;
  steps: Step[];
}

export type Row = Record<string, unknown>;
type Step = (rows: Row[]) => Row[];

/** The query cannot be read: where, and what stood there. */
export class KqlSyntaxError extends Error {
  override readonly name = 'KqlSyntaxError';
  readonly position: number;
  readonly token: string;

  constructor(position: number, token: string) {
    super(`unexpected '${token}' at ${position}`);
    this.position = position;
    this.token = token;
  }
}

interface Token {
  kind: 'word' | 'text' | 'number' | 'sign' | 'end';
  value: string;
  position: number;
}

const TOKEN =
  /\s+|(?<word>[A-Za-z_][\w-]*(?:\.[A-Za-z_]\w*)*)|(?<number>\d+)|(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<sign>=~|==|!~|!=|[|,()=])/gy;

/** Throws KqlSyntaxError. */
export function parseKql(text: string): Query {
  const tokens = tokenize(text);
  const table = take(tokens, 'word').value.toLowerCase();
  const steps: Step[] = [];
  while (peek(tokens).kind !== 'end') {
    take(tokens, 'sign', '|');
    steps.push(parseStep(tokens));
  }
  return { table, steps };
}

export function runKql(query: Query, rows: Row[]): Row[] {
  return query.steps.reduce((current, step) => step(current), rows);
}

function parseStep(tokens: Token[]): Step {
  const operator = take(tokens, 'word');
  switch (operator.value.toLowerCase()) {
    case 'where':
      return where(tokens);
    case 'project':
      return project(tokens);
    case 'order':
    case 'sort':
      return order(tokens);
    case 'take':
    case 'limit': {
      const count = Number(take(tokens, 'number').value);
      return (rows) => rows.slice(0, count);
    }
    default:
      throw new KqlSyntaxError(operator.position, operator.value);
  }
}

function where(tokens: Token[]): Step {
  const tests = [comparison(tokens)];
  while (isWord(tokens, 'and')) {
    tokens.shift();
    tests.push(comparison(tokens));
  }
  return (rows) => rows.filter((row) => tests.every((test) => test(row)));
}

function comparison(tokens: Token[]): (row: Row) => boolean {
  const read = column(tokens).read;
  const operator = tokens.shift() ?? peek(tokens);
  const exact = (row: Row) => String(read(row) ?? '');
  const folded = (row: Row) => exact(row).toLowerCase();
  if (operator.value === 'in' || operator.value === 'in~') {
    const list = values(tokens);
    const foldedList = list.map((one) => one.toLowerCase());
    return operator.value === 'in' ? (row) => list.includes(exact(row)) : (row) => foldedList.includes(folded(row));
  }
  if (operator.kind !== 'sign') throw new KqlSyntaxError(operator.position, operator.value);
  const wanted = literal(tokens);
  switch (operator.value) {
    case '=~':
      return (row) => folded(row) === wanted.toLowerCase();
    case '!~':
      return (row) => folded(row) !== wanted.toLowerCase();
    case '==':
      return (row) => exact(row) === wanted;
    case '!=':
      return (row) => exact(row) !== wanted;
    default:
      throw new KqlSyntaxError(operator.position, operator.value);
  }
}

function project(tokens: Token[]): Step {
  const columns = [projected(tokens)];
  while (peek(tokens).value === ',') {
    tokens.shift();
    columns.push(projected(tokens));
  }
  return (rows) => rows.map((row) => Object.fromEntries(columns.map(({ name, read }) => [name, read(row) ?? null])));
}

function projected(tokens: Token[]): { name: string; read: (row: Row) => unknown } {
  const first = column(tokens);
  if (peek(tokens).value !== '=') return first;
  tokens.shift();
  return { name: first.name, read: column(tokens).read };
}

/** A column by its path, or tostring(path). An unnamed path is called by its parts: properties_hostName. */
function column(tokens: Token[]): { name: string; read: (row: Row) => unknown } {
  const word = take(tokens, 'word');
  if (['tostring', 'tolower'].includes(word.value) && peek(tokens).value === '(') {
    tokens.shift();
    const inner = column(tokens);
    take(tokens, 'sign', ')');
    const lower = word.value === 'tolower';
    const text = (row: Row) => String(inner.read(row) ?? '');
    return { name: inner.name, read: lower ? (row) => text(row).toLowerCase() : text };
  }
  const path = word.value.split('.');
  return { name: path.join('_'), read: (row) => path.reduce<unknown>(property, row) };
}

function order(tokens: Token[]): Step {
  const by = take(tokens, 'word');
  if (by.value.toLowerCase() !== 'by') throw new KqlSyntaxError(by.position, by.value);
  const { read } = column(tokens);
  // Kusto sorts downwards unless told otherwise.
  const ascending = isWord(tokens, 'asc');
  if (ascending || isWord(tokens, 'desc')) tokens.shift();
  const sign = ascending ? 1 : -1;
  return (rows) => rows.toSorted((a, b) => sign * compare(String(read(a) ?? ''), String(read(b) ?? '')));
}

function values(tokens: Token[]): string[] {
  take(tokens, 'sign', '(');
  const list = [literal(tokens)];
  while (peek(tokens).value === ',') {
    tokens.shift();
    list.push(literal(tokens));
  }
  take(tokens, 'sign', ')');
  return list;
}

/** A quoted text; a backslash takes the next sign as it is. */
function literal(tokens: Token[]): string {
  return take(tokens, 'text').value.slice(1, -1).replace(/\\(.)/g, '$1');
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const position = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) throw new KqlSyntaxError(position, text.slice(position, position + 1));
    const found = Object.entries(groups).find(([, value]) => value !== undefined);
    if (found === undefined) continue;
    const kind = (['word', 'text', 'number', 'sign'] as const).find((name) => name === found[0]) ?? 'sign';
    const value = found[1] ?? '';
    // 'in~' is one operator, though a word never ends in '~'.
    const joined = value === 'in' && text[TOKEN.lastIndex] === '~';
    if (joined) TOKEN.lastIndex += 1;
    tokens.push({ kind, value: joined ? 'in~' : value, position });
  }
  return [...tokens, { kind: 'end', value: '<EOF>', position: text.length }];
}

function peek(tokens: Token[]): Token {
  return tokens[0] ?? { kind: 'end', value: '<EOF>', position: 0 };
}

function isWord(tokens: Token[], word: string): boolean {
  return peek(tokens).kind === 'word' && peek(tokens).value.toLowerCase() === word;
}

function take(tokens: Token[], kind: Token['kind'], value?: string): Token {
  const token = peek(tokens);
  if (token.kind !== kind || (value !== undefined && token.value !== value)) {
    throw new KqlSyntaxError(token.position, token.value);
  }
  tokens.shift();
  return token;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
