import assert from 'node:assert/strict';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';
import { labelledMessages } from './evaluation/labelled-messages.ts';
import { longPastes } from './evaluation/long-pastes.ts';
import { accuracyOf, isAbsence, judge } from './evaluation/score.ts';

/** Of so few labels one wrong reading is more than a share can bear. */
const few = 15;

describe('readSymptoms on the evaluation set', () => {
  const judgements = [...labelledMessages(), ...longPastes()].flatMap(({ id, text, expect }) =>
    judge(readSymptoms(text), expect).map((each) => ({ ...each, id })),
  );

  for (const [field, all] of Map.groupBy(judgements, (each) => each.field)) {
    const floor = field === 'kind' ? 0.97 : 0.95;
    const there = all.filter((each) => !isAbsence(each));
    const wrong = all.filter(({ right }) => !right);

    it(`reads ${field} right in at least ${floor * 100} % of the messages that tell of it, or in all but one of a few`, () => {
      const list = wrong.map(
        ({ id, expected, got }) => `${id}: ${JSON.stringify(expected)}, not ${JSON.stringify(got)}`,
      );
      const accuracy = Math.min(accuracyOf(all).accuracy, accuracyOf(there).accuracy);
      const enough = accuracy >= floor || (there.length < few && wrong.length <= 1);
      assert.ok(enough, `${(accuracy * 100).toFixed(1)} %\n${list.join('\n')}`);
    });
  }
});
