import type { SymptomReport } from './report.ts';
import { sieved } from './sieve.ts';

const reader = sieved(
  /(?<!\b(?:bar ?code|card|code|news|feed|pdf|rfid|meter|screen) )\breaders?\b(?! (?:app|api|service|device|process))/i,
);
/** An owner alone is a person: 'could the owner give me access?' */
const owner = sieved(
  /\bdata[ -]?owners?\b|\b(?:adt|digital twins) owners?\b|\bowner (?:role|rights?|access|permissions?)\b/i,
);

/**
 * What somebody wants to do who asks for a data role by its name, where he tells nothing else of it: Data Reader is asked
 * for to read, Data Owner to change something. Undefined where none is named, or both: one of them he may have.
 */
export function askedByRole(prose: string): Pick<SymptomReport, 'operation' | 'access'> | undefined {
  const [reads, owns] = [reader.test(prose), owner.test(prose)];
  if (reads === owns) return undefined;
  return reads ? { operation: 'read', access: 'read' } : { operation: 'write', access: 'write' };
}
