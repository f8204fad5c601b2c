import assert from 'node:assert/strict';
import type { Finding } from '../../src/diagnosis/diagnosis.ts';
import { outcomeOf } from '../../src/triage/outcome.ts';
import { plantA } from '../support/situation.ts';
import { at, diagnosisOf } from './reports.ts';

const possible: Finding = { id: 'rbac.propagating', verdict: 'possible', title: '', why: '', evidence: [] };

describe('what triage keeps of a diagnosis', () => {
  it('is the headline, the confirmed causes and the instance, and nothing of who holds what', () => {
    assert.deepEqual(outcomeOf(diagnosisOf(['rbac.missing-data-role', 'rbac.wrong-scope']), at(1)), {
      headline: 'You cannot read twins in plant-a.',
      causes: ['rbac.missing-data-role', 'rbac.wrong-scope'],
      possible: [],
      instance: { id: plantA.id, name: 'plant-a' },
      at: at(1),
    });
  });

  it('names what is possible only where nothing is confirmed', () => {
    const unsure = diagnosisOf([], { findings: [possible] });
    assert.deepEqual(outcomeOf(unsure, at(1)).possible, ['rbac.propagating']);
    const sure = diagnosisOf(['rbac.denied']);
    assert.deepEqual(outcomeOf({ ...sure, findings: [...sure.findings, possible] }, at(1)).possible, []);
  });

  it('knows the app that was looked at, or else the one that called', () => {
    const token = { kind: 'adt-403', token: { appId: 'AAAA' }, redacted: [] } as const;
    assert.equal(outcomeOf(diagnosisOf([], { report: { ...token, redacted: [] } }), at(1)).appId, 'aaaa');
    const principal = {
      kind: 'service-principal',
      objectId: 'o',
      displayName: 'twin-sync',
      appId: 'BBBB',
      self: false,
    } as const;
    assert.equal(outcomeOf(diagnosisOf([], { principal }), at(1)).appId, 'bbbb');
  });
});
