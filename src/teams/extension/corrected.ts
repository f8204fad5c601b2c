import { AUTHOR } from '../../cards/understood-card.ts';
import type { SymptomReport } from '../../symptoms/report.ts';
import type { Sender } from '../activity.ts';
import { type Answers, answered } from '../questions.ts';

/** What the form under a message came back with. */
export interface Corrections extends Omit<Answers, 'who'> {
  who?: Answers['who'] | typeof AUTHOR;
}

/**
 * The report to look into, or what to say where an answer is missing: `me` in it is whoever asks from here on, and not the
 * writer any more. Pure.
 * @param author the writer, where that is somebody else
 */
export function corrected(
  report: SymptomReport,
  { who = AUTHOR, caller = '', tried }: Corrections,
  author: Sender | undefined,
): SymptomReport | string {
  const about = aboutTwins(report);
  // The form is filled with whom the text names; who chooses himself or the writer does not mean that one.
  const typed = caller.trim() === (report.principal?.id ?? '') ? '' : caller.trim();
  if (who === 'me' || (who === AUTHOR && author === undefined)) {
    return answered(about, { who: 'me', caller: typed, tried });
  }
  if (who !== AUTHOR) return answered(about, { who, caller, tried });
  if (typed !== '' || author === undefined) return answered(about, { who: 'app', caller: typed, tried });
  const { objectId: id, displayName: name } = author;
  return answered({ ...about, principal: { kind: 'user', id, name } }, { tried });
}

/** Whoever goes on although it did not read like trouble with Azure Digital Twins means that it is. */
function aboutTwins(report: SymptomReport): SymptomReport {
  const { kind, instance, principal, redacted } = report;
  if (kind === 'adt-403' || kind === 'adt-other' || kind === 'access-request') return report;
  // What another service has said is no sign of what ADT did.
  return { kind: 'adt-403', ...(instance && { instance }), ...(principal && { principal }), redacted };
}
