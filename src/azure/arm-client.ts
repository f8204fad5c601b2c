import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { createHttpHeaders, createPipelineRequest, retryPolicy } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import { z } from 'zod/v4';
import { type CallOptions, TenantError } from '../tenant.ts';
import { waitBeforeRetry } from './arm-retries.ts';
import type { Cloud } from './clouds.ts';
import { type CallDescription, toTenantError } from './errors.ts';

/**
 * One client for all of ARM. Retries are few and short: a person is waiting, and what is refused for load comes back as
 * `throttled` rather than late.
 */
export function createArmClient(credential: TokenCredential, cloud: Cloud): AuthorizationManagementClient {
  // Every call names its own scope, so the client's default subscription is never used.
  const client = new AuthorizationManagementClient(credential, '00000000-0000-0000-0000-000000000000', {
    endpoint: cloud.arm,
    credentialScopes: cloud.armScope,
  });
  // The package's own policy waits as long as Azure asks, without a limit.
  client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  client.pipeline.addPolicy(retryPolicy([waitBeforeRetry(Math.random)], { maxRetries: 2 }), { phase: 'Retry' });
  return client;
}

/** Options of one operation: stops with the signal, and every HTTP answer, page by page, is counted. */
export function operationOptions({ signal, tally }: CallOptions): {
  abortSignal?: AbortSignal;
  onResponse: () => void;
} {
  return {
    ...(signal !== undefined && { abortSignal: signal }),
    onResponse: () => {
      if (tally !== undefined) tally.calls += 1;
    },
  };
}

/** A POST to an ARM path that the typed client does not wrap, through the same sign-in and retries. */
export function postToArm(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  path: string,
  body: unknown,
  description: CallDescription,
  options: CallOptions,
): Promise<unknown> {
  return send(client, { method: 'POST', url: `${cloud.arm}${path}`, body: JSON.stringify(body) }, description, options);
}

const page = z.object({ value: z.array(z.unknown()), nextLink: z.string().nullish() });

/**
 * Every item of a list at an ARM path, page by page, as it came. For what the typed client does not wrap, and for lists that
 * can be long: it copies each property of each item, also those that nobody reads.
 */
export async function listFromArm(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  path: string,
  description: CallDescription,
  options: CallOptions,
): Promise<unknown[]> {
  const { items } = await listPagesFromArm(client, cloud, path, Number.POSITIVE_INFINITY, description, options);
  return items;
}

/** The first pages of such a list; `complete` where these are all. */
export async function listPagesFromArm(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  path: string,
  mostPages: number,
  description: CallDescription,
  options: CallOptions,
): Promise<{ items: unknown[]; complete: boolean }> {
  const items: unknown[] = [];
  let url: string | undefined = `${cloud.arm}${path}`;
  for (let pages = 0; url !== undefined && pages < mostPages; pages += 1) {
    const answer = page.safeParse(await send(client, { method: 'GET', url }, description, options));
    // The bot's token goes to ARM alone, wherever an answer points.
    if (!answer.success || !isAtArm(answer.data.nextLink, cloud)) throw unreadable(description, answer.error);
    items.push(...answer.data.value);
    url = answer.data.nextLink || undefined;
  }
  return { items, complete: url === undefined };
}

/** What Azure answered is not of the shape it documents. */
export function unreadable({ call }: CallDescription, cause?: unknown): TenantError {
  return new TenantError(`${call}: Azure's answer could not be read.`, { code: 'bad-answer', call, cause });
}

function isAtArm(link: string | null | undefined, { arm }: Cloud): boolean {
  return !link || (URL.canParse(link) && new URL(link).origin === new URL(arm).origin);
}

async function send(
  client: AuthorizationManagementClient,
  { method, url, body }: { method: 'GET' | 'POST'; url: string; body?: string },
  description: CallDescription,
  { signal, tally }: CallOptions,
): Promise<unknown> {
  const request = createPipelineRequest({
    url,
    method,
    headers: createHttpHeaders(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(body !== undefined && { body }),
    ...(signal !== undefined && { abortSignal: signal }),
  });
  try {
    const response = await client.sendRequest(request);
    if (tally !== undefined) tally.calls += 1;
    const text = response.bodyAsText ?? '';
    const parsed = alreadyParsed(response);
    if (response.status >= 200 && response.status < 300) return parsed ?? JSON.parse(text);
    throw { statusCode: response.status, message: text, details: parsed, response };
  } catch (error) {
    throw error instanceof TenantError ? error : toTenantError(error, description);
  }
}

/** The typed client's pipeline has parsed what says it is JSON; a long list takes its time. */
function alreadyParsed(response: object): unknown {
  return 'parsedBody' in response ? response.parsedBody : undefined;
}
