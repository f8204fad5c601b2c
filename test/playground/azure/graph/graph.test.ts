import assert from 'node:assert/strict';
import type { SimulatedTenant } from '../../../../playground/azure/simulated-tenant.ts';
import { graphClient, startContoso, userId } from '../contoso.ts';

describe('simulated Microsoft Graph', () => {
  let tenant: SimulatedTenant;
  before(async () => {
    tenant = await startContoso({}, (file) => {
      file.users.push({
        name: 'Grace Guest',
        userPrincipalName: 'grace_fabrikam.com#EXT#@contoso.com',
        mail: 'grace@fabrikam.com',
        guest: true,
        enabled: true,
      });
    });
  });
  after(() => tenant.close());

  const get = (path: string) => graphClient(tenant).api(path).get();
  const servicePrincipal = (name: string) => tenant.state.servicePrincipals.find((one) => one.displayName === name);
  const application = (name: string) => tenant.state.applications.find((one) => one.displayName === name);
  const names = (list: { value: { displayName: string }[] }) => list.value.map((one) => one.displayName);

  it('finds a guest by the encoded user principal name and by mail', async () => {
    const byName = await get(`/users/${encodeURIComponent('grace_fabrikam.com#EXT#@contoso.com')}`);
    assert.equal(byName.displayName, 'Grace Guest');
    const byMail = await graphClient(tenant).api('/users').filter("mail eq 'grace@fabrikam.com'").get();
    assert.deepEqual(names(byMail), ['Grace Guest']);
  });

  it('says that an unknown user does not exist', async () => {
    await assert.rejects(get('/users/nobody@contoso.com'), { statusCode: 404, code: 'Request_ResourceNotFound' });
  });

  it('finds apps and service principals by app id', async () => {
    const dashboard = application('twin-dashboard');
    const app = await get(`/applications(appId='${dashboard?.appId}')`);
    assert.deepEqual([app.id, app.requiredResourceAccess.length], [dashboard?.id, 1]);
    const listed = await graphClient(tenant).api('/applications').filter(`appId eq '${dashboard?.appId}'`).get();
    assert.deepEqual(names(listed), ['twin-dashboard']);
    const principal = await get(`/servicePrincipals(appId='${dashboard?.appId}')`);
    assert.equal(principal.id, servicePrincipal('twin-dashboard')?.id);
    const identity = await get(`/servicePrincipals/${servicePrincipal('func-telemetry')?.id}`);
    assert.equal(identity.servicePrincipalType, 'ManagedIdentity');
  });

  it('lists the owners of an app', async () => {
    assert.deepEqual(names(await get(`/applications/${application('twin-dashboard')?.id}/owners`)), ['Alex Wilber']);
  });

  it('lists consents by client and by client and resource', async () => {
    const client = servicePrincipal('twin-sync')?.id;
    const adt = servicePrincipal('Azure Digital Twins')?.id;
    const own = await get(`/servicePrincipals/${client}/oauth2PermissionGrants`);
    assert.deepEqual([own.value.length, own.value[0].scope, own.value[0].resourceId], [1, 'Read.Write', adt]);
    const filter = (clientId: string | undefined) => `clientId eq '${clientId}' and resourceId eq '${adt}'`;
    const granted = await graphClient(tenant).api('/oauth2PermissionGrants').filter(filter(client)).get();
    assert.equal(granted.value.length, 1);
    const asked = servicePrincipal('twin-report')?.id;
    const none = await graphClient(tenant).api('/oauth2PermissionGrants').filter(filter(asked)).get();
    assert.deepEqual(none.value, []);
  });

  it('expands groups in both directions', async () => {
    const platform = tenant.state.groups.find((one) => one.displayName === 'Platform Owners')?.id;
    const members = await get(`/groups/${platform}/transitiveMembers`);
    assert.deepEqual(members.value.map((one: Record<string, string>) => one['@odata.type']).toSorted(), [
      '#microsoft.graph.group',
      '#microsoft.graph.user',
    ]);
    const users = await get(`/groups/${platform}/transitiveMembers/microsoft.graph.user?$select=id,displayName`);
    assert.deepEqual(names(users), ['Megan Bowen']);
    const ids = await graphClient(tenant)
      .api(`/users/${userId(tenant, 'megan')}/getMemberGroups`)
      .post({ securityEnabledOnly: true });
    assert.ok(ids.value.includes(platform));
  });

  it('finds groups by their name, and the groups that they are in', async () => {
    const filter = "displayName eq 'twins owners'";
    const { value } = await graphClient(tenant).api('/groups').filter(filter).get();
    assert.deepEqual(names({ value }), ['Twins Owners']);
    const owners = tenant.state.groups.find((one) => one.displayName === 'Twins Owners')?.id;
    const around = await get(`/groups/${owners}/transitiveMemberOf?$select=id,displayName`);
    assert.deepEqual(names(around), ['Platform Owners']);
    assert.equal(around.value[0]['@odata.type'], '#microsoft.graph.group');
  });

  it('never takes what an object does not have for an empty text', async () => {
    const alex = tenant.state.users.find(({ displayName }) => displayName === 'Alex Wilber');
    const { mail = null } = alex ?? {};
    if (alex !== undefined) alex.mail = null;
    const { value } = await graphClient(tenant).api('/users').filter("mail eq ''").get();
    if (alex !== undefined) alex.mail = mail;
    assert.deepEqual(value, []);
  });

  it('names objects by their ids and leaves out those that do not exist', async () => {
    const ids = [userId(tenant, 'lee'), '11111111-2222-4333-8444-555555555555', servicePrincipal('twin-sync')?.id];
    const found = await graphClient(tenant).api('/directoryObjects/getByIds').post({ ids });
    assert.deepEqual(names(found), ['Lee Gu', 'twin-sync']);
  });

  it('comes in pages', async () => {
    const first = await graphClient(tenant).api('/users').top(2).get();
    assert.equal(first.value.length, 2);
    const second = await graphClient(tenant).api(first['@odata.nextLink']).get();
    assert.notDeepEqual(names(second), names(first));
  });

  it('refuses a batch of more than 20', async () => {
    const requests = Array.from({ length: 21 }, (_, id) => ({ id: String(id), method: 'GET', url: '/users' }));
    await assert.rejects(graphClient(tenant).api('/$batch').post({ requests }), { statusCode: 400 });
  });

  it('answers each call by the permissions that the bot holds', async () => {
    const bot = servicePrincipal('ADT Support');
    const before = bot?.graphPermissions ?? [];
    if (bot !== undefined) bot.graphPermissions = ['User.Read.All'];
    try {
      await assert.rejects(get(`/applications(appId='${application('twin-sync')?.appId}')`), {
        statusCode: 403,
        code: 'Authorization_RequestDenied',
        message: 'Insufficient privileges to complete the operation.',
      });
      const batch = await graphClient(tenant)
        .api('/$batch')
        .post({
          requests: [
            { id: '1', method: 'GET', url: '/users/alex@contoso.com' },
            { id: '2', method: 'GET', url: '/oauth2PermissionGrants' },
          ],
        });
      assert.deepEqual(batch.responses.map((one: { id: string; status: number }) => [one.id, one.status]).toSorted(), [
        ['1', 200],
        ['2', 403],
      ]);
    } finally {
      if (bot !== undefined) bot.graphPermissions = before;
    }
  });
});
