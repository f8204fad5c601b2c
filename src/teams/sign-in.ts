import type { Activity, TurnContext } from 'botbuilder';
import { isRecord } from './is-record.ts';

/**
 * What a click on a card brings of a sign-in, and how to ask for one (Teams docs, "Enable SSO for your Adaptive Cards
 * Universal Actions"). Functions, not values: nobody can log or store a token by handing the click on.
 */
export interface ClickSignIn {
  /** The same for every repetition of one sign-in: Teams may send it from each of a person's clients. */
  exchangeId?: string;
  /** The person's token for the bot's own API; undefined where there is none yet, or the code was wrong. */
  token(): Promise<string | undefined>;
  /** Whether it came without the person doing anything, so that a sign-in by hand may give more. */
  silent: boolean;
  /** A code was typed, so a missing token means that it was the wrong one. */
  withCode: boolean;
  /** What makes Teams sign the person in and click again. Rejects where the Bot Framework's token service gives no link. */
  ask(): Promise<InvokeBody>;
}

/** The Bot Framework's token service, as the adapter reaches it. */
export interface TokenService {
  getUserToken(
    userId: string,
    connectionName: string,
    channelId: string,
    code: string,
  ): Promise<{ token?: string } | undefined>;
  getSignInResource(
    connectionName: string,
    activity: Activity,
    finalRedirect: string,
  ): Promise<{ signInLink?: string; tokenExchangeResource?: object }>;
}

/** An answer to Action.Execute other than a card or a text (Teams docs, "Universal Actions", response format). */
export interface InvokeBody {
  statusCode: 401 | 412;
  type: `application/vnd.microsoft.${string}`;
  value: unknown;
}

/** A magic code has six digits; what is much longer is none. */
const CODE = /^[\w-]{1,64}$/;

/**
 * Reads the sign-in of an invoke and takes its token out of the activity, so that nothing that sees the activity later sees
 * it. Undefined for a click of an older client, which comes as a message and cannot sign in.
 */
export function clickSignIn(
  context: TurnContext,
  { connectionName, client }: { connectionName: string; client: TokenService | undefined },
): ClickSignIn | undefined {
  const { activity } = context;
  if (activity.type !== 'invoke' || client === undefined) return undefined;
  const { token, exchangeId, code } = takeSignIn(activity, connectionName);
  // A copy: the turn's own is a proxy that ends with the turn.
  const asked: Activity = { ...activity };
  return {
    ...(exchangeId !== undefined && { exchangeId }),
    silent: token !== undefined,
    withCode: token === undefined && code !== undefined,
    async token() {
      if (token !== undefined || code === undefined) return token;
      const given = await client.getUserToken(asked.from.id, connectionName, asked.channelId, code);
      return given?.token;
    },
    async ask() {
      const { signInLink, tokenExchangeResource } = await client.getSignInResource(connectionName, asked, '');
      if (!signInLink) throw new Error(`The token service has no sign-in link for the connection ${connectionName}.`);
      return loginRequest(connectionName, signInLink, tokenExchangeResource);
    },
  };
}

/** The code that was typed is wrong or too old; Teams asks for it again. */
export const incorrectCode: InvokeBody = {
  statusCode: 401,
  type: 'application/vnd.microsoft.error.incorrectAuthCode',
  value: null,
};

/** The silent sign-in is not enough; Teams shows the button of the login request, and the person signs in by hand. */
export function preconditionFailed(message: string): InvokeBody {
  return {
    statusCode: 412,
    type: 'application/vnd.microsoft.error.preconditionFailed',
    value: { code: '412', message },
  };
}

function loginRequest(connectionName: string, signInLink: string, tokenExchangeResource?: object): InvokeBody {
  return {
    statusCode: 401,
    type: 'application/vnd.microsoft.activity.loginRequest',
    value: {
      text: 'Sign in, so that Azure sees that it is you who decides.',
      connectionName,
      ...(tokenExchangeResource !== undefined && { tokenExchangeResource }),
      buttons: [{ type: 'signin', title: 'Sign in', text: 'Sign in', value: signInLink }],
    },
  };
}

function takeSignIn(
  { value }: Activity,
  connectionName: string,
): { token?: string; exchangeId?: string; code?: string } {
  if (!isRecord(value)) return {};
  const { authentication, state } = value;
  delete value.authentication;
  delete value.state;
  const code = typeof state === 'string' && CODE.test(state) ? { code: state } : {};
  if (!isRecord(authentication) || authentication.connectionName !== connectionName) return code;
  const { token, id } = authentication;
  return {
    ...code,
    ...(typeof token === 'string' && token !== '' && { token }),
    ...(typeof id === 'string' && id !== '' && id.length <= 200 && { exchangeId: id }),
  };
}
