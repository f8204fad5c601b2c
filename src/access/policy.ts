import { ADT_DATA_OWNER, ADT_DATA_READER, type BuiltInRole } from '../rbac/roles.ts';

/** What may be asked for, for whom, and who may approve it. Checked when asked and again when decided. */
export interface AccessPolicy {
  /** The only roles that can be requested and granted. */
  grantableRoles: readonly BuiltInRole[];
  durations: readonly Duration[];
  /** A request that nobody decided lapses after this. */
  lapseAfterMinutes: number;
  /** For whom a person may ask. Never for a group. */
  askFor: readonly AskFor[];
  /** Permanent access takes two different people. */
  secondApproverForPermanent: boolean;
  /** Whether guests of the tenant may decide. */
  guestsMayApprove: boolean;
  /** Whether a requester who may write role assignments there may approve his own request for himself. */
  selfGrant: boolean;
  /** Reminders that fall into them wait for the morning; undefined: there are none. */
  quietHours: QuietHours | undefined;
}

/** `own-apps`: apps whose registration the requester owns. `any-app` covers managed identities, which nobody owns. */
export type AskFor = 'self' | 'own-apps' | 'any-app' | 'colleagues';

/** By the approver's own clock. Minutes after midnight; from 20:00 to 07:00 is 1200 to 420. */
export interface QuietHours {
  from: number;
  to: number;
  /** IANA name; for approvers whose time zone is not known, and for the approvals channel. */
  timeZone: string;
}

export interface Duration {
  /** null is permanent. */
  minutes: number | null;
  /** For a card: '8 hours'. */
  label: string;
}

/** What a policy file may choose from. */
export const ALL_DURATIONS: readonly Duration[] = [
  { minutes: 480, label: '8 hours' },
  { minutes: 1440, label: '1 day' },
  { minutes: 10080, label: '7 days' },
  { minutes: 43200, label: '30 days' },
  { minutes: null, label: 'Permanent' },
];

export const DEFAULT_POLICY: AccessPolicy = {
  grantableRoles: [ADT_DATA_READER, ADT_DATA_OWNER],
  durations: ALL_DURATIONS,
  lapseAfterMinutes: 1440,
  askFor: ['self', 'any-app', 'colleagues'],
  secondApproverForPermanent: true,
  guestsMayApprove: false,
  selfGrant: false,
  quietHours: { from: 1200, to: 420, timeZone: 'UTC' },
};
