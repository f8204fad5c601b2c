import assert from 'node:assert/strict';
import { type MayTake, mayTake } from '../../src/teams/may-take-channel.ts';

describe('who may have a channel used', () => {
  const cases: [what: string, here: string[], there: string[] | undefined, may: MayTake][] = [
    ['an owner of its team, where none is used', ['lee'], undefined, 'yes'],
    ['an owner, however the id is written', ['LEE'], ['Lee'], 'yes'],
    ['nobody else of the team', ['megan'], undefined, 'not-owner-here'],
    ['an owner of both teams, where another team’s is used', ['megan', 'lee'], ['lee'], 'yes'],
    ['no owner of this one alone', ['lee'], ['megan'], 'not-owner-there'],
    ['no owner of the other one alone', ['megan'], ['lee'], 'not-owner-here'],
    ['nobody, where nobody owns the other one', ['lee'], [], 'not-owner-there'],
    ['nobody, where nobody owns this one', [], undefined, 'not-owner-here'],
  ];
  for (const [what, here, there, may] of cases) {
    it(what, () => assert.equal(mayTake('lee', here, there), may));
  }
});
