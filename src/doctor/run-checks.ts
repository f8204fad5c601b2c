import { type CallOptions, TenantError } from '../tenant.ts';
import type { Check, CheckReport } from './check.ts';
import type { Deployment } from './deployment.ts';
import { type Finding, worstOf } from './finding.ts';

export interface Running {
  /** Milliseconds; only differences count. */
  clock: () => number;
  deadlineMs: number;
  slowMs: number;
  /** Told once for a check that is still running after `slowMs`. */
  onSlow?: (check: Check) => void;
}

/** Runs all checks side by side and reports every one of them, also the one that crashes or never ends. */
export async function runChecks(
  checks: readonly Check[],
  deployment: Deployment,
  running: Running,
): Promise<CheckReport[]> {
  return Promise.all(checks.map((check) => runCheck(check, deployment, running)));
}

async function runCheck(
  check: Check,
  deployment: Deployment,
  { clock, deadlineMs, slowMs, onSlow }: Running,
): Promise<CheckReport> {
  const start = clock();
  const late = setTimeout(() => onSlow?.(check), slowMs);
  const deadline = new AbortController();
  let giveUp: NodeJS.Timeout | undefined;
  // Some clients look at their signal only between attempts, so the wait itself ends too.
  const tooLate = new Promise<Finding[]>((resolve) => {
    giveUp = setTimeout(() => {
      deadline.abort();
      resolve([notChecked(`There was no answer within ${deadlineMs / 1_000} seconds.`)]);
    }, deadlineMs);
  });
  const findings = await Promise.race([findingsOf(check, deployment, { signal: deadline.signal }), tooLate]);
  clearTimeout(late);
  clearTimeout(giveUp);
  const ms = Math.round(clock() - start);
  return { id: check.id, title: check.title, outcome: worstOf(findings), findings, ms, slow: ms >= slowMs };
}

async function findingsOf(check: Check, deployment: Deployment, options: CallOptions): Promise<Finding[]> {
  try {
    return await check.run(deployment, options);
  } catch (error) {
    return [whyNotChecked(error)];
  }
}

export function notChecked(why: string): Finding {
  return { outcome: 'unknown', what: 'Not checked.', why };
}

/** What did not answer, as a finding. */
export function whyNotChecked(error: unknown): Finding {
  if (error instanceof TenantError) {
    if (error.code === 'unauthenticated') return notChecked('The bot could not sign in; see above.');
    return notChecked(error.message);
  }
  return notChecked(`The check itself failed: ${error instanceof Error ? error.message : String(error)}`);
}

/** Kept apart from what is wrong: where the bot was refused, what it lacks to look. */
export function notLookedAt(what: string, error: unknown, { fixes }: Pick<Deployment, 'fixes'>): Finding {
  const finding = { ...whyNotChecked(error), what };
  if (!(error instanceof TenantError) || error.code !== 'forbidden' || error.permission === undefined) return finding;
  return { ...finding, fix: fixes.graphPermission(error.permission.replace(/^Microsoft Graph /, '')) };
}
