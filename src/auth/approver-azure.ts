/** Azure as the person who approves: what is asked of it here. Implemented in src/azure. */
import type { CallOptions, PersonalWrites } from '../tenant.ts';

/** A sign-in in a browser is needed first. `claims` is what Azure asks for, as JSON, where it said so. */
export interface NeedsSignIn {
  needs: 'mfa' | 'consent' | 'sign-in';
  claims?: string;
}

/** Writes as one person, with a token that only lives as long as this does. */
export type ApproverAzure = PersonalWrites<NeedsSignIn>;

/** Exchanges a person's checked token for Azure as that person. Throws TenantError. */
export type ActAs = (
  user: { token: string; tenantId: string },
  options?: CallOptions,
) => Promise<ApproverAzure | NeedsSignIn>;
