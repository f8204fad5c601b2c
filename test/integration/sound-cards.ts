import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import type { AdaptiveCard } from '../../src/cards/card.ts';
import { nodes, withoutCode } from '../cards/walk.ts';

const adaptiveCards = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js');

/** What Teams takes without a word: valid Adaptive Cards 1.5, at most 20 KB, at most six actions in a row. */
export function assertSound(card: AdaptiveCard): void {
  const context = new adaptiveCards.SerializationContext(adaptiveCards.Versions.v1_5);
  const parsed = new adaptiveCards.AdaptiveCard();
  parsed.parse(withoutDirectory(withoutCode(card)), context);
  const faults = [
    ...[...Array(context.eventCount).keys()].map((at) => context.getEventAt(at).message),
    ...parsed.validateProperties().validationEvents.map(({ message }: { message: string }) => message),
  ];
  assert.deepEqual(faults, [], card.fallbackText);
  const bytes = Buffer.byteLength(JSON.stringify(card));
  assert.ok(bytes <= 20_000, `${card.fallbackText}: ${bytes} bytes`);
  const most = Math.max(0, ...nodes(card).map(({ actions }) => (Array.isArray(actions) ? actions.length : 0)));
  assert.ok(most <= 6, `${card.fallbackText}: ${most} actions`);
}

/** Teams itself fills the choices of a people picker, in cards of any version; the schema knows it from 1.6 on. */
function withoutDirectory(card: AdaptiveCard): AdaptiveCard {
  return JSON.parse(JSON.stringify(card), (_, value) => {
    if (typeof value !== 'object' || value === null || !('choices.data' in value)) return value;
    const { 'choices.data': __, ...input } = value;
    return { ...input, choices: [{ title: 'Somebody', value: 'somebody' }] };
  });
}
