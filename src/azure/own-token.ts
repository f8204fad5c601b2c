import type { TokenCredential } from '@azure/identity';
import { z } from 'zod/v4';
import { type CallOptions, TenantError } from '../tenant.ts';
import { asTenantCall } from './errors.ts';

const claimsShape = z.object({
  oid: z.string().toLowerCase(),
  tid: z.string().toLowerCase(),
  /** Version 1.0 tokens say appid, version 2.0 tokens azp. */
  appid: z.string().toLowerCase().optional(),
  azp: z.string().toLowerCase().optional(),
  roles: z.array(z.string()).catch([]),
});

/** Whom a token of the bot's own speaks for, and the application permissions in it. */
export interface OwnClaims {
  objectId: string;
  tenantId: string;
  appId: string;
  roles: string[];
}

/**
 * Signs in, and reads the claims of the token that came. Only for a token that was just fetched: nothing is verified.
 * Rejects with TenantError, whose `azureCode` is Entra's code ('AADSTS7000215') where it gave one.
 */
export async function readOwnToken(
  credential: TokenCredential,
  scope: string,
  { signal }: CallOptions = {},
): Promise<OwnClaims> {
  const call = 'Entra: sign in';
  const token = await asTenantCall({ call }, () =>
    credential.getToken(scope, { enableCae: true, ...(signal && { abortSignal: signal }) }),
  ).catch((error: unknown) => {
    throw error instanceof TenantError ? withEntraCode(error) : error;
  });
  const claims = claimsShape.safeParse(payloadOf(token?.token ?? ''));
  if (!claims.success) throw new TenantError(`${call}: the token could not be read.`, { code: 'bad-answer', call });
  const { oid, tid, appid, azp, roles } = claims.data;
  return { objectId: oid, tenantId: tid, appId: appid ?? azp ?? '', roles };
}

function payloadOf(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** The packages hide the code somewhere in the texts of an error and its causes, each in its own way. */
function withEntraCode(error: TenantError): TenantError {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const [line, azureCode] = /(AADSTS\d+):[^\r\n]*/.exec(at.message) ?? [];
    if (line === undefined || azureCode === undefined) continue;
    const message = `${error.call}: ${line.replace(/ Trace.*/, '').slice(0, 300)}`;
    return new TenantError(message, { code: 'unauthenticated', call: error.call, azureCode, cause: error });
  }
  return error;
}
