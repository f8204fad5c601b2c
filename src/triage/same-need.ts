import { leastDataRole } from '../rbac/adt-actions.ts';
import { ADT_DATA_OWNER } from '../rbac/roles.ts';
import type { SymptomReport } from '../symptoms/report.ts';

/** Who names nobody means himself. */
export function isAboutPerson({ principal }: Pick<SymptomReport, 'principal'>): boolean {
  return principal === undefined || principal.kind === 'me' || principal.kind === 'user';
}

/** Whether the role that lets one in lets the other in too, as far as their reports tell: who does not say what he does may do as little. */
export function needsNoMore(
  { operation, access }: Pick<SymptomReport, 'operation' | 'access'>,
  than: Pick<SymptomReport, 'operation' | 'access'>,
): boolean {
  if (operation === undefined) return true;
  const needed = leastDataRole(operation, access);
  const given = leastDataRole(than.operation, than.access);
  return needed !== undefined && given !== undefined && (needed === given || given === ADT_DATA_OWNER);
}
