import { type CallOptions, TenantError } from '../tenant.ts';
import type { Cloud } from './clouds.ts';

const call = 'Entra: read its clock';

/** Azure's clock, to the second: every answer carries it. Asked of Entra's public metadata, which needs no sign-in. */
export async function readAzureTime(
  cloud: Cloud,
  tenantId: string,
  fetch: typeof globalThis.fetch,
  { signal }: CallOptions = {},
): Promise<Date> {
  const url = `${cloud.authorityHost}/${encodeURIComponent(tenantId)}/v2.0/.well-known/openid-configuration`;
  const response = await fetch(url, signal ? { signal } : {}).catch((cause: unknown) => {
    throw new TenantError(`${call}: no answer from ${new URL(url).host}.`, { code: 'unavailable', call, cause });
  });
  const date = new Date(response.headers.get('date') ?? '');
  if (Number.isNaN(date.getTime())) {
    throw new TenantError(`${call}: the answer carries no time.`, { code: 'bad-answer', call });
  }
  return date;
}
