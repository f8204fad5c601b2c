import type { Person } from '../access/access-request.ts';
import type { Case } from '../triage/case.ts';
import type { Incident } from '../triage/incident.ts';
import { button } from './button.ts';
import type { Container, Element, Execute } from './card.ts';
import { causesInWords, notLookedAt, publicName, stateInWords, troubleInWords } from './case-words.ts';
import { dateAndTime } from './dates.ts';
import { inert } from './escape.ts';
import { incidentInWords, peopleInWords } from './incident-words.ts';
import { footnote, words } from './text.ts';
import { triageVerbs } from './verbs.ts';

/** A case in a list; the whole row opens it, for a card has too few buttons for one each. 'bare': its first line alone. */
export function caseRow(one: Case, how: 'full' | 'bare' = 'full'): Container {
  const { id, number, reporter, assignee, createdAt } = one;
  const open = button(`Open case ${number}`, triageVerbs.showCase, { id });
  const first = words(
    [
      { text: `Case ${number}: ${troubleInWords(one)}`, color: 'Accent', weight: 'Bolder', max: 100 },
      ` · ${stateInWords(one)}`,
    ],
    'None',
  );
  if (how === 'bare') return row(open, [first]);
  return row(open, [
    first,
    words(
      {
        text: `${publicName(reporter.displayName)} · ${causesInWords(one) ?? notLookedAt(one)}`,
        size: 'Small',
        max: 160,
      },
      'None',
    ),
    since(createdAt, assignee),
  ]);
}

export function incidentRow(incident: Incident): Container {
  const { id, number, people, assignee } = incident;
  return row(button(`Open incident ${number}`, triageVerbs.showIncident, { id }), [
    words(
      [
        { text: `Incident ${number}: ${incidentInWords(incident)}`, color: 'Accent', weight: 'Bolder', max: 120 },
        ` · ${peopleInWords(people)}`,
      ],
      'None',
    ),
    since(incident.since, assignee),
  ]);
}

function since(at: string, assignee: Person | undefined): Element {
  const who = assignee === undefined ? 'nobody' : inert(publicName(assignee.displayName));
  return { ...footnote(`Since ${dateAndTime(at)}, taken by ${who}`), spacing: 'None' };
}

function row(open: Execute, items: Element[]): Container {
  return { type: 'Container', spacing: 'Medium', separator: true, selectAction: open, items };
}
