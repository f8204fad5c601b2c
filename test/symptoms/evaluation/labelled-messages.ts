import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportedPrincipal, SymptomKind, SymptomReport, TokenClaims } from '../../../src/symptoms/report.ts';

/** A value to be read, or null for one that must not be there. A field that is not listed is not judged. */
type Label<T> = { [K in keyof T]?: NonNullable<T[K]> | null };

export interface Expectation
  extends Omit<Label<SymptomReport>, 'kind' | 'instance' | 'principal' | 'storage' | 'token'> {
  /** Several, where careful people disagree and each is a good reading. */
  kind?: SymptomKind | SymptomKind[];
  instance?: Label<NonNullable<SymptomReport['instance']>> | null;
  principal?: Label<ReportedPrincipal> | null;
  storage?: Label<NonNullable<SymptomReport['storage']>> | null;
  token?: Label<TokenClaims> | null;
}

export interface LabelledMessage {
  /** File and number: 'dotnet-004', 'held-out-dotnet-004'. */
  id: string;
  text: string;
  expect: Expectation;
  tags: string[];
}

/** Every message of the set, in the order of the files' names. README.md has the rules of labelling. */
export function labelledMessages(): LabelledMessage[] {
  return messagesIn(import.meta.dirname);
}

/** Messages kept apart, to which the reader has not been fitted: they tell how well an unseen message is read. */
export function heldOutMessages(): LabelledMessage[] {
  const folder = join(import.meta.dirname, 'held-out');
  // Between two sets there is none.
  return existsSync(folder) ? messagesIn(folder) : [];
}

function messagesIn(folder: string): LabelledMessage[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trimEnd().split('\n'))
    .map((line) => JSON.parse(line));
}
