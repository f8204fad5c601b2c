import assert from 'node:assert/strict';
import type { ReportedPrincipal } from '../../../src/symptoms/report.ts';
import { sequentialRoundTrips } from '../../support/round-trips.ts';
import { type StartedTenant, startSmallTenant } from '../../support/tenant.ts';
import { ask, diagnosisOf, find, verdicts } from '../ask.ts';

const guestName = 'diego_fabrikam.com#EXT#@contoso.com';
const ghostApp = '00000000-aaaa-4222-8333-444444444444';

describe('an identity', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({
      users: [
        { name: 'Megan Bowen', userPrincipalName: 'megan@contoso.com' },
        { name: 'Alex Wilber', userPrincipalName: 'alex@contoso.com' },
        { name: 'Diego Siciliani', userPrincipalName: guestName, mail: 'diego@fabrikam.com' },
      ],
      groups: [
        { name: 'Twins Engineers', members: ['alex@contoso.com'] },
        { name: 'Everybody', members: ['Twins Engineers', 'Twin Visitors'] },
        { name: 'Twin Visitors', members: [guestName] },
      ],
      apps: [
        { name: 'twin-sync', objectId: '9d3b855b-0000-4000-8000-000000000006', owners: ['alex@contoso.com'] },
        { name: 'twin-ghost', appId: ghostApp, servicePrincipal: false },
      ],
      managedIdentities: [{ name: 'func-telemetry' }],
      roleAssignments: [
        { principal: 'megan@contoso.com', role: 'Owner', scope: 'contoso-dev' },
        { principal: 'Twins Engineers', role: 'Azure Digital Twins Data Reader', scope: 'plant-a' },
        { principal: 'Everybody', role: 'Reader', scope: 'contoso-dev' },
        { principal: guestName, role: 'Azure Digital Twins Data Owner', scope: 'plant-a' },
      ],
    });
  });
  after(() => contoso.close());

  const about = (principal: ReportedPrincipal, by = 'megan') =>
    diagnosisOf(ask(contoso, { by, told: { principal, operation: 'query' } }));
  const appIdOf = (name: string) =>
    contoso.state.servicePrincipals.find(({ displayName }) => displayName === name)?.appId ?? '';

  it('of a guest is found by the mail address, and by the long name', async () => {
    for (const id of ['diego@fabrikam.com', 'DIEGO@fabrikam.com', guestName]) {
      const { principal, headline } = await about({ kind: 'user', id });
      assert.deepEqual(
        [principal?.displayName, principal?.guest, principal?.objectId],
        ['Diego Siciliani', true, contoso.idOf('diego_fabrikam.com#EXT#')],
      );
      assert.match(headline, /^Roles are not the cause/);
    }
  });

  it('of a guest who asks is his own, also by mail', async () => {
    const own = await about({ kind: 'user', id: 'diego@fabrikam.com' }, 'diego_fabrikam.com#EXT#');
    assert.equal(own.principal?.self, true);
  });

  it('is not guessed where two accounts have the mail address', async () => {
    const [guest] = contoso.state.users.filter(({ userPrincipalName }) => userPrincipalName === guestName);
    assert.ok(guest);
    contoso.state.users.push({ ...guest, id: ghostApp, userPrincipalName: 'diego2@contoso.com' });
    const { why, verdict } = find(await about({ kind: 'user', id: 'diego@fabrikam.com' }), 'identity.not-found');
    contoso.state.users.pop();
    assert.equal(verdict, 'unknown');
    assert.match(why, /^2 accounts have the mail address diego@fabrikam\.com\. Give the sign-in name: /);
  });

  it('of a group is found by name and by object id, with the roles of the groups it is in, and nothing is asked for it', async () => {
    for (const id of ['Twins Engineers', contoso.idOf('Twins Engineers')]) {
      const { principal, headline, proposal } = await about({ kind: 'group', id });
      assert.deepEqual([principal?.kind, principal?.displayName], ['group', 'Twins Engineers']);
      assert.match(headline, /^Roles are not the cause/);
      assert.equal(proposal, undefined);
    }
    const visitors = await about({ kind: 'group', id: 'Twin Visitors' });
    assert.equal(
      visitors.headline,
      'Twin Visitors has no data role on plant-a. Azure Digital Twins Data Reader would solve it.',
    );
    assert.equal(visitors.proposal, undefined);
    const missing = find(visitors, 'rbac.missing-data-role');
    assert.match(missing.evidence[0]?.text ?? '', /Reader on the subscription/);
    assert.equal(missing.remedy?.action, undefined);
    assert.match(missing.remedy?.command ?? '', new RegExp(`--assignee "${contoso.idOf('Twin Visitors')}"`));
  });

  it('of a group that is not there is told as that', async () => {
    const { headline, findings } = await about({ kind: 'group', id: 'Twin Movers' });
    assert.equal(headline, 'I can’t find “Twin Movers” in the directory.');
    assert.match(findings[0]?.why ?? '', /^The directory knows no group/);
  });

  const objects: [what: string, id: () => string, name: string][] = [
    ['the object id of a user', () => contoso.idOf('diego_fabrikam.com#EXT#'), 'Diego Siciliani'],
    ['the object id of a group', () => contoso.idOf('Twins Engineers'), 'Twins Engineers'],
    ['the object id of a service principal', () => contoso.idOf('twin-sync'), 'twin-sync'],
    ['the object id of a managed identity', () => contoso.idOf('func-telemetry'), 'func-telemetry'],
    ['the object id of an app registration', () => '9d3b855b-0000-4000-8000-000000000006', 'twin-sync'],
    ['an app id', () => appIdOf('twin-sync'), 'twin-sync'],
    ['the client id of a managed identity', () => appIdOf('func-telemetry'), 'func-telemetry'],
  ];
  for (const [what, id, name] of objects) {
    it(`is found by a GUID that is ${what}`, async () => {
      for (const kind of ['unknown', 'app'] as const) {
        const { principal } = await about({ kind, id: id().toUpperCase() });
        assert.equal(principal?.displayName, name);
      }
    });
  }

  it('says of a managed identity that it is one', async () => {
    const { principal } = await about({ kind: 'managed-identity', id: 'func-telemetry' });
    assert.equal(principal?.managedIdentity, true);
  });

  it('of an app that is registered and cannot sign in is found by name and by id', async () => {
    for (const id of ['twin-ghost', ghostApp]) {
      const { headline } = await about({ kind: 'app', id });
      assert.equal(headline, 'The app has no service principal in this tenant.');
    }
  });

  it('that nobody has is told as that', async () => {
    const { headline, findings } = await about({ kind: 'unknown', id: '00000000-bbbb-4222-8333-444444444444' });
    assert.equal(headline, 'I can’t find “00000000-bbbb-4222-8333-444444444444” in the directory.');
    assert.match(findings[0]?.why ?? '', /no app, managed identity, user or group/);
  });

  it('of an app costs two round trips, by an id as by its name', async () => {
    const trips = async (id: string) => {
      contoso.simulated.setLatency(60);
      contoso.simulated.calls.length = 0;
      await ask(contoso, { by: 'alex', told: { principal: { kind: 'app', id } } });
      contoso.simulated.setLatency(0);
      return sequentialRoundTrips(contoso.simulated.calls);
    };
    assert.deepEqual([await trips(appIdOf('twin-sync')), await trips('twin-sync')], [2, 2]);
  });

  it('of an app is known with every verdict in two round trips, where the instance is known already', async () => {
    const tenant = await contoso.fresh();
    const asking = { by: 'megan', tenant, told: { principal: { kind: 'app', id: 'twin-sync' } } } as const;
    await diagnosisOf(ask(contoso, asking));
    contoso.simulated.setLatency(60);
    contoso.simulated.calls.length = 0;
    const outcome = await ask(contoso, asking);
    const trips = sequentialRoundTrips(contoso.simulated.calls);
    contoso.simulated.setLatency(0);
    assert.equal(trips, 2);
    assert.ok(outcome.kind === 'diagnosis');
    assert.deepEqual(verdicts(outcome.diagnosis), verdicts(await outcome.complete));
    const counted = contoso.simulated.calls.filter(({ service }) => service !== 'entra');
    assert.ok(counted.length <= 8, `${counted.length} calls`);
  });
});
