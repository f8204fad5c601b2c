import assert from 'node:assert/strict';
import { judgeStore } from '../../../src/doctor/checks/store.ts';
import type { StoreState } from '../../../src/doctor/deployment.ts';
import { worstOf } from '../../../src/doctor/finding.ts';

const day = Date.UTC(2026, 0, 31);
const server: StoreState = {
  kind: 'server',
  address: 'db:5432/adt',
  version: 170_002,
  migrations: { applied: day, known: day },
  mayCreate: true,
};
const folder: StoreState = { kind: 'folder', folder: '/data', writable: true };

describe('the database', () => {
  const states: [what: string, state: StoreState, outcome: string, says: RegExp][] = [
    ['is a server with the right tables', server, 'ok', /PostgreSQL 17\.2.*up to date/s],
    ['is too old a server', { ...server, version: 120_011 }, 'fault', /12\.11.*PostgreSQL 13/s],
    [
      'has the tables of an older bot',
      { ...server, migrations: { applied: day - 1, known: day } },
      'warning',
      /Start this version/,
    ],
    [
      'has the tables of a newer bot',
      { ...server, migrations: { applied: day + 1, known: day } },
      'fault',
      /newer version/,
    ],
    ['has no tables yet', { ...server, migrations: { known: day } }, 'ok', /no tables yet/],
    [
      'has no tables, and may not get them',
      { ...server, migrations: { known: day }, mayCreate: false },
      'fault',
      /grant create/,
    ],
    ['is a free folder', folder, 'ok', /is free/],
    ['is a folder that the bot works in', { ...folder, usedBy: 'process 7 on here' }, 'ok', /in use by process 7/],
    ['is a folder that cannot be written', { ...folder, writable: false }, 'fault', /another DATA_DIR/],
    ['is gone with the process', { kind: 'memory' }, 'warning', /lost/],
    ['cannot be opened', { kind: 'unusable', why: 'No such host.' }, 'fault', /No such host/],
  ];
  for (const [what, state, outcome, says] of states) {
    it(`${what}: ${outcome}`, () => {
      const findings = judgeStore(state);
      assert.equal(worstOf(findings), outcome);
      assert.match(JSON.stringify(findings), says);
    });
  }
});
