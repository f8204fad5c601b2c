import assert from 'node:assert/strict';
import { decodeJwt } from 'jose';
import type { AccessRequest } from '../../src/access/access-request.ts';
import { botApp, userId } from '../playground/azure/contoso.ts';
import type { PersonInTeams } from '../support/teams-double/person.ts';
import { signingKey } from '../support/teams-double/signing-keys.ts';
import { linkToSignIn, type SignInStage, setSignInStage } from './sign-in-stage.ts';

const loginRequest = 'application/vnd.microsoft.activity.loginRequest';

describe('a click on “Approve”, where the approver’s own identity writes', () => {
  let stage: SignInStage;
  let request: AccessRequest;
  let megan: PersonInTeams;
  /** Every token that anybody was given. */
  const tokens: string[] = [];

  before(async () => {
    stage = await setSignInStage();
  });
  after(() => stage?.close());
  beforeEach(async () => {
    stage.tenant.state.mfa = 'never';
    stage.tenant.calls.length = 0;
    stage.faults.length = 0;
    stage.teams.tokenService.broken = false;
    request = await stage.asked();
    megan = stage.person('megan');
    megan.signsOn(sso('megan'));
  });
  afterEach(async () => {
    const alex = userId(stage.tenant, 'alex');
    stage.tenant.state.roleAssignments = stage.tenant.state.roleAssignments.filter(
      ({ principalId }) => principalId !== alex,
    );
    const standing = await stage.standing(request);
    if (['pending', 'approved', 'failed', 'granted'].includes(standing.status.state)) await close(standing);
  });

  /** Makes room for the next request for the same. */
  async function close(standing: AccessRequest): Promise<void> {
    const next = {
      ...standing,
      version: standing.version + 1,
      status: { state: 'withdrawn', at: standing.createdAt },
    } as const;
    const entry = {
      tenantId: next.tenantId,
      requestId: next.id,
      version: next.version,
      at: next.createdAt,
      what: 'withdraw',
      from: { kind: 'cli' },
      correlationId: 'x',
    } as const;
    assert.equal(await stage.store.access.transition([{ next, work: [], entry }]), 'written');
  }

  function sso(who: string, as = {}): (resource: string) => Promise<string> {
    return async (resource) => {
      const token = await stage.tenant.signIn(`${who}@contoso.com`, resource, as);
      tokens.push(token);
      return token;
    };
  }

  const writes = () =>
    stage.tenant.calls.filter(({ service, method }) => service === 'arm' && /PUT|DELETE/.test(method));
  const state = async () => (await stage.standing(request)).status.state;
  const authentication = (token: string, id = 'exchange-1') => ({
    authentication: { id, connectionName: stage.teams.tokenService.connectionName, token },
  });
  const approve = (who = megan, signIn?: Record<string, unknown>) =>
    stage.click(who, 'access.approve', request, signIn);
  const own = () => sso('megan')(stage.teams.tokenService.resource);

  async function assertNothingChanged(refusal: string): Promise<void> {
    assert.equal(await state(), 'pending');
    assert.deepEqual(writes(), []);
    assert.ok((await stage.history(request)).includes(`refused:${refusal}`), (await stage.history(request)).join());
  }

  it('asks for a sign-in first, and nothing has changed until then', async () => {
    megan.signsOn(undefined);
    const { other } = await approve();
    assert.equal(other?.statusCode, 401);
    assert.equal(other?.type, loginRequest);
    const value = other?.value as Record<string, never>;
    assert.equal(value.connectionName, 'sign-in');
    assert.deepEqual(Object.keys(value.tokenExchangeResource ?? {}).sort(), ['id', 'providerId', 'uri']);
    assert.match(JSON.stringify(value.buttons), /"type":"signin".*https:\/\/token\.botframework\.com/);
    assert.equal(await state(), 'pending');
    assert.deepEqual(writes(), []);
  });

  it('is carried out as the person once Teams has signed him in, and Azure names the person', async () => {
    assert.equal((await approve()).text, 'done granted');
    const megans = userId(stage.tenant, 'megan');
    assert.deepEqual(
      writes().map(({ method, status, caller }) => [method, status, caller]),
      [['PUT', 201, megans]],
    );
    const alex = userId(stage.tenant, 'alex');
    const made = stage.tenant.state.roleAssignments.filter(({ principalId }) => principalId === alex);
    assert.deepEqual(
      made.map(({ createdBy }) => createdBy),
      [megans],
    );
    const history = await stage.store.access.history(request.tenantId, request.id);
    assert.deepEqual(history.map(({ what, by, writtenBy }) => [what, by?.objectId, writtenBy]).slice(1), [
      ['approve', megans, undefined],
      ['assigned', megans, megans],
    ]);
  });

  it('is carried out after a sign-in by hand, with the code that was shown', async () => {
    megan.signsOn(undefined);
    const state = stage.teams.tokenService.code(megan.objectId, await own());
    assert.equal((await approve(megan, { state })).text, 'done granted');
  });

  it('is asked for the code again where it was wrong', async () => {
    megan.signsOn(undefined);
    const { other } = await approve(megan, { state: '000000' });
    assert.deepEqual(other, {
      statusCode: 401,
      type: 'application/vnd.microsoft.error.incorrectAuthCode',
      value: null,
    });
    assert.equal(await state(), 'pending');
  });

  it('takes nobody’s code but the clicker’s', async () => {
    const isaiah = stage.person('isaiah');
    const code = stage.teams.tokenService.code(megan.objectId, await own());
    const { other } = await stage.click(isaiah, 'access.approve', request, { state: code });
    assert.equal(other?.type, 'application/vnd.microsoft.error.incorrectAuthCode');
    assert.equal(await state(), 'pending');
  });

  it('is carried out once, however many of a person’s clients send the sign-in', async () => {
    const token = await own();
    const answers = await Promise.all([1, 2, 3].map(() => approve(megan, authentication(token))));
    assert.deepEqual(
      answers.map(({ text }) => text),
      ['done granted', 'done granted', 'done granted'],
    );
    assert.equal(writes().length, 1);
    assert.equal((await stage.history(request)).filter((what) => what === 'approve').length, 1);
  });

  it('is carried out once, of two approvers at the same time', async () => {
    const isaiah = stage.person('isaiah');
    isaiah.signsOn(sso('isaiah'));
    const answers = await Promise.all([approve(), approve(isaiah)]);
    const done = answers.filter(({ text }) => text === 'done granted');
    assert.equal(done.length, 1, answers.map(({ text }) => text).join());
    assert.equal(writes().length, 1);
  });

  it('is refused to a replayed sign-in once the request has moved on', async () => {
    const token = await own();
    await approve(megan, authentication(token));
    const again = await approve(megan, authentication(token, 'exchange-2'));
    assert.match(again.text, /^refused stale-card/);
    assert.equal(writes().length, 1);
  });

  it('needs no sign-in to be told that the card is out of date', async () => {
    megan.signsOn(undefined);
    const { text } = await stage.click(megan, 'access.approve', { ...request, version: request.version + 1 });
    assert.match(text, /^refused stale-card/);
  });

  describe('is refused, politely and with an entry in the history, with a sign-in', () => {
    const bad: Record<string, [fault: string, token: () => Promise<string>]> = {
      'that is somebody else’s': ['other-person', () => sso('isaiah')(stage.teams.tokenService.resource)],
      'that has expired': ['expired', () => sso('megan', { ageSeconds: 4_000 })(stage.teams.tokenService.resource)],
      'that was made for ARM': ['audience', () => sso('megan')('https://management.azure.com')],
      'that was made for Graph': ['audience', () => sso('megan')('https://graph.microsoft.com')],
      'of another tenant': [
        'other-tenant',
        () => sso('megan', { tenantId: '9f3b1c52-0e4a-4b7e-8f6d-2a1c0d9e8b77' })(stage.teams.tokenService.resource),
      ],
      'that is forged': [
        'signature',
        async () => {
          const token = await own();
          const { kid } = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
          return (await signingKey('forger')).sign(decodeJwt(token), { kid });
        },
      ],
      'that is no token': ['unreadable', async () => 'let me in'],
    };
    for (const [what, [fault, token]] of Object.entries(bad)) {
      it(what, async () => {
        const { text, other } = await approve(megan, authentication(await token()));
        assert.equal(other, undefined);
        assert.match(text, /nothing was changed/);
        await assertNothingChanged(`sign-in-${fault}`);
      });
    }

    it('of another connection, which is as good as none', async () => {
      const { other } = await approve(megan, {
        authentication: { id: '1', connectionName: 'graph', token: await own() },
      });
      assert.equal(other?.type, loginRequest);
      assert.equal(await state(), 'pending');
    });
  });

  it('is refused to whoever has no right, with a sound sign-in', async () => {
    const adele = stage.person('adele');
    adele.signsOn(sso('adele'));
    assert.match((await approve(adele)).text, /^refused no-right/);
    await assertNothingChanged('no-right');
  });

  it('is refused to the requester, also through a second device', async () => {
    const alex = stage.person('alex');
    alex.signsOn(sso('alex'));
    assert.match((await approve(alex)).text, /^refused requester-cannot-approve/);
    const token = await own();
    const { text } = await approve(alex, authentication(token));
    assert.match(text, /somebody else’s/);
    assert.equal(await state(), 'pending');
    assert.deepEqual(writes(), []);
  });

  it('is refused to an approver who lost the role a moment ago, by Azure too', async () => {
    const { roleAssignments } = stage.tenant.state;
    const isaiah = stage.person('isaiah');
    isaiah.signsOn(async (resource) => {
      stage.tenant.state.roleAssignments = roleAssignments.filter(({ principalId }) => principalId !== isaiah.objectId);
      return sso('isaiah')(resource);
    });
    assert.match((await approve(isaiah)).text, /^refused no-right/);
    stage.tenant.state.roleAssignments = roleAssignments;
  });

  describe('in a tenant where Azure demands MFA of every change', () => {
    beforeEach(() => {
      stage.tenant.state.mfa = 'azure-writes';
    });

    it('goes straight through where the sign-in in Teams had it', async () => {
      megan.signsOn(sso('megan', { mfa: true }));
      assert.equal((await approve()).text, 'done granted');
    });

    it('shows a link to sign in with, the command and the portal; the request says what is awaited', async () => {
      const { card } = await approve();
      assert.match(JSON.stringify(card), /multi-factor authentication/);
      assert.match(JSON.stringify(card), /az dt role-assignment create --dt-name plant-a/);
      assert.match(JSON.stringify(card), /portal\.azure\.com/);
      const { status } = await stage.standing(request);
      assert.ok(status.state === 'failed');
      assert.equal(status.failure.code, 'needs-mfa');
      assert.equal(writes().length, 1);
    });

    it('is carried out by the page, as the approver', async () => {
      const { card } = await approve();
      const answer = await stage.browser('megan@contoso.com').opens(linkToSignIn(card));
      assert.match(answer.body, /Approved, and the role is assigned/);
      assert.equal(await state(), 'granted');
      assert.deepEqual(
        writes().map(({ status, caller }) => [status, caller]),
        [
          [401, userId(stage.tenant, 'megan')],
          [201, userId(stage.tenant, 'megan')],
        ],
      );
    });

    it('is not carried out by the page for anybody else, an Owner too', async () => {
      const { card } = await approve();
      const answer = await stage.browser('isaiah@contoso.com').opens(linkToSignIn(card));
      assert.match(answer.body, /somebody other than/);
      assert.equal(await state(), 'failed');
      assert.ok((await stage.history(request)).includes('refused:sign-in-other-person'));
    });

    it('is not carried out by the page once the request has moved on', async () => {
      const { card } = await approve();
      await close(await stage.standing(request));
      const answer = await stage.browser('megan@contoso.com').opens(linkToSignIn(card));
      assert.equal(answer.status, 409);
      assert.equal(writes().filter(({ status }) => status === 201).length, 0);
    });

    it('is not carried out by the page for an approver who lost the role meanwhile', async () => {
      const isaiah = stage.person('isaiah');
      isaiah.signsOn(sso('isaiah'));
      const { card } = await approve(isaiah);
      const { roleAssignments } = stage.tenant.state;
      stage.tenant.state.roleAssignments = roleAssignments.filter(({ principalId }) => principalId !== isaiah.objectId);
      const answer = await stage.browser('isaiah@contoso.com').opens(linkToSignIn(card));
      stage.tenant.state.roleAssignments = roleAssignments;
      assert.match(answer.body, /Nothing was changed.*Only someone who can assign roles/s);
      assert.equal(await state(), 'failed');
    });
  });

  describe('in a tenant where Conditional Access demands MFA for Azure', () => {
    beforeEach(() => {
      stage.tenant.state.mfa = 'azure-sign-in';
    });

    it('shows the link before anything is decided, and the page decides', async () => {
      const { card } = await approve();
      assert.equal(await state(), 'pending');
      const answer = await stage.browser('megan@contoso.com').opens(linkToSignIn(card));
      assert.match(answer.body, /Approved, and the role is assigned/);
      assert.equal(await state(), 'granted');
      assert.equal(writes().length, 1);
    });

    it('leads nobody there who may not decide', async () => {
      const adele = stage.person('adele');
      adele.signsOn(sso('adele'));
      assert.match((await approve(adele)).text, /^refused no-right/);
      await assertNothingChanged('no-right');
    });
  });

  describe('in a tenant where nobody has consented', () => {
    let grants: typeof stage.tenant.state.permissionGrants;
    beforeEach(() => {
      grants = stage.tenant.state.permissionGrants.splice(0);
      const { requiredResourceAccess } = botApp(stage.tenant);
      requiredResourceAccess.push({ resourceAppId: '797f4846-ba00-4fd7-ba43-dac1f8f63013', resourceAccess: [] });
    });
    afterEach(() => {
      stage.tenant.state.permissionGrants = grants;
    });

    it('has Teams show its button first: a silent sign-in cannot ask for consent', async () => {
      const { other } = await approve();
      assert.equal(other?.statusCode, 412);
      assert.equal(other?.type, 'application/vnd.microsoft.error.preconditionFailed');
      assert.equal(await state(), 'pending');
    });

    it('leads to the page after a sign-in by hand, which asks for it', async () => {
      megan.signsOn(undefined);
      const code = stage.teams.tokenService.code(megan.objectId, await own());
      const { card } = await approve(megan, { state: code });
      const answer = await stage.browser('megan@contoso.com').opens(linkToSignIn(card));
      assert.match(answer.body, /Approved, and the role is assigned/);
      assert.equal(await state(), 'granted');
    });
  });

  it('changes nothing where the token service knows no such connection, and says so', async () => {
    stage.teams.tokenService.broken = true;
    assert.match((await approve()).text, /nothing was changed/i);
    assert.equal(await state(), 'pending');
  });

  it('changes nothing where Entra is out of order, and says so', async () => {
    const token = await own();
    await approve(stage.person('adele'), authentication(await sso('adele')(stage.teams.tokenService.resource), 'warm'));
    const heal = stage.tenant.inject({ match: { service: 'entra', method: 'POST' }, answer: { status: 503 } });
    const { text } = await approve(megan, authentication(token));
    heal();
    assert.match(text, /Azure did not take your sign-in just now, so nothing was changed/);
    assert.equal(await state(), 'pending');
  });

  it('stays approved where Azure gave no answer, for the grant job to find out', async () => {
    const heal = stage.tenant.inject({ match: { service: 'arm', method: 'PUT' }, answer: 'disconnect' });
    const { text } = await approve();
    heal();
    assert.equal(text, 'done approved');
    assert.equal(await state(), 'approved');
  });

  it('of the first of two for permanent access writes nothing yet', async () => {
    await close(request);
    request = await stage.asked({ durationMinutes: null });
    assert.equal((await approve()).text, 'done pending');
    assert.deepEqual(writes(), []);
    request = await stage.standing(request);
    const isaiah = stage.person('isaiah');
    isaiah.signsOn(sso('isaiah'));
    assert.equal((await approve(isaiah)).text, 'done granted');
    assert.deepEqual(
      writes().map(({ caller }) => caller),
      [isaiah.objectId],
    );
  });

  it('of what was asked while the bot wrote is signed in for as well, and written as the approver', async () => {
    await close(request);
    request = await stage.asked({ writer: 'bot' });
    assert.equal((await approve()).text, 'done granted');
    assert.deepEqual([...new Set(writes().map(({ caller }) => caller))], [megan.objectId]);
    assert.equal((await stage.standing(request)).writer, 'approver');
  });

  describe('followed by one on “Revoke”, where Azure does not end it by itself', () => {
    beforeEach(async () => {
      stage.tenant.state.pim.licensed = false;
      assert.equal((await approve()).text, 'done granted');
      request = await stage.standing(request);
      stage.tenant.calls.length = 0;
    });
    afterEach(() => {
      stage.tenant.state.pim.licensed = true;
    });
    const revoke = (who = megan) => stage.click(who, 'access.revoke', request);

    it('takes the assignment away as whoever clicked', async () => {
      const isaiah = stage.person('isaiah');
      isaiah.signsOn(sso('isaiah'));
      assert.equal((await revoke(isaiah)).text, 'done ended');
      assert.deepEqual(
        writes().map(({ method, caller }) => [method, caller]),
        [['DELETE', isaiah.objectId]],
      );
      const [last] = (await stage.store.access.history(request.tenantId, request.id)).slice(-1);
      assert.deepEqual([last?.what, last?.writtenBy], ['revoked', isaiah.objectId]);
    });

    it('does so from an older card of it too', async () => {
      request = { ...request, version: request.version - 1 };
      assert.equal((await revoke()).text, 'done ended');
    });

    it('leads to the page where Azure demands MFA, and ends there', async () => {
      stage.tenant.state.mfa = 'azure-writes';
      const { card } = await revoke();
      assert.match(JSON.stringify(card), /Sign in to revoke.*az role assignment delete --ids/s);
      assert.equal(await state(), 'granted');
      const answer = await stage.browser('megan@contoso.com').opens(linkToSignIn(card));
      assert.match(answer.body, /Revoked/);
      assert.equal(await state(), 'ended');
    });

    it('is refused to whoever has no right', async () => {
      const adele = stage.person('adele');
      adele.signsOn(sso('adele'));
      assert.match((await revoke(adele)).text, /^refused no-right/);
      assert.deepEqual(writes(), []);
    });
  });

  it('by an older client, which cannot sign in on a card, leads to the page', async () => {
    const data = { verb: 'access.approve', id: request.id, version: request.version };
    const post = await stage.teams.post({
      type: 'message',
      id: 'm-1',
      channelId: 'msteams',
      serviceUrl: stage.teams.connector.serviceUrl,
      from: { id: `29:${megan.objectId}`, name: 'Megan Bowen', aadObjectId: megan.objectId },
      recipient: { id: `28:${stage.tenant.bot.appId}`, name: 'ADT Support' },
      conversation: megan.chat.account,
      channelData: megan.chat.channelData,
      value: data,
    });
    assert.equal(post.status, 200);
    const sent = await megan.sees(/Sign in to approve/);
    assert.equal(await state(), 'pending');
    const answer = await stage.browser('megan@contoso.com').opens(linkToSignIn(sent.versions.at(-1)?.card));
    assert.match(answer.body, /Approved, and the role is assigned/);
  });

  describe('afterwards', () => {
    it('no token is in any fault, card, answer or row', async () => {
      const everything = [
        JSON.stringify(stage.faults, (_, value) =>
          value instanceof Error ? `${value.stack} ${String(value.cause)}` : value,
        ),
        JSON.stringify(stage.teams.everyCard()),
        JSON.stringify(await stage.store.access.history(request.tenantId, request.id)),
        JSON.stringify(await stage.standing(request)),
      ].join();
      assert.ok(tokens.length > 20);
      for (const token of tokens) assert.ok(!everything.includes(token.slice(-40)));
    });
  });
});
