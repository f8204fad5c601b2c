import type { AccessRequest, News } from '../access/access-request.ts';
import { type AdaptiveCard, type Color, card, type Element } from './card.ts';
import { dateAndTime } from './dates.ts';
import { name, shortRole } from './names.ts';
import { dated, heading, kicker, present, words } from './text.ts';

/** One short message to the requester. It is a message of its own, because an updated card rings no bell. */
export function newsCard(request: AccessRequest, news: News): AdaptiveCard {
  const { headline, color, lines } = tell(request, news);
  return card(
    newsSummary(request, news),
    present([
      kicker('Your access request', color),
      heading(headline),
      words({ text: what(request), isSubtle: true }, 'None'),
      ...lines,
    ]),
  );
}

/** The news in one line, for a notification. */
export function newsSummary(request: AccessRequest, news: News): string {
  return `${tell(request, news).headline}: ${what(request)}`;
}

function what({ role, instance, subject, requester }: AccessRequest): string {
  const whose = subject.objectId === requester.objectId ? '' : ` for ${name(subject.displayName)}`;
  return `${shortRole(role.name)} on ${name(instance.name)}${whose}`;
}

function tell(request: AccessRequest, news: News): { headline: string; color?: Color; lines: Element[] } {
  const { status } = request;
  const by = 'by' in status ? name(status.by.displayName) : 'An approver';
  switch (news) {
    case 'denied':
      return {
        headline: 'Denied',
        color: 'Attention',
        lines: present([
          status.state === 'denied' && words([`${by} said: `, { text: `“${status.reason}”`, max: 520 }]),
          words('Talk to them, then tell me about the 403 again to ask anew.'),
        ]),
      };
    case 'failed':
      return {
        headline: 'The role could not be assigned',
        color: 'Attention',
        lines: present([
          status.state === 'failed' && words(status.failure.message),
          words(`${by} approved it and can try again from the same card.`),
        ]),
      };
    case 'granted':
      return {
        headline: 'Approved, role assigned',
        color: 'Accent',
        lines: [words(`${by} approved. I am checking that it works and will tell you; Azure can need ten minutes.`)],
      };
    case 'effective':
      return {
        headline: 'Try again now',
        color: 'Good',
        lines: present([
          words('Azure’s rules now let you in.'),
          until(request),
          words({
            text: 'Still 403? Sign in again for a fresh token; Azure can lag ten minutes behind.',
            isSubtle: true,
          }),
        ]),
      };
    case 'late':
      return {
        headline: 'Role assigned, not working yet',
        color: 'Warning',
        lines: [
          words('Azure does not let you in yet. Sign out and in again, then retry. Still 403? Send me the new error.'),
        ],
      };
    case 'lapsed':
      return {
        headline: 'Nobody decided in time',
        color: 'Warning',
        lines: [words('Nothing was changed. Tell me about the 403 again to ask anew.')],
      };
    case 'ended':
      return {
        headline:
          status.state === 'ended' && status.how === 'removed-outside'
            ? 'The role was removed in Azure'
            : 'Access ended as planned',
        lines: [words('Still need it? Tell me about the 403 again.')],
      };
    case 'expires-in-a-day':
    case 'expires-in-an-hour':
      return {
        headline: news === 'expires-in-a-day' ? 'Access ends in a day' : 'Access ends in an hour',
        color: 'Warning',
        lines: present([until(request), words('Need it longer? Ask again before it ends.')]),
      };
    case 'nobody-to-ask':
      return {
        headline: 'I could not reach anyone who can approve',
        color: 'Warning',
        lines: [words('Your request above has the command that an Owner can run.')],
      };
  }
}

function until({ status }: AccessRequest): Element | undefined {
  if (status.state !== 'granted' || status.expiresAt === null) return undefined;
  return dated(`You have it until ${dateAndTime(status.expiresAt)}.`);
}
