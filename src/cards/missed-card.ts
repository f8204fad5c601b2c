/** In place of a Resolve by somebody who had not seen what came since his card was drawn; with the note that he wrote. */
import type { Case } from '../triage/case.ts';
import type { Incident } from '../triage/incident.ts';
import type { TriageEntry } from '../triage/store.ts';
import { button, buttonRows } from './button.ts';
import { type AdaptiveCard, card } from './card.ts';
import { historyLines } from './case-history.ts';
import { publicName } from './case-words.ts';
import { inert, plain } from './escape.ts';
import { affected } from './incident-card.ts';
import { incidentInWords, peopleInWords } from './incident-words.ts';
import { linkButton } from './link.ts';
import { type NoteField, noteInput } from './note-input.ts';
import { row } from './row.ts';
import { heading, kicker, present, title, words } from './text.ts';
import { REASON_MAX, triageVerbs } from './verbs.ts';

/** @param threadUrl where it was reported, if others can open that */
export function caseMissedCard(
  one: Case,
  missed: readonly TriageEntry[],
  { note, threadUrl }: { note: string | undefined; threadUrl: string | undefined },
): AdaptiveCard {
  const who = publicName(one.reporter.displayName);
  const answered = missed.some(({ what }) => what === 'reporter-wrote' || what === 'answered');
  const cameBack = missed.some(({ what }) => what === 'diagnosed' || what === 'requested');
  const headline = 'Not resolved yet: there is news';
  return card(
    headline,
    present([
      kicker(`Case ${one.number} · Only you see this`, 'Accent'),
      heading(headline),
      ...historyLines(missed).flat(),
      cameBack && words('It was over in between, and is open again.'),
      answered && words('I do not keep what was answered. Read it where the question was asked.'),
      keptNote('note', `What helped? Optional; ${inert(who)} will read this.`, note),
      ...buttonRows([
        button('Resolve all the same', triageVerbs.resolveCase, one, { form: true }),
        button('Back to the case', triageVerbs.showCase, { id: one.id }),
        answered ? linkButton({ title: 'Open thread', url: threadUrl }) : undefined,
      ]),
    ]),
  );
}

/** Pressed here it is resolved for whoever joins until then, too: while reports pour in there would be no end of it. */
export function incidentMissedCard(
  incident: Incident,
  missed: readonly TriageEntry[],
  note: string | undefined,
): AdaptiveCard {
  const { id, number, people } = incident;
  const [joined, others] = [missed.filter(isJoining), missed.filter((entry) => !isJoining(entry))];
  const headline = `${incidentInWords(incident)}: ${peopleInWords(people)} affected`;
  return card(
    `Not resolved yet: ${headline}`,
    present([
      kicker(`Incident ${number} · Not resolved yet · Only you see this`, 'Accent'),
      title(headline),
      joined.length > 0 && words(joined.length === 1 ? 'One more case joined.' : `${joined.length} more cases joined.`),
      ...historyLines(others).flat(),
      row('Affected', affected(incident)),
      words(
        'Does what helped the others help them too? This resolves it for everybody, also for who joins until then.',
      ),
      keptNote('note', 'What helped? Optional; everybody affected will read this.', note),
      ...buttonRows([
        button('Resolve for everybody', triageVerbs.resolveForAll, incident, { form: true }),
        button('Show cases', triageVerbs.incidentCases, { id }),
        button('Back to the incident', triageVerbs.showIncident, { id }),
      ]),
    ]),
  );
}

function isJoining({ what }: TriageEntry): boolean {
  return what === 'case-joined';
}

function keptNote(id: NoteField, label: string, note: string | undefined) {
  return { ...noteInput(id, label), ...(note !== undefined && { value: plain(note, REASON_MAX) }) };
}
