import type { AccessRequest, Person } from '../access/access-request.ts';
import type { Case, Reopened } from '../triage/case.ts';
import type { TriageEntry } from '../triage/store.ts';
import { approvalRows } from './approval-rows.ts';
import { button, buttonRows, buttons } from './button.ts';
import { type Action, type AdaptiveCard, card, type Element, type PeopleInput } from './card.ts';
import { historyFold } from './case-history.ts';
import {
  causesInWords,
  endInWords,
  isAsked,
  isOpen,
  notLookedAt,
  originInWords,
  publicName,
  STATE_COLORS,
  stateInWords,
  troubleInWords,
} from './case-words.ts';
import { dateAndTime, onDateAndTime } from './dates.ts';
import { discreet } from './discreet.ts';
import { inert } from './escape.ts';
import { type Fold, folds } from './fold.ts';
import { noteInput } from './note-input.ts';
import { pending } from './pending-question.ts';
import { row } from './row.ts';
import { smallEnough } from './small-enough.ts';
import { takeButton } from './take-button.ts';
import { takenBy } from './taken-by.ts';
import { dated, footnote, kicker, type Piece, present, title, words } from './text.ts';
import { triageVerbs } from './verbs.ts';

export interface CaseView {
  /** The incident it belongs to, by its number and what it is called (`incidentInWords`). */
  incident?: { number: number; label: string };
  /** There is a diagnosis whose details can be shown. */
  details: boolean;
  /** What it waits for the approval of. */
  request?: AccessRequest;
  /** Requests are shown in a channel, too. */
  approvalsChannel?: boolean;
  /** Opens the request there, where whoever reads the card may be there. */
  requestUrl?: string;
  /** Oldest first, as the store keeps it. */
  history?: readonly TriageEntry[];
}

/**
 * A case, for the helpdesk's channel. It tells of the diagnosis what the reporter's question implies; the rest is behind
 * "Show details", whose answer only the clicker sees.
 */
export function caseCard(one: Case, view: CaseView): AdaptiveCard {
  const { history: _, ...bare } = view;
  return smallEnough(
    () => draw(one, view),
    () => draw(one, bare),
  );
}

/** The case in one line, for a notification. */
export function caseSummary(one: Case): string {
  const state = stateInWords(one);
  return `Case ${one.number}, ${state.charAt(0).toLowerCase()}${state.slice(1)}: ${titleOf(one)}`;
}

function draw(one: Case, view: CaseView): AdaptiveCard {
  const { number, status, createdAt, origin } = one;
  return card(
    caseSummary(one),
    present([
      kicker(inert(`Case ${number} · ${stateInWords(one)}`, 120), STATE_COLORS[status.state]),
      title(titleOf(one)),
      { ...footnote(`Reported ${onDateAndTime(createdAt)} ${inert(originInWords(origin))}`), spacing: 'None' },
      ...caseLines(one, view),
      ...historyFold(view.history ?? []),
      ...buttonRows(actions(one, view)),
      ...(status.state === 'closed' ? [] : folds(forms(one))),
    ]),
  );
}

function titleOf(one: Case): string {
  return `${publicName(one.reporter.displayName)}: ${troubleInWords(one)}`;
}

/** A note as long as forms take it, in its quotation marks. */
const NOTE_SHOWN = 520;

/** What is known of it, line by line. */
function caseLines(
  one: Case,
  { incident, request, ...approvals }: Pick<CaseView, 'incident' | 'request' | 'approvalsChannel' | 'requestUrl'>,
): Element[] {
  const { assignee, status, reporter, outcome } = one;
  const headline = outcome?.headline ?? '';
  const end = endInWords(one);
  const causes = causesInWords(one);
  const who = publicName(reporter.displayName);
  const note = 'note' in status ? status.note : undefined;
  const { reopened, unreached } = 'reopened' in status || 'unreached' in status ? status : {};
  return [
    {
      type: 'Container',
      spacing: 'Medium',
      separator: true,
      items: present([
        end !== undefined && words({ text: end, weight: 'Bolder' }),
        end !== undefined && dated(`Since ${dateAndTime(status.at)}.`, 'None'),
        note === undefined && status.state === 'waiting-for-reporter'
          ? words(`I have asked ${who} something, and look when it is answered.`)
          : undefined,
        note !== undefined &&
          (status.state === 'waiting-for-reporter'
            ? row('Asked', said(status.by, note))
            : row('Note', said(undefined, note))),
        unreached && row('Not asked', { text: `“${discreet(unreached.question)}”`, max: NOTE_SHOWN }),
        unreached &&
          words({
            text: `I could not get this to ${who}, so nobody has read it. Press Chat with reporter and ask there.`,
            color: 'Warning',
          }),
        ...(request === undefined ? [] : approvalRows(request, approvals)),
        reopened && row('Reopened', whoReopened(reopened)),
        row('Cause', causes ?? { text: notLookedAt(one), isSubtle: true }),
        headline !== '' &&
          row('Told', [
            { text: `${who}: `, isSubtle: true },
            { text: `“${discreet(headline)}”`, max: 304 },
          ]),
        incident && row('Incident', `${incident.number}: ${discreet(incident.label)}`),
        takenBy(assignee, isOpen(one)),
      ]),
    },
  ];
}

function whoReopened({ by, note }: Reopened): Piece[] {
  return note === undefined ? [`by ${publicName(by.displayName)}`] : said(by, note);
}

/** What somebody wrote, after the name where it is not told otherwise. */
function said(by: Person | undefined, note: string): Piece[] {
  return [
    ...(by === undefined ? [] : [{ text: `${publicName(by.displayName)}: `, isSubtle: true }]),
    { text: `“${discreet(note)}”`, max: NOTE_SHOWN },
  ];
}

function actions(one: Case, { details }: CaseView): (Action | undefined)[] {
  const { id } = one;
  const show = details ? button('Show details', triageVerbs.caseDetails, { id }) : undefined;
  if (isOpen(one)) {
    return [
      // While it waits for an answer, Assign gives it to somebody.
      isAsked(one) ? button('Answered', triageVerbs.answered, { ...one, askedAt: one.status.at }) : takeButton(one),
      one.unseen === undefined ? undefined : button('Diagnose', triageVerbs.lookIntoCase, one, { style: 'positive' }),
      show,
      button('Chat with reporter', triageVerbs.chatWithReporter, { id }),
    ];
  }
  return [show];
}

/**
 * Below the buttons, not cards of their own that buttons open: a card has at most six buttons, and each form takes two
 * that way.
 */
function forms(one: Case): Fold[] {
  const who = inert(publicName(one.reporter.displayName));
  if (!isOpen(one)) {
    return [
      {
        id: 'reopen',
        label: 'Reopen',
        items: present([
          noteInput('note', `What is still wrong? Optional; ${who} will read this.`),
          buttons([button('Reopen', triageVerbs.reopenCase, one, { form: true })]),
        ]),
      },
    ];
  }
  return [
    {
      id: 'assign',
      label: 'Assign',
      items: present([
        assigneeInput,
        noteInput('message', 'What should they know? Optional; they will read this.'),
        buttons([button('Assign', triageVerbs.assignCase, one, { form: true })]),
      ]),
    },
    {
      id: 'ask',
      label: 'Ask the reporter',
      items: present([
        noteInput('question', `What do you need to know of ${who}?`),
        buttons([button('Ask', triageVerbs.askReporter, { ...one, ...pending(one) }, { form: true })]),
      ]),
    },
    {
      id: 'resolve',
      label: 'Resolve',
      items: present([
        noteInput('note', `What helped? Optional; ${who} will read this.`),
        buttons([button('Resolve', triageVerbs.resolveCase, one, { form: true })]),
      ]),
    },
  ];
}

const assigneeInput: PeopleInput = {
  type: 'Input.ChoiceSet',
  id: 'assignee',
  label: 'To whom? Somebody of the helpdesk.',
  style: 'compact',
  choices: [],
  'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
  isMultiSelect: false,
  placeholder: 'Name',
};
