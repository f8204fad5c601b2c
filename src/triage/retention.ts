/** How long what is over is kept, in days; docs/privacy.md tells what becomes of it then. */
export interface Retention {
  /** Cases, incidents, diagnoses, requests: then nobody is named in them any more. */
  days: number;
  /** The audit of access: who gave what to whom, by object ids. */
  auditDays: number;
}

export const DEFAULT_RETENTION: Retention = { days: 90, auditDays: 365 };
