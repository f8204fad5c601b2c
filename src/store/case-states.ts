import type { CaseState } from '../triage/case.ts';

/** States of cases, as lists and figures ask for them. */
export const OPEN_STATES: readonly CaseState[] = ['new', 'waiting-for-reporter', 'waiting-for-approval'];
export const OVER_STATES: readonly CaseState[] = ['resolved', 'closed'];
export const ALL_STATES: readonly CaseState[] = [...OPEN_STATES, ...OVER_STATES];
