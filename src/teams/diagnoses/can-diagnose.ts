import type { SymptomKind, SymptomReport } from '../../symptoms/report.ts';

/** Reports that tell enough to look into. */
export const diagnosable: readonly SymptomKind[] = ['adt-403', 'adt-other', 'other-service', 'access-request'];

export function canDiagnose({ kind }: SymptomReport): boolean {
  return diagnosable.includes(kind);
}
