import { createAzureTenant } from '../azure/azure-tenant.ts';
import type { Cloud } from '../azure/clouds.ts';
import { createCredential, whoIs } from '../azure/credentials.ts';
import type { Config } from '../config.ts';

export type Identity = ReturnType<typeof identityOf>;

/** The bot's own sign-in to Azure, its tenant as that sees it, and who it is there. */
export function identityOf({ bot }: Config, cloud: Cloud) {
  const { appId, tenantId, secret } = bot;
  const credential = createCredential(
    secret.kind === 'managed-identity'
      ? { kind: 'managed-identity', clientId: appId }
      : { kind: 'client-secret', tenantId, clientId: appId, clientSecret: secret.secret },
    cloud,
  );
  const objectId = async () => (await whoIs(credential, cloud)).objectId;
  return {
    credential,
    tenant: createAzureTenant(tenantId, credential, cloud),
    objectId,
    whoIs: async () => ({ appId, objectId: await objectId() }),
  };
}
