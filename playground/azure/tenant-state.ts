/** Builds the live tenant from a tenant file. */
import { randomBytes } from 'node:crypto';
import { seedContent } from './adt/content.ts';
import { builtInRoles } from './built-in-roles.ts';
import { derivedGuid } from './derived-guid.ts';
import { KNOWN_SERVICES, type KnownService, MICROSOFT_GRAPH } from './known-services.ts';
import { timeOf } from './moment.ts';
import { ownServices } from './own-services.ts';
import { addPastChanges } from './past-changes.ts';
import type { ApplicationRecord, ResourceGroupRecord, ServicePrincipalRecord, TenantState } from './records.ts';
import { createReferences, type IdOf, type References } from './references.ts';
import { type TenantFile, TenantFileError } from './tenant-file.ts';

/** Throws TenantFileError when a name in the file means nothing, or more than one thing. */
export function createTenantState(file: TenantFile, now: Date): TenantState {
  const idOf = (kind: string, name: string) => derivedGuid(`${file.tenant.id}|${kind}|${name.toLowerCase()}`);
  const state = emptyState(file);
  const names = createReferences(state, idOf);

  for (const user of file.users) {
    state.users.push({
      id: user.id ?? idOf('user', user.userPrincipalName),
      displayName: user.name,
      userPrincipalName: user.userPrincipalName,
      mail: user.mail === undefined ? user.userPrincipalName : user.mail,
      userType: user.guest ? 'Guest' : 'Member',
      accountEnabled: user.enabled,
      ...(user.signsInAt === undefined ? {} : { signsInAt: user.signsInAt }),
    });
  }
  addServicePrincipals(file, state, idOf);
  addApplications(file, state, names, idOf);
  addResources(file, state, names, idOf);
  addGroups(file, state, names, idOf);
  addConsents(file, state, names, idOf);
  addRoles(file, state, names, idOf, now);
  addPastChanges(file, state, names, now);

  const bot = state.applications.find((app) => app.displayName === file.bot);
  if (bot === undefined) names.faults.push({ path: 'bot', message: `no app called '${file.bot}'` });
  else state.botAppId = bot.appId;
  const asker = file.try?.as;
  if (asker !== undefined && !state.users.some((user) => user.userPrincipalName === asker)) {
    names.faults.push({ path: 'try.as', message: `no user signs in as '${asker}'` });
  }
  addDuplicateFaults(state, names);
  if (names.faults.length > 0) throw new TenantFileError('The tenant file', names.faults);
  return state;
}

function emptyState(file: TenantFile): TenantState {
  return {
    tenantId: file.tenant.id,
    displayName: file.tenant.name,
    domain: file.tenant.domain,
    botAppId: '',
    users: [],
    groups: [],
    applications: [],
    servicePrincipals: [],
    permissionGrants: [],
    managementGroups: [],
    subscriptions: [],
    resourceGroups: [],
    instances: [],
    resources: [],
    roleDefinitions: builtInRoles(),
    roleAssignments: [],
    denyAssignments: [],
    eligibleRoles: [],
    scheduleRequests: [],
    pim: file.pim,
    activityLog: [],
    removedMembers: [],
    logDelayMs: file.logs.delay * 60_000,
    premium: file.logs.premium,
    mfa: file.mfa,
    roleAssignmentLimit: file.limits.roleAssignments,
    ...(file.limits.pageSize !== undefined && { pageSize: file.limits.pageSize }),
  };
}

function addServicePrincipals(file: TenantFile, state: TenantState, idOf: IdOf): void {
  for (const app of file.apps) {
    if (app.servicePrincipal === false) continue;
    state.servicePrincipals.push({
      id: app.servicePrincipal ?? idOf('service principal', app.name),
      appId: app.appId ?? idOf('app', app.name),
      displayName: app.name,
      servicePrincipalType: 'Application',
      graphPermissions: app.graphPermissions,
      alternativeNames: [],
      publishedScopes: [],
    });
  }
  for (const identity of file.managedIdentities) {
    state.servicePrincipals.push({
      id: identity.objectId ?? idOf('managed identity', identity.name),
      appId: identity.clientId ?? idOf('managed identity client', identity.name),
      displayName: identity.name,
      servicePrincipalType: 'ManagedIdentity',
      graphPermissions: identity.graphPermissions,
      alternativeNames: alternativeNames(file, identity),
      publishedScopes: [],
    });
  }
  for (const service of KNOWN_SERVICES) {
    const entry = file.enterpriseApplications.find(({ name }) => name === service.name);
    if (entry === undefined && !service.everywhere) continue;
    state.servicePrincipals.push(serviceRecord(service, entry?.objectId ?? idOf('service principal', service.name)));
  }
}

/** Says which kind of managed identity it is, and of which resource. */
function alternativeNames(file: TenantFile, { name, assigned }: TenantFile['managedIdentities'][number]): string[] {
  const parent = `/subscriptions/${file.subscriptions[0]?.id}/resourcegroups/${file.resourceGroups[0]?.name}/providers`;
  return assigned === 'user'
    ? ['isExplicit=True', `${parent}/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`]
    : ['isExplicit=False', `${parent}/Microsoft.Web/sites/${name}`];
}

function serviceRecord(service: KnownService, id: string): ServicePrincipalRecord {
  return {
    id,
    appId: service.appId,
    displayName: service.name,
    servicePrincipalType: 'Application',
    graphPermissions: [],
    alternativeNames: [],
    publishedScopes: Object.entries(service.scopes).map(([value, scopeId]) => ({ id: scopeId, value })),
  };
}

function addApplications(file: TenantFile, state: TenantState, names: References, idOf: IdOf): void {
  file.enterpriseApplications.forEach(({ name }, index) => {
    if (KNOWN_SERVICES.some((service) => service.name === name)) return;
    const known = KNOWN_SERVICES.map((service) => service.name).join(', ');
    names.faults.push({ path: `enterpriseApplications[${index}].name`, message: `must be one of: ${known}` });
  });
  file.apps.forEach((app, index) => {
    state.applications.push({
      id: app.objectId ?? idOf('application', app.name),
      appId: app.appId ?? idOf('app', app.name),
      displayName: app.name,
      secrets: [app.secret ?? randomBytes(24).toString('base64url')],
      trusts: app.trusts.map((identity, place) => names.principal(identity, `apps[${index}].trusts[${place}]`).id),
      redirectUris: app.redirectUris,
      identifierUris: [],
      exposedScopes: [],
      preAuthorized: [],
      owners: app.owners.map((owner, place) => names.user(owner, `apps[${index}].owners[${place}]`)),
      requiredResourceAccess: requested(app.permissions, `apps[${index}].permissions`, names),
    });
  });
}

/** ['Azure Digital Twins/Read.Write'] → the manifest's requiredResourceAccess. */
function requested(
  permissions: string[],
  path: string,
  names: References,
): ApplicationRecord['requiredResourceAccess'] {
  const byResource = new Map<string, { id: string; type: 'Scope' | 'Role' }[]>();
  permissions.forEach((text, index) => {
    const [serviceName = '', value = ''] = text.split('/');
    const service = KNOWN_SERVICES.find(({ name }) => name === serviceName);
    const scopeId = service?.scopes[value];
    if (service === undefined || (scopeId === undefined && service !== MICROSOFT_GRAPH)) {
      names.faults.push({ path: `${path}[${index}]`, message: `no permission called '${text}'` });
      return;
    }
    const access = byResource.get(service.appId) ?? [];
    access.push(scopeId === undefined ? { id: derivedGuid(text), type: 'Role' } : { id: scopeId, type: 'Scope' });
    byResource.set(service.appId, access);
  });
  return [...byResource].map(([resourceAppId, resourceAccess]) => ({ resourceAppId, resourceAccess }));
}

function addGroups(file: TenantFile, state: TenantState, names: References, idOf: IdOf): void {
  for (const group of file.groups) {
    state.groups.push({ id: group.id ?? idOf('group', group.name), displayName: group.name, members: [], owners: [] });
  }
  file.groups.forEach((group, index) => {
    const members = group.members.map(
      (member, place) => names.principal(member, `groups[${index}].members[${place}]`).id,
    );
    const owners = group.owners.map((owner, place) => names.user(owner, `groups[${index}].owners[${place}]`));
    state.groups[index]?.members.push(...members);
    state.groups[index]?.owners.push(...owners);
  });
}

function addResources(file: TenantFile, state: TenantState, names: References, idOf: IdOf): void {
  file.managementGroups.forEach(({ name, displayName = name, parent }, index) => {
    if (parent !== undefined && !file.managementGroups.some((other) => other.name === parent)) {
      names.faults.push({
        path: `managementGroups[${index}].parent`,
        message: `no management group called '${parent}'`,
      });
    }
    state.managementGroups.push({ name, displayName, ...(parent === undefined ? {} : { parent }) });
  });
  file.subscriptions.forEach(({ id, name, state: lifeState, managementGroup }, index) => {
    if (managementGroup !== undefined && !state.managementGroups.some((group) => group.name === managementGroup)) {
      const message = `no management group called '${managementGroup}'`;
      names.faults.push({ path: `subscriptions[${index}].managementGroup`, message });
    }
    const parent = managementGroup === undefined ? {} : { managementGroup };
    state.subscriptions.push({ subscriptionId: id, displayName: name, state: lifeState, ...parent });
  });
  file.resourceGroups.forEach(({ name, subscription, location }, index) => {
    const subscriptionId = names.subscription(subscription, `resourceGroups[${index}].subscription`);
    state.resourceGroups.push({ subscriptionId, name, location });
  });
  file.resources.forEach((resource, index) => {
    const group = groupOf(resource, `resources[${index}]`);
    if (group === undefined) return;
    const { name, type } = resource;
    const { subscriptionId } = group;
    state.resources.push({
      id: `${idOfGroup(group)}/providers/${type}/${name}`,
      name,
      type,
      subscriptionId,
      resourceGroup: group.name,
    });
  });
  file.instances.forEach((instance, index) => {
    const group = groupOf(instance, `instances[${index}]`);
    if (group === undefined) return;
    const { models, twins, relationships, systemIdentity: _identity, subscription: _subscription, ...plain } = instance;
    const id = `${idOfGroup(group)}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${instance.name}`;
    state.instances.push({
      ...plain,
      id,
      subscriptionId: group.subscriptionId,
      ...ownServices(instance, id, `instances[${index}]`, state, names, idOf),
      content: seedContent({ models, twins, relationships }),
    });
  });

  function groupOf(resource: { resourceGroup: string; subscription?: string | undefined }, path: string) {
    const within = resource.subscription && names.subscription(resource.subscription, `${path}.subscription`);
    const group = state.resourceGroups.find(
      (one) => one.name === resource.resourceGroup && (within === undefined || one.subscriptionId === within),
    );
    const message = `no resource group called '${resource.resourceGroup}'`;
    if (group === undefined) names.faults.push({ path: `${path}.resourceGroup`, message });
    return group;
  }
}

function idOfGroup({ subscriptionId, name }: ResourceGroupRecord): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
}

function addConsents(file: TenantFile, state: TenantState, names: References, idOf: IdOf): void {
  file.consents.forEach((consent, index) => {
    const path = `consents[${index}]`;
    state.permissionGrants.push({
      id: idOf('consent', `${consent.client}|${consent.resource}|${consent.user ?? ''}`),
      clientId: names.servicePrincipal(consent.client, `${path}.client`),
      resourceId: names.servicePrincipal(consent.resource, `${path}.resource`),
      consentType: consent.user === undefined ? 'AllPrincipals' : 'Principal',
      principalId: consent.user === undefined ? null : names.user(consent.user, `${path}.user`),
      scope: consent.scopes.join(' '),
    });
  });
}

function addRoles(file: TenantFile, state: TenantState, names: References, idOf: IdOf, now: Date): void {
  file.customRoles.forEach((role, index) => {
    const scopes = role.assignableScopes.map((scope, place) =>
      names.scope(scope, `customRoles[${index}].assignableScopes[${place}]`),
    );
    const everywhere = state.subscriptions.map((sub) => `/subscriptions/${sub.subscriptionId}`);
    state.roleDefinitions.push({
      name: role.id ?? idOf('role', role.name),
      roleName: role.name,
      type: 'CustomRole',
      description: role.description,
      assignableScopes: scopes.length > 0 ? scopes : everywhere,
      permissions: role.permissions,
    });
  });
  file.roleAssignments.forEach((assignment, index) => {
    const path = `roleAssignments[${index}]`;
    const principal = names.principal(assignment.principal, `${path}.principal`, assignment.principalType);
    const createdOn = timeOf(assignment.createdOn ?? '2024-03-05T08:30:00Z', now);
    const { condition, description, activatedUntil } = assignment;
    state.roleAssignments.push({
      name: assignment.id ?? idOf('role assignment', `${assignment.principal}|${assignment.role}|${assignment.scope}`),
      scope: names.scope(assignment.scope, `${path}.scope`),
      roleDefinitionId: names.role(assignment.role, `${path}.role`),
      principalId: principal.id,
      principalType: principal.type,
      ...(condition === undefined ? {} : { condition }),
      ...(description === undefined ? {} : { description }),
      ...(activatedUntil === undefined ? {} : { activatedUntil: timeOf(activatedUntil, now) }),
      createdOn,
      updatedOn: createdOn,
      createdBy: idOf('user', 'administrator'),
    });
  });
  file.denyAssignments.forEach((deny, index) => {
    const path = `denyAssignments[${index}]`;
    const principal = (name: string, place: string) =>
      name === 'everyone' ? '00000000-0000-0000-0000-000000000000' : names.principal(name, place).id;
    state.denyAssignments.push({
      name: deny.id ?? idOf('deny assignment', deny.name),
      denyAssignmentName: deny.name,
      scope: names.scope(deny.scope, `${path}.scope`),
      permissions: deny.permissions,
      principals: deny.principals.map((name, place) => principal(name, `${path}.principals[${place}]`)),
      excludePrincipals: deny.excludePrincipals.map((name, place) =>
        principal(name, `${path}.excludePrincipals[${place}]`),
      ),
      doNotApplyToChildScopes: deny.doNotApplyToChildScopes,
      isSystemProtected: deny.isSystemProtected,
    });
  });
  file.eligibleRoles.forEach((eligible, index) => {
    const path = `eligibleRoles[${index}]`;
    const principal = names.principal(eligible.principal, `${path}.principal`);
    if (principal.type === 'ServicePrincipal') {
      names.faults.push({ path: `${path}.principal`, message: 'only a user or a group can be eligible for a role' });
    }
    state.eligibleRoles.push({
      name: idOf('eligible role', `${eligible.principal}|${eligible.role}|${eligible.scope}`),
      scope: names.scope(eligible.scope, `${path}.scope`),
      roleDefinitionId: names.role(eligible.role, `${path}.role`),
      principalId: principal.id,
      principalType: principal.type,
      startDateTime: timeOf(eligible.from ?? '2024-03-05T08:30:00Z', now),
      ...(eligible.until === undefined ? {} : { endDateTime: timeOf(eligible.until, now) }),
    });
  });
}

function addDuplicateFaults(state: TenantState, names: References): void {
  const seen = new Set<string>();
  for (const { id } of [...state.users, ...state.groups, ...state.servicePrincipals, ...state.applications]) {
    if (seen.has(id)) names.faults.push({ path: '', message: `the object id ${id} is used twice` });
    seen.add(id);
  }
  const triples = new Set<string>();
  state.roleAssignments.forEach((one, index) => {
    const triple = `${one.scope}|${one.principalId}|${one.roleDefinitionId}`.toLowerCase();
    if (triples.has(triple)) {
      names.faults.push({ path: `roleAssignments[${index}]`, message: 'repeats an assignment above it' });
    }
    triples.add(triple);
  });
}
