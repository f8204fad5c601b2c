import assert from 'node:assert/strict';
import { otherService } from '../../../src/diagnosis/checks/other-service.ts';
import { report } from '../../support/situation.ts';

describe('a refusal by another service', () => {
  it('is named, with its error code', () => {
    const finding = otherService(
      report({ kind: 'other-service', service: 'storage', errorCode: 'AuthorizationPermissionMismatch' }),
    );
    assert.equal(finding?.title, 'Azure Storage refused, not Azure Digital Twins');
    assert.deepEqual(finding?.evidence, [{ text: 'Error code AuthorizationPermissionMismatch.' }]);
  });

  it('is told even where the service has no name here', () => {
    assert.match(otherService(report({ kind: 'other-service', service: 'batch' }))?.title ?? '', /^batch refused/);
    const { service: _, ...unnamed } = report({ kind: 'other-service' });
    assert.match(otherService(unnamed)?.title ?? '', /^Another service refused/);
  });

  it('is looked at where it refused Azure Digital Twins, or a tool of it', () => {
    assert.equal(otherService(report({ kind: 'other-service', service: 'storage', downstream: 'jobs' })), undefined);
  });

  it('is none where Azure Digital Twins refused', () => assert.equal(otherService(report()), undefined));
});
