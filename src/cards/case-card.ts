import type { Case } from '../triage/case.ts';
import type { TriageEntry } from '../triage/store.ts';
import { button, buttonRows, buttons } from './button.ts';
import { type Action, type AdaptiveCard, card, type Element, type PeopleInput } from './card.ts';
import { caseHistory } from './case-history.ts';
import {
  causesInWords,
  endInWords,
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
import { type Fold, fold, folds } from './fold.ts';
import { links } from './link.ts';
import { noteInput } from './note-input.ts';
import { row } from './row.ts';
import { smallEnough } from './small-enough.ts';
import { takenBy } from './taken-by.ts';
import { dated, footnote, kicker, present, title, words } from './text.ts';
import { triageVerbs } from './verbs.ts';

export interface CaseView {
  /** The incident it belongs to, by its number and what it is called (`incidentInWords`). */
  incident?: { number: number; label: string };
  /** There is a diagnosis whose details can be shown. */
  details: boolean;
  /** Oldest first, as the store keeps it. */
  history?: readonly TriageEntry[];
  /** Where a ticket system follows it. */
  ticket?: { key: string; url?: string };
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
  return `Case ${one.number}, ${stateInWords(one).toLowerCase()}: ${titleOf(one)}`;
}

function draw(one: Case, view: CaseView): AdaptiveCard {
  const { number, status, createdAt, origin } = one;
  const history = caseHistory(view.history ?? []);
  return card(
    caseSummary(one),
    present([
      kicker(inert(`Case ${number} · ${stateInWords(one)}`, 120), STATE_COLORS[status.state]),
      title(titleOf(one)),
      { ...footnote(`Reported ${onDateAndTime(createdAt)} ${inert(originInWords(origin))}`), spacing: 'None' },
      ...caseLines(one, view),
      ...(history.length > 0 ? fold('history', `History (${history.length})`, history.flat()) : []),
      ...buttonRows(actions(one, view)),
      ...(isOpen(one) ? folds(forms(one)) : []),
    ]),
  );
}

function titleOf(one: Case): string {
  return `${publicName(one.reporter.displayName)}: ${troubleInWords(one)}`;
}

/** A note as long as forms take it, in its quotation marks. */
const NOTE_SHOWN = 520;

/** What is known of it, line by line. */
export function caseLines(one: Case, { incident, ticket }: Pick<CaseView, 'incident' | 'ticket'>): Element[] {
  const { assignee, status, reporter, outcome } = one;
  const end = endInWords(one);
  const causes = causesInWords(one);
  const who = publicName(reporter.displayName);
  const note = 'note' in status ? status.note : undefined;
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
          row(end === undefined ? 'Asked' : 'Note', { text: `“${discreet(note)}”`, max: NOTE_SHOWN }),
        row('Cause', causes ?? { text: notLookedAt(one), isSubtle: true }),
        outcome !== undefined &&
          row('Told', [
            { text: `${who}: `, isSubtle: true },
            { text: `“${discreet(outcome.headline)}”`, max: 304 },
          ]),
        incident && row('Incident', `${incident.number}: ${discreet(incident.label)}`),
        takenBy(assignee, isOpen(one)),
        ticket && row('Ticket', ticket.key),
        ticket && links([{ title: 'Open the ticket', url: ticket.url }]),
      ]),
    },
  ];
}

function actions(one: Case, { details }: CaseView): (Action | undefined)[] {
  const { id, status } = one;
  const show = details ? button('Show details', triageVerbs.caseDetails, { id }) : undefined;
  if (isOpen(one)) {
    return [
      button('Take it', triageVerbs.claimCase, one, one.assignee ? {} : { style: 'positive' }),
      show,
      button('Chat with reporter', triageVerbs.chatWithReporter, { id }),
    ];
  }
  return [status.state === 'resolved' ? button('Reopen', triageVerbs.reopenCase, one) : undefined, show];
}

/**
 * Below the buttons, not cards of their own that buttons open: a card has at most six buttons, and each form takes two
 * that way.
 */
function forms(one: Case): Fold[] {
  const who = inert(publicName(one.reporter.displayName));
  return [
    {
      id: 'assign',
      label: 'Assign',
      items: present([assigneeInput, buttons([button('Assign', triageVerbs.assignCase, one, { form: true })])]),
    },
    {
      id: 'ask',
      label: 'Ask the reporter',
      items: present([
        noteInput('question', `What do you need to know of ${who}?`),
        buttons([button('Ask', triageVerbs.askReporter, one, { form: true })]),
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
