import type { TokenCredential } from '@azure/identity';
import { AuthenticationHandler, Client, HTTPMessageHandler, ResponseType } from '@microsoft/microsoft-graph-client';
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js';
import { type CallOptions, TenantError } from '../tenant.ts';
import type { Cloud } from './clouds.ts';
import { type CallDescription, toTenantError } from './errors.ts';
import { askTogether, type GraphAnswer, type GraphRequest, type SendToGraph } from './graph-batch.ts';
import type { Random } from './jitter.ts';

/** Reads from Microsoft Graph v1.0. `undefined` means the directory has no such object. */
export interface GraphReader {
  get(path: string, description: CallDescription, options: CallOptions): Promise<unknown>;
  post(path: string, body: unknown, description: CallDescription, options: CallOptions): Promise<unknown>;
  /** Every page of a collection; at most `most` items. */
  list(path: string, most: number, description: CallDescription, options: CallOptions): Promise<unknown[]>;
}

/**
 * Reads of one moment go out together; see `askTogether`. Retries are ours too: the package waits up to 17 s for one
 * throttled call, longer than Teams waits for a card click.
 */
export function createGraphReader(credential: TokenCredential, cloud: Cloud, random: Random): GraphReader {
  const ask = askTogether(createSender(credential, cloud), random);
  const version = new URL('/v1.0/', cloud.graph).href;

  async function read(request: GraphRequest, description: CallDescription, options: CallOptions): Promise<object> {
    const answer = await ask(request, options).catch((error: unknown) => {
      if (!options.signal?.aborted) throw toTenantError(error, description);
      throw new TenantError(`${description.call}: no answer in time.`, {
        code: 'timeout',
        call: description.call,
        cause: error,
      });
    });
    if (answer.status >= 400) throw toTenantError(refusal(answer), description);
    if (typeof answer.body !== 'object' || answer.body === null) throw unreadable(description);
    return answer.body;
  }

  async function get(path: string, description: CallDescription, options: CallOptions): Promise<object | undefined> {
    try {
      return await read({ path }, description, options);
    } catch (error) {
      if (error instanceof TenantError && error.azureCode === 'Request_ResourceNotFound') return undefined;
      throw error;
    }
  }

  return {
    get,
    post: (path, body, description, options) => read({ path, body }, description, options),
    async list(path, most, description, options) {
      const items: unknown[] = [];
      let next: string | undefined = path;
      while (next !== undefined && items.length < most) {
        const page = await get(next, description, options);
        if (page === undefined) break;
        if (!isPage(page)) throw unreadable(description);
        items.push(...page.value);
        next = page['@odata.nextLink'];
        if (next === undefined) break;
        // A link to anywhere else is not followed: the token would go with it.
        if (!next.startsWith(version)) throw unreadable(description);
        next = next.slice(version.length - 1);
      }
      return items.slice(0, most);
    },
  };
}

/** One HTTP call with the credential's token, whatever its status. */
function createSender(credential: TokenCredential, cloud: Cloud): SendToGraph {
  const authentication = new AuthenticationHandler(
    new TokenCredentialAuthenticationProvider(credential, { scopes: [cloud.graphScope] }),
  );
  authentication.setNext(new HTTPMessageHandler());
  const client = Client.initWithMiddleware({
    middleware: authentication,
    baseUrl: `${cloud.graph}/`,
    customHosts: new Set([new URL(cloud.graph).hostname]),
  });
  return async function sendToGraph({ path, body }, signal) {
    const request = client.api(path).responseType(ResponseType.RAW).options({ signal });
    const response: Response = await (body === undefined ? request.get() : request.post(body));
    const retryAfter = response.headers.get('retry-after');
    return {
      status: response.status,
      ...(retryAfter !== null && { retryAfter }),
      body: parseJson(await response.text()),
    };
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** As a client package would throw it. */
function refusal({ status, retryAfter, body }: GraphAnswer) {
  const headers = new Headers(retryAfter === undefined ? {} : { 'retry-after': retryAfter });
  return { statusCode: status, message: 'no reason was given.', details: body, response: { headers } };
}

function unreadable({ call }: CallDescription): TenantError {
  return new TenantError(`${call}: Azure's answer could not be read.`, { code: 'bad-answer', call });
}

function isPage(value: object): value is { value: unknown[]; '@odata.nextLink'?: string } {
  return 'value' in value && Array.isArray(value.value);
}
