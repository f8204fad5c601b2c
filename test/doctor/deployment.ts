/** A deployment as one check sees it: what a test does not name is not to be asked for. */
import type { Deployment } from '../../src/doctor/deployment.ts';
import { type Tenant, TenantError, type TenantErrorCode } from '../../src/tenant.ts';

export const appId = 'd994389a-40bd-4e7c-b05d-d457fa3911f1';
export const tenantId = '35813336-8305-4794-bffe-ff10900fd02b';
export const botObjectId = 'bb110530-3baa-4af5-8595-4b6a3c05cd9d';
export const foreignTenant = '72f988bf-0000-4000-8000-000000000001';

export interface Parts extends Partial<Omit<Deployment, 'tenant' | 'settings'>> {
  tenant?: Partial<Tenant>;
  settings?: Partial<Deployment['settings']>;
}

export function deployment({ tenant = {}, settings = {}, ...parts }: Parts = {}): Deployment {
  return {
    settings: {
      appId,
      tenantId,
      identity: 'client-secret',
      approvals: 'bot-identity',
      allowedTenants: [tenantId],
      ...settings,
    },
    tenant: { ...unasked(), ...tenant } as Tenant,
    signIn: async () => ({ objectId: botObjectId, appId, tenantId, roles: [] }),
    azureTime: unexpected('azureTime'),
    now: unexpected('now'),
    store: unexpected('store'),
    get: unexpected('get'),
    reach: unexpected('reach'),
    appEnvironments: unexpected('appEnvironments'),
    connection: unexpected('connection'),
    fixes: {
      reader: (subscription = 'one') => ({ how: `Reader in ${subscription}` }),
      graphPermission: (permission) => ({ how: `Grant ${permission}.`, commands: [`grant ${permission}`] }),
    },
    ...parts,
  };
}

function unasked(): Partial<Tenant> {
  return { findInstances: unexpected('findInstances') };
}

function unexpected(what: string): () => never {
  return () => {
    throw new Error(`The check asked for ${what}.`);
  };
}

export function refusal(code: TenantErrorCode, message = 'ARM: a call: the bot was refused.', azureCode?: string) {
  return new TenantError(message, { code, call: 'ARM: a call', ...(azureCode !== undefined && { azureCode }) });
}
