import assert from 'node:assert/strict';
import { sequentialRoundTrips } from '../support/round-trips.ts';
import { instance, type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { ask, diagnosisOf, find, verdicts } from './ask.ts';

describe('a diagnosis of a whole tenant', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({
      instances: [instance('plant-a'), instance('plant-b')],
      groups: [
        { name: 'Platform Owners', members: ['Twins Owners'] },
        { name: 'Twins Owners', members: ['megan@contoso.com'] },
        { name: 'Engineers', members: ['adele@contoso.com'] },
      ],
      apps: [
        { name: 'twin-dashboard', owners: ['alex@contoso.com'] },
        { name: 'twin-ghost', servicePrincipal: false, owners: ['alex@contoso.com'] },
        { name: 'twin-report' },
      ],
      managedIdentities: [{ name: 'func-telemetry' }],
      roleAssignments: [
        { principal: 'Platform Owners', role: 'Owner', scope: 'contoso-dev' },
        { principal: 'Engineers', role: 'Azure Digital Twins Data Owner', scope: 'contoso-dev' },
        { principal: 'lee@contoso.com', role: 'Azure Digital Twins Data Reader', scope: 'plant-a' },
        { principal: 'isaiah@contoso.com', role: 'Azure Digital Twins Data Owner', scope: 'plant-b' },
        { principal: 'func-telemetry', role: 'Azure Digital Twins Data Reader', scope: 'twins-prod' },
      ],
    });
  });
  after(() => contoso.close());
  beforeEach(() => {
    contoso.simulated.calls.length = 0;
  });

  it('asks for one’s own access in two round trips and eight calls, on empty caches', async () => {
    contoso.simulated.setLatency(60);
    const outcome = await ask(contoso);
    const { calls } = contoso.simulated;
    assert.equal(sequentialRoundTrips(calls), 2);
    const { azureCalls } = await diagnosisOf(outcome);
    contoso.simulated.setLatency(0);
    assert.equal(sequentialRoundTrips(calls), 3, 'the names of those who can approve come one round trip later');
    const counted = calls.filter(({ service }) => service !== 'entra');
    assert.equal(azureCalls, counted.length);
    assert.equal(counted.length, 8);
  });

  it('asks for an app’s access in two round trips where its app id is given', async () => {
    contoso.simulated.setLatency(60);
    const dashboard = contoso.state.applications.find(({ displayName }) => displayName === 'twin-dashboard');
    await ask(contoso, { told: { principal: { kind: 'app', id: dashboard?.appId ?? '' } } });
    const trips = sequentialRoundTrips(contoso.simulated.calls);
    contoso.simulated.setLatency(0);
    assert.equal(trips, 2);
  });

  it('asks again in one round trip and fewer calls, once the instance and the role definitions are known', async () => {
    const tenant = await contoso.fresh();
    await diagnosisOf(ask(contoso, { tenant }));
    contoso.simulated.calls.length = 0;
    contoso.simulated.setLatency(60);
    const outcome = await ask(contoso, { tenant });
    const trips = sequentialRoundTrips(contoso.simulated.calls);
    contoso.simulated.setLatency(0);
    await diagnosisOf(outcome);
    assert.equal(trips, 1);
    assert.equal(contoso.simulated.calls.filter(({ service }) => service !== 'entra').length, 7);
  });

  it('begins with the instance that is likely meant, and asks anew where another one is', async () => {
    const tenant = await contoso.fresh();
    const question = { lastInstanceId: contoso.instanceId('plant-b') };
    const own = await diagnosisOf(ask(contoso, { by: 'isaiah', tenant, question, told: { instance: {} } }));
    assert.match(own.headline, /^Roles are not the cause/);
    // The name now means another resource than the one it meant before.
    const moved = contoso.state.instances.find(({ name }) => name === 'plant-a');
    await diagnosisOf(ask(contoso, { tenant }));
    assert.ok(moved);
    const before = moved.id;
    moved.id = before.replace('plant-a', 'plant-a2');
    const after = await diagnosisOf(ask(contoso, { by: 'lee', tenant, told: { operation: 'query' } }));
    moved.id = before;
    assert.equal(after.instance?.id, before.replace('plant-a', 'plant-a2'));
    assert.match(after.headline, /^You have no data role/);
  });

  const answers: [who: string, told: Parameters<typeof ask>[1], headline: RegExp][] = [
    ['nothing', { by: 'alex' }, /^You have no data role on plant-a/],
    ['a role on another instance alone', { by: 'isaiah' }, /^You have no data role on plant-a/],
    ['Owner through nested groups', { by: 'megan' }, /^You have no data role on plant-a/],
    ['Data Reader, and writes', { by: 'lee', told: { operation: 'write' } }, /^You can only read on plant-a/],
    ['a role at the subscription through a group', { by: 'adele' }, /^Roles are not the cause/],
  ];
  for (const [who, asking, headline] of answers) {
    it(`tells who holds ${who}`, async () => {
      assert.match((await diagnosisOf(ask(contoso, asking))).headline, headline);
    });
  }

  it('tells where a role is held that would be needed here', async () => {
    const found = find(await diagnosisOf(ask(contoso, { by: 'isaiah' })), 'rbac.wrong-scope');
    assert.equal(found.verdict, 'confirmed');
    assert.equal(
      found.why,
      'You hold Azure Digital Twins Data Owner on plant-b. A role counts only at its own place and below, not here.',
    );
  });

  it('tells Owner by a group from a data role', async () => {
    const found = find(await diagnosisOf(ask(contoso, { by: 'megan' })), 'rbac.control-plane-role-only');
    assert.equal(found.verdict, 'confirmed');
    assert.match(found.evidence[0]?.text ?? '', /^Owner on the subscription, through a group: \/subscriptions\//);
  });

  it('tells a role that only has to be activated, and asks for no eligible roles of an app', async () => {
    const eligible = {
      name: '00000000-9999-4222-8333-444444444444',
      scope: contoso.instanceId(),
      roleDefinitionId: contoso.roleId('Azure Digital Twins Data Reader'),
      principalId: contoso.idOf('Engineers'),
      principalType: 'Group' as const,
      startDateTime: '2026-01-01T00:00:00Z',
    };
    contoso.state.eligibleRoles.push({ ...eligible, principalId: contoso.idOf('alex'), principalType: 'User' });
    const { headline, proposal } = await diagnosisOf(ask(contoso, { told: { operation: 'query' } }));
    contoso.state.eligibleRoles.pop();
    assert.equal(headline, 'You have an eligible role for this on plant-a, and it is not active.');
    assert.equal(proposal, undefined);
    const eligibilities = () => contoso.simulated.calls.filter(({ path }) => path.includes('roleEligibility')).length;
    const before = eligibilities();
    await ask(contoso, { by: 'megan', told: { principal: { kind: 'managed-identity', id: 'func-telemetry' } } });
    assert.deepEqual([before, eligibilities()], [1, 1]);
  });

  it('finds a managed identity by name, which has a role and no registration', async () => {
    const told = { principal: { kind: 'managed-identity', id: 'func-telemetry' }, operation: 'query' } as const;
    const diagnosis = await diagnosisOf(ask(contoso, { by: 'megan', told }));
    assert.match(diagnosis.headline, /^Roles are not the cause/);
    assert.equal(find(diagnosis, 'app.permission-missing').verdict, 'ruled-out');
    assert.equal(verdicts(diagnosis)['app.consent-missing'], undefined);
  });

  it('tells an app without a service principal from one that is not there', async () => {
    const ghost = contoso.state.applications.find(({ displayName }) => displayName === 'twin-ghost');
    const ofApp = (id: string) => diagnosisOf(ask(contoso, { by: 'megan', told: { principal: { kind: 'app', id } } }));
    const registered = await ofApp(ghost?.appId ?? '');
    assert.equal(registered.headline, 'The app has no service principal in this tenant.');
    const unknown = await ofApp('00000000-1111-4222-8333-444444444444');
    assert.match(unknown.headline, /^I can’t find “00000000-1111-4222-8333-444444444444”/);
  });

  it('looks into no app where several have the name, and says how to tell them apart', async () => {
    contoso.state.servicePrincipals.push(
      ...contoso.state.servicePrincipals
        .filter(({ displayName }) => displayName === 'twin-report')
        .map((one) => ({
          ...one,
          id: '00000000-2222-4222-8333-444444444444',
          appId: '00000000-3333-4222-8333-444444444444',
        })),
    );
    const told = { principal: { kind: 'app', id: 'twin-report' } } as const;
    const diagnosis = await diagnosisOf(ask(contoso, { by: 'megan', told }));
    assert.equal(find(diagnosis, 'identity.not-found').verdict, 'unknown');
    assert.match(
      find(diagnosis, 'rbac.missing-data-role').why,
      /2 apps are called twin-report\. Give the app id \(client id\) of the one you mean: app [0-9a-f-]{36}, app /,
    );
    assert.match(find(diagnosis, 'app.permission-missing').why, /2 apps are called twin-report/);
    contoso.state.servicePrincipals.pop();
  });

  it('asks nothing of Azure where the text settles it', async () => {
    const outcome = await ask(contoso, { told: { kind: 'other-service', service: 'storage' } });
    const diagnosis = await diagnosisOf(outcome);
    assert.equal(diagnosis.headline, 'Azure Storage refused, not Azure Digital Twins.');
    assert.deepEqual([diagnosis.azureCalls, contoso.simulated.calls.length], [0, 0]);
  });

  it('asks nothing of Azure where the first generation of the service refused', async () => {
    const outcome = await ask(contoso, { told: { kind: 'other-service', service: 'smart-spaces' } });
    const { headline, azureCalls, findings } = await diagnosisOf(outcome);
    assert.equal(headline, 'That service is retired.');
    assert.deepEqual([azureCalls, findings.map(({ id }) => id)], [0, ['symptom.retired-service']]);
  });

  const unnamed: ['app' | 'managed-identity' | 'user' | 'group', RegExp][] = [
    ['app', /^Which app\?/],
    ['managed-identity', /^Which managed identity\?/],
    ['user', /^Who\?/],
    ['group', /^Which group\?/],
  ];
  for (const [kind, message] of unnamed) {
    it(`asks back where the ${kind} is not named, rather than look into the asker`, async () => {
      const outcome = await ask(contoso, { told: { principal: { kind } } });
      assert.ok(outcome.kind === 'name-identity');
      assert.match(outcome.message, message);
      assert.deepEqual(contoso.simulated.calls, []);
    });
  }

  it('does not ask which app it is where the token in the text is what is wrong', async () => {
    const token = { audience: 'https://storage.azure.com' };
    const { headline } = await diagnosisOf(ask(contoso, { told: { principal: { kind: 'app' }, token } }));
    assert.equal(headline, 'The token is for another service.');
  });

  const contrasts: [Parameters<typeof ask>[1], RegExp][] = [
    [{ told: { principal: { kind: 'me' }, worksWith: 'own-login' } }, /^It works with your login, so another identity/],
    [{ told: { principal: { kind: 'unknown' }, worksWith: 'local-machine' } }, /^It works on your machine/],
    [{ told: { principal: { kind: 'app' }, worksWith: 'own-login' } }, /^Which app\?/],
  ];
  for (const [asking, message] of contrasts) {
    it(`asks who else calls where it works for the asker: ${message.source}`, async () => {
      const outcome = await ask(contoso, asking);
      assert.ok(outcome.kind === 'name-identity');
      assert.match(outcome.message, message);
    });
  }

  it('tells whom a deny assignment means through a group, and whom it does not', async () => {
    contoso.state.denyAssignments.push({
      name: '00000000-4444-4222-8333-444444444444',
      denyAssignmentName: 'Locked by a deployment stack',
      scope: contoso.instanceId(),
      permissions: [{ actions: [], notActions: [], dataActions: ['*'], notDataActions: [] }],
      principals: [contoso.idOf('Engineers')],
      excludePrincipals: [],
      doNotApplyToChildScopes: false,
      isSystemProtected: true,
    });
    const adele = await diagnosisOf(ask(contoso, { by: 'adele' }));
    const alex = await diagnosisOf(ask(contoso));
    contoso.state.denyAssignments.pop();
    assert.equal(adele.headline, 'A deny assignment blocks you on plant-a.');
    assert.equal(adele.proposal, undefined);
    assert.equal(find(alex, 'rbac.denied').verdict, 'ruled-out');
  });

  it('knows a role that was made after the definitions were cached, of the subject and of an approver', async () => {
    const tenant = await contoso.fresh();
    await diagnosisOf(ask(contoso, { tenant }));
    const role = (name: string, guid: string, permission: { actions?: string[]; dataActions?: string[] }) => {
      contoso.state.roleDefinitions.push({
        name: guid,
        roleName: name,
        type: 'CustomRole',
        description: '',
        assignableScopes: ['/'],
        permissions: [{ actions: [], notActions: [], dataActions: [], notDataActions: [], ...permission }],
      });
      return guid;
    };
    const assign = (name: string, roleDefinitionId: string, principal: string) =>
      contoso.state.roleAssignments.push({
        name,
        scope: contoso.instanceId(),
        roleDefinitionId,
        principalId: contoso.idOf(principal),
        principalType: 'User',
        createdOn: '2026-01-31T08:00:00Z',
        updatedOn: '2026-01-31T08:00:00Z',
        createdBy: contoso.idOf('megan'),
      });
    const looker = role('Twin Looker', '00000000-5555-4222-8333-444444444444', {
      dataActions: ['Microsoft.DigitalTwins/digitaltwins/read'],
    });
    assign('00000000-6666-4222-8333-444444444444', looker, 'alex');
    const definitionReads = () => contoso.simulated.calls.filter(({ path }) => path.includes('roleDefinitions')).length;
    contoso.simulated.calls.length = 0;
    const reading = await diagnosisOf(ask(contoso, { tenant, told: { operation: 'read' } }));
    assert.equal(
      reading.headline,
      'Roles are not the cause: they allow reading twins on plant-a. Perhaps another identity made the call.',
    );
    assert.equal(definitionReads(), 1);

    const assigner = role('Role Assigner', '00000000-7777-4222-8333-444444444444', {
      actions: ['Microsoft.Authorization/roleAssignments/write'],
    });
    assign('00000000-8888-4222-8333-444444444444', assigner, 'lee');
    const { approvers } = await diagnosisOf(ask(contoso, { tenant, told: { operation: 'query' } }));
    assert.ok(approvers?.known);
    assert.deepEqual(
      approvers.value.map(({ displayName, right }) => [displayName, right.split(' of ')[0]]),
      [
        ['Megan Bowen', 'Owner'],
        ['Lee Gu', 'Role Assigner'],
      ],
    );
    contoso.state.roleDefinitions.splice(-2);
    contoso.state.roleAssignments.splice(-2);
  });

  it('tells each fact as it arrives', async () => {
    const told: string[] = [];
    await ask(contoso, { options: { onFact: ({ what, known }) => known && told.push(what) } });
    const at = (what: string) => told.indexOf(what);
    assert.ok(at('the instance') >= 0 && at('the instance') < at('role assignments of the identity'));
    assert.ok(told.includes('the user'));
  });
});
