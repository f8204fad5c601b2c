import assert from 'node:assert/strict';
import { labelFaults } from './evaluation/label-faults.ts';
import { labelledMessages } from './evaluation/labelled-messages.ts';
import { longPastes } from './evaluation/long-pastes.ts';

const messages = [...labelledMessages(), ...longPastes()];

describe('the evaluation set', () => {
  it('has at least 300 messages', () => {
    assert.ok(messages.length >= 300, `${messages.length}`);
  });

  it('has every message and every id once', () => {
    assert.equal(new Set(messages.map(({ text }) => text)).size, messages.length);
    assert.equal(new Set(messages.map(({ id }) => id)).size, messages.length);
  });

  it('has only labels that a report can have', () => {
    assert.deepEqual(messages.flatMap(labelFaults), []);
  });
});
