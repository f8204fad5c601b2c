/**
 * The tenant as a person writes it: names instead of GUIDs wherever a name is clear, and ids made from the names where
 * none is given. `playground/tenants/contoso.json` is the example to copy.
 */
import { readFile } from 'node:fs/promises';
import * as z from 'zod/v4';

const guid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a GUID in lower case');
const name = z.string().trim().min(1);
/** An ISO 8601 time, or '5 minutes ago'. */
const moment = z
  .string()
  .refine(
    (text) => /^\d+ (minute|hour|day)s? ago$/.test(text) || !Number.isNaN(Date.parse(text)),
    "must be a time such as 2026-01-31T09:00:00Z, or '5 minutes ago'",
  );

// Defaults are made anew each time, so that one tenant's lists are never another's.
const permission = z.strictObject({
  actions: z.array(z.string()).default(() => []),
  notActions: z.array(z.string()).default(() => []),
  dataActions: z.array(z.string()).default(() => []),
  notDataActions: z.array(z.string()).default(() => []),
});

const json = z.record(z.string(), z.unknown());

const assignment = z.strictObject({
  principal: name,
  role: name,
  scope: name,
  condition: z.string().optional(),
  description: z.string().optional(),
  createdOn: moment.optional(),
  /** Set for a PIM activation. */
  activatedUntil: z.string().optional(),
  id: guid.optional(),
  /** Only needed when the principal is an id that is not in the file, as after a deletion. */
  principalType: z.enum(['User', 'Group', 'ServicePrincipal']).optional(),
});

const tenantFile = z.strictObject({
  description: z.string(),
  tenant: z.strictObject({ id: guid, name, domain: name }),
  /** Name of the app the bot runs as. */
  bot: name,
  managementGroups: z
    .array(z.strictObject({ name, displayName: name.optional(), parent: name.optional() }))
    .default(() => []),
  subscriptions: z
    .array(z.strictObject({ id: guid, name, state: z.string().default('Enabled'), managementGroup: name.optional() }))
    .min(1),
  resourceGroups: z
    .array(z.strictObject({ name, subscription: name.optional(), location: z.string().default('westeurope') }))
    .min(1),
  instances: z.array(
    z.strictObject({
      name,
      resourceGroup: name,
      hostName: name,
      location: z.string().default('westeurope'),
      provisioningState: z.string().default('Succeeded'),
      publicNetworkAccess: z.enum(['Enabled', 'Disabled']).default('Enabled'),
      privateEndpoints: z.array(z.strictObject({ name, status: z.string() })).default(() => []),
      /** Object id of the instance's own identity. */
      systemIdentity: guid.optional(),
      models: z.array(json).default(() => []),
      twins: z.array(json).default(() => []),
      relationships: z.array(json).default(() => []),
    }),
  ),
  users: z.array(
    z.strictObject({
      id: guid.optional(),
      name,
      userPrincipalName: name,
      mail: z.string().nullable().optional(),
      guest: z.boolean().default(false),
      enabled: z.boolean().default(true),
    }),
  ),
  groups: z
    .array(
      z.strictObject({ id: guid.optional(), name, members: z.array(name), owners: z.array(name).default(() => []) }),
    )
    .default(() => []),
  apps: z.array(
    z.strictObject({
      name,
      appId: guid.optional(),
      /** Object id of the registration. */
      objectId: guid.optional(),
      /** Object id of the service principal; false when the app has none in this tenant. */
      servicePrincipal: z.union([guid, z.literal(false)]).optional(),
      /** Left out: a random one is made at every start. */
      secret: z.string().optional(),
      owners: z.array(name).default(() => []),
      /** What the registration requests: 'Azure Digital Twins/Read.Write'. */
      permissions: z.array(z.string().includes('/')).default(() => []),
      /** Graph application permissions it holds: 'User.Read.All'. */
      graphPermissions: z.array(z.string()).default(() => []),
    }),
  ),
  managedIdentities: z
    .array(
      z.strictObject({
        name,
        objectId: guid.optional(),
        clientId: guid.optional(),
        graphPermissions: z.array(z.string()).default(() => []),
      }),
    )
    .default(() => []),
  /** Microsoft's services that have a service principal in this tenant; without it no token is issued for them. */
  enterpriseApplications: z.array(z.strictObject({ name, objectId: guid.optional() })).default(() => []),
  /** Delegated permissions that were consented to; without `user`, for everyone. */
  consents: z
    .array(z.strictObject({ client: name, resource: name, scopes: z.array(name).min(1), user: name.optional() }))
    .default(() => []),
  roleAssignments: z.array(assignment),
  eligibleRoles: z
    .array(
      z.strictObject({
        principal: name,
        role: name,
        scope: name,
        from: moment.optional(),
        until: z.string().optional(),
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
  limits: z
    .strictObject({
      /** Assignments per subscription before ARM refuses another. */
      roleAssignments: z.int().min(0).default(4000),
      /** Items on a page of any list. */
      pageSize: z.int().min(1).default(100),
    })
    .prefault({}),
});

export type TenantFile = z.infer<typeof tenantFile>;
/** A tenant file before its defaults are filled in: what a test or a person writes. */
export type TenantFileInput = z.input<typeof tenantFile>;

/** The tenant file cannot be used. `faults` name each place by its path in the file, and what is wrong there. */
export class TenantFileError extends Error {
  override readonly name = 'TenantFileError';
  readonly code = 'tenant-file-invalid';
  readonly faults: { path: string; message: string }[];

  constructor(source: string, faults: { path: string; message: string }[], cause?: unknown) {
    const list = faults.map((fault) => `  ${fault.path || '(file)'}: ${fault.message}`).join('\n');
    super(`${source} does not describe a tenant:\n${list}`, { cause });
    this.faults = faults;
  }
}

/** Checks the shape and fills in the defaults. References are checked when the tenant is built. Throws TenantFileError. */
export function parseTenantFile(value: unknown, source = 'The tenant file'): TenantFile {
  const result = tenantFile.safeParse(value);
  if (result.success) return result.data;
  throw new TenantFileError(
    source,
    result.error.issues.map((issue) => ({ path: pathOf(issue.path), message: issue.message })),
  );
}

/** Reads and checks a tenant file. Throws TenantFileError. */
export async function readTenantFile(path: string): Promise<TenantFile> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new TenantFileError(path, [{ path: '', message: `cannot be read as JSON: ${message}` }], cause);
  }
  return parseTenantFile(value, path);
}

/** ['roleAssignments', 2, 'role'] → 'roleAssignments[2].role'. */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}
