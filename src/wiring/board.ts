import type { Logger } from 'pino';
import { whoseToken } from '../auth/whose-token.ts';
import type { Cloud } from '../azure/clouds.ts';
import { createBoard } from '../board/board.ts';
import type { Config } from '../config.ts';
import type { Store } from '../store/open-store.ts';
import type { Helpdesk } from '../triage/helpdesk.ts';
import { tokenCheckOf } from './token-check.ts';

/** The helpdesk's page in Teams; undefined where people cannot sign in to it. */
export function boardOf(
  config: Config,
  parts: { store: Pick<Store, 'triage' | 'access'>; helpdesk: Helpdesk; cloud: Cloud; now: () => Date; log: Logger },
) {
  const { board, bot } = config;
  if (board === undefined) return undefined;
  const { store, helpdesk, cloud, now, log } = parts;
  const check = tokenCheckOf(config, board, { cloud, now });
  return createBoard({
    whoIs: (token) => whoseToken(token, check),
    helpdesk,
    triage: store.triage,
    access: store.access,
    links: {
      chat: `https://teams.microsoft.com/l/chat/0/0?users=28:${bot.appId}`,
      consent: `${cloud.authorityHost}/organizations/adminconsent?client_id=${board.appId}`,
    },
    onRefused: (why) => log.warn({ why }, 'board refused'),
    now,
  });
}
