import { readTriageWords, type TriageWords } from './triage-words.ts';

/** What the bot does on a word of command. */
export type Command =
  | { name: Word }
  | { name: 'triage'; words: TriageWords }
  /** One case, by what people call it. */
  | { name: 'triage-case'; number: number }
  /** A list was meant, and not understood which. */
  | { name: 'triage-unknown' };

type Word =
  | 'help'
  | 'diagnose'
  | 'requests'
  | 'approvals'
  | 'instances'
  | 'use-for-approvals'
  | 'use-for-triage'
  | 'digest-on';

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
    'digest-on': ['digest on', 'daily digest on', 'send the digest again'],
  } satisfies Record<Word, string[]>).flatMap(([name, words]) =>
    words.map((word): [string, Word] => [word, name as Word]),
  ),
);

/** 'triage', 'open cases', and what narrows them. */
const triage = /^(?:(?:show |list )?(?:open )?cases|(?:show )?(triage))(?: (.{1,100}))?$/;
const caseNumber = /^(?:case )?#?(\d{1,9})$/;
/** 'triage' may also begin a sentence of somebody who is refused. */
const trouble =
  /\b(?:(?<!-)\d{3}(?!-)|aadsts\d{4,9}|errors?|exceptions?|fail(?:s|ed|ing|ure)?|forbidden|denied|refused|unauthori[sz]ed|https?|i|we|my app)\b/;

/** The command that the whole text is, give or take a slash, capitals and punctuation. A longer text is none. */
export function readCommand(text: string): Command | undefined {
  if (text.length > 200) return undefined;
  const words = text
    .replace(/<at>[^<]{0,100}<\/at>/gi, ' ')
    .trim()
    .toLowerCase()
    .replace(/^\//, '')
    .replace(/(?<=\S)\s{0,3}[.!?]{1,5}$/, '')
    .replace(/^please |,? please$/g, '')
    .replace(/\s{1,50}/g, ' ')
    .trim();
  const name = names.get(words);
  if (name !== undefined) return { name };
  const listed = triage.exec(words);
  return listed === null ? undefined : readTriage(listed[1], listed[2] ?? '');
}

/** @param said 'triage', where it was this word */
function readTriage(said: string | undefined, rest: string): Command | undefined {
  const [, number] = (said && caseNumber.exec(rest)) || [];
  if (number !== undefined) return { name: 'triage-case', number: Number(number) };
  const narrowed = readTriageWords(rest);
  if (narrowed !== undefined) return { name: 'triage', words: narrowed };
  return said === undefined || trouble.test(rest) ? undefined : { name: 'triage-unknown' };
}
