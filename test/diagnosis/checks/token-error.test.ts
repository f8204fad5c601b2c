import { tokenError } from '../../../src/diagnosis/checks/token-error.ts';
import { verdicts } from './verdicts.ts';

describe('an error of Entra', () => {
  verdicts(tokenError, [
    [
      'an AADSTS code',
      {},
      { errorCode: 'AADSTS65001' },
      'confirmed',
      'AADSTS65001 comes from Entra: no token was issued, so Azure Digital Twins was never asked. A role does not mend it.',
    ],
    ['another code', {}, { errorCode: 'AuthorizationFailed' }, undefined],
    ['no code', {}, {}, undefined],
  ]);
});
