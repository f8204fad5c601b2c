import type { TriageEntry } from '../triage/store.ts';
import type { Element } from './card.ts';
import { publicName } from './case-words.ts';
import { dateAndTime } from './dates.ts';
import { discreet } from './discreet.ts';
import { fold } from './fold.ts';
import { footnote, words } from './text.ts';

/** More than that nobody reads in a card. */
const MOST = 8;

/** What happened to a case, in a line that opens it. */
export function historyFold(entries: readonly TriageEntry[]): Element[] {
  const history = historyLines(entries);
  return history.length > 0 ? fold('history', `History (${history.length})`, history.flat()) : [];
}

/** The latest first, each with its own elements. What was refused changed nothing and is left out. */
export function historyLines(entries: readonly TriageEntry[]): Element[][] {
  return entries
    .flatMap((entry) => {
      const text = inWords(entry);
      return text === undefined ? [] : [{ at: entry.at, text, note: noteOf(entry) }];
    })
    .slice(-MOST)
    .reverse()
    .map(({ at, text, note }) => [
      words([{ text, size: 'Small' }, ...(note === undefined ? [] : [{ text: ` “${note}”`, size: 'Small' } as const])]),
      { ...footnote(dateAndTime(at)), spacing: 'None' as const },
    ]);
}

type Told = Exclude<TriageEntry['what'], `refused:${string}`>;

const BY_ITSELF: Record<
  Exclude<
    Told,
    'claim' | 'assign' | 'ask-reporter' | 'reporter-wrote' | 'answered' | 'resolve' | 'not-helpful' | 'reopen'
  >,
  string
> = {
  opened: 'Opened.',
  diagnosed: 'Looked at in Azure.',
  'question-asked': 'I asked something.',
  'question-unreached': 'The question reached nobody.',
  unseen: 'Looked at without a finding.',
  requested: 'Access was asked for.',
  'request-failed': 'The request for access let nobody in.',
  'access-works': 'The role that was asked for works.',
  joined: 'Joined an incident.',
  'incident-resolved': 'Its incident was resolved.',
  'incident-reopened': 'Its incident was opened again.',
  wake: 'Its time was up.',
  'case-joined': 'One more case joined.',
  'case-left': 'A case of it turned out to be another trouble.',
  'reported-again': 'Reported again by one of them.',
  examined: 'Looked at what they have in common.',
  'cases-over': 'Every case of it was resolved.',
};

function inWords({ what, by, detail }: TriageEntry): string | undefined {
  const who = by === undefined ? 'Somebody' : publicName(by.displayName);
  switch (what) {
    case 'diagnosed':
      return detail === undefined ? BY_ITSELF[what] : `${BY_ITSELF[what]} It left its incident.`;
    case 'claim':
      return `${who} took it.`;
    case 'assign':
      return `${who} gave it to ${detail === undefined ? 'somebody' : publicName(linesOf(detail).first)}.`;
    case 'ask-reporter':
      return detail === undefined ? `${who} asked something.` : `${who} asked:`;
    case 'reporter-wrote':
      return `${who} answered.`;
    case 'answered':
      return `${who} says it is answered.`;
    case 'resolve':
      return `${who} resolved it.`;
    case 'not-helpful':
      return `${who} pressed Not helpful.`;
    case 'reopen':
      return `${who} opened it again.`;
    default:
      return Object.entries(BY_ITSELF).find(([known]) => known === what)?.[1];
  }
}

/** Only these carry what a person wrote; other details are ids. Of an 'assign' it stands below the name. */
export function noteOf({ what, detail }: Pick<TriageEntry, 'what' | 'detail'>): string | undefined {
  if (detail === undefined) return undefined;
  switch (what) {
    case 'assign':
      return discreet(linesOf(detail).rest) || undefined;
    case 'ask-reporter':
    case 'resolve':
    case 'reopen':
    case 'incident-resolved':
    case 'incident-reopened':
      return discreet(detail);
    default:
      return undefined;
  }
}

function linesOf(detail: string): { first: string; rest: string } {
  const [first = '', ...rest] = detail.split('\n');
  return { first, rest: rest.join('\n') };
}
