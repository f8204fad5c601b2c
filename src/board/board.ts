import type { Helpdesk } from '../triage/helpdesk.ts';
import { readBoardFiles } from './files.ts';
import { readFilters } from './filters.ts';
import { helpdeskUnknown, notAccepted, notOfTheHelpdesk } from './notices.ts';
import { type BoardAnswer, fileAnswer, fragment, shell } from './page.ts';
import { type BoardStores, readBoard } from './read-board.ts';
import { boardView } from './view.ts';

export interface Board {
  /** GET /board: the page, without any data. */
  page(): BoardAnswer;
  /** GET /board/view: what is shown in it, to whom the Authorization header proves to be of the helpdesk. */
  view(request: { authorization: string; query: URLSearchParams }): Promise<BoardAnswer>;
  /** What the page loads, by path. */
  files: Readonly<Record<string, BoardAnswer>>;
}

/** Who a token is of, or why it is not believed. */
export type WhoIs = (token: string) => Promise<{ person: { tenantId: string; objectId: string } } | { fault: string }>;

export interface BoardDependencies extends BoardStores {
  whoIs: WhoIs;
  helpdesk: Helpdesk;
  /** Where the bot is in Teams, and where an administrator consents for everybody. */
  links: { chat: string; consent: string };
  onRefused: (why: string) => void;
  now: () => Date;
}

/**
 * The helpdesk's page in Teams. There is no cookie: each answer with data takes a token that the page gets from Teams, and
 * it goes to members of the helpdesk alone.
 */
export function createBoard({ whoIs, helpdesk, links, onRefused, now, ...stores }: BoardDependencies): Board {
  const files = readBoardFiles();
  return {
    page: () => shell(files, links),
    files: Object.fromEntries(Object.values(files).map((file) => [file.path, fileAnswer(file)])),

    async view({ authorization, query }) {
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (token === undefined) return fragment(401, notAccepted('no token'));
      const who = await whoIs(token);
      if ('fault' in who) {
        onRefused(who.fault);
        // Keys that could not be read say nothing of the token.
        return fragment(who.fault === 'no-keys' ? 503 : 401, notAccepted(who.fault));
      }
      const { person } = who;
      const member = await helpdesk.isMember(person.tenantId, person.objectId);
      if (member.of === 'unknown') return fragment(503, helpdeskUnknown(member.why));
      if (member.of === 'no') {
        const channel = await stores.triage.channel(person.tenantId);
        return fragment(403, notOfTheHelpdesk(channel !== undefined));
      }
      const filters = readFilters(query);
      const at = now();
      return fragment(200, boardView(await readBoard(person, filters, stores, at), filters, at));
    },
  };
}
