import assert from 'node:assert/strict';
import type { Fault } from '../../playground/azure/simulated-tenant.ts';
import { cloudOf } from '../../playground/bot-cloud.ts';
import { connectAsApp } from '../../src/cli/connect.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { report } from '../support/situation.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { type Asking, ask, diagnosisOf, find, verdicts } from './ask.ts';

const ofAccess = [
  'rbac.missing-data-role',
  'rbac.reader-cannot-write',
  'rbac.custom-role-lacks-action',
  'rbac.control-plane-role-only',
  'rbac.propagating',
] as const;

/** One fact that fails, the asking in which it matters, and the findings that need it. */
interface Failing {
  what: string;
  match: Fault['match'];
  asking: Asking;
  unknown: readonly Parameters<typeof find>[1][];
  /** What makes up for a refusal. */
  command: RegExp;
}

const own: Asking = { by: 'alex', told: { operation: 'query' } };
const graphCommand = (id: string) =>
  new RegExp(
    `^az rest --method POST --url "https://graph\\.microsoft\\.com/v1\\.0/servicePrincipals\\(appId='[0-9a-f-]{36}'\\)/appRoleAssignments" --body "[^"].*appRoleId\\\\":\\\\"${id}\\\\"}"$`,
  );
const readerCommand =
  /^az role assignment create --assignee [0-9a-f-]{36} --role Reader --scope \/subscriptions\/dce515b8-f95f-40f8-bd5a-7c201411fbd2$/;
const readApps = graphCommand('9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30');

const twinSync = '4c5499fc-a96e-4a7f-83b2-cfebef240f73';
const ofApp: Asking = { by: 'megan', told: { principal: { kind: 'app', id: twinSync } } };
const digitalTwins = '0b07f429-9f4b-4714-9392-cc5e8e80c8b0';

const failings: Failing[] = [
  {
    what: 'the instance',
    match: { service: 'resource-graph' },
    asking: own,
    unknown: [
      'instance.not-found',
      'instance.not-ready',
      'network.public-access-disabled',
      'network.private-endpoint',
      'rbac.denied',
      'rbac.eligible-not-active',
      'rbac.wrong-scope',
      ...ofAccess,
    ],
    command: /--role Reader --scope \/subscriptions\/<subscription-id>$/,
  },
  {
    what: 'role assignments',
    match: { service: 'arm', path: /roleAssignments\?.*assignedTo/ },
    asking: own,
    unknown: [...ofAccess, 'rbac.eligible-not-active', 'rbac.wrong-scope'],
    command: readerCommand,
  },
  {
    what: 'eligible roles',
    match: { service: 'arm', path: 'roleEligibilityScheduleInstances' },
    asking: own,
    unknown: ['rbac.eligible-not-active'],
    command: readerCommand,
  },
  {
    what: 'role definitions',
    match: { service: 'arm', path: 'roleDefinitions' },
    asking: own,
    unknown: [...ofAccess, 'rbac.eligible-not-active', 'rbac.wrong-scope'],
    command: readerCommand,
  },
  {
    what: 'deny assignments',
    match: { service: 'arm', path: 'denyAssignments' },
    asking: own,
    unknown: ['rbac.denied'],
    command: readerCommand,
  },
  {
    what: 'the person',
    match: { service: 'graph', path: '/users/' },
    asking: own,
    unknown: ['identity.not-found'],
    command: graphCommand('df021288-bdef-4463-88db-98f22de89214'),
  },
  {
    what: 'the app registration',
    match: { service: 'graph', path: /\/applications\([^/]*$/ },
    asking: ofApp,
    unknown: ['app.permission-missing', 'rbac.wrong-object'],
    command: readApps,
  },
  {
    what: 'everybody’s role assignments, to an owner of the app',
    match: { service: 'arm', path: /roleAssignments\?.*atScope/ },
    asking: { ...ofApp, by: 'alex' },
    unknown: ['rbac.wrong-object', 'rbac.orphaned-assignment'],
    command: readerCommand,
  },
  {
    what: 'the service principal',
    match: { service: 'graph', path: new RegExp(`/servicePrincipals\\(appId=.*${twinSync}`) },
    asking: ofApp,
    unknown: [
      'identity.not-found',
      'app.service-principal-missing',
      'app.consent-missing',
      'rbac.wrong-scope',
      'rbac.wrong-object',
      'rbac.orphaned-assignment',
      ...ofAccess,
    ],
    command: readApps,
  },
  {
    what: 'the service principal of Azure Digital Twins',
    match: { service: 'graph', path: new RegExp(`/servicePrincipals\\(appId=.*${digitalTwins}`) },
    asking: ofApp,
    unknown: ['app.service-principal-missing', 'app.consent-missing'],
    command: readApps,
  },
  {
    what: 'permission grants',
    match: { service: 'graph', path: 'oauth2PermissionGrants' },
    asking: ofApp,
    unknown: ['app.consent-missing'],
    command: graphCommand('7ab1d382-f21e-4acd-a863-ba3e13f7da61'),
  },
];

const refused = (status: number, code: string): Fault['answer'] => ({
  status,
  body: { error: { code, message: 'As a test wants it.' } },
});

const answers: [name: string, answer: Fault['answer'], reason: RegExp][] = [
  ['403', refused(403, 'AuthorizationFailed'), /: the bot was refused \(HTTP 403 AuthorizationFailed\); it needs \S/],
  ['404', refused(404, 'NotFound'), /\(HTTP 404 NotFound\)/],
  [
    '429',
    refused(429, 'TooManyRequests'),
    /: Azure asked the bot to slow down \(HTTP 429 TooManyRequests\)\. Try again/,
  ],
  ['500', refused(500, 'InternalServerError'), /: Azure did not answer \(HTTP 500 InternalServerError\)/],
  ['no end', 'hang', /^Azure gave no answer within 3 seconds\.$/],
  ['rubbish', 'rubbish', /: Azure's answer could not be read/],
  ['a broken connection', 'disconnect', /: Azure did not answer: \S/],
];

describe('a fact that fails', () => {
  const tenants = new Map<Failing, StartedTenant>();
  const healthy = new Map<Failing, Diagnosis>();
  before(async () => {
    await Promise.all(
      failings.map(async (failing) => {
        const started = await startSmallTenant({
          apps: [
            {
              name: 'twin-sync',
              appId: twinSync,
              permissions: ['Azure Digital Twins/Read.Write'],
              owners: ['alex@contoso.com'],
            },
          ],
          consents: [{ client: 'twin-sync', resource: 'Azure Digital Twins', scopes: ['Read.Write'] }],
          roleAssignments: [{ principal: 'megan@contoso.com', role: 'Owner', scope: 'contoso-dev' }],
        });
        tenants.set(failing, started);
        healthy.set(failing, await diagnosisOf(ask(started, failing.asking)));
      }),
    );
  });
  after(() => Promise.all([...tenants.values()].map((started) => started.close())));

  /** What is said while the fact fails, with all else as it was. */
  async function whileFailing(failing: Failing, answer: Fault['answer']): Promise<Diagnosis | string> {
    const started = tenants.get(failing);
    assert.ok(started);
    const tenant = await started.fresh();
    const heal = started.simulated.inject({ match: failing.match, answer });
    const deadlineSeconds = answer === 'hang' ? 3 : 9;
    const outcome = await ask(started, { ...failing.asking, tenant, options: { deadlineSeconds } });
    const said = outcome.kind === 'not-shown' ? outcome.message : await diagnosisOf(outcome);
    heal();
    return said;
  }

  for (const [name, answer, reason] of answers) {
    it(`leaves all others known and gives its reason: ${name}`, async () => {
      const looks = failings.map(async (failing) => {
        const diagnosis = await whileFailing(failing, answer);
        assert.ok(typeof diagnosis !== 'string', `${failing.what}: ${diagnosis}`);
        const expected = { ...verdicts(healthy.get(failing) ?? diagnosis) };
        for (const id of failing.unknown) expected[id] = 'unknown';
        assert.deepEqual(verdicts(diagnosis), expected, failing.what);
        for (const id of failing.unknown) assert.match(find(diagnosis, id).why, reason, failing.what);
      });
      await Promise.all(looks);
    });
  }

  it('gives, for a refusal of the bot, the exact command that mends it', async () => {
    const looks = failings.map(async (failing) => {
      const diagnosis = await whileFailing(failing, refused(403, 'AuthorizationFailed'));
      assert.ok(typeof diagnosis !== 'string');
      const commands = failing.unknown.map((id) => find(diagnosis, id).remedy?.command);
      assert.ok(
        commands.some((command) => failing.command.test(command ?? '')),
        `${failing.what}: ${commands}`,
      );
      const { appId } = tenants.get(failing)?.simulated.bot ?? { appId: '-' };
      assert.ok(commands.some((command) => command?.includes(appId)));
    });
    await Promise.all(looks);
  });
});

describe('Azure as a whole', () => {
  let contoso: StartedTenant;
  before(async () => {
    contoso = await startSmallTenant({
      roleAssignments: [{ principal: 'megan@contoso.com', role: 'Owner', scope: 'contoso-dev' }],
    });
  });
  after(() => contoso.close());

  const failing = async (fault: Fault, asking: Asking = {}) => {
    const tenant = await contoso.fresh();
    const heal = contoso.simulated.inject(fault);
    try {
      return await ask(contoso, { ...asking, tenant });
    } finally {
      heal();
    }
  };

  it('never makes a diagnosis last longer than its deadline, nor the look for approvers', async () => {
    const tenant = await contoso.fresh();
    const heal = contoso.simulated.inject({ match: {}, answer: 'hang' });
    const options = { deadlineSeconds: 0.3 };
    const diagnosis = await diagnosisOf(ask(contoso, { tenant, options }));
    heal();
    assert.deepEqual(new Set(Object.values(verdicts(diagnosis))), new Set(['unknown']));
    assert.equal(diagnosis.headline, 'Your roles could not be checked. Azure gave no answer within 0.3 seconds.');
  });

  it('keeps what is known at the deadline, and waits a moment longer for the names of approvers, not for ever', async () => {
    const tenant = await contoso.fresh();
    const heal = contoso.simulated.inject({ match: { service: 'graph', path: 'getByIds' }, answer: 'hang' });
    const outcome = await ask(contoso, { tenant, options: { deadlineSeconds: 0.5 } });
    const { findings, approvers, proposal } = await diagnosisOf(outcome);
    heal();
    assert.equal(findings[0]?.verdict, 'confirmed');
    assert.ok(approvers?.known === false);
    assert.equal(approvers.reason, 'Azure gave no answer within 1.5 seconds.');
    assert.ok(proposal, 'it can be asked for all the same');
  });

  it('still names those who can approve where another answer never comes', async () => {
    const tenant = await contoso.fresh();
    const heal = contoso.simulated.inject({ match: { service: 'arm', path: 'roleEligibility' }, answer: 'hang' });
    const { findings, approvers } = await diagnosisOf(ask(contoso, { tenant, options: { deadlineSeconds: 0.5 } }));
    heal();
    assert.equal(findings[0]?.id, 'rbac.missing-data-role');
    assert.ok(approvers?.known);
    assert.deepEqual(
      approvers.value.map(({ displayName }) => displayName),
      ['Megan Bowen'],
    );
  });

  it('tells one’s own verdicts also where the list of everybody’s assignments never comes', async () => {
    const tenant = await contoso.fresh();
    const whole = verdicts(await diagnosisOf(ask(contoso, { tenant: await contoso.fresh() })));
    const heal = contoso.simulated.inject({
      match: { service: 'arm', path: /roleAssignments\?.*atScope/ },
      answer: 'hang',
    });
    const outcome = await ask(contoso, { tenant, options: { deadlineSeconds: 2 } });
    const { approvers } = await diagnosisOf(outcome);
    heal();
    assert.ok(outcome.kind === 'diagnosis');
    assert.deepEqual(verdicts(outcome.diagnosis), whole);
    assert.equal(approvers?.known, false);
  });

  it('leaves one’s own roles known where the directory refuses everything', async () => {
    const answer = { status: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'no' } } };
    const diagnosis = await diagnosisOf(await failing({ match: { service: 'graph' }, answer }));
    assert.match(diagnosis.headline, /^You have no data role on plant-a/);
    assert.equal(find(diagnosis, 'identity.not-found').verdict, 'unknown');
    assert.deepEqual(diagnosis.principal?.displayName, 'alex');
  });

  it('is not taken for an absent person where Graph answers 404 about anything else', async () => {
    const notThere = (code: string) => ({ status: 404, body: { error: { code, message: 'no' } } });
    const match = { service: 'graph', path: '/users/' } as const;
    const absent = await diagnosisOf(await failing({ match, answer: notThere('Request_ResourceNotFound') }));
    assert.equal(find(absent, 'identity.not-found').verdict, 'confirmed');
    const strange = await diagnosisOf(await failing({ match, answer: notThere('UnknownError') }));
    assert.equal(find(strange, 'identity.not-found').verdict, 'unknown');
  });

  it('that refuses the bot a token is told as a sign-in that failed, for ARM and for Graph', async () => {
    const other = await startSmallTenant();
    const heal = other.simulated.inject({
      match: { service: 'entra', method: 'POST' },
      answer: {
        status: 401,
        body: { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' },
      },
    });
    const { tenantId, bot } = other.simulated;
    const tenant = connectAsApp({ tenantId, appId: bot.appId, secret: 'wrong' }, cloudOf(other.simulated));
    const diagnosis = await diagnosisOf(ask(other, { tenant }));
    heal();
    await other.close();
    assert.match(find(diagnosis, 'instance.not-found').why, /: the bot could not sign in.*AADSTS7000215/);
    assert.match(find(diagnosis, 'identity.not-found').why, /: the bot could not sign in.*AADSTS7000215/);
  });

  it('gives a person with a sign-in of his own no command about the bot', async () => {
    const tenant = await contoso.fresh();
    const answer = { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no' } } };
    const heal = contoso.simulated.inject({ match: { service: 'arm', path: 'assignedTo' }, answer });
    const asker = { objectId: contoso.idOf('alex'), displayName: 'Alex Wilber' };
    const diagnosis = await diagnosisOf(
      diagnose({ report: report({ instance: { name: 'plant-a' } }), asker }, tenant, { now: () => new Date() }),
    );
    heal();
    assert.deepEqual(find(diagnosis, 'rbac.missing-data-role').remedy, {
      who: 'An administrator',
      steps: ['Ask for Microsoft.Authorization/roleAssignments/read.'],
    });
  });
});
