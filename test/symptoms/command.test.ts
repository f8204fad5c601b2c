import assert from 'node:assert/strict';
import { readCommand } from '../../src/symptoms/command.ts';

describe('readCommand', () => {
  for (const [text, name] of [
    ['help', 'help'],
    ['/help', 'help'],
    [' Help! ', 'help'],
    ['<at>ADT Support</at> help', 'help'],
    ['diagnose', 'diagnose'],
    ['my requests', 'requests'],
    ['Approvals', 'approvals'],
    ['triage', 'triage'],
    ['instances', 'instances'],
    ['Use this channel for approvals, please.', 'use-for-approvals'],
  ] as const) {
    it(`takes ${JSON.stringify(text)} for ${name}`, () => assert.deepEqual(readCommand(text), { name }));
  }

  for (const text of ['', 'help me upload models', 'diagnose plant-a', 'approve', 'please', 'help '.repeat(60)]) {
    it(`finds no command in ${JSON.stringify(text.slice(0, 40))}`, () => assert.equal(readCommand(text), undefined));
  }
});
