import type { Case } from './case.ts';

/**
 * The instance that a case is about, by its name: as found out, else as reported, else as its incident has it. Undefined
 * where nobody has named one. Lists compare it as the database makes it of the same (triage_case.instance_key).
 */
export function instanceName({
  outcome,
  report,
  incidentInstance,
}: Pick<Case, 'outcome' | 'report' | 'incidentInstance'>): string | undefined {
  const { name, hostName } = report.instance ?? {};
  // A host name begins with the name.
  return outcome?.instance?.name ?? name ?? (hostName?.split('.', 1)[0] || undefined) ?? incidentInstance;
}
