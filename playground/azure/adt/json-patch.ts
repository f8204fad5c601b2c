/** JSON Patch as twins and relationships use it: add, replace and remove. */
import { adtError } from './errors.ts';

type Json = Record<string, unknown>;

/** A changed copy. Throws the service's 400 when the patch is not one. */
export function applyPatch(document: Json, body: string): Json {
  const copy: Json = structuredClone(document);
  for (const { op, path, value } of readPatch(body)) {
    const keys = path.split('/').slice(1).map(unescaped);
    const last = keys.pop();
    const holder = keys.reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), copy);
    if (last === undefined || typeof holder !== 'object' || holder === null)
      throw invalid(`There is nothing at ${path}.`);
    if (op === 'remove') Reflect.deleteProperty(holder, last);
    else Reflect.set(holder, last, value);
  }
  return copy;
}

function readPatch(body: string): { op: string; path: string; value?: unknown }[] {
  let steps: unknown;
  try {
    steps = JSON.parse(body);
  } catch {
    throw invalid('The body is not valid JSON.');
  }
  if (!Array.isArray(steps)) throw invalid('A JSON Patch is an array of operations.');
  return steps.map((step: unknown) => {
    const { op, path, value } = Object(step);
    if (!['add', 'replace', 'remove'].includes(op) || typeof path !== 'string') {
      throw invalid(`'${String(op)}' at '${String(path)}' is no operation.`);
    }
    return { op: String(op), path, value };
  });
}

function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

function invalid(message: string) {
  return adtError(400, 'JsonPatchInvalid', message);
}
