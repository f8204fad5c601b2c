import { createAzureTenant } from '../azure/azure-tenant.ts';
import { type Cloud, publicCloud } from '../azure/clouds.ts';
import { createCredential, ownSignIn, whoIs } from '../azure/credentials.ts';
import type { Tenant } from '../tenant.ts';

/** A tenant as an app with a secret sees it: what the bot itself would see. */
export function connectAsApp(
  { tenantId, appId, secret }: { tenantId: string; appId: string; secret: string },
  cloud: Cloud,
): Tenant {
  const identity = { kind: 'client-secret', tenantId, clientId: appId, clientSecret: secret } as const;
  return createAzureTenant(tenantId, createCredential(identity, cloud), cloud);
}

/** The tenant of whoever is signed in on this machine, and who that is. Throws TenantError without a sign-in. */
export async function connectAsMyself(): Promise<{
  tenant: Tenant;
  me: { objectId: string; displayName: string };
}> {
  const credential = ownSignIn();
  const me = await whoIs(credential, publicCloud);
  return { tenant: createAzureTenant(me.tenantId, credential, publicCloud), me };
}
