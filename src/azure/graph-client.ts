import type { TokenCredential } from '@azure/identity';
import {
  AuthenticationHandler,
  Client,
  HTTPMessageHandler,
  RetryHandler,
  RetryHandlerOptions,
  type ShouldRetry,
} from '@microsoft/microsoft-graph-client';
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js';
import { type CallOptions, TenantError } from '../tenant.ts';
import type { Cloud } from './clouds.ts';
import { type CallDescription, toTenantError } from './errors.ts';
import { longestWaitMs, parseRetryAfter } from './retry-after.ts';

/** Reads from Microsoft Graph v1.0. `undefined` means the directory has no such object. */
export interface GraphReader {
  get(path: string, description: CallDescription, options: CallOptions): Promise<unknown>;
  post(path: string, body: unknown, description: CallDescription, options: CallOptions): Promise<unknown>;
  /** Every page of a collection; at most `most` items. */
  list(path: string, most: number, description: CallDescription, options: CallOptions): Promise<unknown[]>;
}

/**
 * The Graph client with a retry policy of its own: the package's default waits up to 17 s for one throttled call, longer
 * than Teams waits for a card click. One retry, at most 2 s later, then the caller is told.
 */
export function createGraphReader(credential: TokenCredential, cloud: Cloud): GraphReader {
  const authentication = new AuthenticationHandler(
    new TokenCredentialAuthenticationProvider(credential, { scopes: [cloud.graphScope] }),
  );
  const soonEnough: ShouldRetry = (_delay, _attempt, _request, _options, response) =>
    (parseRetryAfter(response.headers.get('retry-after')) ?? 0) <= longestWaitMs;
  const retry = new RetryHandler(new RetryHandlerOptions(1, 1, soonEnough));
  authentication.setNext(retry);
  retry.setNext(new HTTPMessageHandler());
  const client = Client.initWithMiddleware({
    middleware: authentication,
    baseUrl: `${cloud.graph}/`,
    customHosts: new Set([new URL(cloud.graph).hostname]),
  });

  async function send(
    call: (signal: AbortSignal | undefined) => Promise<unknown>,
    description: CallDescription,
    { signal, tally }: CallOptions,
  ): Promise<unknown> {
    if (tally !== undefined) tally.calls += 1;
    try {
      return await call(signal);
    } catch (error) {
      if (signal?.aborted) {
        throw new TenantError(`${description.call}: no answer in time.`, {
          code: 'timeout',
          call: description.call,
          cause: error,
        });
      }
      throw toTenantError(error, description);
    }
  }

  const request = (path: string, signal: AbortSignal | undefined) =>
    client.api(path).options(signal === undefined ? {} : { signal });

  async function get(path: string, description: CallDescription, options: CallOptions): Promise<unknown> {
    try {
      return await send((signal) => request(path, signal).get(), description, options);
    } catch (error) {
      if (error instanceof TenantError && error.azureCode === 'Request_ResourceNotFound') return undefined;
      throw error;
    }
  }

  return {
    get,
    post: (path, body, description, options) =>
      send((signal) => request(path, signal).post(body), description, options),
    async list(path, most, description, options) {
      const items: unknown[] = [];
      let next: string | undefined = path;
      while (next !== undefined && items.length < most) {
        const page = await get(next, description, options);
        if (!isPage(page)) {
          if (page === undefined) break;
          throw new TenantError(`${description.call}: Azure's answer could not be read.`, {
            code: 'bad-answer',
            call: description.call,
          });
        }
        items.push(...page.value);
        next = page['@odata.nextLink'];
      }
      return items.slice(0, most);
    },
  };
}

function isPage(value: unknown): value is { value: unknown[]; '@odata.nextLink'?: string } {
  return typeof value === 'object' && value !== null && 'value' in value && Array.isArray(value.value);
}
