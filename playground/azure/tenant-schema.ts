/** The shape of a tenant file, with the defaults that are the same for every tenant. */
import * as z from 'zod/v4';
import { isMoment } from './moment.ts';

/** As the Azure Digital Twins resource provider names them. */
const PROVISIONING_STATES = [
  'Provisioning',
  'Deleting',
  'Updating',
  'Succeeded',
  'Failed',
  'Canceled',
  'Deleted',
  'Warning',
  'Suspending',
  'Restoring',
  'Moving',
] as const;

const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a GUID in lower case');
const name = z.string().trim().min(1);
const moment = z
  .string()
  .refine(isMoment, "must be a time such as 2026-01-31T09:00:00Z, '5 minutes ago' or 'in 2 hours'");

// Defaults are made anew each time, so that one tenant's lists are never another's.
const permission = z.strictObject({
  actions: z.array(z.string()).default(() => []),
  notActions: z.array(z.string()).default(() => []),
  dataActions: z.array(z.string()).default(() => []),
  notDataActions: z.array(z.string()).default(() => []),
});

const json = z.record(z.string(), z.unknown());

const assignment = z.strictObject({
  /**
   * A user, group, app or managed identity. 'former NAME' is one of that name that was deleted; 'application NAME' is the
   * app registration, which no token ever speaks for.
   */
  principal: name,
  role: name,
  scope: name,
  condition: z.string().optional(),
  description: z.string().optional(),
  createdOn: moment.optional(),
  /** Set for a PIM activation; past its end the assignment is gone. */
  activatedUntil: moment.optional(),
  id: guid.optional(),
  /** Only needed when the principal is an id that is not in the file, as after a deletion. */
  principalType: z.enum(['User', 'Group', 'ServicePrincipal']).optional(),
});

const provisioningState = z.enum(PROVISIONING_STATES).default('Succeeded');

/** Where an instance delivers events to. */
const endpoint = z.strictObject({
  name,
  type: z.enum(['EventHub', 'ServiceBus', 'EventGrid']).default('EventHub'),
  authentication: z.enum(['IdentityBased', 'KeyBased']).default('IdentityBased'),
  /** Of Event Hubs or Service Bus, or the name of the Event Grid topic; one of `resources`, or one that nobody here can see. */
  namespace: name,
  /** The event hub or topic. */
  entity: name.optional(),
  /** 'account/container' for what cannot be delivered. */
  deadLetters: name.includes('/').optional(),
  /** A user-assigned managed identity; left out: the instance's system-assigned one. */
  identity: name.optional(),
  provisioningState,
});

/** Twin updates that an instance writes to Azure Data Explorer, by way of an event hub. */
const dataHistory = z.strictObject({
  name,
  /** 'namespace/hub'; the namespace is one of `resources`. */
  eventHub: name.includes('/'),
  /** 'cluster/database'; the cluster is one of `resources`. */
  database: name.includes('/'),
  /** As of an endpoint. */
  identity: name.optional(),
  provisioningState,
});

const instance = z.strictObject({
  name,
  resourceGroup: name.default('twins-prod'),
  /** Only needed when several subscriptions have a resource group of that name. */
  subscription: name.optional(),
  hostName: name.optional(),
  location: z.string().default('westeurope'),
  provisioningState,
  publicNetworkAccess: z.enum(['Enabled', 'Disabled']).default('Enabled'),
  privateEndpoints: z
    .array(z.strictObject({ name, status: z.enum(['Pending', 'Approved', 'Rejected', 'Disconnected']) }))
    .default(() => []),
  /** Object id of the instance's own identity, which has its name; true: it has one. */
  systemIdentity: z.union([guid, z.literal(true)]).optional(),
  /** Managed identities that are user-assigned to it. */
  userIdentities: z.array(name).default(() => []),
  endpoints: z.array(endpoint).default(() => []),
  dataHistory: z.array(dataHistory).default(() => []),
  models: z.array(json).default(() => []),
  twins: z.array(json).default(() => []),
  relationships: z.array(json).default(() => []),
});

const user = z.strictObject({
  id: guid.optional(),
  name,
  /** Left out: the first name at the tenant's domain. */
  userPrincipalName: name.optional(),
  mail: z.string().nullable().optional(),
  guest: z.boolean().default(false),
  enabled: z.boolean().default(true),
  /** Another tenant, when this person's tools get their tokens there: a guest's own. */
  signsInAt: guid.optional(),
});

export const tenantShape = z.strictObject({
  description: z.string(),
  /** The message that shows what this tenant is about, and who writes it. */
  try: z.strictObject({ /** User principal name. */ as: name, text: name }).optional(),
  tenant: z
    .strictObject({ id: guid, name, domain: name })
    .default(() => ({ id: '35813336-8305-4794-bffe-ff10900fd02b', name: 'Contoso', domain: 'contoso.com' })),
  /** Name of the app the bot runs as. Not among `apps`: it is added. Without role assignments: it has the usual two. */
  bot: name.default('ADT Support'),
  managementGroups: z
    .array(z.strictObject({ name, displayName: name.optional(), parent: name.optional() }))
    .default(() => []),
  subscriptions: z
    .array(
      z.strictObject({
        id: guid.optional(),
        name,
        state: z.string().default('Enabled'),
        managementGroup: name.optional(),
        /** The bot's usual roles are not assigned here. */
        hiddenFromBot: z.boolean().default(false),
      }),
    )
    .min(1)
    .prefault(() => [{ id: 'dce515b8-f95f-40f8-bd5a-7c201411fbd2', name: 'contoso-dev' }]),
  resourceGroups: z
    .array(z.strictObject({ name, subscription: name.optional(), location: z.string().default('westeurope') }))
    .min(1)
    .prefault(() => [{ name: 'twins-prod' }]),
  instances: z.array(instance),
  /** Resources of other services: event hubs, storage accounts … Only where they are is known of them. */
  resources: z
    .array(
      z.strictObject({
        name,
        /** 'Microsoft.EventHub/namespaces', 'Microsoft.Storage/storageAccounts' … */
        type: z.string().regex(/^Microsoft\.\w+\/\w+$/, "must be a type such as 'Microsoft.Storage/storageAccounts'"),
        resourceGroup: name.default('twins-prod'),
        subscription: name.optional(),
      }),
    )
    .default(() => []),
  users: z.array(user).prefault(() => [{ name: 'Alex Wilber' }, { name: 'Megan Bowen' }]),
  groups: z
    .array(
      z.strictObject({ id: guid.optional(), name, members: z.array(name), owners: z.array(name).default(() => []) }),
    )
    .default(() => []),
  apps: z
    .array(
      z.strictObject({
        name,
        appId: guid.optional(),
        /** Object id of the registration. */
        objectId: guid.optional(),
        /** Object id of the service principal; false when the app has none in this tenant. */
        servicePrincipal: z.union([guid, z.literal(false)]).optional(),
        /** Left out: a random one is made at every start. */
        secret: z.string().optional(),
        /** Managed identities whose tokens the app takes in place of a secret. */
        trusts: z.array(name).default(() => []),
        /** Where a browser may be sent after a sign-in. */
        redirectUris: z.array(name).default(() => []),
        owners: z.array(name).default(() => []),
        /** What the registration requests: 'Azure Digital Twins/Read.Write'. */
        permissions: z.array(z.string().includes('/')).default(() => []),
        /** Graph application permissions it holds: 'User.Read.All'. */
        graphPermissions: z.array(z.string()).default(() => []),
      }),
    )
    .default(() => []),
  managedIdentities: z
    .array(
      z.strictObject({
        name,
        objectId: guid.optional(),
        clientId: guid.optional(),
        /** Of a resource of its own, or one that several resources share. */
        assigned: z.enum(['system', 'user']).default('system'),
        graphPermissions: z.array(z.string()).default(() => []),
      }),
    )
    .default(() => []),
  /** Microsoft's services that have a service principal in this tenant; without it no token is issued for them. */
  enterpriseApplications: z
    .array(z.strictObject({ name, objectId: guid.optional() }))
    .prefault(() => [{ name: 'Azure Digital Twins' }]),
  /** Delegated permissions that were consented to; without `user`, for everyone. */
  consents: z
    .array(z.strictObject({ client: name, resource: name, scopes: z.array(name).min(1), user: name.optional() }))
    .default(() => []),
  /** When a person needs multi-factor authentication for Azure: to change something, or for any token at all. */
  mfa: z.enum(['never', 'azure-writes', 'azure-sign-in']).default('never'),
  /** Privileged Identity Management (PIM). */
  pim: z
    .strictObject({
      /** Without the licence no role can be activated or scheduled. */
      licensed: z.boolean().default(true),
      /** How long a scheduled role may last, in minutes; left out: as long as one likes. */
      longest: z.int().min(5).optional(),
      /** Whether whoever schedules a role must have signed in with multi-factor authentication. */
      mfa: z.boolean().default(false),
      /** An authentication context of Conditional Access that he must have signed in with: 'c1'. */
      authenticationContext: z.string().optional(),
      /** Whether a ticket number is wanted with it. */
      ticket: z.boolean().default(false),
    })
    .prefault({}),
  roleAssignments: z.array(assignment).default(() => []),
  /** Minutes that a new role assignment does not count in the data plane yet. */
  propagation: z.number().min(0).default(0),
  /** The same for assignments at a management group, where it takes longer; left out: no longer than anywhere. */
  propagationAtManagementGroups: z.number().min(0).optional(),
  /** Roles that a user or group may activate, and has not. */
  eligibleRoles: z
    .array(
      z.strictObject({
        principal: name,
        role: name,
        scope: name,
        from: moment.optional(),
        until: moment.optional(),
      }),
    )
    .default(() => []),
  customRoles: z
    .array(
      z.strictObject({
        id: guid.optional(),
        name,
        description: z.string().default(''),
        assignableScopes: z.array(name).default(() => []),
        permissions: z.array(permission).min(1),
      }),
    )
    .default(() => []),
  denyAssignments: z
    .array(
      z.strictObject({
        id: guid.optional(),
        name,
        scope: name,
        permissions: z.array(permission).min(1),
        /** 'everyone', or principals as elsewhere. */
        principals: z.array(name).min(1),
        excludePrincipals: z.array(name).default(() => []),
        doNotApplyToChildScopes: z.boolean().default(false),
        isSystemProtected: z.boolean().default(true),
      }),
    )
    .default(() => []),
  /** What was changed before the start, as the activity log has it; the rest of the file is how it is since. */
  activityLog: z
    .array(
      z.discriminatedUnion('change', [
        z.strictObject({
          change: z.literal('network'),
          at: moment,
          instance: name,
          publicNetworkAccess: z.enum(['Enabled', 'Disabled']),
        }),
        z.strictObject({ change: z.literal('role-removed'), at: moment, principal: name, role: name, scope: name }),
        z.strictObject({ change: z.literal('deny-added'), at: moment, scope: name }),
      ]),
    )
    .default(() => []),
  /** Who was taken out of which group before the start. */
  directoryAudits: z.array(z.strictObject({ at: moment, member: name, group: name })).default(() => []),
  logs: z
    .strictObject({
      /** Minutes until a log tells of a change. */
      delay: z.number().min(0).default(0),
      /** Without Microsoft Entra ID P1 no program gets anything of the directory's audit log. */
      premium: z.boolean().default(true),
    })
    .prefault({}),
  limits: z
    .strictObject({
      /** Assignments per subscription before ARM refuses another. */
      roleAssignments: z.int().min(0).default(4000),
      /** Items on a page of any list; left out: 100 in Graph, and whole lists in ARM. */
      pageSize: z.int().min(1).optional(),
    })
    .prefault({}),
});

/** A tenant file with those defaults filled in. */
export type TenantShape = z.infer<typeof tenantShape>;
