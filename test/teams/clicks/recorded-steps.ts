import type { TriageStep } from '../../../src/triage/store.ts';

/** What a click on a case or an incident needs of triage: `reads` is what the store holds, `wrote` what it was given. */
export function recordedSteps<Reads extends object>(reads: Reads) {
  const wrote: TriageStep[] = [];
  const store = {
    ...reads,
    transition: async (steps: TriageStep[]) => {
      wrote.push(...steps);
      return 'written';
    },
    recordRefusal: async () => {},
  };
  return { triage: { store, now: () => new Date(), newId: () => 'n' }, wrote };
}
