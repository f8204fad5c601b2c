import type { DiagnosisRecord } from '../../diagnosis/record.ts';
import type { TriageStore } from '../../triage/store.ts';
import type { Sender } from '../activity.ts';
import { askedAs } from '../asked-as.ts';
import type { MaySee } from '../triage/may-see.ts';
import { type ClickAnswer, notYours, say } from './answer.ts';

/**
 * The record as this person goes on with it, or what to tell him instead.
 * @param to 'look-anew' proves by itself what may be shown, so it only has to spare what others read in the case
 */
export type MayAsk = (
  record: DiagnosisRecord,
  person: Sender,
  to: 'look-anew' | 'use-what-was-found',
) => Promise<{ record: DiagnosisRecord } | { answer: ClickAnswer }>;

export interface MayAskDependencies {
  cases: Pick<TriageStore, 'byDiagnosis'>;
  maySee: MaySee;
}

export function createMayAsk({ cases, maySee }: MayAskDependencies): MayAsk {
  return async function mayAsk(record, person, to) {
    const one = await cases.byDiagnosis(record.tenantId, record.id);
    const asked = askedAs(record, person, one);
    if ('not' in asked) {
      if (asked.not === 'yours' || one?.assignee === undefined) return { answer: notYours };
      const { number, assignee } = one;
      return {
        answer: say(
          `Case ${number} is with ${assignee.displayName} now, so you cannot do this any more. If you are of the helpdesk, take the case first.`,
        ),
      };
    }
    if (record.diagnosis !== undefined && (record.triaged || to === 'use-what-was-found')) {
      const seen = await maySee(record, person, one);
      if (!seen.may) return { answer: say(seen.why) };
    }
    return asked;
  };
}
