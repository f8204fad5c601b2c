import { createAzureTenant } from '../azure/azure-tenant.ts';
import { type Cloud, publicCloud } from '../azure/clouds.ts';
import { createCredential, ownSignIn, whoIs } from '../azure/credentials.ts';
import { type Tenant, TenantError } from '../tenant.ts';
import { UsageError, usage } from './diagnose.ts';

/** A tenant as an app with a secret sees it: what the bot itself would see. */
export function connectAsApp(
  { tenantId, appId, secret }: { tenantId: string; appId: string; secret: string },
  cloud: Cloud,
): Tenant {
  const identity = { kind: 'client-secret', tenantId, clientId: appId, clientSecret: secret } as const;
  return createAzureTenant(tenantId, createCredential(identity, cloud), cloud);
}

/**
 * The tenant of whoever is signed in on this machine, and who that is. Throws UsageError where nobody is, TenantError
 * while Azure gives no answer.
 */
export async function connectAsMyself(
  credential = ownSignIn(),
  cloud: Cloud = publicCloud,
): Promise<{
  tenant: Tenant;
  me: { objectId: string; displayName: string };
}> {
  const { tenantId, ...me } = await whoIs(credential, cloud).catch((error) => {
    if (!(error instanceof TenantError) || error.code !== 'unauthenticated') throw error;
    const message = `Nobody is signed in to Azure here. Run "az login", or name a simulated tenant:\n  ${usage}`;
    throw new UsageError(message, { cause: error });
  });
  return { tenant: createAzureTenant(tenantId, credential, cloud), me };
}
