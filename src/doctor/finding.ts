/** `unknown`: it could not be looked at, which is no `ok`. */
export type Outcome = 'ok' | 'warning' | 'fault' | 'unknown';

export interface Fix {
  /** What to do and who can, in a sentence. */
  how: string;
  /** To run in this order. */
  commands?: string[];
}

/** One thing that was looked at: what, why it matters, how to mend it. */
export interface Finding {
  outcome: Outcome;
  what: string;
  why?: string;
  fix?: Fix;
}

/** The worst of them; a fault is worse than what is not known. */
export function worstOf(findings: readonly Pick<Finding, 'outcome'>[]): Outcome {
  const order: readonly Outcome[] = ['fault', 'unknown', 'warning'];
  return order.find((outcome) => findings.some((finding) => finding.outcome === outcome)) ?? 'ok';
}
