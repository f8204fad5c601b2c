import assert from 'node:assert/strict';
import { conclude } from '../../src/diagnosis/conclude.ts';
import type { Approver, Diagnosis, Fact } from '../../src/diagnosis/diagnosis.ts';
import type { Facts } from '../../src/diagnosis/facts.ts';
import { ADT_DATA_OWNER, ADT_DATA_READER, OWNER } from '../../src/rbac/roles.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import {
  about,
  aboutApp,
  alex,
  approver,
  customRole,
  defining,
  deny,
  engineers,
  facts,
  holds,
  known,
  megan,
  plantA,
  registration,
  report,
  unknown,
} from '../support/situation.ts';

function concludeFrom(
  parts: Partial<Facts> = {},
  told: Partial<SymptomReport> = {},
  approvers?: Fact<Approver[]>,
): Diagnosis {
  return conclude(report(told), facts(parts), approvers, { tookMs: 100, azureCalls: 8 });
}

const closed: Partial<Facts> = {
  instance: known({ found: { ...plantA, publicNetworkAccess: 'Disabled' }, candidates: [] }),
};
const failed: Partial<Facts> = {
  instance: known({ found: { ...plantA, provisioningState: 'Failed' }, candidates: [] }),
};
const changing: Partial<Facts> = {
  instance: known({ found: { ...plantA, provisioningState: 'Updating' }, candidates: [] }),
};
const deleted: Partial<Facts> = {
  instance: known({ found: { ...plantA, provisioningState: 'Deleted' }, candidates: [] }),
};
const unreachable: Partial<Facts> = {
  instance: known({
    found: { ...plantA, publicNetworkAccess: 'Disabled', privateEndpoints: [{ name: 'pe-1', status: 'Pending' }] },
    candidates: [],
  }),
};
const blocked: Partial<Facts> = { denies: known([deny()]), groups: known([]) };
const owning: Partial<Facts> = { assignments: known([holds(ADT_DATA_OWNER)]) };
const young: Partial<Facts> = {
  assignments: known([holds(ADT_DATA_OWNER, { createdOn: '2026-01-31T08:56:00.000Z' })]),
};
const eligible: Partial<Facts> = { eligible: known([holds(ADT_DATA_READER)]) };
const reading: Partial<Facts> = { assignments: known([holds(ADT_DATA_READER)]) };
const writer = customRole('Twin Writer', { dataActions: ['Microsoft.DigitalTwins/digitaltwins/*'] });
const writing: Partial<Facts> = { assignments: known([holds(writer)]), definitions: defining(writer) };
const modeller = customRole('Modeller', { dataActions: ['Microsoft.DigitalTwins/models/*'] });
const modelling: Partial<Facts> = { assignments: known([holds(modeller)]), definitions: defining(modeller) };
const noToken: Partial<SymptomReport> = { kind: 'adt-other', service: 'entra-id', errorCode: 'AADSTS65001' };
const fromArm: Partial<SymptomReport> = {
  service: 'arm',
  errorCode: 'AuthorizationFailed',
  operation: 'control-plane',
};
const lee = about({ kind: 'user', objectId: megan, displayName: 'Lee Gu' });

describe('what explains the report', () => {
  const firsts: [what: string, parts: Partial<Facts>, told: Partial<SymptomReport>, first: string][] = [
    ['no role', {}, { operation: 'query' }, 'rbac.missing-data-role'],
    ['no data role beside Owner', { assignments: known([holds(OWNER)]) }, {}, 'rbac.missing-data-role'],
    ['a reader who writes', reading, { operation: 'write' }, 'rbac.reader-cannot-write'],
    ['no role and a deny assignment', blocked, {}, 'rbac.denied'],
    ['no role and a closed network, empty body', closed, { body: 'empty' }, 'rbac.missing-data-role'],
    ['no role and a closed network, body present', closed, { body: 'present' }, 'network.public-access-disabled'],
    ['a data role and a closed network', { ...closed, ...owning }, {}, 'network.public-access-disabled'],
    [
      'a private endpoint that was to be the only way in',
      { ...unreachable, ...owning },
      { body: 'present' },
      'network.private-endpoint',
    ],
    ['an instance that is not ready', failed, {}, 'instance.not-ready'],
    ['404, and an instance that is not ready', failed, { status: 404 }, 'instance.not-ready'],
    ['a role that is too new', young, {}, 'rbac.propagating'],
    ['no role but one to activate', eligible, { operation: 'query' }, 'rbac.eligible-not-active'],
    ['no instance of that name', { instance: known({ candidates: [plantA], asked: 'x' }) }, {}, 'instance.not-found'],
    ['no such person', { ...lee, principal: known(undefined) }, {}, 'identity.not-found'],
    ['no token', aboutApp(), noToken, 'symptom.token-error'],
    ['a refusal by ARM', {}, fromArm, 'symptom.control-plane'],
    ['sub-domain not found', {}, { status: 404, body: 'present' }, 'identity.wrong-tenant'],
    [
      'an app with neither role nor permission',
      aboutApp({ application: known(registration('nothing')) }),
      {},
      'rbac.missing-data-role',
    ],
    [
      'an app with a role, without the permission',
      { ...aboutApp({ application: known(registration('nothing')) }), ...owning },
      {},
      'app.permission-missing',
    ],
  ];
  for (const [what, parts, told, first] of firsts) {
    it(`comes first: ${what}`, () => assert.equal(concludeFrom(parts, told).findings[0]?.id, first));
  }

  it('stands before what is possible, that before what is unknown, and what is ruled out last', () => {
    const verdicts = concludeFrom({ ...closed, ...blocked, groups: unknown('No.') }).findings.map(
      ({ verdict }) => verdict,
    );
    const ranks = verdicts.map((verdict) => ['confirmed', 'possible', 'unknown', 'ruled-out'].indexOf(verdict));
    assert.deepEqual(
      ranks,
      [...ranks].sort((a, b) => a - b),
    );
    assert.equal(new Set(verdicts).size, 4);
  });

  it('puts a closed network behind other possible causes where the body was empty', () => {
    const possible = concludeFrom({ ...closed, ...writing }, { operation: 'models', body: 'empty' }).findings.filter(
      ({ verdict }) => verdict === 'possible',
    );
    assert.deepEqual(
      possible.map(({ id }) => id),
      ['rbac.custom-role-lacks-action', 'network.public-access-disabled'],
    );
  });

  const silent: [what: string, told: Partial<SymptomReport>, absent: RegExp][] = [
    ['of roles and apps where ARM refused', fromArm, /^(rbac|app|network)\./],
    ['of roles where no token was issued', noToken, /^(rbac|network)\./],
    ['of roles where the answer was 404', { status: 404, body: 'present' }, /^(rbac|app|network)\./],
  ];
  for (const [what, told, absent] of silent) {
    it(`says nothing ${what}, since it explains nothing`, () => {
      const ids = concludeFrom(aboutApp(), told).findings.map(({ id }) => id);
      assert.deepEqual(
        ids.filter((id) => absent.test(id)),
        [],
      );
    });
  }
});

describe('the role that is proposed', () => {
  const cases: [what: string, parts: Partial<Facts>, told: Partial<SymptomReport>, role: string | undefined][] = [
    ['a query without a role', {}, { operation: 'query' }, ADT_DATA_READER.name],
    ['an unknown operation without a role', {}, {}, ADT_DATA_OWNER.name],
    ['models listed without a role', {}, { operation: 'models', access: 'read' }, ADT_DATA_READER.name],
    ['a reader who writes', reading, { operation: 'write' }, ADT_DATA_OWNER.name],
    ['a reader of whom no operation is known', reading, {}, ADT_DATA_OWNER.name],
    ['a custom role that lacks the operation', writing, { operation: 'query' }, ADT_DATA_READER.name],
    ['an app without a role', aboutApp(), {}, ADT_DATA_OWNER.name],
    ['a closed network that may not be the cause', closed, {}, ADT_DATA_OWNER.name],
    [
      'a deny assignment that cannot be judged',
      { denies: known([deny({ principals: [engineers] })]), groups: unknown() },
      {},
      ADT_DATA_OWNER.name,
    ],
    ['a role that covers it', owning, {}, undefined],
    ['a role that only has to be activated', eligible, { operation: 'query' }, undefined],
    ['a role to activate that may not be enough', eligible, {}, ADT_DATA_OWNER.name],
    ['a role with a condition', { assignments: known([holds(ADT_DATA_OWNER, { condition: '@x' })]) }, {}, undefined],
    ['a deny assignment', blocked, {}, undefined],
    ['a network refusal', closed, { body: 'present' }, undefined],
    ['an instance that is not ready', failed, {}, undefined],
    ['a refusal by ARM', {}, fromArm, undefined],
    ['a refusal by ARM, of whatever', {}, { service: 'arm' }, undefined],
    ['an error of Entra', {}, noToken, undefined],
    ['a token of another tenant', {}, { status: 404, body: 'present' }, undefined],
    ['roles that could not be read', { assignments: unknown() }, {}, undefined],
    ['an instance that was not found', { instance: known({ candidates: [plantA], asked: 'x' }) }, {}, undefined],
    ['a person who was not found', { ...lee, principal: known(undefined) }, {}, undefined],
    ['an app without a service principal', { ...aboutApp(), principal: known(undefined) }, {}, undefined],
  ];
  for (const [what, parts, told, role] of cases) {
    it(`is ${role ?? 'none'} for ${what}`, () => assert.equal(concludeFrom(parts, told).proposal?.roleName, role));
  }

  it('is for the instance alone', () => assert.equal(concludeFrom().proposal?.scope, plantA.id));

  it('is kept while those who can approve are unknown', () => {
    assert.ok(concludeFrom({}, {}, unknown('No.')).proposal);
    assert.ok(concludeFrom({}, {}, known([])).proposal);
  });

  it('is dropped where only the asker could approve it, who runs the command instead', () => {
    const diagnosis = concludeFrom({}, {}, known([approver(alex, 'Alex Wilber', 'Owner of plant-a')]));
    assert.equal(diagnosis.proposal, undefined);
    assert.equal(diagnosis.findings[0]?.remedy?.who, 'You, as Owner of plant-a');
  });

  it('is kept where somebody else can approve it too', () => {
    const both = known([approver(alex, 'Alex Wilber'), approver(megan, 'Megan Bowen')]);
    assert.ok(concludeFrom({}, {}, both).proposal);
  });
});

describe('who can grant the role', () => {
  it('is told among what could not be checked, with what mends that, where nobody could be looked up', () => {
    const remedy = { who: 'An administrator of the directory', command: 'az rest' };
    const diagnosis = concludeFrom({}, {}, unknown('Graph: no.', remedy));
    assert.deepEqual(
      diagnosis.unchecked?.find(({ topics }) => topics.includes('People who can fix it'))?.remedy,
      remedy,
    );
    assert.ok(
      diagnosis.findings.every(({ title }) => title !== 'People who can fix it'),
      'it is no cause',
    );
  });

  const who = (...names: string[]) => {
    const people = names.map((name, at) => approver(`0000000${at}-0000-4000-8000-000000000000`, name));
    return concludeFrom({}, {}, known(people)).findings[0]?.remedy?.who;
  };

  it('is said in general while nobody is known', () => {
    const general = 'An Owner or User Access Administrator of plant-a, its resource group or its subscription';
    assert.equal(concludeFrom().findings[0]?.remedy?.who, general);
    assert.equal(concludeFrom({}, {}, unknown()).findings[0]?.remedy?.who, general);
    assert.equal(who(), general);
  });

  it('is said by name', () => {
    assert.equal(who('Megan Bowen'), 'Megan Bowen');
    assert.equal(who('Megan Bowen', 'Isaiah Langer'), 'Megan Bowen or Isaiah Langer');
    assert.equal(
      who('Megan Bowen', 'Isaiah Langer', 'Adele Vance', 'Lee Gu', 'Diego Siciliani', 'Alex Wilber'),
      'Megan Bowen, Isaiah Langer, Adele Vance, Lee Gu or 2 more',
    );
  });
});

describe('the headline', () => {
  const cases: [headline: string, parts: Partial<Facts>, told?: Partial<SymptomReport>][] = [
    ['You have no data role on plant-a. Azure Digital Twins Data Owner would solve it.', {}],
    [
      'You have no data role on plant-a. Azure Digital Twins Data Reader would solve it.',
      { assignments: known([holds(OWNER)]) },
      { operation: 'query' },
    ],
    ['Lee Gu has no data role on plant-a. Azure Digital Twins Data Owner would solve it.', lee],
    [
      'Your data role on plant-a does not allow querying twins. Azure Digital Twins Data Reader does.',
      writing,
      { operation: 'query' },
    ],
    ['Your data role on plant-a probably does not allow uploading models.', writing, { operation: 'models' }],
    ['Your data role on plant-a covers only a part of what can be done.', writing],
    ['You can only read on plant-a; this needs Azure Digital Twins Data Owner.', reading, { operation: 'write' }],
    ['You can only read on plant-a. To change anything takes Azure Digital Twins Data Owner.', reading],
    [
      'Roles are not the cause: they allow uploading models on plant-a. Perhaps another identity made the call.',
      owning,
      { operation: 'models' },
    ],
    ['Roles are not the cause: they allow everything on plant-a.', owning, { status: 401 }],
    [
      'Roles are not the cause: they probably allow uploading models on plant-a.',
      modelling,
      { operation: 'models', status: 401 },
    ],
    ['You have an eligible role for this on plant-a, and it is not active.', eligible, { operation: 'query' }],
    ['The role is too new to work yet. Try again in 6 minutes.', young],
    ['The role is there, and may be too new to work yet. Try again in 6 minutes.', young, { kind: 'access-request' }],
    ['Roles on plant-a are fine. The public network is closed. That may be the cause.', { ...owning, ...closed }],
    [
      'No call reaches plant-a: no private endpoint is connected, and the public network is closed.',
      { ...owning, ...unreachable },
      { body: 'present' },
    ],
    [
      'Roles on plant-a are fine. plant-a is being changed, and may refuse calls meanwhile.',
      { ...owning, ...changing },
    ],
    ['plant-a was deleted.', { ...owning, ...deleted }],
    ['I see no Azure Digital Twins instance to look at.', { instance: known({ candidates: [] }) }],
    ['plant-a refuses calls from the public network.', { ...owning, ...closed }, { body: 'present' }],
    ['A deny assignment blocks you on plant-a.', blocked],
    [
      'A deny assignment blocks Lee Gu on plant-a.',
      { ...lee, ...blocked, denies: known([deny({ principals: [megan] })]) },
    ],
    [
      'The role is there, with a condition that may be what refuses the call.',
      { assignments: known([holds(ADT_DATA_OWNER, { condition: '@x' })]) },
    ],
    ['No cause could be proven.', { assignments: known([holds({ id: 'f00d' })]) }],
    ['Your roles could not be checked. No.', { assignments: unknown('ARM: list role assignments: no.') }],
    [
      'Your roles could not be checked. The bot was refused.',
      { assignments: unknown('ARM: list role assignments: the bot was refused (HTTP 403 X); it needs A/read.') },
    ],
    [
      'Your roles could not be checked. The bot could not sign in.',
      { assignments: unknown('ARM: list role assignments: the bot could not sign in (HTTP 400): AADSTS7000215: x') },
    ],
    [
      'lee@contoso.com’s roles could not be checked. No.',
      {
        ...lee,
        subject: { kind: 'user', self: false, name: 'lee@contoso.com', byId: false },
        principal: unknown('Graph: read user: no.'),
        assignments: unknown('Graph: read user: no.'),
      },
    ],
    ['I can’t find that instance.', { instance: known({ candidates: [plantA], asked: 'x' }) }],
    [
      'I can’t find “lee@contoso.com” in the directory.',
      {
        ...lee,
        subject: { kind: 'user', self: false, name: 'lee@contoso.com', byId: false },
        principal: known(undefined),
      },
    ],
    ['Sign-in failed before the call.', aboutApp(), noToken],
    ['Azure Resource Manager refused, not Azure Digital Twins.', {}, fromArm],
    ['Possibly: the token is of another tenant.', {}, { status: 404 }],
    [
      'The app registration lacks the Azure Digital Twins permission.',
      { ...aboutApp({ application: known(registration('nothing')) }), ...owning },
    ],
  ];
  for (const [headline, parts, told] of cases) {
    it(headline, () => assert.equal(concludeFrom(parts, told).headline, headline));
  }

  it('speaks of oneself as you, also where the sign-in name was given', () => {
    const himself = {
      ...about({ kind: 'user', objectId: alex, displayName: 'Alex Wilber' }),
      asker: { objectId: alex },
    };
    const principal = known({ kind: 'user' as const, objectId: alex, displayName: 'Alex Wilber', self: true });
    assert.match(concludeFrom({ ...himself, principal }).headline, /^You have no data role/);
  });
});
