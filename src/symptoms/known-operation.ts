import type { ReportedPrincipal, SymptomReport } from './report.ts';

/**
 * A report with what the last one tells of the same trouble: who asks for access, or says once more what is refused, wants to
 * do what he tried, as long as he names nothing else. Another place or another caller is another trouble. Pure.
 */
export function withKnownOperation(report: SymptomReport, last: SymptomReport): SymptomReport {
  const asks = report.kind === 'access-request';
  if ((!asks && report.kind !== 'adt-403') || last.operation === undefined || last.kind === 'other-service')
    return report;
  const { instance = asks ? last.instance : undefined } = report;
  if (instance === undefined || nameOf(instance) !== nameOf(last.instance)) return report;
  if (callerOf(report.principal) !== callerOf(last.principal)) return report;
  const { operation, access } = report.operation === undefined ? last : report;
  return { ...report, instance, ...(operation && { operation }), ...(access && { access }) };
}

function nameOf({ name, hostName }: NonNullable<SymptomReport['instance']> = {}): string | undefined {
  return (name ?? hostName?.split('.', 1)[0])?.toLowerCase();
}

/** Who names nobody means himself. */
function callerOf({ kind, id = '' }: ReportedPrincipal = { kind: 'me' }): string {
  return `${kind} ${id.toLowerCase()}`;
}
