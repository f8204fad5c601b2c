import type { Case, CaseWork } from '../triage/case.ts';
import type { Incident } from '../triage/incident.ts';
import type { TriageEntry } from '../triage/store.ts';
import { button, buttons } from './button.ts';
import { type Action, type AdaptiveCard, type Color, card, type Element } from './card.ts';
import { noteOf } from './case-history.ts';
import { stillFails } from './case-reopen.ts';
import { causesInWords, publicName, troubleInWords } from './case-words.ts';
import { onDateAndTime } from './dates.ts';
import { discreet } from './discreet.ts';
import { incidentInWords } from './incident-words.ts';
import { linkButton } from './link.ts';
import { dated, kicker, present, title, words } from './text.ts';
import { triageVerbs } from './verbs.ts';

export type CaseNews = Extract<CaseWork, { kind: 'tell-reporter' }>['news'];

export interface CaseNewsView {
  /**
   * In the thread of the report, and in a group chat, others read along; in his own chat a link to whoever asks can be given.
   * 'own-words': he has just written there, which nobody but the bot reads.
   */
  where: 'thread' | 'group' | 'chat' | 'own-words';
  /** Opens a chat with whoever asks; only looked at in the reporter's own chat, for it holds a sign-in name. */
  chatUrl?: string;
  /** Of 'incident-resolved', and of 'reopened' where it was opened again with its incident. */
  incident?: Pick<Incident, 'number' | 'trait'>;
}

/** One short message to whoever reported a case. What it says stays true where the case has moved on meanwhile. */
export function caseNewsCard(one: Case, news: CaseNews, view: CaseNewsView): AdaptiveCard {
  return draw(one, tell(one, news, view));
}

/** To somebody to whom a case was given by somebody else. `given`: as the history tells it. */
export function assigneeNewsCard(one: Case, given: Pick<TriageEntry, 'what' | 'by' | 'detail'>): AdaptiveCard {
  const causes = causesInWords(one);
  const note = noteOf(given);
  const giver = given.by === undefined ? 'The helpdesk' : publicName(given.by.displayName);
  return draw(one, {
    headline: 'A case for you',
    color: 'Accent',
    lines: present([
      words(`${publicName(one.reporter.displayName)}: ${troubleInWords(one)}`),
      causes !== undefined && words({ text: causes, isSubtle: true }, 'None'),
      dated(`Reported ${onDateAndTime(one.createdAt)}.`, 'None'),
      note !== undefined && says(giver, note),
    ]),
    actions: [button('Open case', triageVerbs.showCase, { id: one.id }, { style: 'positive' })],
  });
}

/** What is left of a question once nobody waits for its answer: it was given, another one was asked, or the case is over. */
export function questionOverCard(one: Case): AdaptiveCard {
  return draw(one, over(words({ text: troubleInWords(one), isSubtle: true }, 'None')));
}

interface Told {
  headline: string;
  color?: Color;
  lines: Element[];
  actions: (Action | undefined)[];
}

function draw(one: Case, { headline, color, lines, actions }: Told): AdaptiveCard {
  return card(
    `${headline}: ${troubleInWords(one)}`,
    present([kicker(`Case ${one.number}`, color), title(headline), ...lines, buttons(actions)]),
  );
}

function tell(one: Case, news: CaseNews, view: CaseNewsView): Told {
  const about = words({ text: troubleInWords(one), isSubtle: true }, 'None');
  switch (news) {
    case 'asked':
      return asked(one, about, view);
    case 'resolved':
      return ended(one, about, 'Your case is resolved');
    case 'incident-resolved':
      return ended(
        one,
        about,
        view.incident === undefined ? 'The incident is resolved' : `Resolved: ${incidentInWords(view.incident)}`,
      );
    case 'no-answer':
      return gaveUp(one, about);
    case 'reopened':
      return reopened(one, about, view);
  }
}

function reopened({ status }: Case, about: Element, { incident }: CaseNewsView): Told {
  const { by, note } = ('reopened' in status && status.reopened) || {};
  return {
    headline: incident === undefined ? 'Your case is open again' : `Open again: ${incidentInWords(incident)}`,
    color: 'Accent',
    lines: present([
      about,
      by && note !== undefined && says(publicName(by.displayName), note),
      words('The helpdesk looks at it once more. You do not have to do anything.'),
    ]),
    actions: [],
  };
}

function asked(one: Case, about: Element, { where, chatUrl }: CaseNewsView): Told {
  const { status } = one;
  if (status.state !== 'waiting-for-reporter' || status.note === undefined) {
    return over(about);
  }
  const who = status.by === undefined ? 'The helpdesk' : publicName(status.by.displayName);
  return {
    headline: `${who} asks`,
    color: 'Warning',
    lines: [
      about,
      words({ text: `“${discreet(status.note)}”`, max: 520 }),
      words({ text: howToAnswer(who, where), isSubtle: true }),
    ],
    actions: [
      isOwnChat(where) ? linkButton({ title: 'Answer in a chat', url: chatUrl }) : undefined,
      button('I have answered', triageVerbs.answered, { ...one, askedAt: status.at }),
      button('It works now', triageVerbs.resolveCase, one),
    ],
  };
}

function over(about: Element): Told {
  return {
    headline: 'The helpdesk had a question',
    lines: [about, words('Nobody waits for this answer any more.')],
    actions: [],
  };
}

function isOwnChat(where: CaseNewsView['where']): boolean {
  return where === 'chat' || where === 'own-words';
}

/** A bot hears what is said to others only where a team's owner has agreed to it. */
function howToAnswer(who: string, where: CaseNewsView['where']): string {
  switch (where) {
    case 'thread':
      return 'Please answer here in the thread, then press “I have answered” or mention me.';
    case 'group':
      return 'Please answer here, with a mention of me, or press “I have answered” when you have.';
    case 'chat':
      return `Please answer ${who} in a chat, then press “I have answered”: I do not pass on what you write here.`;
    case 'own-words':
      return `I have not passed on what you wrote here. Please tell ${who} in a chat, then press “I have answered”.`;
  }
}

/** Nobody reproaches him: he may have found another way, or never have seen the question. */
function gaveUp(one: Case, about: Element): Told {
  const headline = 'Your case was resolved for want of an answer';
  if (one.status.state !== 'resolved') return ended(one, about, headline);
  return {
    headline,
    lines: [
      about,
      words('You were asked something and I heard no answer for a week. If it still fails, open the case again.'),
    ],
    actions: [stillFails(one)],
  };
}

function ended(one: Case, about: Element, headline: string): Told {
  const { status } = one;
  if (status.state !== 'resolved') {
    return { headline, lines: [about, words('The case has moved on meanwhile.')], actions: [] };
  }
  const by = status.by === undefined ? 'The helpdesk' : publicName(status.by.displayName);
  return {
    headline,
    color: 'Good',
    lines: [
      about,
      // What to do now is in the note, where there is one.
      status.note === undefined ? words(`${by} resolved it. Try again now.`) : says(by, status.note),
    ],
    actions: [stillFails(one)],
  };
}

function says(who: string, note: string): Element {
  return words([`${who}: `, { text: `“${discreet(note)}”`, max: 520 }]);
}
