import type { AccessRequest, News, SubjectNews } from '../access/access-request.ts';
import { askAgain } from './ask-again.ts';
import { button, buttons } from './button.ts';
import { type Action, type AdaptiveCard, card } from './card.ts';
import { discreet } from './discreet.ts';
import { approvalInWords, ended, freshToken, held, lapsed, type Said, until } from './held-access.ts';
import { name } from './names.ts';
import { accessInWords, approvedBy, isForAnother, subjectInWords } from './request-words.ts';
import { kicker, present, title, words } from './text.ts';
import { verbs } from './verbs.ts';

interface Told extends Said {
  actions?: (Action | undefined)[];
}

/** One short message to the requester. It is a message of its own, because an updated card rings no bell. */
export function newsCard(request: AccessRequest, news: News): AdaptiveCard {
  return draw('Your access request', accessInWords(request, 'requester'), tellRequester(request, news));
}

/** The same to the colleague for whom somebody else asked. */
export function subjectNewsCard(request: AccessRequest, news: SubjectNews): AdaptiveCard {
  return draw('Access asked for you', accessInWords(request, 'subject'), tellSubject(request, news));
}

function draw(about: string, what: string, { headline, color, lines, actions = [] }: Told): AdaptiveCard {
  return card(
    `${headline}: ${what}`,
    present([
      kicker(about, color),
      title(headline),
      words({ text: what, isSubtle: true }, 'None'),
      ...lines,
      buttons(actions),
    ]),
  );
}

/** What it says stays true where the request has moved on before it is sent. */
function tellRequester(request: AccessRequest, news: News): Told {
  const { status, id } = request;
  switch (news) {
    case 'denied': {
      const by = status.state === 'denied' ? name(status.by.displayName) : 'An approver';
      return {
        headline: 'Denied',
        color: 'Attention',
        lines: present([
          status.state === 'denied' && words([`${by} said: `, { text: `“${status.reason}”`, max: 520 }]),
          words('Talk to them before you ask again.'),
        ]),
        actions: [askAgain(request)],
      };
    }
    case 'failed':
      return {
        headline: 'The role could not be assigned',
        color: 'Attention',
        lines: present([
          // Told where it was asked, maybe in a channel; the request itself has all of it.
          status.state === 'failed' && words({ text: discreet(status.failure.message), max: 600 }),
          status.state === 'failed' &&
            words(`${approvedBy(status)} approved. Whoever can approve may try again from the same card.`),
        ]),
        actions: [open(id)],
      };
    case 'lapsed':
      return { ...lapsed(), actions: [askAgain(request)] };
    case 'nobody-to-ask':
      return {
        headline: 'I could not reach anyone who can approve',
        color: 'Attention',
        lines: [words('Your request above has the command that an Owner can run.')],
      };
    case 'expires-in-a-day':
    case 'expires-in-an-hour':
      return {
        ...endsSoon(request, news, 'requester'),
        actions: [button('Ask for longer', verbs.extend, { id }, { style: 'positive' }), open(id)],
      };
    case 'ended':
      return { ...over(request, 'requester'), actions: [askAgain(request)] };
    default:
      return progress(request, news, 'requester');
  }
}

function tellSubject(request: AccessRequest, news: SubjectNews): Told {
  const { id, requester } = request;
  const who = name(requester.displayName);
  switch (news) {
    case 'asked-for-you':
      return {
        headline: `${who} asks for access for you`,
        color: 'Accent',
        lines: [
          words(
            'Somebody who can assign roles decides. You do not have to do anything, and will hear from me when you have it.',
          ),
        ],
        actions: [open(id)],
      };
    case 'expires-in-a-day':
    case 'expires-in-an-hour': {
      const soon = endsSoon(request, news, 'subject');
      return {
        ...soon,
        lines: [...soon.lines, words(`Need it longer? ${who} can ask for you again.`)],
        actions: [open(id)],
      };
    }
    case 'ended':
      return over(request, 'subject');
    default: {
      const { lines, ...rest } = progress(request, news, 'subject');
      return {
        ...rest,
        lines: [...lines, words({ text: `${who} asked for you. Do not need it? Give it back.`, isSubtle: true })],
        actions: [open(id)],
      };
    }
  }
}

/** Each button of the request at its current version, whatever has happened since. */
function open(id: string): Action {
  return button('Open request', verbs.show, { id });
}

type Party = 'requester' | 'subject';

function progress(request: AccessRequest, news: 'granted' | 'effective' | 'late', reader: Party): Said {
  const { status } = request;
  if (status.state !== 'granted' || status.ending !== undefined) {
    return { headline: 'Your access has changed', lines: [words('Open the request to see how it stands now.')] };
  }
  if (news !== 'granted') {
    const said = held(request, { ...status, access: news }, reader);
    if (news === 'late') return said;
    return {
      ...said,
      lines: [
        ...said.lines,
        words({ text: `Still 403? ${freshToken(request, reader)} Azure can lag ten minutes behind.`, isSubtle: true }),
      ],
    };
  }
  return {
    headline: 'Approved, role assigned',
    color: 'Accent',
    lines: present([
      words(
        `${approvalInWords(request, status)}. I am checking that it works and will tell you; Azure can need ten minutes.`,
      ),
      until(request, reader),
    ]),
  };
}

function endsSoon(request: AccessRequest, news: 'expires-in-a-day' | 'expires-in-an-hour', reader: Party): Said {
  const { status, subject } = request;
  const isHeld = status.state === 'granted' && status.ending === undefined && status.expiresAt !== null;
  const isTheirs = reader === 'subject' || !isForAnother(request);
  const who = isTheirs ? 'you are' : `${subjectInWords(subject)} is`;
  return {
    headline: news === 'expires-in-a-day' ? 'Access ends in a day' : 'Access ends in an hour',
    color: 'Attention',
    lines: present([
      until(request, reader),
      isHeld && words(`Then the role is taken away, and ${who} refused with 403 again.`),
      isHeld && reader === 'requester' && words('Need it longer? Ask now, so that somebody decides in time.'),
    ]),
  };
}

function over(request: AccessRequest, reader: Party): Said {
  const { status } = request;
  return status.state === 'ended'
    ? ended(request, status, reader)
    : { headline: 'Access has ended', lines: [words('Open the request to see how it stands now.')] };
}
