/** Small facts for checks: Alex asks about his own access to plant-a, where he holds nothing, unless a test says otherwise. */
import { digitalTwinsAppId, readWritePermissionId } from '../../src/diagnosis/app-ids.ts';
import type { Approver, Fact, Principal, Remedy } from '../../src/diagnosis/diagnosis.ts';
import type { Facts } from '../../src/diagnosis/facts.ts';
import type { AppFacts } from '../../src/diagnosis/identity/identity.ts';
import { type Situation, situationOf } from '../../src/diagnosis/situation.ts';
import type { DenyAssignment, RoleAssignment, RoleDefinition, RolePermission } from '../../src/rbac/model.ts';
import * as roles from '../../src/rbac/roles.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import type { Instance, PermissionGrant } from '../../src/tenant.ts';

export const alex = 'a1e50000-0000-4000-8000-000000000001';
export const megan = '3e6a0000-0000-4000-8000-000000000002';
export const engineers = '9e000000-0000-4000-8000-000000000001';
export const subscription = '/subscriptions/dce515b8-f95f-40f8-bd5a-7c201411fbd2';
export const resourceGroup = `${subscription}/resourceGroups/twins-prod`;

export const plantA: Instance = {
  id: `${resourceGroup}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/plant-a`,
  name: 'plant-a',
  hostName: 'plant-a.api.weu.digitaltwins.azure.net',
  location: 'westeurope',
  subscriptionId: 'dce515b8-f95f-40f8-bd5a-7c201411fbd2',
  resourceGroup: 'twins-prod',
  tenantId: '35813336-8305-4794-bffe-ff10900fd02b',
  provisioningState: 'Succeeded',
  publicNetworkAccess: 'Enabled',
  privateEndpoints: [],
};

export const plantB: Instance = {
  ...plantA,
  id: plantA.id.replace('plant-a', 'plant-b'),
  name: 'plant-b',
  hostName: 'plant-b.api.weu.digitaltwins.azure.net',
};

const source = { what: 'a fact', call: 'a call', at: '2026-01-31T09:00:00.000Z', ms: 12 };

export function known<T>(value: T): Fact<T> {
  return { known: true, value, source };
}

export function unknown(reason = 'Azure did not say.', remedy?: Remedy): Fact<never> {
  return { known: false, reason, ...(remedy && { remedy }), source };
}

const none: RolePermission = { actions: [], notActions: [], dataActions: [], notDataActions: [] };
const twins = (...types: string[]) => types.map((type) => `Microsoft.DigitalTwins/${type}`);

export const definitions: ReadonlyMap<string, RoleDefinition> = new Map(
  [
    builtIn(roles.ADT_DATA_OWNER, {
      dataActions: twins('digitaltwins/*', 'eventroutes/*', 'jobs/*', 'models/*', 'query/*'),
    }),
    builtIn(roles.ADT_DATA_READER, {
      dataActions: twins('digitaltwins/read', 'eventroutes/read', 'jobs/imports/read', 'models/read', 'query/action'),
    }),
    builtIn(roles.OWNER, { actions: ['*'] }),
    builtIn(roles.CONTRIBUTOR, { actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] }),
    builtIn(roles.READER, { actions: ['*/read'] }),
    builtIn(roles.USER_ACCESS_ADMINISTRATOR, { actions: ['*/read', 'Microsoft.Authorization/*'] }),
  ].map((definition) => [definition.id, definition]),
);

function builtIn({ id, name }: roles.BuiltInRole, permission: Partial<RolePermission>): RoleDefinition {
  return { id, name, type: 'BuiltInRole', permissions: [{ ...none, ...permission }] };
}

export function customRole(name: string, permission: Partial<RolePermission>): RoleDefinition {
  return { id: `custom-${name.toLowerCase()}`, name, type: 'CustomRole', permissions: [{ ...none, ...permission }] };
}

/** An assignment to Alex at plant-a. */
export function holds({ id }: { id: string }, more: Partial<RoleAssignment> = {}): RoleAssignment {
  return {
    id: `${plantA.id}/assignment-of-${id}`,
    scope: plantA.id,
    roleId: id,
    principalId: alex,
    principalType: 'User',
    ...more,
  };
}

/** A deny assignment on all data, for Alex, at plant-a. */
export function deny(more: Partial<DenyAssignment> = {}): DenyAssignment {
  return {
    id: 'deny',
    name: 'Locked by a deployment stack',
    scope: plantA.id,
    permissions: [{ ...none, dataActions: ['*'] }],
    principals: [alex],
    excludePrincipals: [],
    doNotApplyToChildScopes: false,
    ...more,
  };
}

/** One block of a deny assignment on these data actions of Azure Digital Twins: 'models/write' … */
export function denied(...types: string[]): DenyAssignment['permissions'] {
  return [{ ...none, dataActions: twins(...types) }];
}

export const alexHimself: Principal = { kind: 'user', objectId: alex, displayName: 'Alex Wilber', self: true };

/** The facts where Alex asks, or somebody who may see it asks about `other`. */
export function facts(parts: Partial<Facts> = {}): Facts {
  return {
    instance: known({ found: plantA, candidates: [plantA] }),
    now: new Date('2026-01-31T09:00:00Z'),
    tenantId: plantA.tenantId,
    asker: { objectId: alex },
    subject: { kind: 'user', self: true, objectId: alex, name: 'Alex Wilber', byId: false },
    principal: known(alexHimself),
    assignments: known([]),
    inSubscription: known([]),
    everybodys: known([]),
    eligible: known([]),
    definitions: known(definitions),
    denies: known([]),
    groups: known([]),
    askerGroups: known([]),
    inspection: known({ self: true, allowed: true }),
    sees: known({ self: false, allowed: true, elsewhere: true }),
    ...parts,
  };
}

/** The definitions of the built-in roles, and these. */
export function defining(...custom: RoleDefinition[]): Facts['definitions'] {
  return known(new Map([...definitions, ...custom.map((role): [string, RoleDefinition] => [role.id, role])]));
}

/** Megan asks about somebody else. */
export function about(other: Omit<Principal, 'self'>): Partial<Facts> {
  const { objectId, displayName } = other;
  return {
    asker: { objectId: megan },
    subject: { kind: 'user', self: false, objectId, name: displayName, byId: false },
    principal: known({ ...other, self: false }),
    inspection: known({ self: false, allowed: true, elsewhere: true }),
  };
}

export const twinSync = {
  objectId: '1a3ce376-0000-4000-8000-000000000003',
  appId: '4c5499fc-0000-4000-8000-000000000004',
  displayName: 'twin-sync',
};
export const digitalTwins = {
  objectId: '1a1b6d85-0000-4000-8000-000000000005',
  appId: digitalTwinsAppId,
  displayName: 'Azure Digital Twins',
  type: 'Application',
};

/** Megan asks about twin-sync: registered, with the permission, consented to by nobody. */
export function aboutApp(parts: Partial<AppFacts> = {}): Partial<Facts> {
  return {
    ...about({ kind: 'service-principal', ...twinSync }),
    subject: { kind: 'app', self: false, objectId: twinSync.objectId, name: twinSync.appId, byId: true },
    app: {
      application: known(registration()),
      servicePrincipal: known({ ...twinSync, type: 'Application' }),
      digitalTwins: known(digitalTwins),
      grants: known([]),
      ...parts,
    },
  };
}

/** The registration of twin-sync, which asks for Read.Write as `type`, or for nothing. */
export function registration(type: 'Scope' | 'Role' | 'nothing' = 'Scope') {
  const resourceAccess = [{ id: readWritePermissionId, type }];
  return {
    ...twinSync,
    objectId: '9d3b855b-0000-4000-8000-000000000006',
    requiredResourceAccess: type === 'nothing' ? [] : [{ resourceAppId: digitalTwinsAppId, resourceAccess }],
  };
}

/** A consent to twin-sync: for everybody, or for one user. */
export function grant(principalId?: string): PermissionGrant {
  return {
    clientId: twinSync.objectId,
    resourceId: digitalTwins.objectId,
    scopes: ['Read.Write'],
    ...(principalId === undefined
      ? { consentType: 'AllPrincipals' as const }
      : { consentType: 'Principal' as const, principalId }),
  };
}

export function report(parts: Partial<SymptomReport> = {}): SymptomReport {
  return { kind: 'adt-403', service: 'digital-twins', status: 403, redacted: [], ...parts };
}

export function approver(objectId: string, displayName: string, right = 'Owner of plant-a'): Approver {
  return { objectId, displayName, right };
}

export function situation(
  parts: Partial<Facts> = {},
  told: Partial<SymptomReport> = {},
  approvers?: Fact<Approver[]>,
): Situation {
  return situationOf(report(told), facts(parts), approvers);
}
