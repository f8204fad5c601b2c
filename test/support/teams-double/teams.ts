/**
 * Microsoft Teams and the Bot Framework on the loopback, as a bot meets them: signed activities come in, and what the bot
 * writes is kept. The bot's own adapter, token checks, sign-in and connector client all run for real against it.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AdaptiveCard } from '../../../src/cards/card.ts';
import type { ChannelAuthentication } from '../../../src/config.ts';
import { channelIssuer, channelToken, type TokenFlaws } from './channel-token.ts';
import { type Connector, type Message, startConnector } from './connector.ts';
import type { Conversation } from './conversation.ts';
import { closeServer, listener, listenOnLoopback } from './http.ts';
import { botFrameworkScope, type Login, startLogin } from './login.ts';
import { createPerson, type PersonInTeams, type Post } from './person.ts';
import { signingKey } from './signing-keys.ts';
import { startTokenService, type TokenService } from './token-service.ts';

export interface Channel extends Conversation {
  /** A thread of its own in the channel. */
  thread(): Conversation;
}

export interface TeamsDouble {
  /** What the bot has to be configured with. */
  channel: ChannelAuthentication;
  connector: Connector;
  tokenService: TokenService;
  login: Login['address'];
  /** The bot that activities go to, from now on; of several, each gets the next one. */
  deliverTo(...botEndpoints: string[]): void;
  post: Post;
  person(who: { objectId: string; name: string; tenantId?: string }): PersonInTeams;
  /** A team with one channel. */
  team(team: { name: string; groupId: string }): Channel;
  /** Every card that the bot has shown anywhere, in every version, answers to clicks included. */
  everyCard(): AdaptiveCard[];
  close(): Promise<void>;
}

export async function startTeams(bot: { appId: string; tenantId: string; secret: string }): Promise<TeamsDouble> {
  const [login, connector, identity, tokenService] = await Promise.all([
    startLogin(bot),
    startConnector(bot.appId),
    startIdentity(),
    startTokenService(bot.appId),
  ]);
  const answered: AdaptiveCard[] = [];
  let endpoints: string[] = [];
  let posted = 0;

  async function post(activity: Record<string, unknown>, token: TokenFlaws | 'none' = {}) {
    const { serviceUrl } = connector;
    const authorization =
      token === 'none' ? undefined : `Bearer ${await channelToken({ appId: bot.appId, serviceUrl }, token)}`;
    const response = await fetch(endpoints[posted++ % endpoints.length] ?? '', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        // A connection that is kept may be one that a bot has just given up, or that died with it.
        connection: 'close',
        ...(authorization && { authorization }),
      },
      body: JSON.stringify(activity),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  return {
    channel: {
      kind: 'bot-framework',
      endpoints: {
        openIdMetadata: identity.openIdMetadata,
        tokenIssuer: channelIssuer,
        login: login.url,
        scope: botFrameworkScope,
        tokenService: tokenService.url,
      },
    },
    connector,
    tokenService,
    login: login.address,
    deliverTo(...botEndpoints) {
      endpoints = botEndpoints;
    },
    post,
    person: ({ objectId, name, tenantId = bot.tenantId }) =>
      createPerson({ objectId, name, tenantId, botId: `28:${bot.appId}` }, connector, post, (card) =>
        answered.push(card),
      ),
    team({ name, groupId }) {
      const id = `19:${randomUUID()}@thread.tacv2`;
      connector.teams.set(id, { name, aadGroupId: groupId });
      return channelOf(id, `19:${randomUUID()}@thread.tacv2`, bot.tenantId);
    },
    everyCard: () => [...connector.messages.flatMap(cardsOf), ...answered],
    async close() {
      await Promise.all([login.close(), connector.close(), identity.close(), tokenService.close()]);
    },
  };
}

function cardsOf({ versions }: Message): AdaptiveCard[] {
  return versions.flatMap(({ card }) => (card === undefined ? [] : [card]));
}

function channelOf(teamId: string, channelId: string, tenantId: string): Channel {
  const place = (id: string): Conversation => ({
    id,
    account: { id, conversationType: 'channel', isGroup: true, tenantId },
    channelData: {
      tenant: { id: tenantId },
      team: { id: teamId },
      channel: { id: channelId },
      teamsTeamId: teamId,
      teamsChannelId: channelId,
    },
    mention: true,
  });
  return { ...place(channelId), thread: () => place(`${channelId};messageid=${Math.ceil(Math.random() * 1e12)}`) };
}

/** Where the keys of Teams' tokens are published. */
async function startIdentity(): Promise<{ openIdMetadata: string; close(): Promise<void> }> {
  const key = await signingKey('channel');
  const at = { origin: '' };
  const server = createServer(
    listener(async ({ url }) => {
      if (url === '/keys') return { status: 200, body: { keys: [{ ...key.publicJwk, endorsements: ['msteams'] }] } };
      return { status: 200, body: { issuer: channelIssuer, jwks_uri: `${at.origin}/keys` } };
    }),
  );
  at.origin = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  return { openIdMetadata: `${at.origin}/openid`, close: () => closeServer(server) };
}
