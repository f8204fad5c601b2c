import type { Finding, FindingId, Remedy, Source } from './diagnosis.ts';

/**
 * The finding of a check that lacks a fact: never 'ruled out', and with what would let it look.
 * @param topic what was to be looked at, as a noun
 */
export function couldNotCheck(
  id: FindingId,
  topic: string,
  { reason, remedy, source }: { reason: string; remedy?: Remedy; source?: Source },
): Finding {
  // What was not asked, since something else is missing, has nothing to show.
  const asked = source !== undefined && source.call !== 'not asked';
  return {
    id,
    verdict: 'unknown',
    title: topic,
    why: reason,
    evidence: asked ? [{ text: `Not read: ${source.what}.`, source }] : [],
    ...(remedy && { remedy }),
  };
}
