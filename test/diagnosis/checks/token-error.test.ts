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

describe('a token in the message', () => {
  const expiresAt = '2026-01-31T08:30:00.000Z';
  verdicts(tokenError, [
    [
      'is for another service',
      {},
      { token: { audience: 'https://management.azure.com/' } },
      'confirmed',
      'The token in your message was issued for https://management.azure.com/. Azure Digital Twins takes only tokens for https://digitaltwins.azure.net.',
    ],
    ['is for Azure Digital Twins', {}, { token: { audience: 'https://digitaltwins.azure.net/' } }, undefined],
    ['is for its app id', {}, { token: { audience: '0b07f429-9f4b-4714-9392-cc5e8e80c8b0' } }, undefined],
    [
      'had expired when the call was made',
      {},
      { token: { expiresAt }, at: '2026-01-31T08:31:00Z' },
      'confirmed',
      /was good until 2026-01-31 08:30 UTC/,
    ],
    ['has expired, and the call got 401', {}, { token: { expiresAt }, status: 401 }, 'confirmed'],
    ['has expired by now', {}, { token: { expiresAt } }, 'possible'],
    ['was good when the call was made', {}, { token: { expiresAt }, at: '2026-01-31T08:29:00Z' }, undefined],
    ['is good still', {}, { token: { expiresAt: '2026-01-31T09:30:00Z' } }, undefined],
  ]);
});
