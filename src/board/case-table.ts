import { causesInWords, instanceOf, notLookedAt, publicName, stateInWords } from '../cards/case-words.ts';
import type { Case } from '../triage/case.ts';
import type { Count } from '../triage/store.ts';
import { threadLink } from '../triage/thread-link.ts';
import { type BoardFilters, isNarrowed, MOST_SHOWN, PAGE } from './filters.ts';
import { type Html, html } from './html.ts';
import type { BoardData } from './read-board.ts';
import { since } from './since.ts';

/** Open cases, one a row. On a phone each row is a block, whose cells name themselves by `data-label`. */
export function caseTable(
  {
    cases,
    more,
    found,
    incidentNumbers,
    cardUrls,
  }: Pick<BoardData, 'cases' | 'more' | 'found' | 'incidentNumbers' | 'cardUrls'>,
  filters: BoardFilters,
  now: Date,
): Html {
  const incidentOf = ({ incidentId }: Case) => incidentNumbers.get(incidentId ?? '');
  return html`<section aria-labelledby="cases-title"><h2 id="cases-title">Open cases <span class="count">${countInWords(found)}</span></h2>${
    cases.length === 0
      ? empty(filters)
      : html`<table role="table" aria-labelledby="cases-title"><thead role="rowgroup"><tr role="row">${COLUMNS.map(
          (column) => html`<th role="columnheader" scope="col">${column}</th>`,
        )}</tr></thead><tbody role="rowgroup">${cases.map((one) => row(one, { incident: incidentOf(one), cardUrl: cardUrls.get(one.id) }, now))}</tbody></table>`
  }${more && showMore(filters)}</section>`;
}

function showMore({ shown }: BoardFilters): Html {
  return shown >= MOST_SHOWN
    ? html`<p class="faint">These are the oldest ${MOST_SHOWN}. Narrow the filter to see others.</p>`
    : html`<p><button type="button" id="more" data-shown="${shown + PAGE}">Show more</button></p>`;
}

const COLUMNS = ['Case', 'State', 'Reporter', 'Instance', 'Cause', 'Age', 'Taken by'];

function row(
  one: Case,
  { incident, cardUrl }: { incident: number | undefined; cardUrl: string | undefined },
  now: Date,
): Html {
  const { number, reporter, createdAt, assignee, status } = one;
  const cells: [Html | string, className?: string][] = [
    [numberOf(one, cardUrl), 'number'],
    [html`<span class="state ${status.state}">${stateInWords(one)}</span>`],
    [publicName(reporter.displayName)],
    [instanceOf(one) ?? html`<span class="faint">not named</span>`],
    [
      html`${causesInWords(one) ?? html`<span class="faint">${whyNone(one, incident)}</span>`}${
        incident !== undefined && html` <span class="tag">Incident ${incident}</span>`
      }`,
    ],
    [since(createdAt, now)],
    [assignee === undefined ? html`<span class="faint">nobody yet</span>` : publicName(assignee.displayName)],
  ];
  return html`<tr role="row" data-case="${number}">${cells.map(
    ([content, className], at) =>
      html`<td role="cell" data-label="${COLUMNS[at]}" class="${className ?? ''}"><span>${content}</span></td>`,
  )}</tr>`;
}

/** Why no cause is known, before the number of the incident where that is shown. */
function whyNone(one: Case, incident: number | undefined): string {
  const told = one.unseen === undefined && incident !== undefined;
  return told ? 'Not looked at; told of' : notLookedAt(one, 'Press Diagnose on its card');
}

/** The card is where the helpdesk is; the thread may be in a team that the reader is not in. */
function numberOf(one: Case, cardUrl: string | undefined): Html {
  const { number } = one;
  const card =
    cardUrl === undefined
      ? html`${number}`
      : html`<a id="case-${number}" href="${cardUrl}" title="Open the card of case ${number}">${number}</a>`;
  const threadUrl = threadLink(one);
  if (threadUrl === undefined) return card;
  return html`${card} <a id="thread-${number}" href="${threadUrl}" title="Open the thread of case ${number}">thread</a>`;
}

function empty(filters: BoardFilters): Html {
  return isNarrowed(filters)
    ? html`<p class="empty">No open case is like that. Take a filter away to see others.</p>`
    : html`<p class="empty">Nothing is open. Reports in channels and what people send to the helpdesk appear here.</p>`;
}

/** '7', 'more than 1,000'. */
export function countInWords({ counted, more }: Count): string {
  return more ? `more than ${counted.toLocaleString('en')}` : counted.toLocaleString('en');
}
