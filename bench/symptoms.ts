import { readSymptoms } from '../src/symptoms/read-symptoms.ts';
import {
  heldOutMessages,
  type LabelledMessage,
  labelledMessages,
} from '../test/symptoms/evaluation/labelled-messages.ts';
import { longPastes, quietLog } from '../test/symptoms/evaluation/long-pastes.ts';
import { type Accuracy, accuracyOf, isAbsence, type Judgement, judge } from '../test/symptoms/evaluation/score.ts';
import { median, round } from './median.ts';

/** Enough that the engine has compiled what it compiles, and that a busy machine's pauses fall out of the median. */
const warmUps = 15;
const runs = 40;

/** How well and how fast messages are read: the evaluation set of test/symptoms/evaluation, and texts of growing size. */
export function benchSymptoms(): object {
  const messages = [...labelledMessages(), ...longPastes()];
  return { ...figuresOf(messages), heldOut: figuresOf(heldOutMessages()), speed: speed(messages) };
}

function figuresOf(messages: readonly LabelledMessage[]): object {
  const read = messages.map((message) => ({ message, judgements: judge(readSymptoms(message.text), message.expect) }));
  const kinds = read.flatMap(({ message: { id }, judgements }) =>
    judgements.filter(({ field }) => field === 'kind').map((judgement) => confusionOf(id, judgement)),
  );
  return {
    messages: messages.length,
    accuracyPerField: accuracyPerField(read.flatMap(({ judgements }) => judgements)),
    accuracyPerKind: Object.fromEntries(
      groupBy(kinds, ({ expected }) => expected).map(([kind, each]) => [kind, shown(accuracyOf(each))]),
    ),
    confusion: Object.fromEntries(
      groupBy(kinds, ({ expected }) => expected).map(([kind, each]) => [kind, countOf(each)]),
    ),
    worstConfusions: groupBy(
      kinds.filter(({ right }) => !right),
      ({ expected, got }) => `${expected} read as ${got}`,
    )
      .map(([confusion, each]) => ({ confusion, count: each.length, ids: each.map(({ id }) => id) }))
      .sort((a, b) => b.count - a.count)
      .slice(0, 10),
  };
}

function accuracyPerField(judgements: readonly Judgement[]): object {
  return Object.fromEntries(
    groupBy(judgements, ({ field }) => field).map(([field, each]) => [
      field,
      { ...shown(accuracyOf(each)), ofThoseThere: shown(accuracyOf(each.filter((one) => !isAbsence(one)))) },
    ]),
  );
}

function shown({ accuracy, ...counts }: Accuracy): object {
  return { ...counts, accuracy: round(accuracy, 4) };
}

interface Confusion extends Judgement {
  id: string;
  expected: string;
  got: string;
}

/** Where several kinds are good readings, the one that was read stands for them, else the first. */
function confusionOf(id: string, { field, expected, got, right }: Judgement): Confusion {
  return { id, field, right, got: String(got), expected: String(right ? got : [expected].flat()[0]) };
}

function countOf(confusions: readonly Confusion[]): Record<string, number> {
  return Object.fromEntries(groupBy(confusions, ({ got }) => got).map(([got, each]) => [got, each.length]));
}

function groupBy<T>(values: readonly T[], key: (value: T) => string): [string, T[]][] {
  return [...Map.groupBy(values, key)].sort(([a], [b]) => a.localeCompare(b));
}

/** Median milliseconds a message, and what 100 KB take over ten times what 10 KB take: 1 is linear. */
function speed(messages: readonly LabelledMessage[]): object {
  // What people paste, joined up to the size: traces, JSON, sentences, tokens.
  const pasted = messages.map(({ text }) => text).join('\n');
  const sources: Record<string, string> = {
    mixed: pasted.repeat(Math.ceil((100 * 1024) / pasted.length)),
    log: quietLog(100),
    oneWord: 'A'.repeat(100 * 1024),
    spaces: `403 digital twins${' '.repeat(100 * 1024)}`,
  };
  return {
    runs,
    // Whole messages of about 1 KB, and pieces of 1 KB that hold the ends of several, in several languages.
    oneKbMs: round(msFor(messages.map(({ text }) => text).filter(({ length }) => length > 750 && length < 1300)), 3),
    oneKbPieceMs: round(msFor(pastesOf(pasted, 1)), 3),
    ...Object.fromEntries(
      Object.entries(sources).map(([name, text]) => {
        const [tenKb, hundredKb] = [msFor(pastesOf(text, 10)), msFor(pastesOf(text, 100))];
        return [
          name,
          { tenKbMs: round(tenKb, 3), hundredKbMs: round(hundredKb, 3), growthToLinear: round(hundredKb / tenKb / 10) },
        ];
      }),
    ),
  };
}

/** Texts of this size, cut out of the whole evenly: up to 40 small ones, or 6. */
function pastesOf(text: string, kb: number): string[] {
  const size = kb * 1024;
  const count = Math.max(1, Math.min(kb < 10 ? 40 : 6, Math.floor(text.length / size)));
  const step = Math.floor((text.length - size) / Math.max(1, count - 1));
  return Array.from({ length: count }, (_, index) => text.slice(index * step, index * step + size));
}

/** The median of every text's own median, after a warm-up. */
function msFor(texts: readonly string[]): number {
  for (let warmUp = 0; warmUp < warmUps; warmUp += 1) for (const text of texts) readSymptoms(text);
  return median(
    texts.map((text) =>
      median(
        Array.from({ length: runs }, () => {
          const start = performance.now();
          readSymptoms(text);
          return performance.now() - start;
        }),
      ),
    ),
  );
}
