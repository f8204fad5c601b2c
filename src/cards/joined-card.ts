import type { Incident, IncidentResolved } from '../triage/incident.ts';
import { button, buttons } from './button.ts';
import { type AdaptiveCard, card, type Element } from './card.ts';
import { publicName } from './case-words.ts';
import { dateAndTime, onDateAndTime } from './dates.ts';
import { discreet } from './discreet.ts';
import { commonInPublic, incidentInWords, peopleInWords } from './incident-words.ts';
import { NOBODY_ASKED, notHelpfulButton } from './not-helpful.ts';
import { dated, footnote, heading, kicker, present, words } from './text.ts';
import { triageVerbs, verbs } from './verbs.ts';

const MOST_KNOWN = 2;

/**
 * In place of a diagnosis, for somebody whose trouble others have too; and the same once it is over.
 * @param unasked nobody has asked me: it can be switched off
 */
export function joinedCard(incident: Incident, diagnosisId: string, unasked = false): AdaptiveCard {
  const { number, status } = incident;
  const what = incidentInWords(incident);
  const over = status.state === 'resolved';
  const headline = over ? 'This is resolved' : 'You are not the only one';
  return card(
    `${headline}: ${what}`,
    present([
      kicker(`Incident ${number}`, over ? 'Good' : 'Warning'),
      heading(headline),
      ...(status.state === 'resolved' ? ended(what, status) : known(what, incident)),
      unasked && footnote(NOBODY_ASKED),
      buttons([
        button(over ? 'Still refused? Diagnose mine' : 'Diagnose mine all the same', verbs.recheck, {
          id: diagnosisId,
        }),
        over ? undefined : button('It works now', triageVerbs.itWorks, { id: diagnosisId }),
        unasked ? notHelpfulButton(diagnosisId) : undefined,
      ]),
    ]),
  );
}

function known(what: string, { people, since, examined, assignee }: Incident): Element[] {
  return present([
    words(`${what}: ${peopleInWords(people)} ${people === 1 ? 'has' : 'have'} reported it.`),
    dated(`Since ${dateAndTime(since)}.`, 'None'),
    ...(examined?.common ?? []).slice(0, MOST_KNOWN).map((each) => words({ text: commonInPublic(each), max: 400 })),
    words(
      assignee === undefined
        ? 'The helpdesk knows. I tell you here when it is resolved. Should yours be another trouble, let me look at it.'
        : `${publicName(assignee.displayName)} is on it. I tell you here when it is resolved. Should yours be another trouble, let me look at it.`,
      'Medium',
    ),
  ]);
}

function ended(what: string, { at, by, note, withItsCases }: IncidentResolved): Element[] {
  const who = by === undefined ? 'The helpdesk' : publicName(by.displayName);
  return present([
    words(`${what}. ${withItsCases ? 'Every case of it is resolved' : `${who} has resolved it`}; try again now.`),
    note !== undefined && words({ text: `“${discreet(note)}”`, max: 520 }),
    dated(`Resolved ${onDateAndTime(at)}.`, 'None'),
  ]);
}
