import type { Case } from '../triage/case.ts';
import type { Incident } from '../triage/incident.ts';
import type { Count } from '../triage/store.ts';
import { button, buttonRows, buttons } from './button.ts';
import { type AdaptiveCard, card, type Element } from './card.ts';
import { publicName } from './case-words.ts';
import { inert } from './escape.ts';
import { fold } from './fold.ts';
import { linkButton } from './link.ts';
import { smallEnough } from './small-enough.ts';
import { footnote, heading, present, words } from './text.ts';
import { filterInputs, filtersInWords, type TriageFilters } from './triage-filters.ts';
import { caseRow, incidentRow } from './triage-row.ts';
import { FIRST_PAGE, triageVerbs } from './verbs.ts';

export interface TriageView {
  filters: TriageFilters;
  /** Open incidents, the latest report first. */
  incidents: readonly Incident[];
  /** One page of open cases, at most CASES_A_PAGE, oldest first. */
  cases: readonly Case[];
  /** Open cases that the filters let through, all pages. */
  found: Count;
  /** Of `found`, those that nobody has taken; absent where the filters say already who has. */
  unassigned?: Count | undefined;
  /** Where the next page begins; absent on the last. */
  next?: string;
  /** This is not the first page. */
  later?: boolean;
  /** The board's tab. */
  boardUrl?: string | undefined;
}

export const CASES_A_PAGE = 8;
const MOST_INCIDENTS = 4;

/** What is open, for the helpdesk: incidents, then cases, with filters and a way to turn over. */
export function triageCard(view: TriageView): AdaptiveCard {
  // No case is left out: the next page begins after the last of these.
  return smallEnough(
    () => draw(view, (one) => caseRow(one)),
    () => draw(view, (one) => caseRow(one, 'bare')),
  );
}

function draw(view: TriageView, rowOf: (one: Case) => Element): AdaptiveCard {
  const { filters, found, unassigned, later = false, next, boardUrl, incidents } = view;
  const narrowed = filtersInWords(filters);
  const nothing = found.counted === 0 && !later;
  const headline = headlineOf(view, narrowed);
  return card(
    narrowed === '' ? headline : `${headline}: ${narrowed}`,
    present([
      heading(headline),
      !nothing && words({ text: summary(unassigned, later), isSubtle: true }, 'None'),
      ...(later ? [] : incidents.slice(0, MOST_INCIDENTS).map(incidentRow)),
      !later && incidents.length > MOST_INCIDENTS && footnote('and more incidents'),
      ...cases(view, rowOf, narrowed),
      ...fold('filters', narrowed === '' ? 'Filter' : `Filter: ${inert(narrowed)}`, [
        ...filterInputs(filters),
        ...present([buttons([button('Show', triageVerbs.showTriage, { id: FIRST_PAGE }, { form: true })])]),
      ]),
      ...buttonRows([
        next === undefined ? undefined : button('More', triageVerbs.showTriage, { id: next }, { form: true }),
        later ? button('First page', triageVerbs.showTriage, { id: FIRST_PAGE }, { form: true }) : undefined,
        linkButton({ title: 'Open board', url: boardUrl }),
      ]),
    ]),
  );
}

function cases(
  { cases: page, incidents, later, filters }: TriageView,
  rowOf: (one: Case) => Element,
  narrowed: string,
): Element[] {
  if (page.length > 0) return page.map((one) => rowOf(one));
  if (later) return [words('That was all.')];
  if (narrowed !== '') {
    return [
      words(`No open case matches: ${narrowed}. Widen the filter to see others.`),
      ...(filters.instance === undefined
        ? []
        : [
            words(
              `I took “${inert(filters.instance)}” for the name of an instance. Cases of a person are found with my search.`,
            ),
          ]),
    ];
  }
  return [
    words(
      incidents.length > 0
        ? 'No case waits beside what is above.'
        : 'No report waits for anybody. New ones show up here by themselves.',
    ),
  ];
}

function summary(unassigned: Count | undefined, later: boolean): string {
  const order = later ? 'Oldest first, continued' : 'Oldest first';
  if (unassigned === undefined) return `${order}.`;
  return unassigned.counted === 0
    ? `${order}. Every case is taken.`
    : `${order}. ${countInWords(unassigned)} taken by nobody.`;
}

/** 'Nothing is open', '12 cases and 1 incident open', '1 incident open'. */
function headlineOf({ found, incidents, later }: TriageView, narrowed: string): string {
  const shown = later ? 0 : incidents.length;
  const cases = found.counted === 0 && (shown > 0 || (narrowed === '' && !later)) ? [] : [countInWords(found)];
  const all = [...cases, ...(shown > 0 ? [incidentsInWords(shown, cases.length > 0)] : [])];
  return all.length === 0 ? 'Nothing is open' : `${all.join(' and ')} open`;
}

function incidentsInWords(count: number, follows: boolean): string {
  if (count > MOST_INCIDENTS) return `${follows ? 'more' : 'More'} than ${MOST_INCIDENTS} incidents`;
  return count === 1 ? '1 incident' : `${count} incidents`;
}

/** '12 cases', 'More than 100 cases'. */
function countInWords({ counted, more }: Count): string {
  if (counted === 1 && !more) return '1 case';
  return `${more ? 'More than ' : ''}${counted === 0 ? 'No' : counted} cases`;
}

/** The cases of one incident. `more`: that are not among these. */
export function incidentCasesCard(incident: Incident, all: readonly Case[], more: boolean): AdaptiveCard {
  const headline = `Cases of incident ${incident.number}`;
  return card(
    headline,
    present([
      heading(headline),
      ...all.slice(0, CASES_A_PAGE).map((one) => caseRow(one)),
      all.length === 0 && words('None of them is kept any more.'),
      (more || all.length > CASES_A_PAGE) && footnote(`and more: ${whereMore(incident)}`),
      buttons([button('Back to the incident', triageVerbs.showIncident, { id: incident.id })]),
    ]),
  );
}

function whereMore({ trait }: Incident): string {
  return trait.kind === 'instance'
    ? `“triage ${inert(publicName(trait.label))}” lists those that are open`
    : '“triage” lists all that is open';
}
