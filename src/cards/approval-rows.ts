import type { AccessRequest } from '../access/access-request.ts';
import type { Element } from './card.ts';
import { publicName } from './case-words.ts';
import { dateAndTime } from './dates.ts';
import { discreet } from './discreet.ts';
import { forHowLong } from './duration.ts';
import { links } from './link.ts';
import { shortRole } from './names.ts';
import { isForAnother, subjectInWords } from './request-words.ts';
import { row } from './row.ts';
import { dated, present } from './text.ts';

/**
 * What a case waits for, where a channel reads along: no person but the reporter is named, and nobody's reason. It stays true
 * while the request goes on, for the card is not drawn anew with each of its steps.
 * @param view `approvalsChannel`: requests are shown in a channel, too; `requestUrl`: opens this one there
 */
export function approvalRows(
  request: AccessRequest,
  { approvalsChannel = false, requestUrl }: { approvalsChannel?: boolean; requestUrl?: string },
): Element[] {
  const { asked, instance, createdAt } = request;
  const where = publicName(instance.name);
  const inChannel = approvalsChannel ? ' The request is in the approvals channel.' : '';
  return present([
    row('Asked for', `${shortRole(asked.role.name)} on ${where} ${forHowLong(asked.durationMinutes)}${whose(request)}`),
    row('Since', dated(dateAndTime(createdAt))),
    row('Decides', `Whoever can assign roles on ${where}, such as its Owner.${inChannel}`),
    links([{ title: 'Open the request', url: requestUrl }]),
  ]);
}

function whose(request: AccessRequest): string {
  if (!isForAnother(request)) return '';
  const { subject } = request;
  if (subject.type === 'User') return ', for a colleague';
  return `, for ${subjectInWords({ ...subject, displayName: discreet(subject.displayName) })}`;
}
