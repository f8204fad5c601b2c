import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { sizeOf } from '../../src/cards/small-enough.ts';
import type { FindingId, Verdict } from '../../src/diagnosis/diagnosis.ts';
import { diagnoses, diagnosisCards } from './diagnoses.ts';
import { sampleCards } from './samples.ts';
import { nodes, ofType, strings, withoutCode } from './walk.ts';

const adaptiveCards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

const hostile: Record<string, string> = {
  'a Markdown link': '[click me](https://evil.example/?a=1)',
  'a bare link': 'https://evil.example and www.evil.example and mail@evil.example',
  'Markdown of every kind':
    '**bold** _it_ `code` ~~gone~~ # head\n- list\n1. one\n> quote ![i](https://evil.example/x.png)',
  'a mention': '<at>Megan Bowen</at> <at id="0">everyone</at>',
  'HTML and entities': '<a href="https://evil.example">x</a> <script>alert(1)</script> &lt;at&gt; \\*',
  'a date template': '{{DATE(2026-01-01T00:00:00Z,SHORT)}} {{{TIME(2026-01-01T00:00:00Z)}}}',
  'a name of ten thousand characters': 'M'.repeat(10_000),
  'ten thousand emoji': '👩‍🔧🔥'.repeat(2_500),
  'text from right to left': 'مرحبا \u202eabc\u202c \u2067עברית שלום',
  'broken surrogates and controls': '\ud800\udc00\ud800 \u0000\u0007\u001b[31m \u200b\ufeff',
  'stacked marks': `Z${'\u0301'.repeat(5_000)}`,
  'nothing at all': '',
};

const all: Verdict[] = ['confirmed', 'possible', 'ruled-out', 'unknown'];

/** Which verdicts each cause can have. What another resource refused is drawn alike and told by its own tests. */
const verdictsOf: Record<Exclude<FindingId, `downstream.${string}`>, Verdict[]> = {
  'rbac.missing-data-role': ['confirmed', 'ruled-out', 'unknown'],
  'rbac.control-plane-role-only': ['confirmed', 'ruled-out', 'unknown'],
  'rbac.reader-cannot-write': all,
  'rbac.custom-role-lacks-action': all,
  'rbac.wrong-scope': all,
  'rbac.wrong-object': all,
  'rbac.orphaned-assignment': ['possible', 'ruled-out', 'unknown'],
  'rbac.propagating': all,
  'rbac.eligible-not-active': all,
  'rbac.denied': all,
  'rbac.condition': ['possible'],
  'app.permission-missing': all,
  'app.consent-missing': all,
  'app.service-principal-missing': ['confirmed', 'ruled-out', 'unknown'],
  'identity.not-found': ['confirmed', 'ruled-out', 'unknown'],
  'identity.wrong-tenant': ['confirmed', 'possible'],
  'identity.other-credential': all,
  'instance.not-found': ['confirmed', 'ruled-out', 'unknown'],
  'instance.not-ready': all,
  'network.public-access-disabled': all,
  'network.private-endpoint': all,
  'symptom.token-error': ['confirmed', 'possible'],
  'symptom.control-plane': ['confirmed'],
  'symptom.other-service': ['confirmed'],
  'symptom.retired-service': ['confirmed'],
};

describe('the card of every diagnosis', () => {
  for (const [name, card] of Object.entries(diagnosisCards())) it(`${name} is sound`, () => assertSound(card));

  it('is drawn for every cause in each verdict that it can have', () => {
    const drawn = new Set(
      Object.values(diagnoses()).flatMap(({ findings }) => findings.map(({ id, verdict }) => `${id} ${verdict}`)),
    );
    const missing = Object.entries(verdictsOf).flatMap(([id, verdicts]) =>
      verdicts.map((verdict) => `${id} ${verdict}`).filter((each) => !drawn.has(each)),
    );
    assert.deepEqual(missing, []);
  });
});

describe('every card, in every state', () => {
  for (const [name, card] of Object.entries(sampleCards())) {
    it(`${name} is valid, small, and its buttons carry no more than they need`, () => assertSound(card));
  }

  for (const [what, text] of Object.entries(hostile)) {
    it(`stays sound and inert with ${what} in every foreign word`, () => {
      for (const [name, card] of Object.entries(sampleCards(() => text))) {
        try {
          assertSound(card);
        } catch (cause) {
          throw new Error(`${name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
        }
      }
    });
  }

  it('keeps any foreign text inert', () => {
    const fragments = fc.constantFrom(
      '[',
      '](',
      ')',
      '*',
      '_',
      '`',
      '<at>',
      '</at>',
      '{{',
      '}}',
      'DATE(',
      '://',
      '\n',
      '- ',
      '\\',
    );
    const text = fc.array(fc.oneof(fragments, fc.string({ unit: 'grapheme', maxLength: 8 })), { maxLength: 12 });
    fc.assert(
      fc.property(text, (parts) => {
        for (const card of Object.values(sampleCards(() => parts.join('')))) assertInert(card);
      }),
      { numRuns: 25 },
    );
  });
});

function assertSound(card: AdaptiveCard): void {
  assertValid(card);
  assertSmall(card);
  assertBareButtons(card);
  assertToggles(card);
  assertInert(card);
}

function assertValid(card: AdaptiveCard): void {
  const context = new adaptiveCards.SerializationContext(adaptiveCards.Versions.v1_5);
  const parsed = new adaptiveCards.AdaptiveCard();
  parsed.parse(JSON.parse(JSON.stringify(withoutCode(card), withoutPeoplePicker)), context);
  const events = [...Array(context.eventCount).keys()].map((i) => context.getEventAt(i).message);
  assert.deepEqual(events, []);
  assert.deepEqual(
    parsed.validateProperties().validationEvents.map((event: { message: string }) => event.message),
    [],
  );
}

/** Teams itself fills the choices of a people picker, in cards of any version; the schema knows it from 1.6 on. */
function withoutPeoplePicker(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('choices.data' in value)) return value;
  const { 'choices.data': __, ...input } = value;
  return { ...input, choices: [{ title: 'Lynne Robbins', value: 'an-object-id' }] };
}

function assertSmall(card: AdaptiveCard): void {
  assert.ok(sizeOf(card) <= 20_000, `${sizeOf(card)} bytes`);
  const actions = nodes(card).flatMap((node) => (Array.isArray(node.actions) ? node.actions : []));
  assert.ok(actions.length <= 6, `${actions.length} actions`);
  const summary = card.fallbackText;
  assert.ok(summary.length > 0 && summary.length <= 260 && !/\n/.test(summary), 'a summary of one line');
}

/** Buttons carry an opaque id, a version and the verb, and of a question when it was asked; what they say in the reader's name is our own words. */
function assertBareButtons(card: AdaptiveCard): void {
  for (const { type, data, verb, fallback } of [...ofType(card, 'Action.Execute'), ...ofType(card, 'Action.Submit')]) {
    const { msteams, ...rest } = data as Record<string, unknown>;
    if (msteams !== undefined) continue;
    const allowed = ['id', 'verb', 'version', ...(OF_QUESTIONS.includes(String(rest.verb)) ? ['askedAt'] : [])];
    assert.deepEqual(
      Object.keys(rest).filter((key) => !allowed.includes(key)),
      [],
    );
    if (type !== 'Action.Execute') continue;
    assert.equal(rest.verb, verb);
    assert.deepEqual((fallback as { data: unknown }).data, data);
  }
}

const OF_QUESTIONS = ['case.answered', 'case.ask'];

function assertToggles(card: AdaptiveCard): void {
  const ids = nodes(card).flatMap((node) => (typeof node.id === 'string' && 'type' in node ? [node.id] : []));
  assert.equal(new Set(ids).size, ids.length, 'ids are unique');
  const targets = ofType(card, 'Action.ToggleVisibility').flatMap((action) => action.targetElements as string[]);
  assert.deepEqual(
    targets.filter((target) => !ids.includes(target)),
    [],
  );
}

const OUR_LINKS =
  /\[(?:Open in the Azure portal|Consent as administrator|Learn more|Open the request)\]\(https:\/\/[^\s()[\]<>*`]+\)/g;
const OUR_DATES = /\{\{(?:DATE\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ,SHORT\)|TIME\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\))\}\}/g;

/** Nothing foreign can become a link, a mention, Markdown or a date, wherever a client reads those. */
function assertInert(card: AdaptiveCard): void {
  for (const text of strings(card)) {
    assert.doesNotMatch(text.replace(OUR_DATES, ''), /\{\{|<\/?at\b/i);
    assert.ok(text.isWellFormed());
  }
  for (const node of nodes(card)) {
    if (node.type === 'TextBlock') assertNoMarkdown(String(node.text).replace(OUR_LINKS, '').replace(OUR_DATES, ''));
    if (node.type === 'TextRun') assert.doesNotMatch(String(node.text), /[\n\r\u202a-\u202e\u2066\u2067]/);
    for (const text of [node.fallbackText, node.label, node.title]) {
      if (typeof text === 'string') assertNoMarkdown(text);
    }
  }
  assert.deepEqual(ofType(card, 'mention'), []);
}

function assertNoMarkdown(text: string): void {
  assert.doesNotMatch(text, /[*`~[\]<>\\\n]|:\/\/|www\.|\S@\S|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u);
  assert.doesNotMatch(text, /^\s*(?:[-+#]|\d+[.)]\s)/);
}
