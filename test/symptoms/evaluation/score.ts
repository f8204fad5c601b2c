import type { SymptomReport } from '../../../src/symptoms/report.ts';
import type { Expectation } from './labelled-messages.ts';

/** One label held against what was read. */
export interface Judgement {
  /** 'status', 'instance.hostName' …; 'instance' alone where the whole of it must be absent. */
  field: string;
  expected: unknown;
  got: unknown;
  right: boolean;
}

type Same = (expected: unknown, got: unknown) => boolean;

/** Ids and names are the same in any case, a time is the same within its second, secrets come in any order. */
const sameness: Record<string, Same> = {
  kind: (expected, got) => [expected].flat().includes(got),
  at: sameSecond,
  'token.expiresAt': sameSecond,
  redacted: (expected, got) => listed(expected) === listed(got),
};

/** Every label of a message, judged. A field without a label is not. */
export function judge(report: SymptomReport, expect: Expectation): Judgement[] {
  const got: Record<string, unknown> = { ...report };
  return Object.entries(expect).flatMap(([field, expected]) => {
    if (!isRecord(expected)) return [judgement(field, expected, got[field])];
    const inside = isRecord(got[field]) ? got[field] : {};
    return Object.entries(expected).map(([name, value]) => judgement(`${field}.${name}`, value, inside[name]));
  });
}

function judgement(field: string, expected: unknown, read: unknown): Judgement {
  const got = read ?? null;
  const right = expected === null || got === null ? expected === got : (sameness[field] ?? sameText)(expected, got);
  return { field, expected, got, right };
}

function sameText(expected: unknown, got: unknown): boolean {
  return String(expected).toLowerCase() === String(got).toLowerCase();
}

function sameSecond(expected: unknown, got: unknown): boolean {
  return seconds(expected) === seconds(got);
}

function seconds(time: unknown): number {
  return Math.floor(Date.parse(String(time)) / 1000);
}

function listed(values: unknown): string {
  return [values].flat().map(String).sort().join();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface Accuracy {
  labelled: number;
  right: number;
  /** Share of right readings, 0 to 1. */
  accuracy: number;
}

export function accuracyOf(judgements: readonly Judgement[]): Accuracy {
  const right = judgements.filter((each) => each.right).length;
  return { labelled: judgements.length, right, accuracy: judgements.length === 0 ? 1 : right / judgements.length };
}

/** A label that says "nothing is here", which a reader that reads nothing also gets right. */
export function isAbsence({ expected }: Judgement): boolean {
  return expected === null || (Array.isArray(expected) && expected.length === 0);
}
