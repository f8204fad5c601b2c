import { publicName } from '../cards/case-words.ts';
import { causeInWords } from '../cards/cause-words.ts';
import { discreet } from '../cards/discreet.ts';
import { plain } from '../cards/escape.ts';
import { commonInPublic, incidentInWords, peopleInWords } from '../cards/incident-words.ts';
import { names } from '../cards/names.ts';
import type { Incident } from '../triage/incident.ts';
import { type Html, html } from './html.ts';
import type { BoardData } from './read-board.ts';
import { since } from './since.ts';

const LINE = 300;

/** Open incidents; nothing at all where there is none. */
export function incidentList(
  { incidents, cardUrls }: Pick<BoardData, 'incidents' | 'cardUrls'>,
  now: Date,
): Html | undefined {
  if (incidents.length === 0) return undefined;
  return html`<section aria-labelledby="incidents-title"><h2 id="incidents-title">Incidents <span class="count">${incidents.length}</span></h2><ul class="incidents">${incidents.map(
    (one) => item(one, cardUrls.get(one.id), now),
  )}</ul></section>`;
}

function item(one: Incident, cardUrl: string | undefined, now: Date): Html {
  const { number, people, cases, affected, cause, assignee } = one;
  const who = names(affected.map(({ displayName }) => discreet(displayName)));
  const called = html`Incident ${number}`;
  return html`<li><h3>${
    cardUrl === undefined
      ? called
      : html`<a id="incident-${number}" href="${cardUrl}" title="Open the card of incident ${number}">${called}</a>`
  }: ${incidentInWords(one)}</h3><p>${peopleInWords(people)} in ${cases} ${
    cases === 1 ? 'case' : 'cases'
  } for ${since(one.since, now)}${affected.length > 0 && html`: ${who}`}.${
    cause !== undefined && html` Mostly: ${causeInWords(cause)}.`
  }</p>${found(one, now)}<p class="faint">${
    assignee === undefined ? 'Nobody has taken it yet.' : `Taken by ${publicName(assignee.displayName)}.`
  }</p></li>`;
}

/** What they have in common, what could not be looked at, and the one thing to do. */
function found({ examined }: Incident, now: Date): Html {
  if (examined === undefined) return html`<p class="faint">What they have in common is being looked at.</p>`;
  const { common, unseen, fix } = examined;
  const line = (text: string) => plain(discreet(text), LINE);
  const ago = (at: string) => html` (${since(at, now, 'ago')})`;
  return html`${common.length > 0 && html`<ul>${common.map((one) => html`<li>${plain(commonInPublic(one), LINE)}${one.at !== undefined && ago(one.at)}</li>`)}</ul>`}${unseen.map(
    ({ what, why }) => html`<p class="faint">Could not be looked at: ${line(what)}. ${line(why)}</p>`,
  )}${fix !== undefined && html`<p><strong>What mends it:</strong> ${line(fix.title)}</p>`}`;
}
