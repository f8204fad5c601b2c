import assert from 'node:assert/strict';
import { couldNotCheck } from '../../src/diagnosis/could-not-check.ts';
import type { Remedy, Source } from '../../src/diagnosis/diagnosis.ts';
import { uncheckedOf } from '../../src/diagnosis/unchecked.ts';

const source = (what: string, call = 'ARM: list role assignments'): Source => ({
  what,
  call,
  at: '2026-01-31T09:00:00.000Z',
  ms: 9_000,
});
const late = 'Azure gave no answer within 9 seconds.';
const reader: Remedy = { who: 'An Owner of the subscription', command: 'az role assignment create …' };

describe('what could not be checked', () => {
  it('for want of time is told once, with what was still awaited', () => {
    const [only, ...others] = uncheckedOf([
      couldNotCheck('instance.not-found', 'Instance', { reason: late, source: source('the instance') }),
      couldNotCheck('rbac.denied', 'Deny assignments', { reason: late, source: source('deny assignments') }),
      couldNotCheck('rbac.missing-data-role', 'Data role', { reason: late, source: source('the instance') }),
    ]);
    assert.deepEqual(others, []);
    assert.deepEqual(only?.topics, ['Instance', 'Deny assignments', 'Data role']);
    assert.equal(only?.why, `${late} Still waiting for: the instance and deny assignments.`);
  });

  it('does not name as awaited what was never asked', () => {
    const [only] = uncheckedOf([
      couldNotCheck('instance.not-found', 'Instance', { reason: late, source: source('the instance') }),
      couldNotCheck('rbac.denied', 'Deny assignments', {
        reason: late,
        source: source('deny assignments', 'not asked'),
      }),
    ]);
    assert.equal(only?.why, `${late} Still waiting for: the instance.`);
  });

  it('since different calls failed alike is told once', () => {
    const [only, ...others] = uncheckedOf([
      couldNotCheck('rbac.missing-data-role', 'Data role', {
        reason: 'ARM: list role assignments: Azure did not answer (HTTP 500).',
        source: source('role assignments'),
      }),
      couldNotCheck('rbac.denied', 'Deny assignments', {
        reason: 'ARM: list deny assignments: Azure did not answer (HTTP 500).',
        source: source('deny assignments', 'ARM: list deny assignments'),
      }),
    ]);
    assert.deepEqual(others, []);
    assert.equal(only?.why, 'Azure did not answer (HTTP 500). Not read: role assignments and deny assignments.');
    assert.deepEqual(
      only?.evidence.map((each) => each.source?.call),
      ['ARM: list role assignments', 'ARM: list deny assignments'],
    );
  });

  it('and is mended by one command is told once, with each right that is lacking', () => {
    const [only, ...others] = uncheckedOf(
      ['roleAssignments', 'denyAssignments'].map((right) =>
        couldNotCheck('rbac.denied', right, {
          reason: `ARM: list ${right}: the bot was refused (HTTP 403); it needs Microsoft.Authorization/${right}/read.`,
          remedy: reader,
          source: source(right),
        }),
      ),
    );
    assert.deepEqual(others, []);
    assert.equal(only?.remedy, reader);
    assert.equal(
      only?.why,
      'The bot was refused (HTTP 403); it needs Microsoft.Authorization/roleAssignments/read and Microsoft.Authorization/denyAssignments/read.',
    );
  });

  it('for another cause, or mended by another command, stands alone and keeps its own words', () => {
    const reason = 'Graph: read user: the bot was refused (HTTP 403).';
    const unchecked = uncheckedOf([
      couldNotCheck('identity.not-found', 'Identity', { reason, source: source('the user', 'Graph: read user') }),
      couldNotCheck('rbac.denied', 'Deny assignments', { reason, remedy: reader, source: source('deny assignments') }),
    ]);
    assert.deepEqual(
      unchecked.map(({ topics, why }) => [topics, why]),
      [
        [['Identity'], reason],
        [['Deny assignments'], reason],
      ],
    );
  });

  it('ends its reason with a full stop, where Azure’s own words do not', () => {
    const reason = 'Graph: read user: the bot could not sign in: wrong secret';
    const [only] = uncheckedOf([couldNotCheck('identity.not-found', 'Identity', { reason })]);
    assert.equal(only?.why, `${reason}.`);
  });

  it('is nothing where all is known', () => {
    const fine = { id: 'rbac.denied', verdict: 'ruled-out', title: 'Deny assignments', why: '', evidence: [] } as const;
    assert.deepEqual(uncheckedOf([{ ...fine, evidence: [] }]), []);
  });
});
