import type { Finding, FindingId, Remedy, Source } from './diagnosis.ts';

/** Why something is not known, as a Fact tells it. */
export interface NotKnown {
  reason: string;
  remedy?: Remedy;
  source?: Source;
}

/**
 * The finding of a check that lacks a fact: never 'ruled out', and with what would let it look.
 * @param topic what was to be looked at, as a noun
 */
export function couldNotCheck(id: FindingId, topic: string, notKnown: NotKnown): Finding {
  return { id, ...notChecked(topic, notKnown) };
}

/** The same of what is no cause of its own. */
export function notChecked(topic: string, { reason, remedy, source }: NotKnown): Omit<Finding, 'id'> {
  // What was not asked, since something else is missing, has nothing to show.
  const asked = source !== undefined && source.call !== 'not asked';
  return {
    verdict: 'unknown',
    title: topic,
    why: reason,
    evidence: asked ? [{ text: `Not read: ${source.what}.`, source }] : [],
    ...(remedy && { remedy }),
  };
}
