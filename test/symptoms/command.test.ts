import assert from 'node:assert/strict';
import { readCommand } from '../../src/symptoms/command.ts';

describe('readCommand', () => {
  for (const [text, name] of [
    ['help', 'help'],
    ['/help', 'help'],
    [' Help! ', 'help'],
    ['help ?', 'help'],
    ['<at>ADT Support</at> help', 'help'],
    ['diagnose', 'diagnose'],
    ['my requests', 'requests'],
    ['Approvals', 'approvals'],
    ['instances', 'instances'],
    ['Use this channel for approvals, please.', 'use-for-approvals'],
    ['use this channel for triage', 'use-for-triage'],
    ['Digest on', 'digest-on'],
  ] as const) {
    it(`takes ${JSON.stringify(text)} for ${name}`, () => assert.deepEqual(readCommand(text), { name }));
  }

  for (const [text, words] of [
    ['triage', {}],
    ['Open cases', {}],
    ['triage mine', { owner: 'mine' }],
    ['triage unassigned', { owner: 'unassigned' }],
    ['/triage plant-a', { instance: 'plant-a' }],
    ['triage older than 2 days', { olderThanMinutes: 2_880 }],
    ['cases on plant-a, mine, older than an hour', { owner: 'mine', instance: 'plant-a', olderThanMinutes: 60 }],
  ] as const) {
    it(`takes ${JSON.stringify(text)} for the open cases`, () =>
      assert.deepEqual(readCommand(text), { name: 'triage', words }));
  }

  for (const text of ['triage is what a hospital does', 'cases of beer for the party', 'triage <b>plant</b>']) {
    it(`finds no command in ${JSON.stringify(text)}`, () => assert.equal(readCommand(text), undefined));
  }

  for (const text of ['', 'help me upload models', 'diagnose plant-a', 'approve', 'please', 'help '.repeat(60)]) {
    it(`finds no command in ${JSON.stringify(text.slice(0, 40))}`, () => assert.equal(readCommand(text), undefined));
  }
});
