import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import type { SimulatedTenant } from '../../../playground/azure/simulated-tenant.ts';
import type { TenantFileInput } from '../../../playground/azure/tenant-file.ts';
import { ADT, byManagedIdentity, byPerson, QUERY } from '../tenants/calls.ts';
import { callArm, graphClient, instanceId } from './contoso.ts';
import { DATA_OWNER, startWith } from './small-tenant.ts';

const ELSEWHERE = '5f0c1f34-8a1e-4c55-9d55-0c7d7f6e2b11';
const GUEST = 'nestor_fabrikam.com#EXT#@contoso.com';

describe('identities in the simulated tenant', () => {
  let tenant: SimulatedTenant | undefined;
  afterEach(() => tenant?.close());
  const start = async (parts: Partial<TenantFileInput>) => {
    tenant = await startWith(parts);
    return tenant;
  };

  describe('a guest whose tools sign in at his own tenant', () => {
    const parts = {
      users: [
        {
          name: 'Nestor Wilke',
          userPrincipalName: GUEST,
          mail: 'nestor@fabrikam.com',
          guest: true,
          signsInAt: ELSEWHERE,
        },
      ],
      roleAssignments: [
        { principal: GUEST, role: DATA_OWNER, scope: 'plant-a' },
        { principal: GUEST, role: 'Reader', scope: 'plant-a' },
      ],
    };

    it('has a token of that tenant, in which he is somebody else', async () => {
      const one = await start(parts);
      const claims = decodeJwt(await one.signIn(GUEST, ADT));
      assert.deepEqual(
        [claims.tid, claims.iss, claims.upn],
        [ELSEWHERE, `https://sts.windows.net/${ELSEWHERE}/`, 'nestor@fabrikam.com'],
      );
      assert.notEqual(claims.oid, one.state.users[0]?.id);
    });

    it('finds no instance, although he holds the role; with a token of this tenant he does', async () => {
      const one = await start(parts);
      const refused = await byPerson(one, GUEST);
      assert.deepEqual(
        [refused.status, refused.body],
        [404, '{ "statusCode": 404, "message": "Sub-domain not found." }'],
      );
      const token = await one.signIn(GUEST, ADT, { tenantId: one.tenantId });
      const host = one.state.instances[0]?.hostName ?? '';
      assert.equal((await one.dataPlane(host, { ...QUERY, token })).status, 200);
    });

    it('is told by ARM which tenant it has to be', async () => {
      const one = await start(parts);
      const token = await one.signIn(GUEST, 'https://management.azure.com/');
      const { status, body } = await callArm(one, `${instanceId(one)}?api-version=2023-01-31`, { token });
      assert.deepEqual([status, body.error?.code], [401, 'InvalidAuthenticationTokenTenant']);
      assert.match(body.error?.message ?? '', new RegExp(`wrong issuer.*${ELSEWHERE}.*must match.*${one.tenantId}`));
    });

    it('is a user of this tenant in Graph', async () => {
      const one = await start(parts);
      const user = await graphClient(one)
        .api(`/users/${encodeURIComponent(GUEST)}`)
        .select('id,userType')
        .get();
      assert.deepEqual([user.id, user.userType], [one.state.users[0]?.id, 'Guest']);
    });
  });

  describe('managed identities', () => {
    const parts = {
      managedIdentities: [{ name: 'func-telemetry' }, { name: 'shared-reader', assigned: 'user' as const }],
      groups: [{ name: 'Twin Apps', members: ['shared-reader'] }],
      roleAssignments: [
        { principal: 'Twin Apps', role: DATA_OWNER, scope: 'plant-a' },
        { principal: 'former func-telemetry', role: DATA_OWNER, scope: 'plant-a' },
      ],
    };

    it('have the roles of their groups, and none of a deleted one of the same name', async () => {
      const one = await start(parts);
      assert.equal((await byManagedIdentity(one, 'shared-reader')).status, 200);
      const refused = await byManagedIdentity(one, 'func-telemetry');
      assert.deepEqual([refused.status, refused.body], [403, '']);
    });

    it('tell Graph whether they belong to one resource or are shared', async () => {
      const one = await start(parts);
      const kindOf = async (name: string) => {
        const filter = `displayName eq '${name}'`;
        const { value } = await graphClient(one).api('/servicePrincipals').filter(filter).get();
        return [value[0].servicePrincipalType, value[0].alternativeNames[0]];
      };
      assert.deepEqual(await kindOf('func-telemetry'), ['ManagedIdentity', 'isExplicit=False']);
      assert.deepEqual(await kindOf('shared-reader'), ['ManagedIdentity', 'isExplicit=True']);
    });

    it('leave behind an id that the directory does not know', async () => {
      const one = await start(parts);
      const ids = one.state.roleAssignments.slice(0, 2).map(({ principalId }) => principalId);
      const { value } = await graphClient(one).api('/directoryObjects/getByIds').post({ ids });
      assert.deepEqual(
        value.map((found: { id: string }) => found.id),
        ids.slice(0, 1),
      );
    });
  });
});
