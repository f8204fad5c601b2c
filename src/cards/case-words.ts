/** How a case is spoken of, wherever it is. Plain text, short enough for a line. */
import type { Case, CaseState, Origin } from '../triage/case.ts';
import type { Color } from './card.ts';
import { causeInWords } from './cause-words.ts';
import { discreet } from './discreet.ts';
import { name } from './names.ts';

/** A person's or thing's name, where others read along. */
export function publicName(text: string): string {
  return name(discreet(text));
}

export function isOpen({ status }: Pick<Case, 'status'>): boolean {
  return status.state !== 'resolved' && status.state !== 'closed';
}

/** The helpdesk waits for an answer of the reporter's. What the bot has asked is answered on its own card. */
export function isAsked({ status }: Pick<Case, 'status'>): boolean {
  return status.state === 'waiting-for-reporter' && status.note !== undefined;
}

/** 'plant-a', as found out, else as reported, else as its incident has it; undefined where nobody has named one. */
export function instanceOf({
  outcome,
  report,
  incidentInstance,
}: Pick<Case, 'outcome' | 'report' | 'incidentInstance'>): string | undefined {
  const { name: reported, hostName } = report.instance ?? {};
  // A host name begins with the name.
  const named = outcome?.instance?.name ?? reported ?? (hostName?.split('.', 1)[0] || incidentInstance);
  return named === undefined ? undefined : publicName(named);
}

/** '403 on plant-a', 'AADSTS65001 on Azure Digital Twins', 'Access to plant-a'. */
export function troubleInWords(one: Pick<Case, 'outcome' | 'report' | 'incidentInstance'>): string {
  const { kind, status, errorCode } = one.report;
  const where = instanceOf(one) ?? 'Azure Digital Twins';
  if (kind === 'access-request') return `Access to ${where}`;
  const what = status ?? (errorCode === undefined ? undefined : publicName(errorCode)) ?? 'Trouble';
  return `${what} on ${where}`;
}

const MOST_CAUSES = 3;

/** What was found, in a line; undefined while it is looked at. */
export function causesInWords({ outcome }: Pick<Case, 'outcome'>): string | undefined {
  if (outcome === undefined) return undefined;
  const { causes, possible } = outcome;
  const list = (ids: readonly string[]) => ids.slice(0, MOST_CAUSES).map(causeInWords).join(' · ');
  if (causes.length > 0) return list(causes);
  if (possible.length > 0) return `Possible: ${list(possible)}`;
  return 'No cause found';
}

/**
 * In place of a cause, where there is no diagnosis of its own.
 * @param press what to do where the button is that has it looked at
 */
export function notLookedAt(
  { incidentId, unseen, origin, reporter }: Pick<Case, 'incidentId' | 'unseen' | 'origin' | 'reporter'>,
  press = 'Press Diagnose',
): string {
  if (unseen === 'failed') return `Not looked at: my check failed. ${press} to try again.`;
  if (unseen === undefined)
    return incidentId === undefined ? 'Not looked at yet' : 'Not looked at; told of the incident';
  const who = publicName((origin.by ?? reporter).displayName);
  return `Waits for the helpdesk to look: ${who} may not see this access. ${press}.`;
}

/** Without a name, for those who are not to know whose it is, where `reporter` is left out. */
export function stateInWords({ status, reporter }: Pick<Case, 'status'> & Partial<Pick<Case, 'reporter'>>): string {
  if (status.state !== 'waiting-for-reporter') return STATES[status.state];
  return `Waiting for ${reporter === undefined ? 'the reporter' : publicName(reporter.displayName)}`;
}

const STATES: Record<Exclude<CaseState, 'waiting-for-reporter'>, string> = {
  new: 'New',
  'waiting-for-approval': 'Waiting for approval',
  resolved: 'Resolved',
  closed: 'Closed',
};

export const STATE_COLORS: Record<CaseState, Color> = {
  new: 'Attention',
  'waiting-for-reporter': 'Warning',
  'waiting-for-approval': 'Accent',
  resolved: 'Good',
  closed: 'Default',
};

/** Where a report came from, at the end of a sentence. */
export function originInWords({ how, by }: Origin): string {
  switch (how) {
    case 'channel':
      return 'in a channel';
    case 'group':
      return 'in a group chat';
    case 'handed-over':
      return 'in a chat with me, and sent here';
    case 'message-action':
      return by === undefined ? 'in a message' : `in a message that ${publicName(by.displayName)} pointed out`;
  }
}

/** How it came to an end; undefined while it is open. */
export function endInWords({ status, reporter }: Pick<Case, 'status' | 'reporter'>): string | undefined {
  if (status.state !== 'resolved' && status.state !== 'closed') return undefined;
  const { how, by } = status;
  const who = by === undefined ? undefined : publicName(by.displayName);
  switch (how) {
    case 'access-works':
      return 'The role that was asked for works.';
    case 'by-hand':
      return who === undefined ? 'Resolved by hand.' : `Resolved by ${who}.`;
    case 'incident':
      return who === undefined ? 'Resolved with its incident.' : `${who} resolved the incident.`;
    case 'no-answer':
      return `${publicName(reporter.displayName)} was asked and did not answer for a week.`;
    case 'not-helpful':
      return `${who ?? 'Somebody'} pressed Not helpful: I had answered unasked.`;
    case 'forgotten':
      return 'Closed because the data of whoever reported it was deleted.';
  }
}
