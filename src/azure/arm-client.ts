import { AuthorizationManagementClient } from '@azure/arm-authorization';
import { createHttpHeaders, createPipelineRequest, retryPolicy } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
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
  client.pipeline.addPolicy(retryPolicy([waitBeforeRetry], { maxRetries: 2 }), { phase: 'Retry' });
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
export async function postToArm(
  client: AuthorizationManagementClient,
  cloud: Cloud,
  path: string,
  body: unknown,
  description: CallDescription,
  { signal, tally }: CallOptions,
): Promise<unknown> {
  const request = createPipelineRequest({
    url: `${cloud.arm}${path}`,
    method: 'POST',
    headers: createHttpHeaders({ 'content-type': 'application/json' }),
    body: JSON.stringify(body),
    ...(signal !== undefined && { abortSignal: signal }),
  });
  try {
    const response = await client.sendRequest(request);
    if (tally !== undefined) tally.calls += 1;
    const text = response.bodyAsText ?? '';
    if (response.status >= 200 && response.status < 300) return JSON.parse(text);
    throw { statusCode: response.status, message: text, details: safeParse(text), response };
  } catch (error) {
    throw error instanceof TenantError ? error : toTenantError(error, description);
  }
}

function safeParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
