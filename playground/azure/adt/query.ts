/** POST /query: the simplest queries of the language. */
import type { Answer } from '../refusal.ts';
import { jsonBody, type Params, type ServiceRequest } from '../router.ts';
import { adtError } from './errors.ts';
import type { AdtContext } from './operation.ts';

const QUERY =
  /^select\s+(?:top\s*\((?<top>\d+)\)\s+)?(?<what>\*|count\(\)|(?<selected>\w+))\s+from\s+(?<from>digitaltwins|relationships)(?:\s+(?<alias>(?!where)\w+))?(?:\s+where\s+(?<where>.+?))?\s*;?\s*$/is;
const CONDITION =
  /^(?:(?:\w+\.)?(?<property>\$?\w+)\s*=\s*(?:'(?<text>[^']*)'|(?<number>-?\d+(?:\.\d+)?))|is_of_model\s*\((?:\s*\w+\s*,)?\s*'(?<model>[^']+)'\s*\))$/i;

type Json = Record<string, unknown>;

/** SELECT [TOP(n)] * | COUNT() FROM DIGITALTWINS | RELATIONSHIPS [T] [WHERE property = value | IS_OF_MODEL('…') [AND …]]. */
export function runQuery(request: ServiceRequest, _: Params, { instance }: AdtContext): Answer {
  const text = jsonBody(request)?.query;
  if (typeof text !== 'string') throw adtError(400, 'InvalidArgument', 'The query is missing.');
  const parts = QUERY.exec(text.trim())?.groups;
  if (parts === undefined) throw syntaxError(text);
  const { content } = instance;
  const rows = parts.from?.toLowerCase() === 'digitaltwins' ? [...content.twins.values()] : content.relationships;
  const tests = (parts.where?.split(/\s+and\s+/i) ?? []).map((condition) => readCondition(condition.trim(), text));
  const found = rows.filter((row) => tests.every((test) => test(row)));
  const headers = { 'query-charge': (1.5 + found.length * 0.05).toFixed(2) };
  if (parts.what?.toLowerCase() === 'count()') {
    return { status: 200, headers, body: { value: [{ COUNT: found.length }], continuationToken: null } };
  }
  const value = parts.top === undefined ? found : found.slice(0, Number(parts.top));
  return { status: 200, headers, body: { value, continuationToken: null } };
}

function readCondition(condition: string, query: string): (row: Json) => boolean {
  const parts = CONDITION.exec(condition)?.groups;
  if (parts === undefined) throw syntaxError(query);
  const { property, text, number, model } = parts;
  if (model !== undefined) return (row) => Reflect.get(Object(row.$metadata), '$model') === model;
  const wanted = text ?? Number(number);
  return (row) => row[property ?? ''] === wanted;
}

function syntaxError(query: string) {
  const message = `Syntax Error: the simulated instance cannot read the query "${query}".`;
  return adtError(400, 'BadRequest', message);
}
