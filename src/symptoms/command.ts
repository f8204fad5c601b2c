import { plainCharacters } from './plain-characters.ts';
import { readTriageWords, type TriageWords } from './triage-words.ts';

/** What the bot does on a word of command. */
export type Command =
  | { name: Word }
  | { name: 'triage'; words: TriageWords }
  /** One case, by what people call it. */
  | { name: 'triage-case'; number: number }
  /** A list was meant, and not understood which. 'two-owners': mine and unassigned at once. */
  | { name: 'triage-unknown'; why?: 'two-owners' };

type Word =
  | 'help'
  | 'diagnose'
  | 'requests'
  | 'approvals'
  | 'instances'
  | 'use-for-approvals'
  | 'use-for-triage'
  | 'my-cases'
  | 'digest-on'
  | 'digest-off';

const names = new Map<string, Word>(
  Object.entries({
    help: ['help', 'help me', '?', 'commands', 'what can you do'],
    diagnose: ['diagnose', 'check my access', 'diagnose my access'],
    requests: ['requests', 'my requests', 'show requests', 'show my requests', 'list requests'],
    approvals: ['approvals', 'my approvals', 'pending approvals', 'show approvals', 'list approvals'],
    instances: ['instances', 'my instances', 'show instances', 'list instances'],
    'use-for-approvals': [
      'use this channel for approvals',
      'use this for approvals',
      'use for approvals',
      'use-for-approvals',
      'send approvals here',
    ],
    'use-for-triage': [
      'use this channel for triage',
      'use this for triage',
      'use for triage',
      'use-for-triage',
      'send cases here',
    ],
    'my-cases': ['my cases', 'my open cases', 'show my cases', 'show my open cases', 'list my cases'],
    'digest-on': ['digest on', 'daily digest on', 'send the digest again'],
    'digest-off': ['digest off', 'daily digest off', 'no more digests', 'no digests'],
  } satisfies Record<Word, string[]>).flatMap(([name, words]) =>
    words.map((word): [string, Word] => [word, name as Word]),
  ),
);

/** Longer is no word of command, but for what begins with 'triage'. */
const LONGEST = 200;
/** What stands behind 'triage'. An app may be called triage-sync. */
const triage = /^(?:(?:show|list) )?triage(?![\w-]|\.\w)[ :,-]{0,5}(.{0,200})$/;
/** 'open cases', and what narrows them. */
const cases = /^(?:show |list )?(?:open )?cases(?: (.{1,100}))?$/;
const oneCase = /^(?:show )?(?:case #?|#)(\d{1,9})$/;
const behindTriage = /^(?:case )?#?(\d{1,9})$/;

/**
 * The command that the whole text is, give or take a slash, quotes, capitals, punctuation and a please. A longer text is none,
 * and what begins with 'triage' always one: whoever works with cases is not refused, whatever he asks for.
 */
export function readCommand(text: string): Command | undefined {
  const words = inPlainWords(text.slice(0, LONGEST));
  const [, behind] = triage.exec(words) ?? [];
  if (behind !== undefined) return text.length > LONGEST ? { name: 'triage-unknown' } : readTriage(behind);
  if (text.length > LONGEST) return undefined;
  const name = names.get(words);
  if (name !== undefined) return { name };
  const [, number] = oneCase.exec(words) ?? [];
  if (number !== undefined) return { name: 'triage-case', number: Number(number) };
  const listed = cases.exec(words);
  const narrowed = listed === null ? undefined : readTriageWords(listed[1] ?? '');
  return typeof narrowed === 'object' ? { name: 'triage', words: narrowed } : undefined;
}

function inPlainWords(text: string): string {
  return plainCharacters(text)
    .replace(/<at>[^<]{0,100}<\/at>/gi, ' ')
    .trim()
    .toLowerCase()
    .replace(/^\//, '')
    .replace(/(?<=\S)\s{0,3}[.!?]{1,5}$/, '')
    .replace(/^(["'`])([^"'`]{1,200})\1$/, '$2')
    .replace(/^(?:please|pls|plz),? |,? (?:please|pls|plz|thanks|thank you)$/g, '')
    .replace(/\s{1,50}/g, ' ')
    .trim();
}

function readTriage(rest: string): Command {
  const [, number] = behindTriage.exec(rest) ?? [];
  if (number !== undefined) return { name: 'triage-case', number: Number(number) };
  const narrowed = readTriageWords(rest);
  if (narrowed === 'two-owners') return { name: 'triage-unknown', why: narrowed };
  return narrowed === undefined ? { name: 'triage-unknown' } : { name: 'triage', words: narrowed };
}
