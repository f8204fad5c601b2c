import assert from 'node:assert/strict';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { diagnosisSummary } from '../../src/cards/diagnosis-body.ts';
import { type DiagnosisView, diagnosisCard } from '../../src/cards/diagnosis-card.ts';
import type { ForWhom, NobodyToAsk } from '../../src/cards/request-form.ts';
import { sizeOf } from '../../src/cards/small-enough.ts';
import { diagnoses } from './diagnoses.ts';
import { diagnosis } from './samples.ts';
import { buttonTitles, nodes, ofType, read } from './walk.ts';

const view: DiagnosisView = { id: 'd-1', request: undefined, helpersPending: false };
const request = {
  roles: [{ id: 'reader', name: 'Azure Digital Twins Data Reader', allows: 'Read and query.' }],
  durations: [
    { minutes: 480, label: '8 hours' },
    { minutes: null, label: 'Permanent' },
  ],
  goesTo: { people: ['Megan Bowen', 'Isaiah Langer', 'Nestor Wilke'], channel: true, unreachable: 0 },
};
const owner = { id: 'owner', name: 'Azure Digital Twins Data Owner', allows: 'Everything.' };

describe('the diagnosis card', () => {
  it('says the answer first, and the notification says the same', () => {
    const card = diagnosisCard(diagnosis(), view);
    const [about, headline] = read(card).split('\n');
    assert.equal(about, 'plant-a · Alex Wilber (you) · querying twins');
    assert.equal(headline, diagnosis().headline);
    assert.equal(card.fallbackText, diagnosisSummary(diagnosis()));
  });

  it('says that the instance was remembered where nobody named it', () => {
    const [about] = read(diagnosisCard({ ...diagnosis(), instanceIsLast: true }, view)).split('\n');
    assert.equal(about, 'plant-a, as last time · Alex Wilber (you) · querying twins');
  });

  it('lets whoever has mistyped an instance choose the right one', () => {
    const of = (name: string) => ({
      id: `/subscriptions/s/${name}`,
      name,
      resourceGroup: 'twins',
      location: 'westeurope',
    });
    const mayBeMeant = { instances: [of('plant-a'), of('plant-b')], likelyId: of('plant-a').id };
    const card = diagnosisCard({ ...diagnosis(), mayBeMeant }, view);
    const [input] = ofType(card, 'Input.ChoiceSet');
    assert.match(JSON.stringify(input), /"value":"\/subscriptions\/s\/plant-a","isRequired"/);
    assert.ok(buttonTitles(card).includes('Look at this one'));
  });

  it('opens confirmed causes, and folds what could not be checked and what is ruled out behind them', () => {
    const text = read(diagnosisCard(diagnosis(), view));
    const places = ['Confirmed', 'Could not check (1)', 'Ruled out (5)'].map((label) => text.indexOf(label));
    assert.ok(places.every((place) => place >= 0));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    for (const id of ['cause-0', 'unchecked', 'ruled-out']) {
      assert.equal(hidden(diagnosisCard(diagnosis(), view), id), true, id);
    }
  });

  it('opens what could not be checked where no cause is known', () => {
    const found = diagnosis();
    const findings = found.findings.filter(({ verdict }) => verdict !== 'confirmed');
    const card = diagnosisCard({ ...found, findings }, view);
    assert.match(read(card), /^Could not check$/m);
    assert.doesNotMatch(read(card), /Could not check \(/);
  });

  it('names the first of many things that could not be checked for one cause, and all of them on demand', () => {
    const topics = ['Instance', 'Data role', 'Deny assignments', 'Eligible roles', 'Roles elsewhere', 'Public network'];
    const card = diagnosisCard(
      { ...diagnosis(), findings: [], unchecked: [{ topics, why: 'Azure gave no answer.', evidence: [] }] },
      view,
    );
    assert.match(read(card), /^Instance, Data role, Deny assignments, Eligible roles and 2 more$/m);
    assert.match(read(card), /^Not checked: Instance, .*, Public network\.$/m);
    assert.equal(hidden(card, 'unchecked-0'), true);
  });

  it('says in one paragraph what the person can and cannot do', () => {
    const inWords = [
      { label: 'You can', text: 'read and query twins' },
      { label: 'You cannot', text: 'change or delete twins' },
    ];
    const can = {
      read: 'allow',
      query: 'allow',
      write: 'deny',
      delete: 'deny',
      models: 'unknown',
      'event-routes': 'unknown',
      jobs: 'unknown',
    } as const;
    const text = read(diagnosisCard({ ...diagnosis(), abilities: { can, inWords } }, view));
    assert.match(text, /^You can: read and query twins\. You cannot: change or delete twins\.$/m);
  });

  it('names nobody to fix what only takes time', () => {
    const [young] = Object.values(diagnoses()).filter(({ headline }) => headline.startsWith('The role is too new'));
    assert.ok(young);
    const text = read(diagnosisCard(young, view));
    assert.match(text, /Nobody has to do anything\./);
    assert.doesNotMatch(text, /Who can fix it/);
  });

  it('asks who can let the bot look, rather than who can fix it, of what could not be checked', () => {
    const refused = diagnoses()['roles-refused'];
    assert.ok(refused);
    const text = read(diagnosisCard(refused, view));
    assert.match(text, /Who can change that: An Owner of the subscription/);
    assert.doesNotMatch(text, /Who can fix it/);
  });

  it('says of much evidence how much more there is', () => {
    const found = diagnosis();
    const [first, ...rest] = found.findings;
    assert.ok(first);
    const evidence = Array.from({ length: 11 }, (_, at) => ({ text: `Role ${at}` }));
    const text = read(diagnosisCard({ ...found, findings: [{ ...first, evidence }, ...rest] }, view));
    assert.match(text, /Evidence \(11\)/);
    assert.match(text, /^and 3 more$/m);
  });

  it('titles what is ruled out by what was looked at, so that it reads as no double negative', () => {
    const claims = /\b(no|not|nobody|missing|lacks?|only|closed|too|cannot|is|are|was|has)\b/i;
    const topics = new Map<string, Set<string>>();
    for (const { id, verdict, title } of Object.values(diagnoses()).flatMap(({ findings }) => findings)) {
      if (verdict === 'ruled-out' || verdict === 'unknown') topics.set(id, new Set(topics.get(id)).add(title));
    }
    assert.deepEqual(
      [...topics.values()].filter((titles) => titles.size > 1),
      [],
      'one topic a cause, whichever of the two verdicts',
    );
    assert.deepEqual(
      [...topics.values()].flatMap((titles) => [...titles]).filter((title) => claims.test(title)),
      [],
    );
  });

  it('never shows what is unknown as ruled out', () => {
    const found = diagnosis();
    const findings = found.findings.filter(({ verdict }) => verdict === 'unknown');
    const card = diagnosisCard({ ...found, findings }, view);
    assert.match(read(card), /Could not check/);
    assert.doesNotMatch(read(card), /Ruled out/);
  });

  it('gives the command once, though two causes have the same cure', () => {
    assert.equal(read(diagnosisCard(diagnosis(), view)).match(/az dt role-assignment create/g)?.length, 1);
  });

  it('names those who can fix it with the cause, also where that is only possible', () => {
    const [unclear] = Object.values(diagnoses()).filter(({ headline }) =>
      headline.startsWith('You can only read on plant-a. '),
    );
    assert.ok(unclear);
    assert.equal(read(diagnosisCard(unclear, view)).match(/Who can fix it/g)?.length, 1);
  });

  it('says how long it took, and never that it took no time', () => {
    const taking = (tookMs: number) => read(diagnosisCard({ ...diagnosis(), tookMs }, view));
    assert.match(taking(1_260), /Checked in 1\.3 s with \d+ calls/);
    assert.match(taking(18), /Checked in less than 0\.1 s with \d+ calls/);
  });

  it('names the people who can fix it', () => {
    assert.match(read(diagnosisCard(diagnosis(), view)), /Who can fix it: Megan Bowen, Isaiah Langer and 2 more/);
  });

  it('tells whoever can run the command himself so, instead of naming him to himself', () => {
    const found = diagnosis();
    const self = found.principal?.objectId ?? '';
    const approvers = {
      known: true,
      value: [{ objectId: self, displayName: 'Alex Wilber', right: 'Owner of plant-a' }],
      source: { what: '', call: '', at: '2026-03-02T09:00:00Z', ms: 1 },
    } as const;
    const text = read(diagnosisCard({ ...found, approvers: { ...approvers, value: [...approvers.value] } }, view));
    assert.doesNotMatch(text, /Who can fix it: Alex Wilber/);
  });

  it('says so while they are being looked up', () => {
    const { approvers: _, ...early } = diagnosis();
    assert.match(read(diagnosisCard(early, { ...view, helpersPending: true })), /Looking up who can approve…/);
  });

  it('falls back on the remedy’s own words when nobody was found', () => {
    const found = diagnosis();
    const source = { what: '', call: '', at: '', ms: 1 };
    const card = diagnosisCard({ ...found, approvers: { known: true, value: [], source } }, view);
    assert.match(read(card), /Who can fix it: Megan Bowen, Isaiah Langer, Nestor Wilke or Lidia Holloway/);
  });

  it('says why they could not be looked up', () => {
    const source = { what: '', call: '', at: '', ms: 1 };
    const card = diagnosisCard({ ...diagnosis(), approvers: { known: false, reason: 'Graph said no.', source } }, view);
    assert.match(read(card), /Could not look up who can fix it: Graph said no\./);
  });

  it('shows each piece of evidence with the call that gave it', () => {
    assert.match(
      read(diagnosisCard(diagnosis(), view)),
      /Source: ARM: list role assignments, \{\{TIME\(2026-03-02T10:00:00Z\)\}\}/,
    );
  });

  it('offers a request only where one can be made', () => {
    const { proposal: _, ...none } = diagnosis();
    assert.deepEqual(buttonTitles(diagnosisCard(diagnosis(), view)), ['Check again']);
    assert.deepEqual(buttonTitles(diagnosisCard(none, { ...view, request })), ['Check again']);
    assert.deepEqual(buttonTitles(diagnosisCard(diagnosis(), { ...view, request })), ['Request access', 'Check again']);
  });

  it('says who gets the request, before it is sent', () => {
    const goesTo = (people: string[], channel = false, unreachable = 0) =>
      read(diagnosisCard(diagnosis(), { ...view, request: { ...request, goesTo: { people, channel, unreachable } } }));
    assert.match(read(diagnosisCard(diagnosis(), { ...view, request })), /This goes to Megan Bowen and 3 others\./);
    assert.match(goesTo(['Megan Bowen']), /This goes to Megan Bowen\./);
    assert.match(
      goesTo(['Megan Bowen'], true, 1),
      /to Megan Bowen and the approvals channel\.\n1 more can approve, whom I cannot write to/,
    );
    assert.match(goesTo([]), /could not be looked up just now/);
  });

  it('says for whom it is, and who is told', () => {
    const forWhom = (is: ForWhom['is'], told = false) =>
      read(diagnosisCard(diagnosis(), { ...view, request: { ...request, forWhom: { name: 'twin-sync', is, told } } }));
    assert.match(forWhom('own-app'), /For twin-sync, an app you own\n/);
    assert.match(forWhom('app'), /For twin-sync, an app you do not own; whoever decides sees that/);
    assert.match(forWhom('colleague', true), /For twin-sync, who is told that you ask/);
    assert.match(forWhom('colleague'), /I cannot write to twin-sync, so please say yourself/);
  });

  it('offers no request that nobody would answer, but the command and the portal', () => {
    const lonely = (nobody: NobodyToAsk) => diagnosisCard(diagnosis(), { ...view, request: nobody });
    const unreachable = lonely({ nobody: 'reachable', people: ['Megan Bowen', 'Isaiah Langer'] });
    assert.deepEqual(buttonTitles(unreachable), ['Check again']);
    assert.match(
      read(unreachable),
      /do not have me in Teams.*Send the command above to Megan Bowen and Isaiah Langer\./,
    );
    assert.match(read(unreachable), /az dt role-assignment create/);
    assert.match(read(unreachable), /Open in the Azure portal/);
    assert.match(read(lonely({ nobody: 'found', people: [] })), /I found nobody who can assign roles there/);
  });

  it('asks for the role only when there is a choice, and always for duration and reason', () => {
    const inputs = (card: AdaptiveCard) =>
      nodes(card).flatMap(({ type, id }) => (`${type}`.startsWith('Input.') ? [id] : []));
    assert.deepEqual(inputs(diagnosisCard(diagnosis(), { ...view, request })), ['minutes', 'reason']);
    const both = { ...request, roles: [...request.roles, owner] };
    assert.deepEqual(inputs(diagnosisCard(diagnosis(), { ...view, request: both })), ['role', 'minutes', 'reason']);
  });

  it('sends the shortest duration unless another is chosen, and permanent by name', () => {
    const [durations] = ofType(diagnosisCard(diagnosis(), { ...view, request }), 'Input.ChoiceSet');
    assert.equal(durations?.value, '480');
    assert.deepEqual(durations?.choices, [
      { title: '8 hours', value: '480' },
      { title: 'Permanent', value: 'permanent' },
    ]);
  });

  it('drops evidence before anything else when it grows too large', () => {
    const found = diagnosis();
    const evidence = Array.from({ length: 8 }, () => ({ text: 'e'.repeat(300) }));
    const findings = Array.from({ length: 5 }, () =>
      found.findings.map((finding) => ({ ...finding, evidence })),
    ).flat();
    const card = diagnosisCard({ ...found, findings }, view);
    assert.ok(sizeOf(card) <= 20_000);
    assert.doesNotMatch(read(card), /Evidence/);
    assert.match(read(card), /Ruled out \(25\)/);
  });
});

function hidden(card: AdaptiveCard, id: string): boolean {
  return nodes(card).some((node) => node.id === id && node.isVisible === false);
}
