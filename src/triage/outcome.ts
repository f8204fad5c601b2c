import type { Diagnosis, FindingId, Verdict } from '../diagnosis/diagnosis.ts';
import type { Outcome } from './case.ts';

/** What triage keeps of a diagnosis that was finished at `at` (ISO 8601). */
export function outcomeOf(diagnosis: Diagnosis, at: string): Outcome {
  const { headline, instance, principal, report } = diagnosis;
  const causes = ofVerdict(diagnosis, 'confirmed');
  const appId = principal?.appId ?? report.token?.appId;
  return {
    headline,
    causes,
    possible: causes.length > 0 ? [] : ofVerdict(diagnosis, 'possible'),
    ...(instance && { instance: { id: instance.id, name: instance.name } }),
    ...(appId !== undefined && { appId: appId.toLowerCase() }),
    at,
  };
}

function ofVerdict({ findings }: Diagnosis, wanted: Verdict): FindingId[] {
  return findings.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);
}
