import type { FindingId } from '../diagnosis/diagnosis.ts';
import type { AskedAfter } from '../triage/asked-after.ts';
import type { Case } from '../triage/case.ts';
import { button, buttons } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { stillFails } from './case-reopen.ts';
import { endInWords, isAsked, isOpen, publicName, STATE_COLORS, stateInWords, troubleInWords } from './case-words.ts';
import { discreet } from './discreet.ts';
import { linkButton } from './link.ts';
import { messageCard } from './message-card.ts';
import { row } from './row.ts';
import { takenBy } from './taken-by.ts';
import { heading, kicker, present, words } from './text.ts';
import { triageVerbs } from './verbs.ts';

/** More lines nobody reads. */
const MOST = 6;

/**
 * To whoever asks after his case: where it stands, who has it, and what he can do. Where people read along who may not have read
 * the report, neither what it is about nor what he was asked.
 * @param url of its thread, where he asks elsewhere
 */
export function askedAfterCard(asked: AskedAfter, url?: string): AdaptiveCard {
  return 'one' in asked ? oneCard(asked, url) : severalCard(asked.several, asked.here);
}

function oneCard({ one, here, incident }: Extract<AskedAfter, { one: Case }>, url: string | undefined): AdaptiveCard {
  const { number, status, assignee } = one;
  const open = isOpen(one);
  const headline = `Case ${number}: ${STANDS[status.state]}`;
  return card(
    here ? `${headline} ${troubleInWords(one)}.` : headline,
    present([
      kicker(`Case ${number}`, STATE_COLORS[status.state]),
      heading(STANDS[status.state]),
      here && words({ text: troubleInWords(one), isSubtle: true }, 'None'),
      takenBy(assignee ?? incident?.assignee, open),
      here && incident && row('Part of', `incident ${incident.number}, which others have too`),
      words({ text: nextStep(one, here), max: 700 }),
      buttons([
        open ? button('It works now', triageVerbs.resolveCase, one) : undefined,
        status.state === 'resolved' ? stillFails(one) : undefined,
        linkButton({ title: 'Open its thread', url }),
      ]),
    ]),
  );
}

const STANDS: Record<Case['status']['state'], string> = {
  new: 'Your case is open.',
  'waiting-for-reporter': 'Your case waits for you.',
  'waiting-for-approval': 'Your case waits for approval.',
  resolved: 'Your case is resolved.',
  closed: 'Your case is closed.',
};

function nextStep(one: Case, here: boolean): string {
  const { status } = one;
  switch (status.state) {
    case 'new':
      return `${waitsForHelpdesk(one)} If it works by now, say so below.`;
    case 'waiting-for-reporter':
      return waits(one, here);
    case 'waiting-for-approval':
      return 'Say “requests” to see who was asked for access, or to remind them.';
    default:
      return `${(here && endInWords(one)) || 'Nobody has to do anything any more.'} If it still fails, say so below.`;
  }
}

/** What the reporter can do himself is quicker than anybody who takes the case. */
function waitsForHelpdesk({ outcome, assignee }: Case): string {
  const wait = `whoever ${assignee === undefined ? 'takes' : 'has'} the case writes to you in the thread of your report`;
  return outcome?.causes.some(lacksRole)
    ? `If my answer to your report has Request access, press that: it is the quickest way. Otherwise you do not have to do anything: ${wait}.`
    : `You do not have to do anything: ${wait}.`;
}

/** Roles are what is missing, so there may be somebody who can give one. */
function lacksRole(cause: FindingId): boolean {
  return cause.startsWith('rbac.') && cause !== 'rbac.propagating' && cause !== 'rbac.denied';
}

function waits(one: Case, here: boolean): string {
  const { status } = one;
  const whose = 'by' in status && status.by !== undefined ? publicName(status.by.displayName) : 'The helpdesk';
  if (!isAsked(one)) return 'I have asked you something; please answer it there.';
  const asks = here && 'note' in status && status.note !== undefined ? `: “${discreet(status.note)}”` : '';
  return `${whose} has asked you something${asks}. Please answer where you were asked.`;
}

function severalCard(cases: readonly Case[], here: boolean): AdaptiveCard {
  const title = `You have ${cases.length} open cases`;
  if (!here)
    return messageCard({
      title,
      text: 'Ask in the thread of the one you mean, or in your own chat with me.',
    });
  const left = cases.length - MOST;
  return card(
    `${title}.`,
    present([
      heading(title),
      ...cases.slice(0, MOST).map(line),
      left > 0 && words({ text: `And ${left} more.`, isSubtle: true }),
      words({ text: 'One of them works now? Say “it works now”.', isSubtle: true }),
    ]),
  );
}

function line(one: Case) {
  const who =
    one.assignee === undefined ? 'nobody has taken it yet' : `taken by ${publicName(one.assignee.displayName)}`;
  return words([
    { text: `Case ${one.number}, ${troubleInWords(one)}`, weight: 'Bolder', max: 100 },
    ` · ${stateInWords(one)} · ${who}`,
  ]);
}
