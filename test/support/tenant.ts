/** Small whole tenants: a simulated tenant with just what a test is about, and the real clients on it as the bot. */
import {
  type SimulatedTenant,
  startTenant,
  type TenantOptions,
  type TenantState,
} from '../../playground/azure/simulated-tenant.ts';
import { parseTenantFile, type TenantFileInput } from '../../playground/azure/tenant-file.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import { createAzureTenant } from '../../src/azure/azure-tenant.ts';
import { createCredential, warmTokens } from '../../src/azure/credentials.ts';
import type { Tenant } from '../../src/tenant.ts';

const graphPermissions = [
  'User.Read.All',
  'GroupMember.Read.All',
  'Application.Read.All',
  'Directory.Read.All',
  'AuditLog.Read.All',
];

/**
 * A tenant of one subscription with the instance plant-a, the people of the demo tenant and the bot as Reader; nobody
 * else holds a role. What `parts` names takes the place of the whole list, except role assignments, which are added.
 */
function smallTenant(parts: Partial<TenantFileInput> = {}): TenantFileInput {
  const { roleAssignments = [], apps = [], ...rest } = parts;
  const person = (first: string, last: string) => ({
    name: `${first} ${last}`,
    userPrincipalName: `${first.toLowerCase()}@contoso.com`,
  });
  return {
    description: 'A small tenant for one test',
    tenant: { id: '35813336-8305-4794-bffe-ff10900fd02b', name: 'Contoso', domain: 'contoso.com' },
    bot: 'ADT Support',
    subscriptions: [{ id: 'dce515b8-f95f-40f8-bd5a-7c201411fbd2', name: 'contoso-dev' }],
    resourceGroups: [{ name: 'twins-prod' }],
    instances: [instance('plant-a')],
    users: [
      person('Alex', 'Wilber'),
      person('Megan', 'Bowen'),
      person('Isaiah', 'Langer'),
      person('Adele', 'Vance'),
      person('Lee', 'Gu'),
    ],
    enterpriseApplications: [{ name: 'Azure Digital Twins' }],
    ...rest,
    apps: [{ name: 'ADT Support', graphPermissions }, ...apps],
    roleAssignments: [{ principal: 'ADT Support', role: 'Reader', scope: 'contoso-dev' }, ...roleAssignments],
  };
}

/** An instance for `smallTenant({ instances: … })`. */
export function instance(
  name: string,
  more: Partial<TenantFileInput['instances'][number]> = {},
): TenantFileInput['instances'][number] {
  return { name, resourceGroup: 'twins-prod', hostName: `${name}.api.weu.digitaltwins.azure.net`, ...more };
}

export interface StartedTenant {
  simulated: SimulatedTenant;
  state: TenantState;
  /** The bot's clients. */
  tenant: Tenant;
  /** New clients with empty caches; the tokens are warm, as in a running bot. */
  fresh(): Promise<Tenant>;
  /** Object id of a user by first name, of a group, app or managed identity by name. */
  idOf(name: string): string;
  /** Resource id. */
  instanceId(name?: string): string;
  roleId(name: string): string;
  /** From now on the bot holds these permissions of Microsoft Graph, and no others. */
  letBotRead(...permissions: string[]): void;
  close(): Promise<void>;
}

export async function startSmallTenant(
  parts: Partial<TenantFileInput> = {},
  options: TenantOptions = {},
): Promise<StartedTenant> {
  const simulated = await startTenant(parseTenantFile(smallTenant(parts)), options);
  simulated.trust();
  const { tenantId, bot, state } = simulated;
  const cloud = cloudOf(simulated);
  const credential = createCredential(
    { kind: 'client-secret', tenantId, clientId: bot.appId, clientSecret: bot.secret },
    cloud,
  );
  const fresh = async () => {
    await warmTokens(credential, cloud);
    return createAzureTenant(tenantId, credential, cloud);
  };
  const tenant = await fresh();
  simulated.calls.length = 0;

  return {
    simulated,
    state,
    tenant,
    fresh,
    idOf(name) {
      const found = [
        ...state.users.map((user) => ({ ...user, name: user.userPrincipalName.split('@')[0] ?? '' })),
        ...[...state.groups, ...state.servicePrincipals].map((one) => ({ ...one, name: one.displayName })),
      ].find((one) => one.name === name);
      return present(found, name).id;
    },
    instanceId: (name = 'plant-a') =>
      present(
        state.instances.find((one) => one.name === name),
        name,
      ).id,
    roleId: (name) =>
      present(
        state.roleDefinitions.find((role) => role.roleName === name),
        name,
      ).name,
    letBotRead(...permissions) {
      const its = state.servicePrincipals.find(({ appId }) => appId === bot.appId);
      present(its, 'service principal of the bot').graphPermissions = permissions;
    },
    close: () => simulated.close(),
  };
}

function present<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`The tenant has no ${name}.`);
  return value;
}
