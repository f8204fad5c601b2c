/** Azure as the person who approves: what is asked of it here. Implemented in src/azure. */
import type {
  CallOptions,
  CreatedRoleAssignment,
  NewRoleAssignment,
  NewRoleSchedule,
  RoleScheduleEnd,
  ScheduledRole,
} from '../tenant.ts';

/** A sign-in in a browser is needed first. `claims` is what Azure asks for, as JSON, where it said so. */
export interface NeedsSignIn {
  needs: 'mfa' | 'consent' | 'sign-in';
  claims?: string;
}

/** Writes as one person, with a token that only lives as long as this does. Throws TenantError. */
export interface ApproverAzure {
  createRoleAssignment(
    name: string,
    request: NewRoleAssignment,
    options?: CallOptions,
  ): Promise<CreatedRoleAssignment | NeedsSignIn>;
  /** Absent is success. */
  deleteRoleAssignment(id: string, options?: CallOptions): Promise<'deleted' | NeedsSignIn>;
  /** A role that Azure ends by itself. `names`: GUIDs for this request and no other; the first that is free is used. */
  scheduleRole(
    names: readonly string[],
    request: NewRoleSchedule,
    options?: CallOptions,
  ): Promise<ScheduledRole | NeedsSignIn>;
  /** Ends such a role before its time. `under-way`: Azure has not confirmed it yet. */
  endScheduledRole(
    name: string,
    end: RoleScheduleEnd,
    options?: CallOptions,
  ): Promise<'ended' | 'under-way' | NeedsSignIn>;
}

/** Exchanges a person's checked token for Azure as that person. Throws TenantError. */
export type ActAs = (
  user: { token: string; tenantId: string },
  options?: CallOptions,
) => Promise<ApproverAzure | NeedsSignIn>;
