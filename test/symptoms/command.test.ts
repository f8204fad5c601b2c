import assert from 'node:assert/strict';
import { readCommand } from '../../src/symptoms/command.ts';
import { readSymptoms } from '../../src/symptoms/read-symptoms.ts';

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
    ['digest off', 'digest-off'],
    ['No more digests.', 'digest-off'],
    ['my cases', 'my-cases'],
    ['Show my open cases, please', 'my-cases'],
    ['help pls', 'help'],
    ['\u201chelp\u201d', 'help'],
  ] as const) {
    it(`takes ${JSON.stringify(text)} for ${name}`, () => assert.deepEqual(readCommand(text), { name }));
  }

  for (const [text, words] of [
    ['triage', {}],
    ['Open cases', {}],
    ['triage mine', { owner: 'mine' }],
    ['triage my', { owner: 'mine' }],
    ['triage my cases', { owner: 'mine' }],
    ['triage open', {}],
    ['\u201ctriage\u201d', {}],
    ['"Triage".', {}],
    ['triage list', {}],
    ['list triage', {}],
    ['triage please', {}],
    ['triage mine pls', { owner: 'mine' }],
    ['triage: mine', { owner: 'mine' }],
    ['triage, mine', { owner: 'mine' }],
    ['triage \u2013 mine', { owner: 'mine' }],
    ['triage \u200bmine', { owner: 'mine' }],
    ['triage\nmine', { owner: 'mine' }],
    ['triage "plant-a"', { instance: 'plant-a' }],
    ['triage plant-b.api.weu.digitaltwins.azure.net', { instance: 'plant-b' }],
    ['triage https://plant-b.api.weu.digitaltwins.azure.net/, mine', { owner: 'mine', instance: 'plant-b' }],
    ['triage older than 2d', { olderThanMinutes: 2_880 }],
    ['triage older than 2 hrs', { olderThanMinutes: 120 }],
    ['triage older than two days', { olderThanMinutes: 2_880 }],
    ['triage mine-7', { instance: 'mine-7' }],
    ['triage unassigned', { owner: 'unassigned' }],
    ['/triage plant-a', { instance: 'plant-a' }],
    ['triage older than 2 days', { olderThanMinutes: 2_880 }],
    ['cases on plant-a, mine, older than an hour', { owner: 'mine', instance: 'plant-a', olderThanMinutes: 60 }],
  ] as const) {
    it(`takes ${JSON.stringify(text)} for the open cases`, () =>
      assert.deepEqual(readCommand(text), { name: 'triage', words }));
  }

  for (const text of [
    'triage: 2',
    'case 2',
    'Case #2',
    '#2',
    'show case 2',
    'triage 2',
    'triage #2',
    'Triage case 2',
    'triage case #2',
    'show triage 2',
    '/triage 2.',
  ]) {
    it(`takes ${JSON.stringify(text)} for one case`, () =>
      assert.deepEqual(readCommand(text), { name: 'triage-case', number: 2 }));
  }

  it('takes a number of three digits for a case, not for an error', () =>
    assert.deepEqual(readCommand('triage 403'), { name: 'triage-case', number: 403 }));

  for (const text of [
    'triage no data role',
    'triage closed',
    'triage assigned',
    'triage mine closed',
    'triage plant-a plant-b',
    'triage older than a month',
    'triage 3 days',
    'triage ab',
    'triage <b>plant</b>',
    'triage is what a hospital does',
    'triage help',
    'triage older than d',
    'triage 9999999999',
    'triage case 99999999999999999999',
    'triage https://portal.azure.com/',
  ]) {
    it(`sees in ${JSON.stringify(text)} that a list was meant, and not which`, () =>
      assert.deepEqual(readCommand(text), { name: 'triage-unknown' }));
  }

  for (const text of [
    'cases of beer for the party',
    'triage-sync gets 403 on ADT plant-a',
    'triage.py gets 403 on ADT plant-a',
    '2',
    'case 2 of the three fails with 403',
    'my cases of 403 on plant-a',
  ]) {
    it(`finds no command in ${JSON.stringify(text)}`, () => assert.equal(readCommand(text), undefined));
  }

  for (const text of [
    'triage I get 403 on ADT plant-a when I query twins',
    'triage this please, access denied on plant-a',
    'triage AADSTS65001 of twin-sync',
    'triage error 403 plant-a',
    'Triage: my app gets 403 on ADT plant-a',
    `triage this: ${'Azure.RequestFailedException: Status: 403 (Forbidden) '.repeat(40)}`,
  ]) {
    it(`takes ${JSON.stringify(text.slice(0, 60))} for no report, as it begins with the word of command`, () => {
      assert.deepEqual(readCommand(text), { name: 'triage-unknown' });
      assert.equal(readSymptoms(text).kind, 'command');
    });
  }

  it('says of two filters that exclude each other that they do', () => {
    for (const text of ['triage mine unassigned', 'Triage unassigned, mine, plant-a']) {
      assert.deepEqual(readCommand(text), { name: 'triage-unknown', why: 'two-owners' });
    }
  });

  for (const text of ['', 'help me upload models', 'diagnose plant-a', 'approve', 'please', 'help '.repeat(60)]) {
    it(`finds no command in ${JSON.stringify(text.slice(0, 40))}`, () => assert.equal(readCommand(text), undefined));
  }
});
