import assert from 'node:assert/strict';
import { type AdaptiveCard, summaryOf } from '../../src/cards/card.ts';
import { type DiagnosisView, diagnosisCard, diagnosisSummary } from '../../src/cards/diagnosis-card.ts';
import { sizeOf } from '../../src/cards/small-enough.ts';
import { diagnosis } from './samples.ts';
import { buttonTitles, nodes, ofType, read } from './walk.ts';

const view: DiagnosisView = { id: 'd-1', request: undefined, helpersPending: false };
const request = {
  roles: [{ id: 'reader', name: 'Azure Digital Twins Data Reader', allows: 'Read and query.' }],
  durations: [
    { minutes: 480, label: '8 hours' },
    { minutes: null, label: 'Permanent' },
  ],
};
const owner = { id: 'owner', name: 'Azure Digital Twins Data Owner', allows: 'Everything.' };

describe('the diagnosis card', () => {
  it('says the answer first, and the notification says the same', () => {
    const card = diagnosisCard(diagnosis(), view);
    const [about, headline] = read(card).split('\n');
    assert.equal(about, 'plant-a · Alex Wilber (you)');
    assert.equal(headline, diagnosis().headline);
    assert.equal(summaryOf(card), diagnosisSummary(diagnosis()));
  });

  it('puts confirmed causes before what could not be checked, and folds what is ruled out', () => {
    const text = read(diagnosisCard(diagnosis(), view));
    const places = ['Confirmed', 'Could not check', 'Ruled out (5)'].map((label) => text.indexOf(label));
    assert.ok(places.every((place) => place >= 0));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.equal(hidden(diagnosisCard(diagnosis(), view), 'ruled-out'), true);
    assert.equal(hidden(diagnosisCard(diagnosis(), view), 'confirmed-0'), true);
  });

  it('never shows what is unknown as ruled out', () => {
    const found = diagnosis();
    const card = diagnosisCard(
      { ...found, findings: found.findings.filter(({ verdict }) => verdict === 'unknown') },
      view,
    );
    assert.match(read(card), /Could not check/);
    assert.doesNotMatch(read(card), /Ruled out/);
  });

  it('gives the command once, though two causes have the same cure', () => {
    assert.equal(read(diagnosisCard(diagnosis(), view)).match(/az dt role-assignment create/g)?.length, 1);
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
