/** What is said to whoever asked, and to the colleague it is for, of access that was given or not, is held, or has ended. */
import type { AccessRequest, Ended, Granted } from '../access/access-request.ts';
import type { Color, Element } from './card.ts';
import { dateAndTime, onDateAndTime } from './dates.ts';
import { inert } from './escape.ts';
import { name } from './names.ts';
import { approvedBy, grantInWords, isForAnother, isLess, type Reader, subjectInWords } from './request-words.ts';
import { dated, present, words } from './text.ts';

export interface Said {
  headline: string;
  color?: Color;
  lines: Element[];
}

type Party = Exclude<Reader, 'approver'>;

/** 'you', or whom it is for. */
function holder(request: AccessRequest, reader: Party): string {
  return isTheirs(request, reader) ? 'you' : subjectInWords(request.subject);
}

function isTheirs(request: AccessRequest, reader: Party): boolean {
  return reader === 'subject' || !isForAnother(request);
}

/** 'Megan Bowen approved', and what, where that is less than was asked. */
export function approvalInWords(request: AccessRequest, status: Pick<Granted, 'by' | 'firstApprover'>): string {
  const what = isLess(request) ? ` ${grantInWords(request)} instead of ${grantInWords(request.asked)}` : '';
  return `${approvedBy(status)} approved${what}`;
}

export function held(request: AccessRequest, status: Granted, reader: Party): Said {
  if (status.ending !== undefined) return ending(request, status, reader);
  const approved = approvalInWords(request, status);
  const who = holder(request, reader);
  switch (status.access) {
    case 'checking':
      return {
        headline: 'Role assigned',
        color: 'Accent',
        lines: present([
          words(`${approved}. Checking that it works; Azure can need ten minutes.`),
          until(request, reader),
        ]),
      };
    case 'effective':
      return {
        headline: isTheirs(request, reader) ? 'Try again now' : 'It works now',
        color: 'Default',
        lines: present([words(`${approved}, and Azure’s rules now let ${who} in.`), until(request, reader)]),
      };
    case 'late':
      return {
        headline: 'Role assigned, not working yet',
        color: 'Attention',
        lines: present([
          words(`${approved}, but Azure does not let ${who} in yet. ${freshToken(request, reader)}`),
          words('Still 403? Send me the new error.'),
          until(request, reader),
        ]),
      };
  }
}

/** A token from before the role was given may be refused for an hour (Azure RBAC docs, "Troubleshoot"). */
export function freshToken(request: AccessRequest, reader: Party): string {
  // Its tokens are Azure's to keep, and no restart renews them.
  if (request.subject.managedIdentity)
    return `Restart whatever runs as ${name(request.subject.displayName)}, then retry.`;
  if (request.subject.type === 'ServicePrincipal') {
    return `Restart ${name(request.subject.displayName)}, so that it gets a fresh token, then retry.`;
  }
  return isTheirs(request, reader)
    ? 'Sign out and in again, then retry.'
    : `${name(request.subject.displayName)} has to sign out and in again, then retry.`;
}

export function until(request: AccessRequest, reader: Party): Element | undefined {
  const { status } = request;
  if (status.state !== 'granted') return undefined;
  if (status.assignment.outcome === 'adopted') {
    return words('The role was there already, so it does not end with this request.');
  }
  if (status.expiresAt === null) return undefined;
  const has = isTheirs(request, reader) ? 'You have' : `${inert(name(request.subject.displayName))} has`;
  return dated(`${has} it until ${dateAndTime(status.expiresAt)}.`);
}

function ending(request: AccessRequest, { ending: end, overdue, by }: Granted, reader: Party): Said {
  const why = {
    expired: 'The time is up',
    revoked: `${name(end?.by?.displayName ?? by.displayName)} revoked it`,
    'given-back': 'It was given back',
  }[end?.how ?? 'expired'];
  const said = end?.reason === undefined ? undefined : words({ text: `“${end.reason}”`, max: 520 });
  if (overdue === undefined) {
    return {
      headline: 'Taking the role away…',
      lines: present([words(`${why}. You will hear from me when it is gone.`), said]),
    };
  }
  const who =
    request.writer === 'bot'
      ? 'I could not take it away yet and go on trying.'
      : `I have asked ${name(by.displayName)} to take it away.`;
  return {
    headline: 'The role still has to be taken away',
    color: 'Attention',
    lines: present([
      words(`${why}. ${who} Until then it still works; please do not use it.`),
      said,
      reader === 'requester' && words({ text: 'There is nothing for you to do.', isSubtle: true }),
    ]),
  };
}

/** Nobody decided, so nothing was ever given. */
export function lapsed(): Said {
  return { headline: 'Nobody decided in time', lines: [words('Nothing was changed.')] };
}

/** Access that is over. */
export function ended(request: AccessRequest, { how, by, at, reason }: Ended, reader: Party): Said {
  const who = name(by.displayName);
  const gone = dated(`The role has been gone since ${dateAndTime(at)}.`);
  switch (how) {
    case 'expired':
      return {
        headline: 'Access ended as planned',
        lines: [
          request.writer === 'bot' ? dated(`The time was up, and I took the role away ${onDateAndTime(at)}.`) : gone,
        ],
      };
    case 'revoked':
      return {
        headline: 'Access was revoked',
        color: 'Attention',
        lines: present([
          reason === undefined
            ? words(`${who} revoked it.`)
            : words([`${who} said: `, { text: `“${reason}”`, max: 520 }]),
          gone,
        ]),
      };
    case 'given-back':
      return { headline: 'Given back', lines: [words(givenBackBy(request, who, by.objectId, reader)), gone] };
    case 'removed-outside':
      return {
        headline: 'The role was removed in Azure',
        lines: [dated(`I saw ${onDateAndTime(at)} that it was gone. I did not remove it.`)],
      };
    case 'changed-outside':
      return {
        headline: 'The role was changed in Azure',
        lines: [words('What stands there now is not what was approved here, so I no longer look after it.')],
      };
    case 'extended':
      return {
        headline: 'Extended',
        lines: [words('The role stays. How long it does now is in your newer request; say “requests” to see it.')],
      };
  }
}

function givenBackBy({ requester, subject }: AccessRequest, who: string, id: string, reader: Party): string {
  const readerId = reader === 'requester' ? requester.objectId : subject.objectId;
  return `${id.toLowerCase() === readerId.toLowerCase() ? 'You' : who} gave it back before its time.`;
}
