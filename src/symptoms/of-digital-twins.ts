import type { SymptomReport } from './report.ts';

/** The report of which it is told now that Azure Digital Twins refused: with a 403, unless another status was reported. */
export function ofDigitalTwins(report: SymptomReport): SymptomReport {
  return { ...report, kind: (report.status ?? 403) === 403 ? 'adt-403' : 'adt-other', service: 'digital-twins' };
}
