import assert from 'node:assert/strict';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import type { DiagnosisRecord } from '../../src/diagnosis/record.ts';
import type { SymptomReport } from '../../src/symptoms/report.ts';
import { answered, ask } from '../../src/teams/questions.ts';
import type { Instance } from '../../src/tenant.ts';
import { ofType, read } from '../cards/walk.ts';

const report: SymptomReport = { kind: 'adt-403', status: 403, principal: { kind: 'me' }, redacted: [] };
const record: DiagnosisRecord = {
  tenantId: 't',
  id: 'd-1',
  askedBy: { objectId: 'a1', displayName: 'Alex Wilber' },
  report,
  conversationId: 'a:alex',
  begunAt: '2026-03-02T09:00:00.000Z',
  state: 'running',
};

function instance(name: string): Instance {
  return {
    id: `/subscriptions/s/resourceGroups/g/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name}`,
    name,
    hostName: `${name}.api.weu.digitaltwins.azure.net`,
    location: 'westeurope',
    subscriptionId: 's',
    resourceGroup: 'g',
    tenantId: 't',
    provisioningState: 'Succeeded',
    publicNetworkAccess: 'Enabled',
    privateEndpoints: [],
  };
}

describe('the question before a diagnosis', () => {
  const inputs = (card: AdaptiveCard) =>
    [...ofType(card, 'Input.ChoiceSet'), ...ofType(card, 'Input.Text')].map(({ id, value }) => [id, value]);
  const instanceAndDefaults = [
    ['instance', undefined],
    ['who', 'me'],
    ['tried', 'unsure'],
    ['caller', undefined],
  ];

  it('asks for the instance, and has a default for all else', () => {
    const { card, record: asked } = ask(record, { instances: [instance('plant-a'), instance('plant-b')] });
    assert.deepEqual(inputs(card), instanceAndDefaults);
    assert.equal(asked.state, 'waiting-for-answer');
    assert.deepEqual(asked.offered, ['plant-a', 'plant-b']);
  });

  it('does not ask for what was said', () => {
    const said: SymptomReport = { ...report, operation: 'query', principal: { kind: 'app', id: 'twin-sync' } };
    const { card } = ask({ ...record, report: said }, { instances: [instance('plant-a')] });
    assert.deepEqual(inputs(card), [['instance', undefined]]);
  });

  it('asks of a bare status for all of it beside the service, with the same defaults', () => {
    const bare: SymptomReport = { kind: 'unclear', status: 401, redacted: [] };
    const { card, record: asked } = ask({ ...record, report: bare }, { instances: [instance('a-1'), instance('b-2')] });
    assert.match(read(card), /^Which service answered 401\?/);
    assert.deepEqual(inputs(card), instanceAndDefaults);
    assert.deepEqual([asked.state, asked.offered], ['waiting-for-answer', ['a-1', 'b-2']]);
    const ofApp = ask({ ...record, report: { ...bare, principal: { kind: 'app' } } }, {});
    assert.deepEqual(inputs(ofApp.card)[0], ['who', 'app']);
  });

  it('names the status that was reported', () => {
    const { card } = ask({ ...record, report: { ...report, kind: 'adt-other', status: 401 } }, { instances: [] });
    assert.match(read(card), /^Which instance answered 401\?/);
  });

  it('asks whoever wants access for the instance only', () => {
    const { card } = ask(
      { ...record, report: { ...report, kind: 'access-request' } },
      { instances: [instance('a-1')] },
    );
    assert.deepEqual(inputs(card), [['instance', undefined]]);
  });

  it('presumes an app where somebody else than the writer is refused', () => {
    const { card, record: asked } = ask(
      { ...record, report: { ...report, worksWith: 'own-login' } },
      { identity: 'Which app or managed identity calls?' },
    );
    assert.deepEqual(inputs(card)[0], ['who', 'app']);
    assert.match(read(card), /Which app or managed identity calls\?/);
    assert.equal(asked.offered, undefined);
  });

  it('lists thirty instances and says how many more there are', () => {
    const many = Array.from({ length: 42 }, (_, at) => instance(`plant-${at}`));
    const { card, record: asked } = ask(record, { instances: many, lastInstanceId: many[2]?.id });
    assert.match(read(card), /12 more are not listed/);
    assert.equal(asked.offered?.length, 30);
    assert.equal(ofType(card, 'Input.ChoiceSet')[0]?.value, many[2]?.id);
  });
});

describe('the answer to it', () => {
  const app: SymptomReport = { ...report, principal: { kind: 'app' } };
  const identity: SymptomReport = { ...report, principal: { kind: 'managed-identity' } };
  const id = '6a0f3b0c-8b1e-4a52-b7f6-2f9f8f4b7c22';

  const cases: [what: string, report: SymptomReport, form: Parameters<typeof answered>[1], change: object][] = [
    ['leaves the defaults as they are', report, { who: 'me', caller: '', tried: 'unsure' }, {}],
    ['names an app', app, { who: 'app', caller: ' "twin-sync" ' }, { principal: { kind: 'app', id: 'twin-sync' } }],
    [
      'names an app though the list says otherwise',
      report,
      { who: 'me', caller: id },
      { principal: { kind: 'app', id } },
    ],
    [
      'names a managed identity',
      identity,
      { who: 'app', caller: 'func' },
      { principal: { kind: 'managed-identity', id: 'func' } },
    ],
    [
      'names a person',
      app,
      { who: 'app', caller: 'alex@contoso.com' },
      { principal: { kind: 'user', id: 'alex@contoso.com' } },
    ],
    ['names a group', report, { who: 'group', caller: 'Twin Team' }, { principal: { kind: 'group', id: 'Twin Team' } }],
    ['is oneself after all', app, { who: 'me', caller: '' }, { principal: { kind: 'me' } }],
    ['tells what was tried', report, { tried: 'models' }, { operation: 'models', access: 'write' }],
    ['knows no such operation', report, { tried: 'constructor-of-worlds' }, {}],
    [
      'has no invisible characters',
      app,
      { who: 'app', caller: 'twin\u202e\u0000-sync' },
      { principal: { kind: 'app', id: 'twin  -sync' } },
    ],
  ];
  for (const [what, before, form, change] of cases) {
    it(what, () => assert.deepEqual(answered(before, form), { ...before, ...change }));
  }

  it('makes of a bare status a report of Azure Digital Twins', () => {
    const bare: SymptomReport = { kind: 'unclear', client: 'python', redacted: [] };
    const form = { who: 'me', caller: '', tried: 'query' } as const;
    const { kind, service, client, operation } = answered({ ...bare, status: 403 }, form) as SymptomReport;
    assert.deepEqual([kind, service, client, operation], ['adt-403', 'digital-twins', 'python', 'query']);
    const unauthorized = answered({ ...bare, status: 401 }, form) as SymptomReport;
    assert.deepEqual([unauthorized.kind, unauthorized.status], ['adt-other', 401]);
  });

  it('that it is oneself takes back that somebody else was refused', () => {
    const said: SymptomReport = { ...report, worksWith: 'own-login' };
    assert.deepEqual(answered(said, { who: 'me' }), report);
    assert.equal((answered(said, { who: 'app', caller: 'twin-sync' }) as SymptomReport).worksWith, 'own-login');
  });

  const missing: [form: Parameters<typeof answered>[1], says: RegExp][] = [
    [{ who: 'app', caller: ' ' }, /Which app\?/],
    [{ who: 'user', caller: 'Lee Gu' }, /sign-in name/],
    [{ who: 'group' }, /Which group\?/],
    [{ who: 'app', caller: ['abc8Q~', '0123456789012345678901234567890123'].join('') }, /looks like a secret/],
  ];
  for (const [form, says] of missing) {
    it(`is sent back: ${says.source}`, () => assert.match(String(answered(report, form)), says));
  }
});
