import type { Case } from '../triage/case.ts';
import type { Incident } from '../triage/incident.ts';
import { button } from './button.ts';
import type { Container, Element, Execute } from './card.ts';
import { causesInWords, publicName, stateInWords, troubleInWords } from './case-words.ts';
import { dateAndTime } from './dates.ts';
import { incidentInWords, peopleInWords } from './incident-words.ts';
import { footnote, words } from './text.ts';
import { triageVerbs } from './verbs.ts';

/** A case in a list; the whole row opens it, for a card has too few buttons for one each. 'bare': its first line alone. */
export function caseRow(one: Case, how: 'full' | 'bare' = 'full'): Container {
  const { id, number, reporter, assignee, createdAt } = one;
  const who = assignee === undefined ? 'taken by nobody' : publicName(assignee.displayName);
  const open = button(`Open case ${number}`, triageVerbs.showCase, { id });
  const first = words(
    [
      { text: `${number} ${troubleInWords(one)}`, color: 'Accent', weight: 'Bolder', max: 100 },
      ` · ${stateInWords(one)}`,
    ],
    'None',
  );
  if (how === 'bare') return row(open, [first]);
  return row(open, [
    first,
    words(
      {
        text: `${publicName(reporter.displayName)} · ${causesInWords(one) ?? 'Not looked at yet'}`,
        size: 'Small',
        max: 160,
      },
      'None',
    ),
    words({ text: who, size: 'Small', isSubtle: true }, 'None'),
    { ...footnote(dateAndTime(createdAt)), spacing: 'None' },
  ]);
}

export function incidentRow(incident: Incident): Container {
  const { id, number, people, since, assignee } = incident;
  return row(button(`Open incident ${number}`, triageVerbs.showIncident, { id }), [
    words(
      [
        { text: `Incident ${number} ${incidentInWords(incident)}`, color: 'Accent', weight: 'Bolder', max: 120 },
        ` · ${peopleInWords(people)}`,
        {
          text: assignee === undefined ? ' · taken by nobody' : ` · ${publicName(assignee.displayName)}`,
          isSubtle: true,
        },
      ],
      'None',
    ),
    { ...footnote(`Since ${dateAndTime(since)}`), spacing: 'None' },
  ]);
}

function row(open: Execute, items: Element[]): Container {
  return { type: 'Container', spacing: 'Medium', separator: true, selectAction: open, items };
}
