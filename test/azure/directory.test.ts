import assert from 'node:assert/strict';
import type { Fault } from '../../playground/azure/simulated-tenant.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { withFault } from '../support/with-fault.ts';
import { failsWith } from './fails-with.ts';

const absent = '00000000-1111-4222-8333-444444444444';
const guest = 'adele_fabrikam.com#EXT#@contoso.onmicrosoft.com';
const oneill = "o'neill & sons? 100% #1";

describe('the directory', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({
      users: [
        { name: 'Alex Wilber', userPrincipalName: 'alex@contoso.com' },
        { name: 'Megan Bowen', userPrincipalName: 'megan@contoso.com' },
        { name: 'Lee Gu', userPrincipalName: 'lee@contoso.com' },
        { name: 'Adele Vance', userPrincipalName: guest, mail: 'adele@fabrikam.com', guest: true },
        ...Array.from({ length: 6 }, (_, index) => ({
          name: `Shared ${index}`,
          userPrincipalName: `shared${index}@contoso.com`,
          mail: 'shared@contoso.com',
        })),
      ],
      groups: [
        { name: 'Everyone', members: ['Engineers', 'megan@contoso.com', guest], owners: ['megan@contoso.com'] },
        { name: 'Engineers', members: ['alex@contoso.com', 'lee@contoso.com', 'twin-sync'] },
        { name: 'Outside', members: [] },
      ],
      apps: [
        {
          name: 'twin-sync',
          owners: ['megan@contoso.com', 'alex@contoso.com', 'lee@contoso.com'],
          permissions: ['Azure Digital Twins/Read.Write', 'Microsoft Graph/User.Read'],
        },
        { name: oneill },
        { name: 'twin-ghost', servicePrincipal: false },
      ],
      managedIdentities: [{ name: 'func-telemetry' }],
      consents: [
        { client: 'twin-sync', resource: 'Azure Digital Twins', scopes: ['Read.Write'], user: 'alex@contoso.com' },
        { client: 'twin-sync', resource: 'Azure Digital Twins', scopes: ['Read.Write'], user: 'lee@contoso.com' },
        { client: 'twin-sync', resource: 'Azure Digital Twins', scopes: ['Read.Write', 'openid'] },
      ],
      limits: { pageSize: 2 },
    });
  });
  after(() => contoso.close());

  const answering = <T>(path: string | RegExp, answer: Fault['answer'], call: () => Promise<T>): Promise<T> =>
    withFault(contoso.simulated, { match: { service: 'graph', path }, answer }, call);
  const appOf = (name: string) => contoso.state.applications.find(({ displayName }) => displayName === name);

  it('knows how people sign in to an app registration', async () => {
    const app = appOf('twin-sync') ?? assert.fail();
    const scopeId = 'C0000000-0000-4000-8000-000000000001';
    app.redirectUris = ['https://bot.contoso.com/auth/end'];
    app.identifierUris = ['api://botid-x'];
    app.exposedScopes = [{ id: scopeId, value: 'access_as_user', isEnabled: true }];
    app.preAuthorized = [{ appId: absent, delegatedPermissionIds: [scopeId] }];
    const known = await contoso.tenant.signInApplication(app.appId);
    assert.deepEqual(
      [known?.redirectUris, known?.identifierUris, known?.scopes, known?.preAuthorized, known?.displayName],
      [
        ['https://bot.contoso.com/auth/end'],
        ['api://botid-x'],
        [{ id: scopeId.toLowerCase(), value: 'access_as_user', isEnabled: true }],
        [{ appId: absent, scopeIds: [scopeId.toLowerCase()] }],
        'twin-sync',
      ],
    );
    assert.equal(await contoso.tenant.signInApplication(absent), undefined);
    const bare = { id: absent, appId: absent, web: null, api: null, identifierUris: null };
    const read = await answering(/applications/, { status: 200, body: bare }, () =>
      contoso.tenant.signInApplication(absent),
    );
    assert.deepEqual([read?.redirectUris, read?.identifierUris, read?.scopes, read?.preAuthorized], [[], [], [], []]);
  });

  it('knows a person by object id and by sign-in name, a guest’s too', async () => {
    const alex = {
      kind: 'user',
      objectId: contoso.idOf('alex'),
      displayName: 'Alex Wilber',
      userPrincipalName: 'alex@contoso.com',
    };
    assert.deepEqual(await contoso.tenant.user('Alex@contoso.com'), alex);
    assert.deepEqual(await contoso.tenant.user(contoso.idOf('alex').toUpperCase()), alex);
    assert.equal((await contoso.tenant.user(guest))?.displayName, 'Adele Vance');
    assert.equal(await contoso.tenant.user('nobody@contoso.com'), undefined);
  });

  for (const name of [
    '',
    '.',
    '..',
    '../groups',
    'alex@contoso.com/memberOf',
    'alex@contoso.com?$select=id',
    '%2e%2e',
  ]) {
    it(`takes no name for a way to somewhere else: ${JSON.stringify(name)}`, async () => {
      contoso.simulated.calls.length = 0;
      assert.equal(await contoso.tenant.user(name), undefined);
      assert.ok(contoso.simulated.calls.every(({ path }) => path.startsWith('/v1.0/users/')));
    });
  }

  it('knows an app registration with what it asks for', async () => {
    const appId = appOf('twin-sync')?.appId ?? '';
    const application = await contoso.tenant.application(appId.toUpperCase());
    assert.equal(application?.displayName, 'twin-sync');
    assert.deepEqual(application?.requiredResourceAccess.map(({ resourceAppId }) => resourceAppId).sort(), [
      '00000003-0000-0000-c000-000000000000',
      '0b07f429-9f4b-4714-9392-cc5e8e80c8b0',
    ]);
    assert.equal(await contoso.tenant.application(absent), undefined);
  });

  it('knows service principals by app id and by exact name', async () => {
    const byId = await contoso.tenant.servicePrincipal(appOf('twin-sync')?.appId ?? '');
    assert.deepEqual([byId?.displayName, byId?.type], ['twin-sync', 'Application']);
    assert.equal(await contoso.tenant.servicePrincipal(appOf('twin-ghost')?.appId ?? ''), undefined);
    const [identity] = await contoso.tenant.servicePrincipalsNamed('func-telemetry');
    assert.equal(identity?.type, 'ManagedIdentity');
    assert.deepEqual(await contoso.tenant.servicePrincipalsNamed('twin'), []);
  });

  it('looks for a name with quotes and signs of a URL as it is', async () => {
    const [found, ...others] = await contoso.tenant.servicePrincipalsNamed(oneill);
    assert.deepEqual([found?.displayName, others], [oneill, []]);
  });

  it('knows people by mail, a guest’s too, and at most five of them', async () => {
    const [adele, ...others] = await contoso.tenant.usersWithMail('Adele@fabrikam.com');
    assert.deepEqual([adele?.displayName, adele?.userPrincipalName, others], ['Adele Vance', guest, []]);
    assert.equal((await contoso.tenant.usersWithMail('shared@contoso.com')).length, 5);
    assert.deepEqual(await contoso.tenant.usersWithMail('nobody@contoso.com'), []);
  });

  it('knows app registrations and groups by exact name', async () => {
    const [app, ...otherApps] = await contoso.tenant.applicationsNamed('twin-ghost');
    const ghost = appOf('twin-ghost');
    assert.deepEqual(
      [app, otherApps],
      [{ objectId: ghost?.id, appId: ghost?.appId, displayName: 'twin-ghost', requiredResourceAccess: [] }, []],
    );
    const groups = await contoso.tenant.groupsNamed('engineers');
    assert.deepEqual(groups, [{ objectId: contoso.idOf('Engineers'), type: 'Group', displayName: 'Engineers' }]);
    assert.deepEqual(await contoso.tenant.applicationsNamed('twin'), []);
    assert.deepEqual(await contoso.tenant.groupsNamed('Engineer'), []);
  });

  it('lists owners, groups, members and grants over all pages', async () => {
    const owners = await contoso.tenant.applicationOwners({ objectId: appOf('twin-sync')?.id ?? '' });
    assert.deepEqual(owners.sort(), ['megan', 'alex', 'lee'].map(contoso.idOf).sort());
    const grants = await contoso.tenant.permissionGrants({ objectId: contoso.idOf('twin-sync') });
    assert.deepEqual(
      grants.map(({ consentType, scopes }) => [consentType, scopes.length]),
      [
        ['Principal', 1],
        ['Principal', 1],
        ['AllPrincipals', 2],
      ],
    );
    const everyone = await contoso.tenant.groupMembers(contoso.idOf('Everyone'));
    assert.deepEqual(everyone.map(({ displayName }) => displayName).sort(), [
      'Adele Vance',
      'Alex Wilber',
      'Lee Gu',
      'Megan Bowen',
    ]);
    assert.deepEqual(await contoso.tenant.groupOwners(contoso.idOf('Everyone')), [contoso.idOf('megan')]);
  });

  it('lists the groups of a member by any of its addresses', async () => {
    const engineer = ['Engineers', 'Everyone'].map(contoso.idOf).sort();
    const appId = appOf('twin-sync')?.appId ?? '';
    const cases: [Parameters<typeof contoso.tenant.groupsOf>[0], string[]][] = [
      [{ type: 'User', objectId: contoso.idOf('alex') }, engineer],
      [{ type: 'User', userPrincipalName: 'Alex@contoso.com' }, engineer],
      [{ type: 'User', userPrincipalName: guest }, [contoso.idOf('Everyone')]],
      [{ type: 'User', userPrincipalName: '..' }, []],
      [{ type: 'User', userPrincipalName: 'nobody@contoso.com' }, []],
      [{ type: 'ServicePrincipal', objectId: contoso.idOf('twin-sync') }, engineer],
      [{ type: 'ServicePrincipal', appId }, engineer],
      [{ type: 'ServicePrincipal', appId: absent }, []],
      [{ type: 'Group', objectId: contoso.idOf('Engineers') }, [contoso.idOf('Everyone')]],
      [{ type: 'Group', objectId: contoso.idOf('Everyone') }, []],
    ];
    for (const [member, groups] of cases) {
      assert.deepEqual((await contoso.tenant.groupsOf(member)).sort(), groups, JSON.stringify(member));
    }
  });

  it('leaves out what a member is in besides groups', async () => {
    const value = [
      { '@odata.type': '#microsoft.graph.group', id: absent.toUpperCase() },
      { '@odata.type': '#microsoft.graph.directoryRole', id: contoso.idOf('alex') },
    ];
    const groups = await answering('transitiveMemberOf', { status: 200, body: { value } }, () =>
      contoso.tenant.groupsOf({ type: 'User', objectId: absent }),
    );
    assert.deepEqual(groups, [absent]);
  });

  it('knows owners and grants of an app by its app id, and none of an app that is not there', async () => {
    const { tenant } = contoso;
    const appId = appOf('twin-sync')?.appId ?? '';
    assert.equal((await tenant.applicationOwners({ appId })).length, 3);
    assert.equal((await tenant.permissionGrants({ appId })).length, 3);
    assert.deepEqual(await tenant.applicationOwners({ appId: absent }), []);
    assert.deepEqual(await tenant.permissionGrants({ appId: absent }), []);
  });

  it('names objects of every type, and leaves out those it does not know', async () => {
    const names = ['alex', 'Engineers', 'twin-sync'];
    const { id = '', appId } = appOf('twin-sync') ?? {};
    const found = await contoso.tenant.directoryObjects([...names.map(contoso.idOf), id, absent]);
    assert.deepEqual(
      found.map(({ objectId: _, ...rest }) => rest),
      [
        { type: 'User', displayName: 'Alex Wilber', userPrincipalName: 'alex@contoso.com' },
        { type: 'Group', displayName: 'Engineers' },
        { type: 'ServicePrincipal', displayName: 'twin-sync', appId },
        { type: 'Application', displayName: 'twin-sync', appId },
      ],
    );
    contoso.simulated.calls.length = 0;
    assert.deepEqual(await contoso.tenant.directoryObjects([]), []);
    assert.deepEqual(contoso.simulated.calls, []);
  });

  it('speaks of who has no display name by another name', async () => {
    const nameless = (body: object) => ({ status: 200, body });
    const user = await answering('/users/', nameless({ id: absent, displayName: null, userPrincipalName: null }), () =>
      contoso.tenant.user('x@contoso.com'),
    );
    assert.deepEqual(user, { kind: 'user', objectId: absent, displayName: absent, userPrincipalName: '' });
    const app = { id: absent, appId: absent, displayName: null, requiredResourceAccess: null };
    const application = await answering('/applications', nameless(app), () => contoso.tenant.application(absent));
    assert.deepEqual([application?.displayName, application?.requiredResourceAccess], [absent, []]);
  });

  it('reads the scopes of a grant with a space in front, as Graph may write them', async () => {
    const value = [
      { clientId: absent, resourceId: absent, consentType: 'AllPrincipals', scope: ' Read.Write  openid' },
    ];
    const grants = await answering('oauth2PermissionGrants', { status: 200, body: { value } }, () =>
      contoso.tenant.permissionGrants({ objectId: absent }),
    );
    assert.deepEqual(grants[0]?.scopes, ['Read.Write', 'openid']);
  });

  it('calls an answer of another shape unreadable', async () => {
    const strange = { status: 200, body: { surprise: true } };
    const { tenant } = contoso;
    await failsWith(
      'bad-answer',
      answering('/users/', strange, () => tenant.user('x@contoso.com')),
    );
    await failsWith(
      'bad-answer',
      answering('/owners', strange, () => tenant.applicationOwners({ objectId: absent })),
    );
    await failsWith(
      'bad-answer',
      answering('getByIds', strange, () => tenant.directoryObjects([absent])),
    );
  });

  it('names the permission that the bot lacks, call by call', async () => {
    const answer = { status: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'no' } } };
    const { tenant } = contoso;
    const lacks = async (call: () => Promise<unknown>) =>
      (await failsWith('forbidden', answering('/v1.0/', answer, call))).permission;
    assert.equal(await lacks(() => tenant.user('x@y')), 'Microsoft Graph User.Read.All');
    assert.equal(await lacks(() => tenant.application(absent)), 'Microsoft Graph Application.Read.All');
    assert.equal(
      await lacks(() => tenant.permissionGrants({ objectId: absent })),
      'Microsoft Graph Directory.Read.All',
    );
    const groupsOf = (type: 'User' | 'ServicePrincipal' | 'Group') =>
      lacks(() => tenant.groupsOf({ type, objectId: absent }));
    assert.equal(await groupsOf('User'), 'Microsoft Graph GroupMember.Read.All');
    assert.equal(await groupsOf('ServicePrincipal'), 'Microsoft Graph Application.Read.All');
    assert.equal(await groupsOf('Group'), 'Microsoft Graph Directory.Read.All');
    assert.equal(await lacks(() => tenant.usersWithMail('x@y')), 'Microsoft Graph User.Read.All');
    assert.equal(await lacks(() => tenant.applicationsNamed('x')), 'Microsoft Graph Application.Read.All');
    assert.equal(await lacks(() => tenant.groupsNamed('x')), 'Microsoft Graph GroupMember.Read.All');
    assert.equal(await lacks(() => tenant.groupMembers(absent)), 'Microsoft Graph GroupMember.Read.All');
    assert.equal(await lacks(() => tenant.directoryObjects([absent])), 'Microsoft Graph Directory.Read.All');
  });
});
