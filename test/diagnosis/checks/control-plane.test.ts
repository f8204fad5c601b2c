import assert from 'node:assert/strict';
import { controlPlane } from '../../../src/diagnosis/checks/control-plane.ts';
import { type report, situation } from '../../support/situation.ts';
import { verdicts } from './verdicts.ts';

describe('a refusal by Azure Resource Manager', () => {
  verdicts(controlPlane, [
    [
      'its error was pasted',
      {},
      { service: 'arm', errorCode: 'AuthorizationFailed', operation: 'control-plane' },
      'confirmed',
      'The refused call manages the instance. That needs a role such as Reader or Contributor on it; the data roles do not help.',
    ],
    ['a management command was named', {}, { operation: 'control-plane' }, 'confirmed'],
    ['Azure Digital Twins refused', {}, { operation: 'query' }, undefined],
  ]);

  it('quotes the error code, or says that a management call was reported', () => {
    const evidence = (told: Parameters<typeof report>[0]) =>
      controlPlane(situation({}, told))?.evidence.map(({ text }) => text);
    assert.deepEqual(evidence({ service: 'arm', errorCode: 'AuthorizationFailed' }), [
      'Reported: AuthorizationFailed.',
    ]);
    assert.deepEqual(evidence({ operation: 'control-plane' }), ['Reported: a management call.']);
  });
});
