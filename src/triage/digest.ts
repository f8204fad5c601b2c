import type { FindingId } from '../diagnosis/diagnosis.ts';
import type { Case } from './case.ts';
import type { Figures } from './store.ts';

/** What the helpdesk is told once a day: of the time since the last one, and what is open now. */
export interface Digest {
  /** Of what time it tells; ISO 8601. */
  since: string;
  until: string;
  reported: number;
  /** Whenever they were reported. */
  resolved: number;
  open: number;
  /** The open ones that wait longest, the longest first. */
  waiting: readonly Case[];
  /** The cause that most of the reported ones share. */
  cause?: { id: FindingId; cases: number };
}

/** Undefined where there is nothing to say. */
export function digestOf(
  { reported, resolved, causesByDay }: Pick<Figures, 'reported' | 'resolved' | 'causesByDay'>,
  now: Pick<Digest, 'open' | 'waiting' | 'since' | 'until'>,
): Digest | undefined {
  if (reported === 0 && resolved === 0 && now.open === 0) return undefined;
  const cause = mostFrequent(causesByDay);
  return { ...now, reported, resolved, ...(cause && { cause }) };
}

/** Over all days; of several that are as frequent, the one that came first. */
function mostFrequent(causesByDay: Figures['causesByDay']): Digest['cause'] {
  const counts = new Map<FindingId, number>();
  for (const { cause, cases } of causesByDay) {
    if (cause !== 'none') counts.set(cause, (counts.get(cause) ?? 0) + cases);
  }
  const [first] = [...counts].toSorted(([, a], [, b]) => b - a);
  return first && { id: first[0], cases: first[1] };
}
