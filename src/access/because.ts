import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import type { Because } from './access-request.ts';

/** What a diagnosis showed, as an approver reads it: the headline, what is proven, and what could not be looked at. */
export function becauseOf(
  diagnosisId: string,
  { headline, findings, unchecked = [] }: Pick<Diagnosis, 'headline' | 'findings' | 'unchecked'>,
): Because {
  return {
    diagnosisId,
    headline,
    confirmed: findings.filter(({ verdict }) => verdict === 'confirmed').map(({ title }) => title),
    couldNotCheck: unchecked.flatMap(({ topics }) => topics),
  };
}
