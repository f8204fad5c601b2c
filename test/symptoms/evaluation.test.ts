import assert from 'node:assert/strict';
import { labelFaults } from './evaluation/label-faults.ts';
import { heldOutMessages, labelledMessages } from './evaluation/labelled-messages.ts';
import { longPastes } from './evaluation/long-pastes.ts';

const fittedTo = [...labelledMessages(), ...longPastes()];
const heldOut = heldOutMessages();
const messages = [...fittedTo, ...heldOut];

describe('the evaluation set', () => {
  it('has at least 300 messages', () => {
    assert.ok(fittedTo.length >= 300, `${fittedTo.length}`);
  });

  it('holds at least 150 messages out, if any, and their ids say so', () => {
    assert.ok(heldOut.length === 0 || heldOut.length >= 150, `${heldOut.length}`);
    assert.deepEqual(
      messages.filter(({ id }) => id.startsWith('held-out-')),
      heldOut,
    );
  });

  it('has every message and every id once', () => {
    assert.equal(new Set(messages.map(({ text }) => text)).size, messages.length);
    assert.equal(new Set(messages.map(({ id }) => id)).size, messages.length);
  });

  it('has only labels that a report can have', () => {
    assert.deepEqual(messages.flatMap(labelFaults), []);
  });
});
