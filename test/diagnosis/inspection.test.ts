import assert from 'node:assert/strict';
import type { TokenClaims } from '../../src/symptoms/report.ts';
import { type StartedTenant, startSmallTenant } from '../support/tenant.ts';
import { type Asking, ask, diagnosisOf, find } from './ask.ts';

const aboutLee = { principal: { kind: 'user', id: 'lee@contoso.com' } } as const;

describe('the access of somebody else', () => {
  let contoso: StartedTenant;
  let dashboard = '';
  before(async () => {
    contoso = await startSmallTenant({
      resourceGroups: [{ name: 'twins-prod' }, { name: 'twins-test' }],
      groups: [{ name: 'Helpdesk', members: ['isaiah@contoso.com'] }],
      apps: [{ name: 'twin-dashboard', owners: ['alex@contoso.com'] }],
      roleAssignments: [
        { principal: 'megan@contoso.com', role: 'Owner', scope: 'contoso-dev' },
        { principal: 'Helpdesk', role: 'Reader', scope: 'plant-a' },
        { principal: 'adele@contoso.com', role: 'Azure Digital Twins Data Owner', scope: 'plant-a' },
        { principal: 'lee@contoso.com', role: 'Azure Digital Twins Data Reader', scope: 'twins-test' },
      ],
    });
    dashboard =
      contoso.state.servicePrincipals.find(({ displayName }) => displayName === 'twin-dashboard')?.appId ?? '';
  });
  after(() => contoso.close());

  const messageOf = async (asking: Asking) => {
    const outcome = await ask(contoso, asking);
    assert.equal(outcome.kind, 'not-shown');
    return 'message' in outcome ? outcome.message : '';
  };

  it('is shown to an Owner and to a Reader through a group, who see it in Azure too', async () => {
    for (const by of ['megan', 'isaiah']) {
      const { headline } = await diagnosisOf(ask(contoso, { by, told: aboutLee }));
      assert.match(headline, /^Lee Gu has no data role on plant-a/);
    }
  });

  const foreign = '9d1b7c52-0e6f-4a3b-b8c9-d0e1f2a3b4c5';
  const byToken = (token: TokenClaims) =>
    diagnosisOf(ask(contoso, { told: { principal: { kind: 'unknown', id: contoso.idOf('lee') }, token } }));

  it('is no reason to keep back what is wrong with a token, which tells it by itself', async () => {
    for (const [token, headline] of [
      [{ audience: 'https://management.azure.com/' }, 'The token is for another service.'],
      [{ tenantId: foreign }, 'The token is of another tenant.'],
    ] as const) {
      const { unchecked, findings, ...diagnosis } = await byToken(token);
      assert.equal(diagnosis.headline, headline);
      assert.equal(findings.length, 1);
      assert.match(unchecked?.[0]?.why ?? '', /is not yours to see/);
      assert.equal(diagnosis.principal, undefined);
    }
  });

  it('stays hidden where the token proves nothing', async () => {
    await messageOf({
      told: {
        principal: { kind: 'unknown', id: contoso.idOf('lee') },
        token: { audience: 'https://digitaltwins.azure.net' },
      },
    });
  });

  it('elsewhere is shown to who may see it in the whole subscription, not to who may see it here alone', async () => {
    const elsewhere = async (by: string) =>
      find(await diagnosisOf(ask(contoso, { by, told: aboutLee })), 'rbac.wrong-scope');
    assert.match(
      (await elsewhere('megan')).why,
      /^Lee Gu holds Azure Digital Twins Data Reader on resource group twins-test\./,
    );
    const { verdict, why, evidence } = await elsewhere('isaiah');
    assert.deepEqual([verdict, evidence], ['unknown', []]);
    assert.doesNotMatch(why, /twins-test/);
  });

  it('says what it took to read it, so that it is shown again to whoever may read that', async () => {
    const readAt = async (asking: Asking) => (await diagnosisOf(ask(contoso, asking))).readAt;
    assert.equal(await readAt({ by: 'megan', told: aboutLee }), 'subscription');
    assert.equal(await readAt({ by: 'isaiah', told: aboutLee }), undefined);
    const app = { principal: { kind: 'app', id: dashboard } } as const;
    assert.equal(await readAt({ by: 'isaiah', told: app }), 'instance');
    assert.equal(await readAt({ told: app }), undefined, 'as an owner of the app');
    assert.equal(await readAt({ told: aboutLee, isOfHelpdesk: async () => ({ of: 'yes' }) }), undefined);
    assert.equal(await readAt({ by: 'megan', told: {} }), undefined, 'of oneself');
  });

  it('is shown to the helpdesk, which may see nothing in Azure', async () => {
    const outcome = ask(contoso, { told: aboutLee, isOfHelpdesk: async () => ({ of: 'yes' }) });
    assert.match((await diagnosisOf(outcome)).headline, /^Lee Gu has no data role on plant-a/);
  });

  it('is not shown to who is of no helpdesk, or may be', async () => {
    const notMember = await messageOf({ told: aboutLee, isOfHelpdesk: async () => ({ of: 'no' }) });
    assert.match(notMember, /^The access of lee@contoso\.com is not yours to see/);
    const why = 'The directory is throttled.';
    const unknown = await messageOf({ told: aboutLee, isOfHelpdesk: async () => ({ of: 'unknown', why }) });
    assert.match(unknown, /^I could not prove that you may see .* The directory is throttled\./);
    const broken = await messageOf({ told: aboutLee, isOfHelpdesk: () => Promise.reject(new Error('no database')) });
    assert.match(broken, /^I could not prove that you may see .* no database/);
  });

  it('is told under the name of whom Teams has named, not under the id', async () => {
    const principal = { kind: 'user', id: contoso.idOf('lee'), name: 'Lee Gu' } as const;
    assert.match(await messageOf({ told: { principal } }), /^The access of Lee Gu is not yours to see/);
  });

  it('is not shown to anybody else, also not with a data role, and nothing of it is told', async () => {
    for (const by of ['alex', 'adele']) {
      assert.equal(
        await messageOf({ by, told: aboutLee }),
        'The access of lee@contoso.com is not yours to see, so I do not show it. That person can ask me, and whoever may read role assignments on the instance (Reader, Owner …).',
      );
    }
  });

  it('is shown to the owner of an app registration, also where Azure hides role assignments from that owner', async () => {
    for (const id of [dashboard, 'twin-dashboard']) {
      const { headline } = await diagnosisOf(ask(contoso, { told: { principal: { kind: 'app', id } } }));
      assert.match(headline, /^twin-dashboard has no data role on plant-a/);
    }
  });

  it('of an app is not shown to who neither owns it nor may read role assignments', async () => {
    const message = await messageOf({ by: 'lee', told: { principal: { kind: 'app', id: dashboard } } });
    assert.match(message, /Its owners can ask me, and whoever may read role assignments/);
  });

  for (const id of ['alex@contoso.com', 'ALEX@contoso.com']) {
    it(`is one’s own where one gives one’s own sign-in name: ${id}`, async () => {
      const diagnosis = await diagnosisOf(ask(contoso, { told: { principal: { kind: 'user', id } } }));
      assert.match(diagnosis.headline, /^You have no data role/);
      assert.equal(diagnosis.principal?.self, true);
    });
  }

  it('is one’s own where one gives one’s own object id, in any case', async () => {
    const id = contoso.idOf('alex').toUpperCase();
    const diagnosis = await diagnosisOf(ask(contoso, { told: { principal: { kind: 'user', id } } }));
    assert.match(diagnosis.headline, /^You have no data role/);
  });

  it('is not shown while the right to see it cannot be proven, with the reason', async () => {
    const heal = contoso.simulated.inject({
      match: { service: 'arm', path: /roleAssignments\?.*atScope/ },
      answer: { status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no' } } },
    });
    const message = await messageOf({ by: 'megan', told: aboutLee });
    heal();
    assert.match(
      message,
      /^I could not prove that you may see the access of lee@contoso\.com, so I do not show it\. ARM: list role assignments: the bot was refused \(HTTP 403 AuthorizationFailed\)/,
    );
  });

  it('is shown to who holds the right in person where nobody’s groups can be read, and to nobody else', async () => {
    const heal = contoso.simulated.inject({
      match: { service: 'graph', path: 'transitiveMemberOf' },
      answer: { status: 403, body: { error: { code: 'Authorization_RequestDenied', message: 'no' } } },
    });
    const { headline } = await diagnosisOf(ask(contoso, { by: 'megan', told: aboutLee }));
    const message = await messageOf({ by: 'isaiah', told: aboutLee });
    heal();
    assert.match(headline, /^Lee Gu has no data role on plant-a/);
    assert.match(message, /^I could not prove that you may see .* it needs Microsoft Graph GroupMember\.Read\.All/);
  });

  it('is not shown to an Owner whom a deny assignment keeps from reading role assignments', async () => {
    contoso.state.denyAssignments.push({
      name: '00000000-4444-4222-8333-444444444444',
      denyAssignmentName: 'Locked',
      scope: contoso.instanceId(),
      permissions: [{ actions: ['*/read'], notActions: [], dataActions: [], notDataActions: [] }],
      principals: [contoso.idOf('megan')],
      excludePrincipals: [],
      doNotApplyToChildScopes: false,
      isSystemProtected: true,
    });
    const message = await messageOf({ by: 'megan', told: aboutLee });
    contoso.state.denyAssignments.pop();
    assert.match(message, /is not yours to see/);
  });

  it('cannot be judged without the instance, which is then what is told', async () => {
    const told = { ...aboutLee, instance: { name: 'plant-z' } };
    assert.equal(
      await messageOf({ by: 'megan', told }),
      'I see no instance called “plant-z”, but plant-a. I could not prove that you may see the access of lee@contoso.com, so I do not show it.',
    );
  });

  it('says of somebody who is not in the directory that he is not, to who may look', async () => {
    const told = { principal: { kind: 'user', id: 'nobody@contoso.com' } } as const;
    const diagnosis = await diagnosisOf(ask(contoso, { by: 'megan', told }));
    assert.equal(diagnosis.headline, 'I can’t find “nobody@contoso.com” in the directory.');
    assert.equal(find(diagnosis, 'rbac.missing-data-role').verdict, 'unknown');
    assert.equal(diagnosis.proposal, undefined);
  });
});
