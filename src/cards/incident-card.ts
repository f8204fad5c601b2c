import type { Examined, Incident, IncidentResolved } from '../triage/incident.ts';
import { button, buttonRows, buttons, formButton } from './button.ts';
import { type Action, type AdaptiveCard, type Container, card, type Element } from './card.ts';
import { publicName } from './case-words.ts';
import { causeInWords } from './cause-words.ts';
import { dateAndTime, onDateAndTime } from './dates.ts';
import { discreet } from './discreet.ts';
import { findingBlock, remedyLines, remedyLinks } from './finding-block.ts';
import { fold } from './fold.ts';
import { incidentEndInWords, incidentInWords, peopleInWords } from './incident-words.ts';
import { noteInput } from './note-input.ts';
import { row } from './row.ts';
import { smallEnough } from './small-enough.ts';
import { takeButton } from './take-button.ts';
import { takenBy } from './taken-by.ts';
import { dated, footnote, kicker, present, title, words } from './text.ts';
import { type TriageVerb, triageVerbs } from './verbs.ts';

/** Of many people the first are named. */
const MOST_NAMED = 6;

/** Several people with one trouble, for the helpdesk's channel: who, since when, what they share, and the one fix. */
export function incidentCard(incident: Incident): AdaptiveCard {
  return smallEnough(
    () => draw(incident, { unseen: true, common: 6 }),
    () => draw(incident, { unseen: false, common: 6 }),
    () => draw(incident, { unseen: false, common: 2 }),
  );
}

/** The incident in one line, for a notification. */
function incidentSummary(incident: Incident): string {
  const { number, status, people } = incident;
  const state = status.state === 'open' ? '' : ', resolved';
  return `Incident ${number}${state}: ${incidentInWords(incident)} (${peopleInWords(people)})`;
}

interface Detail {
  unseen: boolean;
  common: number;
}

function draw(incident: Incident, detail: Detail): AdaptiveCard {
  const { number, status, people, since, lastReportAt, cases, assignee, cause, examined } = incident;
  const open = status.state === 'open';
  const fix = open ? examined?.fix : undefined;
  return card(
    incidentSummary(incident),
    present([
      kicker(`Incident ${number} · ${open ? 'Open' : 'Resolved'}`, open ? 'Attention' : 'Good'),
      title(`${incidentInWords(incident)}: ${peopleInWords(people)} affected`),
      { ...footnote(`Since ${dateAndTime(since)}; last report ${onDateAndTime(lastReportAt)}`), spacing: 'None' },
      ...(status.state === 'resolved' ? over(incident, status) : openAgain(status)),
      {
        type: 'Container',
        spacing: 'Medium',
        separator: true,
        items: present([
          row('Affected', affected(incident)),
          cases > people && row('Cases', String(cases)),
          cause !== undefined && row('Cause', causeInWords(cause)),
          takenBy(assignee, open),
        ]),
      },
      ...inCommon(incident, detail),
      fix && fixBlock(fix),
      ...buttonRows(actions(incident)),
    ]),
    fix?.command === undefined ? 'normal' : 'full',
  );
}

/** Who is affected: the first by name, the others counted. */
export function affected({ affected: named, people }: Incident): string {
  const first = named.slice(0, MOST_NAMED).map(({ displayName }) => publicName(displayName));
  if (first.length === 0) return peopleInWords(people);
  const more = people - first.length;
  return more > 0 ? `${first.join(', ')} and ${more} more` : first.join(', ');
}

function over(incident: Incident, status: IncidentResolved): Element[] {
  return present([
    words({ text: incidentEndInWords(incident, status), weight: 'Bolder' }),
    dated(`It ended ${onDateAndTime(status.at)}.`, 'None'),
    quoted(status.note),
  ]);
}

function openAgain({ reopened }: Extract<Incident['status'], { state: 'open' }>): Element[] {
  if (reopened === undefined) return [];
  const { by, at, note } = reopened;
  return present([
    words({ text: `Opened again by ${publicName(by.displayName)}.`, weight: 'Bolder' }),
    dated(`That was ${onDateAndTime(at)}.`, 'None'),
    quoted(note),
  ]);
}

function quoted(note: string | undefined): Element | undefined {
  return note === undefined ? undefined : words({ text: `“${discreet(note)}”`, max: 520 });
}

function inCommon({ examined, status }: Incident, detail: Detail): Element[] {
  if (examined === undefined) {
    // Nobody looks any more once it is over.
    if (status.state === 'resolved') return [];
    return [words({ text: 'Looking for what they have in common…', isSubtle: true }, 'Medium')];
  }
  const { common, unseen, at } = examined;
  return present([
    words({ text: 'In common', weight: 'Bolder' }, 'Medium'),
    ...common
      .slice(0, detail.common)
      .flatMap(({ text, at: when }) =>
        present([
          words({ text: discreet(text), max: 400 }),
          when !== undefined && { ...footnote(dateAndTime(when)), spacing: 'None' as const },
        ]),
      ),
    common.length === 0 &&
      words(
        unseen.length === 0
          ? 'I found nothing. Press Show cases to look at each.'
          : 'Nothing in what I could see. I could not see everything.',
      ),
    ...unseenFold(unseen, detail),
    footnote(`Looked ${onDateAndTime(at)}`),
  ]);
}

function unseenFold(unseen: Examined['unseen'], { unseen: whole }: Detail): Element[] {
  if (unseen.length === 0) return [];
  return fold(
    'unseen',
    `Could not see (${unseen.length})`,
    unseen
      .slice(0, 6)
      .map(({ what, why, remedy }, at) =>
        findingBlock(
          { verdict: 'unknown', title: what, why, evidence: [], ...(whole && remedy && { remedy }) },
          `unseen-${at}`,
          { evidence: false, why: whole },
          { folded: true },
        ),
      ),
  );
}

function fixBlock(fix: NonNullable<Examined['fix']>): Container {
  return {
    type: 'Container',
    style: 'emphasis',
    spacing: 'Medium',
    items: present([
      kicker('What to do', 'Good'),
      words({ text: fix.title, weight: 'Bolder' }, 'None'),
      ...remedyLines(fix, undefined, 'confirmed'),
      remedyLinks(fix),
    ]),
  };
}

function actions(incident: Incident): (Action | undefined)[] {
  const { id, status } = incident;
  const cases = button('Show cases', triageVerbs.incidentCases, { id });
  const withNote = (title: string, label: string, verb: TriageVerb) =>
    formButton(
      `${title}…`,
      present([noteInput('note', label), buttons([button(title, verb, incident, { style: 'positive', form: true })])]),
    );
  if (status.state === 'resolved') {
    const label = 'What is still wrong? Optional; everybody whose case is opened again will read this.';
    return [withNote('Reopen', label, triageVerbs.reopenIncident), cases];
  }
  const label = 'What helped? Optional; everybody affected will read this.';
  const resolve = withNote('Resolve', label, triageVerbs.resolveIncident);
  return [takeButton(incident), cases, resolve];
}
