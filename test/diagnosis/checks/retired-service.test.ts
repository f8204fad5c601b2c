import assert from 'node:assert/strict';
import { retiredService } from '../../../src/diagnosis/checks/retired-service.ts';
import { report } from '../../support/situation.ts';

describe('the first generation of the service', () => {
  it('confirmed: it is the one that was called', () => {
    const found = retiredService(
      report({ kind: 'other-service', service: 'smart-spaces', errorCode: '403.600.000.001' }),
    );
    assert.equal(found?.verdict, 'confirmed');
    assert.deepEqual(found.evidence, [{ text: 'Error code 403.600.000.001.' }]);
  });

  it('not asked: any other service was called', () => {
    assert.equal(retiredService(report()), undefined);
    assert.equal(retiredService(report({ kind: 'other-service', service: 'storage' })), undefined);
  });
});
