import type { Finding, FindingId, Remedy } from './diagnosis.ts';

/** The finding of a check that lacks a fact: never 'ruled out', and with what would let it look. */
export function couldNotCheck(
  id: FindingId,
  title: string,
  { reason, remedy }: { reason: string; remedy?: Remedy },
): Finding {
  return { id, verdict: 'unknown', title, why: reason, evidence: [], ...(remedy && { remedy }) };
}
