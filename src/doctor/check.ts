import type { CallOptions } from '../tenant.ts';
import type { Deployment } from './deployment.ts';
import type { Finding, Outcome } from './finding.ts';

/** Stable: what reads `--json` goes by them. */
export type CheckId =
  | 'settings'
  | 'sign-in'
  | 'clock'
  | 'tenants'
  | 'instances'
  | 'azure-reading'
  | 'graph-permissions'
  | 'right-to-assign'
  | 'approver-sign-in'
  | 'board-sign-in'
  | 'store'
  | 'endpoint'
  | 'app-package'
  | 'ticket-system';

export interface Check {
  id: CheckId;
  title: string;
  /** May reject: a TenantError is what Azure did not tell, anything else a fault of the check itself. */
  run(deployment: Deployment, options: CallOptions): Promise<Finding[]>;
}

export interface CheckReport {
  id: CheckId;
  title: string;
  outcome: Outcome;
  findings: Finding[];
  ms: number;
  /** It took noticeably long. */
  slow: boolean;
}
