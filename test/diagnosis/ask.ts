import assert from 'node:assert/strict';
import { type DiagnoseOptions, diagnose, type Outcome } from '../../src/diagnosis/diagnose.ts';
import type { Diagnosis, Finding, FindingId } from '../../src/diagnosis/diagnosis.ts';
import type { Question } from '../../src/diagnosis/facts.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import type { Tenant } from '../../src/tenant.ts';
import { report } from '../support/situation.ts';
import type { StartedTenant } from '../support/tenant.ts';

/** What somebody asks, by first name, and what a test changes of it. */
export interface Asking {
  by?: string;
  told?: Partial<SymptomReport>;
  isOfHelpdesk?: Question['asker']['isOfHelpdesk'];
  question?: Pick<Question, 'instanceId' | 'lastInstanceId'>;
  /** The clients; new ones with empty caches where none are given. */
  tenant?: Tenant;
  options?: Partial<DiagnoseOptions>;
}

/** A diagnosis for one of the tenant's people: on plant-a and about that person, unless told otherwise. */
export async function ask(
  started: StartedTenant,
  { by = 'alex', told, isOfHelpdesk, question, tenant, options }: Asking = {},
): Promise<Outcome> {
  const asker = { objectId: started.idOf(by), displayName: by, ...(isOfHelpdesk && { isOfHelpdesk }) };
  return diagnose(
    { report: report({ instance: { name: 'plant-a' }, ...told }), asker, ...question },
    tenant ?? (await started.fresh()),
    { now: () => new Date('2026-01-31T09:00:00Z'), botAppId: started.simulated.bot.appId, ...options },
  );
}

/** The diagnosis, with those who can approve. Fails on any other outcome. */
export async function diagnosisOf(outcome: Outcome | Promise<Outcome>): Promise<Diagnosis> {
  const { kind, ...rest } = await outcome;
  assert.equal(kind, 'diagnosis', JSON.stringify(rest));
  assert.ok('complete' in rest);
  return rest.complete;
}

export function find({ findings }: Diagnosis, id: FindingId): Finding {
  const found = findings.find((finding) => finding.id === id);
  assert.ok(found, `no ${id}`);
  return found;
}

export function verdicts({ findings }: Diagnosis): Record<string, string> {
  return Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
}
