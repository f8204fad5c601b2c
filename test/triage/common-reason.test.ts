import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Person } from '../../src/access/access-request.ts';
import type { Finding, FindingId } from '../../src/diagnosis/diagnosis.ts';
import { ADT_DATA_READER, READER } from '../../src/rbac/roles.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import type { Instance, RemovedMember, ResourceChange } from '../../src/tenant.ts';
import type { Case, Outcome } from '../../src/triage/case.ts';
import { commonReason } from '../../src/triage/common-reason.ts';
import type { IncidentFacts, InstanceFacts } from '../../src/triage/examine-facts.ts';
import type { Examined, Incident } from '../../src/triage/incident.ts';
import { definitions, resourceGroup as group, known, plantA, unknown } from '../support/situation.ts';
import { adele, alex, at, inChannel, lee } from './reports.ts';

const people = [alex, adele, lee];
const readers = '9a0b0000-0000-4000-8000-00000000000a';
const everybody = '9a0b0000-0000-4000-8000-00000000000b';
const closed: Instance = { ...plantA, publicNetworkAccess: 'Disabled' };

const logged = <T>(...entries: T[]) => known({ entries, complete: true });

function roleRemoved(principalId: string, more: { at?: string; scope?: string; roleId?: string } = {}): ResourceChange {
  const { at: when = at(-10), scope = plantA.id, roleId = ADT_DATA_READER.id } = more;
  return { kind: 'role-removed', at: when, scope, held: { principalId, roleId } };
}

function assigned(principalId: string, scope = plantA.id) {
  const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}`;
  return { id, scope, roleId: ADT_DATA_READER.id, principalId, principalType: 'Group' as const };
}

function removed(member: Person | string, more: Partial<RemovedMember> = {}): RemovedMember {
  const memberId = typeof member === 'string' ? member : member.objectId;
  return { at: at(-10), groupId: readers, memberId, ...more };
}

/** Everybody's groups are these. */
function inGroups(...groups: string[]): InstanceFacts['people'] {
  return people.map((person) => ({ person, groups: known(groups) }));
}

function factsAt(more: Partial<InstanceFacts> = {}, around: Partial<IncidentFacts> = {}): IncidentFacts {
  return {
    now: new Date(at(60)),
    tenantId: plantA.tenantId,
    at: {
      id: plantA.id,
      name: plantA.name,
      instance: known(plantA),
      changes: logged<ResourceChange>(),
      assignments: known([]),
      definitions: known(definitions),
      people: inGroups(),
      removed: logged<RemovedMember>(),
      above: new Map(),
      names: known([{ objectId: readers, type: 'Group', displayName: 'Twins Readers' }]),
      ...more,
    },
    ...around,
  };
}

function incidentOf(cause?: FindingId): Incident {
  return {
    tenantId: 'contoso',
    id: 'incident-1',
    number: 1,
    version: 1,
    trait: { kind: 'instance', key: `instance:${plantA.id}`, label: 'plant-a' },
    ...(cause && { cause }),
    since: at(0),
    lastReportAt: at(9),
    cases: 3,
    affected: people,
    people: 3,
    correlationId: 'c',
    createdAt: at(9),
    status: { state: 'open' },
  };
}

function casesOf(outcome: Partial<Outcome>, errorCode?: string): Case[] {
  return people.map((reporter, i) => ({
    tenantId: 'contoso',
    id: `case-${i}`,
    number: i,
    version: 1,
    reporter,
    origin: inChannel,
    diagnosisId: `d-${i}`,
    report: { kind: 'adt-403', redacted: [], ...(errorCode && { errorCode }) },
    outcome: { headline: '', causes: [], possible: [], at: at(1), ...outcome },
    correlationId: 'c',
    createdAt: at(i),
    status: { state: 'new', at: at(i) },
  }));
}

const missing: FindingId = 'rbac.missing-data-role';
const look = (facts: IncidentFacts, cause: FindingId | undefined = missing, cases: Case[] = []): Examined =>
  commonReason(incidentOf(cause), cases, facts);
const texts = ({ common }: Examined) => common.map(({ text }) => text);

describe('a network that was closed', () => {
  const cause: FindingId = 'network.public-access-disabled';
  const change = (when: string, publicNetworkAccess?: 'Enabled' | 'Disabled'): ResourceChange => ({
    kind: 'instance-changed',
    at: when,
    ...(publicNetworkAccess && { publicNetworkAccess }),
  });

  it('is the reason, with its time and how to open it', () => {
    const { common, fix } = look(
      factsAt({ instance: known(closed), changes: logged(change(at(-3), 'Disabled')) }),
      cause,
    );
    assert.deepEqual(common, [
      { kind: 'network', text: 'The public network access of plant-a was closed.', at: at(-3) },
    ]);
    assert.match(fix?.title ?? '', /unless it was closed on purpose/);
    assert.equal(
      fix?.command,
      `az rest --method PATCH --url "${plantA.id}?api-version=2023-01-31" --body "{\\"properties\\":{\\"publicNetworkAccess\\":\\"Enabled\\"}}"`,
    );
  });

  const cases: [string, ResourceChange[], string[]][] = [
    [
      'whose change says no more',
      [change(at(-3))],
      ['plant-a was changed, and its public network access is closed now.'],
    ],
    [
      'and then changed otherwise',
      [change(at(-1)), change(at(-3), 'Disabled')],
      ['The public network access of plant-a was closed.'],
    ],
    ['before the log begins', [], ['The public network access of plant-a is closed.']],
    ['after the last report', [change(at(20), 'Disabled')], ['The public network access of plant-a is closed.']],
  ];
  for (const [when, changes, expected] of cases) {
    it(`is told ${when}`, () => {
      assert.deepEqual(texts(look(factsAt({ instance: known(closed), changes: logged(...changes) }), cause)), expected);
    });
  }

  it('is none where it is open, or closed as ever and not what refuses', () => {
    const shut = logged(change(at(-3), 'Disabled'));
    assert.deepEqual(texts(look(factsAt({ changes: shut }), cause)), []);
    assert.deepEqual(texts(look(factsAt({ instance: known(closed), changes: logged(change(at(-3))) }))), []);
  });

  it('comes after a role that was removed where roles are what is missing', () => {
    const facts = factsAt({
      instance: known(closed),
      changes: logged(change(at(-3), 'Disabled'), roleRemoved(readers)),
      people: inGroups(readers),
    });
    assert.deepEqual(
      look(facts).common.map(({ kind }) => kind),
      ['assignment-removed', 'network'],
    );
    assert.deepEqual(
      look(facts, cause).common.map(({ kind }) => kind),
      ['network', 'assignment-removed'],
    );
  });
});

describe('a role that was removed', () => {
  const members = { people: inGroups(readers) };

  it('from their group is the reason, with its time and the command that gives it back', () => {
    const { common, fix } = look(factsAt({ ...members, changes: logged(roleRemoved(readers, { scope: group })) }));
    assert.deepEqual(common, [
      {
        kind: 'assignment-removed',
        text: 'The role Azure Digital Twins Data Reader of the group “Twins Readers” on resource group twins-prod was removed.',
        at: at(-10),
      },
    ]);
    assert.equal(fix?.title, 'Give the group “Twins Readers” its role back');
    assert.equal(fix?.who, 'An Owner or User Access Administrator of resource group twins-prod');
    assert.equal(
      fix?.command,
      `az role assignment create --assignee-object-id "$(az ad group show --group "Twins Readers" --query id -o tsv)" --assignee-principal-type Group --role ${ADT_DATA_READER.id} --scope "${group}"`,
    );
  });

  const none: Record<string, Partial<InstanceFacts>> = {
    'after the last report': { ...members, changes: logged(roleRemoved(readers, { at: at(10) })) },
    'from a group that one of them is in': {
      changes: logged(roleRemoved(readers)),
      people: people.map((person, i) => ({ person, groups: known(i === 0 ? [readers] : []) })),
    },
    'and given back': {
      ...members,
      changes: logged(roleRemoved(readers)),
      assignments: known([assigned(readers, group)]),
    },
    'and gave nothing on the data': { ...members, changes: logged(roleRemoved(readers, { roleId: READER.id })) },
    'on another instance': {
      ...members,
      changes: logged(roleRemoved(readers, { scope: plantA.id.replace(/plant-a$/, 'plant-b') })),
    },
    'from one of them alone': { changes: logged(roleRemoved(alex.objectId)) },
  };
  for (const [what, facts] of Object.entries(none)) {
    it(`is none ${what}`, () => {
      const { common, fix } = look(factsAt(facts));
      assert.deepEqual([common, fix], [[], undefined]);
    });
  }

  it('is told where it is not known what the role gave, what the group is called, and who holds roles now', () => {
    const facts = factsAt({
      ...members,
      changes: logged(roleRemoved(readers, { roleId: randomUUID() })),
      names: unknown('Graph was down.'),
      assignments: unknown('ARM was down.'),
    });
    assert.deepEqual(texts(look(facts)), ['A role of the group on plant-a was removed.']);
  });

  it('from each of them is one reason, and names and ids of nobody', () => {
    const { common, fix } = look(
      factsAt({
        changes: logged(
          roleRemoved(alex.objectId, { at: at(-4) }),
          roleRemoved(lee.objectId),
          roleRemoved(randomUUID()),
        ),
      }),
    );
    assert.deepEqual(common, [
      {
        kind: 'assignment-removed',
        text: 'The role Azure Digital Twins Data Reader of 2 of the people affected was removed, each their own.',
        at: at(-4),
      },
    ]);
    assert.equal(fix?.command, undefined);
    assert.doesNotMatch(JSON.stringify([common, fix]), new RegExp(`${alex.objectId}|${lee.objectId}|Wilber`));
  });

  it('from the app they use is the reason too', () => {
    const objectId = randomUUID();
    const app = known({ objectId, appId: randomUUID(), displayName: 'twin-sync', type: 'Application' });
    const { fix, common } = look(factsAt({ changes: logged(roleRemoved(objectId)) }, { app }));
    assert.match(common[0]?.text ?? '', /of the app “twin-sync” on plant-a was removed/);
    assert.match(fix?.command ?? '', /displayName eq 'twin-sync'.* --assignee-principal-type ServicePrincipal/);
  });

  it('is given back by the name of the group or app, for everybody of the helpdesk reads the command', () => {
    const objectId = randomUUID();
    const app = known({ objectId, appId: randomUUID(), displayName: 'twin-sync', type: 'Application' });
    const ofGroup = look(factsAt({ ...members, changes: logged(roleRemoved(readers)) }));
    const ofApp = look(factsAt({ changes: logged(roleRemoved(objectId)) }, { app }));
    assert.doesNotMatch(JSON.stringify([ofGroup, ofApp]), new RegExp(`${readers}|${objectId}`));
  });

  it('has no command for a name that a shell would read', () => {
    const names = known([{ objectId: readers, type: 'Group' as const, displayName: '$(reboot)' }]);
    const { fix } = look(factsAt({ ...members, names, changes: logged(roleRemoved(readers)) }));
    assert.ok(fix);
    assert.equal(fix.command, undefined);
  });

  it('puts nothing into a command that a shell would read', () => {
    const scope = `${group}$(reboot)`;
    const hostile = { id: `${scope}/providers/x/y/z`, name: 'z' };
    const { fix } = look(factsAt({ ...members, ...hostile, changes: logged(roleRemoved(readers, { scope })) }));
    assert.ok(fix);
    assert.deepEqual([fix.command, fix.portalUrl], [undefined, undefined]);
  });

  it('whose is not told is said to be unseen', () => {
    const { common, unseen } = look(factsAt({ changes: logged({ kind: 'role-removed', at: at(-5), scope: group }) }));
    assert.deepEqual(common, []);
    assert.ok(unseen.some(({ what }) => what === 'Whose role was removed'));
  });
});

describe('a group that they were taken out of', () => {
  const out = logged(removed(alex, { at: at(-2) }), removed(adele), removed(lee));
  const holding = { assignments: known([assigned(readers)]) };

  it('is the reason where it gives a role', () => {
    const { common, fix } = look(factsAt({ ...holding, removed: out }));
    assert.deepEqual(common, [
      {
        kind: 'group-member-removed',
        text: '3 of the people affected were taken out of the group “Twins Readers”, which gives Azure Digital Twins Data Reader on plant-a.',
        at: at(-2),
      },
    ]);
    assert.match(fix?.portalUrl ?? '', new RegExp(`groupId/${readers}$`));
    assert.equal(fix?.command, undefined);
  });

  it('is the reason where a group above it gives the role, and where a whole group was taken out', () => {
    const shift = randomUUID();
    const facts = factsAt({
      assignments: known([assigned(everybody)]),
      above: new Map([[readers, known([everybody])]]),
      people: inGroups(shift),
      removed: logged(removed(shift)),
    });
    assert.match(texts(look(facts))[0] ?? '', /^3 of the people affected were taken out/);
  });

  const none: Record<string, Partial<InstanceFacts>> = {
    'where it gives no role': { removed: out },
    'where they are in it again': { ...holding, removed: out, people: inGroups(readers) },
    'where it was one of them': { ...holding, removed: logged(removed(alex), removed(randomUUID())) },
    'after the last report': { ...holding, removed: logged(...people.map((each) => removed(each, { at: at(10) }))) },
    'where it is not known who holds roles': { removed: out, assignments: unknown('ARM was down.') },
  };
  for (const [what, facts] of Object.entries(none)) {
    it(`is none ${what}`, () => assert.deepEqual(texts(look(factsAt(facts))), []));
  }
});

describe('what their reports share', () => {
  const finding = (id: FindingId): Finding => ({
    id,
    verdict: 'confirmed',
    title: 'Nobody has consented',
    why: '',
    evidence: [],
    remedy: { who: 'An administrator', command: 'az ad app permission grant', portalUrl: 'https://portal.azure.com/' },
  });
  const app = known({ objectId: 'o', appId: 'a', displayName: 'twin-report', type: 'Application' });

  it('is the cause, the app and the error code', () => {
    const id: FindingId = 'app.consent-missing';
    const cases = casesOf({ causes: [id], appId: 'a' }, 'AADSTS65001');
    const { common, fix } = look({ now: new Date(at(60)), tenantId: 't', app, finding: finding(id) }, id, cases);
    assert.deepEqual(common, [
      { kind: 'same-cause', text: 'Every diagnosis says: Nobody has consented.' },
      { kind: 'same-app', text: 'All use the app “twin-report”.' },
      { kind: 'same-error', text: 'All get the error AADSTS65001.' },
    ]);
    assert.equal(fix?.title, 'Consent to the app for everybody');
    assert.equal(fix?.command, 'az ad app permission grant');
  });

  const lacking = (...reports: Partial<SymptomReport>[]) =>
    casesOf({ causes: [missing] }).map((one, i) => ({ ...one, report: { ...one.report, ...reports[i] } }));
  const fixFor = (...reports: Partial<SymptomReport>[]) =>
    look(factsAt({}, { finding: finding(missing) }), missing, lacking(...reports)).fix;

  it('is the role for a group, where each of them lacks it', () => {
    const query = { operation: 'query', principal: { kind: 'me' } } as const;
    const fix = fixFor(query, query, { operation: 'read' });
    assert.equal(fix?.title, 'Give a group of theirs the role Azure Digital Twins Data Reader');
    assert.equal(
      fix?.command,
      'az dt role-assignment create --dt-name plant-a --assignee "OBJECT_ID_OF_THE_GROUP" --role "Azure Digital Twins Data Reader"',
    );
    assert.match(fix?.steps?.at(-1) ?? '', /press Request access/);
  });

  it('is the role that lets the one of them in who needs most', () => {
    assert.match(fixFor({ operation: 'query' }, { operation: 'write' }, {})?.title ?? '', /Data Owner$/);
  });

  it('is the role for those of them who are people, where an app lacks it too, and none for apps alone', () => {
    const [query, app] = [{ operation: 'query' }, { principal: { kind: 'app' } }] as const;
    const fix = fixFor(query, query, app);
    assert.match(fix?.title ?? '', /Give a group of theirs the role .* Data Reader/);
    assert.match(fix?.steps?.at(-1) ?? '', /An app among them .* its own card/);
    assert.equal(fixFor(query, app, app), undefined);
  });

  it('is the cause and its fix also where one of them has another', () => {
    const [first, ...others] = lacking({ operation: 'query' }, { operation: 'query' }, { operation: 'query' });
    const causes: FindingId[] = ['rbac.reader-cannot-write'];
    const other = { ...(first ?? assert.fail()), outcome: { headline: '', causes, possible: [], at: at(1) } };
    other.report = { ...other.report, operation: 'models' };
    const { common, fix } = look(factsAt({}, { finding: finding(missing) }), missing, [other, ...others]);
    assert.deepEqual(common, [{ kind: 'same-cause', text: '2 of 3 diagnoses say: Nobody has consented.' }]);
    assert.match(fix?.title ?? '', /Data Reader$/);
  });

  it('is no fix where the same cause is in several places', () => {
    const id: FindingId = 'instance.not-ready';
    const { fix } = look({ now: new Date(at(60)), tenantId: 't', finding: finding(id) }, id, casesOf({ causes: [id] }));
    assert.equal(fix, undefined);
  });

  it('is to activate a role, each for themselves, without the roles of the first', () => {
    const id: FindingId = 'rbac.eligible-not-active';
    const { fix } = look(factsAt({}, { finding: finding(id) }), id, casesOf({ causes: [id] }));
    assert.match(fix?.who ?? '', /^Each of the people affected/);
    assert.equal(fix?.command, undefined);
  });

  it('is no app that one of them does not use, nor what every refusal is called', () => {
    const [first, ...others] = casesOf({ causes: [missing], appId: 'a' }, 'AuthorizationFailed');
    const { outcome: _, ...undiagnosed } = first ?? assert.fail();
    const other = { ...undiagnosed, outcome: { headline: '', causes: [], possible: [], at: at(1), appId: 'b' } };
    assert.deepEqual(texts(look(factsAt({}, { finding: finding(missing) }), missing, [other, ...others])), [
      '2 of 3 diagnoses say: Nobody has consented.',
    ]);
  });

  it('is no cause that only one of them has', () => {
    const [first, ...others] = casesOf({ causes: [missing] });
    const unlike = others.map((one) => ({ ...one, outcome: { headline: '', causes: [], possible: [], at: at(1) } }));
    const cases = [first ?? assert.fail(), ...unlike];
    assert.deepEqual(texts(look(factsAt({}, { finding: finding(missing) }), missing, cases)), []);
  });

  it('is a deny assignment that appeared, where one keeps them out', () => {
    const id: FindingId = 'rbac.denied';
    const facts = factsAt(
      { changes: logged({ kind: 'deny-added', at: at(-1), scope: group }) },
      { finding: finding(id) },
    );
    const { common, fix } = look(facts, id, casesOf({ causes: [id] }));
    assert.deepEqual(common[0], {
      kind: 'deny-assignment',
      text: 'A deny assignment for plant-a appeared or was changed.',
      at: at(-1),
    });
    assert.equal(fix?.title, 'Change the deployment behind the deny assignment');
    assert.deepEqual(look(facts).common, []);
  });
});

describe('what could not be seen', () => {
  const unseen = (facts: IncidentFacts, cause?: FindingId) => look(facts, cause).unseen.map(({ what }) => what);

  it('is told once for each reason, with what mends it', () => {
    const remedy = { who: 'An administrator', command: 'az …' };
    const refused = unknown('The bot was refused.', remedy);
    const facts = factsAt({
      changes: refused,
      assignments: refused,
      people: people.map((person) => ({ person, groups: unknown('Graph was down.') })),
    });
    assert.deepEqual(look(facts).unseen, [
      { what: 'What was changed in the subscription; Who holds roles there', why: 'The bot was refused.', remedy },
      { what: 'Groups of the people affected', why: 'Graph was down.' },
    ]);
  });

  it('is what the log held more than was read', () => {
    const facts = factsAt({ changes: known({ entries: [], complete: false }) });
    assert.ok(unseen(facts).includes('Some changes in the subscription'));
  });

  it('is what a management group’s log would tell, where roles are missing and nothing was found', () => {
    assert.deepEqual(unseen(factsAt()), ['Roles removed at a management group']);
    assert.deepEqual(unseen(factsAt(), 'network.private-endpoint'), []);
    assert.deepEqual(unseen(factsAt({ people: inGroups(readers), changes: logged(roleRemoved(readers)) })), []);
  });

  it('is the last minutes, while the incident is young and nothing was found', () => {
    const young = { now: new Date(at(12)) };
    assert.ok(unseen(factsAt({}, young)).includes('The last minutes'));
    assert.ok(!unseen(factsAt({}, { now: new Date(at(20)) })).includes('The last minutes'));
    const explained = factsAt({ people: inGroups(readers), changes: logged(roleRemoved(readers)) }, young);
    assert.deepEqual(unseen(explained), []);
  });
});
