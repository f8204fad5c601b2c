import assert from 'node:assert/strict';
import fc from 'fast-check';
import { conclude } from '../../src/diagnosis/conclude.ts';
import type { FindingId } from '../../src/diagnosis/diagnosis.ts';
import type { Facts } from '../../src/diagnosis/facts.ts';
import type { AppFacts } from '../../src/diagnosis/identity/identity.ts';
import { ALL_PRINCIPALS, type DenyAssignment } from '../../src/rbac/model.ts';
import * as roles from '../../src/rbac/roles.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import {
  aboutApp,
  alex,
  alexHimself,
  customRole,
  defining,
  denied,
  deny,
  digitalTwins,
  engineers,
  facts,
  grant,
  holds,
  known,
  megan,
  plantA,
  plantB,
  registration,
  report,
  twinSync,
  unknown,
} from '../support/situation.ts';

const writer = customRole('Twin Writer', { dataActions: ['Microsoft.DigitalTwins/digitaltwins/*'] });
const held = [roles.ADT_DATA_OWNER, roles.ADT_DATA_READER, roles.OWNER, roles.CONTRIBUTOR, writer, { id: 'f00d' }];

const assignments = fc.array(
  fc
    .record({ role: fc.constantFrom(...held), viaGroup: fc.boolean(), conditional: fc.boolean(), young: fc.boolean() })
    .map(({ role, viaGroup, conditional, young }) =>
      holds(role, {
        ...(viaGroup && { principalId: engineers, principalType: 'Group' as const }),
        ...(young && { createdOn: '2026-01-31T08:55:00Z' }),
        ...(conditional && { condition: '@Resource[x] StringEquals y' }),
      }),
    ),
  { maxLength: 3 },
);

/** On another instance. */
const elsewhere = assignments.map((all) => all.map((each) => ({ ...each, scope: plantB.id })));

/** Of others at the same instance: the asker, his group, the registration of the app, another identity. */
const others = fc.array(
  fc
    .record({
      role: fc.constantFrom(...held),
      principalId: fc.constantFrom(megan, engineers, registration().objectId, digitalTwins.objectId),
    })
    .map(({ role, principalId }) => holds(role, { principalId })),
  { maxLength: 2 },
);

const denies = fc.array(
  fc
    .record({
      principals: fc.constantFrom<string[]>([alex], [engineers], [ALL_PRINCIPALS], [megan]),
      excludePrincipals: fc.constantFrom<string[]>([], [engineers], [megan]),
      permissions: fc.constantFrom<DenyAssignment['permissions']>(denied('*'), denied('models/*'), [
        { actions: ['*'], notActions: [], dataActions: [], notDataActions: [] },
      ]),
    })
    .map(deny),
  { maxLength: 2 },
);

const instance = fc.constantFrom<Facts['instance']>(
  known({ found: plantA, candidates: [plantA] }),
  known({ found: { ...plantA, publicNetworkAccess: 'Disabled' }, candidates: [] }),
  known({
    found: { ...plantA, provisioningState: 'Failed', privateEndpoints: [{ name: 'pe', status: 'Pending' }] },
    candidates: [],
  }),
  known({ candidates: [plantB], asked: 'plant-z' }),
  known({ candidates: [], asked: 'plant-z' }),
);

const app: fc.Arbitrary<AppFacts> = fc.record({
  application: fc.constantFrom(known(registration()), known(registration('nothing')), known(undefined)),
  servicePrincipal: fc.constantFrom(
    known({ ...twinSync, type: 'Application' }),
    known({ ...twinSync, type: 'ManagedIdentity' }),
    known(undefined),
  ),
  digitalTwins: fc.constantFrom(known(digitalTwins), known(undefined)),
  grants: fc.constantFrom(known([]), known([grant()]), known([grant(alex)])),
});

/** Everything known, and fitting together as in a tenant. */
const whole: fc.Arbitrary<Facts> = fc
  .record({
    instance,
    assignments,
    eligible: assignments,
    elsewhere,
    others,
    denies,
    grouped: fc.boolean(),
    app: fc.option(app, { nil: undefined }),
  })
  .map(({ app, grouped, ...parts }) => {
    const inGroup = grouped || parts.assignments.some(({ principalId }) => principalId === engineers);
    const principal = app?.servicePrincipal.known && app.servicePrincipal.value === undefined ? undefined : alexHimself;
    const { objectId: _, ...nobody } = facts().subject;
    return facts({
      ...(app && aboutApp(app)),
      instance: parts.instance,
      principal: known(principal),
      subject: {
        ...(principal ? facts().subject : nobody),
        kind: app === undefined ? 'user' : 'app',
        byId: app !== undefined,
      },
      assignments: principal ? known(parts.assignments) : unknown('The identity was not found.'),
      denies: known(parts.denies),
      groups: principal ? known(inGroup ? [engineers] : []) : unknown('The identity was not found.'),
      inSubscription: principal
        ? known([...parts.assignments, ...parts.elsewhere])
        : unknown('The identity was not found.'),
      everybodys: known([...parts.assignments, ...parts.others]),
      ...(app === undefined && { eligible: known(parts.eligible) }),
      definitions: defining(writer),
    });
  });

const told: fc.Arbitrary<Partial<SymptomReport>> = fc.oneof(
  fc.record(
    {
      operation: fc.constantFrom('read', 'query', 'write', 'models'),
      body: fc.constantFrom('empty', 'present'),
    },
    { requiredKeys: [] },
  ),
  fc.constantFrom<Partial<SymptomReport>>(
    { status: 404, body: 'present' },
    { service: 'arm' },
    { errorCode: 'AADSTS65001' },
  ),
);

const hideable = [
  'instance',
  'principal',
  'assignments',
  'eligible',
  'inSubscription',
  'everybodys',
  'askerGroups',
  'definitions',
  'denies',
  'groups',
] as const;
const ofApp = ['application', 'servicePrincipal', 'digitalTwins', 'grants'] as const;

/** The same facts with some that could not be read. */
function without(whole: Facts, hidden: readonly string[]): Facts {
  const missing = unknown('Azure did not say.');
  const top = Object.fromEntries(
    hideable.filter((name) => name in whole && hidden.includes(name)).map((name) => [name, missing]),
  );
  if (whole.app === undefined) return { ...whole, ...top };
  const parts = Object.fromEntries(ofApp.filter((name) => hidden.includes(name)).map((name) => [name, missing]));
  return { ...whole, ...top, app: { ...whole.app, ...parts } };
}

const partly = fc.record({ whole, told, hidden: fc.subarray([...hideable, ...ofApp]) });
const cost = { tookMs: 0, azureCalls: 0 };

function verdictsOf(told: Partial<SymptomReport>, known: Facts): Map<FindingId, string> {
  return new Map(conclude(report(told), known, undefined, cost).findings.map(({ id, verdict }) => [id, verdict]));
}

describe('facts that could not be read', () => {
  it('never make a cause ruled out that the whole facts do not rule out', () => {
    fc.assert(
      fc.property(partly, ({ whole, told, hidden }) => {
        const full = verdictsOf(told, whole);
        for (const [id, verdict] of verdictsOf(told, without(whole, hidden))) {
          if (verdict === 'ruled-out') assert.equal(full.get(id), 'ruled-out', id);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('never confirm a cause that the whole facts do not confirm', () => {
    fc.assert(
      fc.property(partly, ({ whole, told, hidden }) => {
        const full = verdictsOf(told, whole);
        for (const [id, verdict] of verdictsOf(told, without(whole, hidden))) {
          // A consent that makes up for a missing permission may be among what could not be read.
          if (verdict !== 'confirmed' || id === 'app.permission-missing') continue;
          assert.equal(full.get(id), 'confirmed', id);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('make no proposal that the whole facts would not make', () => {
    fc.assert(
      fc.property(partly, ({ whole, told, hidden }) => {
        const proposal = (known: Facts) => conclude(report(told), known, undefined, cost).proposal;
        const full = verdictsOf(told, whole);
        const blocked = ['rbac.denied', 'rbac.eligible-not-active'].some(
          (id) => full.get(id as FindingId) === 'confirmed',
        );
        if (!blocked && proposal(without(whole, hidden)) !== undefined) assert.ok(proposal(whole));
      }),
      { numRuns: 2_000 },
    );
  });

  it('are told with their reason in every finding that is unknown', () => {
    fc.assert(
      fc.property(partly, ({ whole, told, hidden }) => {
        for (const { verdict, why } of conclude(report(told), without(whole, hidden), undefined, cost).findings) {
          assert.ok(verdict !== 'unknown' || why.length > 10);
        }
      }),
      { numRuns: 500 },
    );
  });
});
