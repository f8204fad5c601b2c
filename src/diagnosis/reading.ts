import type { CallOptions, Tenant } from '../tenant.ts';
import type { Fact } from './diagnosis.ts';
import { type Fetching, fetchFact } from './fetch-fact.ts';

/** What every part of one diagnosis reads with. */
export interface Reading {
  tenant: Tenant;
  options: CallOptions;
  fetching: Fetching;
}

/** Reads one thing to a Fact. `scope` is the resource that is asked about, for the command that mends a refusal. */
export function readFact<T>(
  { fetching }: Reading,
  what: string,
  call: string,
  fetch: () => Promise<T>,
  scope?: string,
): Promise<Fact<T>> {
  return fetchFact({ what, call, ...(scope !== undefined && { scope }) }, fetch, fetching);
}
