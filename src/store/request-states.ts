import type { AccessState } from '../access/access-request.ts';

/** States of access requests: those of which something can still become, and those that are over. */
export const OPEN_REQUEST_STATES = ['pending', 'approved', 'failed', 'granted'] as const satisfies AccessState[];
export const OVER_REQUEST_STATES = ['denied', 'withdrawn', 'lapsed', 'ended'] as const satisfies Exclude<
  AccessState,
  (typeof OPEN_REQUEST_STATES)[number]
>[];
